import { type BarSeries, barsFromColumns } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import {
  always,
  fillTexts,
  minuteBars,
  minuteMs,
  type Prices,
  run,
  scripted,
  statuses,
  strategyOf,
} from './scripted-run.js';

const buyBoth = scripted({
  0: (context) => {
    context.submit({ symbol: 'A', side: 'buy', quantity: 1 });
    context.submit({ symbol: 'B', side: 'buy', quantity: 1 });
  },
});

describe('a symbol without a bar in a slice', () => {
  const series = [
    minuteBars('A', [10, 11, 12, 13]),
    minuteBars('B', [20, undefined, undefined, 23]),
  ];

  it('has no carried bar, keeps its mark and its position', async () => {
    const seen: unknown[] = [];
    await run({
      series,
      strategy: always((context) =>
        seen.push([
          context.bars.map(({ symbol, close }) => `${symbol} ${close}`),
          context.bar('B')?.close,
          context.mark('B'),
        ]),
      ),
    });
    expect(seen).toEqual([
      [['A 10', 'B 20'], 20, 20],
      [['A 11'], undefined, 20],
      [['A 12'], undefined, 20],
      [['A 13', 'B 23'], 23, 23],
    ]);
  });

  it('matches nothing until its next bar', async () => {
    const report = await run({ series, strategy: buyBoth });
    expect(fillTexts(report)).toEqual(['buy 1 A 11 @60000', 'buy 1 B 23 @180000']);
  });

  it('fills at its next close when decided without a bar at this-close', async () => {
    const report = await run({
      series,
      strategy: scripted({
        1: (context) => void context.submit({ symbol: 'B', side: 'buy', quantity: 1 }),
      }),
      fillAt: 'this-close',
    });
    expect(fillTexts(report)).toEqual(['buy 1 B 23 @240000']);
  });

  it('before its first bar has no mark, and an entry is refused', async () => {
    const marks: (number | undefined)[] = [];
    const report = await run({
      series: [minuteBars('A', [10, 11, 12]), minuteBars('B', [undefined, 21, 22])],
      strategy: scripted({
        0: (context) => {
          marks.push(context.mark('B'));
          context.submit({ symbol: 'B', side: 'buy', quantity: 1 });
        },
        1: (context) => void marks.push(context.mark('B')),
      }),
    });
    expect(marks).toEqual([undefined, 21]);
    expect(statuses(report)).toEqual(['denied']);
    expect(report.orders.at(0).refusals[0]?.code).toBe('NO_FRESH_PRICE');
  });

  it('that has ended leaves its position marked at the last close', async () => {
    const report = await run({
      series: [minuteBars('A', [10, 11, 12, 13]), minuteBars('B', [20, 21])],
      strategy: buyBoth,
    });
    expect(report.positions.map(({ symbol, mark }) => [symbol, mark?.toFixed()])).toEqual([
      ['A', '13'],
      ['B', '21'],
    ]);
    expect(report.slices).toBe(4);
  });
});

describe('time', () => {
  it('shows a bar at its end, and all bars that start together at once', async () => {
    const turns: number[] = [];
    const report = await run({
      series: [minuteBars('B', [1, 2, 3]), minuteBars('A', [1, 2, 3])],
      strategy: always(({ at, symbols }) => {
        turns.push(at);
        expect(symbols).toEqual(['A', 'B']);
      }),
    });
    expect(turns).toEqual([60_000, 120_000, 180_000]);
    expect([...report.equity.time]).toEqual(turns);
    expect([report.startedAt, report.endedAt]).toEqual([0, 180_000]);
  });

  it('follows bars whose ends are given: the latest end of a slice counts', async () => {
    const daily = (symbol: string, ends: readonly number[]): BarSeries => {
      const [time, price] = [
        [0, 10_000, 20_000],
        [5, 6, 7],
      ];
      const columns = { symbol, time, open: price, high: price, low: price, close: price };
      return barsFromColumns({ ...columns, endTime: ends }, { periodMs: 10_000 });
    };
    const turns: number[] = [];
    const report = await run({
      series: [daily('A', [6500, 13_000, 26_500]), daily('B', [6500, 16_500, 26_000])],
      strategy: always(({ at }) => turns.push(at)),
    });
    expect(turns).toEqual([6500, 16_500, 26_500]);
    expect([...report.equity.time]).toEqual(turns);
  });

  it('of a run is from … to: starts before it and starts at its end are left out', async () => {
    const starts: number[] = [];
    const report = await run({
      series: [minuteBars('A', [1, 2, 3, 4, 5])],
      strategy: always(({ bars }) => starts.push(bars[0]?.time ?? Number.NaN)),
      from: 60_000,
      to: 240_000,
    });
    expect(starts).toEqual([60_000, 120_000, 180_000]);
    expect([report.startedAt, report.slices]).toEqual([60_000, 3]);
    expect([...report.equity.time]).toEqual([120_000, 180_000, 240_000]);
  });
});

