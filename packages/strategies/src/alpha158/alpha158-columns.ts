import { invalidValue } from '@tradewright/core';
import type { VwapSource } from './alpha158-features.js';
import { BarLanes } from './bar-lanes.js';
import type { FeatureBars, FeatureColumns } from './feature-set.js';
import { writeAlpha158Row } from './write-alpha158-row.js';

/** What a calculation needs to know of its feature set. */
export interface Alpha158Shape {
  readonly hash: string;
  readonly names: readonly string[];
  readonly vwap: VwapSource;
}

/** All features of all bars; the columns lie one after the other in one buffer. */
export function alpha158Columns(shape: Alpha158Shape, bars: FeatureBars): FeatureColumns {
  const { hash, names, vwap } = shape;
  const length = requireColumns(bars, vwap);
  const lanes = new BarLanes(length, vwap);
  const values = new Float64Array(length * names.length);
  const row = new Float64Array(names.length);
  for (let t = 0; t < length; t++) {
    lanes.set(t, {
      open: bars.open[t]!,
      high: bars.high[t]!,
      low: bars.low[t]!,
      close: bars.close[t]!,
      volume: bars.volume[t]!,
      vwap: bars.vwap?.[t],
    });
    writeAlpha158Row(lanes, t, row);
    for (let c = 0, at = t; c < row.length; c++, at += length) values[at] = row[c]!;
  }
  const columns = names.map((_, c) => values.subarray(c * length, (c + 1) * length));
  return { hash, names, length, columns };
}

const fields = ['open', 'high', 'low', 'close', 'volume', 'vwap'] as const;

/** Returns the common length of the columns. */
function requireColumns(bars: FeatureBars, vwap: VwapSource): number {
  const given = (bars as Partial<FeatureBars> | null | undefined) ?? {};
  const length = given.open?.length ?? 0;
  for (const field of fields) {
    if (field === 'vwap' && vwap === 'typicalPrice') continue;
    const column: unknown = given[field];
    if (column instanceof Float64Array && column.length === length) continue;
    throw invalidValue('VALUE_INVALID', {
      field: `bars.${field}`,
      value: column instanceof Float64Array ? `${column.length} values` : column,
      must: `a Float64Array of ${length} values`,
      fix: field === 'vwap' ? "or use alpha158({ vwap: 'typicalPrice' })" : undefined,
    });
  }
  return length;
}
