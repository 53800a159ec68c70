import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { idOf, localDay, type PersonId, type PlainDate, type PostId, Refused, type UnitId } from '#core/kernel';
import { type App, once } from '#platform/http';
import { changeAccount, closeAccountOf, openAccount, openAccounts, resetAccount } from './account.service.ts';
import { actorWho } from './actor.service.ts';
import { createBody, editBody, endBody } from './body.service.ts';
import {
  AccountBody,
  AccountsAnswer,
  AccountsBody,
  AliasBody,
  ApproveAnswer,
  ApproveBody,
  BodiesAnswer,
  BodyBody,
  Done,
  EditionsAnswer,
  EditionsQuery,
  EndBody,
  GrantBody,
  GrantsAnswer,
  GrantsQuery,
  HoldersBody,
  IdParams,
  ImportAnswer,
  ImportQuery,
  MatchAnswer,
  MatchBody,
  MeAnswer,
  MOST_ACCOUNTS,
  NewAccountAnswer,
  NewPostBody,
  OnTheSpotBody,
  PeopleAnswer,
  PeopleQuery,
  PersonBody,
  PostBody,
  PreviewAnswer,
  TreeAnswer,
  UnitBody,
  UnitChoices,
  UnitPage,
  UnitsQuery,
  UnitView,
} from './contract.ts';
import type { BodyId, GrantId } from './directory.ts';
import { approveGrants, endGrant, grantRole } from './grant.service.ts';
import { directoryTemplate, exportDirectory, importDirectory, previewImport } from './import.service.ts';
import { createPerson, createPost, editPerson, editPost, endPerson, endPost, setHolders } from './people.service.ts';
import {
  readBodies,
  readEditions,
  readGrants,
  readMe,
  readPeople,
  readTree,
  readUnit,
  searchUnits,
} from './reading.service.ts';
import { directoryRefusals } from './refusals.ts';
import { addAlias, createUnit, createUnitOnTheSpot, editUnit, endUnit, matchUnits } from './unit.service.ts';

const tags = ['组织机构'];
const done = { done: true } as const;
const read = { access: { action: 'directory.read' } };
const edit = { access: { action: 'directory.edit' } };
const unitOf = (id: string) => idOf<UnitId>(id);
const personOf = (id: string) => idOf<PersonId>(id);
const dayOf = (day: string) => idOf<PlainDate>(day);
const maybe = <Id extends UnitId | PersonId>(id: string | null): Id | null => (id === null ? null : idOf<Id>(id));
const NewId = z.object({ id: z.string() });

