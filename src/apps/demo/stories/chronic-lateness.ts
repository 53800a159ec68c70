import { story, task } from '../telling.ts';

const STREETS = task('市城管局', '整治占道经营');
const LAMPS = task('市城管局', '路灯不亮');
const PARKING = task('市城管局', '公共停车泊位');
const LIAISON = '市城管局联络员';
const PRESSES = '卫临川';

/** 一个总是慢一拍的单位: 签收晚, 催办不回, 逾期后补办, 延期未获同意; 到演示之日还欠着一项. */
export const chronicLateness = story('市城管局: 总是慢一拍', ({ on }) => {
  on('2026-03-09 11:00').as(LIAISON).receives(STREETS).receives(LAMPS).receives(PARKING);
  on('2026-04-13 17:30').as(LIAISON).reports(STREETS, {
    percent: 40,
    progress: '已整治主干道7条, 其余12条正在进行。',
    problem: '夜间流动摊贩反复回潮。',
  });
  on('2026-04-20 09:30').as(PRESSES).chases(STREETS, '整治占道经营已过期限, 请两个工作日内报送进展和完成日期。');
  on('2026-04-23 09:30').as(PRESSES).chases(STREETS, '4月20日催办未见回复, 再次催办, 请今日内说明情况。');
  on('2026-04-27 16:50').as(LIAISON).reports(STREETS, {
    percent: 70,
    progress: '19条主次干道已整治14条, 设置便民疏导点5处。',
    nextStep: '5月上旬完成其余5条。',
  });
  on('2026-05-07 15:00')
    .as(LIAISON)
    .completes(STREETS, '19条主次干道整治完成。', [
      [
        '占道经营整治台账.csv',
        '路段,整治日期,达标\n溪南大街,2026-04-02,是\n望江路,2026-04-28,否\n清江路,2026-05-06,是',
      ],
    ]);
  on('2026-05-11 10:20')
    .as(PRESSES)
    .returns(STREETS, '现场抽查23处, 达标21处, 达标率91%, 未到95%。望江路、学府路请继续整治后再报。');
  on('2026-05-20 16:00')
    .as(LIAISON)
    .completes(STREETS, '望江路、学府路已复查整改, 自查达标率97%。', [
      ['望江路学府路复查记录.txt', '2026年5月19日复查: 望江路12处全部达标, 学府路9处全部达标。'],
    ]);
  on('2026-05-22 09:40').as(PRESSES).accepts(STREETS, '复查属实, 达标率97%, 同意验收').closes(STREETS);

  on('2026-05-06 09:00')
    .as(LIAISON)
    .asksForTime(LAMPS, '2026-05-29', '井盖采购招标流标一次, 需重新采购, 申请延期三周。');
  on('2026-05-08 10:00')
    .as('周明远')
    .refusesTime(LAMPS, '井盖缺失涉及行人安全, 汛期将至, 不宜延期。可先用库存井盖更换, 采购同步进行。');
  on('2026-05-15 17:20')
    .as(LIAISON)
    .completes(LAMPS, '修复路灯186盏, 更换井盖74个。', [
      ['路灯井盖修复清单.csv', '类别,数量\n修复路灯,186\n更换井盖,74'],
    ]);
  on('2026-05-18 11:10').as(PRESSES).accepts(LAMPS, '逾期完成, 现场属实, 同意验收').closes(LAMPS);

  on('2026-06-10 16:30').as(LIAISON).reports(PARKING, {
    percent: 45,
    progress: '已施划泊位920个, 占任务的46%。',
    problem: '两处地块权属未明, 不能开工。',
  });
  on('2026-06-25 09:30').as(PRESSES).chases(PARKING, '新增停车泊位已到期限, 请两个工作日内报送完成情况。');
  on('2026-06-29 09:30').as(PRESSES).chases(PARKING, '6月25日催办未见回复, 再次催办。');
});
