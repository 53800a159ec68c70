/**
 * The project speaks of itself alone: no path of somebody's machine, no host that happened to serve the packages, no
 * trace of a private working place. With `--absent FILE` also none of the words of that file, one a line: a list that
 * is kept outside the project, such as the names of real persons and offices.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Findings, filesUnder, PROJECT, report, textOf } from './gate.ts';

const TEXT = /\.(?:[cm]?[jt]sx?|json|md|sql|css|html|ya?ml|toml|sh|txt|grit|npmrc|gitignore)$|(?:^|\/)(?:LICENSE|run)$/;
const MACHINE: readonly (readonly [string, RegExp])[] = [
  [
    'the path of a home directory',
    /(?<![\w.~-])(?:\/home\/(?!node\b)[a-z][\w.-]*\/|\/root\/|\/Users\/[\w.-]+\/|[A-Z]:\\Users\\)/,
  ],
  ['the path of a working place', /(?<![\w.~/-])\/(?:work|workspace|workspaces|builds|github)\//],
  [
    'a package registry',
    /\bhttps?:\/\/(?:registry\.[\w.-]+|[\w.-]*(?:npmmirror|npmjs|artifactory|verdaccio|nexus)[\w.-]*)/,
  ],
  ['a private address', /\bhttps?:\/\/(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+/],
];

export function checkWords(root: string, absent: readonly string[] = [], paths = tracked(root)): Findings {
  const problems: string[] = [];
  const texts = paths.filter((path) => TEXT.test(path));
  for (const path of texts) {
    textOf(root, path)
      .split('\n')
      .forEach((line, index) => {
        for (const [what, pattern] of MACHINE) {
          const found = line.match(pattern);
          if (found) problems.push(`${path}:${index + 1} names ${what}: ${found[0]}`);
        }
        for (const word of absent) if (line.includes(word)) problems.push(`${path}:${index + 1} names “${word}”`);
      });
  }
  return { seen: texts.length, problems };
}

/** What git keeps; every file where there is no git. */
function tracked(root: string): string[] {
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  const paths =
    listed.status === 0 ? listed.stdout.split('\0').filter((path) => path !== '') : filesUnder(root, '**/*');
  return paths.filter((path) => !/^scripts\/check-words\.(test\.)?ts$/.test(path));
}

if (import.meta.main) {
  const list = process.argv[process.argv.indexOf('--absent') + 1];
  const absent =
    process.argv.includes('--absent') && list !== undefined
      ? readFileSync(list, 'utf8')
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== '')
      : [];
  report('words', checkWords(PROJECT, absent));
}
