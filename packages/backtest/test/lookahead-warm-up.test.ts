import type { BarSeries } from '@tradewright/core';
import type { BacktestSettings } from '@tradewright/backtest';
import { describe, expect, it } from 'vitest';
import { detectWarmUpDependence } from '../src/lookahead/detect-warm-up-dependence.js';
import { backtestOf, rollingMean, wandering } from './lookahead-subjects.js';
import { minuteBars, minuteMs } from './scripted-run.js';

const market = [wandering('A', 200, 5)];
type Make = (series: readonly BarSeries[]) => BacktestSettings<undefined>;

/** Holds as much as an average says, and declares some warm-up. */
const weighted =
  (warmUpBars: number, average: () => (close: number) => number | undefined): Make =>
  (series) => {
    const settings = backtestOf(series, () => {
      const next = average();
      return (context) => {
        const mean = next(context.bar('A')?.close ?? Number.NaN);
        if (mean !== undefined) context.target('A', mean / 1000);
      };
    });
    return { ...settings, strategy: { ...settings.strategy, warmUpBars: () => warmUpBars } };
  };

/** Exponential average that begins at the first close: it never quite forgets it. */
const exponential = (length: number) => (): ((close: number) => number) => {
  let value = Number.NaN;
  return (close) => {
    value = Number.isNaN(value) ? close : value + (2 / (length + 1)) * (close - value);
    return value;
  };
};

describe('a warm-up is enough', () => {
  it('when the strategy reads no more bars than it declares', async () => {
    // The slice that is decided at is one bar more than the warm-up.
    const report = await detectWarmUpDependence(
      weighted(9, () => rollingMean(10)),
      market,
    );
    expect(report).toMatchObject({ kind: 'clean', warmUpBars: 9, starts: 10, gapMax: 0 });
    expect((report as { compared: number }).compared).toBeGreaterThan(500);
  });

  it('when what a recursive average still remembers is within the tolerance', async () => {
    const make = weighted(60, exponential(10));
    const report = await detectWarmUpDependence(make, market, { tolerance: 1e-6 });
    expect(report).toMatchObject({ kind: 'clean', warmUpBars: 60 });
    const { gapMax } = report as { gapMax: number };
    expect(gapMax).toBeGreaterThan(0);
    expect(gapMax).toBeLessThan(1e-6);
  });

  it('when the strategy reads its positions, which begin empty in both runs', async () => {
    const make: Make = (series) => {
      const settings = backtestOf(series, () => (context) => {
        if (context.position('A') !== 0 || context.working('A') !== 0) return;
        context.submit({ symbol: 'A', side: 'buy', quantity: 1 });
      });
      return { ...settings, strategy: { ...settings.strategy, warmUpBars: () => 5 } };
    };
    expect(await detectWarmUpDependence(make, market)).toMatchObject({
      kind: 'clean',
      compared: 10,
    });
  });

  it('over bounds of the run and two symbols', async () => {
    const late = minuteBars('B', [...Array<undefined>(60), ...Array<number>(140).fill(50)]);
    const make: Make = (series) => ({
      ...weighted(9, () => rollingMean(10))(series),
      from: 20 * minuteMs,
      to: 150 * minuteMs,
    });
    const report = await detectWarmUpDependence(make, [...market, late]);
    expect(report).toMatchObject({ kind: 'clean', starts: 10 });
  });
});

describe('a warm-up is too short', () => {
  it('by one bar', async () => {
    const make = weighted(8, () => rollingMean(10));
    const report = await detectWarmUpDependence(make, market);
    if (report.kind !== 'dependent') throw new Error(report.kind);
    expect(report.start).toEqual({ slice: 9, startAt: 9 * minuteMs });
    expect(report.difference).toMatchObject({ slice: 9, symbol: 'A', at: 10 * minuteMs });
    expect(report.difference.expected).toMatchObject({ action: 'target' });
    expect(report.difference.actual).toBeUndefined();
    expect(report.message).toContain('with all history, but nothing with 8 slices of it');
  });

  it('for a recursive average, and says by how much', async () => {
    const make = weighted(20, exponential(10));
    const report = await detectWarmUpDependence(make, market, { tolerance: 1e-9 });
    if (report.kind !== 'dependent') throw new Error(report.kind);
    const { gapFraction = NaN, expected, actual } = report.difference;
    const [long, short] = [Number(expected?.terms['weight']), Number(actual?.terms['weight'])];
    expect(gapFraction).toBe(Math.abs(long - short) / Math.max(long, short));
    expect(gapFraction).toBeGreaterThan(1e-9);
    expect(report.message).toContain(`they differ by a fraction of ${gapFraction}`);
  });

  it('for a strategy that takes a refused order for a position', async () => {
    const make: Make = (series) => {
      const settings = backtestOf(series, () => {
        let bought = false;
        return (context, slice) => {
          if (bought || slice < 3) return;
          bought = true;
          context.submit({ symbol: 'A', side: 'buy', quantity: 1 });
        };
      });
      return { ...settings, strategy: { ...settings.strategy, warmUpBars: () => 3 } };
    };
    const report = await detectWarmUpDependence(make, market);
    if (report.kind !== 'dependent') throw new Error(report.kind);
    expect(report.difference.expected).toBeUndefined();
    expect(report.difference.actual).toMatchObject({ action: 'submit', slice: 4 });
  });
});

describe('a check of the warm-up', () => {
  it('names chance and failure as what they are', async () => {
    let calls = 0;
    const chance = weighted(3, () => () => calls++);
    expect(await detectWarmUpDependence(chance, market)).toMatchObject({
      kind: 'nondeterministic',
    });
    const failing = weighted(3, () => () => {
      throw new Error('never');
    });
    expect(await detectWarmUpDependence(failing, market)).toMatchObject({
      kind: 'failed',
      slice: 0,
    });
  });

  it('tells of a failure with short history only', async () => {
    const make: Make = (series) => {
      const began = series[0]?.time[0] ?? Number.NaN;
      const settings = weighted(3, () => () => {
        if (began > 0) throw new Error('the first bar of all is missing');
        return undefined;
      });
      return settings(series);
    };
    const report = await detectWarmUpDependence(make, market);
    if (report.kind !== 'dependent') throw new Error(report.kind);
    // The run that began at slice 1 failed at once, which is slice 1 of all.
    expect(report.difference).toMatchObject({ slice: 1, expected: undefined, actual: undefined });
    expect(report.difference.threw).toContain('the first bar of all is missing');
  });

  it('refuses settings out of bounds and runs that are all warm-up', async () => {
    const make = weighted(9, () => rollingMean(10));
    const invalid = { code: 'SETTINGS_INVALID' };
    for (const settings of [{ starts: 0 }, { tolerance: -1 }, { tolerance: 2 }]) {
      await expect(detectWarmUpDependence(make, market, settings)).rejects.toMatchObject(invalid);
    }
    const long = weighted(199, () => rollingMean(10));
    await expect(detectWarmUpDependence(long, market)).rejects.toMatchObject(invalid);
  });
});
