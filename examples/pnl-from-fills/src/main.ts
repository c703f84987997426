import { type FillRow, pnlFromFills } from './pnl-from-fills.js';

const row = (text: string): FillRow => {
  const [date = '', id = '', symbol = '', side, quantity = '', price = '', fee = ''] =
    text.split(' ');
  return { date, id, symbol, side: side === 'sell' ? 'sell' : 'buy', quantity, price, fee };
};

/** Long with a partial close, and a short position; the last line repeats one. */
const exampleFills: readonly FillRow[] = [
  row('2024-07-01 f1 AAPL buy 100 210.00 1.00'),
  row('2024-07-02 f2 AAPL buy 100 220.00 1.00'),
  row('2024-07-02 f3 MSFT sell 50 450.00 1.00'),
  row('2024-07-03 f4 AAPL sell 100 212.50 1.00'),
  row('2024-07-05 f5 MSFT buy 50 440.00 1.00'),
  row('2024-07-05 f5 MSFT buy 50 440.00 1.00'),
];

for (const lots of [undefined, 'fifo', 'lifo'] as const) {
  const report = pnlFromFills({ fills: exampleFills, marks: { AAPL: '225.00' }, lots });
  console.info([`\n${lots ?? 'average cost'}`, ...report].join('\n'));
}
