/** Markup that is safe to send. Made only by the `html` tag and by `raw`. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
  toString(): string {
    return this.markup;
  }
}

/** What may stand in a hole of the template. Nothing is printed for null, undefined, false. */
export type Slot = Html | string | number | null | undefined | false | readonly Slot[];

/** How the value of a hole must be treated, by where the hole stands. */
type Place = 'text' | 'attribute' | 'address' | 'tag';

const places = new WeakMap<TemplateStringsArray, readonly Place[]>();

/**
 * Writes markup with every value escaped. A hole may stand in text, inside a quoted attribute, or between
 * attributes (there only `html`/`raw` or nothing, for `checked` and the like). Elsewhere the tag refuses.
 */
export function html(literals: TemplateStringsArray, ...values: readonly Slot[]): Html {
  let known = places.get(literals);
  if (known === undefined) {
    known = placesOf(literals);
    places.set(literals, known);
  }
  let markup = literals[0] ?? '';
  values.forEach((value, index) => {
    markup += written(value, known[index] ?? 'text') + (literals[index + 1] ?? '');
  });
  return new Html(markup);
}

/** Declares text to be markup already. Only for text of our own making, never for what a person wrote. */
export function raw(markup: string): Html {
  return new Html(markup);
}

/** Escapes text for any place in which a quoted value or text may stand. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The address, if following it cannot run script; else `#`. */
export function safeAddress(address: string): string {
  // Browsers drop tabs, newlines and leading control characters before they look at the scheme.
  const seen = [...address].filter((character) => character.charCodeAt(0) > 0x20).join('');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(seen)?.[1]?.toLowerCase();
  return scheme === undefined || ['http', 'https', 'mailto', 'tel'].includes(scheme) ? address : '#';
}

function written(value: Slot, place: Place): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) {
    if (place === 'attribute' || place === 'address') throw new Error('html: markup inside an attribute; pass text');
    return value.markup;
  }
  if (typeof value === 'object') return value.map((one) => written(one, place)).join('');
  if (place === 'tag') {
    if (value === '') return '';
    throw new Error('html: bare text among the attributes; quote the value or pass html`…`');
  }
  return escapeHtml(place === 'address' ? safeAddress(String(value)) : String(value));
}

const ADDRESSES = new Set(['href', 'src', 'action', 'formaction', 'poster', 'cite', 'data', 'xlink:href']);

/** Walks the literal parts once and says for each hole where it stands; refuses places that cannot be made safe. */
function placesOf(literals: readonly string[]): readonly Place[] {
  const found: Place[] = [];
  let state: 'text' | 'tag' | 'comment' | '"' | "'" = 'text';
  let attribute = '';
  let element = '';
  let fresh = false; // true while nothing of the quoted value has been seen
  literals.forEach((literal, index) => {
    let at = 0;
    while (at < literal.length) {
      const rest = literal.slice(at);
      if (state === 'text') {
        if (rest.startsWith('<!--')) {
          state = 'comment';
          at += 4;
          continue;
        }
        const opening = /^<(\/?[a-zA-Z][^\s/>]*)/.exec(rest);
        if (opening) {
          state = 'tag';
          element = (opening[1] ?? '').toLowerCase();
          at += opening[0].length;
          continue;
        }
        at += 1;
      } else if (state === 'comment') {
        if (rest.startsWith('-->')) {
          state = 'text';
          at += 3;
        } else at += 1;
      } else if (state === 'tag') {
        const quoted = /^([^\s"'>/=]+)\s*=\s*(["'])/.exec(rest);
        if (quoted) {
          attribute = (quoted[1] ?? '').toLowerCase();
          state = quoted[2] === '"' ? '"' : "'";
          fresh = true;
          at += quoted[0].length;
        } else if (rest.startsWith('>')) {
          state = 'text';
          at += 1;
        } else at += 1;
      } else {
        if (rest.startsWith(state)) state = 'tag';
        else fresh = false;
        at += 1;
      }
    }
    if (index === literals.length - 1) return;
    if (state === 'comment') throw new Error('html: no value may stand in a comment');
    if (state === 'text') {
      if (/<[/!]?$/.test(literal)) throw new Error('html: no value may begin a tag');
      if (element === 'script' || element === 'style') throw new Error(`html: no value may stand in <${element}>`);
      found.push('text');
    } else if (state === 'tag') {
      if (/=\s*$/.test(literal)) throw new Error('html: quote the attribute value');
      if (!/[\s"']$/.test(literal) && literal !== '') throw new Error('html: no value may be part of a name');
      found.push('tag');
    } else {
      if (attribute.startsWith('on') || attribute === 'style' || attribute === 'srcdoc') {
        throw new Error(`html: no value may stand in ${attribute}`);
      }
      found.push(fresh && ADDRESSES.has(attribute) ? 'address' : 'attribute');
      fresh = false;
    }
  });
  return found;
}
