import { describe, expect, test } from 'vitest';
import { cleanText } from './clean.ts';
import { resolveDates } from './date-ranges.ts';
import { findDates } from './dates.ts';
import { type CompiledPlan, compilePlan, printedPlan } from './index.ts';
import { readNumber, readYear } from './numerals.ts';
import { splitUnits } from './units.ts';

const YEAR = { baseYear: 2024 };
const tasks = (text: string) =>
  compilePlan(text, YEAR).tasks.map(({ number, text: words, leadUnits, supportUnits }) => ({
    number,
    words,
    lead: leadUnits,
    support: supportUnits,
  }));
const owners = (text: string) =>
  compilePlan(text, YEAR).tasks.map(({ leadUnits, supportUnits }) => [leadUnits, supportUnits]);
const deadlines = (text: string) =>
  compilePlan(text, YEAR).deadlines.map(({ from, to, quote }) => `${from}..${to} ${quote}`);
const days = (text: string) => compilePlan(text, YEAR).deadlines.map(({ from, to }) => `${from}..${to}`);
const phases = (text: string) =>
  compilePlan(text, YEAR).phases.map(({ ordinal, name, from, to }) => `${ordinal} ${name} ${from}..${to}`);
const cadences = (text: string) =>
  compilePlan(text, YEAR).cadences.map(
    ({ unit, interval, count, atLeast, weekday }) =>
      `${interval} ${unit} x${count}${atLeast ? '+' : ''}${weekday === undefined ? '' : ` day ${weekday}`}`,
  );
const bodies = (text: string) =>
  compilePlan(text, YEAR).bodies.map((body) => [
    body.name,
    ...body.members.map(({ role, holders }) => `${role}:${holders.join(',')}`),
  ]);
const range = (words: string, year = 2024) => {
  const mention = findDates(words)[0];
  const resolved = mention === undefined ? undefined : resolveDates(mention, year);
  return resolved?.kind === 'dates' ? `${resolved.range.from}..${resolved.range.to}` : undefined;
};
const numbersOf = (nodes: CompiledPlan['outline']): unknown[] =>
  nodes.map(({ number, children }) => (children.length === 0 ? number : [number, numbersOf(children)]));
const sentences = (notes: readonly { sentence: string }[]) => notes.map((note) => note.sentence);

describe('文字', () => {
  test('[PLN-1] 清理过页码和控制字符之后, 位置仍指向原文', () => {
    const text = '首页 > 正文\n\u0007一、任务\n— 1 —\n（一）建账。（责任单位：市财政局）';
    const [task] = compilePlan(text).tasks;
    expect(task?.span).toEqual({ from: 23, to: 37 });
    expect(text.slice(23, 37)).toBe('建账。（责任单位：市财政局）');
  });
  test('[PLN-2] 网站栏目、打印按钮和页脚略去并记下', () => {
    const { value, notes } = cleanText(
      '您当前的位置：首页 > 公开\n云溪市工作方案\n【打印】\n一、任务。\n版权所有 云溪市',
    );
    expect(value.words.replace(/\n+/g, '|')).toBe('|云溪市工作方案|一、任务。|');
    expect(notes).toHaveLength(3);
  });
  test('[PLN-2] 方案里的“时间：”一行不是网页文字', () => {
    expect(cleanText('一、步骤。\n时间：2023年2月1日至2月28日\n二、要求。').value.words).toContain(
      '时间：2023年2月1日至2月28日',
    );
  });
  test('[PLN-2] 门户网站的公文属性、横排栏目和位置略去, 方案的标题和正文留下', () => {
    const { value } = cleanText(
      '首页 政务公开 政务服务 互动交流\n您现在的位置： 首页 > 政府信息公开 > 文件\n索引号：0012/2024-31 分类：政务督查；通知\n发文字号：云政办发〔2024〕6号 发布日期：2024年3月13日\n云溪市工作方案\n一、督查。各单位抓好落实。',
    );
    expect(value.words.replace(/\n+/g, '|')).toBe('|云溪市工作方案|一、督查。各单位抓好落实。');
  });
  test('[PLN-3] 单独成行的页码略去', () => {
    expect(cleanText('一、任务。\n- 2 -\n二、要求。').value.words).toBe('一、任务。\n二、要求。');
  });
  test('[PLN-3] 嵌在字里的页码按次递增时略去, 孤零零一个数字不动', () => {
    const filler = '各单位要结合实际认真抓好落实确保取得实效。'.repeat(14);
    const text = `1${filler}开展活2动${filler}集中收3听收看。${filler}43、立项推进。${filler}`;
    const { value, notes } = cleanText(text);
    expect(value.words).toContain('开展活动');
    expect(value.words).toContain('集中收听收看');
    expect(value.words).toContain('。3、立项推进');
    expect(notes.filter((note) => note.sentence.includes('页码'))).toHaveLength(4);
    expect(cleanText(`${filler}开展活2动${filler}${filler}`).value.words).toContain('活2动');
  });
  test('[PLN-5] 页码隔断的句子接起来', () => {
    const line = '各单位要高度重视此项工作切实加强组织领导认真';
    const text = Array.from({ length: 14 }, () => line).join('\n');
    expect(owners(`1.${text}\n抓好落实按时完成。（责任单位：市财政局，各县\n- 2 -\n人民政府）`)).toEqual([
      [['市财政局', '各县人民政府'], []],
    ]);
  });
  test('[PLN-4] 汉字之间的英文句点是句号, 编号后的不是', () => {
    expect(deadlines('一.抓好落实.方案于7月底前报市安委办;\n12月20日前报送总结.')).toEqual([
      '2024-07-26..2024-07-31 方案于7月底前报市安委办',
      '2024-12-20..2024-12-20 12月20日前报送总结',
    ]);
  });
  test('[PLN-5] 年月日之间的空格不碍事', () => {
    expect(days('请于 2024 年 6 月 30 日前报送方案。')).toEqual(['2024-06-30..2024-06-30']);
  });
  test('[PLN-5] 程序按固定字数折断的行也接起来', () => {
    const text =
      '一、任务（一）推进政务服务标准化。各单位于2024年6月30日前将自查报告报送市效能办，9月底前完成整改，并接受群众监督评议。'.repeat(
        4,
      );
    const cut = (text.match(/.{1,30}/g) ?? []).join('\n');
    expect(compilePlan(cut).deadlines.map(({ quote }) => quote)).toEqual(
      compilePlan(text).deadlines.map(({ quote }) => quote),
    );
  });
  test('[PLN-4] 部首码位的字改作常用字, 全角半角同样读', () => {
    const { value, notes } = cleanText('⼀、⼯作目标');
    expect(value.words).toBe('一、工作目标');
    expect(sentences(notes)).toEqual(['部首码位的字已改作常用汉字, 如自 PDF 粘贴, 请核对']);
    expect(owners('1.建账。(责任单位:市财政局)')).toEqual(owners('１．建账。（责任单位：市财政局）'));
  });
  test('[PLN-5] 被版面折断的行接起来', () => {
    const line = '各单位要高度重视此项工作切实加强组织领导认真';
    const text = Array.from({ length: 12 }, () => line).join('\n');
    expect(cleanText(`一、要求\n${text}抓落实。`).value.words.split('\n')).toHaveLength(2);
  });
});

