import { explain, formatDay, formatMoment, LAWFUL_GROUNDS, type WorkingCalendar, wallTimeOf } from '#core/calendar';
import { type Html, html, type Site, type Slot } from '#platform/html';
import { button, field, form, notice, page, reasons } from '#ui/portal';
import {
  type Calculated,
  type Month,
  type MonthCell,
  OTHER_GROUND,
  STRETCHES,
  type Typed,
  type Wrong,
  wordsOf,
} from './calculator.ts';

export type CalculatorModel = {
  readonly site: Site;
  readonly stylesheet: string;
  readonly typed: Typed;
  readonly result: Calculated | readonly Wrong[] | undefined;
  readonly calendar: WorkingCalendar;
};

const UNITS = [
  { value: 'workday', text: '个工作日' },
  { value: 'day', text: '日 (自然日)' },
  { value: 'month', text: '个月' },
  { value: 'year', text: '年' },
  { value: 'workhour', text: '个工作小时' },
  { value: 'hour', text: '小时' },
];

export function calculatorPage(model: CalculatorModel): Html {
  const { result } = model;
  const errors = result === undefined || 'limit' in result ? [] : result;
  const found = result !== undefined && 'limit' in result ? result : undefined;
  return page({
    site: model.site,
    title: '期限计算器',
    lead: '算出一件事最迟什么时候办完, 并说明每一天为什么计入或者不计入。',
    errors,
    body: html`<link rel="stylesheet" href="${model.stylesheet}">
${found && answer(found, model.calendar)}
${found && html`<h2 id="again">换一个条件再算</h2>`}
${questions(model.typed, errors)}
${footnote(model.calendar)}`,
  });
}

