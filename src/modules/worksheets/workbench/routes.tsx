import { TableOutlined } from '@ant-design/icons';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const worksheets: WorkbenchModule = {
  menu: [
    {
      key: 'worksheet',
      label: '填报',
      icon: <TableOutlined />,
      path: '/worksheet',
      order: MENU_ORDER.duties + 1,
      actions: ['task.report'],
    },
  ],
  routes: [
    { path: 'worksheet', lazy: async () => ({ Component: (await import('./WorksheetPage.tsx')).WorksheetPage }) },
  ],
};
