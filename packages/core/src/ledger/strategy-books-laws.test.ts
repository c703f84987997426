import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instrument } from '../instruments/instrument.js';
import { Decimal } from '../numbers/decimal.js';
import type { BookReadings } from './book-readings.js';
import { createPortfolioValuer } from './create-portfolio-valuer.js';
import {
  createLedgerBook,
  type LedgerBook,
  replayLedger,
  restoreLedgerBook,
} from './ledger-book.js';
import type { LedgerBookSnapshot } from './ledger-book-snapshot.js';
import type { LedgerEvent } from './ledger-event.js';
import type { LotOrder } from './lot-book.js';

const symbols = ['AAPL', 'ETH'] as const;
const names = ['carry', 'trend', undefined] as const;
const instruments = [
  instrument({ symbol: 'AAPL' }),
  instrument({ symbol: 'ETH', quantityStep: '0.0005' }),
];
const newBook = (lots?: LotOrder, byStrategy = true): LedgerBook =>
  createLedgerBook({ instruments, lots, byStrategy });

function bookOf(events: readonly LedgerEvent[], lots?: LotOrder): LedgerBook {
  const book = newBook(lots);
  replayLedger(book, events);
  return book;
}

const lotOrder = fc.constantFrom<LotOrder | undefined>(undefined, 'fifo', 'lifo');
const cents = fc.integer({ min: 1, max: 50_000 }).map((price) => price / 100);
const money = fc.integer({ min: 1, max: 1_000_000 }).map((amount) => `0.${amount}7`);
const strategy = fc.constantFrom(...names);
const symbol = fc.constantFrom(...symbols);
const terms = fc.record({
  symbol,
  side: fc.constantFrom('buy' as const, 'sell' as const),
  // Small and odd, so that positions flip and splits leave fractions.
  quantity: fc.integer({ min: 1, max: 21 }),
  price: cents,
  fee: fc.constantFrom('0', '1', '0.0000137'),
});
const cashPrice = fc.option(cents, { nil: undefined, freq: 6 });

/** An event without id; `at` says which earlier fill is meant. */
const step = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.tuple(terms, strategy).map(([each, owner]) => {
      return { kind: 'fill' as const, ...each, strategy: owner };
    }),
  },
  fc.nat().map((at) => ({ kind: 'bust' as const, at })),
  fc.tuple(fc.nat(), terms).map(([at, each]) => ({ kind: 'correction' as const, at, ...each })),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('split' as const),
      symbol,
      from: fc.integer({ min: 1, max: 7 }),
      to: fc.integer({ min: 1, max: 7 }),
      cashPrice,
    }),
  },
  fc.record({
    kind: fc.constant('stockDividend' as const),
    symbol,
    perShare: fc.constantFrom('0.05', '0.333333333'),
    cashPrice,
  }),
  fc.record({
    kind: fc.constant('cashDividend' as const),
    symbol,
    perShare: fc.constantFrom('0.24', '0.123456789'),
  }),
  fc.record({ kind: fc.constant('borrowCharge' as const), symbol, amount: money }),
  fc.record({
    kind: fc.constantFrom('borrowCharge' as const, 'fee' as const, 'feeRefund' as const),
    symbol: fc.option(symbol, { nil: undefined }),
    amount: money,
    strategy,
  }),
  fc.record({
    kind: fc.constantFrom('deposit' as const, 'withdrawal' as const, 'interest' as const),
    amount: money,
    strategy,
  }),
);

const log = fc.array(step, { maxLength: 30 }).map((steps) => {
  const fills: { readonly id: string; readonly symbol: string }[] = [];
  return steps.flatMap((each, i): LedgerEvent[] => {
    const id = `e${i}`;
    if ('at' in each) {
      const fill = fills[each.at % Math.max(fills.length, 1)];
      if (fill === undefined) return [];
      if (each.kind === 'bust') return [{ kind: 'bust', id, fillId: fill.id }];
      return [{ ...each, symbol: fill.symbol, id, fillId: fill.id }];
    }
    if (each.kind === 'fill') fills.push({ id, symbol: each.symbol });
    return [{ ...each, id }];
  });
});
const thorough = { numRuns: 250 };

