import { createSeededRandom } from '@tradewright/backtest';
import { type BarSeries, barsFromCsv, invariant, usEquityCalendar } from '@tradewright/core';
import type { Market } from './market.js';

const symbols = ['INV-A', 'INV-B', 'INV-C', 'INV-D', 'INV-E'];
const years = 10;

/**
 * Invented daily bars of five symbols that do not exist, the same for the same seed everywhere. A
 * price moves with a market that all share and by itself; the second follows the first and comes
 * back to it. Drift is 0.03 % a day: nothing else in it can be predicted, but for that pair.
 */
export function inventMarket(seed: number): Market {
  const random = createSeededRandom(seed);
  // The sum of three uniform numbers is close to normal, and exact on every machine.
  const noise = (size: number): number => size * (random() + random() + random() - 1.5) * 2;
  const closes = symbols.map(() => 50);
  let apart = 0;
  const rows = ['date,symbol,open,high,low,close,volume'];
  for (const date of sessions()) {
    const market = noise(0.008);
    apart = 0.95 * apart + noise(0.012);
    symbols.forEach((symbol, i) => {
      const before = closes[i] ?? 50;
      const free = before * (1.0003 + market + noise(0.01));
      const close = cents(i === 1 ? (closes[0] ?? 50) * (1 + apart) : free);
      const open = cents(before * (1 + noise(0.003)));
      const high = cents(Math.max(open, close) * (1 + Math.abs(noise(0.003))));
      const low = cents(Math.min(open, close) * (1 - Math.abs(noise(0.003))));
      closes[i] = close;
      rows.push([date, symbol, open, high, low, close, 1_000_000].join(','));
    });
  }
  const series: readonly BarSeries[] = barsFromCsv(rows.join('\n'), { calendar: usEquityCalendar });
  return { title: `INVENTED bars of ${series.length} symbols from seed ${seed}`, series };
}

function sessions(): readonly string[] {
  const found: string[] = [];
  let { opensAt } = usEquityCalendar.nextSession(Date.UTC(2010, 0, 1));
  while (opensAt < Date.UTC(2010 + years, 0, 1)) {
    const session = usEquityCalendar.sessionAt(opensAt);
    invariant(session !== undefined, 'a session contains its open');
    found.push(session.on);
    ({ opensAt } = usEquityCalendar.nextSession(session.closesAt));
  }
  return found;
}

function cents(price: number): number {
  return Math.max(1, Math.round(price * 100) / 100);
}
