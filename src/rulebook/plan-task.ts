import { idOf, type PlainDate, type UnitId } from '#core/kernel';
import { type DueSpec, type Duty, defineRule, type Fact } from '#core/obligation';
import { recipientOf } from './submission.ts';

const ACTS = { task: '完成任务', submission: '按期报送', cadence: '完成本期' } as const;

/** 方案任务: the lead unit of a task carries it out by the day that the plan fixes, and shows evidence. */
export const planTask = defineRule({
  id: 'plan-task',
  title: '方案任务',
  isPrincipal: true,
  mechanisms: ['岗位责任制', '限时办结制', '督查督办'],
  inWords: {
    who: '牵头单位; 分头报送的, 每个单位各自负责',
    what: '完成任务, 按期报送, 或完成本期',
    when: '方案写明的日期; 没有写明的, 按方案期末, 或不计时',
    signals: 'task.signals',
  },
  inForceFrom: idOf<PlainDate>('2000-01-01'),
  basis: [{ custom: '方案原文: 牵头单位, 责任单位及完成时限' }],
  evidence: '完成情况报告及佐证材料',
  consequences: { warning: '提醒牵头单位', yellow: '亮黄牌, 报效能办', red: '亮红牌, 列入逾期, 效能办督办' },
  opens: {
    'task.assigned': (fact, parameters) =>
      leadsOf(fact).map(
        (unit): Duty => ({
          key: unit,
          bearerUnit: unit,
          act: ACTS[fact.data.origin as keyof typeof ACTS],
          due: dueOf(fact),
          signals: parameters.signals('task.signals'),
        }),
      ),
  },
  transitions: {
    'task.completion-reported': { effect: 'hold' },
    'task.returned': { effect: 'release' },
    'task.accepted': { effect: 'settle' },
    'task.extension-granted': { effect: 'reschedule', concerns: (fact, key) => fact.data.unit === key },
    'task.rescheduled': { effect: 'reschedule', concerns: (fact, key) => fact.data.unit === key },
    'task.excluded-from-rate': { effect: 'exclude-from-rate', concerns: (fact, key) => fact.data.unit === key },
    'task.voided': { effect: 'void' },
  },
});

/** 签收: a lead unit confirms that it has the task. */
export const taskReceipt = defineRule({
  id: 'task-receipt',
  title: '任务签收',
  switchedBy: 'task.receipt-in-use',
  mechanisms: ['督查督办', '责任状'],
  inWords: { who: '牵头单位', what: '签收', when: '交办后 {task.receipt-term}之内', signals: 'task.receipt-signals' },
  inForceFrom: idOf<PlainDate>('2000-01-01'),
  basis: [{ custom: '督查督办惯例: 交办, 签收, 办理, 反馈, 核查, 销号' }],
  evidence: '签收记录',
  consequences: { red: '亮红牌, 效能办催办' },
  opens: {
    'task.assigned': (fact, parameters) =>
      leadsOf(fact).map(
        (unit): Duty => ({
          key: unit,
          bearerUnit: unit,
          act: '签收',
          due: { by: 'term', term: parameters.term('task.receipt-term'), start: fact.occurredAt },
          signals: parameters.signals('task.receipt-signals'),
        }),
      ),
  },
  transitions: {
    'task.received': { effect: 'settle', concerns: (fact, key) => fact.data.unit === key },
    // A unit that reports has evidently received.
    'task.progress-reported': { effect: 'settle', concerns: (fact, key) => fact.data.unit === key },
    'task.completion-reported': { effect: 'settle', concerns: (fact, key) => fact.data.unit === key },
    'task.voided': { effect: 'void' },
  },
});

/** 验收: whoever examines a claim of completion answers within a term too. */
export const taskAcceptance = defineRule({
  id: 'task-acceptance',
  title: '任务验收',
  switchedBy: 'task.acceptance-in-use',
  mechanisms: ['督查督办', '绩效考核制'],
  inWords: {
    who: '验收单位, 一般是主管的效能办',
    what: '验收或退回',
    when: '报送完成后 {task.acceptance-term}之内',
    signals: 'task.acceptance-signals',
  },
  inForceFrom: idOf<PlainDate>('2000-01-01'),
  basis: [{ custom: '督查督办惯例: 反馈须经核查, 合格销号, 不合格退回' }],
  evidence: '验收意见',
  consequences: { warning: '提醒验收人', red: '亮红牌' },
  opens: {
    'task.completion-reported': (fact, parameters) => [
      {
        key: String(fact.seq),
        bearerUnit: idOf<UnitId>(String(fact.data.acceptor)),
        act: '验收',
        due: { by: 'term', term: parameters.term('task.acceptance-term'), start: fact.recordedAt },
        signals: parameters.signals('task.acceptance-signals'),
      },
    ],
  },
  transitions: {
    'task.accepted': { effect: 'settle' },
    'task.returned': { effect: 'settle' },
    'task.voided': { effect: 'void' },
  },
});

