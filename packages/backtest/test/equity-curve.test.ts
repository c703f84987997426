import {
  type BacktestReport,
  type BarSeries,
  Decimal,
  type StrategyContext,
} from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsFromColumns } from '@tradewright/core';
import { always, type Prices, run, type TestSettings } from './scripted-run.js';

const slotMs = 120_000;

/** One-minute bars every two minutes, so that each instant belongs to one slice. */
function sparseBars(symbol: string, rows: readonly (Prices | undefined)[]): BarSeries {
  const present = rows.flatMap((row, i) => {
    if (row === undefined) return [];
    const [open, high, low, close] = typeof row === 'number' ? [row, row, row, row] : row;
    return [{ time: i * slotMs, open, high, low, close }];
  });
  const column = (name: 'time' | 'open' | 'high' | 'low' | 'close'): number[] =>
    present.map((bar) => bar[name]);
  return barsFromColumns(
    {
      symbol,
      time: column('time'),
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
    },
    { periodMs: 60_000 },
  );
}

const bar = fc
  .tuple(
    fc.integer({ min: 5000, max: 15_000 }),
    fc.integer({ min: 5000, max: 15_000 }),
    fc.tuple(fc.nat(400), fc.nat(400)),
  )
  .map(([open, close, [up, down]]): Prices => {
    const [high, low] = [Math.max(open, close) + up, Math.min(open, close) - down];
    return [open / 100, high / 100, low / 100, close / 100];
  });

/** Two symbols that share their times, or of which one lacks bars. */
const market = fc
  .array(fc.tuple(bar, bar, fc.integer({ min: 0, max: 9 })), { minLength: 3, maxLength: 30 })
  .chain((rows) => fc.tuple(fc.constant(rows), fc.boolean()))
  .map(([rows, ragged]): BarSeries[] => [
    sparseBars(
      'A',
      rows.map(([one]) => one),
    ),
    sparseBars(
      'B',
      rows.map(([, other, dice], i) => (ragged && i > 0 && dice < 4 ? undefined : other)),
    ),
  ]);

/** Trades without looking at the account: market and limit orders, for the day and longer. */
function trade(context: StrategyContext): void {
  for (const { symbol, open, close, high, low } of context.bars) {
    const dice = Math.round(close * 100) % 5;
    if (dice === 0) continue;
    const side = close > open ? 'sell' : 'buy';
    context.submit({ symbol, side, quantity: dice });
    const limitPrice = Math.round((side === 'buy' ? low : high) * 100) / 100;
    context.submit({ symbol, side, quantity: 3, type: 'limit', limitPrice, timeInForce: 'gtc' });
  }
}

const settings = fc.record({
  fillAt: fc.constantFrom('next-open' as const, 'this-close' as const),
  chunkBars: fc.constantFrom(1, 7, 50_000),
});

const play = (series: BarSeries[], more: Partial<TestSettings>, chunkBars: number) =>
  run(
    {
      series,
      strategy: always(trade),
      negativeCash: true,
      commission: { kind: 'bps', bps: '7.5' },
      ...more,
    },
    { chunkBars },
  );

/** Value of the account after each slice, from fills and closes alone, exactly. */
function valuesOf(
  report: BacktestReport,
  series: readonly BarSeries[],
): { value: Decimal; held: boolean }[] {
  const fills = [...report.fills];
  const starts = [...new Set(series.flatMap(({ time }) => [...time]))].sort((a, b) => a - b);
  const held = new Map<string, Decimal>();
  const marks = new Map<string, number>();
  let cash = report.deposits;
  return starts.map((start) => {
    while (fills[0] !== undefined && fills[0].filledAt < start + slotMs) {
      const { symbol, side, quantity, price, fee } = fills.shift() as (typeof fills)[number];
      const signed = quantity.times(side === 'buy' ? 1 : -1);
      cash = cash.minus(signed.times(price)).minus(fee);
      held.set(symbol, (held.get(symbol) ?? new Decimal(0)).plus(signed));
    }
    for (const { symbol, time, close } of series) {
      const row = time.indexOf(start);
      if (row >= 0) marks.set(symbol, close[row] as number);
    }
    let value = cash;
    for (const [symbol, quantity] of held)
      value = value.plus(quantity.times(marks.get(symbol) ?? NaN));
    return { value, held: [...held.values()].some((quantity) => !quantity.isZero()) };
  });
}

