const DIGITS = '〇一二三四五六七八九';
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

function digitOf(character: string): number {
  if (character === '零' || character === '○' || character === 'O') return 0;
  if (character === '两') return 2;
  return DIGITS.indexOf(character);
}

/** Reads 三, 十二, 二十一, 一百零五, ③, 12. Undefined when it is no whole number. */
export function readNumber(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const circled = text.length === 1 ? CIRCLED.indexOf(text) : -1;
  if (circled >= 0) return circled + 1;
  if (text === '') return undefined;
  let total = 0;
  let pending: number | undefined;
  for (const character of text) {
    const digit = digitOf(character);
    if (digit >= 0) pending = digit;
    else if (character === '十') {
      total += (pending ?? 1) * 10;
      pending = undefined;
    } else if (character === '百') {
      total += (pending ?? 1) * 100;
      pending = undefined;
    } else return undefined;
  }
  return total + (pending ?? 0);
}

/** Reads a year written in digits of either script: 2011, 二〇一一. Undefined for anything but four digits. */
export function readYear(text: string): number | undefined {
  if (/^\d{4}$/.test(text)) return Number(text);
  if (text.length !== 4) return undefined;
  let year = 0;
  for (const character of text) {
    const digit = digitOf(character);
    if (digit < 0) return undefined;
    year = year * 10 + digit;
  }
  return year;
}
