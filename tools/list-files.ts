import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './workspace.js';

const skipped = new Set(['node_modules', 'dist', 'coverage', 'generated', '.git', '.turbo']);

/** Every file below `folder`, as paths from the root with forward slashes, sorted. */
export function listFiles(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .flatMap((entry) => {
      const path = join(root, folder, entry.name);
      const name = relative(root, path).split(sep).join('/');
      return entry.isDirectory() ? listFiles(name) : [name];
    })
    .sort();
}
