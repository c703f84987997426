import { spawnSync } from 'node:child_process';
import { listFiles } from './list-files.js';
import { listPackages, root } from './workspace.js';

interface Cruise {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly module: string; readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
  };
}

/** Runs the import rules. `npx` would look for a registry; the local program is enough. */
function cruise(): Cruise {
  const program = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
  const folders = ['packages', 'examples'];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, ...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    { cwd: root, encoding: 'utf8', maxBuffer: 1e9 },
  );
  if (stdout === '') throw new Error(`the import checker printed nothing: ${stderr}`);
  return JSON.parse(stdout) as Cruise;
}

/** A checker that has read nothing finds nothing, so what it read is compared with the disk. */
function findBlindSpots(result: Cruise): readonly string[] {
  const read = new Set(result.modules.map(({ source }) => source));
  const files = ['packages', 'examples']
    .flatMap(listFiles)
    .filter((file) => file.endsWith('.ts') && file.includes('/src/'));
  const unread = files.filter((file) => !read.has(file)).map((file) => `not read: ${file}`);
  const unfollowed = result.modules.flatMap(({ source, dependencies }) =>
    dependencies
      .filter(({ module }) => module.startsWith('@tradewright/'))
      .filter(({ resolved }) => !/^packages\/[^/]+\/src\//.test(resolved))
      .map(({ module, resolved }) => `${source}: ${module} led to ${resolved}, not to sources`),
  );
  const rules = result.summary.ruleSetUsed.forbidden.map(({ name }) => name);
  const unruled = listPackages()
    .filter(({ folder }) => !rules.some((name) => name.startsWith(`${folder}-imports-only-`)))
    .map(({ folder }) => `packages/${folder} has no line in .dependency-cruiser.cjs`);
  const unfound = files.length === 0 ? ['no source files found'] : [];
  return [...unfound, ...unread, ...unfollowed, ...unruled];
}

const result = cruise();
const violations = result.summary.violations.map(
  ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
);
const problems = [...violations, ...findBlindSpots(result)];
for (const problem of problems) console.error(problem);
console.log(`import rules: ${result.modules.length} modules read, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
