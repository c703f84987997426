import type { BarSeries, StrategyContext } from '@tradewright/core';
import { createSeededRandom, type BacktestSettings } from '@tradewright/backtest';
import { describe, expect, it } from 'vitest';
import { detectLookahead } from '../src/lookahead/detect-lookahead.js';
import { backtestOf, rollingMean, wandering } from './lookahead-subjects.js';
import { minuteBars, minuteMs, strategyOf } from './scripted-run.js';

const market = [wandering('A', 300, 1)];
const first = (series: readonly BarSeries[]): BarSeries => series[0] as BarSeries;
const closeOf = (context: StrategyContext): number => context.bar('A')?.close ?? Number.NaN;

/** Buys and sells a fixed number when two averages cross: few decisions, none of them early. */
const crossover = (series: readonly BarSeries[]): BacktestSettings<undefined> =>
  backtestOf(series, () => {
    const [fast, slow] = [rollingMean(5), rollingMean(20)];
    return (context) => {
      const close = closeOf(context);
      const [faster, slower] = [fast(close), slow(close)];
      if (faster === undefined || slower === undefined) return;
      const held = context.position('A');
      if (faster > slower && held === 0) {
        context.submit({ symbol: 'A', side: 'buy', quantity: 10 });
      } else if (faster < slower && held > 0) {
        context.submit({ symbol: 'A', side: 'sell', quantity: held });
      }
    };
  });

describe('an honest strategy is clean:', () => {
  it('a crossover of averages', async () => {
    const report = await detectLookahead(crossover, market);
    expect(report).toMatchObject({ kind: 'clean', dependsOnBars: true });
    if (report.kind !== 'clean') return;
    expect(report.decisions).toBeGreaterThan(10);
    expect(report.cuts).toBeGreaterThan(30);
    expect(report.compared).toBeGreaterThan(report.decisions);
  });

  it('one that decides on hearing of a fill at the open of the next bar', async () => {
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> => ({
      ...backtestOf(series, () => () => undefined),
      strategy: strategyOf(() => ({
        onBars: (context) => {
          const side = closeOf(context) > 100 ? 'buy' : 'sell';
          context.submit({ symbol: 'A', side, quantity: 1 });
        },
        onReport: (order, context) => {
          if (order.status !== 'filled' || order.type === 'limit') return;
          const side = order.side === 'buy' ? 'sell' : 'buy';
          const limitPrice = side === 'buy' ? 80 : 130;
          context.submit({ symbol: 'A', side, quantity: 2, type: 'limit', limitPrice });
        },
      })),
    });
    for (const fillAt of ['next-open', 'this-close'] as const) {
      const report = await detectLookahead((series) => ({ ...make(series), fillAt }), market);
      expect(report).toMatchObject({ kind: 'clean', dependsOnBars: true });
    }
  });

  it('buy and hold, which no bar moves', async () => {
    const hold = (series: readonly BarSeries[]): BacktestSettings<undefined> =>
      backtestOf(series, () => (context, slice) => {
        if (slice === 0) context.submit({ symbol: 'A', side: 'buy', quantity: 10 });
      });
    const report = await detectLookahead(hold, market);
    expect(report).toMatchObject({ kind: 'clean', decisions: 1, dependsOnBars: false });
  });

  it('over symbols that begin late, and with bounds of the run', async () => {
    const late = minuteBars('B', [...Array<undefined>(60), ...Array<number>(60).fill(50)]);
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> =>
      backtestOf(
        series,
        () => (context) => {
          for (const { symbol, close } of context.bars) context.target(symbol, close / 1000);
        },
        { from: 10 * minuteMs, to: 110 * minuteMs },
      );
    const report = await detectLookahead(make, [...market, late]);
    expect(report).toMatchObject({ kind: 'clean', dependsOnBars: true, decisions: 150 });
  });
});

