import { type BarSeries, barsFromColumns, invalidValue, type UnixMs } from '@tradewright/core';

/** Where made-up bars lie in time. */
export interface BarsOfOptions {
  /** Start of the first bar. Default 2024-01-02T14:30:00Z, an open of the New York exchanges. */
  readonly startAt?: UnixMs | undefined;
  /** Default one minute. */
  readonly periodMs?: number | undefined;
}

const defaultStartAt = 1_704_205_800_000;

/**
 * Makes a series from closes, for tests in which nothing else matters: every bar opens at the close
 * before it (the first at its own), its range is open to close, and its volume 1,000.
 *
 * @throws SdkError `BARS_INVALID` for a close that is not above zero, and for none.
 *
 * @example
 * Array.from(barsOf('AAPL', [10, 12, 11]).open) // => [10, 10, 12]
 */
export function barsOf(
  symbol: string,
  closes: readonly number[],
  options: BarsOfOptions = {},
): BarSeries {
  const { startAt = defaultStartAt, periodMs = 60_000 } = options;
  if (!Array.isArray(closes)) {
    throw invalidValue('BARS_INVALID', { field: 'closes', value: closes, must: 'a list' });
  }
  const close = Float64Array.from(closes);
  const open = close.map((each, i) => close[i - 1] ?? each);
  const columns = {
    symbol,
    time: close.map((_, i) => startAt + i * periodMs),
    open,
    high: close.map((each, i) => Math.max(each, open[i] as number)),
    low: close.map((each, i) => Math.min(each, open[i] as number)),
    close,
    volume: new Float64Array(close.length).fill(1000),
  };
  return barsFromColumns(columns, { periodMs });
}
