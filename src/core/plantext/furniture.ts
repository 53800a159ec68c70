import type { Span } from './model.ts';

const HAN = /[\u3400-\u9fff\uf900-\ufaff]/;

export type Line = { readonly from: number; readonly to: number; readonly text: string };

export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  while (from <= text.length) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    lines.push({ from, to, text: text.slice(from, to).trim() });
    if (end < 0) break;
    from = end + 1;
  }
  return lines;
}

/** Furniture of web sites and document exchanges that is never a sentence of a plan. */
const CHROME = [
  /^(?:[您你]?(?:现在|当前|目前)?(?:所在|所处)?的?位置(?:是)?|首页)\s*[:：>＞»]/,
  /^首页\s*[>＞»›]/,
  /^(?:网站)?首页(?:[\s|｜]+[^\s|｜。；;]{2,8}){2,}$/,
  /(?:点击|免费)(?:下载|阅读)|下载文档|离线阅读|阅读已结束|收藏本站|设为首页|加入收藏/,
  /^前言[:：]?\s*本站/,
  /辛苦.{0,6}赏|茶钱|保存成功|QQ[:：]?\s*\d|客服联系|备案号|ICP备|公网安备|©|版权所有|Copyright/i,
  /^(?:上一[篇页条]|下一[篇页条]|相关(?:文章|阅读|链接)|推荐阅读|热门(?:文章|推荐)|猜你喜欢|扫一扫|分享到|分享[:：]?$)/,
  /^[×xX]$/,
  /^第?\s*\d{1,3}\s*\/\s*\d{1,3}\s*页?$/,
];

/** Words that are furniture only above the first or below the last sentence of the text. */
const CHROME_AT_THE_ENDS = [
  /^(?:资源描述|文档介绍|内容提要|正文|导读|摘要)$/,
  /^(?:【?(?:字体|字号)[:：]?|【?打印|【?关闭|\[?打印|\[?关闭|浏览(?:次数|量)|阅读(?:次数|量)|点击(?:数|量|次数)|访问量|责任编辑|编辑[:：]|作者[:：]|来源[:：]|信息来源|文章来源|附件下载|网站支持|主办单位[:：]|网站标识码|索引号|主题分类|公文种类|发布机构|发文机构|有效性|主题词)/,
  /^(?:发布时间|发布日期|发文日期|成文日期|生成日期|公开日期|更新时间|发表时间)\s*[:：]/,
  /^(?:时间|日期)\s*[:：]\s*\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日\s*(?:\d{1,2}:\d{2}|点击|浏览|阅读|来源|作者))/,
  /^(?:登录|注册|搜索|返回顶部|返回首页|无障碍|长者模式|简体|繁体|English)$/,
];

/** What a portal says of a paper above its words: 索引号, 发文机关, 成文日期. The paper's title is not among them. */
const ABOUT_THE_PAPER =
  /^[•·*\-[【|\s]*(?:索\s*引\s*号|发\s*文\s*(?:机关|字号|机构|单位|日期)|发布(?:机关|机构|单位|日期|时间|文号)|成文日期|生成日期|(?:发布|撰稿|上传)(?:人|者)|公开(?:日期|方式|范围|属性|主体|目录|形式|责任部门)|信息(?:来源|分类|索取号|所属单位)|主题(?:分类|词)|体裁分类|组配分类|服务对象|公文种类|文\s*号|有\s*效\s*性|(?:生效|废止|失效)(?:日期|时间)|效力状态|内容概述|所属主题)\s*[\]】]?\s*[:：|]/;

export function isChrome(line: string, atTheEnds: boolean): boolean {
  if (line.length > 140) return false;
  const tight = line.replace(/\s+/g, '');
  const among = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(line) || pattern.test(tight));
  return among(CHROME) || (atTheEnds && (ABOUT_THE_PAPER.test(line) || among(CHROME_AT_THE_ENDS)));
}

/** A line that says something: a sentence or a numbered item. */
export function saysSomething(line: string): boolean {
  if (ABOUT_THE_PAPER.test(line)) return false;
  return /[。；;]/.test(line) || /^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|^第[一二三四]/.test(line);
}

export const PAGE_LINE = /^(?:[-—–－·]\s{0,2}\d{1,3}\s{0,2}[-—–－·]|第\s?\d{1,3}\s?页(?:[,，\s]?共\s?\d{1,3}\s?页)?)$/;

/** Measure words and the like: a number before one of these is part of the sentence. */
export const COUNTED =
  '个名项次年月日号家人元万亿%级条届时分倍天周层种类户处点批件份所座套台步节章步站岁位度旬小千百多余字页、.．,，';

/** Menus and page heads: a crowd of short lines above the first title, addressee or sentence. */
export function menuLines(lines: readonly Line[]): Line[] {
  const first = lines.findIndex(
    (line) =>
      saysSomething(line.text) ||
      /^(?:序\s?号|附件|.{0,4}(?:牵头|责任|配合)(?:单位|部门)|组\s*长|.{2,8}任务$)/.test(line.text) ||
      (/[:：]$/.test(line.text) && /^(?:各|市|县|区|省|局|机关|直属|有关|厅|委|本)/.test(line.text)),
  );
  if (first < 0) return [];
  const short = lines
    .slice(0, first)
    .filter(
      (line) =>
        line.text !== '' &&
        line.text.length <= 24 &&
        !/方案|意见|通知|办法|规划|要点|细则|计划|^关于|[号日]$|\d{4}|政府$|委员会$|[局厅委部院组]$|办公[室厅]$/.test(
          line.text,
        ),
    );
  return short.length >= 6 ? short : [];
}

