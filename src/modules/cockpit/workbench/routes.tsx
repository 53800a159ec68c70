import { FundProjectionScreenOutlined } from '@ant-design/icons';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const cockpit: WorkbenchModule = {
  menu: [
    {
      key: 'cockpit',
      label: '总览',
      icon: <FundProjectionScreenOutlined />,
      path: '/cockpit',
      order: MENU_ORDER.overview,
      actions: ['task.read'],
    },
  ],
  routes: [
    { path: 'cockpit', lazy: async () => ({ Component: (await import('./CockpitPage.tsx')).CockpitPage }) },
    { path: 'brief', lazy: async () => ({ Component: (await import('./Brief.tsx')).BriefPage }) },
    { path: 'units/:id', lazy: async () => ({ Component: (await import('./UnitPage.tsx')).UnitPage }) },
  ],
};
