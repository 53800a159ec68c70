import type { z } from 'zod';
import { idOf, type PersonId, type PostId, type UnitId } from '#core/kernel';
import { type App, once } from '#platform/http';
import {
  AliasBody,
  Done,
  EndBody,
  HoldersBody,
  IdParams,
  NewPostBody,
  OnTheSpotBody,
  PostBody,
  UnitBody,
  UnitView,
} from './contract.ts';
import { createPost, editPost, endPost, setHolders } from './people.service.ts';
import { dayOf, done, edit, maybe, NewId, tags, unitOf } from './route-values.ts';
import { addAlias, createUnit, createUnitOnTheSpot, editUnit, endUnit } from './unit.service.ts';

/** Units, and the posts in them. */
export function unitRoutes(app: App): void {
  ofUnits(app);
  ofPosts(app);
}

function ofUnits(app: App): void {
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

function ofPosts(app: App): void {
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
