import { AlertOutlined, ControlOutlined } from '@ant-design/icons';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const ledger: WorkbenchModule = {
  menu: [
    {
      key: 'warnings',
      label: '预警',
      icon: <AlertOutlined />,
      path: '/warnings',
      // After the duties that the signals are about.
      order: MENU_ORDER.duties + 5,
      actions: ['duty.read'],
    },
    {
      key: 'parameters',
      label: '规则与参数',
      icon: <ControlOutlined />,
      path: '/parameters',
      order: MENU_ORDER.settings,
      actions: ['parameter.read'],
    },
  ],
  routes: [
    { path: 'warnings', lazy: async () => ({ Component: (await import('./WarningBoardPage.tsx')).WarningBoardPage }) },
    { path: 'parameters', lazy: async () => ({ Component: (await import('./ParametersPage.tsx')).ParametersPage }) },
  ],
};
