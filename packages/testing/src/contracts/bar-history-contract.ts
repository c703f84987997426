import { type BarHistory, type BarSeries, barEndAt } from '@tradewright/core';
import { type Clause, type ContractOptions, runContract } from './run-contract.js';
import type { TestRunner } from './test-runner.js';

/** A history, and what its source holds. */
export interface BarHistoryBench {
  readonly history: BarHistory;
  /** All bars of two symbols, at least four of each. */
  readonly held: readonly [BarSeries, BarSeries];
  /** A symbol that the source has no bar of. */
  readonly unheldSymbol: string;
}

/** The clauses of the bar history contract. */
export type BarHistoryClause =
  | 'last-bars'
  | 'complete-bars'
  | 'fewer'
  | 'each-symbol'
  | 'no-bars'
  | 'repeats';

const forever = Number.MAX_SAFE_INTEGER;

const clauses: Readonly<Record<BarHistoryClause, Clause<BarHistoryBench>>> = {
  'last-bars': {
    title: 'returns the last bars before an instant, with all their values',
    async check({ history, held: [one] }, { expect, within }) {
      const completeBy = barEndAt(one, 2);
      const query = { symbols: [one.symbol], completeBy, countMax: 2 };
      const found = await within(history.lastBars(query));
      expect(found.map(rowsOf)).toEqual([rowsOf(one).slice(1, 3)]);
    },
  },
  'complete-bars': {
    title: 'includes a bar that ends at the instant, and none that ends a millisecond later',
    async check({ history, held: [one] }, { expect, within }) {
      const endAt = barEndAt(one, 2);
      const last = async (completeBy: number): Promise<number | undefined> => {
        const query = { symbols: [one.symbol], completeBy, countMax: 1 };
        return (await within(history.lastBars(query)))[0]?.time[0];
      };
      expect(await last(endAt)).toBe(one.time[2]);
      expect(await last(endAt - 1)).toBe(one.time[1]);
    },
  },
  fewer: {
    title: 'returns what there is when there are fewer bars than asked for',
    async check({ history, held: [one] }, { expect, within }) {
      const query = { symbols: [one.symbol], completeBy: barEndAt(one, 3), countMax: 1_000 };
      const found = await within(history.lastBars(query));
      expect(found.map(rowsOf)).toEqual([rowsOf(one).slice(0, 4)]);
    },
  },
  'each-symbol': {
    title: 'returns one series for each symbol that was asked for, and no other',
    async check({ history, held }, { expect, within }) {
      const ask = async (symbols: readonly string[]): Promise<string[]> => {
        const query = { symbols, completeBy: forever, countMax: 1 };
        return (await within(history.lastBars(query))).map((series) => series.symbol).sort();
      };
      const symbols = held.map((series) => series.symbol).sort();
      expect(await ask(symbols)).toEqual(symbols);
      for (const symbol of symbols) expect(await ask([symbol])).toEqual([symbol]);
    },
  },
  'no-bars': {
    title: 'leaves out a symbol without bars: unknown to it, or too young',
    async check({ history, held: [one], unheldSymbol }, { expect, within }) {
      const unknown = { symbols: [unheldSymbol, one.symbol], completeBy: forever, countMax: 1 };
      const found = await within(history.lastBars(unknown));
      expect(found.map((series) => series.symbol)).toEqual([one.symbol]);
      const early = { symbols: [one.symbol], completeBy: barEndAt(one, 0) - 1, countMax: 1 };
      expect(await within(history.lastBars(early))).toEqual([]);
    },
  },
  repeats: {
    title: 'answers the same question the same way',
    async check({ history, held: [one, other] }, { expect, within }) {
      const symbols = [one.symbol, other.symbol];
      const query = { symbols, completeBy: barEndAt(one, 2), countMax: 3 };
      const first = (await within(history.lastBars(query))).map(rowsOf);
      await within(history.lastBars({ ...query, countMax: 1 }));
      const second = (await within(history.lastBars(query))).map(rowsOf);
      expect(second.sort()).toEqual(first.sort());
    },
  },
};

function rowsOf(series: BarSeries): unknown[] {
  const { symbol, time, open, high, low, close, volume } = series;
  return Array.from(time, (at, i) =>
    [symbol, at, barEndAt(series, i), open[i], high[i], low[i], close[i], volume[i]].join(' '),
  );
}

/**
 * What every `BarHistory` must do, one test per clause.
 *
 * @param runner The test functions of Vitest, Jest or the like.
 */
export function barHistoryContract(
  runner: TestRunner,
  options: ContractOptions<BarHistoryBench, BarHistoryClause>,
): void {
  const release = async (): Promise<void> => {};
  runContract(runner, { port: 'bar history', clauses, release }, options);
}
