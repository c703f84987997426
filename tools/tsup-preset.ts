import { defineConfig } from 'tsup';

type Preset = ReturnType<typeof defineConfig>;

/**
 * How every package is built: ESM and CJS, a declaration file for each, source maps.
 *
 * @param entry Source files, one for each subpath in `exports`.
 */
export function preset(entry: readonly string[] = ['src/index.ts']): Preset {
  return defineConfig({
    entry: [...entry],
    format: ['esm', 'cjs'],
    target: 'node20',
    sourcemap: true,
    clean: true,
    treeshake: true,
    silent: true,
    // `paths` is cleared so that declarations name other packages instead of swallowing their
    // sources. tsup still sets `baseUrl`, which TypeScript 6 reports as deprecated.
    dts: { compilerOptions: { paths: {}, ignoreDeprecations: '6.0' } },
  });
}