/** 答复延期: whoever may move a day answers a request in time, so that a unit is not left waiting until it is late. */
export const taskExtensionAnswer = defineRule({
  id: 'task-extension-answer',
  title: '答复延期申请',
  inWords: {
    who: '验收单位, 一般是主管的效能办',
    what: '同意或不同意延期',
    when: '申请提出后 {task.extension-answer-term}之内',
    signals: 'task.extension-answer-signals',
  },
  inForceFrom: idOf<PlainDate>('2000-01-01'),
  basis: [{ custom: '督查督办惯例: 确需延期的, 到期前申请, 说明理由和新的日期, 经批准后按新的日期计' }],
  evidence: '批复意见',
  consequences: { red: '亮红牌' },
  opens: {
    'task.extension-requested': (fact, parameters) => [
      {
        key: fact.id,
        bearerUnit: idOf<UnitId>(String(fact.data.acceptor)),
        act: '答复延期',
        due: { by: 'term', term: parameters.term('task.extension-answer-term'), start: fact.recordedAt },
        signals: parameters.signals('task.extension-answer-signals'),
      },
    ],
  },
  transitions: {
    'task.extension-granted': { effect: 'settle', concerns: (fact, key) => fact.data.request === key },
    'task.extension-refused': { effect: 'settle', concerns: (fact, key) => fact.data.request === key },
    // Nothing is left to extend.
    'task.accepted': { effect: 'void' },
    'submission.received': { effect: 'void' },
    'task.voided': { effect: 'void' },
  },
});

/** 回应催办: a lead unit that is chased says where it stands: by a report, by reporting completion, or by asking for another day. */
export const chaseAnswer = defineRule({
  id: 'chase-answer',
  title: '回应催办',
  switchedBy: 'chase.answer-in-use',
  mechanisms: ['督查督办', '限时办结制'],
  inWords: {
    who: '被催办的牵头单位',
    what: '报告进展, 报送完成, 交报, 或申请延期',
    when: '催办后 {chase.answer-term}之内',
    signals: 'chase.answer-signals',
  },
  inForceFrom: idOf<PlainDate>('2000-01-01'),
  basis: [{ custom: '督查督办惯例: 逾期次日发催办通知, 承办单位须限时反馈' }],
  evidence: '进展报告, 完成情况报告, 报送的材料或延期申请',
  consequences: { red: '亮红牌; 催办两次仍不回应的, 建议转督办' },
  opens: {
    'task.chased': (fact, parameters) => [
      {
        key: `${fact.data.unit} ${fact.seq}`,
        bearerUnit: idOf<UnitId>(String(fact.data.unit)),
        act: '回应催办',
        due: { by: 'term', term: parameters.term('chase.answer-term'), start: fact.recordedAt },
        signals: parameters.signals('chase.answer-signals'),
      },
    ],
  },
  transitions: {
    'task.progress-reported': { effect: 'settle', concerns: answersChase },
    'task.completion-reported': { effect: 'settle', concerns: answersChase },
    'task.extension-requested': { effect: 'settle', concerns: answersChase },
    'submission.handed-in': { effect: 'settle', concerns: answersChase },
    // Nothing is left to chase.
    'task.accepted': { effect: 'void' },
    'submission.received': { effect: 'void' },
    'task.voided': { effect: 'void' },
  },
});

function answersChase(fact: Fact, key: string): boolean {
  return key.startsWith(`${fact.data.unit} `);
}

/** The lead units of a task; none of a report, which is handed in and not carried out. */
function leadsOf(fact: Fact): UnitId[] {
  if (recipientOf(fact) !== null) return [];
  const leads = fact.data.leads;
  return Array.isArray(leads) ? leads.map((unit) => idOf<UnitId>(String(unit))) : [];
}

function dueOf(fact: Fact): DueSpec {
  const day = fact.data.dueDay;
  return typeof day === 'string' ? { by: 'day', day: idOf<PlainDate>(day), since: fact.occurredAt } : { by: 'none' };
}
