import { idOf, type PlainDate, type UnitId } from '#core/kernel';
import { defineRule } from '#core/obligation';

/** 调整审批: a task in force is changed only by decision of a leader, which the office obtains in time. */
export const adjustmentDecision = defineRule({
  id: 'adjustment-decision',
  title: '调整审批',
  switchedBy: 'adjustment.decision-in-use',
  mechanisms: ['督查督办', '岗位责任制'],
  inWords: {
    who: '验收任务的主管单位报批, 由领导批准或不批准; 提出的人不能批准自己提出的',
    what: '就换牵头单位, 改期, 拆分, 合并, 不计入及时率作出决定',
    when: '提出后 {adjustment.decision-term}之内',
    signals: 'adjustment.decision-signals',
  },
  inForceFrom: idOf<PlainDate>('2000-01-01'),
  basis: [{ custom: '督查督办惯例: 任务一经交办不得擅自变更, 确需变更责任单位、时限或内容的, 写明理由, 报领导批准' }],
  evidence: '调整的理由和批准意见',
  consequences: { red: '亮红牌; 未经批准的, 原来的任务照常计时' },
  opens: {
    'adjustment.proposed': (fact, parameters) => [
      {
        key: 'decision',
        bearerUnit: idOf<UnitId>(String(fact.data.acceptor)),
        act: '调整报批',
        due: { by: 'term', term: parameters.term('adjustment.decision-term'), start: fact.recordedAt },
        signals: parameters.signals('adjustment.decision-signals'),
      },
    ],
  },
  transitions: {
    'adjustment.approved': { effect: 'settle' },
    'adjustment.refused': { effect: 'settle' },
  },
});
