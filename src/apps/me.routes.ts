import { z } from 'zod';
import { localText } from '#core/kernel';
import { actionsOf, actorIn, findJurisdiction } from '#directory';
import type { App } from '#platform/http';

const Me = z.object({
  person: z.object({ id: z.string(), name: z.string() }),
  jurisdiction: z.object({ region: z.string(), name: z.string() }),
  roles: z.array(
    z.object({
      role: z.string(),
      unitId: z.string().optional().describe('不写的是整个辖区'),
      unitName: z.string().optional(),
    }),
  ),
  actions: z.array(z.string()).describe('在某处可以做的事; 对某一事项能不能做, 由该事项的答复说明'),
  mustChangePassword: z.boolean(),
  now: z.string().describe('服务器的时刻'),
});

/** Who is signed in, and what this person may do somewhere. */
export function meRoutes(app: App): void {
  app.get(
    '/api/me',
    { config: { access: 'signed-in' }, schema: { tags: ['登录'], summary: '我是谁, 能做什么', response: { 200: Me } } },
    async ({ ctx, identity }) => {
      const actor = await actorIn(ctx);
      const jurisdiction = await findJurisdiction(ctx.db, ctx.region);
      return {
        person: { id: actor.person, name: actor.name },
        jurisdiction: { region: ctx.region, name: jurisdiction?.name ?? '' },
        roles: actor.roles.map(({ role, unit, unitName }) => ({
          role,
          ...(unit === null ? {} : { unitId: unit }),
          ...(unitName === null ? {} : { unitName }),
        })),
        actions: [...actionsOf(actor)],
        mustChangePassword: identity?.mustChangePassword === true,
        now: localText(ctx.now),
      };
    },
  );
}
