import type { BarSeries, Bar } from '@tradewright/core';
import { barsFromColumns } from '@tradewright/core';
import type { SignalFeatures } from '../src/signals/signal-features.js';
import type { SignalModel } from '../src/signals/signal-model.js';

/** One feature, the return of the bar from its open, with a warm-up of one bar. */
export const move: SignalFeatures = featuresOf((bar) => [bar.close / bar.open - 1]);

/** Features by a formula, in one array that is used again for every row. */
export function featuresOf(
  formula: (bar: Bar, index: number) => readonly number[],
  warmUpBars = 1,
): SignalFeatures {
  return {
    names: ['move'],
    hash: 'abc',
    warmUpBars,
    createStream: () => {
      let index = 0;
      let row = new Float64Array(0);
      return {
        next: (bar) => {
          const values = formula(bar, index++);
          if (row.length !== values.length) row = new Float64Array(values.length);
          row.set(values);
          return row;
        },
      };
    },
  };
}

/** A model that answers by a formula and remembers what it was asked. */
export function modelOf(
  formula: (symbol: string, row: Float64Array) => number | undefined,
  version = '1',
): SignalModel & { readonly asked: string[][] } {
  const asked: string[][] = [];
  return {
    name: 'formula',
    version,
    featureHash: 'abc',
    asked,
    predict: ({ symbols, rows }) => {
      asked.push([...symbols]);
      const predictions = symbols.map((symbol, i) => [symbol, formula(symbol, rows[i]!)] as const);
      return new Map(predictions.filter((one): one is [string, number] => one[1] !== undefined));
    },
  };
}

const periodMs = 60_000;

/** Bars of closes at minutes from zero; `undefined` is a bar that is not there. */
export function barsWithHoles(symbol: string, closes: readonly (number | undefined)[]): BarSeries {
  const known = closes.flatMap((close, i) => (close === undefined ? [] : [{ close, i }]));
  const close = known.map((bar) => bar.close);
  const columns = { open: close, high: close, low: close, close };
  const time = known.map(({ i }) => i * periodMs);
  return barsFromColumns({ symbol, time, ...columns }, { periodMs });
}
