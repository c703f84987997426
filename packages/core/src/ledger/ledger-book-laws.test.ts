import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instrument } from '../instruments/instrument.js';
import { Decimal } from '../numbers/decimal.js';
import {
  createLedgerBook,
  type LedgerBook,
  replayLedger,
  restoreLedgerBook,
} from './ledger-book.js';
import type { LedgerBookSnapshot } from './ledger-book-snapshot.js';
import type { LedgerEvent } from './ledger-event.js';
import type { LotOrder } from './lot-book.js';

const symbols = ['AAPL', 'IBM', 'BTC/USD'] as const;
const instruments = symbols.map((symbol) =>
  instrument({ symbol, quantityStep: symbol === 'BTC/USD' ? '0.0001' : '1' }),
);
const newBook = (lots?: LotOrder): LedgerBook => createLedgerBook({ instruments, lots });

/** Applies events; whatever is refused or set aside stays out, as it must. */
function bookOf(events: readonly LedgerEvent[], lots?: LotOrder): LedgerBook {
  const book = newBook(lots);
  replayLedger(book, events);
  return book;
}

const lotOrder = fc.constantFrom<LotOrder | undefined>(undefined, 'fifo', 'lifo');
const cents = fc.integer({ min: 1, max: 50_000 }).map((price) => price / 100);
const terms = fc.record({
  side: fc.constantFrom('buy' as const, 'sell' as const),
  quantity: fc.integer({ min: 1, max: 300 }),
  price: cents,
  fee: fc.constantFrom('0', '1', '0.0000137', '2.5'),
});
const money = fc.integer({ min: 1, max: 1_000_000 }).map((amount) => amount / 1000);

/** An event of one symbol, without id. `at` says which earlier fill a bust means. */
const stepOf = (symbol: string) =>
  fc.oneof(
    { weight: 8, arbitrary: terms.map((each) => ({ kind: 'fill' as const, symbol, ...each })) },
    fc.nat().map((at) => ({ kind: 'bust' as const, at })),
    fc.tuple(fc.nat(), terms).map(([at, each]) => ({
      kind: 'correction' as const,
      at,
      symbol,
      ...each,
    })),
    fc.record({
      kind: fc.constant('split' as const),
      symbol: fc.constant(symbol),
      from: fc.integer({ min: 1, max: 8 }),
      to: fc.integer({ min: 1, max: 8 }),
      cashPrice: cents,
    }),
    fc.record({
      kind: fc.constant('stockDividend' as const),
      symbol: fc.constant(symbol),
      perShare: fc.constantFrom('0.05', '0.1', '0.333333333'),
      cashPrice: cents,
    }),
    fc.record({
      kind: fc.constant('cashDividend' as const),
      symbol: fc.constant(symbol),
      perShare: fc.constantFrom('0.24', '0.123456789'),
    }),
    fc.record({
      kind: fc.constantFrom('borrowCharge' as const, 'fee' as const, 'feeRefund' as const),
      symbol: fc.constant(symbol),
      amount: money,
    }),
  );
const accountStep = fc.record({
  kind: fc.constantFrom('deposit' as const, 'withdrawal' as const, 'interest' as const),
  amount: money,
});

/** Events of one stream, with ids, and busts of fills that came before in it. */
const streamOf = (name: string, step: fc.Arbitrary<object>, maxLength: number) =>
  fc.array(step, { maxLength }).map((steps) => {
    const fills: string[] = [];
    return steps.flatMap((each, i): LedgerEvent[] => {
      const id = `${name}-${i}`;
      if ('at' in each) {
        const fillId = fills[(each.at as number) % Math.max(fills.length, 1)];
        return fillId === undefined ? [] : [{ ...each, id, fillId } as unknown as LedgerEvent];
      }
      if ((each as { kind: string }).kind === 'fill') fills.push(id);
      return [{ ...each, id } as LedgerEvent];
    });
  });

const streams = fc.tuple(
  ...symbols.map((symbol) => streamOf(symbol, stepOf(symbol), 14)),
  streamOf('account', accountStep, 6),
);

/** One interleaving of streams, in which each keeps its own order. */
function interleave(
  lists: readonly (readonly LedgerEvent[])[],
  picks: readonly number[],
): readonly LedgerEvent[] {
  const heads = lists.map(() => 0);
  const out: LedgerEvent[] = [];
  const total = lists.reduce((sum, { length }) => sum + length, 0);
  for (let i = 0; out.length < total; i++) {
    const open = lists.flatMap(({ length }, k) => ((heads[k] ?? 0) < length ? [k] : []));
    const k = open[(picks[i % picks.length] ?? 0) % open.length] ?? 0;
    out.push(lists[k]?.[heads[k] ?? 0] as LedgerEvent);
    heads[k] = (heads[k] ?? 0) + 1;
  }
  return out;
}

