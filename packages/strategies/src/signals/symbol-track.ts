import { type Bar, invalidValue } from '@tradewright/core';
import { StandardDeviation } from '@tradewright/indicators';
import type { SignalFeatures, SignalFeatureStream } from './signal-features.js';

/** What a track follows. */
export interface TrackSettings {
  /** `undefined`: every bar makes a complete, empty row. */
  readonly features: SignalFeatures | undefined;
  /** Returns in the sample deviation. */
  readonly volatilityBars: number | 'none';
}

/** What is known of one symbol: its last complete features, and how much its price moves. */
export class SymbolTrack {
  /** The last row without a hole; `undefined` before the first. */
  row: Float64Array | undefined;
  /** The slice that `row` is of. */
  slice = Number.NEGATIVE_INFINITY;
  private readonly features: SignalFeatures | undefined;
  private readonly stream: SignalFeatureStream | undefined;
  private readonly deviation: StandardDeviation | undefined;
  private close = Number.NaN;
  private bars = 0;

  constructor({ features, volatilityBars }: TrackSettings) {
    this.features = features;
    this.stream = features?.createStream();
    if (volatilityBars !== 'none') {
      this.deviation = new StandardDeviation(volatilityBars, { divisor: 'sample' });
    }
  }

  /** Sample deviation of the last simple returns; `undefined` until there are enough. */
  get volatility(): number | undefined {
    return this.deviation?.value;
  }

  /** @throws SdkError `VALUE_INVALID` for a row that has not one value per name. */
  take(bar: Bar, slice: number): void {
    this.deviation?.next(bar.close / this.close - 1);
    this.close = bar.close;
    const row = this.stream?.next(bar) ?? new Float64Array(0);
    const expected = this.features?.names.length ?? 0;
    if (row.length !== expected) {
      const field = `number of features of ${bar.symbol}`;
      throw invalidValue('VALUE_INVALID', { field, value: row.length, must: `${expected}` });
    }
    this.bars++;
    // Windows that are not full give numbers, too: a symbol that is listed late must wait.
    if (this.bars <= (this.features?.warmUpBars ?? 0)) return;
    // A row with a hole is no row: a zero in its place would be a value that nobody measured.
    if (!row.every(Number.isFinite)) return;
    this.row = row.slice();
    this.slice = slice;
  }
}
