/**
 * Every optional platform build that a package names must have its entry in package-lock.json. `npm install` drops one
 * silently when the registry does not have that version (yet), and `npm ci` then refuses the lock file on every machine.
 */
import { type Findings, PROJECT, report, textOf } from './gate.ts';

type Entry = {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, Entry> };

export function checkLock(root: string): Findings {
  const lock: Lock = JSON.parse(textOf(root, 'package-lock.json'));
  const problems: string[] = [];
  let seen = 0;
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      seen += 1;
      if (!places(path, name).some((place) => place in lock.packages))
        problems.push(`${path === '' ? 'package.json' : path} wants ${name}, which the lock file lacks`);
    }
    if (path !== '' && !entry.link && !entry.integrity) problems.push(`${path} has no integrity hash`);
    if (entry.resolved?.startsWith('http')) problems.push(`${path} names a registry host: ${entry.resolved}`);
  }
  return { seen, problems };
}

/** Where Node would look for `name` from `path`: nearest node_modules first. */
function places(path: string, name: string): string[] {
  const parts = path === '' ? [] : path.split('/node_modules/');
  const above = parts.map(
    (_, index) => `${parts.slice(0, parts.length - index).join('/node_modules/')}/node_modules/${name}`,
  );
  return [...above, `node_modules/${name}`];
}

if (import.meta.main) report('lock', checkLock(PROJECT));
