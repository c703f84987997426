import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createSeededRandom } from '@tradewright/backtest';
import { type BarSeries, barsFromColumns, barsFromCsv, usEquityCalendar } from '@tradewright/core';

const dayMs = 86_400_000;
/** 2020-01-01. */
const startAt = 1_577_836_800_000;

export interface MarketShape {
  readonly seed: number;
  readonly symbols: readonly string[];
  readonly bars: number;
  /** Part of bars that are missing, 0 to 1. Default 0. */
  readonly missing?: number;
  /** Typical move of a bar. Default 0.02. */
  readonly noise?: number;
}

/** Random walks with trends that come and go, and with opens that gap. */
export function randomMarket(shape: MarketShape): readonly BarSeries[] {
  const { seed, symbols, bars, missing = 0, noise = 0.02 } = shape;
  const random = createSeededRandom(seed);
  return symbols.map((symbol) => {
    const rows: number[][] = [];
    let close = 20 + 80 * random();
    for (let i = 0; i < bars; i++) {
      const trend = 0.15 * noise * Math.sin(i / 40 + random());
      const open = cents(close * (1 + 0.5 * noise * (random() - 0.5)));
      close = cents(open * (1 + trend + 2 * noise * (random() - 0.5)));
      const high = cents(Math.max(open, close) * (1 + 0.3 * noise * random()));
      const low = cents(Math.min(open, close) * (1 - 0.3 * noise * random()));
      if (rows.length > 0 && random() < missing) continue;
      rows.push([startAt + i * dayMs, open, high, low, close]);
    }
    return seriesOf(symbol, rows);
  });
}

/** Bars from closes alone, one a day: open, high and low are the close. */
export function dailyCloses(symbol: string, closes: readonly number[]): BarSeries {
  return seriesOf(
    symbol,
    closes.map((close, i) => [startAt + i * dayMs, close, close, close, close]),
  );
}

/** The same on given days only. */
export function onDays(
  symbol: string,
  { days, closes }: { readonly days: readonly number[]; readonly closes: readonly number[] },
): BarSeries {
  const rows = closes.map((close, i) => [startAt + days[i]! * dayMs, close, close, close, close]);
  return seriesOf(symbol, rows);
}

/** A part of a market, by index of its days. */
export function fromDay(series: readonly BarSeries[], day: number): readonly BarSeries[] {
  return series.map((each) => {
    const rows = Array.from(each.time, (time, i) => [
      time,
      ...[each.open, each.high, each.low, each.close].map((column) => column[i]!),
    ]);
    return seriesOf(
      each.symbol,
      rows.filter(([time]) => time! >= startAt + day * dayMs),
    );
  });
}

/** Raw daily bars from a gzipped file, from a date on. */
export function readDaily(path: string, symbol: string, fromAt: number): BarSeries {
  const text = gunzipSync(readFileSync(path)).toString();
  const [header = '', ...lines] = text.trim().split('\n');
  const from = new Date(fromAt).toISOString().slice(0, 10);
  const kept = lines.filter((line) => line >= from);
  const csv = [header, ...kept].join('\n');
  return barsFromCsv(csv, { symbol, calendar: usEquityCalendar })[0];
}

function cents(price: number): number {
  return Math.max(0.5, Math.round(price * 100) / 100);
}

function seriesOf(symbol: string, rows: readonly (readonly number[])[]): BarSeries {
  const [time, open, high, low, close] = [0, 1, 2, 3, 4].map((column) =>
    Float64Array.from(rows, (row) => row[column]!),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  return barsFromColumns({ symbol, time, open, high, low, close }, { periodMs: dayMs });
}
