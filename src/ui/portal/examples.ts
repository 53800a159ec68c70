import { type Html, html } from '#platform/html';
import { lamp, linkList, notice, pagination, reasons, summaryList, table } from './content.ts';
import { errorSummary } from './error-summary.ts';
import { field } from './field.ts';
import { button, form } from './form.ts';

export type Example = { readonly name: string; readonly shows: () => Html };

const wrong = [
  { field: 'telephone', sentence: '联系电话须为 11 位手机号或带区号的座机号' },
  { field: 'matter', sentence: '请写明事项, 至少 10 个字' },
];

/** Every component as it stands on a page: for the gallery and the tests. */
export const examples: readonly Example[] = [
  {
    name: '按钮',
    shows: () =>
      html`<div class="actions">${button({ text: '提交' })}${button({ text: '保存草稿', kind: 'secondary' })}${button({ text: '撤回', kind: 'danger' })}${button({ text: '返回首页', kind: 'secondary', href: '/' })}</div>`,
  },
  { name: '错误汇总', shows: () => errorSummary(wrong) },
  {
    name: '单行文字',
    shows: () => field({ kind: 'text', name: 'name', label: '姓名', width: 'medium', autocomplete: 'name' }),
  },
  {
    name: '单行文字, 有提示、有误',
    shows: () =>
      field({
        kind: 'tel',
        name: 'telephone',
        label: '联系电话',
        hint: '只用于就此事联系您',
        value: '1380',
        width: 'medium',
        errors: wrong,
      }),
  },
  {
    name: '密码',
    shows: () =>
      field({ kind: 'password', name: 'password', label: '密码', width: 'medium', autocomplete: 'current-password' }),
  },
  { name: '数字', shows: () => field({ kind: 'number', name: 'days', label: '工作日数', value: '5' }) },
  {
    name: '多行文字',
    shows: () => field({ kind: 'textarea', name: 'matter', label: '事项', value: '窗口', errors: wrong }),
  },
  {
    name: '下拉选择',
    shows: () =>
      field({
        kind: 'select',
        name: 'unit',
        label: '单位',
        value: 'b',
        choices: [
          { value: '', text: '请选择' },
          { value: 'a', text: '云溪市行政服务中心' },
          { value: 'b', text: '云溪市人力资源和社会保障局' },
        ],
      }),
  },
  {
    name: '单选',
    shows: () =>
      field({
        kind: 'radios',
        name: 'reply',
        label: '是否需要回复',
        value: 'yes',
        choices: [
          { value: 'yes', text: '需要', hint: '办结后以短信告知' },
          { value: 'no', text: '不需要' },
        ],
      }),
  },
  {
    name: '多选',
    shows: () =>
      field({
        kind: 'checkboxes',
        name: 'topics',
        label: '涉及',
        optional: true,
        values: ['late'],
        choices: [
          { value: 'late', text: '超过时限' },
          { value: 'manner', text: '服务态度' },
        ],
      }),
  },
  { name: '日期', shows: () => field({ kind: 'date', name: 'on', label: '受理日期', value: '2026-03-02' }) },
  { name: '时间', shows: () => field({ kind: 'time', name: 'at', label: '受理时间', value: '10:00' }) },
  {
    name: '文件',
    shows: () => field({ kind: 'file', name: 'attachment', label: '附件', hint: '不超过 100 MB', optional: true }),
  },
  {
    name: '表单',
    shows: () =>
      form({
        action: '/gallery',
        key: 'gallery-key',
        body: field({ kind: 'search', name: 'words', label: '查找' }),
        actions: button({ text: '查找' }),
      }),
  },
  { name: '说明', shows: () => notice({ kind: 'information', title: '办理时间', body: '工作日 9:00 至 17:00' }) },
  { name: '已办好', shows: () => notice({ kind: 'success', title: '已收到', body: '编号 2026-000318, 请记下' }) },
  { name: '请注意', shows: () => notice({ kind: 'warning', body: '2027 年放假安排尚未公布, 到期日待定' }) },
  {
    name: '不能这样办',
    shows: () => notice({ kind: 'refusal', title: '补正只能一次性告知', body: '受理后不得再要求补正' }),
  },
  {
    name: '要点',
    shows: () =>
      summaryList([
        { term: '单位', value: '云溪市行政服务中心' },
        { term: '到期', value: lamp('warning', '还有 2 个工作日 (2026-03-16 周一 17:00)') },
        { term: '附件', value: '无', change: { href: '/gallery' } },
      ]),
  },
  {
    name: '表格',
    shows: () =>
      table({
        caption: '各单位任务',
        columns: [{ head: '单位' }, { head: '灯' }, { head: '任务 (项)', number: true }],
        rows: [
          ['云溪市行政服务中心', lamp('normal'), 12],
          ['云溪市住房和城乡建设局房屋产权登记发证中心', lamp('red', '逾期 3 个工作日'), 1234],
        ],
        empty: '还没有任务',
      }),
  },
  {
    name: '空表格',
    shows: () =>
      table({
        caption: '各单位任务',
        columns: [{ head: '单位' }],
        rows: [],
        empty: '方案启动后, 各单位的任务列在这里',
      }),
  },
  {
    name: '灯',
    shows: () =>
      html`<p>${(['normal', 'warning', 'yellow', 'red', 'paused', 'held', 'done', 'done-late', 'waived', 'void'] as const).map((state) => html`${lamp(state)}&emsp;`)}</p>`,
  },
  {
    name: '为什么',
    shows: () =>
      reasons(
        '为什么是这一天',
        [
          { sentence: '承诺 5 个工作日, 自 3月2日受理之次日起算', basis: '行政许可法第八十二条' },
          { sentence: '3月9日 17:00 到期' },
        ],
        true,
      ),
  },
  { name: '翻页', shows: () => pagination({ page: 2, pages: 7, href: (page) => `/gallery?page=${page}` }) },
  {
    name: '入口',
    shows: () =>
      linkList([
        { href: '/calculator', text: '期限计算', hint: '从受理日算到期日, 写明每一步依据' },
        { href: '/plans', text: '已公布的方案' },
      ]),
  },
];
