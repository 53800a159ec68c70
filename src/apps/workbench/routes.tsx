import type { RouteObject } from 'react-router';
import type { MenuEntry, SubjectPanel, WorkbenchModule } from '#ui/workbench';
import { calendars } from '../../calendars/workbench/routes.tsx';
import { directory } from '../../directory/workbench/routes.tsx';
import { ledger } from '../../ledger/workbench/routes.tsx';
import { adjustments } from '../../modules/adjustments/workbench/routes.tsx';
import { chasing } from '../../modules/chasing/workbench/routes.tsx';
import { cockpit } from '../../modules/cockpit/workbench/routes.tsx';
import { discussions } from '../../modules/discussions/workbench/routes.tsx';
import { inbox } from '../../modules/inbox/workbench/routes.tsx';
import { instructions } from '../../modules/instructions/workbench/routes.tsx';
import { news } from '../../modules/news/workbench/routes.tsx';
import { plans } from '../../modules/plans/workbench/routes.tsx';
import { submissions } from '../../modules/submissions/workbench/routes.tsx';
import { tasks } from '../../modules/tasks/workbench/routes.tsx';
import { worksheets } from '../../modules/worksheets/workbench/routes.tsx';
import { FirstSkeleton } from './FirstSkeleton.tsx';
import { home } from './home/routes.tsx';
import { NotFound } from './NotFound.tsx';
import { RouteError } from './RouteError.tsx';
import { Shell } from './Shell.tsx';
import { SignedIn } from './SignedIn.tsx';

/** Every folder that has screens, one line each. */
const modules: readonly WorkbenchModule[] = [
  home,
  cockpit,
  plans,
  tasks,
  worksheets,
  chasing,
  instructions,
  news,
  submissions,
  adjustments,
  discussions,
  inbox,
  directory,
  calendars,
  ledger,
];

export const menu: readonly MenuEntry[] = [...modules.flatMap((one) => one.menu)].sort((a, b) => a.order - b.order);

const panels: readonly SubjectPanel[] = modules.flatMap((one) => one.panels ?? []);

/** Widgets with examples, in development only. */
const gallery: readonly RouteObject[] = import.meta.env.DEV
  ? [{ path: 'gallery', lazy: async () => ({ Component: (await import('./gallery/Gallery.tsx')).Gallery }) }]
  : [];

export const routes: readonly RouteObject[] = [
  { path: '/signed-in', Component: SignedIn },
  {
    path: '/',
    element: <Shell menu={menu} panels={panels} />,
    errorElement: <RouteError />,
    HydrateFallback: FirstSkeleton,
    children: [
      {
        errorElement: <RouteError inside />,
        children: [...modules.flatMap((one) => one.routes), ...gallery, { path: '*', Component: NotFound }],
      },
    ],
  },
];
