import { defineModule } from '#platform/module';
import { taskRoutes } from './task.routes.ts';

export const tasksModule = defineModule({
  id: 'tasks',
  title: '任务',
  routes: taskRoutes,
  statuses: { 'TASK-10': 404, 'TASK-11': 400, 'TASK-12': 403 },
});
