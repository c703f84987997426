import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { instrument } from '../instruments/instrument.js';
import { Decimal } from '../numbers/decimal.js';
import { addDays, sessionDate } from '../time/session-date.js';
import { dailyPnl } from './daily-pnl.js';
import { createLedgerBook, type LedgerBook } from './ledger-book.js';
import { createSessionPnl, type SessionPnl } from './session-pnl.js';

const instruments = [instrument({ symbol: 'AAPL' }), instrument({ symbol: 'IBM' })];
const monday = sessionDate('2024-07-01');
const [tuesday, wednesday] = [addDays(monday, 1), addDays(monday, 2)];
let ids = 0;
// eslint-disable-next-line max-params -- reads like a ticket
const fill = (strategy: string, symbol: string, signed: number, price: string) =>
  ({
    kind: 'fill',
    id: `f${ids++}`,
    symbol,
    side: signed > 0 ? 'buy' : 'sell',
    quantity: Math.abs(signed),
    price,
    fee: '0.5',
    strategy,
  }) as const;

const newBook = (byStrategy = true): LedgerBook => createLedgerBook({ instruments, byStrategy });

/** Strategy, symbol, realized, unrealized, fees, income, net. */
const shown = (rows: readonly SessionPnl[]): readonly string[] =>
  rows.map(({ strategy = '-', symbol = '-', realized, unrealized, fees, income, net }) =>
    [strategy, symbol, realized, unrealized ?? 'unknown', fees, income, net ?? 'unknown']
      .map((each) => each.toString())
      .join(' '),
  );

