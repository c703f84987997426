import { expect } from 'vitest';
import type { TestRunner } from '../src/contracts/test-runner.js';

/** What became of the clauses of a suite, by their names. */
export interface Outcome {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  /** Whole titles, because they carry the reason. */
  readonly skipped: readonly string[];
}

/** Runs a contract suite without registering tests, and says which clauses fail. */
export async function runSuite(register: (runner: TestRunner) => void): Promise<Outcome> {
  const tests: { readonly name: string; readonly run: () => Promise<void> }[] = [];
  const skipped: string[] = [];
  const it = Object.assign(
    (title: string, run: () => Promise<void>) => {
      tests.push({ name: title.split(':')[0] ?? title, run });
    },
    {
      skip: (title: string) => {
        skipped.push(title);
      },
    },
  );
  const describe = (_: string, body: () => void): void => {
    body();
  };
  register({ describe, it, expect });
  const passed: string[] = [];
  const failed: string[] = [];
  for (const { name, run } of tests) {
    await run().then(
      () => passed.push(name),
      () => failed.push(name),
    );
  }
  return { passed, failed, skipped };
}
