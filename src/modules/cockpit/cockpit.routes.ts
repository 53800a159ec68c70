import { idOf, localDay, type UnitId } from '#core/kernel';
import type { App } from '#platform/http';
import { writeWorkbook } from '#platform/spreadsheet';
import { readBrief, readCockpit, readUnitView } from './cockpit.service.ts';
import { Brief, ChartQuery, Cockpit, CockpitQuery, UnitParams, UnitView } from './contract.ts';
import { figureTable } from './sheets.ts';

const tags = ['总览'];
const config = { access: { action: 'task.read' } };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function cockpitRoutes(app: App): void {
  app.get(
    '/api/cockpit',
    {
      config,
      schema: {
        tags,
        summary: '总览: 我可以查看的任务, 按期率, 本周到期, 各单位逾期, 平均逾期, 每周趋势, 各方案进度',
        querystring: CockpitQuery,
        response: { 200: Cockpit },
      },
    },
    (request) => readCockpit(request.ctx, request.query),
  );
  app.get(
    '/api/cockpit.xlsx',
    { config, schema: { tags, summary: '总览中一张图的数据, 连同公式和日期', querystring: ChartQuery } },
    async ({ ctx, query: { chart, lead, ...query } }, reply) => {
      const table = figureTable(
        chart,
        await readCockpit(ctx, query, lead === undefined ? undefined : idOf<UnitId>(lead)),
      );
      const { title: name, notes, columns, rows } = table;
      const bytes = await writeWorkbook([{ name, notes, columns, rows }]);
      return reply
        .type(XLSX)
        .header(
          'content-disposition',
          `attachment; filename*=UTF-8''${encodeURIComponent(`${name}${localDay(ctx.now)}.xlsx`)}`,
        )
        .send(Buffer.from(bytes));
    },
  );
  app.get(
    '/api/cockpit/brief',
    {
      config,
      schema: {
        tags,
        summary: '一分钟: 三个数字, 最重的三件, 供领导看',
        response: { 200: Brief },
        refusals: ['CPT-02'],
      },
    },
    (request) => readBrief(request.ctx),
  );
  app.get(
    '/api/cockpit/units/:id',
    {
      config,
      schema: {
        tags,
        summary: '一个单位牵头的任务: 各灯, 按期率, 将到期的, 最近发生的',
        params: UnitParams,
        querystring: CockpitQuery.pick({ period: true }),
        response: { 200: UnitView },
        refusals: ['CPT-01'],
      },
    },
    (request) => readUnitView(request.ctx, idOf<UnitId>(request.params.id), request.query.period),
  );
}
