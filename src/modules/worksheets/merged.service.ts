import { epochOf, type Instant, instantOf, localText, Refused, type UnitId } from '#core/kernel';
import { actorIn, namesOfUnits, reach } from '#directory';
import { getMark, listFactsSince, listLastFacts, listSubjects, type SubjectLine, taskFilterOf, titleOf } from '#ledger';
import type { Tx } from '#platform/db';
import { writeOfficialTable } from '#platform/documents';
import type { Ctx } from '#platform/http';
import { writeWorkbook } from '#platform/spreadsheet';
import type { MergedQuery } from './contract.ts';
import { findTaken, markTaken, type Taken } from './merged.store.ts';
import { changeOf, filterText, MERGED_COLUMNS, type MergedRow, type Said } from './merged.ts';
import { worksheetRefusals } from './refusals.ts';

const MOST_MERGED = 20_000;
const PAGE = 1000;
const ERASED = '内容已依法删除';
/** Longer than any transaction lasts: what was recorded earlier than this before the last time was seen then. */
const LONGEST_TRANSACTION = 3_600_000;

/** The tasks of a filter that the person may see, with what their units last reported and what has changed. */
export async function mergedProgress(ctx: Ctx, query: MergedQuery, form: 'xlsx' | 'docx'): Promise<Uint8Array> {
  const actor = await actorIn(ctx);
  return ctx.db.transaction(async (tx) => {
    const by = {
      region: ctx.region,
      person: actor.person,
      filter: form === 'xlsx' ? filterText(query) : `docx ${filterText(query)}`,
    };
    const before = await findTaken(tx, by);
    // Before the rows are read: what comes in between is told twice rather than never.
    const mark = await getMark(tx);
    const lines = await listAll(tx, ctx, query, reach(actor, 'task.read'));
    const rows = await rowsOf(tx, ctx, lines, before);
    await markTaken(tx, by, { at: ctx.now, mark });
    return form === 'xlsx' ? workbookOf(ctx, rows, before) : documentOf(ctx, rows, before);
  });
}

async function listAll(
  tx: Tx,
  ctx: Ctx,
  query: MergedQuery,
  where: ReturnType<typeof reach>,
): Promise<readonly SubjectLine[]> {
  const { filter } = taskFilterOf(query, ctx.now);
  const lines: SubjectLine[] = [];
  for (let after: SubjectLine | undefined; ; after = lines.at(-1)) {
    const page = await listSubjects(tx, ctx.region, where, filter, { limit: PAGE, after });
    lines.push(...page);
    if (lines.length > MOST_MERGED) throw new Refused(worksheetRefusals.mergedTooMany(MOST_MERGED));
    if (page.length < PAGE) return lines;
  }
}

async function rowsOf(
  tx: Tx,
  ctx: Ctx,
  lines: readonly SubjectLine[],
  before: Taken | undefined,
): Promise<readonly MergedRow[]> {
  const ids = lines.map(({ id }) => id);
  const units = [...new Set(lines.flatMap(({ parties }) => parties.map(({ unit }) => unit)))];
  const names = await namesOfUnits(tx, ctx.region, units);
  const reports = await listLastFacts(tx, ctx.region, ids, 'task.progress-reported');
  const claims = await listLastFacts(tx, ctx.region, ids, 'task.completion-reported');
  const supported = await listLastFacts(tx, ctx.region, ids, 'task.support-reported');
  const handedIn = await listLastFacts(tx, ctx.region, ids, 'submission.handed-in');
  const said = Map.groupBy(
    [...reports, ...supported, ...claims, ...handedIn],
    ({ fact }) => `${fact.subject.id} ${fact.onBehalfOf}`,
  );
  const since = before === undefined ? undefined : earlier(before.at);
  const facts =
    before === undefined || since === undefined ? [] : await listFactsSince(tx, ctx.region, ids, before.mark, since);
  const changes = Map.groupBy(facts, (fact) => fact.subject.id);
  const nameOf = (unit: UnitId) => names.get(unit) ?? '已撤并的单位';
  return lines.map((line): MergedRow => {
    const title = titleOf(line.title);
    const parties = line.parties.filter(({ relation }) => relation === 'lead' || relation === 'supporting');
    return {
      number: title.number,
      title: title.text,
      leads: parties.filter(({ relation }) => relation === 'lead').map(({ unit }) => nameOf(unit)),
      said: parties.flatMap(({ unit, relation }): Said[] => {
        const last = (said.get(`${line.id} ${unit}`) ?? []).toSorted((a, b) => b.fact.seq - a.fact.seq)[0];
        if (last === undefined) return [];
        const side = relation === 'lead' ? 'lead' : 'supporting';
        return [{ unit: nameOf(unit), side, ...saidIn(last) }];
      }),
      lamp: line.lamp,
      dueAt: line.dueAt,
      change: changeOf(changes.get(line.id) ?? []),
    };
  });
}

function saidIn({ fact, words }: Awaited<ReturnType<typeof listLastFacts>>[number]) {
  const text = (name: string) => {
    const body = words[name];
    return typeof body === 'string' ? body : body === null ? ERASED : '';
  };
  if (fact.kind === 'task.completion-reported')
    return { percent: null, progress: `报送完成: ${text('result')}`, problem: '', nextStep: '' };
  if (fact.kind === 'submission.handed-in')
    return { percent: null, progress: `第 ${fact.data.version} 次交报: ${text('report')}`, problem: '', nextStep: '' };
  const percent = typeof fact.data.percent === 'number' ? fact.data.percent : null;
  return { percent, progress: text('progress'), problem: text('problem'), nextStep: text('next-step') };
}

function earlier(at: Instant): Instant {
  return instantOf(epochOf(at) - LONGEST_TRANSACTION);
}

function noteOf(ctx: Ctx, rows: readonly MergedRow[], before: Taken | undefined): string {
  const when = (instant: Instant) => localText(instant).slice(0, 16).replace('T', ' ');
  return before === undefined
    ? `${when(ctx.now)} 下载, 共 ${rows.length} 项。首次以这一筛选下载, 「变化」自下次起标出。`
    : `${when(ctx.now)} 下载, 共 ${rows.length} 项。「变化」为您上次以这一筛选下载 (${when(before.at)}) 以后的变化。`;
}

function workbookOf(ctx: Ctx, rows: readonly MergedRow[], before: Taken | undefined): Promise<Uint8Array> {
  return writeWorkbook([
    {
      name: '合并进展表',
      notes: [noteOf(ctx, rows, before)],
      columns: [{ heading: '序号', width: 6 }, ...MERGED_COLUMNS],
      rows: rows.map((row, index) => [index + 1, ...MERGED_COLUMNS.map(({ value }) => value(row))]),
    },
  ]);
}

/** The same rows to be read and filed: a landscape table whose head stands on every page. */
function documentOf(ctx: Ctx, rows: readonly MergedRow[], before: Taken | undefined): Promise<Uint8Array> {
  return writeOfficialTable({
    title: '任务进展合并表',
    notes: [noteOf(ctx, rows, before)],
    columns: [{ heading: '序号', width: 6 }, ...MERGED_COLUMNS],
    rows: rows.map((row, index) => [String(index + 1), ...MERGED_COLUMNS.map(({ value }) => value(row))]),
  });
}
