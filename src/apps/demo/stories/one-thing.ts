import { story, task } from '../telling.ts';

const ONE_THING = task('市数据局', '高效办成一件事');
const LIAISON = '市数据局联络员';

/** 事先申请延期并说明理由, 获得同意, 在新的日子之前完成: 不算逾期. */
export const oneThing = story('“高效办成一件事”: 省级接口晚了两周', ({ on }) => {
  on('2026-03-02 14:00').as(LIAISON).receives(ONE_THING);
  on('2026-04-15 10:00').as(LIAISON).reports(ONE_THING, {
    percent: 35,
    progress: '8个“一件事”中已上线新生儿出生、企业开办、水电气网联合报装3个。',
    nextStep: '4月底前完成退休、军人服务2个。',
  });
  on('2026-05-15 10:00').as(LIAISON).reports(ONE_THING, {
    percent: 75,
    progress: '已上线6个, 累计办理2136件。',
    problem: '身后事、残疾人服务2个“一件事”所需的省级接口要到6月初开放。',
  });
  on('2026-05-22 09:30')
    .as(LIAISON)
    .asksForTime(ONE_THING, '2026-06-12', '省级接口预计6月3日开放, 联调需要5个工作日, 申请延期至6月12日。');
  on('2026-05-26 15:00').as('周明远').grantsTime(ONE_THING, '原因属实, 同意延期至6月12日。');
  on('2026-06-11 16:20')
    .as(LIAISON)
    .completes(ONE_THING, '8个“一件事”全部上线, 累计办理3412件, 平均跑动次数由4.2次降至0.6次。', [
      [
        '一件事上线清单.csv',
        '一件事,上线日期,办件量\n新生儿出生,2026-03-18,611\n企业开办,2026-03-26,902\n身后事,2026-06-08,47',
      ],
      ['一件事运行情况.txt', '8个“一件事”自上线以来累计办理3412件。'],
    ]);
  on('2026-06-15 10:30').as('陶知秋').accepts(ONE_THING, '逐项上线核实, 同意验收').closes(ONE_THING);
});
