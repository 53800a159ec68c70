import type { UnitId } from '#core/kernel';
import type { Unit } from './directory.ts';
import { bareName, plainName, similarity } from './names.ts';

const MOST_HINTS = 50;
const LIKE_ENOUGH = 0.45;

export type Found = { readonly unit: Unit } | { readonly sentence: string };

/** Finds units by what people write in a cell: the name, the short name, an alias, or 上级/名称. */
export class UnitIndex {
  readonly #byId = new Map<UnitId, Unit>();
  readonly #byName = new Map<string, UnitId[]>();
  readonly #byOtherName = new Map<string, UnitId[]>();
  #hints = 0;

  constructor(units: readonly Unit[]) {
    for (const unit of units) this.put(unit);
  }

  /** Adds a unit, or takes what is now said of it in the place of what was. */
  put(unit: Unit): void {
    this.#byId.set(unit.id, unit);
    add(this.#byName, plainName(unit.name), unit.id);
    for (const name of [unit.shortName ?? '', ...unit.aliases]) add(this.#byOtherName, plainName(name), unit.id);
  }

  get(id: UnitId): Unit | undefined {
    return this.#byId.get(id);
  }

  all(): Unit[] {
    return [...this.#byId.values()];
  }

  named(name: string): Unit[] {
    const plain = plainName(name);
    return this.#unitsOf(this.#byName.get(plain)).filter((unit) => plainName(unit.name) === plain);
  }

  find(text: string): Found {
    const path = text
      .split(/[/／>＞]/)
      .map(plainName)
      .filter((name) => name !== '');
    const last = path.at(-1);
    if (last === undefined) return { sentence: '没有写明单位' };
    const above = path.slice(0, -1);
    for (const index of [this.#byName, this.#byOtherName]) {
      // A unit that was renamed meanwhile no longer answers to its old name.
      const found = this.#unitsOf(index.get(last)).filter(
        (unit) => namesOf(unit).includes(last) && this.#standsUnder(unit, above),
      );
      const [only] = found;
      if (only !== undefined && found.length === 1) return { unit: only };
      if (found.length > 1)
        return { sentence: `有 ${found.length} 个单位叫「${last}」, 请写成 上级/名称, 如 ${this.path(only ?? null)}` };
    }
    const nearest = this.#nearest(last);
    const hint = nearest === undefined ? '请先写入「单位」表, 或改成已有的名称' : `是不是「${nearest}」`;
    return { sentence: `名录和「单位」表里都没有「${text}」, ${hint}` };
  }

  /** The shortest text that finds this unit again. */
  referenceOf(unit: Unit): string {
    return this.named(unit.name).length === 1 ? unit.name : this.path(unit);
  }

  /** Names from below the root down to the unit. A tree that a file has bent into a ring is cut where it closes. */
  path(unit: Unit | null): string {
    const names: string[] = [];
    const passed = new Set<UnitId>();
    for (let at = unit; at !== null && !passed.has(at.id); ) {
      passed.add(at.id);
      const above: Unit | undefined = at.parent === null ? undefined : this.#byId.get(at.parent);
      if (above !== undefined || names.length === 0) names.unshift(at.name);
      at = above ?? null;
    }
    return names.join('/');
  }

  /** The name most like this one. A file that is wrong throughout gets no more than some hints: each looks at all units. */
  #nearest(name: string): string | undefined {
    this.#hints += 1;
    if (this.#hints > MOST_HINTS) return undefined;
    let best: { name: string; score: number } | undefined;
    for (const unit of this.#byId.values()) {
      const score = Math.max(...namesOf(unit).map((other) => similarity(bareName(name), bareName(other))));
      if (score >= LIKE_ENOUGH && score > (best?.score ?? 0)) best = { name: this.path(unit), score };
    }
    return best?.name;
  }

  #standsUnder(unit: Unit, above: readonly string[]): boolean {
    let at: Unit | undefined = unit;
    for (const name of [...above].reverse()) {
      at = at?.parent == null ? undefined : this.#byId.get(at.parent);
      if (at === undefined || !namesOf(at).includes(name)) return false;
    }
    return true;
  }

  #unitsOf(ids: readonly UnitId[] = []): Unit[] {
    return [...new Set(ids)].flatMap((id) => this.#byId.get(id) ?? []);
  }
}

function namesOf(unit: Unit): string[] {
  return [unit.name, unit.shortName ?? '', ...unit.aliases].map(plainName);
}

function add(index: Map<string, UnitId[]>, name: string, id: UnitId): void {
  if (name === '') return;
  const ids = index.get(name);
  if (ids === undefined) index.set(name, [id]);
  else ids.push(id);
}
