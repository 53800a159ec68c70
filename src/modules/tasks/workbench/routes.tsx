import { ProfileOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const tasks: WorkbenchModule = {
  menu: [
    {
      key: 'tasks',
      label: '任务',
      icon: <ProfileOutlined />,
      path: '/tasks',
      order: MENU_ORDER.duties,
      actions: ['task.read'],
    },
  ],
  routes: [
    { path: 'tasks', lazy: async () => ({ Component: (await import('./TaskListPage.tsx')).TaskListPage }) },
    { path: 'tasks/:id', lazy: async () => ({ Component: (await import('./TaskPage.tsx')).TaskPage }) },
  ],
  panels: [
    {
      key: 'extension',
      types: ['submission'],
      Panel: lazy(async () => ({ default: (await import('./SubmissionExtension.tsx')).SubmissionExtension })),
    },
  ],
};
