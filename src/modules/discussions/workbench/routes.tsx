import { lazy } from 'react';
import type { WorkbenchModule } from '#ui/workbench';

export const discussions: WorkbenchModule = {
  menu: [],
  routes: [],
  panels: [
    {
      key: 'discussions',
      types: ['task'],
      Panel: lazy(async () => ({ default: (await import('./DiscussionPanel.tsx')).DiscussionPanel })),
    },
  ],
};
