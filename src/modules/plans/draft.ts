import {
  type Cadence,
  type CadenceUnit,
  type CompiledPlan,
  type DateRange,
  lastDayOfPart,
  looksLikeUnit,
  type Span,
  splitUnits,
} from '#core/plantext';

export type ItemKind = 'phase' | 'task' | 'deadline' | 'cadence' | 'body' | 'mechanism';

export type PhaseBody = { readonly ordinal: number; readonly name: string; readonly from: string; readonly to: string };
export type TaskBody = {
  readonly number: string;
  readonly text: string;
  readonly leadUnits: readonly string[];
  readonly supportUnits: readonly string[];
  readonly due: DateRange | null;
};
export type DeadlineBody = DateRange & {
  readonly quote: string;
  readonly recipient: string | null;
  /** Who must do it: rarely said in the sentence itself, so a person adds it. Each unit does it separately. */
  readonly units: readonly string[];
};
export type CadenceBody = {
  readonly quote: string;
  readonly unit: CadenceUnit;
  readonly interval: number;
  readonly count: number;
  readonly atLeast: boolean;
  readonly weekday: number | null;
  /** 每月25日前: the day of the month, or of a longer period's last month; null for the period's end. */
  readonly day: number | null;
  readonly recipient: string | null;
  readonly units: readonly string[];
};
export type BodyBody = {
  readonly name: string;
  readonly members: readonly { readonly role: string; readonly holders: readonly string[] }[];
};
export type MechanismBody = { readonly name: string; readonly quote: string };

export type ItemContent =
  | { readonly kind: 'phase'; readonly body: PhaseBody }
  | { readonly kind: 'task'; readonly body: TaskBody }
  | { readonly kind: 'deadline'; readonly body: DeadlineBody }
  | { readonly kind: 'cadence'; readonly body: CadenceBody }
  | { readonly kind: 'body'; readonly body: BodyBody }
  | { readonly kind: 'mechanism'; readonly body: MechanismBody };

/** 条目: one thing the plan says, as the compiler read it or a person put it, with the sentence it stands on. */
export type Item = ItemContent & {
  readonly id: string;
  readonly span: Span | null;
  readonly confidence: number;
  readonly origin: 'compiled' | 'added';
  readonly droppedReason: string | null;
  readonly confirmed: boolean;
  readonly revision: number;
};

/** What a plan says of itself as a whole. */
export type PlanHeader = {
  readonly title: string;
  readonly issuer: string | null;
  readonly baseYear: number | null;
  readonly period: DateRange | null;
  readonly officeUnit: string | null;
  readonly undatedDue: 'period-end' | 'none';
};

/** The items of a freshly compiled plan, in the order of the text. */
export function itemsOf(compiled: CompiledPlan): Item[] {
  const fresh = { origin: 'compiled', droppedReason: null, confirmed: false, revision: 1 } as const;
  const phases = compiled.phases.map(
    ({ id, span, confidence, ...body }): Item => ({ ...fresh, id, span, confidence, kind: 'phase', body }),
  );
  const tasks = compiled.tasks.map(
    ({ id, span, confidence, ...body }): Item => ({ ...fresh, id, span, confidence, kind: 'task', body }),
  );
  const unowned = compiled.unownedTasks.map(
    ({ id, span, confidence, ...body }): Item => ({
      ...fresh,
      id,
      span,
      confidence,
      kind: 'task',
      droppedReason: '方案未写明责任单位; 补上牵头单位即可恢复',
      body: { ...body, leadUnits: [], supportUnits: [] },
    }),
  );
  const deadlines = compiled.deadlines.map(({ id, span, confidence, quote, from, to, recipient }): Item => {
    const task = compiled.tasks.find((t) => overlaps(t.span, span) && t.due !== null && t.due.to === to);
    const droppedReason =
      task === undefined ? null : `与任务「${task.number}${task.text.slice(0, 20)}」是同一件事, 已随任务计时`;
    return {
      ...fresh,
      id,
      span,
      confidence,
      droppedReason,
      kind: 'deadline',
      body: { quote, from, to, recipient, units: bearersIn(quote) },
    };
  });
  const cadences = compiled.cadences.map(
    (cadence): Item => ({
      ...fresh,
      id: cadence.id,
      span: cadence.span,
      confidence: cadence.confidence,
      kind: 'cadence',
      body: cadenceBody(cadence),
    }),
  );
  const bodies = compiled.bodies.map(
    ({ id, span, confidence, ...body }): Item => ({ ...fresh, id, span, confidence, kind: 'body', body }),
  );
  const mechanisms = compiled.mechanisms.map(
    ({ id, span, confidence, ...body }): Item => ({ ...fresh, id, span, confidence, kind: 'mechanism', body }),
  );
  return [...phases, ...tasks, ...unowned, ...deadlines, ...cadences, ...bodies, ...mechanisms].toSorted(
    (a, b) => (a.span?.from ?? 0) - (b.span?.from ?? 0),
  );
}

function cadenceBody(cadence: Cadence): CadenceBody {
  const { quote, unit, interval, count, atLeast } = cadence;
  return {
    quote,
    unit,
    interval,
    count,
    atLeast,
    weekday: cadence.weekday ?? null,
    day: dueDayOf(cadence),
    recipient: cadence.recipient ?? null,
    units: bearersIn(quote),
  };
}

/**
 * 每月25日前, 每季度末月20日前, 每月上旬: the last day of each period's turn. Several turns in a period have none in common,
 * and of a quarter or more a day alone does not say in which month.
 */
