import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instrument } from '../instruments/instrument.js';
import { Decimal } from '../numbers/decimal.js';
import { createPortfolioValuer, type PortfolioValuer } from './create-portfolio-valuer.js';
import { createLedgerBook, type LedgerBook } from './ledger-book.js';
import type { LotOrder } from './lot-book.js';
import type { PositionValue } from './portfolio-valuation.js';

const instruments = ['AAPL', 'IBM', 'MSFT'].map((symbol) => instrument({ symbol }));

/** Ten thousand dollars, 100 AAPL at 10 and short 50 IBM at 20; a fee and some interest. */
function held(lots?: LotOrder): { book: LedgerBook; valuer: PortfolioValuer } {
  const book = createLedgerBook({ instruments, lots });
  const fill = { kind: 'fill', fee: '1' } as const;
  book.apply({ kind: 'deposit', id: 'd', amount: 10_000 });
  book.apply({ ...fill, id: 'a', symbol: 'AAPL', side: 'buy', quantity: 100, price: 10 });
  book.apply({ ...fill, id: 'b', symbol: 'IBM', side: 'sell', quantity: 50, price: 20 });
  book.apply({ kind: 'interest', id: 'i', amount: '0.5' });
  return { book, valuer: createPortfolioValuer(book, { staleAfterMs: 1000 }) };
}

const text = (value: Decimal | undefined): string => value?.toFixed() ?? 'unknown';

