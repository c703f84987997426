import { createSeededRandom, type SeededRandom } from '@tradewright/backtest';
import { type BarSeries, usEquityCalendar } from '@tradewright/core';
import { closeSeries } from './close-series.js';
import type { PaperMarket } from './paper-market.js';

const symbols = ['SYN-A', 'SYN-B', 'SYN-C', 'SYN-D', 'SYN-E'];
const months = 123;

/**
 * Invented prices, the same for the same seed everywhere: monthly closes of five symbols that do
 * not exist. Each month a price changes by 0.8 % plus noise of about 9 %, independently.
 */
export function createSyntheticMarket(seed: number): PaperMarket {
  const random = createSeededRandom(seed);
  const time = Array.from({ length: months }, (_, month) => lastClose(month));
  return {
    source: 'synthetic',
    title: `SYNTHETIC market from seed ${seed}: invented prices of 5 symbols that do not exist`,
    notes: ['Nothing here ever traded. Use it to try the program, never to judge a strategy.'],
    series: symbols.map((symbol) => walk(symbol, time, random)),
  };
}

/** Close of the last session of a month, counted from January 2000. */
function lastClose(month: number): number {
  return usEquityCalendar.previousSession(Date.UTC(2000, month + 1, 1)).closesAt;
}

function walk(symbol: string, time: readonly number[], random: SeededRandom): BarSeries {
  let cents = 5000;
  const close = time.map(() => {
    // The sum of three uniform numbers is close to normal, and exact on every machine.
    const noise = random() + random() + random() - 1.5;
    cents = Math.max(100, Math.round(cents * (1.008 + 0.18 * noise)));
    return cents / 100;
  });
  return closeSeries(symbol, time, close);
}
