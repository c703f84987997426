// Recomputes a report from its fills and marks, with nothing of ours: node check-export.mjs file
import { readFileSync } from 'node:fs';
import { Decimal } from 'decimal.js';
Decimal.set({ precision: 100, rounding: Decimal.ROUND_HALF_EVEN });
const { account, fills, ...report } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const zero = new Decimal(0);
const books = new Map(report.positions.map(({ symbol }) => [symbol, [zero, zero, zero]]));
const end = { cash: new Decimal(account.deposits), fees: zero, realized: zero, unrealized: zero };
let [booked, compared] = [0, 0];
function check(name, written, computed) {
  for (const [field, number] of Object.entries(computed)) {
    if (++compared && written[field] === number.toFixed()) continue;
    console.error(`${field} of ${name} is ${written[field]}, computed ${number.toFixed()}`);
    process.exit(1);
  }
}
function book({ symbol, side, quantity, price, fee }) {
  const [held, cost, realized] = books.get(symbol);
  const signed = new Decimal(side === 'buy' ? quantity : `-${quantity}`);
  const paid = signed.times(price);
  // A sale takes its part of the cost along, half-even at 18 digits; the rest stays.
  const spent = side === 'buy' ? paid : cost.times(signed).div(held).toDP(18);
  books.set(symbol, [held.plus(signed), cost.plus(spent), realized.plus(spent).minus(paid)]);
  [end.cash, end.fees] = [end.cash.minus(paid).minus(fee), end.fees.plus(fee)];
}
for (const { at, marks, fills: count, ...point } of report.equityCurve) {
  while (booked < count) book(fills[booked++]);
  const worth = [...books].map(([symbol, [held]]) => held.times(marks[symbol] ?? 0));
  check(at, point, { cash: end.cash, equity: end.cash.plus(Decimal.sum(0, ...worth)) });
}
for (const { symbol, mark, ...position } of report.positions) {
  const [signedQuantity, openCost, realized] = books.get(symbol);
  const marketValue = signedQuantity.times(mark);
  const unrealized = marketValue.minus(openCost);
  check(symbol, position, { signedQuantity, openCost, realized, marketValue, unrealized });
  [end.realized, end.unrealized] = [end.realized.plus(realized), end.unrealized.plus(unrealized)];
}
const gain = end.realized.plus(end.unrealized).minus(end.fees);
check('account', account, { ...end, equity: gain.plus(account.deposits) });
console.log(`${compared} numbers agree`);
