import { CalendarOutlined } from '@ant-design/icons';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const calendars: WorkbenchModule = {
  menu: [
    {
      key: 'calendar',
      label: '工作日历',
      icon: <CalendarOutlined />,
      path: '/calendar',
      order: MENU_ORDER.settings,
      actions: ['calendar.read'],
    },
  ],
  routes: [{ path: 'calendar', lazy: async () => ({ Component: (await import('./CalendarPage.tsx')).CalendarPage }) }],
};
