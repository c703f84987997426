import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parsePlanted, type Planted } from './planted-patch.js';
import { root } from './workspace.js';

/**
 * Proves that the tests can fail. Each `test/planted/*.patch` puts one bug into a scratch copy of
 * the working tree; the tests it names must then turn red. `npm run planted -- ledger` runs only
 * the patches with `ledger` in their name.
 */
const folder = join(root, 'test', 'planted');

interface Run {
  readonly passed: number;
  readonly failed: readonly string[];
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** A copy of what git tracks or would track, with the installed packages linked into it. */
function createScratch(): string {
  const scratch = mkdtempSync(join(tmpdir(), 'tradewright-planted-'));
  const listing = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { stdout } = spawnSync('git', listing, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
  for (const file of stdout
    .split('\0')
    .filter((each) => each !== '' && existsSync(join(root, each)))) {
    mkdirSync(dirname(join(scratch, file)), { recursive: true });
    cpSync(join(root, file), join(scratch, file));
  }
  for (const modules of listInstalled().filter((each) =>
    existsSync(join(scratch, dirname(each))),
  )) {
    symlinkSync(join(root, modules), join(scratch, modules));
  }
  return scratch;
}

/** The root's `node_modules`, and those of the packages and examples that have their own. */
function listInstalled(): readonly string[] {
  const members = ['packages', 'examples'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((each) => join(parent, each, 'node_modules')),
  );
  return ['node_modules', ...members].filter((modules) => existsSync(join(root, modules)));
}

function runTests(scratch: string, tests: readonly string[]): Run {
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const output = join(scratch, 'planted-report.json');
  rmSync(output, { force: true });
  const parameters = ['run', ...tests, '--reporter=json', `--outputFile.json=${output}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
    cwd: scratch,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (!existsSync(output)) {
    throw new Error(`no report of the tests (exit ${String(status)}): ${stdout}${stderr}`);
  }
  const report = JSON.parse(readFileSync(output, 'utf8')) as VitestReport;
  const failed = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ fullName }) => fullName);
  return { passed: report.numPassedTests, failed };
}

function apply(scratch: string, file: string, ...how: readonly string[]): string {
  const { status, stderr } = spawnSync('git', ['apply', ...how, join(folder, file)], {
    cwd: scratch,
    encoding: 'utf8',
  });
  return status === 0 ? '' : stderr.trim() || 'git apply failed';
}

/** The complaint about one patch, or an empty text when its bug was caught. */
function plant(scratch: string, { file, bug, tests }: Planted): string {
  const refused = apply(scratch, file);
  if (refused !== '') return `does not apply: ${refused}`;
  try {
    const { passed, failed } = runTests(scratch, tests);
    // A patch that breaks an import proves nothing about any test.
    if (failed.length === 0) return passed === 0 ? 'no test ran' : `survived ${passed} tests`;
    const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
    console.log(`caught    ${file}: ${bug}\n          by "${failed[0]}"${more}`);
    return '';
  } finally {
    apply(scratch, file, '--reverse');
  }
}

function plantAll(scratch: string, patches: readonly Planted[]): number {
  const before = runTests(scratch, [...new Set(patches.flatMap(({ tests }) => tests))]);
  for (const name of before.failed) console.log(`RED BEFORE any bug was planted: ${name}`);
  const complaints = patches.map((patch) => ({ ...patch, complaint: plant(scratch, patch) }));
  const survivors = complaints.filter(({ complaint }) => complaint !== '');
  for (const { file, bug, complaint } of survivors) {
    console.log(`NOT CAUGHT ${file}: ${bug}\n          ${complaint}`);
  }
  console.log(`planted bugs: ${patches.length - survivors.length} caught, ${survivors.length} not`);
  return before.failed.length + survivors.length;
}

const wanted = process.argv[2] ?? '';
const patches = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((file) => file.endsWith('.patch') && file.includes(wanted))
  .sort()
  .map((file) => parsePlanted(file, readFileSync(join(folder, file), 'utf8')));

if (patches.length === 0) {
  console.error('no patches in test/planted: nothing was proved');
  process.exitCode = 1;
} else {
  const scratch = createScratch();
  try {
    process.exitCode = plantAll(scratch, patches) === 0 ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
