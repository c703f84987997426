import { alwaysOpenCalendar, instrument, Ledger, ledgerSnapshot } from '@tradewright/core';
import { type AccountEvent, FillLog, OrderBook, rebookLedger } from '@tradewright/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bookAction } from '../src/actions/book-action.js';
import { parseActions } from '../src/actions/parse-actions.js';
import { dailyCharges } from '../src/margin/daily-charges.js';
import { parseLending, type ResolvedLending } from '../src/margin/parse-lending.js';
import { minuteBars } from './scripted-run.js';

const instruments = [
  instrument({ symbol: 'A', quantityStep: '0.001' }),
  instrument({ symbol: 'B', quantityStep: '0.001' }),
];
const series = ['A', 'B'].map((symbol) => minuteBars(symbol, [10]));
const lending = parseLending(
  {
    shorts: { otherwise: { borrowRate: '0.0371' } },
    interest: { creditRate: '0.011', debitRate: '0.077' },
  },
  instruments,
) as ResolvedLending;
const frame = { symbol: 'A', exAt: 0 };
const actions = parseActions(
  [
    { kind: 'split', ...frame, from: 7, to: 3 },
    { kind: 'stockDividend', ...frame, exAt: 1, perShare: '0.0333' },
    { kind: 'cashDividend', ...frame, perShare: '0.137' },
    { kind: 'symbolChange', ...frame, newSymbol: 'B' },
    { kind: 'delisting', ...frame, price: '3.17' },
  ],
  { instruments, series, calendar: alwaysOpenCalendar },
);

const anyEvent: fc.Arbitrary<AccountEvent['book']> = fc.oneof(
  fc
    .record({ slot: fc.nat(1), units: fc.integer({ min: -90_000, max: 90_000 }) })
    .map(({ slot, units }) => (ledger: Ledger) => {
      if (units !== 0) ledger.applyFill(slot, units, 1000 + Math.abs(units % 777), 1);
    }),
  fc.constantFrom(...actions).map((action) => (ledger: Ledger) => {
    bookAction(ledger, action, 1234);
  }),
  fc.integer({ min: 1, max: 4 }).map((days) => (ledger: Ledger) => {
    const priceUnits = Float64Array.of(1100, 950);
    ledger.addIncome(dailyCharges(ledger, lending, { days, priceUnits }));
  }),
);

it('any history keeps the law of cash, and is replayed to the same books', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 25 }), (list) => {
      const ledger = new Ledger(instruments);
      const events: AccountEvent[] = list.map((book, at) => ({ at, book }));
      for (const event of events) {
        event.book(ledger);
        expect(ledger.imbalance).toBe(0n);
      }
      const before = JSON.stringify(ledgerSnapshot(ledger));
      const maker = { account: 'a', strategy: 's' };
      const orders = new OrderBook({ maker, instruments, archive: false });
      rebookLedger({ ledger, fills: new FillLog(), orders, accountEvents: events });
      expect(JSON.stringify(ledgerSnapshot(ledger))).toBe(before);
    }),
    { numRuns: 300 },
  );
});

it('a day costs a short position what it earns the lender, and a long one nothing', () => {
  const charge = (units: number, days: number): bigint => {
    const ledger = new Ledger(instruments);
    ledger.setPosition(0, { quantity: units, cost: 0n, realized: 0n });
    const free = { ...lending, creditRate: 0, debitRate: 0 };
    return dailyCharges(ledger, free, { days, priceUnits: Float64Array.of(1000, 1000) });
  };
  // 100 × 10 × 0.0371 ÷ 360
  expect(charge(-100_000, 1)).toBe(-103_055_555_555_555_556n);
  expect(charge(100_000, 1)).toBe(0n);
  expect(charge(0, 3)).toBe(0n);
  expect(charge(-100_000, 360)).toBe(-37_100_000_000_000_000_000n);
});
