import { randomInt, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, idOf, type PersonId, Refused, type Region } from '#core/kernel';
import { beginFirstRun, createAccount, hasAccounts } from '#platform/auth';
import { type Db, type Tx, uuid } from '#platform/db';
import { firstRunRefusals } from './refusals.ts';

/** The three who watch each other (三员): never one person in two of them. */
export const FOUNDERS = [
  { role: 'system-admin', title: '系统管理员', does: '建单位、岗位和账号' },
  { role: 'security-admin', title: '安全管理员', does: '授权, 复核系统管理员的操作' },
  { role: 'auditor', title: '审计员', does: '查看操作记录, 不能改动任何内容' },
] as const;

export type FounderRole = (typeof FOUNDERS)[number]['role'];
export type Founder = { role: FounderRole; name: string; username: string; password: string };

/** Makes the jurisdiction, its office and the people; returns their ids in the order given. */
export type Found = (
  tx: Tx,
  input: {
    now: Instant;
    region: Region;
    name: string;
    divisionCode?: string;
    people: { role: FounderRole; name: string; username: string }[];
  },
) => Promise<readonly PersonId[]>;

export type FirstRun = {
  isDone(): Promise<boolean>;
  /** The code to print; undefined once done. */
  code(): Promise<string | undefined>;
  complete(input: {
    now: Instant;
    code: string;
    city: string;
    divisionCode?: string;
    people: readonly Founder[];
  }): Promise<void>;
};

const FILE = 'first-run-code';
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

export function openFirstRun(options: { db: Db; folder: string; found: Found }): FirstRun {
  const { db, found } = options;
  const file = join(options.folder, FILE);
  let done = false;

  async function isDone(): Promise<boolean> {
    done ||= await hasAccounts(db);
    return done;
  }

  async function code(): Promise<string | undefined> {
    if (await isDone()) {
      rmSync(file, { force: true });
      return undefined;
    }
    return readCode(file) ?? writeCode(file);
  }

  return {
    isDone,
    code,
    async complete(input) {
      if (await isDone()) throw new Refused(firstRunRefusals.done());
      if (!same(input.code, await code())) throw new Refused(firstRunRefusals.wrongCode());
      mustDiffer(input.people);
      await db.transaction(async (tx) => {
        if (!(await beginFirstRun(tx))) throw new Refused(firstRunRefusals.done());
        const region = idOf<Region>(uuid());
        const people = input.people.map(({ role, name, username }) => ({ role, name, username }));
        const ids = await found(tx, {
          now: input.now,
          region,
          name: input.city,
          ...(input.divisionCode === undefined ? {} : { divisionCode: input.divisionCode }),
          people,
        });
        for (const [index, { role, username, password }] of input.people.entries()) {
          const person = ids[index];
          if (person === undefined) throw new Error('fewer ids than people');
          await createAccount(tx, { now: input.now, region, person, username, password }).catch((error) =>
            rethrowFor(role, error),
          );
        }
      });
      done = true;
      rmSync(file, { force: true });
    },
  };
}

function mustDiffer(people: readonly Founder[]): void {
  const names = new Set<string>();
  const usernames = new Set<string>();
  for (const { role, name, username } of people) {
    const bare = name.normalize('NFKC').replace(/\s/g, '');
    if (names.has(bare)) throw new Refused(firstRunRefusals.sameName(`${role}-name`));
    const plain = username.normalize('NFKC').trim().toLowerCase();
    if (usernames.has(plain)) throw new Refused(firstRunRefusals.sameUsername(`${role}-username`));
    names.add(bare);
    usernames.add(plain);
  }
}

/** Names the field of the form that belongs to this person. */
function rethrowFor(role: FounderRole, error: unknown): never {
  if (!(error instanceof Refused) || error.refusal.field === undefined) throw error;
  const title = FOUNDERS.find((founder) => founder.role === role)?.title ?? '';
  throw new Refused({
    ...error.refusal,
    field: `${role}-${error.refusal.field}`,
    // Above the form the sentence stands without its field: three people are asked for a password there.
    sentence: `${title}: ${error.refusal.sentence}`,
  });
}

function same(given: string, kept: string | undefined): boolean {
  const plain = (text: string) => Buffer.from(text.toUpperCase().replace(/[^A-Z0-9]/g, ''));
  if (kept === undefined) return false;
  const [left, right] = [plain(given), plain(kept)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function readCode(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}

/** 59 bits in three groups, readable over the telephone. Kept in a file so that a restart does not change it. */
function writeCode(file: string): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const code = `${group()}-${group()}-${group()}`;
  mkdirSync(join(file, '..'), { recursive: true });
  try {
    writeFileSync(file, `${code}\n`, { mode: 0o600, flag: 'wx' });
  } catch {
    const other = readCode(file);
    if (other !== undefined) return other;
    throw new Error(`cannot write ${file}`);
  }
  return code;
}