describe('层次', () => {
  test('[PLN-6] 各种编号组成层次', () => {
    expect(
      numbersOf(
        compilePlan('一、目标\n二、任务\n（一）自查\n1.建账\n（1）登记\n①公示\n2.核对\n（二）整改\n三、要求\n').outline,
      ),
    ).toEqual(['一、', ['二、', [['（一）', [['1.', [['（1）', ['①']]]], '2.']], '（二）']], '三、']);
  });
  test('[PLN-6] 没有换行也能分开, 句中的数字和“第二条”不算', () => {
    expect(
      numbersOf(
        compilePlan('一、总则按照第二条办理,增长1.5%。二、任务(一)自查。(二)整改。三、要求一是负责。二是落实。')
          .outline,
      ),
    ).toEqual(['一、', ['二、', ['(一)', '(二)']], ['三、', ['一是', '二是']]]);
  });
  test('[PLN-6] 换行丢了, 编号紧跟在上一项或上级标题的字后面', () => {
    expect(
      numbersOf(
        compilePlan(
          '一、预期目标1.工业增长5%左右。牵头单位:市工信局责任单位:各街道2.投资增长15%。牵头单位:市发改委责任单位:税务局3.收入增长。〔牵头单位:市财政局〕4.就业稳定。',
        ).outline,
      ),
    ).toEqual([['一、', ['1.', '2.', '3.', '4.']]]);
    expect(numbersOf(compilePlan('二、优化政务服务环境(一)精简审批事项。(二)规范执法。').outline)).toEqual([
      ['二、', ['(一)', '(二)']],
    ]);
  });
  test('[PLN-6] 摘录从中间的一项开始', () => {
    expect(numbersOf(compilePlan('[接上页](二)自查阶段。各单位自查。(三)整治阶段。集中整治。').outline)).toEqual([
      '(二)',
      '(三)',
    ]);
  });
  test('[PLN-6] 行首的数字丢了点, 前后相连才算编号', () => {
    expect(numbersOf(compilePlan('11完善清理制度。\n12改革执法体制。\n').outline)).toEqual(['11', '12']);
    expect(compilePlan('20多个部门参加。\n3月底前完成。\n').outline).toEqual([]);
  });
  test('[PLN-6] 附件里的编号重新开始', () => {
    expect(numbersOf(compilePlan('一、目标。\n二、任务。\n附件1\n一、清单。\n').outline)).toEqual([
      '一、',
      '二、',
      ['附件1', ['一、']],
    ]);
  });
  test('[PLN-7] 中文数字和圈码', () => {
    expect(['三', '十', '十二', '二十一', '一百零五', '③', '12', '甲'].map(readNumber)).toEqual([
      3,
      10,
      12,
      21,
      105,
      3,
      12,
      undefined,
    ]);
    expect(['2011', '二〇一一', '二零二四', '二十四'].map(readYear)).toEqual([2011, 2011, 2024, undefined]);
  });
});

describe('日期', () => {
  test.each([
    ['6月上旬', '2024-06-01..2024-06-10'],
    ['6月中旬', '2024-06-11..2024-06-20'],
    ['2月下旬', '2024-02-21..2024-02-29'],
    ['6月中下旬', '2024-06-11..2024-06-30'],
    ['6月初', '2024-06-01..2024-06-05'],
    ['6月底前', '2024-06-26..2024-06-30'],
    ['6月份', '2024-06-01..2024-06-30'],
    ['6月15日前', '2024-06-15..2024-06-15'],
    ['三季度末', '2024-09-26..2024-09-30'],
    ['第一季度', '2024-01-01..2024-03-31'],
    ['下半年', '2024-07-01..2024-12-31'],
    ['2025年底前', '2025-12-01..2025-12-31'],
    ['年末,', '2024-12-01..2024-12-31'],
    ['二〇二四年六月三十日', '2024-06-30..2024-06-30'],
    ['2024.6.30', '2024-06-30..2024-06-30'],
    ['2024年6月30号', '2024-06-30..2024-06-30'],
  ])('[PLN-8] %s', (words, expected) => {
    expect(range(words)).toBe(expected);
  });
  test.each([
    ['2011年9月下旬-11月底', '2011-09-21..2011-11-30'],
    ['2011年12月初-2012年5月底', '2011-12-01..2012-05-31'],
    ['3月1日至15日', '2024-03-01..2024-03-15'],
    ['4-6月份', '2024-04-01..2024-06-30'],
    ['2024年9月下旬起到2025年12月', '2024-09-21..2025-12-31'],
    ['3月下旬开始,6月底', '2024-03-21..2024-06-30'],
    ['11月-2月', '2024-11-01..2025-02-28'],
    ['3月至次年2月', '2024-03-01..2025-02-28'],
    ['(3.1-3.15)', '2024-03-01..2024-03-15'],
  ])('[PLN-9] %s', (words, expected) => {
    expect(range(words)).toBe(expected);
  });
  test('[PLN-9] 跨年的区间记下按次年计', () => {
    expect(sentences(compilePlan('2023年11月至2月，开展整治。').notes)).toEqual([
      '“2023年11月至2月”跨年, 结束的年份按次年计',
    ]);
  });
  test('[PLN-10] 缺的年份取前文最近的年份, 今年明年从方案的年份算', () => {
    expect(days('2025年3月底前完成试点，9月底前全面推开。明年6月底前验收。')).toEqual([
      '2025-03-26..2025-03-31',
      '2025-09-26..2025-09-30',
      '2026-06-26..2026-06-30',
    ]);
  });
  test('[PLN-8] 几点以前仍是那一天, 同月的几个日子各是一项', () => {
    expect(days('请于6月20日18：00前报送自查报告。')).toEqual(['2024-06-20..2024-06-20']);
    expect(days('3月3日、10日、17日下班前将台账报区安委办。')).toEqual([
      '2024-03-03..2024-03-03',
      '2024-03-10..2024-03-10',
      '2024-03-17..2024-03-17',
    ]);
  });
  test('[PLN-10] 全文只说到一个年份时按这一年; 说到几个年份不猜', () => {
    const years = (text: string) => compilePlan(text).deadlines.map(({ from }) => from);
    expect(years('完成2009年专项行动总结，于10月30日前报送。')).toEqual(['2009-10-30']);
    expect(years('继2008年整治之后，开展2009年专项行动，于10月30日前报送。')).toEqual(['--10-30']);
  });
  test('[PLN-10] 全文没有年份时只写月日, 并请人补上', () => {
    const plan = compilePlan('各单位于6月15日前报送方案。');
    expect(plan.deadlines[0]?.from).toBe('--06-15');
    expect(sentences(plan.conflicts)).toEqual(['“6月15日”没有年份, 全文也没有可以沿用的年份, 请补上']);
  });
  test('[PLN-11] 不存在的日子不列入, 只作说明; 结束早于开始是矛盾', () => {
    const plan = compilePlan('2024年2月30日前报送方案。2024年9月1日至2023年3月1日整改。');
    expect(plan.deadlines).toEqual([]);
    expect(sentences(plan.notes)).toEqual(['没有2月30日这一天: “2024年2月30日”, 未列入, 请核对原文']);
    expect(sentences(plan.conflicts)).toEqual(['“2024年9月1日至2023年3月1日”的结束早于开始']);
  });
  test('[PLN-11] 同一件事两个日期, 阶段超出方案的起止时间, 都是矛盾', () => {
    const plan = compilePlan(
      '活动从2024年3月1日开始，到6月30日结束，分两个阶段。\n第一阶段：自查（2024年3月1日—4月30日）\n第二阶段：整改（2024年5月1日—7月31日）\n各单位于5月10日前报送自查报告和清单。\n各单位于5月20日前报送自查报告和清单。',
    );
    expect(sentences(plan.conflicts)).toEqual([
      '同一件事有两个日期: “5月10日”与“5月20日”, 请核对',
      '第2阶段超出方案的起止时间',
    ]);
  });
  test('[PLN-12] 只有年份、工作日数、年份区间都不是日期', () => {
    expect(
      days('到2025年，体系基本建成。接到投诉后5个工作日内答复。落实《规划（2021—2025年）》。结合2023年度考核。'),
    ).toEqual([]);
  });
});

