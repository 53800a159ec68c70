import { localDay, type UnitId } from '#core/kernel';
import { type Html, html, type Site, type Slot } from '#platform/html';
import { button, linkList, notice, page, pagination, summaryList, table } from '#ui/portal';
import { planDateWords, planRangeWords } from './item-words.ts';
import {
  type PublicPhase,
  type PublicPlan,
  type PublicPlans,
  type PublicTask,
  type PublicText,
  stateWords,
} from './published.ts';

type Where = { readonly site: Site; readonly stylesheet: string };

const styles = ({ stylesheet }: Where) => html`<link rel="stylesheet" href="${stylesheet}">`;
const BACK = { href: '/plans', text: '公开的方案' };

/** 公开的方案: what the office shows, the latest first. */
export function plansPage(where: Where, { plans, page: current, pages }: PublicPlans): Html {
  return page({
    site: where.site,
    title: '方案公开',
    heading: '公开的方案',
    lead: '正在推进的实施方案: 做什么, 谁牵头, 何时完成, 办到哪一步。',
    body:
      plans.length === 0
        ? notice({ kind: 'information', body: html`<p>还没有公开的方案。方案启动并公开之后, 列在这里。</p>` })
        : html`${linkList(plans.map((plan) => ({ href: `/plans/${plan.id}`, text: plan.header.title, hint: hintOf(plan) })))}
${pagination({ page: current, pages, href: (n) => `/plans?page=${n}` })}`,
  });
}

/** 正在推进的方案, on the portal's home page: how much of each is done. */
export function plansPart(plans: PublicPlans['plans']): Html {
  return html`<h2>正在推进的方案</h2>
${linkList(plans.map((plan) => ({ href: `/plans/${plan.id}`, text: plan.header.title, hint: hintOf(plan) })))}`;
}

function hintOf({ header, tasks, done, cadences }: PublicPlans['plans'][number]): string {
  return [
    ...(header.issuer === null ? [] : [header.issuer]),
    ...(header.period === null ? [] : [planRangeWords(header.period)]),
    progressWords(tasks, done),
    ...(cadences === 0 ? [] : [`周期事项 ${cadences} 项`]),
  ].join(' · ');
}

function progressWords(tasks: number, done: number): string {
  return tasks === 0 ? '没有分项任务' : `${tasks} 项任务, 已完成 ${done} 项`;
}

/** A plan as the public reads it. No lamp and no name of a person: those are the office's own. */
export function planPage(where: Where, plan: PublicPlan): Html {
  const { header } = plan;
  const href = (n: number) => `/plans/${plan.id}?page=${n}#tasks`;
  return page({
    site: where.site,
    title: header.title,
    back: BACK,
    wide: true,
    body: html`${styles(where)}
${summaryList([
  ...(header.issuer === null ? [] : [{ term: '发文机关', value: header.issuer }]),
  ...(header.period === null ? [] : [{ term: '实施期间', value: planRangeWords(header.period) }]),
  { term: '任务进展', value: progressWords(plan.total, plan.done) },
  { term: '公开日期', value: planDateWords(localDay(plan.publishedAt)) },
])}
<div class="actions">${button({ text: '阅读方案全文', href: `/plans/${plan.id}/text`, kind: 'secondary' })}</div>
${phasesPart(plan.phases)}
<h2 id="tasks">任务分工</h2>
${table({
  caption: `任务分工, 第 ${plan.page} 页`,
  captionUnseen: true,
  columns: [
    { head: '编号' },
    { head: '任务' },
    { head: '牵头单位' },
    { head: '配合单位' },
    { head: '完成期限' },
    { head: '进展' },
  ],
  rows: plan.tasks.map((task) => [
    task.number,
    task.text,
    unitsOf(task.leads, plan.names),
    unitsOf(task.supports, plan.names),
    task.dueDay === null ? '—' : planDateWords(task.dueDay),
    stateOf(task),
  ]),
  empty: '这份方案没有分项任务。',
})}
${pagination({ page: plan.page, pages: plan.pages, href })}
${cadencesPart(plan)}`,
  });
}

const WHEN = { past: '已结束', now: '今天在这一阶段', next: '尚未开始' } as const;

function phasesPart(phases: readonly PublicPhase[]): Slot {
  if (phases.length === 0) return null;
  return html`<h2>实施步骤</h2>
<ol class="phases">
${phases.map(
  (phase) => html`<li class="${phase.when}" ${phase.when === 'now' ? html`aria-current="step"` : ''}>
<span class="when">第 ${phase.ordinal} 阶段</span><b>${phase.name}</b><span>${planRangeWords(phase)}</span><span class="when">${WHEN[phase.when]}</span></li>`,
)}
</ol>`;
}

function stateOf(task: PublicTask): Html {
  const isDone = task.done === task.of;
  return html`<span class="${isDone ? 'standing done' : 'standing'}">${isDone && html`<span aria-hidden="true">✓ </span>`}${stateWords(task)}</span>`;
}

/** From this many units on a list of names is folded. */
const MANY = 5;

function unitsOf(units: readonly UnitId[], names: ReadonlyMap<UnitId, string>): Slot {
  if (units.length === 0) return '—';
  const words = units.map((unit) => names.get(unit) ?? '已撤并的单位').join('、');
  if (units.length < MANY) return words;
  return html`<details><summary>${units.length} 个单位</summary>${words}</details>`;
}

function cadencesPart(plan: PublicPlan): Slot {
  if (plan.cadences.length === 0) return null;
  return html`<h2>周期事项</h2>
${table({
  caption: '周期事项',
  captionUnseen: true,
  columns: [{ head: '事项' }, { head: '频次' }, { head: '责任单位' }, { head: '至' }],
  rows: plan.cadences.map((cadence) => [
    cadence.text,
    cadence.turns,
    unitsOf(cadence.leads, plan.names),
    cadence.to === null ? '长期' : planDateWords(cadence.to),
  ]),
  empty: '没有周期事项。',
})}`;
}

/** The plan's own words, in parts, with the headings to go to. */
export function planTextPage(where: Where, plan: PublicText): Html {
  const href = (n: number) => `/plans/${plan.id}/text?part=${n}`;
  return page({
    site: where.site,
    title: plan.pages === 1 ? '方案全文' : `方案全文 (${plan.page}/${plan.pages})`,
    heading: plan.header.title,
    back: { href: `/plans/${plan.id}`, text: '任务与进展' },
    body: html`${styles(where)}
${
  plan.contents.length > 1 &&
  html`<details class="contents" ${plan.page === 1 ? html`open` : ''}><summary>目录</summary>
<ol>${plan.contents.map((line) => html`<li class="${line.level === 1 ? 'high' : 'low'}"><a href="${line.page === plan.page ? '' : href(line.page)}#at-${line.from}">${line.words}</a></li>`)}</ol>
</details>`
}
<div class="plan-text">
${plan.blocks.map(blockOf)}
</div>
${pagination({ page: plan.page, pages: plan.pages, href })}`,
  });
}

function blockOf({ from, text, level, lead }: PublicText['blocks'][number]): Html {
  if (level === 1) return html`<h2 id="at-${from}">${text}</h2>`;
  if (level !== null) return html`<h3 id="at-${from}">${text}</h3>`;
  if (lead === 0) return html`<p id="at-${from}">${text}</p>`;
  return html`<p id="at-${from}"><b>${text.slice(0, lead)}</b>${text.slice(lead)}</p>`;
}
