import { SwapOutlined } from '@ant-design/icons';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const adjustments: WorkbenchModule = {
  menu: [
    {
      key: 'adjustments',
      label: '调整',
      icon: <SwapOutlined />,
      path: '/adjustments',
      order: MENU_ORDER.plans + 1,
      actions: ['adjustment.propose', 'adjustment.decide'],
    },
  ],
  routes: [
    {
      path: 'adjustments',
      lazy: async () => ({ Component: (await import('./AdjustmentListPage.tsx')).AdjustmentListPage }),
    },
    {
      path: 'adjustments/new',
      lazy: async () => ({ Component: (await import('./NewAdjustmentPage.tsx')).NewAdjustmentPage }),
    },
    {
      path: 'adjustments/:id',
      lazy: async () => ({ Component: (await import('./AdjustmentPage.tsx')).AdjustmentPage }),
    },
  ],
};