describe('createSessionPnl', () => {
  it('says what each strategy won in each symbol and session', () => {
    const book = newBook();
    const sessions = createSessionPnl(book);
    book.apply({ kind: 'deposit', id: 'cash', amount: 10_000 });
    book.apply(fill('trend', 'AAPL', 10, '50'));
    book.apply(fill('carry', 'AAPL', -4, '51'));
    book.apply(fill('carry', 'IBM', 2, '100'));
    expect(shown(sessions.end({ on: monday, prices: { AAPL: 52, IBM: '99.50' } }))).toEqual([
      'carry AAPL 0 -4 0.5 0 -4.5',
      'carry IBM 0 -1 0.5 0 -1.5',
      'trend AAPL 0 20 0.5 0 19.5',
    ]);
    book.apply({ kind: 'cashDividend', id: 'd', symbol: 'AAPL', perShare: '0.25' });
    book.apply(fill('trend', 'AAPL', -10, '53'));
    book.apply({ kind: 'interest', id: 'i', amount: '1.25' });
    expect(shown(sessions.end({ on: tuesday, prices: { AAPL: 53, IBM: '99.50' } }))).toEqual([
      'carry AAPL 0 -4 0 -1 -5',
      'trend AAPL 30 -20 0.5 2.5 12',
      'unallotted - 0 0 0 1.25 1.25',
    ]);
    expect(sessions.end({ on: wednesday, prices: { AAPL: 53, IBM: '99.5' } })).toEqual([]);
  });

  it('has rows without a strategy for books that are not kept by them', () => {
    const book = newBook(false);
    const sessions = createSessionPnl(book);
    book.apply(fill('trend', 'AAPL', 10, '50'));
    expect(shown(sessions.end({ on: monday, prices: { AAPL: 52 } }))).toEqual([
      '- AAPL 0 20 0.5 0 19.5',
    ]);
  });

  it('does not call zero what it does not know (LG13)', () => {
    const book = newBook();
    const sessions = createSessionPnl(book);
    book.apply(fill('trend', 'AAPL', 10, '50'));
    const unknown = ['trend AAPL 0 unknown 0.5 0 unknown'];
    expect(shown(sessions.end({ on: monday, prices: {} }))).toEqual(unknown);
    // The session began without a price: what happened in it cannot be said either.
    expect(shown(sessions.end({ on: tuesday, prices: { AAPL: 52 } }))).toEqual([
      'trend AAPL 0 unknown 0 0 unknown',
    ]);
    expect(shown(sessions.end({ on: wednesday, prices: { AAPL: 51 } }))).toEqual([
      'trend AAPL 0 -10 0 0 -10',
    ]);
  });

  it('begins with what is held, at the prices of the session before', () => {
    const book = newBook();
    book.apply(fill('trend', 'AAPL', 10, '50'));
    const sessions = createSessionPnl(book, { AAPL: 60 });
    expect(shown(sessions.end({ on: monday, prices: { AAPL: 61 } }))).toEqual([
      'trend AAPL 0 10 0 0 10',
    ]);
  });

  it('counts a bust to the session in which it comes', () => {
    const book = newBook();
    const sessions = createSessionPnl(book);
    const wrong = fill('trend', 'AAPL', 10, '50');
    book.apply(wrong);
    sessions.end({ on: monday, prices: { AAPL: 52 } });
    book.apply({ kind: 'bust', id: 'b', fillId: wrong.id });
    expect(shown(sessions.end({ on: tuesday, prices: {} }))).toEqual([
      'trend AAPL 0 -20 -0.5 0 -19.5',
    ]);
  });

  it('follows a symbol to its new name', () => {
    const book = newBook();
    const sessions = createSessionPnl(book);
    book.apply(fill('trend', 'AAPL', 10, '50'));
    sessions.end({ on: monday, prices: { AAPL: 52 } });
    book.apply({ kind: 'symbolChange', id: 'n', symbol: 'AAPL', newSymbol: 'APL' });
    expect(shown(sessions.end({ on: tuesday, prices: { APL: 53 } }))).toEqual([
      'trend APL 0 10 0 0 10',
    ]);
  });

  it.each([
    { name: 'the same session again', on: monday, prices: {}, code: 'VALUE_INVALID' },
    { name: 'no date', on: '2024-02-30' as never, prices: {}, code: 'TIME_INVALID' },
    { name: 'an unknown symbol', on: tuesday, prices: { TSLA: 1 }, code: 'SYMBOL_UNKNOWN' },
    { name: 'a price of zero', on: tuesday, prices: { AAPL: 0 }, code: 'VALUE_INVALID' },
  ])('refuses $name, and goes on from where it was', ({ on, prices, code }) => {
    const book = newBook();
    const sessions = createSessionPnl(book);
    sessions.end({ on: monday, prices: {} });
    book.apply(fill('trend', 'AAPL', 10, '50'));
    let thrown: unknown;
    try {
      sessions.end({ on, prices });
    } catch (error) {
      thrown = error;
    }
    expect(isSdkError(thrown) && thrown.code).toBe(code);
    expect(sessions.end({ on: tuesday, prices: { AAPL: 50 } })).toHaveLength(1);
  });

  it('shows no deposit or withdrawal, neither as profit nor in the drawdown (LG17)', () => {
    const trade = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean(), fc.nat(4));
    const flow = fc.tuple(
      fc.constantFrom('deposit' as const, 'withdrawal' as const),
      fc.integer({ min: 1, max: 1e6 }),
      fc.nat(4),
    );
    const price = fc.integer({ min: 1, max: 9000 }).map((units) => units / 100);
    fc.assert(
      fc.property(
        fc.tuple(fc.array(trade), fc.array(flow, { minLength: 1 })),
        fc.tuple(price, price, price, price, price),
        ([trades, flows], prices) => {
          const drawdowns = (cash: typeof flows): readonly string[] => {
            const book = newBook();
            const sessions = createSessionPnl(book);
            const rows = prices.flatMap((AAPL, i) => {
              cash.forEach(([kind, amount, at], k) => {
                if (at === i) book.apply({ kind, id: `c${k}`, amount });
              });
              trades.forEach(([size, sells, at], k) => {
                if (at !== i) return;
                const one = fill('trend', 'AAPL', sells ? -size : size, AAPL.toFixed(2));
                book.apply({ ...one, id: `t${k}` });
              });
              return sessions.end({ on: addDays(monday, i), prices: { AAPL } });
            });
            const changes = rows.map(({ on, net }) => ({ on, amount: net ?? '' }));
            const days = dailyPnl(changes).map(({ on, realized, drawdown }) => {
              return `${on} ${realized.toFixed()} ${drawdown.toFixed()}`;
            });
            return [...shown(rows), ...days];
          };
          expect(drawdowns(flows)).toEqual(drawdowns([]));
        },
      ),
    );
  });

  it('sums to the change of equity, less what was deposited (LG2, LG11, LG17)', () => {
    const event = fc.oneof(
      fc
        .tuple(
          fc.constantFrom('carry', 'trend'),
          fc.constantFrom('AAPL', 'IBM'),
          fc.integer({ min: -9, max: 9 }).filter((signed) => signed !== 0),
        )
        .map(([strategy, symbol, signed]) => fill(strategy, symbol, signed, '20.01')),
      fc.integer({ min: 1, max: 999 }).map((amount) => ({ kind: 'deposit' as const, amount })),
      fc.integer({ min: 1, max: 999 }).map((amount) => ({ kind: 'interest' as const, amount })),
    );
    const price = fc.integer({ min: 1, max: 9000 }).map((units) => units / 100);
    const day = fc.record({ events: fc.array(event, { maxLength: 6 }), AAPL: price, IBM: price });
    const equityOf = (book: LedgerBook, prices: Readonly<Record<string, number>>): Decimal => {
      const { cash, deposits } = book.totals();
      return Object.entries(prices).reduce(
        (sum, [symbol, each]) => sum.plus(book.position(symbol).signedQuantity.times(each)),
        cash.minus(deposits),
      );
    };
    fc.assert(
      fc.property(fc.array(day, { maxLength: 5 }), fc.boolean(), (days, byStrategy) => {
        const book = newBook(byStrategy);
        const sessions = createSessionPnl(book);
        let before = new Decimal(0);
        days.forEach(({ events, ...prices }, i) => {
          events.forEach((each, k) => book.apply({ ...each, id: `e${i}-${k}` }));
          const rows = sessions.end({ on: addDays(monday, i), prices });
          const sum = rows.reduce((total, { net }) => total.plus(net ?? NaN), new Decimal(0));
          const equity = equityOf(book, prices);
          expect(sum.toFixed()).toBe(equity.minus(before).toFixed());
          before = equity;
        });
      }),
    );
  });
});
