import type { CleanText } from './clean.ts';
import type { Marker } from './outline.ts';
import { firstAt, type Spot } from './spots.ts';

/** Sentences, cut at full stops, semicolons, line ends and before the numbers of items. */
export function sentencesOf(form: string, markers: readonly Marker[]): Spot[] {
  const cuts = new Set<number>();
  for (const marker of markers) {
    cuts.add(marker.from);
    cuts.add(marker.to);
  }
  // 组长:…副组长:…成员:… run together: each role is told for itself
  for (const role of form.matchAll(
    /(?<!有关|相关|各|全体)(?:(?:第一|常务|执行)?副?\s{0,3}组\s{0,3}长|副?总?指挥长?|成\s{0,3}员(?:单位)?|副?召集人)\s?:/g,
  ))
    cuts.add(role.index);
  // 成员:… 职责:…, 主  任:…: what else is told of a body
  for (const told of form.matchAll(
    /(?<!单位|部门|成员|小组|办公室|主要|工作|岗位|各自|及|和|的)职责\s?:|主\s{1,4}任\s?:/g,
  ))
    cuts.add(told.index);
  const sentences: Spot[] = [];
  let from = 0;
  let depth = 0;
  const close = (to: number) => {
    let start = from;
    while (start < to && /[\s。;!?]/.test(form.charAt(start))) start++;
    if (start < to) sentences.push({ from: start, to });
    from = to;
  };
  for (let at = 0; at < form.length; at++) {
    if (cuts.has(at)) {
      close(at);
      depth = 0;
    }
    const character = form.charAt(at);
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    if (character === '\n') {
      close(at);
      depth = 0;
    } else if (/[。!?]/.test(character) || (character === ';' && depth === 0)) close(at + 1);
  }
  close(form.length);
  return sentences;
}

/** The sentence that holds an offset. */
export function sentenceAt(sentences: readonly Spot[], offset: number): Spot {
  return sentences[firstAt(sentences, (sentence) => sentence.from, offset + 1) - 1] ?? { from: offset, to: offset };
}

const clauseBreak = /[,;。:\n]/;

export function clauseStart(form: string, at: number, floor: number): number {
  let start = at;
  const limit = Math.max(floor, at - 400);
  while (start > limit && !clauseBreak.test(form.charAt(start - 1))) start--;
  while (start < at && /[\s(]/.test(form.charAt(start))) start++;
  return start;
}

export function trimmed(form: string, from: number, to: number): Spot {
  let start = from;
  let end = to;
  while (start < end && /[\s,、;。:]/.test(form.charAt(start))) start++;
  while (end > start && /[\s,、;。:]/.test(form.charAt(end - 1))) end--;
  return { from: start, to: end };
}

/** Words as printed: line ends inside a quotation carry nothing. */
export function quoteOf(clean: CleanText, spot: Spot): string {
  return clean.words.slice(spot.from, spot.to).replace(/\s*\n\s*/g, '');
}
