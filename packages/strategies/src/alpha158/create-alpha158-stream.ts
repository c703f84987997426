import { invalidValue } from '@tradewright/core';
import type { Alpha158Shape } from './alpha158-columns.js';
import { BarLanes, lookback } from './bar-lanes.js';
import type { FeatureBar, FeatureStream } from './feature-set.js';
import { writeAlpha158Row } from './write-alpha158-row.js';

/** Bars held before the old ones are dropped: rarely enough that it costs nothing. */
const capacity = 1024;

/** Creates the streaming form. It holds the last bars, no sums: nothing can drift. */
export function createAlpha158Stream({ hash, names, vwap }: Alpha158Shape): FeatureStream {
  const lanes = new BarLanes(capacity, vwap);
  const row = new Float64Array(names.length).fill(Number.NaN);
  let count = 0;
  let at = -1;
  const write = (bar: FeatureBar) => {
    lanes.set(at, bar);
    writeAlpha158Row(lanes, at, row);
    return row;
  };
  const next = (bar: FeatureBar) => {
    requireBar(bar, vwap === 'column');
    if (at + 1 === capacity) {
      lanes.dropBefore(capacity - lookback);
      at = lookback - 1;
    }
    at++;
    count++;
    return write(bar);
  };
  return {
    hash,
    get count() {
      return count;
    },
    row,
    next,
    replaceLast(bar) {
      if (count === 0) return next(bar);
      requireBar(bar, vwap === 'column');
      return write(bar);
    },
  };
}

const fields = ['open', 'high', 'low', 'close', 'volume', 'vwap'] as const;

/** Before anything is changed: a bar that is refused leaves no trace. */
function requireBar(bar: FeatureBar, needsVwap: boolean): void {
  const given = (bar as FeatureBar | null | undefined) ?? ({} as Partial<FeatureBar>);
  const { open, high, low, close, volume, vwap } = given;
  const isVwapGiven = !needsVwap || typeof vwap === 'number';
  const isPriced = typeof open === 'number' && typeof high === 'number' && typeof low === 'number';
  if (isPriced && typeof close === 'number' && typeof volume === 'number' && isVwapGiven) return;
  const field = fields.find((each) => typeof given[each] !== 'number') ?? 'open';
  throw invalidValue('VALUE_INVALID', {
    field: `bar.${field}`,
    value: given[field],
    must: 'a number (NaN where it is missing)',
    fix: field === 'vwap' ? "or use alpha158({ vwap: 'typicalPrice' })" : undefined,
  });
}