export function directoryRoutes(app: App): void {
  readingRoutes(app);
  unitRoutes(app);
  postRoutes(app);
  peopleRoutes(app);
  bodyRoutes(app);
  grantRoutes(app);
  accountRoutes(app);
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

function unitRoutes(app: App): void {
  const input = (body: z.infer<typeof UnitBody>) => ({ ...body, parent: maybe<UnitId>(body.parent) });

  app.post(
    '/api/directory/units',
    {
      config: edit,
      schema: {
        tags,
        summary: '设立单位',
        body: UnitBody,
        response: { 201: UnitView },
        refusals: ['DIR-01', 'DIR-02', 'DIR-03', 'DIR-06'],
      },
    },
    async ({ ctx, body }, reply) => {
      const unit = await once(ctx, (tx) => createUnit(ctx, tx, input(body)));
      return reply.code(201).send({ ...unit, aliases: [...unit.aliases] });
    },
  );

  app.post(
    '/api/directory/units/on-the-spot',
    {
      config: edit,
      schema: {
        tags,
        summary: '按名称当场设立单位',
        description: '名称已有所指时不另设立, 返回所指的单位。',
        body: OnTheSpotBody,
        response: { 201: UnitView },
        refusals: ['DIR-01', 'DIR-03'],
      },
    },
    async ({ ctx, body: { name, kind, parent } }, reply) => {
      const unit = await once(ctx, (tx) =>
        createUnitOnTheSpot(ctx, tx, {
          name,
          ...(kind === undefined ? {} : { kind }),
          ...(parent === undefined ? {} : { parent: unitOf(parent) }),
        }),
      );
      return reply.code(201).send({ ...unit, aliases: [...unit.aliases] });
    },
  );

  app.put(
    '/api/directory/units/:id',
    {
      config: edit,
      schema: {
        tags,
        summary: '修改单位',
        params: IdParams,
        body: UnitBody,
        response: { 200: UnitView },
        refusals: ['DIR-01', 'DIR-02', 'DIR-03', 'DIR-04', 'DIR-06', 'DIR-19', 'DIR-404'],
      },
    },
    async ({ ctx, params, body }) => {
      const unit = await once(ctx, (tx) => editUnit(ctx, tx, unitOf(params.id), input(body)));
      return { ...unit, aliases: [...unit.aliases] };
    },
  );

  app.post(
    '/api/directory/units/:id/aliases',
    {
      config: edit,
      schema: {
        tags,
        summary: '记下一个别名',
        params: IdParams,
        body: AliasBody,
        response: { 200: Done },
        refusals: ['DIR-02', 'DIR-19', 'DIR-404'],
      },
    },
    ({ ctx, params, body }) =>
      once(ctx, async (tx) => {
        await addAlias(ctx, tx, unitOf(params.id), body.alias);
        return done;
      }),
  );

  app.post(
    '/api/directory/units/:id/end',
    {
      config: edit,
      schema: {
        tags,
        summary: '撤销单位',
        params: IdParams,
        body: EndBody,
        response: { 200: Done },
        refusals: ['DIR-05', 'DIR-15', 'DIR-19', 'DIR-404'],
      },
    },
    ({ ctx, params, body }) =>
      once(ctx, async (tx) => {
        await endUnit(ctx, tx, unitOf(params.id), dayOf(body.on));
        return done;
      }),
  );
}

function postRoutes(app: App): void {
  app.post(
    '/api/directory/posts',
    {
      config: edit,
      schema: {
        tags,
        summary: '设立岗位',
        body: NewPostBody,
        response: { 201: NewId },
        refusals: ['DIR-07', 'DIR-21'],
      },
    },
    async ({ ctx, body: { unit, ...input } }, reply) => {
      const { id } = await once(ctx, (tx) => createPost(ctx, tx, unitOf(unit), input));
      return reply.code(201).send({ id });
    },
  );

  app.put(
    '/api/directory/posts/:id',
    {
      config: edit,
      schema: {
        tags,
        summary: '修改岗位',
        params: IdParams,
        body: PostBody,
        response: { 200: NewId },
        refusals: ['DIR-07', 'DIR-19', 'DIR-404'],
      },
    },
    async ({ ctx, params, body }) => {
      const { id } = await once(ctx, (tx) => editPost(ctx, tx, idOf<PostId>(params.id), body));
      return { id };
    },
  );

  app.put(
    '/api/directory/posts/:id/holders',
    {
      config: edit,
      schema: {
        tags,
        summary: '定 A 岗、B 岗由谁担任, 自今日起',
        params: IdParams,
        body: HoldersBody,
        response: { 200: Done },
        refusals: ['DIR-08', 'DIR-19', 'DIR-20', 'DIR-404'],
      },
    },
    ({ ctx, params, body }) =>
      once(ctx, async (tx) => {
        const wanted = { A: maybe<PersonId>(body.A), B: maybe<PersonId>(body.B) };
        await setHolders(ctx, tx, idOf<PostId>(params.id), wanted);
        return done;
      }),
  );

  app.post(
    '/api/directory/posts/:id/end',
    {
      config: edit,
      schema: {
        tags,
        summary: '撤销岗位',
        params: IdParams,
        body: EndBody,
        response: { 200: Done },
        refusals: ['DIR-15', 'DIR-19', 'DIR-404'],
      },
    },
    ({ ctx, params, body }) =>
      once(ctx, async (tx) => {
        await endPost(ctx, tx, idOf<PostId>(params.id), dayOf(body.on));
        return done;
      }),
  );
}

function peopleRoutes(app: App): void {
  const input = (body: z.infer<typeof PersonBody>) => ({ ...body, unit: maybe<UnitId>(body.unit) });

  app.get(
    '/api/directory/people',
    {
      config: read,
      schema: {
        tags,
        summary: '查找人员',
        description: '角色只给可查看人员角色的人看, 账号只给系统管理员看。',
        querystring: PeopleQuery,
        response: { 200: PeopleAnswer },
        refusals: ['ACC-01'],
      },
    },
    ({ ctx, query: { unit, ...query } }) =>
      readPeople(ctx, { ...query, ...(unit === undefined ? {} : { unit: unitOf(unit) }) }),
  );

  app.post(
    '/api/directory/people',
    {
      config: edit,
      schema: { tags, summary: '登记人员', body: PersonBody, response: { 201: NewId }, refusals: ['DIR-09', 'DIR-21'] },
    },
    async ({ ctx, body }, reply) => {
      const { id } = await once(ctx, (tx) => createPerson(ctx, tx, input(body)));
      return reply.code(201).send({ id });
    },
  );

  app.put(
    '/api/directory/people/:id',
    {
      config: edit,
      schema: {
        tags,
        summary: '修改人员',
        params: IdParams,
        body: PersonBody,
        response: { 200: NewId },
        refusals: ['DIR-09', 'DIR-19', 'DIR-21', 'DIR-404'],
      },
    },
    async ({ ctx, params, body }) => {
      const { id } = await once(ctx, (tx) => editPerson(ctx, tx, personOf(params.id), input(body)));
      return { id };
    },
  );

  app.post(
    '/api/directory/people/:id/end',
    {
      config: edit,
      schema: {
        tags,
        summary: '离任',
        description: '岗位、角色、在领导小组中的任职随之终止; 自今日或以前离任的, 账号同时停用。',
        params: IdParams,
        body: EndBody,
        response: { 200: Done },
        refusals: ['DIR-15', 'DIR-19', 'DIR-404'],
      },
    },
    async ({ ctx, params, body }) => {
      const person = personOf(params.id);
      await once(ctx, async (tx) => {
        await endPerson(ctx, tx, person, dayOf(body.on));
        return done;
      });
      if (body.on <= localDay(ctx.now)) await closeAccountOf(ctx, person);
      return done;
    },
  );
}

function bodyRoutes(app: App): void {
  const input = (body: z.infer<typeof BodyBody>) => ({
    ...body,
    officeUnit: maybe<UnitId>(body.officeUnit),
    members: body.members.map((member) => ({
      ...member,
      person: maybe<PersonId>(member.person),
      unit: maybe<UnitId>(member.unit),
    })),
  });

  app.get(
    '/api/directory/bodies',
    { config: read, schema: { tags, summary: '领导小组等议事协调机构', response: { 200: BodiesAnswer } } },
    (request) => readBodies(request.ctx),
  );

  app.post(
    '/api/directory/bodies',
    {
      config: edit,
      schema: {
        tags,
        summary: '设立领导小组',
        body: BodyBody,
        response: { 201: NewId },
        refusals: ['DIR-10', 'DIR-20', 'DIR-21', 'DIR-22'],
      },
    },
    async ({ ctx, body }, reply) => {
      const { id } = await once(ctx, (tx) => createBody(ctx, tx, input(body)));
      return reply.code(201).send({ id });
    },
  );

  app.put(
    '/api/directory/bodies/:id',
    {
      config: edit,
      schema: {
        tags,
        summary: '修改领导小组及其成员',
        params: IdParams,
        body: BodyBody,
        response: { 200: NewId },
        refusals: ['DIR-10', 'DIR-19', 'DIR-20', 'DIR-21', 'DIR-22', 'DIR-404'],
      },
    },
    async ({ ctx, params, body }) => {
      const { id } = await once(ctx, (tx) => editBody(ctx, tx, idOf<BodyId>(params.id), input(body)));
      return { id };
    },
  );

  app.post(
    '/api/directory/bodies/:id/end',
    {
      config: edit,
      schema: {
        tags,
        summary: '撤销领导小组',
        params: IdParams,
        body: EndBody,
        response: { 200: Done },
        refusals: ['DIR-15', 'DIR-19', 'DIR-404'],
      },
    },
    ({ ctx, params, body }) =>
      once(ctx, async (tx) => {
        await endBody(ctx, tx, idOf<BodyId>(params.id), dayOf(body.on));
        return done;
      }),
  );
}

function grantRoutes(app: App): void {
  app.get(
    '/api/directory/grants',
    {
      config: { access: { action: 'role.read' } },
      schema: { tags, summary: '授权清单', querystring: GrantsQuery, response: { 200: GrantsAnswer } },
    },
    (request) => readGrants(request.ctx, request.query),
  );

  app.post(
    '/api/directory/grants',
    {
      config: { access: { action: 'role.propose' } },
      schema: {
        tags,
        summary: '授予角色, 或提出授予',
        description: '安全管理员授予即生效; 其他人提出的, 待安全管理员批准后生效。',
        body: GrantBody,
        response: { 201: z.object({ id: z.string(), inForce: z.boolean() }) },
        refusals: ['DIR-11', 'DIR-12', 'DIR-13', 'DIR-14', 'DIR-20', 'DIR-21'],
      },
    },
    async ({ ctx, body }, reply) => {
      const input = { role: body.role, person: personOf(body.person), unit: maybe<UnitId>(body.unit) };
      const grant = await once(ctx, (tx) => grantRole(ctx, tx, input));
      return reply.code(201).send({ id: grant.id, inForce: grant.grantedAt !== null });
    },
  );

  app.post(
    '/api/directory/grants/approve',
    {
      config: { access: { action: 'role.grant' } },
      schema: {
        tags,
        summary: '批准授权',
        body: ApproveBody,
        response: { 200: ApproveAnswer },
        refusals: ['DIR-11', 'DIR-14'],
      },
    },
    async ({ ctx, body }) => {
      const approved = await once(ctx, (tx) =>
        approveGrants(
          ctx,
          tx,
          body.ids.map((id) => idOf<GrantId>(id)),
        ),
      );
      return { approved };
    },
  );

  app.post(
    '/api/directory/grants/:id/end',
    {
      config: { access: { action: 'role.propose' } },
      schema: {
        tags,
        summary: '终止授权, 或不批准',
        params: IdParams,
        body: EndBody,
        response: { 200: Done },
        refusals: ['ACC-01', 'DIR-15', 'DIR-24', 'DIR-404'],
      },
    },
    ({ ctx, params, body }) =>
      once(ctx, async (tx) => {
        await endGrant(ctx, tx, idOf<GrantId>(params.id), dayOf(body.on));
        return done;
      }),
  );
}

function accountRoutes(app: App): void {
  const config = { access: { action: 'account.manage' } };

  // Not `once`, all three: a password must not be kept with the answer.
  app.post(
    '/api/directory/accounts',
    {
      config,
      schema: {
        tags,
        summary: '成批建立账号',
        description: `一次最多 ${MOST_ACCOUNTS} 个; 已有账号的人不在答复里。初始密码只在此处告知一次。`,
        body: AccountsBody,
        response: { 200: AccountsAnswer },
        refusals: ['AUTH-10', 'AUTH-11', 'DIR-20'],
      },
    },
    async ({ ctx, body }) => {
      const wanted = body.accounts.map(({ person, username }) => ({ person: personOf(person), username }));
      return { accounts: [...(await openAccounts(ctx, wanted))] };
    },
  );

  app.post(
    '/api/directory/people/:id/account',
    {
      config,
      schema: {
        tags,
        summary: '建立账号',
        description: '初始密码只在此处告知一次, 首次登录须修改。',
        params: IdParams,
        body: AccountBody,
        response: { 201: NewAccountAnswer },
        refusals: ['AUTH-10', 'AUTH-11', 'AUTH-15', 'DIR-20', 'DIR-404'],
      },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send(await openAccount(ctx, personOf(params.id), body.username)),
  );

  app.post(
    '/api/directory/people/:id/account/reset',
    {
      config,
      schema: {
        tags,
        summary: '重置初始密码',
        params: IdParams,
        response: { 200: NewAccountAnswer },
        refusals: ['AUTH-14', 'DIR-404'],
      },
    },
    ({ ctx, params }) => resetAccount(ctx, personOf(params.id)),
  );

  for (const [act, summary] of [
    ['disable', '停用账号'],
    ['enable', '启用账号'],
    ['unlock', '解除锁定'],
  ] as const) {
    app.post(
      `/api/directory/people/:id/account/${act}`,
      {
        config,
        schema: { tags, summary, params: IdParams, response: { 200: Done }, refusals: ['AUTH-14', 'DIR-404'] },
      },
      ({ ctx, params }) =>
        once(ctx, async (tx) => {
          await changeAccount(ctx, tx, personOf(params.id), act);
          return done;
        }),
    );
  }
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SHEET_CODES = ['SHEET-01', 'SHEET-02', 'SHEET-03', 'SHEET-04', 'SHEET-05', 'DIR-23'];
/** The bytes of an upload; a workbook of 50 MB unpacked is far smaller. */
const MOST_UPLOAD = 20 * 2 ** 20;

function workbookRoutes(app: App): void {
  app.get(
    '/api/directory/template.xlsx',
    { config: read, schema: { tags, summary: '导入用的表格模板' } },
    async ({ ctx }, reply) => sendWorkbook(reply, '名录模板.xlsx', await directoryTemplate(ctx)),
  );

  app.get(
    '/api/directory/export.xlsx',
    {
      config: read,
      schema: {
        tags,
        summary: '导出全部名录, 可改后再导入',
        description: '角色列只给可查看人员角色的人, 用户名列只给系统管理员。',
      },
    },
    async ({ ctx }, reply) => sendWorkbook(reply, `名录${localDay(ctx.now)}.xlsx`, await exportDirectory(ctx)),
  );

  app.post(
    '/api/directory/import/preview',
    {
      config: edit,
      schema: {
        tags,
        summary: '预览导入: 将改动什么, 哪些行有误',
        description: '请求体为 multipart/form-data, 其中一份 .xlsx。只看不写。',
        response: { 200: PreviewAnswer },
        refusals: SHEET_CODES,
      },
    },
    async (request) => previewImport(request.ctx, await bytesOf(request)),
  );

  app.post(
    '/api/directory/import',
    {
      config: edit,
      schema: {
        tags,
        summary: '导入: 全部导入, 或一行也不导入',
        description: '须附预览所得的 fingerprint。答复里的 accounts 是尚待建立的账号, 由系统管理员成批建立。',
        querystring: ImportQuery,
        response: { 200: ImportAnswer },
        refusals: [...SHEET_CODES, 'DIR-16', 'DIR-17'],
      },
    },
    async (request) => importDirectory(request.ctx, await bytesOf(request), request.query.fingerprint),
  );
}

async function bytesOf(request: FastifyRequest): Promise<Uint8Array> {
  if (!request.isMultipart()) throw new Refused(directoryRefusals.noFile());
  const part = await request.file({ limits: { fileSize: MOST_UPLOAD } });
  if (part === undefined) throw new Refused(directoryRefusals.noFile());
  return part.toBuffer();
}

function sendWorkbook(reply: FastifyReply, name: string, bytes: Uint8Array): FastifyReply {
  return reply
    .type(XLSX)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(Buffer.from(bytes));
}
