import { defineModule } from '#platform/module';
import { cockpitRoutes } from './cockpit.routes.ts';

export const cockpitModule = defineModule({
  id: 'cockpit',
  title: '总览',
  routes: cockpitRoutes,
  statuses: { 'CPT-01': 404, 'CPT-02': 403 },
});