function dueDayOf({ unit, count, dueWords = '' }: Cadence): number | null {
  if (unit === 'day' || unit === 'week' || count > 1) return null;
  const [, month, day, part] = /^(末月)?(?:(\d{1,2})[日号]|(上旬|中旬|初))(?:之?前)?$/.exec(dueWords) ?? [];
  if (unit !== 'month' && month === undefined) return null;
  if (part !== undefined) return lastDayOfPart(part);
  const number = Number(day);
  return number >= 1 && number <= 31 ? number : null;
}

/** Who does it, where the sentence begins with them: 各县区、市直各部门要于…, 市水利局每月…. */
export function bearersIn(quote: string): string[] {
  const subject = /^(.{2,80}?)(?:要|应当?|须|必须|务必|于|在|将|按|每|向|负责|\d)/.exec(quote.trim())?.[1];
  if (subject === undefined) return [];
  const names = splitUnits(subject);
  return names.every(looksLikeUnit) ? names : [];
}

function overlaps(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

/** The names of units that the kept items speak of: what the 单位对照 must answer for. */
export function unitNamesOf(items: readonly Item[]): string[] {
  const names = new Set<string>();
  for (const item of items) {
    if (item.droppedReason !== null) continue;
    for (const name of namesIn(item)) names.add(name);
  }
  return [...names];
}

/** The names of units that must be known before this item can be launched. */
export function namesIn(item: ItemContent): readonly string[] {
  switch (item.kind) {
    case 'task':
      return [...item.body.leadUnits, ...item.body.supportUnits];
    case 'deadline':
    case 'cadence':
      return item.body.recipient === null ? item.body.units : [...item.body.units, item.body.recipient];
    case 'phase':
    case 'body':
    case 'mechanism':
      return [];
  }
}

const MISSING_YEAR = /^--(\d{2})-(\d{2})$/;

/** A date of the plan with its year, given one for those that have none. Null while it is not known. */
export function dated(date: string, baseYear: number | null): string | null {
  const match = MISSING_YEAR.exec(date);
  if (match === null) return date;
  return baseYear === null ? null : `${baseYear}-${match[1]}-${match[2]}`;
}

/** Whether any kept item has a date whose year nobody has given. */
export function lacksYear(items: readonly Item[], header: PlanHeader): boolean {
  const dates = items.filter((item) => item.droppedReason === null).flatMap(datesIn);
  if (header.period !== null) dates.push(header.period.from, header.period.to);
  return header.baseYear === null && dates.some((date) => MISSING_YEAR.test(date));
}

function datesIn(item: ItemContent): string[] {
  switch (item.kind) {
    case 'phase':
    case 'deadline':
      return [item.body.from, item.body.to];
    case 'task':
      return item.body.due === null ? [] : [item.body.due.from, item.body.due.to];
    case 'cadence':
    case 'body':
    case 'mechanism':
      return [];
  }
}

/**
 * The items of an amended text under the names of those they continue: the same kind and the same words, else nearly the
 * same. What a person had corrected, filled in or dropped is carried over where the sentence itself has not changed.
 */
export function carryOver(before: readonly Item[], fresh: readonly Item[]): Item[] {
  const left = new Set(before);
  const continued = new Map<Item, Item>();
  const continues = (item: Item, old: Item | undefined) => {
    if (old !== undefined && left.delete(old)) continued.set(item, old);
  };
  // The unchanged first, so that none of them is taken for a new sentence that merely resembles it.
  const byWords = Map.groupBy(before, (old) => `${old.kind}\n${wordsOf(old)}`);
  for (const item of fresh)
    continues(
      item,
      byWords.get(`${item.kind}\n${wordsOf(item)}`)?.find((old) => left.has(old)),
    );
  const pairs = new Map([...left].map((old) => [old, pairsOf(wordsOf(old))]));
  for (const item of fresh) if (!continued.has(item)) continues(item, mostAlike(item, left, pairs));

  return fresh.map((item, n) => {
    const old = continued.get(item);
    if (old === undefined) return { ...item, id: `${item.id}-v${n}` };
    return wordsOf(old) === wordsOf(item) ? unchanged(old, item) : { ...item, id: old.id };
  });
}

/** The sentence is the same; where it stands may have shifted, and its number with it. */
function unchanged(old: Item, { span, confidence, ...item }: Item): Item {
  const here = { ...old, span, confidence, revision: 1 };
  if (here.kind !== 'task' || item.kind !== 'task') return here;
  return { ...here, body: { ...here.body, number: item.body.number } };
}

function mostAlike(
  item: Item,
  left: ReadonlySet<Item>,
  pairs: ReadonlyMap<Item, ReadonlySet<string>>,
): Item | undefined {
  const own = pairsOf(wordsOf(item));
  let best: Item | undefined;
  let most = 0.6;
  for (const old of left) {
    if (old.kind !== item.kind) continue;
    const alike = similarity(own, pairs.get(old) ?? new Set());
    if (alike > most || (alike === most && best === undefined)) [best, most] = [old, alike];
  }
  return best;
}

function wordsOf(item: ItemContent): string {
  switch (item.kind) {
    case 'phase':
    case 'body':
    case 'mechanism':
      return item.body.name;
    case 'task':
      return item.body.text;
    case 'deadline':
    case 'cadence':
      return item.body.quote;
  }
}

function pairsOf(text: string): ReadonlySet<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, n) => text.slice(n, n + 2)));
}

/** Dice's coefficient of the character pairs of two texts, 0 to 1. */
function similarity(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of left) if (right.has(pair)) shared += 1;
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size);
}
