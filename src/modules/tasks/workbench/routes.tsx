import { ProfileOutlined } from '@ant-design/icons';
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
};
