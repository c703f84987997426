import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listSurfaces, type Surface } from './list-surfaces.js';
import { listPackages } from './workspace.js';

/**
 * Installs what would be published into an empty project and uses every export of it: from ESM,
 * from CommonJS, and from TypeScript old and new with the library check on. Needs a build.
 */
const compilers = { '5.4': '5.4.5', '5.9': '5.9.3', '6.0': '6.0.3' };

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  noEmit: true,
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
};

const projects = {
  nodenext: {
    compilerOptions: { ...strict, module: 'nodenext' },
    files: ['use.mts', 'use.cts'],
  },
  bundler: {
    compilerOptions: { ...strict, module: 'esnext', moduleResolution: 'bundler' },
    files: ['use.mts'],
  },
};

let failures = 0;

function run(what: string, folder: string, command: readonly string[]): void {
  const [program = '', ...parameters] = command;
  const { status, stdout, stderr } = spawnSync(program, parameters, {
    cwd: folder,
    encoding: 'utf8',
  });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${what}`);
  if (status === 0) return;
  failures += 1;
  console.error(`${stdout}${stderr}`);
}

function install(folder: string): void {
  const tarballs = join(folder, 'tarballs');
  mkdirSync(tarballs);
  for (const { path } of listPackages()) {
    spawnSync('npm', ['pack', '--silent', '--pack-destination', tarballs], { cwd: path });
  }
  const dependencies = Object.fromEntries(
    listPackages().map(({ name, folder: short }) => {
      const file = readdirSync(tarballs).find((each) => each.startsWith(`tradewright-${short}-0`));
      return [name, `file:./tarballs/${file ?? 'not-packed'}`];
    }),
  );
  const devDependencies = Object.fromEntries(
    Object.entries(compilers).map(([name, version]) => [`ts-${name}`, `npm:typescript@${version}`]),
  );
  write(folder, 'package.json', JSON.stringify({ private: true, dependencies, devDependencies }));
  run('install', folder, ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund']);
}

/** Programs that name every export, so that a missing one does not compile or is `undefined`. */
function writeUses(folder: string, surfaces: readonly Surface[]): void {
  const typed = surfaces.map(({ specifier, values, types }, index) => {
    const names = [...values.map((name) => `${name} as ${name}${index}`)];
    names.push(...types.map((name) => `type ${name} as ${name}${index}`));
    return `export { ${names.join(', ')} } from '${specifier}';`;
  });
  write(folder, 'use.mts', typed.join('\n'));
  write(folder, 'use.cts', typed.join('\n'));
  const check = surfaces.map(({ specifier, values }) => {
    const names = JSON.stringify(values);
    return `check('${specifier}', await load('${specifier}'), ${names});`;
  });
  const program = [
    'const check = (specifier, module, names) => {',
    '  const missing = names.filter((name) => module[name] === undefined);',
    "  if (missing.length > 0) throw new Error(specifier + ' lacks ' + missing.join(', '));",
    '};',
    `(async () => {\n${check.join('\n')}\n})();`,
  ].join('\n');
  write(folder, 'use.mjs', `const load = (name) => import(name);\n${program}`);
  write(folder, 'use.cjs', `const load = require;\n${program}`);
}

function write(folder: string, file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}

const folder = mkdtempSync(join(tmpdir(), 'tradewright-pack-'));
try {
  install(folder);
  writeUses(folder, listSurfaces());
  run('import', folder, [process.execPath, 'use.mjs']);
  run('require', folder, [process.execPath, 'use.cjs']);
  for (const [project, settings] of Object.entries(projects)) {
    write(folder, `${project}.json`, JSON.stringify(settings));
    for (const name of Object.keys(compilers)) {
      const compiler = join(folder, 'node_modules', `ts-${name}`, 'lib', 'tsc.js');
      const command = [process.execPath, compiler, '--project', `${project}.json`];
      run(`TypeScript ${name}, ${project}`, folder, command);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