describe('首部', () => {
  test('[PLN-25] 没有换行的落款日期和附件之间、领导批示的日子, 不是期限; 编号紧接年份的日子读得出年份', () => {
    expect(deadlines('五、要求。抓好落实。云溪市水利局（水政科）2024年11月2日附件：任务清单')).toEqual([]);
    expect(deadlines('10月12日，市委书记在《关于防汛工作的报告》上批示：要抓紧抓实。')).toEqual([]);
    expect(
      deadlines('依据《办法》（云政发〔2018〕12号）制定方案。三、进度安排1.2021年12月6日前，市财政局报送方案。'),
    ).toEqual(['2021-12-06..2021-12-06 2021年12月6日前，市财政局报送方案']);
  });
  test('[PLN-13] “自某日至某日在全市开展整治”和“整治时间”一节里的起止是方案的期间, 会上通报的日子不是期限', () => {
    for (const text of [
      '为保障安全，自2024年4月20日至2024年6月19日在全市开展为期两个月的专项整治，制定方案如下。',
      '四、整治时间整治工作在3个月内完成，自2024年4月20日至6月19日。五、要求。',
    ]) {
      const plan = compilePlan(text, YEAR);
      expect(plan.period).toMatchObject({ from: '2024-04-20', to: '2024-06-19' });
      expect(plan.deadlines).toEqual([]);
    }
    expect(deadlines('4月18日，全市专题会议上，省厅对问题进行了通报。')).toEqual([]);
    expect(deadlines('力争今年底达到五成。')).toEqual(['2024-12-01..2024-12-31 力争今年底达到五成']);
  });
  const notice =
    '云溪市人民政府办公室关于印发《云溪市\n督查工作方案》的通知\n云政办〔2024〕3号\n各县区人民政府：\n现将方案印发给你们。\n云溪市人民政府办公室\n2024年2月5日\n云溪市督查工作方案\n为加强督查，制定本方案。\n一、任务。6月底前完成。';
  test('[PLN-13] 印发通知之后的方案用自己的标题, 年份取自成文日期', () => {
    const plan = compilePlan(notice);
    expect([plan.title, plan.issuer, plan.baseYear]).toEqual(['云溪市督查工作方案', '云溪市人民政府办公室', 2024]);
    expect(plan.deadlines.map(({ from }) => from)).toEqual(['2024-06-26']);
  });
  test('[PLN-25] 网页的发布日期不是成文日期: 早于它的期限仍是任务', () => {
    const text = (label: string) =>
      `云溪市工作要点\n${label}：2021-03-23\n一、任务。实施方案于2021年3月15日前报市政府督查室备案。`;
    expect(compilePlan(text('发布日期')).deadlines.map(({ from }) => from)).toEqual(['2021-03-15']);
    expect(compilePlan(text('成文日期')).deadlines).toEqual([]);
  });
  test('[PLN-13] 网页自己的日期晚于文号时, 年份取自文号', () => {
    const plan = compilePlan(
      '关于开展春季检查的通知(云水工〔2011〕1号)\n2013.12.12\n各部门：\n一、安排。各部门于4月2日前报送总结。',
    );
    expect([plan.baseYear, plan.deadlines.map(({ from }) => from)]).toEqual([2011, ['2011-04-02']]);
  });
  test('[PLN-25] 换行丢了, 网页的时间、落款的日期也不是任务', () => {
    expect(days('云溪市工作方案时间:2022-06-25 09:05:00来源:云溪网各单位于6月30日前报送方案。')).toEqual([
      '2022-06-30..2022-06-30',
    ]);
    expect(days('请认真执行。云溪市人民政府办公室2024年3月11日分享:')).toEqual([]);
    expect(days('望抓好落实。2024年3月18日云溪市食品安全工作方案一、目标。6月底前完成。')).toEqual([
      '2024-06-26..2024-06-30',
    ]);
  });
  test('[PLN-13] 活动的起止时间是方案的期限, 不是任务', () => {
    const plan = compilePlan('活动从2013年3月开始，到12月底结束，分三个阶段。');
    expect([plan.period?.from, plan.period?.to, plan.deadlines.length]).toEqual(['2013-03-01', '2013-12-31', 0]);
  });
  test('[PLN-13] 确定为某某年的, 期限是全年', () => {
    const { period } = compilePlan('市委将2011年确定为全市“效能建设年”。');
    expect([period?.from, period?.to]).toEqual(['2011-01-01', '2011-12-31']);
  });
});

