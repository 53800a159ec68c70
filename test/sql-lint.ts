/** Rules of our SQL that the catalogue of a database cannot show, checked on the text of migrations and statements. */

const CLOCK =
  /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\b(?:current_date|current_time|current_timestamp|localtime|localtimestamp)\b/gi;

/** Where SQL asks the database what time it is; the moment is a parameter. */
export function clockProblems(where: string, text: string): string[] {
  return [...bare(text, { bodies: true }).matchAll(CLOCK)].map(
    (found) => `${where}:${lineAt(text, found.index)} asks the database for the time: ${found[0]}`,
  );
}

const CONSTRAINT =
  /(constraint\s+\w+\s+)?\b(primary\s+key|foreign\s+key\s*\([^)]*\)\s*references|references|unique(?!\s+index)|check\s*\(|exclude\s+using)/gi;
/** Where the same words are no constraint of a table. */
const OTHER_USE = /\b(?:grant|revoke)\b[^;]*$/i;

/** What only the text of a migration shows: names of constraints, serial columns, things that one machine can do alone. */
export function migrationProblems(where: string, text: string): string[] {
  const plain = bare(text, { bodies: false });
  const problems: string[] = [];
  const say = (index: number, problem: string) => problems.push(`${where}:${lineAt(text, index)} ${problem}`);
  for (const found of plain.matchAll(CONSTRAINT)) {
    if (found[1] !== undefined || OTHER_USE.test(plain.slice(0, found.index))) continue;
    if (/add\s+constraint\s+\w+\s+$/i.test(plain.slice(0, found.index))) continue;
    say(found.index, `constraint without a name: ${found[2]?.replace(/\s+/g, ' ')}`);
  }
  for (const found of plain.matchAll(/\b(?:small|big)?serial\b/gi))
    say(found.index, `${found[0]}: use bigint identity or uuid`);
  for (const found of plain.matchAll(/\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+|event\s+)?(?:trigger|rule)\b/gi))
    say(found.index, `${found[0].toLowerCase()}: the program does what has to be done`);
  for (const found of plain.matchAll(/\b(?:uuidv7|uuidv4|gen_random_uuid|uuid_generate_v\d)\b/gi))
    say(found.index, `${found[0]}: ids are made in the application`);
  for (const found of plain.matchAll(/\b(?:begin|commit|rollback)\s*(?:transaction|work)?\s*;/gi))
    say(found.index, `${found[0]}: the migration is run in a transaction already`);
  for (const found of plain.matchAll(/\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?([\w."]+)/gi))
    if (!/^\w+\.\w+$/.test(found[1] ?? '')) say(found.index, `table ${found[1]} without its schema`);
  return problems;
}

/** The SQL of a TypeScript file: the texts of its sql`…` templates, with the line on which each begins. */
export function statementsOf(source: string): { line: number; text: string }[] {
  return [...source.matchAll(/\bsql(?:<[^`]*>)?`/g)].map((found) => ({
    line: lineAt(source, found.index),
    text: templateFrom(source, found.index + found[0].length),
  }));
}

/** The template's own text up to its closing backtick; what stands in `${…}` becomes `$`, line ends are kept. */
function templateFrom(source: string, start: number): string {
  let text = '';
  for (let at = start; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (character === '`') return text;
    if (character === '\\') {
      text += source.slice(at, at + 2);
      at += 1;
    } else if (character === '$' && source.charAt(at + 1) === '{') {
      const end = endOfHole(source, at + 2);
      text += `$${source.slice(at, end).replace(/[^\n]/g, '')}`;
      at = end;
    } else text += character;
  }
  return text;
}

function endOfHole(source: string, start: number): number {
  let depth = 1;
  for (let at = start; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at;
    } else if (character === '`') {
      // Steps over a template inside, which may hold braces of its own.
      let inner = at + 1;
      while (inner < source.length && source.charAt(inner) !== '`') {
        if (source.charAt(inner) === '$' && source.charAt(inner + 1) === '{') inner = endOfHole(source, inner + 2);
        else if (source.charAt(inner) === '\\') inner += 1;
        inner += 1;
      }
      at = inner;
    } else if (character === "'" || character === '"') {
      let inner = at + 1;
      while (inner < source.length && source.charAt(inner) !== character)
        inner += source.charAt(inner) === '\\' ? 2 : 1;
      at = inner;
    }
  }
  return source.length;
}

/** The SQL with comments and strings blanked out, so that positions stay; bodies of functions too, unless asked for. */
function bare(text: string, { bodies }: { bodies: boolean }): string {
  const blank = (piece: string) => piece.replace(/[^\n]/g, ' ');
  return text.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$/g, (piece) =>
    bodies && piece.startsWith('$') ? piece : blank(piece),
  );
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
