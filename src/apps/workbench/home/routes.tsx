import { HomeOutlined } from '@ant-design/icons';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const home: WorkbenchModule = {
  menu: [
    { key: 'today', label: '今天', icon: <HomeOutlined aria-hidden="true" />, path: '/', order: MENU_ORDER.today },
  ],
  routes: [{ index: true, lazy: async () => ({ Component: (await import('./HomePage.tsx')).HomePage }) }],
};
