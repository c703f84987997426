import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { BarSeries } from '../bars/bar-series.js';

/** SHA-256 over all that a series says; equal series have equal digests on every machine. */
export function barSeriesDigest(series: BarSeries): string {
  const hash = sha256.create();
  const { symbol, length, periodMs, adjustment } = series;
  hash.update(utf8ToBytes(`${symbol}|${length}|${periodMs}|${adjustment}|`));
  const { time, open, high, low, close, volume, vwap, tradeCount, endTime } = series;
  for (const column of [time, open, high, low, close, volume, vwap, tradeCount, endTime]) {
    hash.update(Uint8Array.of(column === undefined ? 0 : 1));
    if (column !== undefined) hash.update(littleEndian(column));
  }
  return bytesToHex(hash.digest());
}

function littleEndian(column: Float64Array): Uint8Array {
  const bytes = new Uint8Array(column.length * 8);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < column.length; i++) view.setFloat64(i * 8, column[i] as number, true);
  return bytes;
}
