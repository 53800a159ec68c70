import type { UnitId } from '#core/kernel';
import type { UnitKind } from './directory.ts';

/** What matching needs to know of a unit. */
export type NamedUnit = {
  readonly id: UnitId;
  readonly parent: UnitId | null;
  readonly kind: UnitKind;
  readonly name: string;
  readonly shortName: string | null;
  readonly aliases: readonly string[];
};

export type Suggestion<U extends NamedUnit = NamedUnit> = {
  readonly unit: U;
  /** 0 to 1. */
  readonly score: number;
};

/**
 * What a name in a text means. `exact`: the full name, however its jurisdiction and its ending are written; `alias`:
 * the short name or another known name; `similar`: nobody but a person can tell, the best suggestion first.
 */
export type UnitMatch<U extends NamedUnit = NamedUnit> =
  | { readonly kind: 'exact' | 'alias'; readonly unit: U; readonly suggestions: readonly Suggestion<U>[] }
  | { readonly kind: 'similar' | 'none'; readonly unit?: undefined; readonly suggestions: readonly Suggestion<U>[] };

/** Below this a suggestion is noise. */
const LEAST_SCORE = 0.35;
const MOST_SUGGESTIONS = 5;

/** The name as it is compared: half-width, without spaces and without brackets' contents at its end. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s·,，。;；:：]/g, '')
    .replace(/\((?:牵头|配合|责任|主办|协办)(?:单位)?\)$/, '');
}

/** The name without its jurisdiction and with its ending as one writes it in short: 云溪市发展和改革委员会 → 发展和改革委. */
export function bareName(name: string, jurisdictions: readonly string[] = []): string {
  let bare = plainName(name);
  const place = jurisdictions.find((name) => bare.length > name.length + 1 && bare.startsWith(name));
  if (place !== undefined) bare = bare.slice(place.length);
  // 市委 and 市场 are words by themselves; 市水利局 is 水利局 of the city.
  if (/^[省市县区][^委政长民级直属区域场]/.test(bare) && bare.length > 3) bare = bare.slice(1);
  return bare
    .replace(/委员会(?=办公室$|$)/, '委')
    .replace(/办公室$/, '办')
    .replace(/人民政府/, '政府');
}

/** Which unit is meant by the name. `jurisdictions`: names that may stand before it, such as 云溪市. */
export function matchUnit<U extends NamedUnit>(
  name: string,
  units: readonly U[],
  jurisdictions: readonly string[] = [],
): UnitMatch<U> {
  const plain = plainName(name);
  if (plain === '') return { kind: 'none', suggestions: [] };
  const bare = bareName(name, jurisdictions);
  const stages: readonly (readonly ['exact' | 'alias', (unit: U) => boolean])[] = [
    ['exact', (unit) => plainName(unit.name) === plain],
    ['alias', (unit) => otherNames(unit).some((other) => plainName(other) === plain)],
    ['exact', (unit) => bareName(unit.name, jurisdictions) === bare],
    ['alias', (unit) => otherNames(unit).some((other) => bareName(other, jurisdictions) === bare)],
  ];
  for (const [kind, fits] of stages) {
    const found = preferStanding(units.filter(fits));
    const [only] = found;
    if (only !== undefined && found.length === 1) return { kind, unit: only, suggestions: [{ unit: only, score: 1 }] };
    if (found.length > 1)
      return { kind: 'similar', suggestions: found.slice(0, MOST_SUGGESTIONS).map((unit) => ({ unit, score: 1 })) };
  }
  const suggestions = rank(bare, units, jurisdictions);
  return { kind: suggestions.length === 0 ? 'none' : 'similar', suggestions };
}

function otherNames(unit: NamedUnit): readonly string[] {
  return unit.shortName === null ? unit.aliases : [unit.shortName, ...unit.aliases];
}

/** 办公室 is a section of every organ: where a unit that stands by itself has the name too, it is meant. */
function preferStanding<U extends NamedUnit>(units: readonly U[]): readonly U[] {
  const standing = units.filter(({ kind }) => kind !== 'section' && kind !== 'window');
  return standing.length > 0 ? standing : units;
}

