import { idOf, isRefusal, type PlainDate, parsePlainDate, type UnitId } from '#core/kernel';
import type { CadenceUnit, Span } from '#core/plantext';
import { dated, type Item, lacksYear, namesIn, type PlanHeader } from './draft.ts';

/** 交办: what a kept item will open in the ledger when the plan is launched. */
export type TaskOrder = {
  readonly as: 'task';
  readonly item: string;
  readonly origin: 'task' | 'submission';
  readonly number: string;
  readonly text: string;
  readonly leads: readonly UnitId[];
  readonly supports: readonly UnitId[];
  readonly acceptor: UnitId;
  /** 报送对象; null where nothing is handed in. */
  readonly recipient: UnitId | null;
  readonly dueDay: PlainDate | null;
  readonly dueBasis: 'stated' | 'period-end' | 'none';
  readonly span: readonly [number, number] | null;
};

export type CadenceOrder = {
  readonly as: 'cadence';
  readonly item: string;
  readonly text: string;
  readonly unit: CadenceUnit;
  readonly interval: number;
  readonly count: number;
  readonly weekday: number | null;
  readonly day: number | null;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly leads: readonly UnitId[];
  readonly acceptor: UnitId;
  readonly recipient: UnitId | null;
  readonly span: readonly [number, number] | null;
};

export type Order = TaskOrder | CadenceOrder;

/** A reason why an item cannot be launched as it stands. It blocks that item only. */
export type Conflict = { readonly item: string | null; readonly sentence: string };

export type Orders = { readonly orders: readonly Order[]; readonly conflicts: readonly Conflict[] };

/** Names as the plan writes them, and the units of the directory that they mean. */
export type UnitNames = ReadonlyMap<string, readonly UnitId[]>;

/** A plan as it is being corrected: what it says, what its names mean, and what the compiler had to say of its text. */
export type Draft = {
  readonly header: PlanHeader;
  readonly items: readonly Item[];
  readonly names: UnitNames;
  readonly notes: readonly { readonly kind: string; readonly sentence: string; readonly span: Span }[];
};

/**
 * What launching will open, and what stands in the way. Every kept task, deadline and cadence becomes an order
 * or has a conflict; phases, bodies and mechanisms order nothing by themselves.
 */
export function ordersOf(draft: Draft, launchedOn: PlainDate): Orders {
  const { header, items, names } = draft;
  const orders: Order[] = [];
  const conflicts: Conflict[] = [];
  if (lacksYear(items, header)) conflicts.push({ item: null, sentence: '方案未写年份, 请先填写年份' });
  const office = header.officeUnit === null ? undefined : idOf<UnitId>(header.officeUnit);
  if (office === undefined) conflicts.push({ item: null, sentence: '请先选定主管单位, 由它验收' });
  const periodEnd = periodEndOf(header);
  if (header.period !== null && header.period.to < header.period.from)
    conflicts.push({ item: null, sentence: '方案期间的结束早于开始' });
  for (const end of [header.period?.from, header.period?.to])
    if (end !== undefined && isNoDay(end, header)) conflicts.push({ item: null, sentence: noDay(end, header) });

  for (const item of items) {
    if (item.droppedReason !== null) continue;
    const problems = [...contradictionsIn(item, draft), ...problemsOf(item, names, header)];
    conflicts.push(...problems.map((sentence) => ({ item: item.id, sentence })));
    if (problems.length > 0 || office === undefined) continue;
    orders.push(...ordersOfItem(item, { names, office, header, periodEnd, launchedOn }));
  }
  return { orders, conflicts };
}

/** What contradicts itself within the item's sentence; settled once a person has saved the item. */
function contradictionsIn(item: Item, draft: Draft): string[] {
  const { span } = item;
  if (item.confirmed || span === null) return [];
  return draft.notes
    .filter((note) => note.kind === 'contradiction' && note.span.from < span.to && span.from < note.span.to)
    .map((note) => `${note.sentence}; 请核对后保存这一条`);
}

function problemsOf(item: Item, names: UnitNames, header: PlanHeader): string[] {
  const problems: string[] = [];
  const unknown = [...new Set(namesIn(item))].filter((name) => (names.get(name) ?? []).length === 0);
  for (const name of unknown) problems.push(`「${name}」还没有对应到组织机构中的单位`);
  switch (item.kind) {
    case 'phase':
      if (item.body.to < item.body.from) problems.push(`阶段「${item.body.name}」的结束早于开始`);
      break;
    case 'task':
      if (item.body.leadUnits.length === 0) problems.push('没有牵头单位');
      if (item.body.due !== null) problems.push(...problemsOfRange(item.body.due, header));
      else if (header.undatedDue === 'period-end') problems.push(...problemsOfPeriodEnd(header));
      break;
    case 'deadline':
      if (item.body.units.length === 0) problems.push('没有写明由谁完成, 请补上责任单位');
      problems.push(...problemsOfRange(item.body, header));
      break;
    case 'cadence':
      if (item.body.units.length === 0) problems.push('没有写明由谁完成, 请补上责任单位');
      problems.push(...problemsOfPeriodEnd(header));
      break;
    case 'body':
    case 'mechanism':
      break;
  }
  return problems;
}