function answer(found: Calculated, calendar: WorkingCalendar): Html {
  const { limit, months, monthsLeftOut } = found;
  const trail = explain(limit, calendar);
  const backward = limit.direction === 'before';
  const due =
    limit.due === null
      ? html`<p class="deadline">时限停止计算, 暂无到期时刻</p>`
      : html`<p class="deadline"><span class="unseen">到期时刻: </span>${formatMoment(wallTimeOf(limit.due))} <span class="what">${backward ? '前办理' : '到期'}</span></p>`;
  return html`<section class="answer" aria-labelledby="answer-title">
<h2 id="answer-title">${limit.due === null ? '正在扣除时间' : backward ? '最迟办理时刻' : '最迟办结时刻'}</h2>
${due}
${limit.provisional && notice({ kind: 'warning', title: '日期是暂定的', body: `${formatDay(calendar.covered)}以后的放假安排尚未公布, 按法定节日暂算, 公布后可能变动。` })}
<h3>逐日看</h3>
${legend(backward)}
<div class="months">
${months.map((month, i) => html`${monthsLeftOut > 0 && i === 3 && html`<p class="left-out">中间 ${monthsLeftOut} 个月略去</p>`}${monthTable(month, backward)}`)}
</div>
${reasons('为什么是这一天', trail, true)}
<p><a href="#again">换一个条件再算</a></p>
</section>`;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

function monthTable(month: Month, backward: boolean): Html {
  return html`<table class="month">
<caption>${month.title}</caption>
<thead><tr>${WEEKDAYS.map((name) => html`<th scope="col"><span class="unseen">星期</span>${name}</th>`)}</tr></thead>
<tbody>
${month.weeks.map((week) => html`<tr>${week.map((cell) => monthCell(cell, backward))}</tr>`)}
</tbody>
</table>`;
}

function monthCell({ day, mark }: MonthCell, backward: boolean): Html {
  if (day === undefined) return html`<td class="blank"></td>`;
  if (mark === undefined) return html`<td class="beyond"><span class="d">${day}</span></td>`;
  const { tone, sign, word, makeUp } = wordsOf(mark, backward);
  return html`<td class="${tone}"><span class="d">${day}${makeUp && html`<b class="shift">班</b>`}</span><span class="w"><span aria-hidden="true">${sign}</span>${word}</span></td>`;
}

function legend(backward: boolean): Html {
  const items: readonly (readonly [string, string, string])[] = [
    ['start', '○', backward ? '事项发生之日, 不计入' : '起算之日, 不计入'],
    ['counted', '●', '计入, 第几日 (或计入的小时)'],
    ['rest', '－', '周末和放假, 不计入'],
    ['excluded', '✕', '依法扣除, 不计入'],
    ['moved', '→', backward ? '休息日, 提前' : '末日逢休息日, 顺延'],
    ['due', '■', '到期之日'],
  ];
  return html`<ul class="legend">
${items.map(([tone, sign, words]) => html`<li><span class="key ${tone}" aria-hidden="true">${sign}</span>${words}</li>`)}
<li><span class="key" aria-hidden="true"><b class="shift">班</b></span>调休上班日, 按工作日算</li>
</ul>`;
}

function questions(typed: Typed, errors: readonly Wrong[]): Html {
  const value = (name: string) => typed[name] ?? '';
  return form({
    action: '/calculator',
    method: 'get',
    body: html`<div class="together">
${field({ kind: 'date', name: 'startDate', label: '哪一天收到或发生', value: value('startDate'), errors })}
${field({ kind: 'time', name: 'startTime', label: '几点', value: value('startTime') || '09:00', errors })}
</div>
<div class="together">
${field({ kind: 'number', name: 'amount', label: '时限', value: value('amount'), errors, hint: '0 是当日办结' })}
${field({ kind: 'select', name: 'unit', label: '单位', value: value('unit') || 'workday', choices: UNITS, errors })}
</div>
<p class="hint">法条里的“日”不一定是自然日: 行政许可、行政处罚的短期限按工作日算。请看法条怎样规定, 再选单位。</p>
${field({
  kind: 'radios',
  name: 'direction',
  label: '怎样数',
  value: value('direction') || 'after',
  errors,
  choices: [
    { value: 'after', text: '从这一天起往后数', hint: '如 “受理之日起七个工作日内办结”' },
    { value: 'before', text: '在这一天之前', hint: '如 “听证七日前通知”' },
  ],
})}
${field({
  kind: 'radios',
  name: 'receipt',
  label: '下班后或休息日收到的',
  value: value('receipt') || 'same-day',
  errors,
  choices: [
    { value: 'same-day', text: '算当日收到' },
    { value: 'next-workday', text: '算下一个工作日收到' },
  ],
})}
${STRETCHES.map((i) => stretch(i, typed, errors))}`,
    actions: button({ text: '计算' }),
  });
}

const GROUNDS = [
  { value: '', text: '没有' },
  ...LAWFUL_GROUNDS.map((ground) => ({ value: ground, text: ground })),
  { value: OTHER_GROUND, text: '其他 (须有法律规定)' },
];

function stretch(i: number, typed: Typed, errors: readonly Wrong[]): Html {
  const value = (name: string) => typed[name] ?? '';
  const used = value(`ground${i}`) !== '' || value(`from${i}Date`) !== '';
  const wrong = errors.some(
    ({ field: name }) => name.endsWith(`${i}`) || name.startsWith(`from${i}`) || name.startsWith(`to${i}`),
  );
  const open: Slot = used || wrong ? html`open` : '';
  return html`<details class="stretch" ${open}>
<summary>${i === 1 ? '有依法不计入的时间' : `第 ${i} 段不计入的时间`}</summary>
${field({ kind: 'select', name: `ground${i}`, label: '事由', value: value(`ground${i}`), choices: GROUNDS, errors, hint: '补正和现场踏勘所用的时间不能扣除' })}
<div class="together">
${field({ kind: 'date', name: `from${i}Date`, label: '从哪一天', value: value(`from${i}Date`), errors })}
${field({ kind: 'time', name: `from${i}Time`, label: '几点', value: value(`from${i}Time`) || '09:00', errors })}
</div>
<div class="together">
${field({ kind: 'date', name: `to${i}Date`, label: '到哪一天', value: value(`to${i}Date`), errors, hint: '还没有结束的不填', optional: true })}
${field({ kind: 'time', name: `to${i}Time`, label: '几点', value: value(`to${i}Time`) || '09:00', errors })}
</div>
${field({ kind: 'text', name: `basis${i}`, label: '法律条款', value: value(`basis${i}`), errors, hint: '事由选“其他”时写明, 如 “某条例第十二条”', optional: true, maxLength: 100 })}
</details>`;
}

function footnote(calendar: WorkingCalendar): Html {
  return html`<p class="hint after-form">放假安排已录入到${formatDay(calendar.covered)}。办公时间 ${calendar.data.officeHours.map(({ open, close }) => `${open}–${close}`).join(', ')}。程序可用 <a href="/api/">开放接口</a> 计算, 结果相同。</p>`;
}
