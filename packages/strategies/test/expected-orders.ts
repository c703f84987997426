import type { BacktestReport, BarSeries } from '@tradewright/core';
import type { DecidedOrder } from '@tradewright/testing';
import { expect } from 'vitest';

/** What an oracle may look at: the bars up to the present one, and what is held. */
export interface Look {
  readonly slice: number;
  readonly slices: number;
  /** Index of the present bar of a symbol; `undefined` without one. */
  indexOf(symbol: string): number | undefined;
  held(symbol: string): number;
  /** What is held, as a fraction of equity at the present close. */
  weight(symbol: string): number;
}

/** Target weights of one slice. */
export type Oracle = (look: Look) => readonly (readonly [symbol: string, weight: number])[];

/** For one symbol: a target as a signed part of the weight; `undefined` leaves things alone. */
export type SymbolOracle = (
  series: BarSeries,
) => (index: number, side: number) => number | undefined;

/** Asks an oracle for each symbol alone; every order of size 1 is this part of equity. */
export function eachSymbol(
  series: readonly BarSeries[],
  weight: number,
  oracle: SymbolOracle,
): Oracle {
  const oracles = series.map((each) => ({ symbol: each.symbol, ask: oracle(each) }));
  return (look) =>
    oracles.flatMap(({ symbol, ask }) => {
      const index = look.indexOf(symbol);
      const wish = index === undefined ? undefined : ask(index, Math.sign(look.held(symbol)));
      return wish === undefined ? [] : [[symbol, wish * weight] as const];
    });
}

/**
 * Compares every order of a run with what an oracle expects, quantities included. Orders fill whole
 * at the next bar; one that expired, because the next bar came after its session, did not. Returns
 * the number of orders.
 */
export function expectOrders(
  { orders, report }: { readonly orders: readonly DecidedOrder[]; readonly report: BacktestReport },
  series: readonly BarSeries[],
  oracle: Oracle,
): number {
  const times = [...new Set(series.flatMap((each) => [...each.time]))].sort((a, b) => a - b);
  const held = new Map(series.map(({ symbol }) => [symbol, 0]));
  const bySymbol = new Map(series.map((each) => [each.symbol, each]));
  const next = new Map(series.map(({ symbol }) => [symbol, 0]));
  const expected: object[] = [];
  const keyOf = (slice: number, symbol: string): string => `${slice} ${symbol}`;
  const expired = new Set(
    orders
      .filter(({ status }) => status === 'expired')
      .map(({ slice, symbol }) => keyOf(slice, symbol)),
  );
  times.forEach((time, slice) => {
    const present = new Map<string, number>();
    for (const { symbol, time: own } of series) {
      const index = next.get(symbol)!;
      if (own[index] !== time) continue;
      present.set(symbol, index);
      next.set(symbol, index + 1);
    }
    const equity = report.equity.value[slice]!;
    const priceOf = (symbol: string): number => bySymbol.get(symbol)!.close[next.get(symbol)! - 1]!;
    const targets = oracle({
      slice,
      slices: times.length,
      indexOf: (symbol) => present.get(symbol),
      held: (symbol) => held.get(symbol)!,
      weight: (symbol) => (held.get(symbol)! * priceOf(symbol)) / equity,
    });
    for (const [symbol, weight] of targets) {
      const quantity = Math.trunc(((weight * equity) / priceOf(symbol)) * (1 + 1e-12));
      const change = quantity - held.get(symbol)!;
      if (change === 0) continue;
      if (!expired.has(keyOf(slice, symbol))) held.set(symbol, quantity);
      const side = change > 0 ? 'buy' : 'sell';
      expected.push({ slice, symbol, side, quantity: String(Math.abs(change)) });
    }
  });
  const actual = orders.map(({ slice, symbol, side, quantity }) => ({
    slice,
    symbol,
    side,
    quantity,
  }));
  expect(actual.sort(inOrder)).toEqual((expected as DecidedOrder[]).sort(inOrder));
  return actual.length;
}

type Placed = Pick<DecidedOrder, 'slice' | 'symbol'>;

function inOrder(a: Placed, b: Placed): number {
  return a.slice - b.slice || (a.symbol < b.symbol ? -1 : 1);
}

// Plain arithmetic over columns ------------------------------------------------------------------

/** Mean of the `length` values up to `index`; NaN where there are fewer. */
export function mean(values: Float64Array, index: number, length: number): number {
  let sum = 0;
  for (let i = index - length + 1; i <= index; i++) sum += values[i] ?? Number.NaN;
  return sum / length;
}

/** Deviation of the `length` values up to `index`, divided by `length - taken`. */
export function deviation(
  values: Float64Array,
  index: number,
  { length, taken = 0 }: { readonly length: number; readonly taken?: number },
): number {
  const center = mean(values, index, length);
  let squares = 0;
  for (let i = index - length + 1; i <= index; i++) squares += (values[i]! - center) ** 2;
  return Math.sqrt(squares / (length - taken));
}

/** Wilder's average true range at every index; NaN before it exists. */
export function averageTrueRanges(series: BarSeries, length: number): readonly number[] {
  const { high, low, close } = series;
  const ranges = Array.from(close, (_, i) =>
    i === 0
      ? Number.NaN
      : Math.max(
          high[i]! - low[i]!,
          Math.abs(high[i]! - close[i - 1]!),
          Math.abs(low[i]! - close[i - 1]!),
        ),
  );
  let average = Number.NaN;
  return ranges.map((range, i) => {
    if (i < length) return Number.NaN;
    if (i === length) average = ranges.slice(1, length + 1).reduce((a, b) => a + b) / length;
    else average = (average * (length - 1) + range) / length;
    return average;
  });
}
