import { localDay } from '#core/kernel';
import type { App } from '#platform/http';
import { actorWho } from './actor.service.ts';
import { bodyRoutes } from './body.routes.ts';
import {
  EditionsAnswer,
  EditionsQuery,
  IdParams,
  MatchAnswer,
  MatchBody,
  MeAnswer,
  TreeAnswer,
  UnitChoices,
  UnitPage,
  UnitsQuery,
} from './contract.ts';
import { grantRoutes } from './grant.routes.ts';
import { peopleRoutes } from './people.routes.ts';
import { readEditions, readMe, readTree, readUnit, searchUnits } from './reading.service.ts';
import { read, tags, unitOf } from './route-values.ts';
import { unitRoutes } from './unit.routes.ts';
import { matchUnits } from './unit.service.ts';
import { workbookRoutes } from './workbook.routes.ts';

export function directoryRoutes(app: App): void {
  readingRoutes(app);
  unitRoutes(app);
  peopleRoutes(app);
  bodyRoutes(app);
  grantRoutes(app);
  workbookRoutes(app);
}

function readingRoutes(app: App): void {
  app.get(
    '/api/me',
    {
      config: { access: 'signed-in' },
      schema: { tags, summary: '我是谁, 能做什么', response: { 200: MeAnswer }, refusals: ['ACC-07'] },
    },
    (request) => readMe(request.ctx, request.identity?.mustChangePassword ?? false),
  );

  app.get(
    '/api/directory/tree',
    { config: read, schema: { tags, summary: '组织机构树', response: { 200: TreeAnswer } } },
    (request) => readTree(request.ctx),
  );

  app.get(
    '/api/directory/units',
    {
      config: read,
      schema: { tags, summary: '按名称找单位', querystring: UnitsQuery, response: { 200: UnitChoices } },
    },
    (request) => searchUnits(request.ctx, request.query),
  );

  app.get(
    '/api/directory/units/:id',
    {
      config: read,
      schema: {
        tags,
        summary: '一个单位: 岗位, 人员, 变更记录',
        params: IdParams,
        response: { 200: UnitPage },
        refusals: ['DIR-404'],
      },
    },
    (request) => readUnit(request.ctx, unitOf(request.params.id)),
  );

  app.post(
    '/api/directory/match',
    {
      config: read,
      schema: {
        tags,
        summary: '文件里的单位名称各指哪个单位',
        description: '只查不改。各县区之类的统称在 group 里列出可能所指的单位, 由人确认。',
        body: MatchBody,
        response: { 200: MatchAnswer },
      },
    },
    async ({ ctx, body }) => {
      await actorWho(ctx, ctx.db, 'directory.read');
      const matches = await matchUnits(ctx.db, ctx.region, body.names, localDay(ctx.now));
      const choice = ({ id, name }: { id: string; name: string }) => ({ id, name });
      return {
        matches: matches.map(({ name, match, group }) => ({
          name,
          kind: match.kind,
          unit: match.unit === undefined ? null : choice(match.unit),
          suggestions: match.suggestions.map(({ unit, score }) => ({ ...choice(unit), score })),
          group: group?.map(choice) ?? null,
        })),
      };
    },
  );

  app.get(
    '/api/directory/editions',
    {
      config: { access: { action: 'audit.read' } },
      schema: {
        tags,
        summary: '名录的变更记录',
        description: '写明 object 时只看一个对象的。',
        querystring: EditionsQuery,
        response: { 200: EditionsAnswer },
      },
    },
    (request) => readEditions(request.ctx, request.query),
  );
}
