import { type Level, ListCounter, type Lists } from './numbering.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{2,4}));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

type Piece = {
  readonly kind: 'open' | 'close' | 'text';
  readonly name: string;
  readonly attributes: string;
  readonly text: string;
};

/** The tags and text of an XML part, in order. Comments, declarations and instructions are skipped. */
function* piecesOf(xml: string): Generator<Piece> {
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf('<', at);
    if (open < 0) break;
    if (open > at) yield { kind: 'text', name: '', attributes: '', text: unescapeXml(xml.slice(at, open)) };
    const close = xml.startsWith('<!--', open) ? xml.indexOf('-->', open) + 2 : xml.indexOf('>', open);
    if (close < open) break;
    const tag = xml.slice(open + 1, close);
    at = close + 1;
    if (/^[?!]/.test(tag)) continue;
    if (tag.startsWith('/')) {
      yield { kind: 'close', name: tag.slice(1).trim(), attributes: '', text: '' };
      continue;
    }
    const name = /^[^\s/]+/.exec(tag)?.[0] ?? '';
    yield { kind: 'open', name, attributes: tag.slice(name.length), text: '' };
    if (tag.endsWith('/')) yield { kind: 'close', name, attributes: '', text: '' };
  }
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : unescapeXml(value);
}

/** Reads word/numbering.xml: list id → levels. */
export function readLists(xml: string): Lists {
  const abstract = new Map<string, Level[]>();
  const lists = new Map<string, Level[]>();
  let levels: Level[] | undefined;
  let level = -1;
  let list = '';
  let overridden = -1;
  for (const piece of piecesOf(xml)) {
    if (piece.kind !== 'open') continue;
    const value = attribute(piece.attributes, 'w:val') ?? '';
    if (piece.name === 'w:abstractNum') {
      levels = [];
      abstract.set(attribute(piece.attributes, 'w:abstractNumId') ?? '', levels);
    } else if (piece.name === 'w:num') {
      list = attribute(piece.attributes, 'w:numId') ?? '';
      levels = undefined;
    } else if (piece.name === 'w:abstractNumId') {
      levels = [...(abstract.get(value) ?? [])];
      lists.set(list, levels);
    } else if (piece.name === 'w:lvlOverride') overridden = Number(attribute(piece.attributes, 'w:ilvl') ?? 0);
    else if (piece.name === 'w:startOverride' && levels !== undefined) {
      const own = levels[overridden];
      if (own !== undefined) levels[overridden] = { ...own, start: Number(value) || 1 };
    } else if (piece.name === 'w:lvl' && levels !== undefined) {
      level = Number(attribute(piece.attributes, 'w:ilvl') ?? 0);
      levels[level] = { format: 'decimal', text: '', start: 1 };
    } else if (levels !== undefined && level >= 0) {
      const own = levels[level];
      if (own === undefined) continue;
      if (piece.name === 'w:start') levels[level] = { ...own, start: Number(value) || 0 };
      else if (piece.name === 'w:numFmt') levels[level] = { ...own, format: value };
      else if (piece.name === 'w:lvlText') levels[level] = { ...own, text: value };
    }
  }
  return lists;
}

type ListPlace = { readonly list: string; readonly level: number };

/** Reads word/styles.xml: the paragraph styles that number their paragraphs. */
export function readListStyles(xml: string): ReadonlyMap<string, ListPlace> {
  const own = new Map<string, { list?: string; level?: number; parent?: string }>();
  let style: { list?: string; level?: number; parent?: string } = {};
  for (const piece of piecesOf(xml)) {
    if (piece.kind !== 'open') continue;
    if (piece.name === 'w:style') {
      style = {};
      own.set(attribute(piece.attributes, 'w:styleId') ?? '', style);
    } else if (piece.name === 'w:numId') style.list = attribute(piece.attributes, 'w:val') ?? '';
    else if (piece.name === 'w:ilvl') style.level = Number(attribute(piece.attributes, 'w:val') ?? 0);
    else if (piece.name === 'w:basedOn') style.parent = attribute(piece.attributes, 'w:val') ?? '';
  }
  const places = new Map<string, ListPlace>();
  for (const [id, first] of own) {
    let [list, level, next] = [first.list, first.level, first.parent];
    for (let depth = 0; depth < 10 && next !== undefined && list === undefined; depth++) {
      const parent = own.get(next);
      list ??= parent?.list;
      level ??= parent?.level;
      next = parent?.parent;
    }
    if (list !== undefined && list !== '0') places.set(id, { list, level: level ?? 0 });
  }
  return places;
}

