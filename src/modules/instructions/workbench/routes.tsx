import { EditOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const instructions: WorkbenchModule = {
  menu: [
    {
      key: 'instructions',
      label: '批示',
      icon: <EditOutlined />,
      path: '/instructions',
      order: MENU_ORDER.instructions,
      actions: ['instruction.read'],
    },
  ],
  routes: [
    {
      path: 'instructions',
      lazy: async () => ({ Component: (await import('./InstructionListPage.tsx')).InstructionListPage }),
    },
    {
      path: 'instructions/:id',
      lazy: async () => ({ Component: (await import('./InstructionPage.tsx')).InstructionPage }),
    },
  ],
  panels: [
    {
      key: 'instructions',
      types: ['task', 'plan'],
      Panel: lazy(async () => ({ default: (await import('./InstructionPanel.tsx')).InstructionPanel })),
    },
  ],
};