const sumOf = (amounts: readonly Decimal[]): string =>
  amounts.reduce((sum, each) => sum.plus(each), new Decimal(0)).toFixed();

/** What the books of strategies must sum to, of the account or of one of them. */
function amountsOf(book: BookReadings): readonly Decimal[] {
  const { cash, deposits, fees, income } = book.totals();
  const positions = symbols.flatMap((each) => {
    const own = book.position(each);
    return [own.signedQuantity, own.realized.minus(own.openCost), own.fees, own.income];
  });
  return [cash, deposits, fees, income, ...positions];
}

/** A fill that nothing amends later, if there is one. */
function findFill(events: readonly LedgerEvent[], pick: number): LedgerEvent | undefined {
  const amended = new Set(events.flatMap((each) => ('fillId' in each ? [each.fillId] : [])));
  const fills = events.filter(({ kind, id }) => kind === 'fill' && !amended.has(id));
  return fills[pick % Math.max(fills.length, 1)];
}

describe('laws of books by strategy', () => {
  it('sum to the account after every event, exactly, and balance each (LG2, LG3, LG4)', () => {
    fc.assert(
      fc.property(log, lotOrder, (events, lots) => {
        const book = newBook(lots);
        for (const event of events) {
          book.apply(event);
          const own = book.strategies().map((name) => book.strategy(name));
          const each = own.map(amountsOf);
          amountsOf(book).forEach((whole, i) => {
            expect(sumOf(each.map((amounts) => amounts[i] as Decimal))).toBe(whole.toFixed());
          });
          for (const { ledger } of own) expect(ledger.imbalance).toBe(0n);
        }
      }),
      thorough,
    );
  });

  it('realized + unrealized of all is that of the account at any marks (LG2, LG11)', () => {
    fc.assert(
      fc.property(log, lotOrder, fc.tuple(cents, cents), (events, lots, prices) => {
        const book = bookOf(events, lots);
        const total = (one: BookReadings): Decimal => {
          const valuer = createPortfolioValuer(one, { staleAfterMs: 0 });
          prices.forEach((price, i) => {
            valuer.mark(symbols[i] ?? '', price, 0);
          });
          const { realized, unrealized } = valuer.value(0);
          return realized.plus(unrealized ?? Number.NaN);
        };
        const own = book.strategies().map((name) => total(book.strategy(name)));
        expect(sumOf(own)).toBe(total(book).toFixed());
      }),
      thorough,
    );
  });

  it('hold open lots of their own sign that sum to their position (LG5)', () => {
    fc.assert(
      fc.property(log, fc.constantFrom<LotOrder>('fifo', 'lifo'), (events, lots) => {
        const book = bookOf(events, lots);
        for (const name of book.strategies()) {
          for (const each of symbols) {
            const { signedQuantity, lots: open } = book.strategy(name).position(each);
            const sizes = open.map(({ quantity }) => {
              const [top = '', bottom = '1'] = quantity.split('/');
              return new Decimal(top).div(bottom);
            });
            expect(new Decimal(sumOf(sizes)).minus(signedQuantity).abs().lt('1e-40')).toBe(true);
            for (const size of sizes) expect(size.s).toBe(signedQuantity.s);
          }
        }
      }),
      thorough,
    );
  });

  it('leave the account as it is without them', () => {
    fc.assert(
      fc.property(log, lotOrder, (events, lots) => {
        const book = newBook(lots);
        const plain = newBook(lots, false);
        for (const event of events) {
          // A fraction that only changes hands inside needs a price here, and none there.
          if (book.apply(event).booked) plain.apply(event);
        }
        const { ledger, symbols: bySymbol } = book.snapshot().money;
        expect({ ledger, symbols: bySymbol }).toEqual(plain.snapshot().money);
      }),
      thorough,
    );
  });

  it('cross nothing: a strategy has what its own fills and dividends alone would make', () => {
    fc.assert(
      fc.property(log, lotOrder, (events, lots) => {
        const kinds = ['fill', 'bust', 'correction', 'cashDividend'];
        const shared = events.filter(({ kind }) => kinds.includes(kind));
        const book = bookOf(shared, lots);
        for (const name of names) {
          const isOwn = (event: LedgerEvent): boolean =>
            event.kind !== 'fill' || event.strategy === name;
          // Busts and corrections of fills that are not there are set aside.
          const alone = newBook(lots, false);
          replayLedger(alone, shared.filter(isOwn));
          const own = book.strategy(name ?? 'unallotted');
          for (const each of symbols) expect(own.position(each)).toEqual(alone.position(each));
          expect(own.totals()).toEqual(alone.totals());
        }
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
        const whole = bookOf(events, lots);
        expect(restored.snapshot()).toEqual(whole.snapshot());
        expect(restored.strategies()).toEqual(whole.strategies());
      }),
      thorough,
    );
  });

  it('have one state for every interleaving of symbols (LG12)', () => {
    fc.assert(
      fc.property(log, lotOrder, (events, lots) => {
        const traded = new Map<string, string>();
        for (const each of events) if (each.kind === 'fill') traded.set(each.id, each.symbol);
        const symbolOf = (event: LedgerEvent): string | undefined =>
          'fillId' in event
            ? traded.get(event.fillId)
            : 'symbol' in event
              ? event.symbol
              : undefined;
        const bySymbol = ['ETH', undefined, 'AAPL'].flatMap((each) =>
          events.filter((event) => symbolOf(event) === each),
        );
        expect(bySymbol).toHaveLength(events.length);
        expect(bookOf(bySymbol, lots).stateHash()).toBe(bookOf(events, lots).stateHash());
      }),
      thorough,
    );
  });

  it('bust, then the same fill again, is as if it was never busted (LG19)', () => {
    fc.assert(
      fc.property(log, fc.nat(), lotOrder, (events, pick, lots) => {
        const book = newBook(lots);
        const known = events.filter((event) => book.apply(event).booked);
        const fill = findFill(known, pick);
        fc.pre(fill !== undefined);
        const hash = book.stateHash();
        const { booked } = book.apply({ kind: 'bust', id: 'bust', fillId: fill.id });
        const without = bookOf(
          known.filter((each) => each !== fill),
          lots,
        );
        // Without the fill a later split may leave a fraction that has no price.
        if (booked) expect(book.stateHash()).toBe(without.stateHash());
        else expect(book.stateHash()).toBe(hash);
        expect(book.apply(fill).booked).toBe(booked);
        expect(book.stateHash()).toBe(hash);
      }),
      thorough,
    );
  });

  it('what is set aside changes nothing', () => {
    fc.assert(
      fc.property(log, lotOrder, (events, lots) => {
        const book = newBook(lots);
        for (const event of events) {
          const before = JSON.stringify(book.snapshot());
          if (!book.apply(event).booked) expect(JSON.stringify(book.snapshot())).toBe(before);
        }
      }),
      thorough,
    );
  });

  it('say what each event changed in realized profit', () => {
    fc.assert(
      fc.property(log, lotOrder, (events, lots) => {
        const book = newBook(lots);
        const sums = new Map<string, Decimal>();
        for (const event of events) {
          const outcome = book.apply(event);
          const changes = outcome.booked ? (outcome.strategies ?? []) : [];
          for (const change of changes) {
            const before = sums.get(change.strategy) ?? new Decimal(0);
            sums.set(change.strategy, before.plus(change.realized));
          }
        }
        for (const name of book.strategies()) {
          const { realized } = book.strategy(name).totals();
          expect((sums.get(name) ?? new Decimal(0)).toFixed()).toBe(realized.toFixed());
        }
      }),
      thorough,
    );
  });
});
