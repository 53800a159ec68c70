import { idOf, type PlainDate, type UnitId } from '#core/kernel';
import { type DueSpec, type Duty, defineRule, type Fact } from '#core/obligation';

/** 按期报送: a unit hands in what the plan orders to the recipient that it names, by the day. */
export const submission = defineRule({
  id: 'submission',
  title: '按期报送',
  isPrincipal: true,
  mechanisms: ['督查督办', '岗位责任制'],
  inWords: {
    who: '方案指定报送的单位, 每个单位各自负责',
    what: '向写明的报送对象交报, 被退回的重报',
    when: '方案写明的日期, 或每期的最后一日',
    signals: 'submission.signals',
  },
  inForceFrom: idOf<PlainDate>('2000-01-01'),
  basis: [{ custom: '方案原文: 由谁, 何日之前或每隔多久, 向谁报送' }],
  evidence: '报送的文字和材料; 每次交报都留存, 以最后一次为准',
  consequences: { warning: '提醒报送单位', red: '亮红牌, 列入逾期未报, 可以催办; 补报后仍亮黄灯' },
  opens: {
    'task.assigned': (fact, parameters) =>
      recipientOf(fact) === null
        ? []
        : unitsOf(fact).map(
            (unit): Duty => ({
              key: unit,
              bearerUnit: unit,
              act: '按期报送',
              due: dueOf(fact),
              signals: parameters.signals('submission.signals'),
            }),
          ),
  },
  transitions: {
    'submission.handed-in': { effect: 'hold' },
    'submission.returned': { effect: 'release' },
    'submission.received': { effect: 'settle' },
    'task.extension-granted': { effect: 'reschedule', concerns: (fact, key) => fact.data.unit === key },
    'task.rescheduled': { effect: 'reschedule', concerns: (fact, key) => fact.data.unit === key },
    'task.excluded-from-rate': { effect: 'exclude-from-rate', concerns: (fact, key) => fact.data.unit === key },
    'task.voided': { effect: 'void' },
  },
});

/** 收件: whoever is handed a report says in time whether it will do. */
export const submissionAnswer = defineRule({
  id: 'submission-answer',
  title: '报送收件',
  switchedBy: 'submission.answer-in-use',
  mechanisms: ['督查督办', '限时办结制'],
  inWords: {
    who: '报送对象',
    what: '收下, 或写明理由退回',
    when: '交报后 {submission.answer-term}之内',
    signals: 'submission.answer-signals',
  },
  inForceFrom: idOf<PlainDate>('2000-01-01'),
  basis: [{ custom: '督查督办惯例: 报送材料须经审收, 不合要求的退回重报' }],
  evidence: '收件或退回的记录',
  consequences: { red: '亮红牌' },
  opens: {
    'submission.handed-in': (fact, parameters) => [
      {
        key: String(fact.data.version),
        bearerUnit: idOf<UnitId>(String(fact.data.recipient)),
        act: '收件',
        due: { by: 'term', term: parameters.term('submission.answer-term'), start: fact.recordedAt },
        signals: parameters.signals('submission.answer-signals'),
      },
    ],
  },
  transitions: {
    // A later version takes the place of one that nobody has answered yet.
    'submission.handed-in': { effect: 'void' },
    'submission.received': { effect: 'settle' },
    'submission.returned': { effect: 'settle' },
    'task.voided': { effect: 'void' },
  },
});

/** The unit that a report is owed to; null for a task that is no report, and for those assigned before there were recipients. */
export function recipientOf(fact: Fact): UnitId | null {
  const recipient = fact.data.recipient;
  return typeof recipient === 'string' ? idOf<UnitId>(recipient) : null;
}

function unitsOf(fact: Fact): UnitId[] {
  const leads = fact.data.leads;
  return Array.isArray(leads) ? leads.map((unit) => idOf<UnitId>(String(unit))) : [];
}

function dueOf(fact: Fact): DueSpec {
  const day = fact.data.dueDay;
  return typeof day === 'string' ? { by: 'day', day: idOf<PlainDate>(day), since: fact.occurredAt } : { by: 'none' };
}
