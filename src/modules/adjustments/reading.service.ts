import { idOf, isRefusal, type PersonId, type Refusal, type SubjectId, type UnitId } from '#core/kernel';
import { actorIn, namesOfPeople, namesOfUnits, reach } from '#directory';
import { dutiesAbout, listLastFacts, listSubjects, listTitles, listVisible, titleOf } from '#ledger';
import type { Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { effectNow, mayDecide, type OpenAdjustment, openAdjustment } from './adjustment.service.ts';
import { type Part, type ProposedChange, unitsConcerned } from './adjustment.ts';
import type { AdjustmentDetail, AdjustmentLine, AdjustmentQuery, Effect } from './contract.ts';

/** The adjustments that the person may see: those that wait first, then the latest. */
export async function listAdjustments(ctx: Ctx, query: AdjustmentQuery): Promise<{ adjustments: AdjustmentLine[] }> {
  const tx = ctx.db;
  const where = reach(await actorIn(ctx), 'task.read');
  const filter = { type: 'adjustment', states: query.state === undefined ? undefined : [query.state] };
  const lines = await listSubjects(tx, ctx.region, where, filter, { limit: query.limit });
  const proposed = await listLastFacts(
    tx,
    ctx.region,
    lines.map(({ id }) => id),
    'adjustment.proposed',
  );
  const kinds = new Map(
    proposed.map(({ fact }) => [fact.subject.id, (fact.data as unknown as { change: ProposedChange }).change.kind]),
  );
  const adjustments = lines.map((line) => ({
    id: line.id,
    kind: kinds.get(line.id) ?? 'date',
    title: titleOf(line.title).text,
    state: line.state as AdjustmentLine['state'],
    proposedAt: line.openedAt,
    dueAt: line.dueAt,
  }));
  return { adjustments: adjustments.toSorted(waitingFirst) };
}

function waitingFirst(a: AdjustmentLine, b: AdjustmentLine): number {
  const waits = Number(b.state === 'proposed') - Number(a.state === 'proposed');
  return waits === 0 ? b.proposedAt.localeCompare(a.proposedAt) : waits;
}

/** One adjustment: what it changes, what it would do or has done, and whether the person may decide it. */
export async function readAdjustment(ctx: Ctx, id: SubjectId): Promise<AdjustmentDetail> {
  return ctx.db.transaction(async (tx) => {
    const open = await openAdjustment(ctx, tx, id, false);
    const { subject, change, tasks } = open;
    const [title] = await listTitles(tx, ctx.region, [id]);
    const names = await namesOfUnits(tx, ctx.region, unitsNamed(open));
    const people = await namesOfPeople(tx, ctx.region, [idOf<PersonId>(open.proposedBy)]);
    const [plan] = subject.parent === null ? [] : await listTitles(tx, ctx.region, [subject.parent]);
    const waits = subject.state === 'proposed';
    const effect = waits ? await effectNow(ctx, tx, open) : null;
    const [approved] = await listLastFacts(tx, ctx.region, [id], 'adjustment.approved');
    const became = Array.isArray(approved?.fact.data.tasks) ? approved.fact.data.tasks.map(String) : [];
    const decide = mayDecide(open);
    const obstacle = effect !== null && isRefusal(effect) ? effect : null;
    const shown = await linked(
      ctx,
      tx,
      open,
      tasks.map((task) => task.id),
    );
    const hidden = tasks.map((task) => task.id).filter((one) => !shown.some((task) => task.id === one));
    return {
      id,
      kind: change.kind,
      title: title?.title.text ?? '',
      state: subject.state as AdjustmentDetail['state'],
      words: wordsOf(open, (unit) => names.get(unit) ?? '已撤并的单位'),
      reason: open.reason,
      proposedBy: people.get(idOf<PersonId>(open.proposedBy)) ?? '已离开的人员',
      plan: { id: subject.parent ?? id, title: plan?.title.text ?? '' },
      tasks: shown,
      became: await linked(
        ctx,
        tx,
        open,
        became.map((task) => idOf<SubjectId>(task)),
      ),
      duties: await dutiesAbout(ctx, tx, subject),
      effect: effect !== null && !isRefusal(effect) ? without(effect, hidden) : null,
      obstacle: told(obstacle),
      approve: told(isRefusal(decide) ? decide : obstacle),
      refuse: told(isRefusal(decide) ? decide : null),
    };
  });
}

/** An effect without what it does to these tasks: a unit that leads one of several does not read the others here. */
function without(effect: Effect, tasks: readonly string[]): Effect {
  const shown = ({ task }: { task: string }) => !tasks.includes(task);
  return { ...effect, voided: effect.voided.filter(shown), moved: effect.moved.filter(shown) };
}

/** Tasks, as far as the reader may see them. */
async function linked(ctx: Ctx, tx: Tx, { actor }: OpenAdjustment, ids: readonly SubjectId[]) {
  const visible = await listVisible(tx, ctx.region, reach(actor, 'task.read'), ids);
  const lines = await listTitles(
    tx,
    ctx.region,
    ids.filter((one) => visible.includes(one)),
  );
  return lines.map(({ id, title }) => ({ id, title: `${title.number}${title.text}` }));
}

function told(refusal: Refusal | null) {
  return refusal === null ? null : { code: refusal.code, sentence: refusal.sentence };
}

function unitsNamed({ tasks, change }: OpenAdjustment): UnitId[] {
  const parts = change.kind === 'split' ? change.parts : change.kind === 'merge' ? [change.into] : [];
  return [...new Set([...unitsConcerned(tasks, change), ...parts.flatMap(({ supports }) => supports)])];
}

/** What is changed, in a sentence each. */
function wordsOf({ change, texts, tasks }: OpenAdjustment, nameOf: (unit: UnitId) => string): string[] {
  const names = (units: readonly UnitId[]) => units.map(nameOf).join('、');
  const partWords = (part: Part, text: string) =>
    `${text} (牵头: ${names(part.leads)}${part.supports.length === 0 ? '' : `; 配合: ${names(part.supports)}`}; ${part.dueDay === null ? '不设期限' : `期限 ${part.dueDay}`})`;
  switch (change.kind) {
    case 'lead':
      return [
        `牵头单位由${nameOf(change.from)}改为${nameOf(change.to)}`,
        change.dueDay === null ? '期限不变' : `期限改为 ${change.dueDay}`,
      ];
    case 'date':
      return [`${names(change.units)}的期限改为 ${change.dueDay}`];
    case 'split':
      return change.parts.map((part, n) => `拆为第 ${n + 1} 项: ${partWords(part, texts[n] ?? '')}`);
    case 'merge':
      return [`${tasks.length} 项并为一项: ${partWords(change.into, texts[0] ?? '')}`];
    case 'exclude':
      return [`${names(change.units)}的这一项不计入及时率`];
  }
}
