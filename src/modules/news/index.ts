import { defineModule } from '#platform/module';
import { articlePages, latestNews } from './article.pages.ts';
import { articleRoutes } from './article.routes.ts';

export const newsModule = defineModule({
  id: 'news',
  title: '动态',
  routes: articleRoutes,
  pages: articlePages,
  homePart: latestNews,
  portalLinks: [{ href: '/news', text: '通知和动态', hint: '通知公告, 工作动态' }],
  statuses: { 'NEWS-01': 404, 'NEWS-03': 404 },
});
