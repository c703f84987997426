import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as testing from '../src/index.js';
import type { TestRunner } from '../src/contracts/test-runner.js';

/** Clauses of a suite in the order in which it registers them. */
function clausesOf(suite: (runner: TestRunner, options: never) => void): readonly string[] {
  const names: string[] = [];
  const it = Object.assign((title: string) => names.push(title.split(':')[0] ?? ''), {
    skip: () => undefined,
  });
  const describe = (_: string, body: () => void): void => {
    body();
  };
  suite({ describe, it, expect }, {} as never);
  return names;
}

describe('the README', () => {
  it('lists every suite with its clauses', () => {
    const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `(\w+Contract)` \| (.+) \|$/gm)];
    const written = rows.map(([, name = '', clauses = '']) => [
      name,
      [...clauses.matchAll(/`([^`]+)`/g)].map(([, clause]) => clause),
    ]);
    const suites = Object.entries(testing).filter(([name]) => name.endsWith('Contract'));
    const real = suites.map(([name, suite]) => [name, clausesOf(suite as never)]);
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(real));
  });
});
