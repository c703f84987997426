import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { instrument } from '../instruments/instrument.js';
import { Decimal } from '../numbers/decimal.js';
import { createLedgerBook, type LedgerBook, restoreLedgerBook } from './ledger-book.js';
import type { LedgerEvent } from './ledger-event.js';

const instruments = [instrument({ symbol: 'AAPL' }), instrument({ symbol: 'IBM' })];
let ids = 0;
// eslint-disable-next-line max-params -- reads like a ticket, and is written often
const fill = (side: 'buy' | 'sell', quantity: number, price: string, id = `f${ids++}`) =>
  ({ kind: 'fill', id, symbol: 'AAPL', side, quantity, price }) as const;

/** A hundred shares at 10 dollars, a thousand dollars of cash left. */
function held(lots?: 'fifo' | 'lifo'): LedgerBook {
  const book = createLedgerBook({ instruments, lots });
  book.apply({ kind: 'deposit', id: 'start', amount: '2000' });
  book.apply(fill('buy', 100, '10', 'open'));
  return book;
}

function shown(book: LedgerBook, symbol = 'AAPL'): Readonly<Record<string, unknown>> {
  const amounts = Object.entries(book.position(symbol))
    .filter(([key]) => key !== 'lots')
    .map(([key, value]) => [key, String(value)]);
  return Object.fromEntries([...amounts, ['cash', String(book.totals().cash)]]) as never;
}

function codeOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return isSdkError(error) ? error.code : error;
  }
  return undefined;
}

