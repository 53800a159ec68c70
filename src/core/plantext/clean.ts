import type { PlanNote, Span } from './model.ts';

/**
 * The text that the later stages read. `words` is what is printed; `form` has the same length and one width of
 * punctuation, so that a pattern need be written once. `origin[i]` is the offset of character i in the text as given.
 */
export type CleanText = { readonly words: string; readonly form: string; readonly origin: readonly number[] };

const HAN = /[\u3400-\u9fff\uf900-\ufaff]/;

const HALF: Readonly<Record<string, string>> = {
  '，': ',',
  '；': ';',
  '：': ':',
  '（': '(',
  '）': ')',
  '﹙': '(',
  '﹚': ')',
  '［': '[',
  '］': ']',
  '【': '[',
  '】': ']',
  '！': '!',
  '？': '?',
  '．': '.',
  '｡': '。',
  '､': '、',
  '—': '-',
  '–': '-',
  '―': '-',
  '－': '-',
  '─': '-',
  '━': '-',
  '～': '~',
  '∼': '~',
  '〜': '~',
  '﹣': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '／': '/',
  '％': '%',
  '○': '〇',
  '\u00a0': ' ',
  '\u3000': ' ',
  '\t': ' ',
  '“': '"',
  '”': '"',
  '＂': '"',
};

/** Kangxi radicals and their supplement look like the ideographs that a PDF should have held. */
function isRadical(code: number): boolean {
  return code >= 0x2e80 && code <= 0x2fdf;
}

/** CJK radicals supplement without a compatibility mapping; those that PDF makers really emit. */
const RADICAL_SUPPLEMENT: Readonly<Record<string, string>> = {
  '⺠': '民',
  '⻓': '长',
  '⻔': '门',
  '⻚': '页',
  '⻛': '风',
  '⻝': '食',
  '⻢': '马',
  '⻩': '黄',
  '⻋': '车',
  '⻄': '西',
  '⻅': '见',
  '⺟': '母',
  '⻨': '麦',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻬': '齐',
  '⻮': '齿',
  '⻰': '龙',
  '⻘': '青',
  '⻆': '角',
  '⺎': '兀',
  '⻉': '贝',
  '⻙': '韦',
};

function wordOf(character: string): string {
  if (!isRadical(character.charCodeAt(0))) return character;
  return RADICAL_SUPPLEMENT[character] ?? character.normalize('NFKC');
}

function formOf(character: string): string {
  const half = HALF[character];
  if (half !== undefined) return half;
  const code = character.charCodeAt(0);
  return code >= 0xff10 && code <= 0xff5a ? String.fromCharCode(code - 0xfee0) : character;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]/;

type Line = { readonly from: number; readonly to: number; readonly text: string };

function linesOf(text: string): Line[] {
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
  /^(?:时间|日期)\s*[:：]\s*\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日\s*\d{1,2}:\d{2})/,
  /^(?:登录|注册|搜索|返回顶部|返回首页|无障碍|长者模式|简体|繁体|English)$/,
];

/** What a portal says of a paper above its words: 索引号, 发文机关, 成文日期. The paper's title is not among them. */
const ABOUT_THE_PAPER =
  /^[•·*\-[【|\s]*(?:索\s*引\s*号|发\s*文\s*(?:机关|字号|机构|单位|日期)|发布(?:机关|机构|单位|日期|时间|文号)|成文日期|生成日期|(?:发布|撰稿|上传)(?:人|者)|公开(?:日期|方式|范围|属性|主体|目录|形式|责任部门)|信息(?:来源|分类|索取号|所属单位)|主题(?:分类|词)|体裁分类|组配分类|服务对象|公文种类|文\s*号|有\s*效\s*性|(?:生效|废止|失效)(?:日期|时间)|效力状态|内容概述|所属主题)\s*[\]】]?\s*[:：|]/;

function isChrome(line: string, atTheEnds: boolean): boolean {
  if (line.length > 140) return false;
  const tight = line.replace(/\s+/g, '');
  const among = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(line) || pattern.test(tight));
  return among(CHROME) || (atTheEnds && (ABOUT_THE_PAPER.test(line) || among(CHROME_AT_THE_ENDS)));
}

/** A line that says something: a sentence or a numbered item. */
function saysSomething(line: string): boolean {
  if (ABOUT_THE_PAPER.test(line)) return false;
  return /[。；;]/.test(line) || /^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|^第[一二三四]/.test(line);
}

const PAGE_LINE = /^(?:[-—–－·]\s{0,2}\d{1,3}\s{0,2}[-—–－·]|第\s?\d{1,3}\s?页(?:[,，\s]?共\s?\d{1,3}\s?页)?)$/;

/** Measure words and the like: a number before one of these is part of the sentence. */
export const COUNTED =
  '个名项次年月日号家人元万亿%级条届时分倍天周层种类户处点批件份所座套台步节章步站岁位度旬小千百多余字页、.．,，';

