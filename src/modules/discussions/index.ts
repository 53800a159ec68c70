import { defineModule } from '#platform/module';
import { discussionRoutes } from './discussion.routes.ts';

export const discussionsModule = defineModule({
  id: 'discussions',
  title: '讨论',
  routes: discussionRoutes,
  statuses: { 'DSC-01': 404, 'DSC-03': 404, 'DSC-04': 403 },
});
