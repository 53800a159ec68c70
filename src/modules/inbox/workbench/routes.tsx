import { lazy } from 'react';
import type { WorkbenchModule } from '#ui/workbench';

export const inbox: WorkbenchModule = {
  // The bell in the head of every page leads here.
  menu: [],
  routes: [{ path: 'messages', lazy: async () => ({ Component: (await import('./MessagesPage.tsx')).MessagesPage }) }],
  panels: [
    {
      key: 'inbox',
      types: ['task', 'plan', 'instruction', 'adjustment'],
      Panel: lazy(async () => ({ default: (await import('./ReadMarker.tsx')).ReadMarker })),
    },
  ],
};
