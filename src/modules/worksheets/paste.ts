/**
 * What a spreadsheet program puts on the clipboard, as cells: tabs between cells, line ends between rows; a cell that
 * holds either, or a quotation mark at its beginning, is quoted and doubles the marks inside.
 */
export function parsePasted(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let place = 0;
  const endCell = () => {
    row.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  while (place < text.length) {
    const quoted = cell === '' && text[place] === '"' ? quotedAt(text, place) : undefined;
    if (quoted !== undefined) {
      cell = quoted.cell;
      place = quoted.end;
    } else if (text[place] === '\t') {
      endCell();
      place += 1;
    } else if (text[place] === '\n' || text[place] === '\r') {
      endRow();
      place += text.startsWith('\r\n', place) ? 2 : 1;
    } else {
      cell += text[place];
      place += 1;
    }
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

const UNQUOTED = /["]/g;

/** The quoted cell that begins here; undefined where the mark is only a mark. */
function quotedAt(text: string, start: number): { readonly cell: string; readonly end: number } | undefined {
  UNQUOTED.lastIndex = start + 1;
  for (let mark = UNQUOTED.exec(text); mark !== null; mark = UNQUOTED.exec(text)) {
    if (text[mark.index + 1] === '"') {
      UNQUOTED.lastIndex = mark.index + 2;
      continue;
    }
    const end = mark.index + 1;
    const isClosed = end === text.length || /[\t\r\n]/.test(text[end] ?? '');
    return isClosed ? { cell: text.slice(start + 1, mark.index).replaceAll('""', '"'), end } : undefined;
  }
  return undefined;
}