describe('阶段', () => {
  test('[PLN-14] 第几阶段, 日期在括号里', () => {
    expect(phases('第一阶段：动员部署（2012年3月下旬—4月15日）\n第二阶段（4月16日—5月31日）：查摆问题\n')).toEqual([
      '1 动员部署 2012-03-21..2012-04-15',
      '2 查摆问题 2012-04-16..2012-05-31',
    ]);
  });
  test('[PLN-14] 实施步骤下带日期的小标题', () => {
    expect(phases('三、实施步骤\n1.动员部署（2023年3月上旬）。开会。\n2.自查自纠（3月中旬至5月）。自查。\n')).toEqual([
      '1 动员部署 2023-03-01..2023-03-10',
      '2 自查自纠 2023-03-11..2023-05-31',
    ]);
  });
  test('[PLN-14] 时间写在下一行, 或写在行首', () => {
    expect(
      phases('五、工作步骤\n（一）准备阶段\n时间：2023年2月1日—2月28日\n（二）推进阶段\n时间：3月1日—11月30日\n'),
    ).toEqual(['1 准备 2023-02-01..2023-02-28', '2 推进 2023-03-01..2023-11-30']);
    expect(phases('2023年3月—4月，动员部署阶段。\n2023年5月—9月，集中整治阶段。\n')).toEqual([
      '1 动员部署 2023-03-01..2023-04-30',
      '2 集中整治 2023-05-01..2023-09-30',
    ]);
  });
  test('[PLN-14] 工作进度下的句子里有日期, 不是阶段', () => {
    const text =
      '四、工作进度\n（一）制定方案。各地抓紧制定方案，并于2018年12月底前报送省政府办公厅备案。\n（二）总结。各地于2019年12月底前完成总结。';
    expect(phases(text)).toEqual([]);
    expect(days(text)).toHaveLength(2);
  });
  test('[PLN-14] 没有编号的阶段按先后编次第, 至少两个', () => {
    expect(
      phases(
        '动员部署阶段（3月中旬）：召开动员会。自查自纠阶段（3月下旬）：填报表格。\n上报审核阶段：4-5月。逐项审核。',
      ),
    ).toEqual([
      '1 动员部署 2024-03-11..2024-03-20',
      '2 自查自纠 2024-03-21..2024-03-31',
      '3 上报审核 2024-04-01..2024-05-31',
    ]);
    expect(phases('自查自纠阶段（3月下旬）：填报表格。')).toEqual([]);
  });
});

