import { BellOutlined } from '@ant-design/icons';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const chasing: WorkbenchModule = {
  menu: [
    {
      key: 'chases',
      label: '催办',
      icon: <BellOutlined />,
      path: '/chases',
      order: MENU_ORDER.chases,
      actions: ['task.read'],
    },
  ],
  routes: [
    { path: 'chases', lazy: async () => ({ Component: (await import('./ChaseRegisterPage.tsx')).ChaseRegisterPage }) },
    { path: 'chases/:id', lazy: async () => ({ Component: (await import('./NoticePage.tsx')).NoticePage }) },
  ],
};
