// Recomputes a report from its fills and marks, with nothing of ours: node check-export.mjs file
import { readFileSync } from 'node:fs';
import { Decimal } from 'decimal.js';

Decimal.set({ precision: 100, rounding: Decimal.ROUND_HALF_EVEN });
const { account, fills, ...report } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const bps = `${report.settings['commission-bps']}e-4`;
const books = new Map();
let [cash, fees, next, compared] = [new Decimal(account.deposits), 0, 0, 0];
const sum = (list) => Decimal.sum(0, ...list);
const same = (name, written, computed) => {
  if (written !== computed.toFixed()) throw new Error(`${name} is ${written}, not ${computed}`);
  compared++;
};
function book({ clientOrderId, symbol, side, quantity, price, fee }) {
  const { held, cost, realized } = books.get(symbol) ?? { held: sum([]), cost: 0, realized: 0 };
  const amount = new Decimal(quantity).times(price);
  // A purchase has no cost to take along; a sale takes the average, half-even at 18 digits.
  const taken = side === 'buy' ? amount.neg() : sum([cost]).times(quantity).div(held).toDP(18);
  const gained = side === 'buy' ? 0 : amount.minus(taken);
  const signed = side === 'buy' ? quantity : `-${quantity}`;
  const after = { held: held.plus(signed), cost: sum([cost, taken.neg()]) };
  books.set(symbol, { ...after, realized: sum([realized, gained]) });
  same(`fee of ${clientOrderId}`, fee, amount.times(bps).toDP(18));
  [cash, fees] = [cash.minus(amount.times(side === 'buy' ? 1 : -1)).minus(fee), sum([fees, fee])];
}
const value = (marks) => sum([...books].map(([symbol, { held }]) => held.times(marks[symbol] ?? 0)));
for (const { at, marks, ...point } of report.equityCurve) {
  while (next < fills.length && fills[next].filledAt <= at) book(fills[next++]);
  same(`cash at ${at}`, point.cash, cash);
  same(`equity at ${at}`, point.equity, cash.plus(value(marks)));
}
