import { defineModule } from '#platform/module';
import { worksheetRoutes } from './worksheet.routes.ts';

export const worksheetsModule = defineModule({ id: 'worksheets', title: '填报', routes: worksheetRoutes });
