import { defineModule } from '#platform/module';
import { openBegunPeriods } from './cadence.service.ts';
import { latestPlans, planPages } from './plan.pages.ts';
import { planRoutes } from './plan.routes.ts';

export const plansModule = defineModule({
  id: 'plans',
  title: '方案',
  routes: planRoutes,
  pages: planPages,
  homePart: latestPlans,
  portalLinks: [{ href: '/plans', text: '方案公开', hint: '正在推进的实施方案: 谁牵头, 何时完成, 办到哪一步' }],
  jobs: [{ name: 'cadence-periods', everySeconds: 60, run: openBegunPeriods }],
  statuses: { 'PLAN-02': 404, 'PLAN-14': 404 },
});
