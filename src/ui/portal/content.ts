import type { Trail } from '#core/kernel';
import type { Lamp } from '#core/obligation';
import { type Html, html, raw, type Slot } from '#platform/html';

export type NoticeModel = {
  readonly kind: 'information' | 'success' | 'warning' | 'refusal';
  readonly title?: string;
  readonly body: Slot;
};

const NOTICE_WORDS = { information: '说明', success: '已办好', warning: '请注意', refusal: '不能这样办' };

export function notice(model: NoticeModel): Html {
  return html`<section class="notice ${model.kind}" aria-label="${model.title ?? NOTICE_WORDS[model.kind]}">
${model.title !== undefined && html`<h2>${model.title}</h2>`}
<div>${model.body}</div>
</section>`;
}

export type SummaryRow = {
  readonly term: string;
  readonly value: Slot;
  readonly change?: { readonly href: string; readonly text?: string };
};

/** What is known of one thing, term by term. */
export function summaryList(rows: readonly SummaryRow[]): Html {
  return html`<dl class="summary">
${rows.map(
  ({ term, value, change }) => html`<div>
<dt>${term}</dt>
<dd>${value}</dd>
${change && html`<dd class="change"><a href="${change.href}">${change.text ?? '修改'}<span class="unseen">${term}</span></a></dd>`}
</div>`,
)}
</dl>`;
}

export type TableModel = {
  readonly caption: string;
  /** The caption is read to those who do not see, and not printed. */
  readonly captionUnseen?: boolean;
  readonly columns: readonly { readonly head: string; readonly number?: boolean }[];
  readonly rows: readonly (readonly Slot[])[];
  /** Said when there are no rows: what will stand here and how to begin. */
  readonly empty: Slot;
};

/** A table that becomes a list of cards on a phone. */
export function table(model: TableModel): Html {
  if (model.rows.length === 0) return html`<p class="empty">${model.empty}</p>`;
  return html`<table>
<caption class="${model.captionUnseen ? 'unseen' : ''}">${model.caption}</caption>
<thead><tr>
${model.columns.map((column) => html`<th scope="col" class="${column.number ? 'number' : ''}">${column.head}</th>`)}
</tr></thead>
<tbody>
${model.rows.map(
  (row) => html`<tr>
${model.columns.map(
  (column, index) =>
    html`<td data-head="${column.head}" class="${column.number ? 'number' : ''}"><span>${row[index]}</span></td>`,
)}
</tr>`,
)}
</tbody>
</table>`;
}

const SHAPES = {
  disc: '<circle cx="8" cy="8" r="6"/>',
  triangle: '<path d="M8 1.5 15 14H1z"/>',
  diamond: '<path d="M8 .8 15.2 8 8 15.2.8 8z"/>',
  square: '<path d="M2 2h12v12H2z"/>',
  bars: '<path d="M3 2h4v12H3zm6 0h4v12H9z"/>',
  half: '<path d="M8 2a6 6 0 0 1 0 12z"/><circle cx="8" cy="8" r="5.2" fill="none" stroke="currentColor" stroke-width="1.6"/>',
  check: '<path d="m6.2 13.4-5-5L3 6.6l3.2 3.2L13 3l1.8 1.8z"/>',
  dash: '<path d="M2 6.5h12v3H2z"/>',
  cross: '<path d="m3.6 1.8 4.4 4.4 4.4-4.4 1.8 1.8L9.8 8l4.4 4.4-1.8 1.8L8 9.8l-4.4 4.4-1.8-1.8L6.2 8 1.8 3.6z"/>',
};

const LAMPS: { readonly [L in Lamp]: readonly [shape: keyof typeof SHAPES, word: string, tone: string] } = {
  normal: ['disc', '正常', 'normal'],
  warning: ['triangle', '预警', 'warning'],
  yellow: ['diamond', '黄牌', 'yellow'],
  red: ['square', '红牌', 'red'],
  paused: ['bars', '中止', 'paused'],
  held: ['half', '待验收', 'paused'],
  done: ['check', '办结', 'done'],
  'done-late': ['check', '逾期办结', 'yellow'],
  waived: ['dash', '免除', 'paused'],
  void: ['cross', '作废', 'paused'],
};

/** Shape, word and colour; never the colour alone. The note says how long is left. */
export function lamp(state: Lamp, note?: Slot): Html {
  const [shape, word, tone] = LAMPS[state];
  return html`<span class="lamp ${tone}"><svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">${raw(SHAPES[shape])}</svg><b>${word}</b>${note !== undefined && html`<span class="note">${note}</span>`}</span>`;
}

/** The reasons behind an answer, opened in place: 为什么是这一天. */
export function reasons(question: string, trail: Trail, open = false): Html {
  return html`<details class="reasons" ${open ? html`open` : ''}>
<summary>${question}</summary>
<ol>
${trail.map(
  ({ sentence, basis }) =>
    html`<li>${sentence}${basis !== undefined && html`<span class="basis">${basis}</span>`}</li>`,
)}
</ol>
</details>`;
}

export type PaginationModel = {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly href: (page: number) => string;
};

export function pagination({ page, pages, href }: PaginationModel): Html {
  if (pages <= 1) return html``;
  return html`<nav class="pagination" aria-label="翻页">
${page > 1 ? html`<a rel="prev" href="${href(page - 1)}">上一页</a>` : html`<span></span>`}
<span>第 ${page} 页, 共 ${pages} 页</span>
${page < pages ? html`<a rel="next" href="${href(page + 1)}">下一页</a>` : html`<span></span>`}
</nav>`;
}

export type LinkItem = { readonly href: string; readonly text: string; readonly hint?: string };

/** Things to do or to read, one per row, each with a line that says what for. */
export function linkList(items: readonly LinkItem[]): Html {
  return html`<ul class="links">
${items.map(
  ({ href, text, hint }) =>
    html`<li><a href="${href}"><b>${text}</b></a>${hint !== undefined && html`<span class="hint">${hint}</span>`}</li>`,
)}
</ul>`;
}