/** Menus and page heads: a crowd of short lines above the first title, addressee or sentence. */
function menuLines(lines: readonly Line[]): Line[] {
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
function gluedPageNumbers(text: string): Dropped[] {
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
function softBreaks(lines: readonly Line[]): Span[] {
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

/** Takes page furniture out of a pasted plan and keeps for every character the place it came from. */
export function cleanText(text: string): { readonly value: CleanText; readonly notes: readonly PlanNote[] } {
  const notes: PlanNote[] = [];
  const dropped = new Uint8Array(text.length);
  const drop = (from: number, to: number) => dropped.fill(1, from, to);
  const note = (sentence: string, span: Span) => notes.push({ kind: 'cleaned', sentence, span });

  const lines = linesOf(text);
  const first = lines.findIndex((line) => saysSomething(line.text));
  const last = lines.findLastIndex((line) => saysSomething(line.text));
  for (const [index, line] of lines.entries()) {
    if (PAGE_LINE.test(line.text)) {
      drop(line.from, Math.min(line.to + 1, text.length));
      note(`已略去页码“${line.text}”`, { from: line.from, to: line.to });
    } else if (isChrome(line.text, index < first || index > last)) {
      drop(line.from, line.to);
      note(`已略去网页或文库的附加文字“${line.text.slice(0, 30)}”`, { from: line.from, to: line.to });
    }
  }
  const menu = menuLines(lines);
  for (const line of menu) drop(line.from, line.to);
  const [menuFirst, menuLast] = [menu[0], menu.at(-1)];
  if (menuFirst !== undefined && menuLast !== undefined)
    note(`已略去网页的栏目和菜单共${menu.length}行`, { from: menuFirst.from, to: menuLast.to });
  for (const page of gluedPageNumbers(text)) {
    drop(page.from, page.to);
    note(`${page.why}, 已略去“${text.slice(page.from, page.to)}”, 请核对`, { from: page.from, to: page.to });
  }
  // a page number between two halves of a sentence is gone already
  for (const { from, to } of softBreaks(lines.filter((line) => !PAGE_LINE.test(line.text)))) drop(from, to);

  let invisible: Span | undefined;
  let radicals: Span | undefined;
  let words = '';
  let form = '';
  const origin: number[] = [];
  const parts: string[] = [];
  const forms: string[] = [];
  for (let at = 0; at < text.length; at++) {
    if (dropped[at] === 1) continue;
    const character = text.charAt(at);
    if (INVISIBLE.test(character)) {
      if (character !== '\r') invisible ??= { from: at, to: at + 1 };
      continue;
    }
    if (/[ \u3000\u00a0\t]/.test(character) && spaceIsIdle(text, at)) continue;
    if (isRadical(text.charCodeAt(at))) radicals ??= { from: at, to: at + 1 };
    const word = wordOf(character);
    forms.push(isFullStop(text, at, forms) ? '。' : formOf(word));
    parts.push(word);
    origin.push(at);
  }
  words = parts.join('');
  form = forms.join('');
  if (invisible !== undefined) note('已略去不可见的控制字符', invisible);
  if (radicals !== undefined) note('部首码位的字已改作常用汉字, 如自 PDF 粘贴, 请核对', radicals);
  return { value: { words, form, origin }, notes };
}

/** A point that ends a sentence where others write 。: between ideographs, and not behind the number of an item. */
function isFullStop(text: string, at: number, forms: readonly string[]): boolean {
  if (!/[.．]/.test(text.charAt(at))) return false;
  if (
    !/[\u3400-\u9fff)"》%]/.test(forms.at(-1) ?? '') ||
    !/^[.．]\s*(?:[\u3400-\u9fff(（《“"]|$)/.test(text.slice(at, at + 12))
  )
    return false;
  return !/(?:^|[\n。;])\s*(?:[(]?[一二三四五六七八九十百]{1,4}[)]?|[(]\d{1,2}[)]|附[件表录])$/.test(
    forms.slice(-10).join(''),
  );
}

/** A space inside 2019 年 6 月 or between the strokes of a number carries nothing. */
function spaceIsIdle(text: string, at: number): boolean {
  const before = text[at - 1] ?? '';
  let next = at + 1;
  while (next < at + 12 && (text[next] === ' ' || text[next] === '\u3000')) next++;
  const after = text[next] ?? '';
  if (/\d/.test(before) && /[年月日号至到—\-~～个次项条季、]/.test(after)) return true;
  return /[年月至到—\-~～第每]/.test(before) && /\d/.test(after);
}

/** The place in the given text of a range of the clean text. */
export function spanIn(clean: CleanText, from: number, to: number): Span {
  const first = clean.origin[from];
  const last = clean.origin[to - 1];
  if (first === undefined || last === undefined || to <= from) {
    const at = first ?? (clean.origin.length > 0 ? (clean.origin[clean.origin.length - 1] ?? 0) : 0);
    return { from: at, to: at };
  }
  return { from: first, to: last + 1 };
}
