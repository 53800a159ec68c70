import { type Html, html, type Site } from '#platform/html';
import type { Problem } from '#platform/http';
import { button, notice, page, reasons } from '#ui/portal';

/** What a person sees of a refusal or a fault: what happened, what was kept, what to do, a number to quote. */
export function problemPage(problem: Problem, site: Site): Html {
  const fault = problem.status >= 500;
  const signIn = problem.code === 'AUTH-01';
  return page({
    site,
    title: problem.title,
    body: html`${notice({ kind: fault ? 'warning' : 'refusal', body: html`<p>${problem.detail}</p>` })}
${
  problem.fields?.some(({ sentence }) => sentence !== problem.detail) &&
  html`<ul>${problem.fields.map(({ field, sentence }) => html`<li>${field !== '' && html`<b>${field}</b> `}${sentence}</li>`)}</ul>`
}
${problem.trail !== undefined && reasons('为什么', problem.trail, true)}
${signIn && html`<p>请在新的窗口登录, 再用浏览器的“返回”回到上一页提交, 已填写的内容仍在。</p><div class="actions">${button({ text: '登录', href: '/sign-in' })}</div>`}
${!signIn && problem.status !== 404 && html`<p>可用浏览器的“返回”回到上一页, 已填写的内容仍在。</p>`}
${problem.status === 404 && html`<div class="actions">${button({ text: '回首页', href: '/', kind: 'secondary' })}</div>`}
<p class="hint">代码 <a href="${problem.type}">${problem.code}</a>, 编号 <code>${problem.requestId}</code></p>`,
  });
}