describe('a strategy that looks ahead is caught:', () => {
  it('by the close of the next bar, of which it holds the series', async () => {
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> =>
      backtestOf(series, () => (context, slice) => {
        const tomorrow = first(series).close[slice + 1] ?? 0;
        context.target('A', tomorrow > closeOf(context) ? 0.5 : 0);
      });
    const report = await detectLookahead(make, market);
    if (report.kind !== 'lookahead') throw new Error(report.kind);
    const { slice, startAt } = report.cut;
    const [today = NaN, tomorrow = NaN] = first(market).close.slice(slice, slice + 2);
    const weight = tomorrow > today ? 0.5 : 0;
    expect(startAt).toBe(slice * minuteMs);
    expect(report.difference).toMatchObject({
      slice,
      at: startAt + minuteMs,
      symbol: 'A',
      expected: { action: 'target', terms: { weight } },
      actual: { action: 'target', terms: { weight: 0.5 - weight } },
      threw: undefined,
    });
  });

  it('before every symbol has begun, where only invented futures can show it', async () => {
    const late = minuteBars('B', [...Array<undefined>(298), 50, 50]);
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> =>
      backtestOf(series, () => (context, slice) => {
        if (slice < 290) context.target('A', (first(series).close[slice + 1] ?? 0) / 1000);
      });
    const report = await detectLookahead(make, [...market, late]);
    expect(report).toMatchObject({ kind: 'lookahead', future: 'replaced' });
    expect((report as { cut: { slice: number } }).cut.slice).toBe(0);
  });

  it('though it decides seldom', async () => {
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> =>
      backtestOf(series, () => (context, slice) => {
        const { close } = first(series);
        const jump = (close[slice + 1] ?? NaN) / (close[slice] as number) - 1;
        if (jump > 0.0142 && jump < 0.016)
          context.submit({ symbol: 'A', side: 'buy', quantity: 1 });
      });
    const report = await detectLookahead(make, market);
    if (report.kind !== 'lookahead') throw new Error(report.kind);
    expect(report.difference.slice).toBe(report.cut.slice);
    expect(report.difference.expected).toMatchObject({ action: 'submit' });
    expect(report.difference.actual).toBeUndefined();
    expect(report.message).toMatch(
      /^slice \d+, 1970-.*, A: submit buy quantity 1 with the true future, but nothing when the/,
    );
  });

  it('by mean and deviation of the full sample, computed in advance as parameters', async () => {
    interface Moments {
      readonly mean: number;
      readonly deviation: number;
    }
    const make = (series: readonly BarSeries[]): BacktestSettings<Moments> => {
      const { close, length } = first(series);
      const mean = close.reduce((sum, one) => sum + one, 0) / length;
      const squares = close.reduce((sum, one) => sum + (one - mean) ** 2, 0);
      return {
        ...backtestOf(series, () => () => undefined),
        parameters: { mean, deviation: Math.sqrt(squares / length) },
        strategy: {
          name: 'z-score',
          version: '1',
          warmUpBars: () => 0,
          create: (moments) => ({
            onBars: (context) => {
              const score = (closeOf(context) - moments.mean) / moments.deviation;
              if (score < -1 && context.position('A') === 0) context.target('A', 0.5);
              if (score > 0 && context.position('A') > 0) context.target('A', 0);
            },
          }),
        },
      };
    };
    const report = await detectLookahead(make, market);
    expect(report.kind).toBe('lookahead');
    expect(report).toMatchObject({ future: 'truncated' });
  });

  it('by a feature whose gaps are filled from behind', async () => {
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> => {
      const { close } = first(series);
      const feature = [...close].map((one, row) => (row % 10 === 0 ? one : Number.NaN));
      for (let row = feature.length - 2; row >= 0; row--) {
        if (Number.isNaN(feature[row])) feature[row] = feature[row + 1] as number;
      }
      return backtestOf(series, () => (context, slice) => {
        context.target('A', (feature[slice] as number) > closeOf(context) ? 0.4 : 0.1);
      });
    };
    const report = await detectLookahead(make, market);
    expect(report.kind).toBe('lookahead');
  });

  it('the same feature filled from before is clean', async () => {
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> => {
      const feature = [...first(series).close];
      feature.forEach((_, row) => (feature[row] = feature[row - (row % 10)] as number));
      return backtestOf(series, () => (context, slice) => {
        context.target('A', (feature[slice] as number) > closeOf(context) ? 0.4 : 0.1);
      });
    };
    expect(await detectLookahead(make, market)).toMatchObject({ kind: 'clean' });
  });

  it('by knowing when the data end', async () => {
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> =>
      backtestOf(series, () => (context, slice) => {
        context.target('A', slice === first(series).length - 1 ? 0 : 0.5);
      });
    const report = await detectLookahead(make, market);
    expect(report).toMatchObject({ kind: 'lookahead', future: 'truncated' });
  });

  it('by an order on hearing of an order', async () => {
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> => ({
      ...backtestOf(series, () => () => undefined),
      strategy: strategyOf(() => {
        let slice = -1;
        return {
          onBars: (context) => {
            slice++;
            context.submit({ symbol: 'A', side: 'buy', quantity: 1 });
          },
          onReport: (order, context) => {
            if (order.status !== 'accepted' || order.type === 'limit') return;
            const limitPrice = Math.round((first(series).low[slice + 1] ?? 90) * 100) / 100;
            context.submit({ symbol: 'A', side: 'buy', quantity: 1, type: 'limit', limitPrice });
          },
        };
      }),
    });
    const report = await detectLookahead(make, market);
    expect(report).toMatchObject({ kind: 'lookahead' });
    if (report.kind !== 'lookahead') return;
    expect(report.difference.expected).toMatchObject({ heard: 'report' });
    expect(report.difference.gapFraction).toBeGreaterThan(0);
  });

  it('when it throws without its future', async () => {
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> =>
      backtestOf(series, () => (context, slice) => {
        const next = first(series).close[Math.min(slice + 3, 299)];
        if (next === undefined) throw new Error('no bar to look at');
        if (slice > 50) context.target('A', 0.3);
      });
    const report = await detectLookahead(make, market);
    if (report.kind !== 'lookahead') throw new Error(report.kind);
    const { cut, future, difference } = report;
    expect(future).toBe('truncated');
    expect(cut.slice).toBeGreaterThan(2);
    // Before anything is decided: the failure alone is the difference.
    expect(cut.slice).toBeLessThan(50);
    expect(difference.slice).toBe(cut.slice - 2);
    expect(difference.threw).toContain('no bar to look at');
    expect(difference.at).toBe((difference.slice + 1) * minuteMs);
  });

  it('when it cannot even be made without its future', async () => {
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> => {
      if (first(series).length < 300) throw new RangeError('the model needs 300 bars');
      return crossover(series);
    };
    const report = await detectLookahead(make, market);
    expect(report).toMatchObject({ kind: 'lookahead', difference: { slice: -1 } });
    expect((report as { message: string }).message).toContain(
      'before the first slice: nothing with the true future, but a failure (the model needs 300',
    );
  });
});

