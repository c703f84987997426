import { runBacktest, type VenueSettings } from '@tradewright/backtest';
import {
  alwaysOpenCalendar,
  type BacktestReport,
  barsFromRows,
  type BarSeries,
} from '@tradewright/core';
import { breakoutBrackets } from './breakout-brackets.js';

/** The same strategy under venues that believe more or less of a bar. */
export const venues: Readonly<Record<string, VenueSettings>> = {
  'as it comes': {},
  'exits from the next bar on': { contingentFrom: 'next-bar' },
  'limits must be gone through': { limitFill: 'through' },
  'five hundredths of a per cent worse': { slippage: { kind: 'bps', bps: 5 } },
  'one bar late': { latencyBars: 1 },
};

/** Invented prices: a sine that drifts upward, with a wick at both ends of each bar. */
export function inventedBars(count: number): BarSeries {
  const close = (i: number): number => 100 + 0.02 * i + 3 * Math.sin(i / 7) + 1.5 * Math.sin(i / 2);
  const cents = (price: number): number => Math.round(price * 100) / 100;
  const rows = Array.from({ length: count }, (_, i) => {
    const [from, to] = [cents(close(i - 1)), cents(close(i))];
    const [high, low] = [cents(Math.max(from, to) + 0.6), cents(Math.min(from, to) - 0.6)];
    return { time: i * 60_000, open: from, high, low, close: to, volume: 1000 };
  });
  return barsFromRows(rows, { symbol: 'WAVE', periodMs: 60_000 });
}

/** One line per venue: fills, and what was won. */
export async function compareVenues(series: BarSeries): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [name, venue] of Object.entries(venues)) {
    const report = await play(series, venue);
    const gained = report.finalEquity?.minus(report.deposits).toFixed(2) ?? 'unknown';
    lines.push(
      `${name.padEnd(36)} ${String(report.fills.length).padStart(4)} ${gained.padStart(9)}`,
    );
  }
  return lines;
}

/** One run: the default limits are those of a careful paper account. */
export function play(series: BarSeries, venue: VenueSettings): Promise<BacktestReport> {
  return runBacktest({
    strategy: breakoutBrackets,
    parameters: { closes: 8, profitFraction: 0.02, lossFraction: 0.01 },
    series: [series],
    cash: 10_000,
    calendar: alwaysOpenCalendar,
    limits: {},
    ...venue,
  });
}