function rank<U extends NamedUnit>(
  bare: string,
  units: readonly U[],
  jurisdictions: readonly string[],
): Suggestion<U>[] {
  return units
    .map((unit) => ({
      unit,
      score: Math.max(...namesOf(unit).map((other) => similarity(bare, bareName(other, jurisdictions)))),
    }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort(
      (a, b) => b.score - a.score || a.unit.name.length - b.unit.name.length || (a.unit.name < b.unit.name ? -1 : 1),
    )
    .slice(0, MOST_SUGGESTIONS);
}

function namesOf(unit: NamedUnit): readonly string[] {
  return [unit.name, ...otherNames(unit)];
}

/** How alike two names are, 0 to 1: an abbreviation (发改委 of 发展和改革委) counts for much, else shared pairs of characters. */
export function similarity(left: string, right: string): number {
  if (left === right) return 1;
  const alike = Math.max(
    dice(pairsOf(left), pairsOf(right)),
    // 水务局 and 水利局 share no pair, but begin alike.
    left.at(0) === right.at(0) ? 0.7 * dice([...left], [...right]) : 0,
  );
  return Math.max(alike, isAbbreviation(left, right) || isAbbreviation(right, left) ? 0.75 + alike / 5 : 0);
}

/** 发改委 takes its characters from 发展和改革委 in their order, and begins and ends as it does. */
function isAbbreviation(short: string, long: string): boolean {
  if (short.length < 2 || short.length >= long.length) return false;
  if (short.at(0) !== long.at(0) || short.at(-1) !== long.at(-1)) return false;
  let at = 0;
  for (const character of long) if (character === short.charAt(at)) at += 1;
  return at === short.length;
}

/** Sørensen–Dice coefficient: the share of pieces that the two have in common. */
function dice(pieces: readonly string[], others: readonly string[]): number {
  if (pieces.length === 0 || others.length === 0) return 0;
  const rest = [...others];
  let shared = 0;
  for (const piece of pieces) {
    const index = rest.indexOf(piece);
    if (index === -1) continue;
    rest.splice(index, 1);
    shared += 1;
  }
  return (2 * shared) / (pieces.length + others.length);
}

function pairsOf(text: string): string[] {
  const characters = [...text];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/** Names that stand for many units, and the kinds that they mean. */
const COLLECTIVES: readonly (readonly [RegExp, readonly UnitKind[]])[] = [
  [/^(?:各|全市各|所有)(?:县|区|市)+(?:、|和|及)?(?:县|区|市)*(?:人民政府|政府|党委)?$/, ['county']],
  [/^各县\(市、?区\)(?:人民政府|政府|党委)?$/, ['county']],
  [/^(?:各|全[市县区]各|所有)(?:乡镇|镇街|街道|乡镇街道|乡镇\(街道\)|镇|乡)(?:人民政府|政府|办事处)?$/, ['township']],
  [/^(?:各|全)?(?:[市县区省]直)(?:各)?(?:部门|单位|机关|部门单位)$/, ['organ', 'institution']],
  [/^各(?:有关)?(?:部门|职能部门|行政部门|委办局|部门单位)$/, ['organ']],
  [/^各事业单位$/, ['institution']],
  [/^各(?:科室|处室|股室)$/, ['section']],
  [/^各(?:服务)?窗口(?:单位)?$/, ['window']],
  [/^各(?:国有|市属|县属)?企业$/, ['enterprise']],
  [
    /^(?:各|各有关|各相关|各级|全市各|全市各级)(?:单位|级部门|部门和单位|级各部门|级机关)$/,
    ['organ', 'institution', 'county'],
  ],
];

/** The kinds that a collective name means (各县区: counties); undefined for a name of one unit. */
export function collectiveKinds(name: string): readonly UnitKind[] | undefined {
  const plain = name.normalize('NFKC').replace(/\s/g, '');
  return COLLECTIVES.find(([pattern]) => pattern.test(plain))?.[1];
}

/** The units that a collective name may mean, for a person to confirm; undefined for a name of one unit. */
export function expandCollective<U extends NamedUnit>(name: string, units: readonly U[]): readonly U[] | undefined {
  const kinds = collectiveKinds(name);
  return kinds === undefined ? undefined : units.filter(({ kind }) => kinds.includes(kind));
}

/** Words that may stand before the name of a unit: 云溪市, 云溪. */
export function placeNames(jurisdictionName: string): readonly string[] {
  const short = jurisdictionName.replace(/[省市县区]$/, '');
  return short === jurisdictionName || short.length < 2 ? [jurisdictionName] : [jurisdictionName, short];
}

/** Cuts a list as it stands in a note or a cell: at 、，；, but not inside brackets. 等有关部门 is nobody in particular. */
export function splitUnitNames(text: string): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let name = '';
  for (const character of `${text}、`) {
    if ('(（《'.includes(character)) depth += 1;
    if (')）》'.includes(character)) depth = Math.max(0, depth - 1);
    if (depth > 0 || !/[、，,;；\n]/.test(character)) {
      name += character;
      continue;
    }
    const bare = name.trim().replace(/等(?:有关|相关)?(?:部门|单位)?$/, '');
    if (bare !== '' && !/^(?:各|其他)?(?:有关|相关)(?:部门|单位)$/.test(bare) && !names.includes(bare))
      names.push(bare);
    name = '';
  }
  return names;
}