function problemsOfRange(range: { from: string; to: string }, header: PlanHeader): string[] {
  if (dated(range.to, header.baseYear) === null) return ['日期缺年份'];
  if (isNoDay(range.to, header)) return [noDay(range.to, header)];
  return range.to < range.from ? ['期限的结束早于开始'] : [];
}

/** The last day of the plan; null where it has none, or none that is a day. */
function periodEndOf(header: PlanHeader): PlainDate | null {
  const end = header.period === null ? null : dated(header.period.to, header.baseYear);
  const day = end === null ? null : parsePlainDate(end);
  return isRefusal(day) ? null : day;
}

/** What rests on the end of the plan waits until that is a day: it must not become a duty without a limit. */
function problemsOfPeriodEnd(header: PlanHeader): string[] {
  return header.period !== null && periodEndOf(header) === null ? ['期限随方案期末, 而方案期末还不是确定的一天'] : [];
}

/** Whether there is no such day: 2月30日, or 2月29日 once the plan's year is known. */
function isNoDay(date: string, header: PlanHeader): boolean {
  const day = dated(date, header.baseYear);
  return day !== null && isRefusal(parsePlainDate(day));
}

function noDay(date: string, header: PlanHeader): string {
  return `没有 ${dated(date, header.baseYear)} 这一天, 请核对日期`;
}

type Setting = {
  readonly names: UnitNames;
  readonly office: UnitId;
  readonly header: PlanHeader;
  readonly periodEnd: PlainDate | null;
  readonly launchedOn: PlainDate;
};

function ordersOfItem(item: Item, setting: Setting): Order[] {
  const span = item.span === null ? null : ([item.span.from, item.span.to] as const);
  const unitsOf = (names: readonly string[]) => [...new Set(names.flatMap((name) => setting.names.get(name) ?? []))];
  switch (item.kind) {
    case 'task': {
      const { number, text } = item.body;
      const leads = unitsOf(item.body.leadUnits);
      const supports = unitsOf(item.body.supportUnits).filter((unit) => !leads.includes(unit));
      return [
        {
          as: 'task',
          item: item.id,
          origin: 'task',
          number,
          text,
          leads,
          supports,
          acceptor: setting.office,
          recipient: null,
          ...dueOf(item.body.due, setting),
          span,
        },
      ];
    }
    case 'deadline': {
      const recipient = item.body.recipient === null ? null : (unitsOf([item.body.recipient])[0] ?? null);
      // Each unit hands in its own: one order a unit, so that one that is late makes no other late.
      return unitsOf(item.body.units).map((unit) => ({
        as: 'task',
        item: item.id,
        origin: 'submission',
        number: '',
        text: item.body.quote,
        leads: [unit],
        supports: [],
        acceptor: recipient ?? setting.office,
        recipient,
        ...dueOf(item.body, setting),
        span,
      }));
    }
    case 'cadence': {
      const recipient = item.body.recipient === null ? null : (unitsOf([item.body.recipient])[0] ?? null);
      const from = startOf(setting);
      const { quote, unit, interval, count, weekday, day } = item.body;
      const to = setting.periodEnd;
      return [
        {
          as: 'cadence',
          item: item.id,
          text: quote,
          unit,
          interval,
          count,
          weekday,
          // absent in what was corrected before there was such a field
          day: day ?? null,
          from,
          to,
          leads: unitsOf(item.body.units),
          acceptor: recipient ?? setting.office,
          recipient,
          span,
        },
      ];
    }
    case 'phase':
    case 'body':
    case 'mechanism':
      return [];
  }
}

/** A recurring duty runs from the launch, or from the beginning of the plan where that is later. */
function startOf(setting: Setting): PlainDate {
  const begins = setting.header.period === null ? null : dated(setting.header.period.from, setting.header.baseYear);
  return begins !== null && begins > setting.launchedOn && !isRefusal(parsePlainDate(begins))
    ? idOf<PlainDate>(begins)
    : setting.launchedOn;
}

function dueOf(due: { to: string } | null, setting: Setting): Pick<TaskOrder, 'dueDay' | 'dueBasis'> {
  const stated = due === null ? null : dated(due.to, setting.header.baseYear);
  if (stated !== null) return { dueDay: idOf<PlainDate>(stated), dueBasis: 'stated' };
  if (setting.header.undatedDue === 'period-end' && setting.periodEnd !== null) {
    return { dueDay: setting.periodEnd, dueBasis: 'period-end' };
  }
  return { dueDay: null, dueBasis: 'none' };
}
