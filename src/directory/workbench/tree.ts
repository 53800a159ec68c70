import type { TreeAnswer } from '../contract.ts';

export type TreeUnit = TreeAnswer['units'][number];
export type Branch = {
  readonly key: string;
  readonly title: string;
  readonly people: number;
  readonly children: Branch[];
};

/** The tree of units; one whose parent is not among them stands at the top. */
export function branchesOf(units: readonly TreeUnit[]): Branch[] {
  const branches = new Map(
    units.map((unit): [string, Branch] => [
      unit.id,
      { key: unit.id, title: unit.name, people: unit.people, children: [] },
    ]),
  );
  const roots: Branch[] = [];
  for (const unit of units) {
    const branch = branches.get(unit.id);
    if (branch === undefined) continue;
    const above = unit.parent === null ? undefined : branches.get(unit.parent);
    (above?.children ?? roots).push(branch);
  }
  return roots;
}

/**
 * Units to show for the words typed, with everything above them, and which of them stand open: without words the roots
 * and the way to the chosen one.
 */
export function matchingUnits(
  units: readonly TreeUnit[],
  words: string,
  chosen: string | null,
): { shown: readonly TreeUnit[]; open: readonly string[] } {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const above = (id: string): string[] => {
    const parent = byId.get(id)?.parent ?? null;
    return parent === null ? [] : [...above(parent), parent];
  };
  const wanted = words.trim();
  if (wanted === '') {
    const roots = units.filter(({ parent }) => parent === null || !byId.has(parent)).map(({ id }) => id);
    return { shown: units, open: [...roots, ...(chosen === null ? [] : above(chosen))] };
  }
  const found = units.filter((unit) =>
    [unit.name, unit.shortName ?? '', ...unit.aliases].some((name) => name.includes(wanted)),
  );
  const open = new Set(found.flatMap(({ id }) => above(id)));
  const kept = new Set([...open, ...found.map(({ id }) => id)]);
  return { shown: units.filter(({ id }) => kept.has(id)), open: [...open] };
}