describe('createLedgerBook', () => {
  it('books fills with fees, gross of fees', () => {
    const book = held();
    const outcome = book.apply({ ...fill('sell', 40, '11.50'), fee: '1.25' });
    expect(outcome).toEqual({ booked: true, realized: new Decimal(60), closings: [] });
    expect(shown(book)).toEqual({
      symbol: 'AAPL',
      signedQuantity: '60',
      openCost: '600',
      realized: '60',
      fees: '1.25',
      income: '0',
      cash: '1458.75',
    });
  });

  it('returns the lots that a fill closed', () => {
    const outcome = held('fifo').apply(fill('sell', 40, '11.50'));
    expect(outcome).toMatchObject({
      closings: [{ openedBy: 'open', quantity: '40', realized: 60n * 10n ** 18n }],
    });
  });

  it.each([
    {
      name: '2 for 1',
      ratio: { from: 1, to: 2 },
      after: { signedQuantity: '200', openCost: '1000', realized: '0', cash: '1000' },
    },
    {
      name: '1 for 8, half a share in cash at 90',
      ratio: { from: 8, to: 1, cashPrice: 90 },
      after: { signedQuantity: '12', openCost: '960', realized: '5', cash: '1045' },
    },
  ])('splits $name, at average cost and in lots', ({ ratio, after }) => {
    for (const lots of [undefined, 'lifo'] as const) {
      const book = held(lots);
      book.apply({ kind: 'split', id: 's', symbol: 'AAPL', ...ratio });
      expect(shown(book)).toMatchObject(after);
      expect(book.position('AAPL').lots).toHaveLength(lots === undefined ? 0 : 1);
    }
  });

  it('gives a stock dividend of 5 %, the fraction in cash', () => {
    const book = held();
    book.apply({ kind: 'stockDividend', id: 's', symbol: 'AAPL', perShare: '0.05' });
    expect(shown(book)).toMatchObject({ signedQuantity: '105', openCost: '1000', cash: '1000' });
  });

  it('pays a dividend to a long position, and takes it from a short one', () => {
    const book = held();
    book.apply({ kind: 'cashDividend', id: 'a', symbol: 'AAPL', perShare: '0.24' });
    expect(shown(book)).toMatchObject({ income: '24', cash: '1024' });
    book.apply(fill('sell', 150, '10'));
    book.apply({ kind: 'cashDividend', id: 'b', symbol: 'AAPL', perShare: '0.24' });
    expect(shown(book)).toMatchObject({ income: '12', cash: '2512' });
  });

  it('books interest, charges, fees and refunds where they belong', () => {
    const book = held();
    book.apply({ kind: 'interest', id: 'a', amount: '-3.10' });
    book.apply({ kind: 'borrowCharge', id: 'b', symbol: 'AAPL', amount: 2 });
    book.apply({ kind: 'borrowCharge', id: 'c', amount: '0.5' });
    book.apply({ kind: 'fee', id: 'd', amount: new Decimal('1.01') });
    book.apply({ kind: 'fee', id: 'e', symbol: 'AAPL', amount: 1 });
    book.apply({ kind: 'feeRefund', id: 'f', symbol: 'AAPL', amount: '0.25' });
    book.apply({ kind: 'withdrawal', id: 'g', amount: 100 });
    const sums = Object.values(book.totals()).map(String);
    expect(sums).toEqual(['892.64', '1900', '0', '1.76', '-5.6']);
    expect(shown(book)).toMatchObject({ fees: '0.75', income: '-2' });
  });

  it('goes on under a new symbol; the old one is good for late duplicates only', () => {
    const book = held();
    book.apply({ kind: 'symbolChange', id: 'n', symbol: 'AAPL', newSymbol: 'APL' });
    expect(shown(book, 'APL')).toMatchObject({ signedQuantity: '100' });
    expect(codeOf(() => book.position('AAPL'))).toBe('SYMBOL_UNKNOWN');
    expect(codeOf(() => book.apply(fill('buy', 1, '10')))).toBe('SYMBOL_UNKNOWN');
    expect(book.apply(fill('buy', 100, '10', 'open'))).toMatchObject({
      anomaly: { code: 'duplicateEvent' },
    });
    book.apply({ kind: 'bust', id: 'b', fillId: 'open' });
    expect(shown(book, 'APL')).toMatchObject({ signedQuantity: '0', cash: '2000' });
  });

  it('books a history anew without a busted fill, dividends and splits included', () => {
    const book = held('fifo');
    book.apply(fill('buy', 100, '12', 'wrong'));
    book.apply({ kind: 'cashDividend', id: 'd', symbol: 'AAPL', perShare: '0.10' });
    book.apply({ kind: 'split', id: 's', symbol: 'AAPL', from: 1, to: 2 });
    expect(book.apply({ kind: 'bust', id: 'b', fillId: 'wrong' })).toMatchObject({ booked: true });
    expect(shown(book)).toMatchObject({ signedQuantity: '200', openCost: '1000', income: '10' });
    expect(book.position('AAPL').lots).toEqual([
      { openedBy: 'open', quantity: '200', cost: 1000n * 10n ** 18n },
    ]);
  });

  it('says what a correction changed in realized profit', () => {
    const book = held();
    book.apply(fill('sell', 100, '11', 'out'));
    const terms = { symbol: 'AAPL', side: 'sell', quantity: 100, price: '11.50' } as const;
    const outcome = book.apply({ kind: 'correction', id: 'c', fillId: 'out', ...terms });
    expect(outcome).toMatchObject({ booked: true, realized: new Decimal(50) });
  });
});

const anomalies: readonly (readonly [string, LedgerEvent])[] = [
  ['duplicateEvent', fill('buy', 100, '10.00', 'open')],
  ['conflictingEvent', fill('buy', 100, '10.01', 'open')],
  ['conflictingEvent', { ...fill('buy', 100, '10', 'open'), symbol: 'IBM' }],
  ['duplicateEvent', { kind: 'deposit', id: 'start', amount: 2000 }],
  ['conflictingEvent', { kind: 'deposit', id: 'start', amount: 2001 }],
  ['conflictingEvent', { kind: 'deposit', id: 'open', amount: 1 }],
  ['conflictingEvent', fill('buy', 1, '10', 'start')],
  ['unknownFill', { kind: 'bust', id: 'x', fillId: 'never' }],
  ['unknownFill', { ...fill('buy', 1, '1'), kind: 'correction', fillId: 'never' }],
  [
    'conflictingEvent',
    { ...fill('buy', 1, '1'), kind: 'correction', fillId: 'open', symbol: 'IBM' },
  ],
  ['cashPriceMissing', { kind: 'split', id: 'x', symbol: 'AAPL', from: 3, to: 1 }],
  ['symbolTaken', { kind: 'symbolChange', id: 'x', symbol: 'AAPL', newSymbol: 'IBM' }],
];

