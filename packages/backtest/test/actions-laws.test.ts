import { readFileSync } from 'node:fs';
import { barsFromColumns, type BarSeries, type RunReport } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../../../test/reference-data.js';
import type { CorporateAction } from '../src/actions/corporate-action.js';
import { minuteMs, run, scripted } from './scripted-run.js';

/** Bars whose four prices are one, in a tick that holds any of them. */
function flatBars(closes: readonly number[], adjustment: 'raw' | 'split' = 'raw'): BarSeries {
  const column = Float64Array.from(closes);
  return barsFromColumns(
    {
      symbol: 'X',
      time: Float64Array.from(closes, (_, i) => i * minuteMs),
      open: column,
      high: column,
      low: column,
      close: column,
    },
    { periodMs: minuteMs, adjustment },
  );
}

interface Life {
  readonly side?: 'buy' | 'sell';
  readonly quantity: number | string;
  readonly step?: string;
  readonly chunkBars?: number;
}

/** Trades once at the open of the second bar and holds. */
function hold(
  series: BarSeries,
  actions: readonly CorporateAction[],
  { side = 'buy', quantity, step = '1', chunkBars }: Life,
): Promise<RunReport & { readonly hash: () => string }> {
  return run(
    {
      series: [series],
      instruments: [{ symbol: 'X', priceTick: '0.000000001', quantityStep: step }],
      cash: 10_000_000,
      strategy: scripted({ 0: (c) => void c.submit({ symbol: 'X', side, quantity }) }),
      actions,
    },
    chunkBars === undefined ? {} : { chunkBars },
  );
}

const ratios: readonly (readonly [number, number])[] = [
  [1, 2],
  [1, 3],
  [2, 1],
  [3, 2],
  [10, 1],
  [1, 20],
  [20, 21],
];
const ratio = fc.constantFrom(...ratios);
const event = fc.record({
  row: fc.integer({ min: 2, max: 11 }),
  split: ratio,
});
const closes = fc.array(fc.integer({ min: 500, max: 50_000 }), { minLength: 12, maxLength: 12 });

