import { refuse } from '#core/kernel';

export const chaseRefusals = {
  hidden: () => refuse('CHS-01', '没有这项任务, 或不是您可以查看的任务'),
  over: () => refuse('CHS-02', '任务已经办完或作废, 无须催办'),
  claimed: () => refuse('CHS-03', '已报送完成, 正在等待验收; 请先验收或退回'),
  chasedToday: () => refuse('CHS-04', '今天已经催办过, 请等待回应, 明天起可以再催'),
  tooMany: (most: number) => refuse('CHS-05', `符合筛选的任务多于 ${most} 项, 请加上方案、单位或灯等条件, 分批催办`),
  nothing: () => refuse('CHS-06', '没有符合筛选的任务'),
  noNotice: () => refuse('CHS-07', '没有这份催办, 或不是您可以查看的催办'),
  received: () => refuse('CHS-08', '这份催办已经签收'),
  tooLong: (most: number) => refuse('CHS-09', `催办多于 ${most} 份, 请选定单位或催办日期再看`),
};
