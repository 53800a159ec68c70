import { idOf, type PlainDate, type UnitId } from '#core/kernel';
import { type DueSpec, type Duty, defineRule, type Fact, type Parameters } from '#core/obligation';

/** 批示办理: whoever a leader charges with something reports what was done by the day, or within the term of its urgency. */
export const instructionRule = defineRule({
  id: 'instruction',
  title: '批示办理',
  isPrincipal: true,
  mechanisms: ['督查督办'],
  inWords: {
    who: '批示交办的单位, 每个单位各自负责',
    what: '办理批示, 报告办理情况',
    when: '批示写明的日期; 没有写明的, 急件 {instruction.term-urgent}, 一般件 {instruction.term-ordinary}, 难件 {instruction.term-difficult}',
    signals: 'instruction.signals',
  },
  inForceFrom: idOf<PlainDate>('2000-01-01'),
  basis: [{ custom: '督查督办惯例: 领导批示列入督查, 承办单位限时办理并反馈' }],
  evidence: '办理情况报告及佐证材料',
  consequences: { warning: '提醒承办单位', red: '亮红牌, 效能办督办' },
  opens: {
    'instruction.given': (fact, parameters) => {
      const due = dueOf(fact, parameters);
      if (due === undefined) return [];
      return (fact.data.addressees as readonly string[]).map(
        (unit): Duty => ({
          key: unit,
          bearerUnit: idOf<UnitId>(unit),
          act: '办理批示',
          due,
          signals: parameters.signals('instruction.signals'),
        }),
      );
    },
  },
  transitions: {
    'instruction.answered': { effect: 'hold', concerns: ofUnit },
    'instruction.returned': { effect: 'release', concerns: ofUnit },
    'instruction.concluded': { effect: 'settle', concerns: ofUnit },
    'instruction.withdrawn': { effect: 'void' },
  },
});

function ofUnit(fact: Fact, key: string): boolean {
  return fact.data.unit === key;
}

function dueOf(fact: Fact, parameters: Parameters): DueSpec | undefined {
  const { dueDay, urgency } = fact.data;
  if (typeof dueDay === 'string') return { by: 'day', day: idOf<PlainDate>(dueDay), since: fact.occurredAt };
  if (typeof urgency !== 'string') return undefined;
  return { by: 'term', term: parameters.term(`instruction.term-${urgency}`), start: fact.occurredAt };
}
