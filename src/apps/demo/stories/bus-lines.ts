import { story, task } from '../telling.ts';

const BUS = task('市交通局', '社区公交');
const LIAISON = '市交通局联络员';

/** 一件惠民实事的样子: 每一步有数字, 提前完成. */
export const busLines = story('社区公交: 提前一周开通', ({ on }) => {
  on('2026-03-02 15:30').as(LIAISON).receives(BUS);
  on('2026-03-27 11:00')
    .as(LIAISON)
    .reports(BUS, { percent: 35, progress: '6条线路走向已公示, 收到居民意见214条, 采纳37条; 已开通2条。' });
  on('2026-04-28 11:00')
    .as(LIAISON)
    .reports(BUS, { percent: 70, progress: '已开通4条, 日均客流1860人次。', nextStep: '5月中旬开通其余2条。' });
  on('2026-05-18 09:50')
    .as(LIAISON)
    .completes(BUS, '6条社区公交微循环线路全部开通, 覆盖23个社区。', [
      [
        '社区公交线路表.csv',
        '线路,起点,终点,开通日期\n社区1路,南桥社区,市政务服务中心,2026-03-20\n社区6路,江畔社区,清江医院,2026-05-16',
      ],
    ]);
  on('2026-05-20 09:30').as('卫临川').accepts(BUS, '已随车核实, 同意验收').closes(BUS);
});