type Dropped = { readonly from: number; readonly to: number; readonly why: string };

/**
 * Page numbers that an export glued into the words (活2动, 43、立项推进). Believed only as a rising run 1, 2, 3 … of
 * at least three, each where a number makes no sense; anything less is left alone.
 */
export function gluedPageNumbers(text: string): Dropped[] {
  if (text.length < 900) return [];
  const candidates: { page: number; from: number; to: number }[] = [];
  // 10. 11. 12.: a number that continues the list is the list's own, not a page and an item.
  let ordinal = 0;
  for (const match of text.matchAll(/\d{1,4}/g)) {
    const from = match.index;
    const digits = match[0];
    const before = text[from - 1] ?? '\n';
    const after = text[from + digits.length] ?? '\n';
    if (/[\d.．,，\-—~～/〔[(（A-Za-z%第]/.test(before) || /\d/.test(after)) continue;
    if (
      HAN.test(after) &&
      !COUNTED.includes(after) &&
      digits.length <= 3 &&
      (HAN.test(before) || /[\n。;；:：、”"]/.test(before))
    )
      candidates.push({ page: Number(digits), from, to: from + digits.length });
    else if (/[、.．]/.test(after)) {
      const continues = Number(digits) === ordinal + 1;
      ordinal = Number(digits);
      if (continues) continue;
      for (let keep = 1; keep < Math.min(digits.length, 3); keep++) {
        const length = digits.length - keep;
        if (digits[length] !== '0') candidates.push({ page: Number(digits.slice(0, length)), from, to: from + length });
      }
    }
  }
  const chain: typeof candidates = [];
  let expected = 1;
  let last = -1;
  let width = 0;
  for (const candidate of candidates) {
    if (candidate.page !== expected && !(expected === 1 && candidate.page === 2 && chain.length === 0)) continue;
    if (last >= 0 && candidate.from - last < Math.max(200, width * 0.4)) continue;
    if (width > 0 && candidate.from - last > width * 2.5) break;
    // the first page may be short: it often begins with a head of its own
    if (last >= 0 && candidate.page > 1)
      width = width === 0 ? candidate.from - last : Math.max(width, candidate.from - last);
    chain.push(candidate);
    last = candidate.from;
    expected = candidate.page + 1;
  }
  return chain.length >= 3 ? chain.map((found) => ({ ...found, why: '疑为嵌入文字中的页码' })) : [];
}

/** How wide a line stands on paper: digits, Latin letters and blanks take half of an ideograph. */
function widthOf(line: string): number {
  let width = 0;
  for (let at = 0; at < line.length; at++) width += line.charCodeAt(at) < 0x100 ? 1 : 2;
  return width;
}

/** Newlines that only end a typeset line, where the text was pasted from a page of fixed width. */
export function softBreaks(lines: readonly Line[]): Span[] {
  const widths = lines.filter((line) => line.text !== '').map((line) => widthOf(line.text));
  const sorted = [...widths].sort((a, b) => a - b);
  const width = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
  // a program that wraps cuts every full line at the same number of characters
  const longest = Math.max(0, ...lines.slice(0, 2000).map((line) => line.text.length));
  const cut = lines.filter((line) => line.text.length === longest);
  const wrapped =
    longest >= 18 &&
    longest <= 90 &&
    cut.length >= 4 &&
    cut.filter((line) => !/[。;；:：!！?？]$/.test(line.text)).length >= cut.length * 0.7;
  const isFull = (own: number) => own >= width * 0.88 && own <= width * 1.08;
  const full = widths.filter(isFull).length;
  const typeset = widths.length >= 12 && width >= 36 && width <= 120 && full >= widths.length * 0.3;
  const breaks: Span[] = [];
  for (let index = 0; index + 1 < lines.length; index++) {
    const line = lines[index];
    const next = lines[index + 1];
    if (line === undefined || next === undefined || line.text === '' || next.text === '') continue;
    const open = !/[。;；:：!！?？)）】]$/.test(line.text);
    const continues = /^[,，、。;；:：)）”》]/.test(next.text) && line.text.length > 1;
    const starts =
      /^(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、.．]|第[一二三四五六七八九十]{1,3}|附件|[①-⑳]|[-—])/.test(
        next.text,
      );
    const bracket = /[(（]([^()（）]*)[)）]$/.exec(line.text)?.[1];
    const aside = bracket !== undefined && !/单位|部门|负责|配合|牵头|完成|\d/.test(bracket);
    const listed = /[、，,]$/.test(line.text) && !starts;
    if (
      continues ||
      (wrapped && line.text.length === longest && !starts) ||
      listed ||
      (typeset && (open || aside) && !starts && isFull(widthOf(line.text)))
    )
      breaks.push({ from: line.to, to: next.from });
  }
  return breaks;
}
