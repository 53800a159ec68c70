import type { Instant, PlainDate, PlanId, SubjectId, UnitId } from '#core/kernel';
import type { OutlineNode } from '#core/plantext';
import { readOrderText } from './amendment.ts';
import { formatCadence } from './cadence.ts';
import { dated, type PhaseBody, type PlanHeader } from './draft.ts';

/** A plan as the public sees it: what was launched, never what is being amended. */
export type PublishedPlan = {
  readonly id: PlanId;
  readonly header: PlanHeader;
  readonly publishedAt: Instant;
};

/** Where one is among pages, from 1. */
type Paged = { readonly page: number; readonly pages: number };

export type PublicPlans = Paged & {
  readonly plans: readonly (PublishedPlan & {
    readonly tasks: number;
    readonly done: number;
    readonly cadences: number;
  })[];
};

export type PublicPlan = PublishedPlan &
  Paged & {
    readonly phases: readonly PublicPhase[];
    readonly total: number;
    readonly done: number;
    /** Of this page. */
    readonly tasks: readonly PublicTask[];
    readonly cadences: readonly PublicCadence[];
    readonly names: ReadonlyMap<UnitId, string>;
  };

export type PublicText = PublishedPlan &
  Paged & {
    readonly contents: readonly (Contents & { readonly page: number })[];
    readonly blocks: readonly TextBlock[];
  };

/** One line of the public list of tasks. Of a thing that several units hand in, there is one line for all. */
export type PublicTask = {
  readonly number: string;
  readonly text: string;
  readonly leads: readonly UnitId[];
  readonly supports: readonly UnitId[];
  readonly dueDay: PlainDate | null;
  readonly done: number;
  readonly of: number;
};

export type PublicCadence = {
  readonly text: string;
  readonly turns: string;
  readonly leads: readonly UnitId[];
  readonly to: PlainDate | null;
};

/** What the ledger says of a subject: how it stands, and what it is called (erased where the law asked for it). */
export type Standing = { readonly state: string; readonly title: { readonly number: string; readonly text: string } };

const DONE = ['accepted', 'closed'];

/** The tasks and recurring duties of a plan as the public reads them: done or under way, no lamp and no name. */
export function publicOrders(
  orders: readonly { readonly subject: SubjectId; readonly item: string; readonly orderText: string }[],
  standings: ReadonlyMap<SubjectId, Standing>,
): { readonly tasks: readonly PublicTask[]; readonly cadences: readonly PublicCadence[] } {
  const tasks = new Map<string, PublicTask>();
  const cadences: PublicCadence[] = [];
  for (const { subject, item, orderText } of orders) {
    const standing = standings.get(subject);
    if (standing === undefined || standing.state === 'void' || standing.state === 'ended') continue;
    const order = readOrderText(orderText);
    const { number, text } = standing.title;
    if (order.as === 'cadence') {
      cadences.push({ text, turns: formatCadence(order), leads: order.leads, to: order.to });
      continue;
    }
    const key = order.origin === 'submission' ? `${item} ${order.dueDay} ${text}` : subject;
    const line = tasks.get(key);
    const done = DONE.includes(standing.state) ? 1 : 0;
    if (line === undefined) {
      const { leads, supports, dueDay } = order;
      tasks.set(key, { number, text, leads, supports, dueDay, done, of: 1 });
    } else {
      tasks.set(key, { ...line, leads: [...line.leads, ...order.leads], done: line.done + done, of: line.of + 1 });
    }
  }
  return { tasks: [...tasks.values()], cadences };
}

/** 推进中, 已完成, or 已完成 2 个单位, 共 5 个. */
export function stateWords({ done, of }: { readonly done: number; readonly of: number }): string {
  if (done === of) return '已完成';
  return done === 0 ? '推进中' : `已完成 ${done} 个单位, 共 ${of} 个`;
}

export type PublicPhase = PhaseBody & { readonly when: 'past' | 'now' | 'next' };

/** The phases, with where the day stands among them. */
export function publicPhases(phases: readonly PhaseBody[], header: PlanHeader, today: PlainDate): PublicPhase[] {
  return phases.map((phase) => {
    const from = dated(phase.from, header.baseYear) ?? '9999';
    const to = dated(phase.to, header.baseYear) ?? '9999';
    return { ...phase, when: to < today ? 'past' : from <= today ? 'now' : 'next' };
  });
}

/** Fills pages up to a budget, in order; what is larger than a page has one for itself. Never empty. */
export function pagesOf<Piece>(pieces: readonly Piece[], cost: (piece: Piece) => number, budget: number): Piece[][] {
  const pages: Piece[][] = [[]];
  let left = budget;
  for (const piece of pieces) {
    const price = cost(piece);
    if (price > left && (pages.at(-1)?.length ?? 0) > 0) {
      pages.push([]);
      left = budget;
    }
    pages.at(-1)?.push(piece);
    left -= price;
  }
  return pages;
}

