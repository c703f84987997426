import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { instrument } from '../instruments/instrument.js';
import { createLedgerBook, type LedgerBook, restoreLedgerBook } from './ledger-book.js';
import type { LedgerEvent } from './ledger-event.js';
import type { LotOrder } from './lot-book.js';
import { unallotted } from './strategy-name.js';

const instruments = [instrument({ symbol: 'AAPL' }), instrument({ symbol: 'IBM' })];
let ids = 0;
const fill = (strategy: string | undefined, signed: number, price: string) =>
  ({
    kind: 'fill',
    id: `f${ids++}`,
    symbol: 'AAPL',
    side: signed > 0 ? 'buy' : 'sell',
    quantity: Math.abs(signed),
    price,
    strategy,
  }) as const;

function holding(held: Readonly<Record<string, number>>, lots?: LotOrder): LedgerBook {
  const book = createLedgerBook({ instruments, lots, byStrategy: true });
  for (const [name, signed] of Object.entries(held)) book.apply(fill(name, signed, '10'));
  return book;
}

/** Quantity, open cost, realized, income and cash of every book, the account first. */
function shown(book: LedgerBook): Readonly<Record<string, readonly string[]>> {
  const own = book.strategies().map((name) => [name, book.strategy(name)] as const);
  return Object.fromEntries(
    [['account', book] as const, ...own].map(([name, one]) => {
      const { signedQuantity, openCost, realized, income } = one.position('AAPL');
      const { cash } = one.totals();
      return [name, [signedQuantity, openCost, realized, income, cash].map((each) => String(each))];
    }),
  );
}

function codeOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return isSdkError(error) ? error.code : error;
  }
  return undefined;
}

