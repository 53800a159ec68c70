import { story, task } from '../telling.ts';

const PETITIONS = task('市信访局', '信访积案化解率');
const PROPERTY = task('市自然资源局', '不动产登记与水电气过户');
const PLACES = task('市教育局', '公办幼儿园学位');
const VILLAGES = task('市农业农村局', '农村人居环境');
const ARREARS = task('市工信局', '清理拖欠中小企业账款');

/** 打开演示的那天早上摆在各人面前的事: 一份延期申请, 一份待验收的报告, 一件被退回的工作, 两件期限临近的实事. */
export const waitingToday = story('等人办的几件事', ({ on }) => {
  on('2026-03-03 09:10').as('市教育局联络员').receives(PLACES);
  on('2026-06-02 10:00').as('市教育局联络员').reports(PLACES, {
    percent: 75,
    progress: '4所公办幼儿园中3所已交付, 新增学位930个。',
    nextStep: '第4所6月底完成验收。',
  });
  on('2026-03-03 09:40').as('市农业农村局联络员').receives(VILLAGES);
  on('2026-06-16 10:00').as('市农业农村局联络员').reports(VILLAGES, {
    percent: 80,
    progress: '30个示范村中24个已通过县级验收。',
    problem: '6个村的污水管网受梅雨影响延误。',
  });

  on('2026-03-03 10:00').as('市信访局联络员').receives(PETITIONS);
  on('2026-05-12 10:00')
    .as('市信访局联络员')
    .reports(PETITIONS, { percent: 55, progress: '列入台账的47件积案已化解26件。' });
  on('2026-06-29 16:30')
    .as('市信访局联络员')
    .asksForTime(PETITIONS, '2026-07-20', '47件积案已化解41件, 化解率87%; 余下6件正在听证, 申请延期至7月20日。');

  on('2026-03-03 11:00').as('市自然资源局联络员').receives(PROPERTY);
  on('2026-05-26 15:00')
    .as('市自然资源局联络员')
    .reports(PROPERTY, { percent: 80, progress: '水、电过户已联动, 燃气过户正在联调。' });
  on('2026-06-30 15:20')
    .as('市自然资源局联络员')
    .completes(PROPERTY, '水、电、气过户与不动产转移登记全部联动, 6月联动办理318件。', [
      ['联动办理统计.csv', '事项,6月办件\n水过户,318\n电过户,318\n气过户,274'],
    ]);

  on('2026-03-03 14:00').as('市工信局联络员').receives(ARREARS);
  on('2026-05-08 09:30')
    .as('市工信局联络员')
    .reports(ARREARS, { percent: 60, progress: '台账共63笔、金额4128.6万元, 已清偿39笔、2477.5万元。' });
  on('2026-06-25 17:00')
    .as('市工信局联络员')
    .completes(ARREARS, '63笔账款已清偿61笔, 金额4096.1万元, 其余2笔已达成还款协议。', [
      ['拖欠账款销号台账.csv', '序号,金额(万元),状态\n1,128.0,已清偿\n62,19.5,还款协议\n63,13.0,还款协议'],
    ]);
  on('2026-06-29 10:10').as('卫临川').returns(ARREARS, '方案要求逐笔销号, 第62、63笔请附还款协议和首期付款凭证。');
});