/** Parts of a document whose text is not part of what is read: deletions, fallbacks of drawings, field codes. */
const SILENT = new Set([
  'w:del',
  'w:moveFrom',
  'mc:Fallback',
  'w:instrText',
  'w:delText',
  'w:pPrChange',
  'w:rPrChange',
  'w:sectPr',
  'w:footnotePr',
]);

type Cell = { lines: string[]; columns: number; merged: boolean };

/**
 * The text of word/document.xml: a line for each paragraph with the number that Word would print, and for each row of a
 * table, its cells parted by tabs. A cell that is merged with the one above is empty, one with nothing in it holds a /.
 */
export function readBody(xml: string, lists: Lists, styles: ReadonlyMap<string, ListPlace>): string {
  const counter = new ListCounter(lists);
  const lines: string[] = [];
  let line = '';
  let cell: Cell | undefined;
  const outer: (Cell | undefined)[] = [];
  let row: string[][] | undefined;
  const outerRows: (string[][] | undefined)[] = [];
  let silent = 0;
  let inText = false;
  let inProperties = false;
  let numbered: { list?: string; level?: number; style?: string } = {};
  for (const piece of piecesOf(xml)) {
    if (SILENT.has(piece.name)) {
      silent += piece.kind === 'open' ? 1 : -1;
      continue;
    }
    if (silent > 0) continue;
    if (piece.kind === 'text') {
      if (inText) line += piece.text;
      continue;
    }
    if (piece.kind === 'open') {
      switch (piece.name) {
        case 'w:p':
          line = '';
          numbered = {};
          break;
        case 'w:pPr':
          inProperties = true;
          break;
        case 'w:pStyle':
          numbered.style = attribute(piece.attributes, 'w:val') ?? '';
          break;
        case 'w:numId':
          if (inProperties) numbered.list = attribute(piece.attributes, 'w:val') ?? '';
          break;
        case 'w:ilvl':
          if (inProperties) numbered.level = Number(attribute(piece.attributes, 'w:val') ?? 0);
          break;
        case 'w:t':
          inText = true;
          break;
        case 'w:tab':
          if (!inProperties) line += '\t';
          break;
        case 'w:br':
        case 'w:cr':
          line += '\n';
          break;
        case 'w:noBreakHyphen':
          line += '-';
          break;
        case 'w:tr':
          outerRows.push(row);
          row = [];
          break;
        case 'w:tc':
          outer.push(cell);
          cell = { lines: [], columns: 1, merged: false };
          break;
        case 'w:gridSpan':
          if (cell !== undefined) cell.columns = Math.min(63, Number(attribute(piece.attributes, 'w:val') ?? 1) || 1);
          break;
        case 'w:vMerge':
          if (cell !== undefined) cell.merged = attribute(piece.attributes, 'w:val') !== 'restart';
          break;
      }
      continue;
    }
    switch (piece.name) {
      case 'w:t':
        inText = false;
        break;
      case 'w:pPr': {
        inProperties = false;
        const style = styles.get(numbered.style ?? '');
        const list = numbered.list ?? style?.list;
        if (list !== undefined && list !== '0') line = counter.next(list, numbered.level ?? style?.level ?? 0);
        break;
      }
      case 'w:p':
        (cell?.lines ?? lines).push(line);
        line = '';
        break;
      case 'w:tc': {
        const said = (cell?.lines ?? []).map((one) => one.replace(/\s+/g, ' ').trim()).filter((one) => one !== '');
        row?.push(said.length > 0 || cell?.merged === true ? said : ['/']);
        for (let column = 1; column < (cell?.columns ?? 1); column++) row?.push([]);
        cell = outer.pop();
        break;
      }
      case 'w:tr': {
        // one cell across the page holds paragraphs, it is no row
        const said = row ?? [];
        const read = said.length === 1 ? (said[0] ?? []) : [said.map((one) => one.join(' ')).join('\t')];
        (cell?.lines ?? lines).push(...read);
        row = outerRows.pop();
        break;
      }
    }
  }
  return lines.join('\n');
}
