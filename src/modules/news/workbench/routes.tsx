import { NotificationOutlined } from '@ant-design/icons';
import { MENU_ORDER, type WorkbenchModule } from '#ui/workbench';

export const news: WorkbenchModule = {
  menu: [
    {
      key: 'news',
      label: '公开',
      icon: <NotificationOutlined />,
      path: '/articles',
      order: MENU_ORDER.disclosure,
      actions: ['news.read'],
    },
  ],
  routes: [
    { path: 'articles', lazy: async () => ({ Component: (await import('./ArticleListPage.tsx')).ArticleListPage }) },
    { path: 'articles/new', lazy: async () => ({ Component: (await import('./ArticleEditor.tsx')).NewArticlePage }) },
    { path: 'articles/:id', lazy: async () => ({ Component: (await import('./ArticlePage.tsx')).ArticlePage }) },
  ],
};
