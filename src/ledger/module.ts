import { defineModule } from '#platform/module';
import { ledgerRoutes } from './ledger.routes.ts';
import { retime } from './retime.service.ts';
import { sweep } from './sweep.service.ts';

/** How often the clock looks. A signal is raised at most this much after its instant. */
const SWEEP_SECONDS = 15;

/** How soon open limits follow a change of the calendar. */
const RETIME_SECONDS = 60;

export const ledgerModule = defineModule({
  id: 'ledger',
  title: '责任台账',
  routes: ledgerRoutes,
  jobs: [
    {
      name: 'signals',
      everySeconds: SWEEP_SECONDS,
      async run(ctx) {
        await sweep(ctx.db, ctx.now);
      },
    },
    {
      name: 'retime',
      everySeconds: RETIME_SECONDS,
      async run(ctx) {
        await retime(ctx.db, ctx.now);
      },
    },
  ],
  statuses: { 'LED-04': 404, 'LED-05': 404 },
});
