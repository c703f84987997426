import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One way into a package: `import '@tradewright/core'`. */
export interface Entry {
  /** As a user writes it, for example `@tradewright/core`. */
  readonly specifier: string;
  /** File name of the module behind it without extension, in `src/` and in `dist/`. */
  readonly module: string;
  /** Absolute path of that module's source. */
  readonly source: string;
}

export interface WorkspacePackage {
  /** Folder name, for example `core`. */
  readonly folder: string;
  /** Absolute path. */
  readonly path: string;
  /** Published name, for example `@tradewright/core`. */
  readonly name: string;
  readonly entries: readonly Entry[];
}

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
}

export const root = resolve(import.meta.dirname, '..');

/** Reads `packages/`. A package exists as soon as its folder has a `package.json`. */
export function listPackages(): readonly WorkspacePackage[] {
  const packages = join(root, 'packages');
  return readdirSync(packages)
    .filter((folder) => existsSync(join(packages, folder, 'package.json')))
    .sort()
    .map((folder) => readPackage(folder, join(packages, folder)));
}

function readPackage(folder: string, path: string): WorkspacePackage {
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest;
  const subpaths = Object.keys(manifest.exports ?? {}).filter((key) => !key.endsWith('.json'));
  const entries = subpaths.map((subpath) => {
    const module = subpath === '.' ? 'index' : subpath.slice(2);
    const source = join(path, 'src', `${module}.ts`);
    return { specifier: manifest.name + subpath.slice(1), module, source };
  });
  return { folder, path, name: manifest.name, entries };
}
