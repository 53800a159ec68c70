import { defineModule } from '#platform/module';
import { instructionRoutes } from './instruction.routes.ts';

export const instructionsModule = defineModule({
  id: 'instructions',
  title: '批示',
  routes: instructionRoutes,
  statuses: { 'INS-01': 404, 'INS-02': 404, 'INS-08': 403, 'INS-13': 400 },
});
