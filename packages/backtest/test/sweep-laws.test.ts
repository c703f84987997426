import { runBacktest } from '@tradewright/backtest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sweep } from '../src/sweep/sweep.js';
import type { SweepRow } from '../src/sweep/sweep-table.js';
import { crossoverFrame, crossoverSweep, type Lengths, wandering } from './sweep-subjects.js';

const lengths = (min: number, max: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 });

const byParameters = (rows: readonly SweepRow<Lengths>[]): Map<string, unknown> =>
  new Map(
    rows.map(({ parameters, metrics, hash }) => [JSON.stringify(parameters), { metrics, hash }]),
  );

describe('a row of a sweep', () => {
  it('is the backtest with its parameters: same hash, same numbers', async () => {
    await fc.assert(
      fc.asyncProperty(
        lengths(1, 6),
        lengths(7, 20),
        fc.record({
          seed: fc.integer({ min: 1, max: 1000 }),
          fillAt: fc.constantFrom('next-open' as const, 'this-close' as const),
          from: fc.constantFrom(undefined, 600_000),
        }),
        async (fast, slow, { seed, fillAt, from }) => {
          const frame = { ...crossoverFrame, series: [wandering(90, seed)], fillAt, from };
          const { rows } = await sweep({ ...frame, grid: { fast, slow }, hashes: true });
          expect(rows).toHaveLength(fast.length * slow.length);
          for (const { parameters, hash, metrics } of rows) {
            const report = await runBacktest({ ...frame, parameters });
            expect(hash).toBe(report.hash());
            expect(metrics.finalEquity).toBe(report.finalEquity?.toNumber());
            expect(metrics.maxDrawdownFraction).toBe(report.summary.maxDrawdownFraction);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('depends neither on the order of the grid nor on the other rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        lengths(1, 6),
        lengths(7, 20),
        fc.infiniteStream(fc.nat(1)),
        async (fast, slow, coins) => {
          const coin = (): boolean => coins.next().value === 1;
          const once = await sweep(crossoverSweep({ grid: { fast, slow }, hashes: true }));
          const turned = {
            fast: coin() ? [...fast].reverse() : fast,
            slow: [...slow].sort((a, b) => b - a),
          };
          const again = await sweep(crossoverSweep({ grid: turned, hashes: true }));
          expect(byParameters(again.rows)).toEqual(byParameters(once.rows));
          // Some of the combinations, at least the first one.
          let kept = 0;
          const where = (): boolean => (kept === 0 || coin() ? ++kept > 0 : false);
          const some = await sweep(crossoverSweep({ grid: { fast, slow }, hashes: true, where }));
          expect(some.rows).toHaveLength(kept);
          const all = byParameters(once.rows);
          for (const [parameters, row] of byParameters(some.rows)) {
            expect(row).toEqual(all.get(parameters));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is the same from one sweep to the next, and whatever the chunks', async () => {
    const once = await sweep(crossoverSweep({ hashes: true }));
    expect(await sweep(crossoverSweep({ hashes: true }), { chunkBars: 7 })).toEqual(once);
  });
});
