import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { TickSeries } from './tick-series.js';

/**
 * SHA-256 over all that quotes or trades say, as hex; equal series have equal digests on every
 * machine. An empty side of a quote is a zero, which no price is: NaN has many bit patterns.
 *
 * @example
 * tickSeriesDigest(tradesFromColumns({ symbol: 'SPY', time: [0], price: [10] })).length // => 64
 */
export function tickSeriesDigest(series: TickSeries): string {
  const hash = sha256.create();
  const { kind, symbol, length, adjustment, time } = series;
  hash.update(utf8ToBytes(`${kind}|${symbol}|${length}|${adjustment}|`));
  const columns =
    series.kind === 'quotes'
      ? [time, series.bid, series.ask, series.bidSize, series.askSize]
      : [time, series.price, series.size];
  for (const column of columns) {
    hash.update(Uint8Array.of(column === undefined ? 0 : 1));
    if (column !== undefined) hash.update(littleEndian(column));
  }
  return bytesToHex(hash.digest());
}

function littleEndian(column: Float64Array): Uint8Array {
  const bytes = new Uint8Array(column.length * 8);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    view.setFloat64(i * 8, Number.isNaN(value) ? 0 : value, true);
  }
  return bytes;
}
