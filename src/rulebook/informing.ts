import { type Fact, type Obligation, SIGNALLED } from '#core/obligation';
import type { PartyOf } from './facts/index.ts';

/**
 * 消息: which facts inform whom. This is the only place that says so; no module sends anything. A kind of fact that is
 * not here informs nobody, and who is named here still learns of nothing that he may not see when he reads it.
 */

/** What a message is about, as its reader sorts them. */
export const TOPICS = [
  'mention',
  'signal',
  'order',
  'chase',
  'instruction',
  'returned',
  'accepted',
  'extension',
  'report',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Roles that read what comes to their unit. */
export type ReadingRole = 'liaison' | 'section-chief' | 'clerk' | 'office' | 'leader';

export type Audience =
  | { readonly to: 'unit'; readonly unit: string; readonly roles: readonly ReadingRole[] }
  | { readonly to: 'person'; readonly person: string };

/** What is known of the fact's subject when its audience is sought. */
export type Standing = {
  readonly parties: readonly PartyOf[];
  readonly obligations: readonly Pick<Obligation, 'id' | 'bearerUnit' | 'act'>[];
  /** Who recorded its first fact. */
  readonly begunBy: string | null;
};

export type Informing = {
  readonly topic: Topic;
  /** What happened, seen by the one who is told. */
  says(fact: Fact, standing: Standing): string;
  to(fact: Fact, standing: Standing): readonly Audience[];
  /** What it is about where that is not the fact's own subject: access is asked of this. */
  about?(fact: Fact): { readonly type: string; readonly id: string };
};

/** Whoever may act for a unit, and whoever works on its tasks. */
const WHO_ACT: readonly ReadingRole[] = ['liaison', 'section-chief', 'office'];
const WHO_WORK: readonly ReadingRole[] = [...WHO_ACT, 'clerk'];

const LEVELS: Readonly<Record<string, string>> = { warning: '预警', yellow: '黄牌', red: '红牌' };

const unitOf = (name: string, roles: readonly ReadingRole[]) => (fact: Fact) =>
  typeof fact.data[name] === 'string' ? [{ to: 'unit' as const, unit: String(fact.data[name]), roles }] : [];

const partiesOf =
  (relations: readonly PartyOf['relation'][], roles: readonly ReadingRole[]) => (_: Fact, standing: Standing) =>
    [...new Set(standing.parties.filter(({ relation }) => relations.includes(relation)).map(({ unit }) => unit))].map(
      (unit): Audience => ({ to: 'unit', unit, roles }),
    );

const just = (words: string) => () => words;

/** Who began it: the leader who gave the instruction, the office that proposed the adjustment. */
const begunBy = (_: Fact, standing: Standing): readonly Audience[] =>
  standing.begunBy === null ? [] : [{ to: 'person', person: standing.begunBy }];

const isAdjusted = ({ data }: Fact) => typeof data.adjustment === 'string';

export const informing: Readonly<Record<string, Informing>> = {
  [SIGNALLED]: {
    topic: 'signal',
    says: (fact, { obligations }) =>
      `${LEVELS[String(fact.data.level)] ?? ''}: ${obligations.find(({ id }) => id === fact.data.obligation)?.act ?? ''}`,
    to: (fact, { obligations }) =>
      obligations
        .filter(({ id }) => id === fact.data.obligation)
        .map(({ bearerUnit }) => ({ to: 'unit', unit: bearerUnit, roles: WHO_WORK })),
  },
  'plan.launched': {
    topic: 'order',
    says: just('方案启动, 本单位有任务或须知悉'),
    to: partiesOf(['bound'], WHO_ACT),
  },
  'plan.amended': { topic: 'order', says: just('方案修订'), to: partiesOf(['bound'], WHO_ACT) },
  // What a plan orders when it is launched is told once, by the plan; a period that begins later is told by itself, and so
  // is what an adjustment orders.
  'task.assigned': {
    topic: 'order',
    says: (fact) => (isAdjusted(fact) ? '调整后交办的任务' : '新一期任务'),
    to: (fact, standing) =>
      isAdjusted(fact) || fact.data.origin === 'cadence' ? partiesOf(['lead'], WHO_WORK)(fact, standing) : [],
  },
  'task.rescheduled': {
    topic: 'order',
    says: (fact) => `期限调整为 ${fact.data.dueDay}`,
    to: unitOf('unit', WHO_WORK),
  },
  // What a revision of the plan takes back is told by the plan.
  'task.voided': {
    topic: 'order',
    says: just('任务因调整作废'),
    to: (fact, standing) => (isAdjusted(fact) ? partiesOf(['lead'], WHO_WORK)(fact, standing) : []),
  },
  'adjustment.approved': { topic: 'order', says: just('调整已批准'), to: begunBy },
  'adjustment.refused': { topic: 'order', says: just('调整未获批准'), to: begunBy },
  'task.chased': { topic: 'chase', says: just('催办: 请报告进展'), to: unitOf('unit', WHO_WORK) },
  'task.support-reported': { topic: 'report', says: just('配合单位报了进展'), to: partiesOf(['lead'], WHO_WORK) },
  'submission.handed-in': { topic: 'report', says: just('交来报送, 等待收下'), to: unitOf('recipient', WHO_ACT) },
  'submission.received': { topic: 'accepted', says: just('报送已收到'), to: unitOf('unit', WHO_WORK) },
  'submission.returned': { topic: 'returned', says: just('退回: 还须重报'), to: unitOf('unit', WHO_WORK) },
  'task.completion-reported': { topic: 'report', says: just('报送完成, 等待验收'), to: unitOf('acceptor', WHO_ACT) },
  'task.returned': { topic: 'returned', says: just('退回: 还须补办'), to: partiesOf(['lead'], WHO_WORK) },
  'task.accepted': { topic: 'accepted', says: just('验收通过'), to: partiesOf(['lead'], WHO_WORK) },
  'task.extension-requested': {
    topic: 'extension',
    says: (fact) => `申请延期到 ${fact.data.dueDay}, 等待答复`,
    to: unitOf('acceptor', WHO_ACT),
  },
  'task.extension-granted': {
    topic: 'extension',
    says: (fact) => `同意延期到 ${fact.data.dueDay}`,
    to: unitOf('unit', WHO_WORK),
  },
  'task.extension-refused': { topic: 'extension', says: just('不同意延期'), to: unitOf('unit', WHO_WORK) },
  'instruction.given': {
    topic: 'instruction',
    says: (fact) => (fact.data.dueDay === null && fact.data.urgency === null ? '领导批示' : '领导批示, 须报告办理情况'),
    to: partiesOf(['lead', 'bound'], WHO_ACT),
  },
  'instruction.answered': {
    topic: 'instruction',
    says: just('报告了批示办理情况'),
    to: (fact, standing) => [...begunBy(fact, standing), ...partiesOf(['acceptor'], WHO_ACT)(fact, standing)],
  },
  'instruction.returned': { topic: 'returned', says: just('批示退回补办'), to: unitOf('unit', WHO_ACT) },
  'instruction.concluded': { topic: 'instruction', says: just('批示同意办结'), to: unitOf('unit', WHO_ACT) },
  'instruction.withdrawn': { topic: 'instruction', says: just('批示已撤回'), to: partiesOf(['lead'], WHO_ACT) },
  'remark.made': {
    topic: 'mention',
    says: (fact) => (fact.data.replyTo === null ? '讨论中提到您' : '讨论中回复或提到您'),
    to: (fact) =>
      [...new Set([...(fact.data.mentions as readonly string[]), fact.data.replyTo])].flatMap((person) =>
        typeof person === 'string' ? [{ to: 'person' as const, person }] : [],
      ),
    about: (fact) => ({ type: String(fact.data.aboutType), id: String(fact.data.about) }),
  },
};

/** Facts that take back what another fact of the same subject told: its messages go. */
export const UNTELLING: readonly string[] = ['remark.withdrawn'];

/** Every kind that informs somebody, or takes that back. */
export const TOLD_KINDS: readonly string[] = [...Object.keys(informing), ...UNTELLING];
