import type { TSESLint } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { root } from '../workspace.js';

/** Lints one text with one of our rules, with types, and returns what the rule said. */
export function lintProbe(
  rule: TSESLint.RuleModule<string, readonly unknown[]>,
  text: string,
): readonly string[] {
  const linter = new Linter({ cwd: root });
  const messages = linter.verify(
    text,
    {
      files: ['**/*.ts'],
      languageOptions: {
        parser: tseslint.parser,
        parserOptions: {
          projectService: { allowDefaultProject: ['*.ts'], defaultProject: 'tsconfig.json' },
          tsconfigRootDir: root,
        },
      },
      plugins: { house: { rules: { probed: rule as never } } },
      rules: { 'house/probed': 'error' },
    },
    'lint-probe-text.ts',
  );
  return messages.map(({ message }) => message);
}
