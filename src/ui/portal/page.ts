import { type Html, html, type Site, type Slot } from '#platform/html';
import { errorSummary, type FieldError } from './error-summary.ts';

export type PageModel = {
  readonly site: Site;
  /** Title of the window, and the heading unless `heading` says otherwise. */
  readonly title: string;
  readonly heading?: string;
  /** A few words above the heading: where one is. */
  readonly caption?: string;
  /** One sentence under the heading. */
  readonly lead?: Slot;
  /** The link back, above the heading. */
  readonly back?: { readonly href: string; readonly text: string };
  /** What is wrong with the form; the summary stands on top and the window's title says so. */
  readonly errors?: readonly FieldError[];
  readonly body: Slot;
  /** Wider column, for tables. */
  readonly wide?: boolean;
};

const SKIP = '跳到正文';

/** A whole page of the portal: header, one column, footer. Works without script. */
export function page(model: PageModel): Html {
  const { site, errors = [] } = model;
  const title = `${errors.length > 0 ? '有误: ' : ''}${model.title} - ${site.name}机关效能建设平台`;
  return html`<!doctype html>
<html lang="zh-CN" ${site.largeType ? html`class="large"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${title}</title>
<link rel="stylesheet" href="${site.stylesheet}">
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#content">${SKIP}</a>
${site.notice !== undefined && html`<aside class="site-notice" aria-label="提示"><p class="inner">${site.notice}</p></aside>`}
${masthead(site)}
<main id="content" class="${model.wide ? 'column wide' : 'column'}">
${model.back && html`<p class="back"><a href="${model.back.href}">${model.back.text}</a></p>`}
${errors.length > 0 && errorSummary(errors)}
${model.caption !== undefined && html`<p class="caption">${model.caption}</p>`}
<h1>${model.heading ?? model.title}</h1>
${model.lead !== undefined && html`<p class="lead">${model.lead}</p>`}
${model.body}
</main>
${foot(site)}
</body>
</html>
`;
}

function masthead(site: Site): Html {
  return html`<header class="masthead">
<div class="inner">
<a class="brand" href="/"><span class="mark" aria-hidden="true">效</span>${site.name !== '' && html`<span class="name">${site.name}</span> `}<span class="of">机关效能建设平台</span></a>
<nav aria-label="主导航"><ul>
${site.navigation.map(
  ({ href, text }) =>
    html`<li><a href="${href}" ${isCurrent(site.path, href) ? html`aria-current="page"` : ''}>${text}</a></li>`,
)}
</ul></nav>
</div>
</header>`;
}

function isCurrent(path: string, href: string): boolean {
  return path === href || (href !== '/' && path.startsWith(`${href}/`));
}

function foot(site: Site): Html {
  const back = encodeURIComponent(site.path);
  return html`<footer class="foot">
<div class="inner">
<p>${site.name}机关效能建设平台</p>
<ul>
<li><a href="/large-type?on=${site.largeType ? 'no' : 'yes'}&amp;return=${back}">${site.largeType ? '恢复标准字号' : '大字版'}</a></li>
<li><a href="/api/">开放接口</a></li>
</ul>
</div>
</footer>`;
}