const malformed: readonly (readonly [string, string, object])[] = [
  ['a negative quantity', 'VALUE_INVALID', fill('buy', -1, '10')],
  ['a quantity of zero', 'VALUE_INVALID', fill('buy', 0, '10')],
  ['half a share', 'VALUE_INVALID', fill('buy', 0.5, '10')],
  ['a price of zero', 'VALUE_INVALID', fill('buy', 1, '0')],
  ['a negative price', 'VALUE_INVALID', fill('buy', 1, '-37.63')],
  ['a price finer than the tick', 'VALUE_INVALID', fill('buy', 1, '10.001')],
  ['a negative fee', 'VALUE_INVALID', { ...fill('buy', 1, '1'), fee: '-1' }],
  ['an unknown side', 'VALUE_INVALID', { ...fill('buy', 1, '1'), side: 'hold' }],
  ['an unknown symbol', 'SYMBOL_UNKNOWN', { ...fill('buy', 1, '1'), symbol: 'MSFT' }],
  ['a second currency', 'CURRENCY_MISMATCH', { ...fill('buy', 1, '1'), currency: 'EUR' }],
  [
    'a split from zero',
    'VALUE_INVALID',
    { kind: 'split', id: 'x', symbol: 'AAPL', from: 0, to: 1 },
  ],
  ['a split to zero', 'VALUE_INVALID', { kind: 'split', id: 'x', symbol: 'AAPL', from: 1, to: 0 }],
  [
    'a split by a fraction',
    'VALUE_INVALID',
    { kind: 'split', id: 'x', symbol: 'AAPL', from: 1, to: 1.5 },
  ],
  [
    'a dividend of zero',
    'VALUE_INVALID',
    { kind: 'cashDividend', id: 'x', symbol: 'AAPL', perShare: 0 },
  ],
  ['a negative deposit', 'VALUE_INVALID', { kind: 'deposit', id: 'x', amount: -5 }],
  [
    'an amount that is no number',
    'VALUE_INVALID',
    { kind: 'deposit', id: 'x', amount: Number.NaN },
  ],
  [
    'an amount beyond 2^51 in a double',
    'VALUE_INVALID',
    { kind: 'deposit', id: 'x', amount: 2 ** 52 },
  ],
  [
    'an amount beyond all bounds',
    'VALUE_INVALID',
    { kind: 'deposit', id: 'x', amount: new Decimal('1e90') },
  ],
  ['interest of zero', 'VALUE_INVALID', { kind: 'interest', id: 'x', amount: 0 }],
  ['no id', 'VALUE_INVALID', { kind: 'deposit', amount: 5 }],
  ['an empty fill id', 'VALUE_INVALID', { kind: 'bust', id: 'x', fillId: '' }],
  ['an unknown kind', 'VALUE_INVALID', { kind: 'gift', id: 'x', amount: 5 }],
  [
    'a new symbol that is none',
    'SYMBOL_INVALID',
    { kind: 'symbolChange', id: 'x', symbol: 'AAPL', newSymbol: '' },
  ],
  ['a position beyond 2^53', 'LEDGER_OVERFLOW', fill('buy', Number.MAX_SAFE_INTEGER, '1')],
  [
    'a split beyond 2^53',
    'LEDGER_OVERFLOW',
    { kind: 'stockDividend', id: 'x', symbol: 'AAPL', perShare: '1000000' },
  ],
];

