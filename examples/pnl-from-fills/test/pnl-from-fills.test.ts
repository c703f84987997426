import { describe, expect, it } from 'vitest';
import { type FillRow, pnlFromFills } from '../src/pnl-from-fills.js';

const fill = { date: '2024-07-01', symbol: 'AAPL', quantity: '100', fee: '1' };
const fills: readonly FillRow[] = [
  { ...fill, id: 'a', side: 'buy', price: '210' },
  { ...fill, id: 'b', side: 'buy', price: '220' },
  { ...fill, id: 'c', side: 'sell', price: '212.50', date: '2024-07-03' },
  { ...fill, id: 'c', side: 'sell', price: '212.50', date: '2024-07-03' },
];

describe('pnlFromFills', () => {
  // 100 at 210 and 100 at 220, one hundred sold at 212.50, the rest marked at 225, fees of 3:
  // 21,250 + 22,500 − 43,000 − 3 = 747 in every order; only the split differs.
  it.each([
    { lots: undefined, split: '-250.00     1000.00', lost: '-250.00, below the peak by 250.00' },
    { lots: 'fifo', split: '250.00      500.00', lost: '250.00, below the peak by 0.00' },
    { lots: 'lifo', split: '-750.00     1500.00', lost: '-750.00, below the peak by 750.00' },
  ] as const)('splits realized from unrealized: $lots', ({ lots, split, lost }) => {
    const report = pnlFromFills({ fills, marks: { AAPL: '225' }, lots });
    expect(report[1]?.replace(/\s+/g, ' ')).toBe(
      `AAPL 100 ${split} 3.00 747.00`.replace(/\s+/g, ' '),
    );
    expect(report).toContain('total 747.00 (exact)');
    expect(report.at(-1)).toBe(`2024-07-03  realized ${lost}`);
  });

  it('does not call zero what it does not know', () => {
    const report = pnlFromFills({ fills, marks: {} });
    expect(report).toContain('total unknown (partial)');
    expect(report[1]).toMatch(/unknown {2}3\.00 {2}unknown$/);
  });
});
