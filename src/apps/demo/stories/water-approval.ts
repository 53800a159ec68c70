import { story, task } from '../telling.ts';

const REDESIGN = task('市水利局', '水利审批事项流程再造');
const LIAISON = '市水利局联络员';

/** 按期报送, 被退回一次, 补齐后再报: 退回不改期限, 所以补报那天已经逾期. */
export const waterApproval = story('水利审批流程再造: 缺一张对照表', ({ on }) => {
  on('2026-03-03 09:20').as(LIAISON).receives(REDESIGN);
  on('2026-03-20 16:00')
    .as(LIAISON)
    .reports(REDESIGN, {
      percent: 30,
      progress: '14项水利审批事项已逐项梳理, 拟取消材料23份, 合并环节9个。',
      nextStep: '3月底前形成压减清单, 报局务会审定。',
      files: [
        ['水利审批事项梳理表.csv', '事项,原材料数,拟减材料数\n取水许可,11,4\n涉河建设方案,9,3\n水土保持方案,8,3'],
      ],
    });
  on('2026-04-10 10:30').as(LIAISON).reports(REDESIGN, {
    percent: 70,
    progress: '承诺时限由平均18个工作日压缩到7个工作日, 窗口已试行两周, 受理31件。',
    problem: '取水许可的专家评审时间尚难压缩。',
    nextStep: '与专家库签订限时评审约定。',
  });
  on('2026-04-21 15:40')
    .as(LIAISON)
    .completes(REDESIGN, '14项事项承诺时限全部压缩至法定时限的40%以内, 自4月20日起执行。', [
      ['水利审批承诺时限一览.csv', '事项,法定时限,承诺时限\n取水许可,45,18\n涉河建设方案,20,7\n水土保持方案,10,4'],
    ]);
  on('2026-04-23 11:00')
    .as('陶知秋')
    .returns(REDESIGN, '办事指南还没有同步更新, 请补交新旧对照表和窗口公示的照片说明。');
  on('2026-04-27 17:10')
    .as(LIAISON)
    .completes(REDESIGN, '办事指南已于4月25日更新并在窗口公示, 新旧对照表附后。', [
      ['水利办事指南新旧对照表.csv', '事项,原指南,新指南\n取水许可,2024版,2026版\n涉河建设方案,2023版,2026版'],
    ]);
  on('2026-04-29 10:00').as('陶知秋').accepts(REDESIGN, '对照表齐全, 窗口公示已核实, 同意验收').closes(REDESIGN);
});