describe('任务', () => {
  test('[PLN-15] 牵头与配合在括号里', () => {
    expect(tasks('1.推进并联审批。压减环节。（牵头单位：市数据局；配合单位：市公安局、市司法局）')).toEqual([
      { number: '1.', words: '推进并联审批。压减环节。', lead: ['市数据局'], support: ['市公安局', '市司法局'] },
    ]);
  });
  test('[PLN-15] 只有责任单位时都是牵头, 与牵头并列时是配合', () => {
    expect(
      owners('一、建账。责任单位：市财政局、各县（市、区）。\n二、公开。牵头单位：市财政局。责任单位：市审计局。'),
    ).toEqual([
      [['市财政局', '各县（市、区）'], []],
      [['市财政局'], ['市审计局']],
    ]);
  });
  test('[PLN-15] 字段各占一行', () => {
    expect(
      tasks('（一）全面走访\n领导每人联系2户企业。\n牵头单位：市工信局\n责任单位：市工商联\n完成时间：12月底\n'),
    ).toEqual([
      { number: '（一）', words: '全面走访领导每人联系2户企业。', lead: ['市工信局'], support: ['市工商联'] },
    ]);
  });
  test('[PLN-15] 没有分隔符, 字段和下一项连在一起', () => {
    expect(owners('(一)整治工地。责任部门:建工科、安全站(二)整治街巷。责任部门:城建科')).toEqual([
      [['建工科', '安全站'], []],
      [['城建科'], []],
    ]);
  });
  test.each([
    ['（市司法局、市财政局负责）', [['市司法局', '市财政局'], []]],
    ['（市司法局牵头，市财政局、市审计局配合）', [['市司法局'], ['市财政局', '市审计局']]],
    ['（市发展改革委会同有关部门负责）', [['市发展改革委'], []]],
    ['（市司法局、市财政局等部门按职责分工负责）', [['市司法局', '市财政局'], []]],
    ['（市司法局牵头，各县区政府按职责分工负责，2024年6月底前完成）', [['市司法局'], ['各县区政府']]],
  ])('[PLN-16] %s', (note, expected) => {
    expect(owners(`1.清理文件。${note}`)).toEqual([expected]);
  });
  test('[PLN-16] 说明性的括号不是责任单位', () => {
    expect(owners('1.清理文件（以下简称清理工作），由浅入深（见附件）。')).toEqual([]);
  });
  test('[PLN-17] 首位为牵头单位, 下同', () => {
    expect(
      owners(
        '1.试点。（市税务局、市财政局负责，排在第一位的部门为牵头部门，下同）\n2.推广。（市商务局、市财政局负责）',
      ),
    ).toEqual([
      [['市税务局'], ['市财政局']],
      [['市商务局'], ['市财政局']],
    ]);
    expect(owners('1.试点。（责任单位：市税务局、市财政局，列首位的为牵头单位，下同）')).toEqual([
      [['市税务局'], ['市财政局']],
    ]);
  });
  test('[PLN-17] 第一责任单位为牵头单位', () => {
    expect(
      owners(
        '（一）建账。\n责任单位：市发改委、市财政局（第一责任单位为牵头单位，下同）\n（二）公开。\n责任单位：市商务局、市税务局\n',
      ),
    ).toEqual([
      [['市发改委'], ['市财政局']],
      [['市商务局'], ['市税务局']],
    ]);
  });
  test('[PLN-16] 能源局、应急管理局是单位; 等省有关部门和之后的单位还是单位', () => {
    expect(
      owners('1.推行市场化运作。（市发改委、能源局、应急管理局等市有关部门和各县区人民政府按职责分工负责）'),
    ).toEqual([[['市发改委', '能源局', '应急管理局', '各县区人民政府'], []]]);
  });
  test('[PLN-18] 由谁牵头组成督查组是任务, 由谁组成领导小组不是', () => {
    expect(owners('3.由县创建办牵头,抽调人员组成4个督查组进行督查。')).toEqual([[['县创建办'], []]]);
    expect(owners('领导小组由县创建办牵头组成。')).toEqual([]);
  });
  test('[PLN-18] 句首甲负责, 乙配合; 没有配合的只是职责', () => {
    expect(owners('（三）市海关、市商务局负责，市农业局配合，强化对备案养殖场的监管。')).toEqual([
      [['市海关', '市商务局'], ['市农业局']],
    ]);
    expect(owners('市海关负责，强化对备案养殖场的监管。')).toEqual([]);
  });
  test('[PLN-18] 由所涉及的许多部门牵头', () => {
    expect(
      owners(
        '逐项督查，由所涉及的省政府办公厅、住房城乡建设厅、省发展改革委、环境保护厅、民政厅、文化厅、商务厅、科技厅、农业厅、水利厅等省级主管部门（单位）牵头完成自查报告。',
      ),
    ).toEqual([
      [
        [
          '省政府办公厅',
          '住房城乡建设厅',
          '省发展改革委',
          '环境保护厅',
          '民政厅',
          '文化厅',
          '商务厅',
          '科技厅',
          '农业厅',
          '水利厅',
        ],
        [],
      ],
    ]);
  });
  test('[PLN-18] 句中的由谁牵头、由谁负责', () => {
    expect(
      owners(
        '（一）由市市场监管局牵头，会同市公安局开展联合检查。\n（二）市委宣传部牵头，市广播电视台配合，做好报道。\n（三）考核方案由市监察局制定。',
      ),
    ).toEqual([
      [['市市场监管局'], ['市公安局']],
      [['市委宣传部'], ['市广播电视台']],
      [['市监察局'], []],
    ]);
  });
  test('[PLN-18] 此项工作由谁负责, 说的是整项', () => {
    expect(tasks('1.建立台账。逐项登记。此项工作由市效能办牵头负责。')).toEqual([
      { number: '1.', words: '建立台账。逐项登记。', lead: ['市效能办'], support: [] },
    ]);
  });
  test('[PLN-18] 泛指的单位和人不成任务', () => {
    expect(
      owners(
        '各单位由“一把手”负总责，分管领导具体负责。由有关部门依法办理。由省（区、市）统筹安排。各级政府要建立政府办公室牵头、部门参与的工作机制。',
      ),
    ).toEqual([]);
  });
  test('[PLN-19] 部门职责下逐个单位的分工', () => {
    expect(
      tasks('三、部门职责\n市委组织部：负责干部考核。\n市财政局负责经费保障。\n四、要求\n领导小组办公室负责日常工作。'),
    ).toEqual([
      { number: '三、', words: '市委组织部：负责干部考核。', lead: ['市委组织部'], support: [] },
      { number: '三、', words: '市财政局负责经费保障。', lead: ['市财政局'], support: [] },
    ]);
  });
  test('[PLN-20] 一格一行的表, 有合并的格、空格和横贯的小标题', () => {
    const text =
      '附件\n任务分工表\n序号\n重点任务\n具体措施\n牵头单位\n责任单位\n完成时限\n一、政务环境\n1\n一网通办\n建设统一平台。\n市数据局\n市政务服务局\n2024年6月\n编制办事指南。\n市司法局\n/\n2024年7月\n二、市场环境\n2\n公平竞争\n清理政策。\n市市场监管局\n市财政局\n市审计局\n2024年9月\n';
    expect(tasks(text)).toEqual([
      { number: '1', words: '建设统一平台。', lead: ['市数据局'], support: ['市政务服务局'] },
      { number: '1', words: '编制办事指南。', lead: ['市司法局'], support: [] },
      { number: '2', words: '清理政策。', lead: ['市市场监管局'], support: ['市财政局', '市审计局'] },
    ]);
  });
  test('[PLN-20] 一行一条的表', () => {
    expect(
      tasks(
        '序号 工作任务 牵头单位 责任单位 完成时限\n1 推进审批改革 市行政审批局 市司法局、市发改委 6月底前\n2 开展督查 市委督查室 市政府督查室 全年\n',
      ),
    ).toEqual([
      { number: '1', words: '推进审批改革', lead: ['市行政审批局'], support: ['市司法局', '市发改委'] },
      { number: '2', words: '开展督查', lead: ['市委督查室'], support: ['市政府督查室'] },
    ]);
  });
  test('[PLN-20] 以竖线分格的表, 和编号没有表头的表', () => {
    expect(
      tasks('行业名称 | 时间安排 | 责任单位 |\n烟花爆竹 | 1月份 | 安监站 派出所 |\n电力设施 | 3月份 | 电管所 |\n'),
    ).toEqual([
      { number: '1', words: '烟花爆竹', lead: ['安监站', '派出所'], support: [] },
      { number: '2', words: '电力设施', lead: ['电管所'], support: [] },
    ]);
    expect(
      tasks(
        '工作任务\n|\n具体要求\n|\n责任科室\n|\n时限要求\n|\n公开文件\n|\n1\n|\n清理文件目录。\n|\n办公室\n|\n年底前\n|\n2\n|\n做好解读。\n|\n各科室\n|\n持续推进\n|\n',
      ),
    ).toEqual([
      { number: '1', words: '清理文件目录。', lead: ['办公室'], support: [] },
      { number: '2', words: '做好解读。', lead: ['各科室'], support: [] },
    ]);
  });
  test('[PLN-20] 以竖线或制表符分格的表, 合并的格空着也不错位', () => {
    const rows = [
      ['序号', '工作任务', '具体要求', '责任单位', '配合单位', '完成时限'],
      ['1', '一网通办', '建设平台。', '市数据局', '', '6月底前'],
      ['', '', '编制指南。', '市司法局', '市财政局', ''],
      ['', '公平竞争', '', '市市场监管局', '', '9月底前'],
      ['', '', '', '市审计局', '', ''],
    ];
    const expected = [
      { number: '1', words: '一网通办', lead: ['市数据局'], support: [] },
      { number: '1', words: '编制指南。', lead: ['市司法局'], support: ['市财政局'] },
      { number: '1', words: '公平竞争', lead: ['市市场监管局', '市审计局'], support: [] },
    ];
    expect(tasks(rows.map((row) => row.join('\t')).join('\n'))).toEqual(expected);
    expect(tasks(rows.map((row) => row.join(' | ')).join('\n'))).toEqual(expected);
    const ruled = rows.map((row) => `| ${row.join(' | ')} |`);
    expect(tasks([ruled[0], '|---|---|---|---|---|---|', ...ruled.slice(1)].join('\n'))).toEqual(expected);
  });
  test('[PLN-20] 合并格下的行从左边写起也对得上, 有编号的要求才是任务', () => {
    expect(
      tasks(
        '工作任务 | 具体要求 | 责任部门 |\n一、信息公开。 | 1.公开预算。 | 财务科 |\n2.更新栏目。 | 办公室牵头，各科室配合 | |\n二、回应关切。 | 3.收集意见。 | 各科室 |\n',
      ),
    ).toEqual([
      { number: '1.', words: '公开预算。', lead: ['财务科'], support: [] },
      { number: '2.', words: '更新栏目。', lead: ['办公室'], support: ['各科室'] },
      { number: '3.', words: '收集意见。', lead: ['各科室'], support: [] },
    ]);
  });
  test('[PLN-20] 表头没见过的一格不碍事, 表头字间的空格和“时间”一栏同样认得', () => {
    expect(tasks('序号\n便民十件\n责任单位\n完成时限\n1\n新建口袋公园。\n市城管局\n市园林处\n9月底前\n')).toEqual([
      { number: '1', words: '新建口袋公园。', lead: ['市城管局', '市园林处'], support: [] },
    ]);
    const plan = compilePlan(
      '2024年招生日程\n时 间 | 工 作 内 容 | 责任部门 |\n5月11日—15日 | 公示告知书 | 各小学 |\n6月9日 | 上报报名情况 | 局基教科 云溪小学 |\n',
    );
    expect(plan.tasks.map(({ text, leadUnits, due }) => [text, leadUnits, due?.to])).toEqual([
      ['公示告知书', ['各小学'], '2024-05-15'],
      ['上报报名情况', ['局基教科', '云溪小学'], '2024-06-09'],
    ]);
    expect(plan.deadlines).toEqual([]);
  });
  test('[PLN-20] 表格里只写日期的一格是任务的时限, 不是公文的日期; 3.12个是第三项的十二个', () => {
    const plan = compilePlan(
      '云溪市工作方案\n一、任务\n4月底前完成摸底。\n附件\n序号\n工作任务\n责任单位\n完成时限\n1\n建账。\n市财政局\n2024年7月20日\n2\n公开。\n市司法局\n2024年8月20日\n',
      YEAR,
    );
    expect(plan.tasks.map(({ due }) => due?.to)).toEqual(['2024-07-20', '2024-08-20']);
    expect(plan.deadlines.map(({ to }) => to)).toEqual(['2024-04-30']);
    expect(
      tasks(
        '1.建账。（责任单位：市财政局）\n2.公开。（责任单位：市司法局）\n3.12个老旧小区改造完工。（责任单位：市住建局）',
      ).map(({ number, words }) => [number, words]),
    ).toEqual([
      ['1.', '建账。'],
      ['2.', '公开。'],
      ['3.', '12个老旧小区改造完工。'],
    ]);
  });
  test('[PLN-20] 一格一行的表里, 一个责任单位管几项, 每项各有时限', () => {
    const plan = compilePlan(
      '序号\n重点任务\n责任单位\n完成时限\n1\n开工建设养护楼。\n市民政局\n5月底前\n开工建设老年大学。\n12月底前\n2\n改造市场。\n市商务局\n9月底前\n',
      YEAR,
    );
    expect(plan.tasks.map(({ number, text, leadUnits, due }) => [number, text, leadUnits, due?.to])).toEqual([
      ['1', '开工建设养护楼。', ['市民政局'], '2024-05-31'],
      ['1', '开工建设老年大学。', ['市民政局'], '2024-12-31'],
      ['2', '改造市场。', ['市商务局'], '2024-09-30'],
    ]);
  });
  test('[PLN-20] 行尾省去的合并格不错位; 牵头一格空着时由配合或责任单位牵头', () => {
    expect(
      tasks(
        '工作任务\t工作要求\t牵头单位\t配合/责任单位\n一、公开\t1.公开预算。\t\t各科室\n2.公开采购。\t市财政局 市审计局\t各科室\n二、解读\t3.解读政策。\t市司法局\t各科室\n',
      ),
    ).toEqual([
      { number: '1.', words: '公开预算。', lead: ['各科室'], support: [] },
      { number: '2.', words: '公开采购。', lead: ['市财政局', '市审计局'], support: ['各科室'] },
      { number: '3.', words: '解读政策。', lead: ['市司法局'], support: ['各科室'] },
    ]);
  });
  test('[PLN-18] 换行丢失、只剩空格时: 字段到下一项的编号、别的字段为止, 编号接着上一级标题', () => {
    expect(
      tasks(
        '一、任务 （一）放宽准入，为创业创条件 1.2024年6月底前公布清单。 责任单位：市行政审批局牵头，市直部门按职责分工负责 2.推进试点。 责任单位：市发改委 试点单位：第一批：云东县、云西县 3.清理收费。 责任单位：市财政局 （二）优化服务 4.公开目录。 责任单位：市司法局',
      ),
    ).toEqual([
      { number: '1.', words: '2024年6月底前公布清单。', lead: ['市行政审批局'], support: ['市直部门'] },
      { number: '2.', words: '推进试点。', lead: ['市发改委'], support: [] },
      { number: '3.', words: '清理收费。', lead: ['市财政局'], support: [] },
      { number: '4.', words: '公开目录。', lead: ['市司法局'], support: [] },
    ]);
  });
  test('[PLN-19] 一列事项各以承担的单位开头', () => {
    const plan = compilePlan(
      '五、工作内容1.市公安局负责路面执法；2.市教育局牵头校园宣传；3.各乡镇负责巡查。六、市信访局负责接访。',
    );
    expect(plan.tasks.map(({ number, leadUnits }) => [number, leadUnits])).toEqual([
      ['1.', ['市公安局']],
      ['2.', ['市教育局']],
      ['3.', ['各乡镇']],
    ]);
  });
  test('[PLN-16] 括号里写明谁牵头、又写完成时限的, 两样都读', () => {
    const plan = compilePlan(
      '1.建立机制。（办公室牵头，宣传处配合，各县局负责；完成时限：2024年3月底）\n2.公开。（市财政局负责；完成时限：会议召开前）',
    );
    expect(plan.tasks.map(({ leadUnits, supportUnits, due }) => [leadUnits, supportUnits, due?.to])).toEqual([
      [['办公室'], ['各县局', '宣传处'], '2024-03-31'],
      [['市财政局'], [], undefined],
    ]);
  });
  test('[PLN-18] “由”字前面是别的词也读: 先进单位由市总工会牵头评选', () => {
    expect(tasks('一、分工1.先进单位、先进个人由市总工会牵头组织评选。2.自由裁量权由法规定。')).toEqual([
      { number: '1.', words: '先进单位、先进个人由市总工会牵头组织评选。', lead: ['市总工会'], support: [] },
    ]);
  });
  test('[PLN-19] 书名号里的牵头不是分工', () => {
    expect(tasks('一、任务。按照《关于市领导牵头推进重点工作的通知》要求，抓好落实。')).toEqual([]);
  });
  test('[PLN-20] 没有序号的表跟随横贯的小标题, 单位一格里写明谁牵头', () => {
    expect(
      tasks(
        '主要内容\n责任单位\n一、助力稳增长\n（一）加强引导\n及时宣传解读。\n市发改委牵头落实\n公开就业政策。\n市人社局牵头，市财政局参加\n',
      ),
    ).toEqual([
      { number: '（一）', words: '及时宣传解读。', lead: ['市发改委'], support: [] },
      { number: '（一）', words: '公开就业政策。', lead: ['市人社局'], support: ['市财政局'] },
    ]);
  });
  test('[PLN-20] 各格连成一片的表读不出, 说明而不猜', () => {
    const plan = compilePlan(
      '附件任务分工表。序号工作任务责任单位配合单位完成时限1摸清底数局物业科各街道2023年5月底2公示收费局物业科县发改委2023年6月底',
    );
    expect(plan.tasks).toEqual([]);
    expect(plan.notes.map(({ kind }) => kind)).toEqual(['not-understood']);
  });
  test('[PLN-21] 字段里的日期只是任务的时限, 句中的日期同时是有期限的事项', () => {
    const plan = compilePlan('1.建账。6月底前完成登记。（市财政局负责）\n2.公开。（市司法局负责，9月底前完成）', YEAR);
    expect(plan.tasks.map(({ due }) => due)).toEqual([
      { from: '2024-06-26', to: '2024-06-30' },
      { from: '2024-09-26', to: '2024-09-30' },
    ]);
    expect(plan.deadlines.map(({ quote }) => quote)).toEqual(['6月底前完成登记']);
  });
  test('[PLN-22] 单位名单的切分', () => {
    expect(splitUnits('市监察局和市财政局、市人力资源和社会保障局，各县（市、区）政府等部门')).toEqual([
      '市监察局',
      '市财政局',
      '市人力资源和社会保障局',
      '各县（市、区）政府',
    ]);
  });
  test('[PLN-23] 被截断的括号不成任务; 没有写明单位的事项另列', () => {
    expect(owners('一、建账。（牵头单位：市财政局）二、公开。（牵头单位：市司')).toEqual([[['市财政局'], []]]);
    expect(
      compilePlan('二、主要任务\n1.清理文件，逐件登记造册。\n2.公开结果。（市司法局负责）').unownedTasks.map(
        ({ number }) => number,
      ),
    ).toEqual(['1.']);
  });
});

