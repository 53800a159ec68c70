import { defineModule } from '#platform/module';
import { submissionRoutes } from './submission.routes.ts';

export const submissionsModule = defineModule({
  id: 'submissions',
  title: '报送',
  routes: submissionRoutes,
  statuses: { 'SUB-01': 404, 'SUB-05': 409, 'SUB-07': 404 },
});