describe('over any prices and splits', () => {
  it('raw bars with actions have the equity of split-adjusted bars, up to fractions', async () => {
    await fc.assert(
      fc.asyncProperty(
        closes,
        fc.uniqueArray(event, { maxLength: 3, selector: (one) => one.row }),
        fc.constantFrom('buy' as const, 'sell' as const),
        async (cents, events, side) => {
          const adjusted = cents.map((each) => each / 100);
          // Prices before a split are those of the adjusted bars, times what it divides by later.
          const raw = adjusted.map((price, i) =>
            events.reduce(
              (p, { row, split: [from, to] }) => (row > i ? (p * to) / from : p),
              price,
            ),
          );
          const factor = (raw[0] as number) / (adjusted[0] as number);
          const quantity = 1000;
          const [one, other] = await Promise.all([
            hold(
              flatBars(raw.map((price) => Number(price.toFixed(9)))),
              events.map(({ row, split: [from, to] }) => ({
                kind: 'split',
                symbol: 'X',
                exAt: row * minuteMs,
                from,
                to,
              })),
              { side, quantity, step: '0.000001' },
            ),
            hold(flatBars(adjusted, 'split'), [], {
              side,
              quantity: (quantity * factor).toFixed(6),
              step: '0.000001',
            }),
          ]);
          // Each split leaves less than a step in cash, which later splits would have multiplied.
          const later = (row: number): number =>
            events.reduce((f, e) => (e.row > row ? (f * e.split[1]) / e.split[0] : f), 1);
          const lost = events.reduce((sum, { row }) => sum + 1e-6 * later(row), 1e-6);
          const bound = lost * Math.max(...adjusted) + 0.001;
          one.equity.value.forEach((value, i) => {
            expect(Math.abs(value - (other.equity.value[i] as number))).toBeLessThan(bound);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('LG14: a split at a steady price leaves equity as it was, cash in lieu included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5000 }),
        ratio,
        fc.constantFrom('buy' as const, 'sell' as const),
        async (quantity, [from, to], side) => {
          // A price that both units can write: 420 × 20 cents.
          const before = 84 * to;
          const series = flatBars([before, before, before, 84 * from, 84 * from]);
          const action = { kind: 'split', symbol: 'X', exAt: 3 * minuteMs, from, to } as const;
          const report = await hold(series, [action], { side, quantity });
          const { finalEquity, cash, realized, unrealized } = report;
          // A third of a share is paid to 1e-18: what is lost is below that.
          expect(Math.abs((finalEquity?.toNumber() ?? 0) - 10_000_000)).toBeLessThan(1e-8);
          const held = report.positions[0]?.signedQuantity.abs().toNumber() ?? 0;
          expect(held).toBe(Math.floor((quantity * to) / from + 1e-9));
          const deposits = cash.plus(report.positions[0]?.openCost ?? 0).minus(realized);
          expect(deposits.toFixed()).toBe('10000000');
          expect(Math.abs(realized.plus(unrealized ?? 0).toNumber())).toBeLessThan(1e-8);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a short position has what a long one has, with the other sign', async () => {
    await fc.assert(
      fc.asyncProperty(
        closes,
        ratio,
        fc.integer({ min: 1, max: 999 }),
        async (cents, split, cent) => {
          const [from, to] = split;
          const series = flatBars(cents.map((each) => each / 100));
          const frame = { symbol: 'X', exAt: 5 * minuteMs };
          const actions = [
            { kind: 'split', ...frame, from, to },
            { kind: 'cashDividend', ...frame, perShare: cent / 100 },
            { kind: 'delisting', symbol: 'X', exAt: 9 * minuteMs },
          ] as const;
          const cash = (side: 'buy' | 'sell') =>
            hold(series, actions, { side, quantity: 77 }).then((one) => one.cash.minus(10_000_000));
          expect((await cash('buy')).plus(await cash('sell')).toFixed()).toBe('0');
        },
      ),
      { numRuns: 40 },
    );
  });

  it('a flat account has nothing of them', async () => {
    const actions = [
      { kind: 'split', symbol: 'X', exAt: 2 * minuteMs, from: 1, to: 2 },
      { kind: 'cashDividend', symbol: 'X', exAt: 2 * minuteMs, perShare: 1 },
      { kind: 'delisting', symbol: 'X', exAt: 4 * minuteMs },
    ] as const;
    const report = await run({
      series: [flatBars([1, 2, 3, 4, 5])],
      strategy: scripted({}),
      actions,
    });
    expect(report.cash.toNumber()).toBe(100_000);
    expect(report.ledger.income).toBeUndefined();
  });

  it('chunks do not matter, and actions are in the hash', async () => {
    const series = flatBars([10, 10, 10, 5, 5, 6, 6, 7]);
    const split = { kind: 'split', symbol: 'X', exAt: 3 * minuteMs, from: 1, to: 2 } as const;
    const pays = { kind: 'cashDividend', symbol: 'X', exAt: 5 * minuteMs, perShare: 1 } as const;
    const whole = await hold(series, [split, pays], { quantity: 9 });
    for (const chunkBars of [1, 2, 3, 5]) {
      const parts = await hold(series, [pays, split], { quantity: 9, chunkBars });
      expect(parts.hash()).toBe(whole.hash());
      expect([...parts.equity.value]).toEqual([...whole.equity.value]);
    }
    // Equal results, another setting: an action after the last bar.
    const later = { ...pays, exAt: 99 * minuteMs } as const;
    const other = await hold(series, [split, pays, later], { quantity: 9 });
    expect(other.resultHash()).toBe(whole.resultHash());
    expect(other.hash()).not.toBe(whole.hash());
  });
});

interface WikiEvent {
  readonly prev_close_raw: number;
  readonly close_raw: number;
  readonly dividend: number;
  readonly split_ratio: number;
  readonly published_step: number;
}

describeWithData('corporate actions in a run', ['ref-corpact/cases.json'], ([path = '']) => {
  it('earn the published adjusted return over every dividend and split of WIKI', async () => {
    const cases = JSON.parse(readFileSync(path, 'utf8')) as readonly {
      readonly case: string;
      readonly events?: readonly WikiEvent[];
    }[];
    const events = cases.find((one) => one.case === 'wiki_steps')?.events ?? [];
    for (const each of events) {
      const { prev_close_raw: before, close_raw: after, dividend, split_ratio: to } = each;
      const frame = { symbol: 'X', exAt: 2 * minuteMs };
      const actions: CorporateAction[] = [];
      if (dividend > 0) actions.push({ kind: 'cashDividend', ...frame, perShare: dividend });
      if (to !== 1) actions.push({ kind: 'split', ...frame, from: 1, to });
      const report = await hold(flatBars([before, before, after]), actions, { quantity: 1000 });
      const gain = (report.finalEquity?.toNumber() ?? 0) - 10_000_000;
      expect(gain / (1000 * before)).toBeCloseTo(after / (before * each.published_step) - 1, 11);
    }
    console.info(`golden: ${events.length} dividends and splits of WIKI through runBacktest`);
    expect(events).toHaveLength(27);
  });
});
