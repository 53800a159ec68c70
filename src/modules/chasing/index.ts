import { defineModule } from '#platform/module';
import { chaseRoutes } from './chase.routes.ts';

export const chasingModule = defineModule({
  id: 'chasing',
  title: '催办',
  routes: chaseRoutes,
  statuses: { 'CHS-01': 404, 'CHS-07': 404 },
});