describe('what is not the future is named as what it is:', () => {
  it('chance', async () => {
    const random = createSeededRandom(3);
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> =>
      backtestOf(series, () => (context) => context.target('A', random()));
    const report = await detectLookahead(make, market);
    expect(report).toMatchObject({ kind: 'nondeterministic', difference: { slice: 0 } });
    expect((report as { message: string }).message).toContain('in a first run, but target weight');
  });

  it('what one run leaves to the next', async () => {
    const known = new Map<number, number>();
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> =>
      backtestOf(series, () => (context, slice) => {
        known.set(slice, closeOf(context));
        context.target('A', (known.get(slice + 1) ?? 0) > closeOf(context) ? 0.5 : 0);
      });
    expect(await detectLookahead(make, market)).toMatchObject({ kind: 'nondeterministic' });
    // It was filled before the search began: the first run of it knows as much as the last one.
    first(market).close.forEach((close, row) => known.set(row, close));
    expect(await detectLookahead(make, market)).toMatchObject({ kind: 'nondeterministic' });
  });

  it('a strategy that throws on the true bars', async () => {
    const make = (series: readonly BarSeries[]): BacktestSettings<undefined> =>
      backtestOf(series, () => (_, slice) => {
        if (slice === 7) throw new Error('seven');
      });
    const report = await detectLookahead(make, market);
    expect(report).toMatchObject({ kind: 'failed', slice: 7 });
    expect((report as { message: string }).message).toContain('seven');
  });

  it('a strategy that reads bars from elsewhere does not depend on those it is shown', async () => {
    const report = await detectLookahead(
      (series) =>
        backtestOf(series, () => (context, slice) => {
          const { close } = first(market);
          context.target('A', (close[slice + 1] ?? 0) > (close[slice] as number) ? 0.5 : 0);
        }),
      market,
    );
    expect(report).toMatchObject({ kind: 'clean', dependsOnBars: false });
  });
});

describe('a search', () => {
  it('says how far it is and is the same for the same seed', async () => {
    const told: number[] = [];
    let total = 0;
    const onProgress = ({ runsDone, runsTotal }: { runsDone: number; runsTotal: number }): void => {
      told.push(runsDone);
      total = runsTotal;
    };
    const report = await detectLookahead(crossover, market, { cuts: 4, onProgress });
    expect(told).toEqual(Array.from({ length: told.length }, (_, i) => i + 1));
    expect(told.length).toBe(total);
    expect(total).toBe(3 + 2 * 4);
    expect(report).toEqual(await detectLookahead(crossover, market, { cuts: 4 }));
  });

  it('is stopped by its signal', async () => {
    const abort = new AbortController();
    let runs = 0;
    const attempt = detectLookahead(crossover, market, {
      signal: abort.signal,
      onProgress: ({ runsDone }) => {
        runs = runsDone;
        if (runsDone === 5) setImmediate(() => abort.abort());
      },
    });
    await expect(attempt).rejects.toMatchObject({ code: 'RUN_ABORTED' });
    expect(runs).toBeLessThan(8);
  });

  it.each([
    ['cuts', { cuts: 0 }],
    ['cuts', { cuts: 1.5 }],
    ['seed', { seed: -1 }],
    ['seed', { seed: 2 ** 32 }],
  ])('refuses %s of %o', async (field, settings) => {
    const attempt = detectLookahead(crossover, market, settings);
    await expect(attempt).rejects.toMatchObject({ code: 'SETTINGS_INVALID', details: { field } });
  });

  it('refuses what is no market, and settings that no backtest takes', async () => {
    const invalid = { code: 'SETTINGS_INVALID' };
    await expect(detectLookahead(crossover, [])).rejects.toMatchObject(invalid);
    const one = [minuteBars('A', [10])];
    await expect(detectLookahead(crossover, one)).rejects.toMatchObject(invalid);
    const broke = (series: readonly BarSeries[]): BacktestSettings<undefined> => ({
      ...crossover(series),
      cash: -1,
    });
    await expect(detectLookahead(broke, market)).rejects.toMatchObject(invalid);
  });
});
