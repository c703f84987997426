import type { BarSeries } from '@tradewright/core';
import type { BacktestSettings } from '@tradewright/backtest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectLookahead } from '../src/lookahead/detect-lookahead.js';
import { backtestOf, wandering } from './lookahead-subjects.js';

/** A strategy that reads one value of its bars, some slices before or after the one it is asked. */
interface Reading {
  readonly column: 'open' | 'high' | 'low' | 'close' | 'volume';
  readonly symbol: 0 | 1;
  /** Negative is the past. */
  readonly offset: number;
  readonly does: 'target' | 'market' | 'limit' | 'seldom';
}

const reading = (offsets: { min: number; max: number }): fc.Arbitrary<Reading> =>
  fc.record({
    column: fc.constantFrom('open', 'high', 'low', 'close'),
    symbol: fc.constantFrom(0, 1),
    offset: fc.integer(offsets),
    does: fc.constantFrom('target', 'market', 'limit', 'seldom'),
  });

const market = fc
  .record({ length: fc.integer({ min: 30, max: 80 }), seed: fc.nat(1000) })
  .map(({ length, seed }) => [wandering('A', length, seed), wandering('B', length, seed + 1)]);

const make =
  (readings: readonly Reading[]) =>
  (series: readonly BarSeries[]): BacktestSettings<undefined> =>
    backtestOf(series, () => (context, slice) => {
      for (const { column, symbol, offset, does } of readings) {
        const one = series[symbol] as BarSeries;
        const read = one[column][slice + offset];
        if (read === undefined) continue;
        const cents = Math.round(read * 100);
        const ask = { symbol: one.symbol, side: cents % 2 === 0 ? 'buy' : 'sell' } as const;
        const quantity = 1 + (cents % 5);
        if (does === 'target') context.target(one.symbol, read / 10_000);
        if (does === 'market') context.submit({ ...ask, quantity });
        if (does === 'limit') {
          context.submit({ ...ask, quantity, type: 'limit', limitPrice: cents / 100 });
        }
        if (does === 'seldom' && cents % 7 === 0) context.submit({ ...ask, quantity });
        if (context.working('A') > 10) context.target('A', 0);
      }
    });

describe('detectLookahead', () => {
  it('calls every function of past bars clean', async () => {
    let decisions = 0;
    const past = fc.array(reading({ min: -20, max: 0 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(market, past, fc.nat(9), async (series, readings, seed) => {
        const report = await detectLookahead(make(readings), series, { cuts: 12, seed });
        expect(report.kind).toBe('clean');
        if (report.kind === 'clean') decisions += report.compared;
      }),
      { numRuns: 60 },
    );
    expect(decisions).toBeGreaterThan(1000);
  });

  it('catches every function that also reads a later bar', async () => {
    const past = fc.array(reading({ min: -20, max: 0 }), { maxLength: 3 });
    const future = reading({ min: 1, max: 4 });
    await fc.assert(
      fc.asyncProperty(market, past, future, async (series, readings, leak) => {
        const report = await detectLookahead(make([...readings, leak]), series);
        if (report.kind !== 'lookahead') throw new Error(report.kind);
        const { slice } = report.difference;
        expect(slice).toBeLessThanOrEqual(report.cut.slice);
        // A leak of one bar shows at the cut; one of four bars at most three slices before it.
        expect(slice).toBeGreaterThan(report.cut.slice - leak.offset);
      }),
      { numRuns: 60 },
    );
  });
});
