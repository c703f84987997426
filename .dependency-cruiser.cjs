// Who may import whom. docs/architecture.md draws the same picture; each comment says why.

/** Each package and the packages of ours that its sources may import. A new one starts here. */
// Checks the SDK from outside, so it may use nothing of ours, not even our Decimal.
const standAlone = '^examples/paper-run/check-export\\.mjs$';
const mayImport = {
  core: [],
  risk: ['core'],
  kernel: ['core', 'risk'],
  indicators: ['core'],
  strategies: ['core', 'indicators'],
  performance: ['core'],
  backtest: ['core', 'risk', 'kernel'],
  runtime: ['core', 'risk', 'kernel'],
  testing: ['core', 'risk', 'kernel', 'backtest'],
  report: ['core', 'performance'],
  'broker-alpaca': ['core'],
  'store-file': ['core'],
  'store-redis': ['core'],
  'store-timescale': ['core'],
  'analytics-duckdb': ['core'],
  'model-onnx': ['core'],
  telemetry: ['core'],
};

/** No Node built-in: they replay exactly and run in a browser. */
const pure = [
  'core',
  'risk',
  'kernel',
  'indicators',
  'strategies',
  'performance',
  'report',
  'backtest',
];

/** One package, often one file, to open when a library changes. */
const owners = {
  'decimal\\.js': 'core/src/numbers/decimal\\.ts$',
  '@noble/hashes': 'core/',
  eventemitter3: 'runtime/',
  '@alpacahq': 'broker-alpaca/',
  lmdb: 'store-file/',
  ioredis: 'store-redis/',
  pg: 'store-timescale/',
  '@duckdb': 'analytics-duckdb/',
  'onnxruntime-node': 'model-onnx/',
  'prom-client': 'telemetry/',
  pino: 'telemetry/',
};

const tests = '\\.(test|test-d|bench)\\.ts$|^packages/[^/]+/test/|^examples/[^/]+/test/|^test/';
const source = (folders) => `^packages/(${folders.join('|')})/src/`;

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle is one module pretending to be two.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'What cannot be resolved cannot be checked.',
      from: {},
      to: { couldNotResolve: true },
    },
    ...Object.entries(mayImport).map(([folder, allowed]) => ({
      name: `${folder}-imports-only-${allowed.join('-') || 'itself'}`,
      severity: 'error',
      comment: 'Arrows point to core; engines know no adapter and adapters never meet.',
      from: { path: source([folder]), pathNot: tests },
      to: { path: `^packages/(?!(${[folder, ...allowed].join('|')})/)` },
    })),
    {
      name: 'pure-without-node',
      severity: 'error',
      comment: 'A pure engine runs in a browser and replays exactly.',
      from: { path: source(pure), pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-depends-on-two-libraries',
      severity: 'error',
      comment: 'What core installs, everybody installs.',
      from: { path: source(['core']), pathNot: tests },
      to: { path: 'node_modules/', pathNot: 'node_modules/(decimal\\.js|@noble/hashes)/' },
    },
    {
      name: 'pure-without-zod',
      severity: 'error',
      comment: 'Schemas guard the borders; a pure engine has none.',
      from: { path: source(pure), pathNot: tests },
      to: { path: 'node_modules/zod/' },
    },
    ...Object.entries(owners).map(([library, owner]) => ({
      name: `${library.replace(/[^a-z0-9]+/g, '-')}-has-one-owner`,
      severity: 'error',
      comment: 'One place to open when the library changes, one rounding mode, one vendor.',
      from: { path: '^(packages|examples)/', pathNot: [tests, standAlone, `^packages/${owner}`] },
      to: { path: `node_modules/${library}/` },
    })),
    {
      name: 'testing-stays-in-tests',
      severity: 'error',
      comment: 'Fakes never ship inside a package.',
      from: { path: '^packages/(?!testing/)', pathNot: tests },
      to: { path: '^packages/testing/' },
    },
    {
      name: 'source-never-imports-tests',
      severity: 'error',
      comment: 'A test is a leaf.',
      from: { pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'enter-by-the-front-door',
      severity: 'error',
      comment: 'Another package is imported by its name, never by a path into it.',
      from: { path: '^(packages|examples)/([^/]+)/' },
      to: {
        path: '^packages/',
        pathNot: '^$1/$2/',
        dependencyTypesNot: ['aliased-tsconfig-paths'],
      },
    },
    {
      name: 'no-front-door-from-inside',
      severity: 'error',
      comment: 'Inside a package import the file itself: the index makes cycles.',
      from: { path: '^packages/([^/]+)/src/', pathNot: tests },
      to: { path: '^packages/$1/src/index\\.ts$' },
    },
    {
      name: 'only-declared-libraries',
      severity: 'error',
      comment: "A user's install has no devDependencies and nothing undeclared.",
      from: { path: '^(packages|examples)/[^/]+/src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
    {
      name: 'examples-are-leaves',
      severity: 'error',
      comment: 'An example shows the SDK and is not part of it.',
      from: { path: '^packages/' },
      to: { path: '^examples/' },
    },
    {
      name: 'examples-never-meet',
      severity: 'error',
      comment: 'A reader can copy one folder and has everything.',
      from: { path: '^examples/([^/]+)/' },
      to: { path: '^examples/', pathNot: '^examples/$1/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A file that nobody imports is dead, or forgotten in index.ts.',
      from: { orphan: true, pathNot: [tests, '/src/(index|main)\\.ts$'] },
      to: {},
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    doNotFollow: { path: 'node_modules|/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
