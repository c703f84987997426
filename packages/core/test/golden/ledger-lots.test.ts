import { readFileSync } from 'node:fs';
import { Decimal } from 'decimal.js';
import { afterAll, expect, it } from 'vitest';
import { describeWithData } from '../../../../test/reference-data.js';
import { instrument } from '../../src/instruments/instrument.js';
import { createLedgerBook, type LedgerBook } from '../../src/ledger/ledger-book.js';
import type { LotOrder } from '../../src/ledger/lot-book.js';
import { moneyToDecimal } from '../../src/numbers/units.js';

interface RealFill {
  readonly date: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly qty: number;
  readonly price: number;
}

interface LotFile {
  readonly qty: string;
  readonly cost: string;
  readonly opened: string;
  readonly symbol?: string;
}

interface LotResult {
  readonly total_realized: string;
  readonly per_fill: readonly ({ realized: string; lots: readonly LotFile[] } | null)[];
  readonly remaining_lots: readonly LotFile[];
}

interface Recorded {
  readonly fills: readonly RealFill[];
  readonly expected: {
    readonly FIFO: LotResult;
    readonly LIFO: LotResult;
    readonly AVERAGE: {
      readonly total_realized: string;
      readonly per_fill: readonly (string | null)[];
      readonly remaining: Record<string, { qty: string; average_cost: string | null }>;
    };
  };
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const plain = (value: string): string => new Decimal(value).toFixed();

function newBook(symbols: readonly string[], lots?: LotOrder): LedgerBook {
  const instruments = symbols.map((symbol) => instrument({ symbol, priceTick: '0.0001' }));
  return createLedgerBook({ instruments, lots });
}

/** Books one recorded fill; its id says when it was, and which of the day. */
function book(target: LedgerBook, { date, symbol, side, qty, price }: RealFill, index: number) {
  const id = `${date} ${index}`;
  const outcome = target.apply({ kind: 'fill', id, symbol, side, quantity: qty, price });
  if (!outcome.booked) throw new Error(outcome.anomaly.code);
  return outcome;
}

const lotText = (openedBy: string, quantity: string, cost: bigint): string => {
  const each = moneyToDecimal(cost).div(quantity);
  return `${plain(quantity)} at ${each.toFixed()} of ${openedBy.slice(0, 10)}`;
};
const wanted = ({ qty, cost, opened }: LotFile): string =>
  `${plain(qty)} at ${plain(cost)} of ${opened}`;

describeWithData(
  'lots on real fills',
  ['ref-pnl/lots_aapl_vwap10.json', 'ref-pnl/lots_etf_rotation3.json'],
  (paths) => {
    const runs = paths.map((path) => read(path) as Recorded);
    const symbolsOf = ({ fills }: Recorded): readonly string[] => [
      ...new Set(fills.map(({ symbol }) => symbol)),
    ];

    it.each(['FIFO', 'LIFO'] as const)('are those of Beancount, exactly: %s', (booking) => {
      let fills = 0;
      let lots = 0;
      for (const run of runs) {
        const target = newBook(symbolsOf(run), booking === 'FIFO' ? 'fifo' : 'lifo');
        const expected = run.expected[booking];
        run.fills.forEach((fill, i) => {
          const { realized, closings } = book(target, fill, i);
          const per = expected.per_fill[i] ?? null;
          const got = closings.map((each) => lotText(each.openedBy, each.quantity, each.cost));
          expect(got).toEqual((per?.lots ?? []).map(wanted));
          expect(realized.toFixed()).toBe(plain(per?.realized ?? '0'));
          fills += 1;
          lots += got.length;
        });
        expect(target.totals().realized.toFixed()).toBe(plain(expected.total_realized));
        const open = symbolsOf(run).flatMap((symbol) => target.position(symbol).lots);
        const left = open.map((each) => lotText(each.openedBy, each.quantity, each.cost));
        expect(left).toEqual(expected.remaining_lots.map(wanted));
      }
      console.info(`golden: ${fills} fills and ${lots} closed lots, ${booking}, exact`);
      expect([fills, lots]).toEqual([360, 251]);
    });

    it('realize at average cost what an exact recomputation says', () => {
      let fills = 0;
      for (const run of runs) {
        const target = newBook(symbolsOf(run));
        const expected = run.expected.AVERAGE;
        run.fills.forEach((fill, i) => {
          const { realized } = book(target, fill, i);
          expect(realized.toDecimalPlaces(8).toFixed()).toBe(plain(expected.per_fill[i] ?? '0'));
          fills += 1;
        });
        const total = target.totals().realized.toDecimalPlaces(8);
        expect(total.toFixed()).toBe(plain(expected.total_realized));
        for (const [symbol, { qty, average_cost: average }] of Object.entries(expected.remaining)) {
          const { signedQuantity, openCost } = target.position(symbol);
          expect(signedQuantity.toFixed()).toBe(qty);
          if (average === null) continue;
          expect(openCost.div(signedQuantity).toFixed(8)).toBe(average);
        }
      }
      console.info(`golden: ${fills} fills at average cost, to 8 digits`);
      expect(fills).toBe(360);
    });
  },
);

type LeanEvent =
  | {
      readonly type: 'fill';
      readonly order_id: number;
      readonly price: number;
      readonly qty: number;
    }
  | { readonly type: 'price' }
  | { readonly type: 'split'; readonly factor: number };

interface LeanTrade {
  readonly entry_price: number;
  readonly direction: 'Long' | 'Short';
  readonly quantity: number;
  readonly exit_price: number;
  readonly gross_pnl: number;
  readonly order_ids: readonly number[];
}

interface LeanCase {
  readonly case: string;
  readonly grouping: 'FillToFill' | 'FlatToFlat' | 'FlatToReduced';
  readonly matching: 'FIFO' | 'LIFO';
  readonly events: readonly LeanEvent[];
  readonly expected_trades: readonly LeanTrade[];
}

interface Closed {
  readonly openedBy: string;
  readonly closedBy: number;
  quantity: Decimal;
  exit: Decimal;
  readonly cost: bigint;
  readonly realized: bigint;
  /** How often the position was flat before. */
  readonly round: number;
}

/** Lots that a case closes, with the fill that closed them. */
function closedLots({ events, matching, grouping }: LeanCase): readonly Closed[] {
  const one = instrument({ symbol: 'EURUSD', priceTick: '0.00001' });
  const target = createLedgerBook({
    instruments: [one],
    lots: matching === 'FIFO' ? 'fifo' : 'lifo',
  });
  const closed: Closed[] = [];
  let round = 0;
  events.forEach((event, i) => {
    if (event.type === 'split') {
      const to = 1 / event.factor;
      target.apply({ kind: 'split', id: `s${i}`, symbol: 'EURUSD', from: 1, to });
      // A trade from flat to flat is reported in shares after the split, what it closed before too.
      for (const lot of closed.filter(
        (each) => grouping === 'FlatToFlat' && each.round === round,
      )) {
        Object.assign(lot, { quantity: lot.quantity.times(to), exit: lot.exit.div(to) });
      }
    }
    if (event.type !== 'fill') return;
    const { order_id: order, price, qty } = event;
    const outcome = target.apply({
      kind: 'fill',
      id: String(order),
      symbol: 'EURUSD',
      side: qty > 0 ? 'buy' : 'sell',
      quantity: Math.abs(qty),
      price,
    });
    if (!outcome.booked) throw new Error(outcome.anomaly.code);
    const exit = new Decimal(price);
    const lots = outcome.closings.map((each) => ({
      ...each,
      quantity: new Decimal(each.quantity),
      closedBy: order,
      exit,
      round,
    }));
    closed.push(...lots);
    const sign = Math.sign(Number(target.position('EURUSD').signedQuantity));
    if (outcome.closings.length > 0 && sign !== -Math.sign(qty)) round += 1;
  });
  return closed;
}

/** One trade of LEAN from the lots that belong to it. */
function tradeOf(lots: readonly Closed[]): LeanTrade {
  const quantity = lots.reduce((sum, each) => sum.plus(each.quantity), new Decimal(0));
  const sum = (value: (lot: Closed) => Decimal): Decimal =>
    lots.reduce((total, lot) => total.plus(value(lot)), new Decimal(0));
  const money = (units: bigint): Decimal => new Decimal(units.toString()).div('1e18');
  const orders = lots.flatMap(({ openedBy, closedBy }) => [Number(openedBy), closedBy]);
  return {
    entry_price: sum(({ cost }) => money(cost))
      .div(quantity)
      .toNumber(),
    direction: quantity.gt(0) ? 'Long' : 'Short',
    quantity: quantity.abs().toNumber(),
    exit_price: sum(({ exit, quantity: part }) => exit.times(part))
      .div(quantity)
      .toNumber(),
    gross_pnl: sum(({ realized }) => money(realized)).toNumber(),
    order_ids: [...new Set(orders)].sort((a, b) => a - b),
  };
}

const groupKey = {
  FillToFill: (_: Closed, index: number) => index,
  FlatToReduced: ({ closedBy }: Closed) => closedBy,
  FlatToFlat: ({ round }: Closed) => round,
} as const;

describeWithData('LEAN trades from lots', ['ref-pnl/lean_trade_builder.json'], ([path = '']) => {
  const { cases } = read(path) as { readonly cases: readonly LeanCase[] };
  let trades = 0;

  it.each(cases)('$case', (each) => {
    const groups = new Map<number, Closed[]>();
    closedLots(each).forEach((lot, i) => {
      const key = groupKey[each.grouping](lot, i);
      groups.set(key, [...(groups.get(key) ?? []), lot]);
    });
    const got = [...groups.values()].map(tradeOf);
    expect(got).toHaveLength(each.expected_trades.length);
    each.expected_trades.forEach((expected, i) => {
      const trade = got[i] as LeanTrade;
      expect(trade.entry_price).toBeCloseTo(expected.entry_price, 6);
      expect(trade.exit_price).toBeCloseTo(expected.exit_price, 6);
      expect(trade.gross_pnl).toBeCloseTo(expected.gross_pnl, 9);
      expect([trade.direction, trade.quantity]).toEqual([expected.direction, expected.quantity]);
      const orders = [...expected.order_ids].sort((a, b) => a - b);
      expect(trade.order_ids).toEqual(orders);
      trades += 1;
    });
  });

  // Exempt: MAE and MFE need prices between fills, and how LEAN spreads an order's fee over trades
  // is a rule of its reports; lots know neither. Minutes are those of the fills that are compared.
  afterAll(() => {
    console.info(`golden: ${cases.length} cases of LEAN, ${trades} trades; exempt: MAE, MFE, fees`);
    expect([cases.length, trades]).toEqual([84, 134]);
  });
});
