import { SendOutlined } from '@ant-design/icons';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const submissions: WorkbenchModule = {
  menu: [
    {
      key: 'submissions',
      label: '报送',
      icon: <SendOutlined />,
      path: '/submissions',
      order: MENU_ORDER.duties + 2,
      actions: ['submission.hand-in', 'submission.collect'],
    },
  ],
  routes: [
    { path: 'submissions', lazy: async () => ({ Component: (await import('./SubmissionsPage.tsx')).SubmissionsPage }) },
    { path: 'submissions/round', lazy: async () => ({ Component: (await import('./RoundPage.tsx')).RoundPage }) },
    {
      path: 'submissions/:id',
      lazy: async () => ({ Component: (await import('./SubmissionPage.tsx')).SubmissionPage }),
    },
  ],
};
