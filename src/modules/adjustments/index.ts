import { defineModule } from '#platform/module';
import { adjustmentRoutes } from './adjustment.routes.ts';

export const adjustmentsModule = defineModule({
  id: 'adjustments',
  title: '调整',
  routes: adjustmentRoutes,
  statuses: { 'ADJ-01': 404 },
});