const picks = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 30 });
const log = fc.tuple(streams, picks).map(([lists, order]) => interleave(lists, order));
const thorough = { numRuns: 200 };

describe('laws of the books', () => {
  it('cash = deposits + realized − open cost − fees + income, always (LG1, LG2, LG4)', () => {
    fc.assert(
      fc.property(log, lotOrder, (events, lots) => {
        const book = newBook(lots);
        for (const event of events) {
          book.apply(event);
          const { cash, deposits, realized, fees, income } = book.totals();
          const cost = symbols.reduce(
            (sum, symbol) => sum.plus(book.position(symbol).openCost),
            deposits.times(0),
          );
          const due = deposits.plus(realized).minus(cost).minus(fees).plus(income);
          expect(due.toFixed()).toBe(cash.toFixed());
          expect(book.ledger.imbalance).toBe(0n);
        }
      }),
      thorough,
    );
  });

  it('holds what was filled, busts and corrections counted (LG3)', () => {
    fc.assert(
      fc.property(streamOf('AAPL', stepOf('AAPL'), 20), (events) => {
        const plain = events.filter(({ kind }) => !/split|stock/i.test(kind));
        const held = new Map<string, number>();
        const book = newBook();
        for (const event of plain) {
          if (!book.apply(event).booked) continue;
          if (event.kind === 'bust') held.delete(event.fillId);
          if (event.kind !== 'fill' && event.kind !== 'correction') continue;
          const { side, quantity } = event;
          const id = event.kind === 'fill' ? event.id : event.fillId;
          held.set(id, side === 'buy' ? Number(quantity) : -Number(quantity));
        }
        const sum = [...held.values()].reduce((total, each) => total + each, 0);
        expect(book.position('AAPL').signedQuantity.toNumber()).toBe(sum);
      }),
      thorough,
    );
  });

  it('realized + unrealized, fees and income are the same however cost is kept (LG6)', () => {
    fc.assert(
      fc.property(log, (events) => {
        const worth = (lots?: LotOrder): readonly string[] => {
          const book = bookOf(events, lots);
          return symbols.map((symbol) => {
            const { signedQuantity, realized, openCost, fees, income } = book.position(symbol);
            return [signedQuantity, realized.minus(openCost), fees, income]
              .map((each) => each.toFixed())
              .join(' ');
          });
        };
        expect(worth('fifo')).toEqual(worth());
        expect(worth('lifo')).toEqual(worth());
      }),
      thorough,
    );
  });

  it('has one state for every interleaving of symbols, and for every order of slots (LG12)', () => {
    fc.assert(
      fc.property(streams, fc.tuple(picks, picks), lotOrder, (lists, [one, other], lots) => {
        const hash = bookOf(interleave(lists, one), lots).stateHash();
        expect(bookOf(interleave(lists, other), lots).stateHash()).toBe(hash);
        const turned = createLedgerBook({ instruments: [...instruments].reverse(), lots });
        replayLedger(turned, interleave(lists, other));
        expect(turned.stateHash()).toBe(hash);
      }),
      thorough,
    );
  });

  it('snapshot, as text, and tail give what a full replay gives (LG15)', () => {
    fc.assert(
      fc.property(log, fc.nat(), lotOrder, (events, cut, lots) => {
        const at = cut % (events.length + 1);
        const text = JSON.stringify(bookOf(events.slice(0, at), lots).snapshot());
        const restored = restoreLedgerBook(JSON.parse(text) as LedgerBookSnapshot);
        expect(JSON.stringify(restored.snapshot())).toBe(text);
        replayLedger(restored, events.slice(at));
        expect(restored.snapshot()).toEqual(bookOf(events, lots).snapshot());
      }),
      thorough,
    );
  });

  it('a deposit or withdrawal changes no result (LG17)', () => {
    fc.assert(
      fc.property(log, money, fc.constantFrom('deposit', 'withdrawal'), (events, amount, kind) => {
        const book = bookOf(events);
        const result = (): readonly string[] => {
          const { realized, fees, income } = book.totals();
          const positions = symbols.map((symbol) => JSON.stringify(book.position(symbol)));
          return [realized.toFixed(), fees.toFixed(), income.toFixed(), ...positions];
        };
        const before = result();
        const { cash } = book.totals();
        book.apply({ kind, id: 'flow', amount });
        expect(result()).toEqual(before);
        const moved = book.totals().cash.minus(cash).toNumber();
        expect(moved).toBe(kind === 'deposit' ? amount : -amount);
      }),
    );
  });

  it('fees never fall, except for busts, corrections and refunds (LG18)', () => {
    fc.assert(
      fc.property(log, (events) => {
        const book = newBook();
        for (const event of events) {
          const before = book.totals().fees;
          const { booked } = book.apply(event);
          const isAmendment = ['bust', 'correction', 'feeRefund'].includes(event.kind);
          const { fees } = book.totals();
          expect(fees.gte(before) || (isAmendment && booked)).toBe(true);
        }
      }),
    );
  });

  it('every fee is that of a fill or of an activity that is known by its id (LG18)', () => {
    fc.assert(
      fc.property(log, (events) => {
        const book = newBook();
        const feeOf = new Map<string, Decimal>();
        for (const event of events) {
          if (!book.apply(event).booked) continue;
          const { kind, id } = event;
          if (kind === 'bust') feeOf.delete(event.fillId);
          if (kind === 'fill') feeOf.set(id, new Decimal(event.fee ?? 0));
          if (kind === 'correction') feeOf.set(event.fillId, new Decimal(event.fee ?? 0));
          if (kind === 'fee') feeOf.set(id, new Decimal(event.amount));
          if (kind === 'feeRefund') feeOf.set(id, new Decimal(event.amount).neg());
          const sum = [...feeOf.values()].reduce((total, fee) => total.plus(fee), new Decimal(0));
          expect(book.totals().fees.toFixed()).toBe(sum.toFixed());
        }
      }),
      thorough,
    );
  });

  it('bust, then the same fill again, is as if it was never busted (LG19)', () => {
    fc.assert(
      fc.property(log, fc.nat(), lotOrder, (events, pick, lots) => {
        const book = bookOf(events, lots);
        const amended = new Set(events.flatMap((each) => ('fillId' in each ? [each.fillId] : [])));
        const fills = events.filter(({ kind, id }) => kind === 'fill' && !amended.has(id));
        const fill = fills[pick % Math.max(fills.length, 1)];
        fc.pre(fill !== undefined);
        const hash = book.stateHash();
        expect(book.apply({ kind: 'bust', id: 'bust', fillId: fill.id }).booked).toBe(true);
        const without = bookOf(
          events.filter((each) => each !== fill),
          lots,
        );
        expect(book.stateHash()).toBe(without.stateHash());
        expect(book.apply(fill).booked).toBe(true);
        expect(book.stateHash()).toBe(hash);
      }),
      thorough,
    );
  });

  it('a corrected fill is as if it always had the new numbers', () => {
    fc.assert(
      fc.property(log, fc.tuple(fc.nat(), terms), lotOrder, (events, [pick, by], lots) => {
        const book = bookOf(events, lots);
        const amended = new Set(events.flatMap((each) => ('fillId' in each ? [each.fillId] : [])));
        const fills = events.filter(({ kind, id }) => kind === 'fill' && !amended.has(id));
        const fill = fills[pick % Math.max(fills.length, 1)];
        fc.pre(fill?.kind === 'fill');
        const { id: fillId, symbol } = fill;
        book.apply({ kind: 'correction', id: 'fix', fillId, symbol, ...by });
        const other = events.map((each) => (each === fill ? { ...fill, ...by } : each));
        expect(book.stateHash()).toBe(bookOf(other, lots).stateHash());
        expect(book.apply(fill)).toMatchObject({ anomaly: { code: 'duplicateEvent' } });
      }),
      thorough,
    );
  });

  it('what is set aside or comes twice changes nothing', () => {
    fc.assert(
      fc.property(log, lotOrder, (events, lots) => {
        const book = newBook(lots);
        const busts = new Set(
          events.flatMap((each) => (each.kind === 'bust' ? [each.fillId] : [])),
        );
        for (const event of events) {
          const before = JSON.stringify(book.snapshot());
          const outcome = book.apply(event);
          if (!outcome.booked) expect(JSON.stringify(book.snapshot())).toBe(before);
        }
        const hash = book.stateHash();
        for (const event of events.filter(({ id }) => !busts.has(id))) {
          expect(book.apply(event).booked && event.kind !== 'bust').toBe(false);
        }
        expect(book.stateHash()).toBe(hash);
      }),
      thorough,
    );
  });
});
