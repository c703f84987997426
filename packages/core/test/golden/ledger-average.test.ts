import { readFileSync } from 'node:fs';
import { Decimal } from 'decimal.js';
import { expect, it } from 'vitest';
import { describeWithData } from '../../../../test/reference-data.js';
import { instrument } from '../../src/instruments/instrument.js';
import { createLedgerBook, type LedgerBook } from '../../src/ledger/ledger-book.js';

interface Step {
  readonly type?: 'fill' | 'price' | 'buy' | 'sell';
  readonly qty: number;
  readonly price: number;
  readonly commission?: number;
  readonly after?: Readonly<Record<string, number>>;
}

interface AverageCase {
  readonly case: string;
  readonly commission_rate?: number;
  readonly commission_fixed?: readonly number[];
  readonly events?: readonly Step[];
  readonly legs?: readonly Step[];
  readonly expected?: Readonly<Record<string, number>>;
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

function newBook(): LedgerBook {
  return createLedgerBook({ instruments: [instrument({ symbol: 'X', priceTick: '0.000001' })] });
}

function fill(
  book: LedgerBook,
  index: number,
  { qty, price, fee }: Record<'qty' | 'price' | 'fee', number>,
) {
  const outcome = book.apply({
    kind: 'fill',
    id: `f${index}`,
    symbol: 'X',
    side: qty > 0 ? 'buy' : 'sell',
    quantity: Math.abs(qty),
    price,
    fee: new Decimal(fee).toFixed(),
  });
  if (!outcome.booked) throw new Error(outcome.anomaly.code);
}

/** What the books say in the words of the file. */
function measured(book: LedgerBook, mark?: number): Readonly<Record<string, number>> {
  const { signedQuantity, openCost, realized, fees } = book.position('X');
  const average = signedQuantity.isZero() ? new Decimal(0) : openCost.div(signedQuantity);
  // Without a mark their tracker gives what is realized.
  const open = mark === undefined ? 0 : signedQuantity.times(mark).minus(openCost);
  return {
    qty: signedQuantity.toNumber(),
    avg: average.toNumber(),
    avg_px_open: average.toNumber(),
    // Their realized profit is net of every commission, ours is gross.
    realized_pnl: realized.minus(fees).toNumber(),
    commissions: fees.toNumber(),
    pnl: realized.plus(open).toNumber(),
  };
}

// What a ledger of average cost does not hold: the average of the exit, sizes of the parts of one
// fill, returns on committed capital. The entry average of a closed position is that of before.
const exempt = new Set(['avg_px_close', 'opened', 'closed', 'return']);

function compare(
  book: LedgerBook,
  { after = {}, type, price }: Pick<Step, 'after' | 'type' | 'price'>,
): number {
  const got = measured(book, type === 'price' ? price : undefined);
  const isFlat = got['qty'] === 0;
  const keys = Object.keys(after).filter(
    (key) => !exempt.has(key) && !(isFlat && key === 'avg_px_open' && after[key] !== 0),
  );
  for (const key of keys)
    expect([key, got[key]]).toEqual([key, expect.closeTo(after[key] ?? 0, 8)]);
  return keys.length;
}

describeWithData('average cost', ['ref-pnl/average_cost_cases.json'], ([path = '']) => {
  it('agrees with nautilus, backtrader and PyAlgoTrade', () => {
    const cases = read(path) as readonly AverageCase[];
    let values = 0;
    for (const { events, legs = [], expected = {}, ...each } of cases) {
      const book = newBook();
      (events ?? legs).forEach((step, i) => {
        const { type, price } = step;
        if (type !== 'price') {
          const qty = type === 'sell' ? -step.qty : step.qty;
          const rate = new Decimal(each.commission_rate ?? 0).times(Math.abs(qty)).times(price);
          const fee = each.commission_fixed?.[i] ?? rate.toNumber();
          fill(book, i, { qty, price, fee });
        }
        values += compare(book, step);
      });
      values += compare(book, { after: expected, price: 1 });
    }
    console.info(`golden: ${cases.length} cases of average cost, ${values} values`);
    expect([cases.length, values]).toEqual([9, 42]);
  });
});

interface QsStep {
  readonly type: 'fill' | 'price';
  readonly qty: number;
  readonly price: number;
  readonly commission: number;
  readonly after: Readonly<Record<string, number>>;
}

describeWithData('positions of QSTrader', ['ref-pnl/qstrader_position.json'], ([path = '']) => {
  it('have the same quantity, worth, cash and total profit after every event', () => {
    const { cases } = read(path) as {
      readonly cases: readonly { readonly events: readonly QsStep[] }[];
    };
    let events = 0;
    for (const each of cases) {
      const book = newBook();
      each.events.forEach((step, i) => {
        const { price, after } = step;
        if (step.type === 'fill') fill(book, i, { ...step, fee: step.commission });
        const { signedQuantity, openCost, realized, fees } = book.position('X');
        const { cash } = book.totals();
        const worth = signedQuantity.times(price);
        // QSTrader averages over a position's whole life and puts commission into the price: the
        // split differs from a running average, the sum of both parts does not.
        const total = realized.plus(worth).minus(openCost).minus(fees);
        const theirs = (after['realised_pnl'] ?? 0) + (after['unrealised_pnl'] ?? 0);
        expect([
          signedQuantity.toNumber(),
          fees.toNumber(),
          worth.toNumber(),
          cash.plus(fees).toNumber(),
          cash.toNumber(),
          total.toNumber(),
        ]).toEqual([
          after['net_quantity'],
          expect.closeTo(after['commission'] ?? 0, 9),
          expect.closeTo(after['market_value'] ?? 0, 6),
          expect.closeTo(after['net_total'] ?? 0, 6),
          expect.closeTo(after['net_incl_commission'] ?? 0, 6),
          expect.closeTo(theirs, 6),
        ]);
        events += 1;
      });
    }
    console.info(`golden: ${cases.length} positions of QSTrader, ${events} events`);
    expect([cases.length, events]).toEqual([5, 14]);
  });
});

interface PyAlgoCase {
  readonly case: string;
  readonly fills: readonly {
    readonly side: 'buy' | 'sell';
    readonly qty: number;
    readonly price: number;
  }[];
  readonly expected: {
    readonly cash_change?: number;
    readonly pnls?: readonly number[];
    readonly open_qty?: number;
    readonly closed: number;
    readonly profitable?: number;
    readonly mean_pnl?: number;
  };
}

interface RoundTripCase {
  readonly case: string;
  readonly fills: readonly { readonly qty: number; readonly price: number }[];
  readonly expected_round_trips: readonly { readonly pnl: number; readonly long: boolean }[];
}

describeWithData(
  'trades and round trips',
  ['ref-pnl/pyalgotrade_trades.json', 'ref-pnl/pyfolio_round_trips.json'],
  ([trades = '', roundTrips = '']) => {
    /** Realized profit from flat to flat. */
    const realizedPer = (fills: readonly { readonly qty: number; readonly price: number }[]) => {
      const book = newBook();
      const profits: number[] = [];
      let sum = new Decimal(0);
      fills.forEach((each, i) => {
        const before = book.position('X');
        fill(book, i, { ...each, fee: 0 });
        const now = book.position('X');
        sum = sum.plus(now.realized).minus(before.realized);
        const { signedQuantity: held } = before;
        if (held.isZero() || held.times(now.signedQuantity).gt(0)) return;
        profits.push(sum.toNumber());
        sum = new Decimal(0);
      });
      return { book, profits };
    };

    it('realize what PyAlgoTrade and pyfolio say', () => {
      const cases = read(trades) as readonly PyAlgoCase[];
      for (const { fills, expected } of cases) {
        const signed = fills.map(({ side, qty, price }) => ({
          price,
          qty: side === 'buy' ? qty : -qty,
        }));
        const { book, profits } = realizedPer(signed);
        expect(profits).toHaveLength(expected.closed);
        const { pnls, mean_pnl: mean, cash_change: cash, open_qty: open } = expected;
        if (pnls !== undefined) expect(profits).toEqual(pnls);
        const average = profits.reduce((sum, each) => sum + each, 0) / profits.length;
        if (mean !== undefined) expect(average).toBeCloseTo(mean, 6);
        if (cash !== undefined) expect(book.totals().cash.toNumber()).toBe(cash);
        if (open !== undefined) expect(book.position('X').signedQuantity.toNumber()).toBe(open);
      }
      const { cases: trips } = read(roundTrips) as { readonly cases: readonly RoundTripCase[] };
      for (const { fills, expected_round_trips: expected } of trips) {
        expect(realizedPer(fills).profits).toEqual(expected.map(({ pnl }) => pnl));
      }
      console.info(`golden: ${cases.length} lists of trades, ${trips.length} of round trips`);
      expect([cases.length, trips.length]).toEqual([3, 2]);
    });
  },
);
