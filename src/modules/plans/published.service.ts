import { idOf, localDay, orRefuse, type PlanId, type SubjectId } from '#core/kernel';
import { namesOfUnits } from '#directory';
import { listTitles } from '#ledger';
import type { Ctx } from '#platform/http';
import {
  countPublished,
  findPublished,
  findPublishedText,
  listPublished,
  listPublishedOrders,
  listPublishedPhases,
  type PublishedOrder,
} from './published.store.ts';
import {
  contentsOf,
  type PublicPlan,
  type PublicPlans,
  type PublicText,
  publicOrders,
  publicPhases,
  type Standing,
  taskPages,
  textBlocks,
  textPages,
} from './published.ts';

import { planRefusals } from './refusals.ts';
import { listSuccessors } from './successor.service.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PLANS_A_PAGE = 20;

/** The published plans, with how many of their tasks are done. Needs nobody to be signed in. */
export async function publishedPlans(ctx: Ctx, asked: number): Promise<PublicPlans> {
  const count = await countPublished(ctx.db, ctx.region);
  const pages = Math.max(1, Math.ceil(count / PLANS_A_PAGE));
  const page = Math.min(asked, pages);
  const plans = await listPublished(ctx.db, ctx.region, { limit: PLANS_A_PAGE, offset: (page - 1) * PLANS_A_PAGE });
  const ids = plans.map((plan) => plan.id);
  const orders = await listPublishedOrders(ctx.db, ctx.region, ids);
  const standings = await standingsOf(ctx, orders);
  return {
    page,
    pages,
    plans: plans.map((plan) => {
      const own = orders.filter((order) => order.plan === plan.id);
      const { tasks, cadences } = publicOrders(own, standings);
      return {
        ...plan,
        tasks: tasks.length,
        done: tasks.filter((task) => task.done === task.of).length,
        cadences: cadences.length,
      };
    }),
  };
}

/** A published plan: its phases, a page of its tasks, its recurring duties. Refuses PLAN-14. */
export async function publishedPlan(ctx: Ctx, text: string, asked: number): Promise<PublicPlan> {
  const id = idFrom(text);
  const plan = (await findPublished(ctx.db, ctx.region, id)) ?? orRefuse(planRefusals.notPublic());
  const orders = await listPublishedOrders(ctx.db, ctx.region, [id]);
  const { tasks, cadences } = publicOrders(orders, await standingsOf(ctx, orders));
  const phases = await listPublishedPhases(ctx.db, ctx.region, id);
  const pages = taskPages(tasks);
  const page = Math.min(asked, pages.length);
  const shown = pages[page - 1] ?? [];
  const units = [...shown, ...cadences].flatMap((line) => [
    ...line.leads,
    ...('supports' in line ? line.supports : []),
  ]);
  return {
    ...plan,
    phases: publicPhases(phases, plan.header, localDay(ctx.now)),
    total: tasks.length,
    done: tasks.filter((task) => task.done === task.of).length,
    tasks: shown,
    cadences,
    page,
    pages: pages.length,
    names: await namesOfUnits(ctx.db, ctx.region, [...new Set(units)]),
  };
}

/** A part of the text of a published plan, with its table of contents. Refuses PLAN-14. */
export async function publishedText(ctx: Ctx, text: string, asked: number): Promise<PublicText> {
  const id = idFrom(text);
  const plan = (await findPublished(ctx.db, ctx.region, id)) ?? orRefuse(planRefusals.notPublic());
  const version = (await findPublishedText(ctx.db, ctx.region, id)) ?? orRefuse(planRefusals.notPublic());
  // The page's own heading says the title already.
  const blocks = textBlocks(version.text, version.outline).filter(
    (block, n) => n > 0 || block.text !== plan.header.title,
  );
  const pages = textPages(blocks);
  const page = Math.min(asked, pages.length);
  const pageOf = (from: number) => pages.findIndex((blocksOfPage) => (blocksOfPage.at(-1)?.from ?? 0) >= from) + 1;
  return {
    ...plan,
    contents: contentsOf(version.outline).map((line) => ({ ...line, page: pageOf(line.from) })),
    blocks: pages[page - 1] ?? [],
    page,
    pages: pages.length,
  };
}

/** What does not look like an id is answered like a plan that is not there. */
function idFrom(text: string): PlanId {
  return UUID.test(text) ? idOf<PlanId>(text) : orRefuse(planRefusals.notPublic());
}

async function standingsOf(ctx: Ctx, orders: readonly PublishedOrder[]): Promise<ReadonlyMap<SubjectId, Standing>> {
  const titles = await listTitles(
    ctx.db,
    ctx.region,
    orders.map((order) => order.subject),
  );
  const standings = new Map(titles.map(({ id, state, title }) => [id, { state, title }]));
  // What was adjusted (调整) stands as those do that have taken its place: done once all of them are.
  const gone = titles.filter(({ state }) => state === 'void').map(({ id }) => id);
  const { of } = await listSuccessors(ctx.db, ctx.region, gone);
  const states = new Map(
    (await listTitles(ctx.db, ctx.region, [...of.values()].flat())).map(({ id, state }) => [id, state]),
  );
  for (const id of gone) {
    const standing = standings.get(id);
    const last = lastOf(of, id).map((successor) => states.get(successor) ?? 'void');
    const live = last.filter((state) => state !== 'void');
    const isDone = live.every((state) => state === 'accepted' || state === 'closed');
    if (standing !== undefined && live.length > 0) {
      standings.set(id, { ...standing, state: isDone ? 'closed' : 'in-progress' });
    }
  }
  return standings;
}

/** The tasks at the end of what took the place of one. */
function lastOf(of: ReadonlyMap<SubjectId, readonly SubjectId[]>, id: SubjectId): readonly SubjectId[] {
  return (of.get(id) ?? []).flatMap((next) => (of.has(next) ? lastOf(of, next) : [next]));
}
