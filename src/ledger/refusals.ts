import { refuse } from '#core/kernel';

export const ledgerRefusals = {
  future: () => refuse('LED-01', '发生时间不能晚于现在, 请核对日期和时间'),
  noSubject: () => refuse('LED-02', '事项不存在, 或已不在本辖区的台账中'),
  begunTwice: () => refuse('LED-03', '事项已经在台账中, 不能重复设立'),
  hidden: () => refuse('LED-04', '没有这个事项, 或不是您可以查看的事项'),
  unknownParameter: () => refuse('LED-05', '没有这个参数'),
  wrongKind: () => refuse('LED-06', '参数的种类不符: 时限与信号不能互换', { field: 'value' }),
  notYet: () =>
    refuse('LED-07', '生效日须晚于今天: 已经发生的事按当时的规定计算, 不能倒改', { field: 'effectiveFrom' }),
  wrongPage: () => refuse('LED-08', '翻页的位置不正确, 请从第一页重新打开', { field: 'after' }),
};