describe('有期限的事项和周期', () => {
  test('[PLN-24] 一句两个日期是两项', () => {
    expect(deadlines('对需要新建的，于6月底前完成规划，12月底前完成验收。')).toEqual([
      '2024-06-26..2024-06-30 对需要新建的，于6月底前完成规划',
      '2024-12-26..2024-12-31 12月底前完成验收',
    ]);
  });
  test('[PLN-24] 同一句里同一日期说两次是一项', () => {
    expect(days('6月底前完成自查，并于6月底前报送报告。')).toEqual(['2024-06-26..2024-06-30']);
  });
  test('[PLN-25] 背景、成文、施行、截止统计和出生日期都不是期限', () => {
    const text =
      '关于开展检查的通知\n各单位：\n2023年11月，省政府印发了《关于2024年6月30日前完成整改的通知》。截至2023年底，已建300个。2023年3月以来成效明显。在总结上半年工作的基础上推进。新生应为2018年9月1日至2019年8月31日期间出生。本办法自2024年7月1日起施行，有效期至2029年6月30日。\n云溪市教育局\n2024年2月1日';
    expect(days(text)).toEqual([]);
  });
  test('[PLN-25] 决定自某月起开展, 是方案的缘起', () => {
    expect(days('经研究，决定自2024年4月起在全县开展整治，现将有关事项通知如下。4月7日前报送名单。')).toEqual([
      '2024-04-07..2024-04-07',
    ]);
  });
  test.each([
    ['于6月中旬报市效能办', '市效能办'],
    ['6月底前将自查报告报送市作风建设领导小组办公室', '市作风建设领导小组办公室'],
    ['3月底前制定方案，并报省司法厅备案', '省司法厅'],
    ['12月15日前将总结材料报送至市改革办（联系人：王某）', '市改革办'],
    ['6月底前向县政府书面报告', '县政府'],
    ['6月底前召开总结会', null],
  ])('[PLN-26] %s', (words, recipient) => {
    expect(compilePlan(words, YEAR).deadlines[0]?.recipient).toBe(recipient);
  });
  test.each([
    ['每季度进行一次重点企业走访。', '1 quarter x1'],
    ['每年不少于两次集中开展接访活动。', '1 year x2+'],
    ['每周六召集有关单位调度。', '1 week x1 day 6'],
    ['每周一上午召开例会。', '1 week x1 day 1'],
    ['实行“每周一报”。每周起草专报。', '1 week x1'],
    ['实行“每月双报”。各单位每月报送两种专报。', '1 month x2'],
    ['每两周开展一次督查。', '2 week x1'],
    ['每半月调度一次。', '1 month x2'],
    ['每半年召开1次恳谈会。', '1 halfyear x1'],
    ['领导小组每季度召开1次以上会议。', '1 quarter x1+'],
    ['按月通报整改情况。', '1 month x1'],
    ['坚持一周一调度。', '1 week x1'],
    ['建立月通报制度。', '1 month x1'],
    ['每年2月底前报送名单。', '1 year x1'],
    ['每日更新数据。', '1 day x1'],
  ])('[PLN-27] %s', (words, expected) => {
    expect(cadences(words)).toEqual([expected]);
  });
  test.each([
    ['每月10日、25日编发简报。', '1 month x2'],
    ['每周二、周五下午接待来访。', '1 week x2 day 2'],
    ['坚持半月一调度。', '1 month x2'],
    ['每日一报。各村每日17点前上报数据。', '1 day x1'],
    ['半月一例会。专班每半个月召开一次推进会。', '1 month x2'],
    ['整改情况按月上报市整治办，一般应在每月月底前上报。', '1 month x1'],
    ['每周五下午为集中学习时间，每名干部撰写心得2篇。', '1 week x1 day 5'],
  ])('[PLN-27] %s', (words, expected) => {
    expect(cadences(words)).toEqual([expected]);
  });
  test('[PLN-27] 成串的周期与另一项每月的事各是一项', () => {
    expect(cadences('实行“周汇总、月调度、季通报”，每月组织不少于2次明察暗访。')).toEqual([
      '1 week x1',
      '1 month x1',
      '1 quarter x1',
      '1 month x2+',
    ]);
  });
  test('[PLN-24] 时间一栏的日子, 话连栏名一起', () => {
    expect(deadlines('第一次督查时间：5月中旬督查重点：制度的学习和宣传情况。')).toEqual([
      '2024-05-11..2024-05-20 第一次督查时间：5月中旬督查重点：制度的学习和宣传情况',
    ]);
  });
  test('[PLN-24] 分别于两个日子做的事, 话只说一遍', () => {
    expect(deadlines('各单位开展集中检查，并分别于6月底和7月底报送阶段性报告。')).toEqual([
      '2024-06-26..2024-06-30 并分别于6月底和7月底报送阶段性报告',
      '2024-07-26..2024-07-31 和7月底报送阶段性报告',
    ]);
  });
  test('[PLN-27] 增长、投入和定期不定期不是周期', () => {
    expect(cadences('每年增长10%。每年安排资金100万元。不定期开展暗访。定期会商。每个环节都要检查。')).toEqual([]);
  });
  test('[PLN-27] 一句里几个周期各是一项', () => {
    expect(cadences('实行周报告、月通报、季考核制度。')).toEqual(['1 week x1', '1 month x1', '1 quarter x1']);
    expect(cadences('各县区每月、每季度报送总结。')).toEqual(['1 month x1', '1 quarter x1']);
  });
  test('[PLN-28] 周期前的起止时间不是期限', () => {
    const plan = compilePlan('4-6月份，每周六召集有关单位调度，力争到6月底前解决。', YEAR);
    expect(plan.deadlines.map(({ quote }) => quote)).toEqual(['每周六召集有关单位调度，力争到6月底前解决']);
    expect(plan.cadences).toHaveLength(1);
  });
});

