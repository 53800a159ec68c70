import type { z } from 'zod';
import { localDay, type UnitId } from '#core/kernel';
import { type App, once } from '#platform/http';
import { closeAccountOf } from './account.service.ts';
import { Done, EndBody, IdParams, PeopleAnswer, PeopleQuery, PersonBody } from './contract.ts';
import { createPerson, editPerson, endPerson } from './people.service.ts';
import { readPeople } from './reading.service.ts';
import { dayOf, done, edit, maybe, NewId, personOf, read, tags, unitOf } from './route-values.ts';

export function peopleRoutes(app: App): void {
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
