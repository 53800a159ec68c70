import { ApartmentOutlined } from '@ant-design/icons';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const directory: WorkbenchModule = {
  menu: [
    {
      key: 'directory',
      label: '组织机构',
      icon: <ApartmentOutlined />,
      path: '/directory',
      order: MENU_ORDER.settings - 1,
      actions: ['directory.read'],
    },
  ],
  routes: [
    { path: 'directory', lazy: async () => ({ Component: (await import('./OrganisationPage.tsx')).OrganisationPage }) },
    { path: 'directory/people', lazy: async () => ({ Component: (await import('./PeoplePage.tsx')).PeoplePage }) },
    { path: 'directory/bodies', lazy: async () => ({ Component: (await import('./BodiesPage.tsx')).BodiesPage }) },
    { path: 'directory/import', lazy: async () => ({ Component: (await import('./ImportPage.tsx')).ImportPage }) },
  ],
};
