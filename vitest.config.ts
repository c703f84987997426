import { defineConfig } from 'vitest/config';
import { listPackages } from './tools/workspace.js';

export default defineConfig({
  resolve: {
    // Tests and coverage see sources, never a build that may be old.
    alias: listPackages().flatMap((each) =>
      each.entries.map(({ specifier, source }) => ({
        find: new RegExp(`^${specifier}$`),
        replacement: source,
      })),
    ),
  },
  test: {
    // CI counts from the file; a person reads the other.
    reporters: process.env['CI'] ? ['default', 'json'] : ['default'],
    // Not an option of the reporter: that would outrank the command line, which `planted` uses.
    outputFile: { json: 'node_modules/.cache/test-results.json' },
    // Generous, because a slow machine must not turn a test red: no test is about time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/test/**/*.test.ts',
      'examples/*/{src,test}/**/*.test.ts',
      'test/**/*.test.ts',
      'tools/**/*.test.ts',
    ],
    coverage: {
      provider: 'v8',
      reportOnFailure: true,
      reporter: ['text-summary', 'json-summary'],
      include: ['packages/*/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.test-d.ts', '**/*.bench.ts', '**/index.ts'],
      thresholds: {
        lines: 90,
        branches: 90,
        'packages/core/src/**': { lines: 95, branches: 95 },
        'packages/risk/src/**': { lines: 95, branches: 95 },
      },
    },
  },
});