describe('what is not booked', () => {
  it.each(anomalies)('is set aside by name and changes nothing: %s %o', (code, event) => {
    const book = held('fifo');
    const before = JSON.stringify(book.snapshot());
    expect(book.apply(event)).toEqual({ booked: false, anomaly: { code, event } });
    expect(JSON.stringify(book.snapshot())).toBe(before);
  });

  it.each(malformed)('is refused and changes nothing: %s', (name, code, event) => {
    const book = held('lifo');
    // So many shares that the last case passes the bound.
    if (name === 'a split beyond 2^53') book.apply(fill('buy', 2 ** 50, '0.01'));
    const before = JSON.stringify(book.snapshot());
    expect(codeOf(() => book.apply(event as LedgerEvent))).toBe(code);
    expect(JSON.stringify(book.snapshot())).toBe(before);
  });

  it.each([null, undefined, 5, 'fill'])('is refused when it is no event: %s', (event) => {
    expect(codeOf(() => held().apply(event as never))).toBe('VALUE_INVALID');
  });

  it('is a bust of what is busted', () => {
    const book = held();
    book.apply({ kind: 'bust', id: 'a', fillId: 'open' });
    expect(book.apply({ kind: 'bust', id: 'b', fillId: 'open' })).toMatchObject({
      anomaly: { code: 'bustedFill' },
    });
    expect(book.apply({ kind: 'bust', id: 'a', fillId: 'open' })).toMatchObject({
      anomaly: { code: 'duplicateEvent' },
    });
  });

  it('is a bust after which a split has no price for its fraction; nothing changes', () => {
    const book = held('fifo');
    book.apply(fill('buy', 1, '10', 'one'));
    book.apply(fill('buy', 1, '10', 'two'));
    book.apply({ kind: 'split', id: 's', symbol: 'AAPL', from: 2, to: 1 });
    const before = JSON.stringify(book.snapshot());
    expect(book.apply({ kind: 'bust', id: 'b', fillId: 'one' })).toMatchObject({
      anomaly: { code: 'cashPriceMissing' },
    });
    expect(JSON.stringify(book.snapshot())).toBe(before);
  });

  it('is a correction that passes the bound; nothing changes', () => {
    const book = held();
    book.apply(fill('buy', 2 ** 52, '0.01', 'large'));
    const terms = { symbol: 'AAPL', side: 'buy', quantity: 2 ** 53 - 1, price: '0.01' } as const;
    const before = JSON.stringify(book.snapshot());
    const correct = (): unknown =>
      book.apply({ kind: 'correction', id: 'c', fillId: 'open', ...terms });
    expect(codeOf(correct)).toBe('LEDGER_OVERFLOW');
    expect(JSON.stringify(book.snapshot())).toBe(before);
  });

  it('are books in two currencies, or with a symbol twice', () => {
    const euro = instrument({ symbol: 'SAP', currency: 'EUR' });
    expect(codeOf(() => createLedgerBook({ instruments: [...instruments, euro] }))).toBe(
      'CURRENCY_MISMATCH',
    );
    expect(codeOf(() => createLedgerBook({ instruments: [...instruments, ...instruments] }))).toBe(
      'SETTINGS_INVALID',
    );
  });
});

describe('restoreLedgerBook', () => {
  it('refuses a snapshot that was changed, and another version', () => {
    const snapshot = held('fifo').snapshot();
    const { money } = snapshot;
    const richer = { ...money, ledger: { ...money.ledger, deposits: '3000' } };
    expect(codeOf(() => restoreLedgerBook({ ...snapshot, money: richer }))).toBe('VALUE_INVALID');
    expect(codeOf(() => restoreLedgerBook({ ...snapshot, version: 2 as never }))).toBe(
      'VALUE_INVALID',
    );
    const foreign = money.ledger.positions.map((each) => ({ ...each, symbol: 'MSFT' }));
    const other = { ...money, ledger: { ...money.ledger, positions: foreign } };
    expect(codeOf(() => restoreLedgerBook({ ...snapshot, money: other }))).toBe('VALUE_INVALID');
  });

  it('remembers former symbols, corrections and busts', () => {
    const book = held('lifo');
    book.apply(fill('buy', 5, '11', 'late'));
    book.apply({ ...fill('buy', 6, '11'), kind: 'correction', fillId: 'late' });
    book.apply({ kind: 'bust', id: 'b', fillId: 'open' });
    book.apply({ kind: 'symbolChange', id: 'n', symbol: 'AAPL', newSymbol: 'APL' });
    const restored = restoreLedgerBook(book.snapshot());
    expect(restored.snapshot()).toEqual(book.snapshot());
    expect(restored.apply(fill('buy', 5, '11', 'late'))).toMatchObject({
      anomaly: { code: 'duplicateEvent' },
    });
    expect(restored.apply(fill('buy', 100, '10', 'open'))).toMatchObject({ booked: true });
    expect(shown(restored, 'APL')).toMatchObject({ signedQuantity: '106', openCost: '1066' });
  });
});
