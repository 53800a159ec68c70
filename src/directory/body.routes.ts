import type { z } from 'zod';
import { idOf, type PersonId, type UnitId } from '#core/kernel';
import { type App, once } from '#platform/http';
import { createBody, editBody, endBody } from './body.service.ts';
import { BodiesAnswer, BodyBody, Done, EndBody, IdParams } from './contract.ts';
import type { BodyId } from './directory.ts';
import { readBodies } from './reading.service.ts';
import { dayOf, done, edit, maybe, NewId, read, tags } from './route-values.ts';

export function bodyRoutes(app: App): void {
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
