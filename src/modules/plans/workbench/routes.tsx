import { FileTextOutlined } from '@ant-design/icons';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const plans: WorkbenchModule = {
  menu: [
    {
      key: 'plans',
      label: '方案',
      icon: <FileTextOutlined />,
      path: '/plans',
      order: MENU_ORDER.plans,
      actions: ['plan.read', 'plan.edit'],
    },
  ],
  routes: [
    { path: 'plans', lazy: async () => ({ Component: (await import('./PlanListPage.tsx')).PlanListPage }) },
    { path: 'plans/new', lazy: async () => ({ Component: (await import('./NewPlanPage.tsx')).NewPlanPage }) },
    { path: 'plans/:id', lazy: async () => ({ Component: (await import('./PlanPage.tsx')).PlanPage }) },
    { path: 'plans/:id/launch', lazy: async () => ({ Component: (await import('./LaunchPage.tsx')).LaunchPage }) },
  ],
};
