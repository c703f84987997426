import { createSeededRandom } from '@tradewright/backtest';
import { usEquityCalendar } from '@tradewright/core';

const symbols = ['AAA', 'BBB', 'CCC', 'DDD'];

/** A file of invented daily bars of four symbols, from January 2000 on, the same at every call. */
export function dailyCsv(sessions: number): string {
  const random = createSeededRandom(5);
  const prices = symbols.map(() => 100);
  const lines = ['date,symbol,open,high,low,close'];
  let at = Date.UTC(2000, 0, 2);
  for (let day = 0; day < sessions; day++) {
    const session = usEquityCalendar.nextSession(at);
    at = session.opensAt;
    for (const [index, symbol] of symbols.entries()) {
      const open = (prices[index] ?? 100) * (1 + (random() - 0.5) * 0.004);
      const close = open * (1 + (random() - 0.495) * 0.04);
      prices[index] = close;
      const [high, low] = [Math.max(open, close) * 1.002, Math.min(open, close) * 0.998];
      const numbers = [open, high, low, close].map((price) => price.toFixed(2));
      lines.push([session.on, symbol, ...numbers].join(','));
    }
  }
  return `${lines.join('\n')}\n`;
}