describe('机构和制度', () => {
  test('[PLN-29] 连在一起的成员单位按开头的字分开; 职责另说, 不是成员', () => {
    const plan = compilePlan(
      '成立工作领导小组组长：林远副组长：周明成员：省委网信办省发展改革委省教育厅省民政厅职责：负责审定方案，研究重大事项。',
    );
    expect(plan.bodies[0]?.members.find(({ role }) => role === '成员')?.holders).toEqual([
      '省委网信办',
      '省发展改革委',
      '省教育厅',
      '省民政厅',
    ]);
  });
  test('[PLN-29] 名字里几个空格、成员另起一句、部门名里的“与”、只写办公室主任的, 都读得出', () => {
    const plan = compilePlan(
      '附件：云溪市整治工作领导小组\n组  长：林  远（副市长）\n副组长：周明达（市公安局局长）\n陈  瑞（市教育局局长）\n欧阳致远（市交通局局长）\n成  员：魏  清（市应急局副局长）\n领导小组下设办公室，办公室设在市公安局，办公室主任：周明达（兼）。',
    );
    expect(plan.bodies.map(({ members }) => members.map(({ role, holders }) => [role, holders]))).toEqual([
      [
        ['组长', ['林远']],
        ['副组长', ['周明达', '陈瑞', '欧阳致远']],
        ['成员', ['魏清']],
      ],
      [['主任', ['周明达']]],
    ]);
    const told = compilePlan(
      '成立专项整治领导小组，由副市长林远任组长，公安、交通与建设、市场监管及相关乡镇等部门领导为成员。',
    );
    expect(told.bodies[0]?.members.find(({ role }) => role === '成员')?.holders).toEqual([
      '公安',
      '交通与建设',
      '市场监管',
      '相关乡镇',
    ]);
  });
  test('[PLN-30] 网页位置里的栏目名不是制度, 向上级通报不是通报制度', () => {
    const names = (text: string) => compilePlan(text).mechanisms.map(({ name }) => name);
    expect(names('当前位置： 首页政务公开文件 关于开展整治的通知 各单位：请抓好落实。')).toEqual([]);
    expect(names('各单位要推行政务公开。')).toEqual(['政务公开制']);
    expect(names('及时向省政府通报进展。')).toEqual([]);
    expect(names('对落后单位向全市通报。')).toEqual(['通报制度']);
  });
  test.each([
    [
      '成立工作领导小组，由林远山同志任组长，沈秋白、顾长河任副组长，贺子明为成员。',
      ['工作领导小组', '组长:林远山', '副组长:沈秋白,顾长河', '成员:贺子明'],
    ],
    [
      '成立治理工作小组，组长由市政府分管副秘书长担任，成员由市教育局、市民政局等部门负责同志组成。',
      ['治理工作小组', '组长:市政府分管副秘书长', '成员:市教育局,市民政局'],
    ],
    [
      '成立以市委书记为组长，市长为副组长，市直各部门主要负责人为成员的作风建设领导小组。',
      ['作风建设领导小组', '组长:市委书记', '副组长:市长', '成员:市直各部门主要负责人'],
    ],
    [
      '成立领导小组。由局党委书记、局长林远山任组长，副局长沈秋白任副组长。',
      ['领导小组', '组长:林远山', '副组长:沈秋白'],
    ],
    [
      '成立区工作专班。组长由区委副书记、区长担任，副组长由区委常委、常务副区长担任。',
      ['区工作专班', '组长:区委副书记、区长', '副组长:区委常委、常务副区长'],
    ],
    ['成立活动领导小组。由市委书记、市长任组长。', ['活动领导小组', '组长:市委书记,市长']],
    [
      '成立考评领导小组，由市政府秘书长任组长，常务副秘书长、研究室负责人为成员。',
      ['考评领导小组', '组长:市政府秘书长', '成员:常务副秘书长,研究室负责人'],
    ],
    [
      '成立以局长林远山为组长，副局长沈秋白、顾长河为副组长，局机关各股、站、中心（室）负责人为成员的整治领导小组。',
      ['整治领导小组', '组长:林远山', '副组长:沈秋白,顾长河', '成员:局机关各股、站、中心（室）负责人'],
    ],
    [
      '成立推进领导小组。\n1.组长：由分管负责人担任，全面负责决策。\n2.成员：由各单位业务骨干组成，承担具体任务、收集数据。',
      ['推进领导小组', '组长:分管负责人', '成员:各单位业务骨干'],
    ],
    [
      '成立创建领导小组，成员由局办公室、财务科，区质监站、园林局等有关部门负责人组成。',
      ['创建领导小组', '成员:局办公室,财务科,区质监站,园林局'],
    ],
    [
      '成立活动领导小组，由县委书记林远山任组长，县委副书记、县长沈秋白和县委副书记顾长河任副组长。',
      ['活动领导小组', '组长:林远山', '副组长:沈秋白,顾长河'],
    ],
  ])('[PLN-29] %s', (words, expected) => {
    expect(bodies(words)).toEqual([expected]);
  });
  test('[PLN-29] 主送的“有关成员单位：”不是成员名单', () => {
    expect(bodies('关于督查的通知各街道办事处，市安委会有关成员单位：为切实抓好安全，现通知如下。')).toEqual([]);
  });
  test('[PLN-29] 一行一职, 办公室是另一个机构', () => {
    expect(
      bodies(
        '云溪县效能建设领导小组\n组  长：林远山（县委书记）\n副组长：沈秋白  县委副书记、县长\n        顾长河  县委常委\n成  员：市发改委、市财政局、市住建局主要负责同志\n领导小组下设办公室，办公室设在县纪委监委，顾长河同志兼任办公室主任。',
      ),
    ).toEqual([
      ['云溪县效能建设领导小组', '组长:林远山', '副组长:沈秋白,顾长河', '成员:市发改委,市财政局,市住建局'],
      ['领导小组办公室', '主任:顾长河'],
    ]);
  });
  test('[PLN-30] 制度按命令它的话识别, 只引用标题的不算', () => {
    expect(
      printedPlan(
        compilePlan('落实首问首办、一次性告知、即时办结制度，实行“一票否决”。学习《廉政风险防控手册》。予以通报表扬。'),
      ).mechanisms,
    ).toEqual(['首问负责制', '一次性告知制', '限时办结制', '一票否决制']);
  });
  test.each([
    ['落实首问责任。', ['首问负责制']],
    ['充分发挥监测点作用，组织群众评议机关活动。', ['效能监测点', '民主评议']],
    ['广泛听取群众的评议意见，推行单车费用核算公示制度。', []],
    ['开展窗口人员练兵比武。', ['岗位练兵']],
    ['评议排名末3位的单位主要负责人作检讨。', ['末位告诫制']],
  ])('[PLN-30] %s', (words, expected) => {
    expect(printedPlan(compilePlan(words)).mechanisms).toEqual(expected);
  });
});

test('[PLN-3] 长清单自己的编号 (10. 11. 12.) 不是嵌入的页码', () => {
  const list = Array.from(
    { length: 120 },
    (_, n) => `${n + 1}.编制第${n + 1}项工作清单并向社会公布，接受群众监督。（牵头单位：市水利局）`,
  );
  const plan = compilePlan(`云溪市工作方案\n\n${list.join('\n')}\n`);
  expect(plan.notes.filter((note) => note.kind === 'cleaned')).toEqual([]);
  expect(plan.tasks).toHaveLength(120);
});

test('[PLN-11] 同样的话分别交给两个单位, 各有各的日期, 不算矛盾; 交给同一单位的算', () => {
  const plan = (second: string) =>
    compilePlan(
      `云溪市工作方案\n\n一、任务\n\n1.于2026年4月1日前公布窗口服务承诺事项。（牵头单位：市水利局）\n2.于2026年5月1日前公布窗口服务承诺事项。（牵头单位：${second}）\n`,
    );
  expect(plan('市教育局').conflicts).toEqual([]);
  expect(plan('市水利局').conflicts).toHaveLength(1);
});
