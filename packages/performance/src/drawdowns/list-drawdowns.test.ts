import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toReturns } from '../returns/to-returns.js';
import { drawdownSeries } from './drawdown-series.js';
import { listDrawdowns } from './list-drawdowns.js';
import { maxDrawdown } from './max-drawdown.js';
import { ulcerIndex } from './ulcer-index.js';

const day = 86_400_000;
const cents = fc.integer({ min: 1, max: 10_000 });
const curve = fc.array(cents, { minLength: 2, maxLength: 80 });

describe('listDrawdowns', () => {
  it('knows peak, trough and recovery of each', () => {
    const equity = [100, 120, 90, 108, 120, 130, 117];
    const time = equity.map((_, i) => i * day);
    expect(listDrawdowns(toReturns(equity), time)).toEqual([
      {
        depth: expect.closeTo(-0.25, 12) as number,
        peakIndex: 1,
        troughIndex: 2,
        recoveryIndex: 4,
        endIndex: 4,
        peakAt: day,
        troughAt: 2 * day,
        recoveredAt: 4 * day,
        durationMs: 3 * day,
      },
      {
        depth: expect.closeTo(-0.1, 12) as number,
        peakIndex: 5,
        troughIndex: 6,
        recoveryIndex: undefined,
        endIndex: 6,
        peakAt: 5 * day,
        troughAt: 6 * day,
        recoveredAt: undefined,
        durationMs: day,
      },
    ]);
  });

  it('has none for a curve that never falls, nor for one point', () => {
    expect(listDrawdowns([0, 0.1, 0])).toEqual([]);
    expect(listDrawdowns([])).toEqual([]);
  });

  it('starts at the last point of a flat high', () => {
    expect(listDrawdowns([0.1, 0, -0.1, 0.5])[0]?.peakIndex).toBe(2);
  });

  it('sees a high that is reached again to the last digit, whatever compounding rounds', () => {
    fc.assert(
      fc.property(cents, cents, cents, (high, low, middle) => {
        const equity = [high, Math.min(low, high) / 2, Math.min(middle, high) / 3, high];
        const [first] = listDrawdowns(toReturns(equity));
        expect(first?.recoveryIndex).toBe(3);
      }),
    );
  });

  it('lists the deepest first, and that is the maximum drawdown', () => {
    fc.assert(
      fc.property(curve, (equity) => {
        const returns = toReturns(equity);
        const depths = listDrawdowns(returns).map(({ depth }) => depth);
        expect(depths).toEqual([...depths].sort((a, b) => a - b));
        expect(depths[0] ?? 0).toBeCloseTo(maxDrawdown(returns)!, 9);
      }),
    );
  });

  it('covers every point below a high once', () => {
    fc.assert(
      fc.property(curve, (equity) => {
        const returns = toReturns(equity);
        const below = drawdownSeries(returns).filter((value) => value < -1e-9).length;
        const covered = listDrawdowns(returns).reduce(
          (sum, each) =>
            sum + each.endIndex - each.peakIndex - (each.recoveryIndex === undefined ? 0 : 1),
          0,
        );
        expect(covered).toBe(below);
      }),
    );
  });

  it('refuses times that do not fit', () => {
    expect(() => listDrawdowns([0.1, -0.1], [0, 1])).toThrow('time.length must be 3');
    expect(() => listDrawdowns([0.1, -0.1], [0, 2, 1])).toThrow(
      'time[2] must be later than time[1], 2, was 1; sort the points',
    );
  });
});

describe('maxDrawdown and ulcerIndex', () => {
  it('lie between nothing and everything while equity is above zero', () => {
    fc.assert(
      fc.property(curve, (equity) => {
        const returns = toReturns(equity);
        const worst = -maxDrawdown(returns)!;
        const ulcer = ulcerIndex(returns)!;
        expect(worst).toBeGreaterThanOrEqual(0);
        expect(worst).toBeLessThan(1);
        expect(ulcer).toBeGreaterThanOrEqual(0);
        expect(ulcer).toBeLessThanOrEqual(worst + 1e-12);
      }),
    );
  });

  it('do not change when the account is larger', () => {
    fc.assert(
      fc.property(curve, (equity) => {
        const larger = toReturns(equity.map((value) => value * 1024));
        expect(maxDrawdown(larger)).toBe(maxDrawdown(toReturns(equity)));
      }),
    );
  });

  it('is everything at ruin, and more than that beyond', () => {
    expect(maxDrawdown([0.5, -1])).toBe(-1);
    expect(maxDrawdown([-1.5])).toBe(-1.5);
  });

  it('counts the start as a high', () => {
    expect(maxDrawdown([-0.25, 0.1])).toBe(-0.25);
  });
});