describe('createPortfolioValuer', () => {
  it('is exact when every open position has a fresh mark', () => {
    const { valuer } = held();
    valuer.mark('AAPL', '10.255', 5000);
    valuer.mark('IBM', 19, 5000);
    const value = valuer.value(6000);
    expect(value.quality).toBe('exact');
    expect([value.cash, value.equity, value.unrealized, value.net].map(text)).toEqual([
      '9998.5',
      '10074',
      '75.5',
      '74',
    ]);
    expect(value.positions.map(({ unrealized, net }) => [text(unrealized), text(net)])).toEqual([
      ['25.5', '24.5'],
      ['50', '49'],
    ]);
  });

  it('knows nothing of a position without a mark, and says the total is partial (LG13)', () => {
    const { valuer } = held();
    valuer.mark('AAPL', 10, 5000);
    const { quality, equity, net, unrealized, positions } = valuer.value(5000);
    expect(quality).toBe('partial');
    expect([equity, net, unrealized]).toEqual([undefined, undefined, undefined]);
    const [, ibm] = positions;
    expect([ibm?.quality, ibm?.unrealized, ibm?.unrealizedAtLastMark, ibm?.markedAt]).toEqual([
      'unknown',
      undefined,
      undefined,
      undefined,
    ]);
    expect(text(ibm?.fees)).toBe('1');
  });

  it('says when a mark is old: unknown for the position, labeled in the total (LG13)', () => {
    const { valuer } = held();
    valuer.mark('AAPL', 11, 5000);
    valuer.mark('IBM', 20, 3999);
    expect(valuer.value(4999).positions[0]?.quality).toBe('unknown');
    const value = valuer.value(5000);
    const [aapl, ibm] = value.positions;
    expect([value.quality, aapl?.quality, ibm?.quality]).toEqual(['stale', 'exact', 'stale']);
    expect([ibm?.unrealized, ibm?.net].map(text)).toEqual(['unknown', 'unknown']);
    expect([ibm?.unrealizedAtLastMark, value.equity].map(text)).toEqual(['0', '10098.5']);
    expect(ibm?.markedAt).toBe(3999);
  });

  it('is partial rather than stale when it is both', () => {
    const { valuer } = held();
    valuer.mark('IBM', 20, 0);
    expect(valuer.value(5000).quality).toBe('partial');
  });

  it('keeps the younger mark, whatever comes last', () => {
    const { valuer } = held();
    valuer.mark('AAPL', 11, 5000);
    valuer.mark('AAPL', 12, 4000);
    valuer.mark('AAPL', 13, 5000);
    expect(text(valuer.value(5000).positions[0]?.unrealized)).toBe('300');
  });

  it('needs no mark for what is flat (LG7)', () => {
    const { book, valuer } = held();
    const fill = { kind: 'fill', fee: 0 } as const;
    book.apply({ ...fill, id: 'x', symbol: 'AAPL', side: 'sell', quantity: 100, price: 12 });
    book.apply({ ...fill, id: 'y', symbol: 'IBM', side: 'buy', quantity: 50, price: 20 });
    const { quality, equity, positions } = valuer.value(0);
    expect([quality, text(equity)]).toEqual(['exact', '10198.5']);
    expect(
      positions.map(({ signedQuantity, realized }) => [signedQuantity, realized].map(text)),
    ).toEqual([
      ['0', '200'],
      ['0', '0'],
    ]);
  });

  it('splits realized from unrealized by lots where the books keep them', () => {
    const split = (lots?: LotOrder): readonly string[] => {
      const { book, valuer } = held(lots);
      const fill = { kind: 'fill', symbol: 'AAPL' } as const;
      book.apply({ ...fill, id: 'x', side: 'buy', quantity: 100, price: 12 });
      book.apply({ ...fill, id: 'y', side: 'sell', quantity: 100, price: 13 });
      valuer.mark('AAPL', 14, 0);
      valuer.mark('IBM', 20, 0);
      const value = valuer.value(0);
      const [aapl] = value.positions;
      return [aapl?.realized, aapl?.unrealized, value.equity].map(text);
    };
    expect([split(), split('fifo'), split('lifo')]).toEqual([
      ['200', '300', '10498.5'],
      ['300', '200', '10498.5'],
      ['100', '400', '10498.5'],
    ]);
  });

  it('follows a symbol to its new name', () => {
    const { book, valuer } = held();
    valuer.mark('AAPL', 11, 0);
    book.apply({ kind: 'symbolChange', id: 'n', symbol: 'AAPL', newSymbol: 'APL' });
    expect(() => {
      valuer.mark('AAPL', 12, 0);
    }).toThrow('an instrument of these books');
    expect(valuer.value(0).positions[0]).toMatchObject({ symbol: 'APL', quality: 'exact' });
  });

  it.each([
    { name: 'a price of zero', price: 0, message: 'above zero' },
    { name: 'a price finer than 1e-9', price: '1.0000000001', message: 'at most 9 digits' },
    { name: 'an unknown symbol', symbol: 'TSLA', message: 'an instrument of these books' },
    { name: 'no instant', at: Number.NaN, message: 'milliseconds of UTC' },
  ])('refuses a mark with $name', ({ symbol = 'AAPL', price = 1, at = 0, message }) => {
    expect(() => {
      held().valuer.mark(symbol, price, at);
    }).toThrow(message);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses to age marks by %s',
    (staleAfterMs) => {
      expect(() => createPortfolioValuer(held().book, { staleAfterMs })).toThrow('zero or more');
    },
  );

  it('sums exactly: equity − deposits = Σ of symbols + what belongs to none (LG11)', () => {
    const trade = fc.record({
      symbol: fc.constantFrom('AAPL', 'IBM', 'MSFT'),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      quantity: fc.integer({ min: 1, max: 500 }),
      price: fc.integer({ min: 1, max: 90_000 }).map((units) => units / 100),
      fee: fc.constantFrom('0', '0.0137'),
    });
    const marks = fc.tuple(...instruments.map(() => fc.integer({ min: 1, max: 1e9 })));
    fc.assert(
      fc.property(fc.array(trade), marks, (trades, prices) => {
        const { book, valuer } = held('lifo');
        trades.forEach((each, i) => book.apply({ kind: 'fill', id: `t${i}`, ...each }));
        // One symbol ends flat: what it has realized stays in the total.
        const left = book.position('AAPL').signedQuantity;
        const side = left.gt(0) ? 'sell' : 'buy';
        const close = { kind: 'fill', id: 'close', symbol: 'AAPL', side, price: 11 } as const;
        if (!left.isZero()) book.apply({ ...close, quantity: left.abs() });
        prices.forEach((price, slot) => {
          valuer.mark(instruments[slot]?.symbol ?? '', price / 1e6, 0);
        });
        const value = valuer.value(0);
        const parts = value.positions.map(({ net }) => net ?? new Decimal(Number.NaN));
        const sum = parts.reduce((total, each) => total.plus(each), new Decimal('0.5'));
        expect(text(value.net)).toBe(sum.toFixed());
        const { realized, unrealized, fees, income, equity } = value;
        const summed = (of: (one: PositionValue) => Decimal | undefined): string =>
          value.positions
            .reduce((sums, one) => sums.plus(of(one) ?? Number.NaN), new Decimal(0))
            .toFixed();
        expect(summed((one) => one.realized)).toBe(realized.toFixed());
        expect(summed((one) => one.unrealized)).toBe(text(unrealized));
        expect(summed((one) => one.fees)).toBe(fees.toFixed());
        const total = realized
          .plus(unrealized ?? Number.NaN)
          .minus(fees)
          .plus(income);
        expect([text(value.net), text(equity?.minus(10_000))]).toEqual([
          total.toFixed(),
          text(value.net),
        ]);
      }),
    );
  });
});