describe('series that share their times', () => {
  const rows = (start: number): Prices[] =>
    Array.from({ length: 40 }, (_, i) => [start + i, start + i + 2, start + i - 2, start + i + 1]);

  /** Trades every symbol a little, now and then. */
  const busy = strategyOf(() => {
    let slice = 0;
    return {
      onBars: (context) => {
        slice += 1;
        for (const [i, { symbol }] of context.bars.entries()) {
          if (slice % (i + 2) !== 0) continue;
          const side = context.position(symbol) > 5 ? 'sell' : 'buy';
          context.submit({ symbol, side, quantity: 2 });
          const limitPrice = (context.mark(symbol) ?? 0) - 1;
          context.submit({ symbol, side: 'buy', quantity: 1, type: 'limit', limitPrice });
        }
      },
    };
  });

  it('give the same result whether they walk in step or are merged', async () => {
    const from = 5 * minuteMs;
    const inStep = [minuteBars('A', rows(50)), minuteBars('B', rows(90))];
    // One bar more before the run begins: the same rows have other numbers, so these are merged.
    const shifted = [minuteBars('A', rows(50)), minuteBars('B', [70, ...rows(90)], -minuteMs)];
    const commission = { kind: 'bps', bps: '5' } as const;
    const [one, other] = await Promise.all(
      [inStep, shifted].map((series) => run({ series, strategy: busy, from, commission })),
    );
    expect(one?.fills.length).toBeGreaterThan(40);
    expect(other?.resultHash()).toBe(one?.resultHash());
    expect([...(other?.equity.value ?? [])]).toEqual([...(one?.equity.value ?? [])]);
    expect([...(other?.equity.time ?? [])]).toEqual([...(one?.equity.time ?? [])]);
  });

  it('and their order in the settings do not matter', async () => {
    const series = ['A', 'B', 'C'].map((symbol, i) => minuteBars(symbol, rows(50 + 10 * i)));
    const one = await run({ series, strategy: busy });
    const other = await run({ series: [...series].reverse(), strategy: busy });
    expect(other.hash()).toBe(one.hash());
    expect(other.resultHash()).toBe(one.resultHash());
  });
});

describe('warm-up', () => {
  const trader = {
    name: 'eager',
    version: '1',
    warmUpBars: () => 2,
    create: () => ({
      onBars: (context: Parameters<Parameters<typeof always>[0]>[0]) => {
        context.submit({ symbol: 'A', side: 'buy', quantity: 1 });
        context.target('A', 0.5);
      },
    }),
  };

  it('refuses orders and skips targets until it is over', async () => {
    const report = await run({ series: [minuteBars('A', [10, 10, 10, 10])], strategy: trader });
    const [first, second, third] = [...report.orders];
    expect([first, second].map((order) => order?.refusals[0]?.code)).toEqual([
      'WARMING_UP',
      'WARMING_UP',
    ]);
    expect(third?.status).toBe('filled');
    expect(report.targetSkips.slice(0, 2).map(({ reason }) => reason)).toEqual([
      'warmingUp',
      'warmingUp',
    ]);
  });

  it('says so to the strategy', async () => {
    const seen: boolean[] = [];
    await run({
      series: [minuteBars('A', [10, 10, 10, 10])],
      strategy: {
        ...trader,
        create: () => ({ onBars: ({ warmingUp }) => void seen.push(warmingUp) }),
      },
    });
    expect(seen).toEqual([true, true, false, false]);
  });

  it('longer than the data never trades', async () => {
    const report = await run({
      series: [minuteBars('A', [10, 10, 10])],
      strategy: { ...trader, warmUpBars: () => 100 },
    });
    expect(new Set(statuses(report))).toEqual(new Set(['denied']));
    expect([report.slices, report.fills.length]).toEqual([3, 0]);
  });
});
