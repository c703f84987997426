import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BacktestReport, formatUtc, sha256Hex } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { run } from '../scripted-run.js';
import { handChecked } from './hand-checked.js';
import { type Scenario, scenarios } from './scenarios.js';

/** What a run of the corpus did: every fill, and the hash of all of them. */
interface Golden {
  readonly hash: string;
  readonly fills: readonly string[];
}

/**
 * To change the corpus on purpose: `UPDATE_CORPUS=1 npx vitest run packages/backtest/test/corpus`,
 * then `npm run format`, and read what git says has changed. Ten runs are checked by arithmetic
 * and stay what they are.
 */
const updates = process.env['UPDATE_CORPUS'] === '1';
const file = fileURLToPath(new URL('golden-fills.json', import.meta.url));
const golden = readGolden();
const found: Record<string, Golden> = {};

function readGolden(): Readonly<Record<string, Golden>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Golden>;
  } catch (error) {
    if (updates) return {};
    throw error;
  }
}

function fillLines(report: BacktestReport): readonly string[] {
  return [...report.fills].map(({ filledAt, side, quantity, symbol, price, fee }) => {
    const what = `${side} ${quantity.toFixed()} ${symbol} at ${price.toFixed()}`;
    return `${formatUtc(filledAt)} ${what} for ${fee.toFixed()}`;
  });
}

async function play(name: string, scenario: Scenario): Promise<BacktestReport> {
  const { settings, ...frame } = scenario;
  const report = await run({ ...settings, ...frame });
  const fills = fillLines(report);
  const hash = sha256Hex(fills.join('\n'));
  found[name] = { hash, fills };
  if (updates) return report;
  const wanted = golden[name];
  const first = firstDifference(wanted?.fills ?? [], fills);
  if (first !== undefined) expect.fail(`${name}: ${first}`);
  expect(hash).toBe(wanted?.hash);
  return report;
}

/** The first fill that differs, in words. */
function firstDifference(wanted: readonly string[], got: readonly string[]): string | undefined {
  for (let i = 0; i < Math.max(wanted.length, got.length); i++) {
    if (wanted[i] === got[i]) continue;
    const [was, is] = [wanted[i] ?? 'nothing', got[i] ?? 'nothing'];
    return `fill ${i + 1} of ${wanted.length} was\n  ${was}\nand is\n  ${is}`;
  }
  return undefined;
}

describe('the corpus', () => {
  it.each(Object.keys(handChecked))('checked by hand: %s', async (name) => {
    const scenario = handChecked[name]?.();
    if (scenario === undefined) throw new Error(name);
    const { cash, ...rest } = scenario;
    expect((await play(name, rest)).cash.toFixed()).toBe(cash);
  });

  it.each(Object.keys(scenarios))('%s', async (name) => {
    const scenario = scenarios[name]?.();
    if (scenario === undefined) throw new Error(name);
    const report = await play(name, scenario);
    expect(report.fills.length).toBeGreaterThan(5);
  });

  it('has thirty runs, and a golden file for each', () => {
    const names = [...Object.keys(handChecked), ...Object.keys(scenarios)];
    expect(names).toHaveLength(30);
    if (updates) writeFileSync(file, `${JSON.stringify(found, undefined, 2)}\n`);
    else expect(Object.keys(golden).sort()).toEqual(names.sort());
  });

  it('names the first fill that differs', () => {
    expect(firstDifference(['a', 'b'], ['a', 'c'])).toBe('fill 2 of 2 was\n  b\nand is\n  c');
    expect(firstDifference(['a'], [])).toBe('fill 1 of 1 was\n  a\nand is\n  nothing');
    expect(firstDifference(['a'], ['a'])).toBeUndefined();
  });
});
