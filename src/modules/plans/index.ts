import { defineModule } from '#platform/module';
import { openBegunPeriods } from './cadence.service.ts';
import { planRoutes } from './plan.routes.ts';

export const plansModule = defineModule({
  id: 'plans',
  title: '方案',
  routes: planRoutes,
  jobs: [{ name: 'cadence-periods', everySeconds: 60, run: openBegunPeriods }],
  statuses: { 'PLAN-02': 404 },
});
