import { invalidValue } from '@tradewright/core';
import { alpha158Columns } from './alpha158-columns.js';
import { alpha158Features, type VwapSource } from './alpha158-features.js';
import { lookback } from './bar-lanes.js';
import { createAlpha158Stream } from './create-alpha158-stream.js';
import { featureHash } from './feature-hash.js';
import type { FeatureSet } from './feature-set.js';

/** What must be decided before Alpha158 means anything. */
export interface Alpha158Settings {
  /**
   * Where `VWAP0` takes the volume-weighted average price from: `'column'` is the `vwap` of the
   * bars, `'typicalPrice'` is (high + low + close) ÷ 3 as a stand-in. The hash tells them apart.
   */
  readonly vwap: VwapSource;
}

/**
 * Alpha158, the 158 price and volume features of Qlib: same names, same order, same operators
 * (microsoft/qlib at d5379c52), in doubles where Qlib stores single precision.
 *
 * - **Bars** are rows: a NaN takes its place in every window, as in Qlib. Adjust prices and volumes
 *   for splits and dividends first.
 * - **Warm-up.** Windows that are not full yet are calculated over what is there, as in Qlib. Rows
 *   from `warmUpBars` (60) on have full windows.
 * - **No look-ahead.** A row depends on its bar and the 60 before, on nothing else. The label is no
 *   feature: see `alpha158Label`.
 * - **Missing** cells are NaN: too few values, a flat window where a correlation or an R² is asked
 *   for, a price of zero to divide by.
 *
 * @throws SdkError `SETTINGS_INVALID` when `vwap` is neither of the two.
 *
 * Agrees with: Qlib's own output for AAPL, IBM and SPY, within its single precision.
 *
 * @example
 * const set = alpha158({ vwap: 'typicalPrice' });
 * set.names.length // => 158
 * set.warmUpBars // => 60
 * const stream = set.createStream();
 * const row = stream.next({ open: 10, high: 12, low: 9, close: 11, volume: 500 });
 * row[set.names.indexOf('KMID')] // => 0.1
 */
export function alpha158(settings: Alpha158Settings): FeatureSet {
  const vwap = requireVwap(settings);
  const features = alpha158Features(vwap);
  const identity = { name: 'Alpha158', version: '1', features };
  const shape = {
    hash: featureHash(identity),
    names: Object.freeze(features.map(({ name }) => name)),
    vwap,
  };
  return Object.freeze({
    ...identity,
    hash: shape.hash,
    names: shape.names,
    warmUpBars: lookback,
    columns: (bars) => alpha158Columns(shape, bars),
    createStream: () => createAlpha158Stream(shape),
  } satisfies FeatureSet);
}

function requireVwap(settings: Alpha158Settings): VwapSource {
  const vwap: unknown = (settings as Alpha158Settings | undefined)?.vwap;
  if (vwap === 'column' || vwap === 'typicalPrice') return vwap;
  throw invalidValue('SETTINGS_INVALID', {
    field: 'settings.vwap',
    value: vwap,
    must: "'column' or 'typicalPrice'",
    fix: "say 'column' if the bars have a vwap, else 'typicalPrice' for (high + low + close) / 3",
  });
}