describe('the equity curve', () => {
  it('is cash after the fills of each slice plus what is held at its closes', async () => {
    await fc.assert(
      fc.asyncProperty(market, settings, async (series, { fillAt, chunkBars }) => {
        const report = await play(series, { fillAt }, chunkBars);
        const expected = valuesOf(report, series);
        expect(report.equity.length).toBe(expected.length);
        expected.forEach(({ value }, i) => {
          expect(report.equity.value[i]).toBeCloseTo(value.toNumber(), 6);
        });
        const exposed = expected.filter((one) => one.held).length;
        expect(report.summary.exposureFraction).toBeCloseTo(exposed / expected.length, 12);
        expect(report.summary.maxDrawdownFraction).toBeCloseTo(drawdown(expected), 9);
        expect(report.finalEquity?.toFixed()).toBe(expected.at(-1)?.value.toFixed());
      }),
      { numRuns: 150 },
    );
  });

  it('is what the strategy sees at the end of each slice, before fills at this close', async () => {
    await fc.assert(
      fc.asyncProperty(market, settings, async (series, { chunkBars }) => {
        const seen: number[] = [];
        const strategy = always((context) => {
          seen.push(context.equity);
          trade(context);
        });
        const report = await play(series, { strategy }, chunkBars);
        expect([...report.equity.value]).toEqual(seen);
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on whether anybody looks at the account', async () => {
    await fc.assert(
      fc.asyncProperty(market, settings, fc.nat(6), async (...given) => {
        const [series, { fillAt, chunkBars }, every] = given;
        const blind = await play(series, { fillAt }, chunkBars);
        let slice = 0;
        const looking = always((context) => {
          const looks = slice++ % (every + 1) === 0;
          if (looks) expect(context.equity).not.toBe(context.cash + 1e12);
          trade(context);
          if (looks) for (const symbol of context.symbols) context.mark(symbol);
        });
        const report = await play(series, { fillAt, strategy: looking }, chunkBars);
        expect(report.hash()).toBe(blind.hash());
        expect([...report.equity.value]).toEqual([...blind.equity.value]);
        expect(report.summary).toEqual(blind.summary);
        expect(report.positions).toEqual(blind.positions);
      }),
      { numRuns: 100 },
    );
  });

  it('and its loss of the day are judged alike by every reader (RK15)', async () => {
    const limits = {
      shortSelling: true,
      dailyLossFractionMax: 0.002,
      orderNotionalMax: 'none' as const,
    };
    await fc.assert(
      fc.asyncProperty(market, async (series) => {
        const blind = await play(series, { limits }, 50_000);
        const looking = always((context) => {
          expect(context.equity).toBeGreaterThan(0);
          trade(context);
        });
        const report = await play(series, { limits, strategy: looking }, 50_000);
        const reasons = (one: BacktestReport): unknown[] =>
          [...one.orders].map((each) => each.refusals);
        expect(reasons(report)).toEqual(reasons(blind));
      }),
      { numRuns: 60 },
    );
  });
});

/** The deepest fall below an earlier peak, the deposit counting as the first one. */
function drawdown(values: readonly { readonly value: Decimal }[]): number {
  let [peak, deepest] = [100_000, 0];
  for (const { value } of values) {
    peak = Math.max(peak, value.toNumber());
    deepest = Math.max(deepest, 1 - value.toNumber() / peak);
  }
  return deepest;
}
