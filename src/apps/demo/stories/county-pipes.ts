import { story, task } from '../telling.ts';

const PIPES = task('石桥镇', '老旧水管');
const LIAISON = '石桥镇联络员';
const OFFICE = '云东县效能办主任';

/** 县里的事由县效能办催办和验收: 催办后第二天就有回应. */
export const countyPipes = story('石桥社区换水管: 一催就动', ({ on }) => {
  on('2026-03-18 10:00').as(LIAISON).receives(PIPES);
  on('2026-04-22 15:00')
    .as(LIAISON)
    .reports(PIPES, { percent: 30, progress: '420户中已更换126户。', nextStep: '5月起每周更换60户。' });
  on('2026-06-11 09:00').as(OFFICE).chases(PIPES, '老旧水管更换昨日到期, 请报送剩余户数和完成日期。');
  on('2026-06-12 10:40').as(LIAISON).reports(PIPES, {
    percent: 92,
    progress: '已更换386户, 剩余34户因住户外出尚未入户。',
    nextStep: '6月18日前逐户约定时间完成。',
  });
  on('2026-06-18 16:00')
    .as(LIAISON)
    .completes(PIPES, '420户老旧水管全部更换, 水压水质检测合格。', [
      ['水管更换入户登记.csv', '楼栋,户数,完成日期\n1栋,60,2026-05-09\n7栋,34,2026-06-17'],
    ]);
  on('2026-06-22 10:00').as(OFFICE).accepts(PIPES, '抽查20户, 居民满意, 同意验收').closes(PIPES);
});
