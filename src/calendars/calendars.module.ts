import { defineModule } from '#platform/module';
import { calculatorPages } from './calculator.pages.ts';
import { calendarRoutes, statuses } from './calendar.routes.ts';
import { seedCalendar } from './calendar.service.ts';

/** 工作日历与期限计算器. */
export const calendarsModule = defineModule({
  id: 'calendars',
  title: '工作日历',
  routes: calendarRoutes,
  pages: calculatorPages,
  statuses,
  portalLinks: [{ href: '/calculator', text: '期限计算器', hint: '算出最迟什么时候办完, 哪些天不计入' }],
  // Years that came with a newer program are taken in when it starts, and looked for once a day.
  jobs: [{ name: 'calendar-seed', everySeconds: 86_400, run: seedCalendar }],
});
