const HAN = '〇一二三四五六七八九';
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

function hanNumber(value: number): string {
  if (value <= 0 || value >= 1000) return String(value);
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  let text = hundreds > 0 ? `${HAN.charAt(hundreds)}百` : '';
  if (tens > 0) text += tens === 1 && hundreds === 0 ? '十' : `${HAN.charAt(tens)}十`;
  else if (hundreds > 0 && ones > 0) text += '零';
  return ones > 0 ? text + HAN.charAt(ones) : text;
}

function roman(value: number): string {
  const steps: readonly [number, string][] = [
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  let [left, text] = [value, ''];
  for (const [worth, letters] of steps)
    while (left >= worth) {
      text += letters;
      left -= worth;
    }
  return text;
}

/** A counter as Word prints it in the given number format; undefined for a bullet or no number. */
export function numberText(value: number, format: string): string | undefined {
  switch (format) {
    case 'none':
    case 'bullet':
      return undefined;
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
    case 'ideographDigital':
    case 'koreanCounting':
    case 'chineseLegalSimplified':
      return hanNumber(value);
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return CIRCLED.charAt(value - 1) || String(value);
    case 'upperLetter':
      return String.fromCharCode(64 + ((value - 1) % 26) + 1);
    case 'lowerLetter':
      return String.fromCharCode(96 + ((value - 1) % 26) + 1);
    case 'upperRoman':
      return roman(value).toUpperCase();
    case 'lowerRoman':
      return roman(value);
    case 'decimalZero':
      return String(value).padStart(2, '0');
    default:
      return String(value);
  }
}

export type Level = { readonly format: string; readonly text: string; readonly start: number };

/** The lists of a document: for each list id its levels. */
export type Lists = ReadonlyMap<string, readonly Level[]>;

/** Counts the paragraphs of the lists as Word does: a level restarts when one above it moves on. */
export class ListCounter {
  readonly #lists: Lists;
  readonly #counts = new Map<string, number[]>();
  constructor(lists: Lists) {
    this.#lists = lists;
  }

  /** The label of the next paragraph of a list at a level, such as `一、` or `（二）`. */
  next(list: string, level: number): string {
    const levels = this.#lists.get(list);
    const own = levels?.[level];
    if (levels === undefined || own === undefined) return '';
    const counts = this.#counts.get(list) ?? [];
    this.#counts.set(list, counts);
    for (let above = 0; above < level; above++) counts[above] ??= levels[above]?.start ?? 1;
    const last = counts[level];
    counts[level] = last === undefined ? own.start : last + 1;
    counts.length = level + 1;
    if (numberText(1, own.format) === undefined) return '';
    return own.text.replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      return numberText(counts[at] ?? 1, levels[at]?.format ?? 'decimal') ?? '';
    });
  }
}
