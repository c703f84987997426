import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { describe, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = resolve(root, process.env['TRADEWRIGHT_DATA'] ?? '../shared/data');

/**
 * The absolute path of a file or folder of the reference data, or `undefined` when it is absent.
 * The data is not part of the repository; `TRADEWRIGHT_DATA` says where it is, by default
 * `../shared/data` seen from the repository's root.
 */
export function referenceData(path: string): string | undefined {
  const absolute = resolve(folder, path);
  return existsSync(absolute) ? absolute : undefined;
}

/**
 * Declares tests that need reference data: they get the absolute paths, in the order asked for.
 * Where one is absent the tests are skipped, and the reason is printed.
 */
export function describeWithData(
  name: string,
  paths: readonly string[],
  declare: (absolutePaths: readonly string[]) => void,
): void {
  const found = paths.map(referenceData);
  const missing = paths.filter((_, index) => found[index] === undefined);
  if (missing.length === 0) {
    describe(name, () => declare(found as string[]));
    return;
  }
  console.info(`skipped "${name}": no reference data ${missing.join(', ')} (set TRADEWRIGHT_DATA)`);
  describe.skip(name, () => {
    it('needs reference data', () => {});
  });
}
