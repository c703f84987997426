import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { listPackages, root } from './workspace.js';

/**
 * Asks two linters whether each built package can be used as its `package.json` promises: publint
 * reads the manifest and the files, attw resolves the types as every kind of importer would.
 */
const modules = join(root, 'node_modules');
const linters = {
  publint: [join(modules, 'publint/src/cli.js'), '--strict'],
  attw: [join(modules, '@arethetypeswrong/cli/dist/index.js'), '--pack'],
};

let failures = 0;
for (const { folder, path } of listPackages()) {
  for (const [linter, command] of Object.entries(linters)) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...command, path], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status === 0) continue;
    failures += 1;
    console.error(`${folder}: ${linter} failed\n${stdout}${stderr}`);
  }
}
console.log(`package lint: ${listPackages().length} packages, ${failures} failures`);
process.exitCode = failures === 0 ? 0 : 1;
