import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { house } from './tools/eslint/house.js';

const tests = ['**/*.test.ts', '**/*.test-d.ts', '**/*.bench.ts', 'packages/*/test/**', 'test/**'];

export default defineConfig(
  globalIgnores([
    '**/dist/**',
    '**/coverage/**',
    '**/generated/**',
    'bench/**',
    'examples/*/*.mjs',
    '**/*.cjs',
    '**/*.d.ts',
  ]),
  {
    files: ['**/*.ts', '**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      // One program for the whole repository: the project service would open one per package,
      // which takes half as long again.
      parserOptions: { project: ['./tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { house },
    rules: {
      'house/no-decimal-operators': 'error',
      'max-params': ['error', 3],
      'max-depth': ['error', 3],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'Re-export names one by one.' },
        { selector: 'ExportDefaultDeclaration', message: 'Export a name.' },
      ],
      eqeqeq: 'error',
      // An implementation of an asynchronous port often has nothing to await.
      '@typescript-eslint/require-await': 'off',
      // `close: async () => {}` is a complete answer.
      '@typescript-eslint/no-empty-function': 'off',
      // Where a loop bounds an index, `column[index] as number` and `column[index]!` both say so.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Columns are walked by index; an iterator per bar is what the hot path avoids.
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: tests,
    rules: { 'house/explicit-typed-arrays': 'error' },
  },
  {
    // A `describe` is a chapter, not a function.
    files: tests,
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-type-assertion': 'off',
    },
  },
  {
    // Tools read these as a default export.
    files: ['**/*.config.ts', '**/*.config.js'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