describe('books by strategy', () => {
  it('keep a long and a short position in one symbol; the account holds the difference', () => {
    const book = holding({ trend: 100, carry: -40 });
    expect(shown(book)).toEqual({
      account: ['60', '600', '0', '0', '-600'],
      carry: ['-40', '-400', '0', '0', '400'],
      trend: ['100', '1000', '0', '0', '-1000'],
    });
  });

  it('may split profit otherwise between realized and open cost, never in sum', () => {
    const book = holding({ trend: 100 });
    const outcome = book.apply(fill('carry', -40, '12'));
    // The account closes 40 of its 100; the strategies cross nothing.
    expect(outcome).toMatchObject({ booked: true, strategies: [] });
    expect(outcome.booked && outcome.realized.toNumber()).toBe(80);
    expect(shown(book)).toEqual({
      account: ['60', '600', '80', '0', '-520'],
      carry: ['-40', '-480', '0', '0', '480'],
      trend: ['100', '1000', '0', '0', '-1000'],
    });
  });

  it('say what a fill realized for its strategy', () => {
    const book = holding({ trend: 100, carry: -40 });
    const outcome = book.apply(fill('trend', -50, '11'));
    expect(outcome.booked && outcome.strategies?.map(({ strategy }) => strategy)).toEqual([
      'trend',
    ]);
    expect(outcome.booked && outcome.strategies?.[0]?.realized.toNumber()).toBe(50);
  });

  it('pay a dividend to every long and take it from every short position', () => {
    const book = holding({ trend: 100, carry: -40 });
    book.apply({ kind: 'cashDividend', id: 'd', symbol: 'AAPL', perShare: '0.25' });
    expect(Object.values(shown(book)).map(([, , , income]) => income)).toEqual(['15', '-10', '25']);
  });

  it.each<LotOrder | undefined>([undefined, 'fifo', 'lifo'])(
    'split each position; the missing step goes to the largest fraction, for cash: %s',
    (lots) => {
      const book = holding({ b: 5, a: 4 }, lots);
      // 1 for 3: the account has 3 and no fraction; a has 1 1/3, b 1 2/3. b buys a third of a.
      const split = { kind: 'split', id: 's', symbol: 'AAPL', from: 3, to: 1 } as const;
      expect(book.apply(split)).toMatchObject({ anomaly: { code: 'cashPriceMissing' } });
      expect(book.apply({ ...split, cashPrice: '36' }).booked).toBe(true);
      expect(shown(book)).toEqual({
        account: ['3', '90', '0', '0', '-90'],
        a: ['1', '30', '2', '0', '-28'],
        b: ['2', '62', '0', '0', '-62'],
      });
      const { lots: open } = book.strategy('b').position('AAPL');
      const lot = (quantity: string, dollars: bigint) => ({
        quantity,
        cost: dollars * 10n ** 18n,
      });
      expect(open).toMatchObject(lots === undefined ? [] : [lot('5/3', 50n), lot('1/3', 12n)]);
      if (lots !== undefined) expect(open[1]?.openedBy).toBe('s');
    },
  );

  it('break a tie of fractions by name, also between long and short', () => {
    const book = holding({ z: 3, y: -3 });
    book.apply({ kind: 'split', id: 's', symbol: 'AAPL', from: 2, to: 1, cashPrice: '20' });
    expect(shown(book)).toEqual({
      account: ['0', '0', '0', '0', '0'],
      y: ['-1', '-20', '0', '0', '20'],
      z: ['1', '20', '0', '0', '-20'],
    });
  });

  it('share a charge for borrowing by what each is short, to the last digit', () => {
    const book = holding({ long: 50, a: -10, b: -10, c: -10 });
    const charge = {
      kind: 'borrowCharge',
      symbol: 'AAPL',
      amount: '0.000000000000000001',
    } as const;
    book.apply({ ...charge, id: 'x', amount: '1' });
    const third = `-0.${'3'.repeat(18)}`;
    const income = (name: string): string => book.strategy(name).position('AAPL').income.toFixed();
    expect(['a', 'b', 'c', 'long'].map(income)).toEqual([
      `${third.slice(0, -1)}4`,
      third,
      third,
      '0',
    ]);
    book.apply({ ...charge, id: 'y' });
    expect(income('b')).toBe(third);
  });

  it('keep what names no strategy unallotted, and what names one with it', () => {
    const book = holding({ trend: 10 });
    book.apply({ kind: 'deposit', id: 'a', amount: 500 });
    book.apply({ kind: 'deposit', id: 'b', amount: 300, strategy: 'trend' });
    book.apply({ kind: 'interest', id: 'c', amount: 2 });
    book.apply({ kind: 'fee', id: 'd', symbol: 'AAPL', amount: 1 });
    book.apply({ kind: 'fee', id: 'e', symbol: 'AAPL', amount: 4, strategy: 'trend' });
    book.apply({ kind: 'borrowCharge', id: 'f', symbol: 'AAPL', amount: 8 });
    book.apply(fill(undefined, 1, '10'));
    const sums = (name: string): readonly string[] =>
      Object.values(book.strategy(name).totals()).map(String);
    expect(book.strategies()).toEqual(['trend', unallotted]);
    expect(sums('trend')).toEqual(['196', '300', '0', '4', '0']);
    expect(sums(unallotted)).toEqual(['483', '500', '0', '1', '-6']);
  });

  it('follow a symbol to its new name', () => {
    const book = holding({ trend: 10 });
    book.apply({ kind: 'symbolChange', id: 'n', symbol: 'AAPL', newSymbol: 'APL' });
    expect(book.strategy('trend').position('APL').signedQuantity.toNumber()).toBe(10);
  });

  it('take a fill back from its strategy, and keep a corrected one with it', () => {
    const book = holding({ trend: 10 });
    const wrong = fill('carry', 5, '20');
    book.apply(wrong);
    const { id: fillId, symbol, side, quantity } = wrong;
    const terms = { symbol, side, quantity, price: '21' };
    book.apply({ ...terms, kind: 'correction', id: 'c', fillId });
    expect(shown(book)['carry']).toEqual(['5', '105', '0', '0', '-105']);
    book.apply({ kind: 'bust', id: 'b', fillId });
    expect(book.strategies()).toEqual(['trend']);
    expect(book.apply({ ...wrong, price: '21', strategy: 'trend' })).toMatchObject({
      anomaly: { code: 'conflictingEvent' },
    });
    const { booked } = book.apply({ ...wrong, price: '21' });
    expect([booked, shown(book)['carry']?.[0]]).toEqual([true, '5']);
  });

  it('can be read before anything happened, and follow what happens', () => {
    const book = createLedgerBook({ instruments, byStrategy: true });
    const trend = book.strategy('trend');
    const { stateHash } = createLedgerBook({ instruments, byStrategy: true }).snapshot();
    expect([book.strategies(), book.stateHash()]).toEqual([[], stateHash]);
    book.apply(fill('trend', 3, '10'));
    expect(trend.totals().cash.toNumber()).toBe(-30);
  });

  it('ignore strategies when they are not kept by them, and say so when asked', () => {
    const book = createLedgerBook({ instruments });
    book.apply(fill('trend', 3, '10'));
    expect(book.strategies()).toEqual([]);
    expect(codeOf(() => book.strategy('trend'))).toBe('VALUE_INVALID');
  });

  it.each<readonly [string, object]>([
    ['an empty name', { ...fill('', 1, '1') }],
    ['a name that is no text', { ...fill(5 as never, 1, '1') }],
    ['a name of 65 letters', { ...fill('x'.repeat(65), 1, '1') }],
    [
      'the strategy of a dividend',
      { kind: 'cashDividend', id: 'x', symbol: 'AAPL', perShare: 1, strategy: 'a' },
    ],
    [
      'the strategy of a split',
      { kind: 'split', id: 'x', symbol: 'AAPL', from: 1, to: 2, strategy: 'a' },
    ],
    ['the strategy of a bust', { kind: 'bust', id: 'x', fillId: 'f0', strategy: 'a' }],
  ])('refuse %s; nothing changes', (_, event) => {
    const book = holding({ a: 1 });
    const before = book.snapshot();
    expect(codeOf(() => book.apply(event as LedgerEvent))).toBe('VALUE_INVALID');
    expect(book.snapshot()).toEqual(before);
  });

  it('refuse a position beyond 2^53 in the account or in one of them; nothing changes', () => {
    const large = 2 ** 52;
    const book = holding({ a: large, b: -large });
    const before = book.snapshot();
    expect(codeOf(() => book.apply(fill('a', large, '10')))).toBe('LEDGER_OVERFLOW');
    expect(book.snapshot()).toEqual(before);
    const split = { kind: 'split', id: 's', symbol: 'AAPL', from: 1, to: 2 } as const;
    expect(codeOf(() => book.apply(split))).toBe('LEDGER_OVERFLOW');
    expect(book.snapshot()).toEqual(before);
    const whole = holding({ a: large });
    const whole0 = whole.snapshot();
    expect(codeOf(() => whole.apply(fill('b', large, '10')))).toBe('LEDGER_OVERFLOW');
    expect(whole.snapshot()).toEqual(whole0);
  });

  it('refuse a snapshot in which a strategy has other money', () => {
    const snapshot = holding({ a: 1 }).snapshot();
    const text = JSON.stringify(snapshot).replace('"strategy":"a"', '"strategy":"b"');
    expect(codeOf(() => restoreLedgerBook(JSON.parse(text) as typeof snapshot))).toBe(
      'VALUE_INVALID',
    );
  });
});
