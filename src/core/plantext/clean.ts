import { gluedPageNumbers, isChrome, linesOf, menuLines, PAGE_LINE, saysSomething, softBreaks } from './furniture.ts';
import type { PlanNote, Span } from './model.ts';

/**
 * The text that the later stages read. `words` is what is printed; `form` has the same length and one width of
 * punctuation, so that a pattern need be written once. `origin[i]` is the offset of character i in the text as given.
 */
export type CleanText = { readonly words: string; readonly form: string; readonly origin: readonly number[] };

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
