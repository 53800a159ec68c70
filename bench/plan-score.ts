/** A compiled or labelled plan, as far as the score reads it. */
export type Scored = {
  readonly phases?: readonly { ordinal?: number; from?: string; to?: string; optional?: boolean }[];
  readonly tasks?: readonly { number?: string; text?: string; leadUnits?: readonly string[]; optional?: boolean }[];
  readonly cadences?: readonly {
    quote?: string;
    unit?: string;
    interval?: number;
    count?: number;
    optional?: boolean;
  }[];
  readonly deadlines?: readonly { quote?: string; from?: string; to?: string; optional?: boolean }[];
  readonly bodies?: readonly { members?: readonly { role?: string; holders?: readonly string[] }[] }[];
  readonly mechanisms?: readonly string[];
};

const norm = (text: string | undefined) => (text ?? '').replace(/\s+/gu, '');
const bareNumber = (text: string | undefined) => (text ?? '').replace(/[、.．()（）第条项\s]/gu, '');

function bigrams(text: string): Set<string> {
  const characters = [...text];
  const grams = new Set<string>();
  for (let index = 0; index + 1 < characters.length; index++) grams.add(`${characters[index]}${characters[index + 1]}`);
  return grams;
}

function overlap(left: string | undefined, right: string | undefined): boolean {
  const [a, b] = [norm(left), norm(right)];
  if (a === '' || b === '') return false;
  if (a.includes(b) || b.includes(a)) return true;
  const [ga, gb] = [bigrams(a), bigrams(b)];
  let shared = 0;
  for (const gram of ga) if (gb.has(gram)) shared++;
  return shared / Math.max(1, Math.min(ga.size, gb.size)) >= 0.5;
}

/** F1 of two lists under a notion of sameness. Undefined when neither side has anything to compare. */
function f1<One>(
  gold: readonly One[],
  got: readonly One[],
  same: (g: One, x: One) => boolean,
  optional: (one: One) => boolean,
): number | undefined {
  const left = [...got];
  const take = (g: One): boolean => {
    const at = left.findIndex((x) => same(g, x));
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  };
  for (const g of gold) if (optional(g)) take(g);
  const asked = gold.filter((g) => !optional(g));
  if (asked.length === 0 && left.length === 0) return undefined;
  const spare = left.length;
  let hits = 0;
  for (const g of asked) if (take(g)) hits++;
  return (2 * hits) / (asked.length + spare);
}

const sameSet = (a: readonly string[] = [], b: readonly string[] = []) => {
  const left = new Set(a.map(norm));
  const right = new Set(b.map(norm));
  return left.size === right.size && [...left].every((one) => right.has(one));
};

function holders(plan: Scored): string[] {
  const pairs = new Set<string>();
  for (const body of plan.bodies ?? [])
    for (const member of body.members ?? [])
      for (const holder of member.holders ?? []) pairs.add(`${norm(member.role)}\t${norm(holder)}`);
  return [...pairs].sort();
}

export const FIELDS = ['phases', 'tasks', 'cadences', 'deadlines', 'bodies', 'mechanisms'] as const;

export type FieldScores = Partial<Record<(typeof FIELDS)[number], number>>;

const isOptional = (one: { optional?: boolean }) => one.optional === true;
const never = () => false;

/** The F1 of each field that the label or the output has. */
export function scorePlan(gold: Scored, got: Scored): FieldScores {
  const scores: FieldScores = {};
  const put = (field: (typeof FIELDS)[number], value: number | undefined) => {
    if (value !== undefined) scores[field] = value;
  };
  put(
    'phases',
    f1(
      gold.phases ?? [],
      got.phases ?? [],
      (g, x) => g.ordinal === x.ordinal && g.from === x.from && g.to === x.to,
      isOptional,
    ),
  );
  put(
    'tasks',
    f1(
      gold.tasks ?? [],
      got.tasks ?? [],
      (g, x) =>
        sameSet(g.leadUnits, x.leadUnits) &&
        (bareNumber(g.number) === bareNumber(x.number) || overlap(g.text, x.text)) &&
        overlap(g.text, x.text),
      isOptional,
    ),
  );
  put(
    'cadences',
    f1(
      gold.cadences ?? [],
      got.cadences ?? [],
      (g, x) =>
        g.unit === x.unit &&
        (g.interval ?? 1) === (x.interval ?? 1) &&
        (g.count ?? 1) === (x.count ?? 1) &&
        overlap(g.quote, x.quote),
      isOptional,
    ),
  );
  put(
    'deadlines',
    f1(
      gold.deadlines ?? [],
      got.deadlines ?? [],
      (g, x) => g.from === x.from && g.to === x.to && overlap(g.quote, x.quote),
      isOptional,
    ),
  );
  put(
    'bodies',
    f1(holders(gold), holders(got), (g, x) => g === x, never),
  );
  put(
    'mechanisms',
    f1(gold.mechanisms ?? [], got.mechanisms ?? [], (g, x) => norm(g) === norm(x), never),
  );
  return scores;
}

/** The mean over the fields that count; 1 where nothing was asked and nothing given. */
export function meanOf(scores: FieldScores): number {
  const values = Object.values(scores);
  return values.length === 0 ? 1 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