/** Bytes of markup for the rows, or the text, of one page: with its frame a page stays below 50 KB. */
const BUDGET = 30_000;
const BYTES_A_CHARACTER = 3;
const BYTES_A_ROW = 560;
const BYTES_A_PARAGRAPH = 40;
/** Characters of a long name of a unit. */
const UNIT_NAME = 14;

export function taskPages(tasks: readonly PublicTask[]): PublicTask[][] {
  const bytes = ({ text, leads, supports }: PublicTask) =>
    BYTES_A_ROW + BYTES_A_CHARACTER * (text.length + UNIT_NAME * (leads.length + supports.length));
  return pagesOf(tasks, bytes, BUDGET);
}

export function textPages(blocks: readonly TextBlock[]): TextBlock[][] {
  return pagesOf(blocks, ({ text }) => BYTES_A_PARAGRAPH + BYTES_A_CHARACTER * text.length, BUDGET);
}

/** A piece of the plan's text: a heading of the outline, or a paragraph. */
export type TextBlock = {
  readonly from: number;
  readonly text: string;
  /** 1 for the highest; null for a paragraph. */
  readonly level: number | null;
  /** How many of its first characters are a heading that runs on into the sentence. */
  readonly lead: number;
};

/** No paragraph is longer: a text without line breaks is cut where a sentence ends. */
const LONGEST = 1_200;
/** A heading that runs on is set apart only if it is as short as one. */
const LONGEST_LEAD = 18;
/** What may follow a heading only within its sentence. */
const RUNS_ON = /^[。.,，;；:：、)）]/;

/** The text cut at its lines and at the headings of its outline; nothing is left out but white space. */
export function textBlocks(text: string, outline: readonly OutlineNode[]): TextBlock[] {
  const heads = new Map(headsOf(text, outline, 1).map((head) => [head.from, head]));
  const cuts = new Set<number>([0, ...heads.keys()]);
  for (const head of heads.values()) if (head.ownLine) cuts.add(head.to);
  for (const match of text.matchAll(/\n/g)) cuts.add(match.index + 1);
  const places = [...cuts].filter((place) => place < text.length).toSorted((a, b) => a - b);
  return places.flatMap((from, n): TextBlock[] => {
    const piece = text.slice(from, places[n + 1] ?? text.length);
    if (piece.trim() === '') return [];
    const head = heads.get(from);
    if (head?.ownLine) return [{ from, text: piece.trim(), level: head.level, lead: 0 }];
    const lead = head === undefined || head.to - head.from > LONGEST_LEAD ? 0 : head.to - head.from;
    return sentencesOf(piece).map((part, k) => ({
      from: from + part.at,
      text: part.text.trim(),
      level: null,
      lead: k === 0 ? lead : 0,
    }));
  });
}

type Head = { readonly from: number; readonly to: number; readonly level: number; readonly ownLine: boolean };

/** Where each heading begins and ends in the text. One whose words are not found as they stand is left in its paragraph. */
function headsOf(text: string, nodes: readonly OutlineNode[], level: number): Head[] {
  return nodes.flatMap(({ number, heading, span, children }) => {
    const to = span.from + number.length + heading.length;
    const isThere = heading !== '' && text.slice(span.from, to) === `${number}${heading}`;
    const ownLine = isThere && !RUNS_ON.test(text.slice(to, to + 1));
    const head = { from: span.from, to: isThere ? to : span.from, level, ownLine };
    return [head, ...headsOf(text, children, level + 1)];
  });
}

export type Contents = { readonly from: number; readonly words: string; readonly level: number };

/** 目录: the headings of the two highest levels, or of the highest where those would be too many. */
export function contentsOf(outline: readonly OutlineNode[]): Contents[] {
  const level = (nodes: readonly OutlineNode[], depth: number, most: number): Contents[] =>
    nodes.flatMap(({ number, heading, span, children }) => [
      ...(heading === '' || heading.length > LONGEST_HEADING
        ? []
        : [{ from: span.from, words: `${number}${heading}`, level: depth }]),
      ...(depth < most ? level(children, depth + 1, most) : []),
    ]);
  const two = level(outline, 1, 2);
  return two.length <= MOST_CONTENTS ? two : level(outline, 1, 1).slice(0, MOST_CONTENTS);
}

const MOST_CONTENTS = 30;
/** What is longer is a sentence that the outline took for a heading. */
const LONGEST_HEADING = 36;

function sentencesOf(piece: string): { at: number; text: string }[] {
  if (piece.length <= LONGEST) return [{ at: 0, text: piece }];
  const parts: { at: number; text: string }[] = [];
  let at = 0;
  while (at < piece.length) {
    const rest = piece.slice(at, at + LONGEST);
    const stop = rest.length < LONGEST ? -1 : rest.lastIndexOf('。');
    const length = stop > 0 ? stop + 1 : rest.length;
    parts.push({ at, text: piece.slice(at, at + length) });
    at += length;
  }
  return parts;
}
