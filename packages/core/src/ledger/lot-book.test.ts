import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instrument } from '../instruments/instrument.js';
import { textToUnits } from '../numbers/units.js';
import { Ledger } from './ledger.js';
import { LotBook, type LotOrder } from './lot-book.js';
import { splitAtAverage, splitPosition } from './split-position.js';

const share = instrument({ symbol: 'AAPL' });
const coin = instrument({ symbol: 'BTC/USD', quantityStep: '0.000000001', priceTick: '0.01' });
const dollars = 10n ** 18n;
const orders: readonly LotOrder[] = ['fifo', 'lifo'];

interface Trade {
  readonly signed: number;
  readonly price: number;
}

interface Split {
  readonly from: bigint;
  readonly to: bigint;
  readonly cashPrice: number;
}

type Step = Trade | Split;

const trade = fc.record({
  signed: fc
    .tuple(
      fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2 ** 30 })),
      fc.boolean(),
    )
    .map(([size, sells]) => (sells ? -size : size)),
  price: fc.integer({ min: 1, max: 100_000 }),
});
const split = fc.record({
  from: fc.constantFrom(1n, 2n, 3n, 7n, 20n),
  to: fc.constantFrom(1n, 2n, 3n, 7n, 21n),
  cashPrice: fc.integer({ min: 1, max: 100_000 }),
});
const trades = fc.array(trade, { minLength: 1, maxLength: 40 });
const steps = fc.array(fc.oneof({ weight: 6, arbitrary: trade }, split), { maxLength: 40 });

function booked(order: LotOrder, list: readonly Trade[], one = share): LotBook {
  const book = new LotBook([one], order);
  list.forEach((each, i) => book.applyFill(0, { id: `f${i}`, ...each }));
  return book;
}

type Books = readonly [Ledger, ...LotBook[]];

/** Lots as one line of text each. */
function shown(book: LotBook): readonly string[] {
  return book.lotsOf(0).map(({ openedBy, quantity, cost }) => `${openedBy} ${quantity} @ ${cost}`);
}

/** Sum of texts such as `7/3`, as a fraction. */
function sumOf(texts: readonly string[], digits: number): readonly [bigint, bigint] {
  return texts.reduce<readonly [bigint, bigint]>(
    ([top, bottom], text) => {
      const [whole = '', parts = '1'] = text.split('/');
      const units = BigInt(textToUnits(whole, digits));
      return [top * BigInt(parts) + units * bottom, bottom * BigInt(parts)];
    },
    [0n, 1n],
  );
}

function applyTo([ledger, ...books]: Books, step: Step, id: string): void {
  if ('signed' in step) {
    ledger.applyFill(0, step.signed, step.price, 0);
    for (const book of books) book.applyFill(0, { id, ...step });
    return;
  }
  const quantity = ledger.quantity[0] ?? 0;
  const result = splitPosition(share, quantity, step);
  if (result === undefined) throw new Error('a cash price was given');
  const held = { quantity, cost: ledger.costOf(0), realized: ledger.realizedOf(0) };
  ledger.setPosition(0, splitAtAverage(held, result));
  for (const book of books) book.applySplit(0, result);
}

describe('LotBook', () => {
  const buys = [
    { signed: 10, price: 10_00 },
    { signed: 10, price: 12_00 },
  ];

  it.each([
    { order: 'fifo', openedBy: 'f0', realized: 30n, left: `f1 10 @ ${120n * dollars}` },
    { order: 'lifo', openedBy: 'f1', realized: 10n, left: `f0 10 @ ${100n * dollars}` },
  ] as const)('closes in order: $order takes $openedBy', ({ order, openedBy, realized, left }) => {
    const book = booked(order, buys);
    const closings = book.applyFill(0, { id: 'x', signed: -10, price: 13_00 });
    expect(closings.map((each) => [each.openedBy, each.quantity, each.realized])).toEqual([
      [openedBy, '10', realized * dollars],
    ]);
    expect(shown(book)).toEqual([left]);
  });

  it('closes a part and keeps the rest of the lot', () => {
    const book = booked('fifo', buys);
    const [first, second] = book.applyFill(0, { id: 'x', signed: -15, price: 13_00 });
    expect([first?.realized, second?.realized]).toEqual([30n * dollars, 5n * dollars]);
    expect([second?.quantity, second?.cost]).toEqual(['5', 60n * dollars]);
    expect(shown(book)).toEqual([`f1 5 @ ${60n * dollars}`]);
  });

  it('gains on a short lot when the price falls', () => {
    const book = booked('fifo', [{ signed: -10, price: 50_00 }]);
    const [closing] = book.applyFill(0, { id: 'x', signed: 4, price: 40_00 });
    expect(closing).toEqual({
      openedBy: 'f0',
      quantity: '-4',
      cost: -200n * dollars,
      realized: 40n * dollars,
    });
    expect(shown(book)).toEqual([`f0 -6 @ ${-300n * dollars}`]);
  });

  it('flips: closes every lot and opens one on the other side', () => {
    const book = booked('lifo', buys);
    const closings = book.applyFill(0, { id: 'x', signed: -25, price: 13_00 });
    expect(closings.map(({ openedBy }) => openedBy)).toEqual(['f1', 'f0']);
    expect(shown(book)).toEqual([`x -5 @ ${-65n * dollars}`]);
    expect(book.realizedOf(0)).toBe(40n * dollars);
  });

  it('is exact for fractions of a coin', () => {
    const book = booked('fifo', [{ signed: 3, price: 1 }], coin);
    book.applyFill(0, { id: 'x', signed: -1, price: 2 });
    expect(shown(book)).toEqual(['f0 0.000000002 @ 20000000']);
    expect(book.realizedOf(0)).toBe(10_000_000n);
  });

  it('writes what a split leaves of a lot as a fraction, exactly', () => {
    const book = booked('fifo', [
      { signed: 1, price: 30_00 },
      { signed: 2, price: 30_00 },
    ]);
    book.applySplit(0, { from: 3n, to: 1n, after: 1, fraction: 0n, cash: 0n });
    expect(book.lotsOf(0).map(({ quantity }) => quantity)).toEqual(['1/3', '2/3']);
    const closings = book.applyFill(0, { id: 'x', signed: -1, price: 90_00 });
    expect(closings.map(({ realized }) => realized)).toEqual([0n, 0n]);
    expect(shown(book)).toEqual([]);
  });

  it('sells the fraction of a split in its own order', () => {
    const list = [
      { signed: 2, price: 10_00 },
      { signed: 1, price: 20_00 },
    ];
    const terms = { from: 2n, to: 1n, cashPrice: 30_00 };
    const result = splitPosition(share, 3, terms);
    expect(result).toEqual({ from: 2n, to: 1n, after: 1, fraction: 1n, cash: 15n * dollars });
    const left = orders.map((order) => {
      const book = booked(order, list);
      if (result !== undefined) book.applySplit(0, result);
      return shown(book);
    });
    expect(left).toEqual([
      [`f0 1/2 @ ${10n * dollars}`, `f1 1/2 @ ${20n * dollars}`],
      [`f0 1 @ ${20n * dollars}`],
    ]);
  });

  it('goes on from what a snapshot holds', () => {
    const book = booked('fifo', [{ signed: 5, price: 10_00 }, ...buys]);
    book.applySplit(0, { from: 5n, to: 1n, after: 5, fraction: 0n, cash: 0n });
    const other = new LotBook([share], 'fifo');
    other.takeOver(0, { lots: book.lotsOf(0), realized: book.realizedOf(0) });
    expect(shown(other)).toEqual(shown(book));
    const fill = { id: 'x', signed: -4, price: 11_00 };
    expect(other.applyFill(0, fill)).toEqual(book.applyFill(0, fill));
    expect(shown(other)).toEqual(shown(book));
  });

  it('stays small when many lots come and go', () => {
    const book = new LotBook([share], 'fifo');
    book.applyFill(0, { id: 'base', signed: 1, price: 1_00 });
    for (let i = 0; i < 1000; i++) {
      book.applyFill(0, { id: `b${i}`, signed: 1, price: i + 1 });
      book.applyFill(0, { id: `s${i}`, signed: -1, price: i + 2 });
    }
    expect(shown(book)).toEqual([`b999 1 @ ${10n * dollars}`]);
    // What was sold, 2 to 1001 cents, less what was bought and sold again, 1 to 999 and 100.
    expect(book.realizedOf(0)).toBe(((501_500n - 499_500n - 100n) * dollars) / 100n);
  });
});

describe('laws of lots', () => {
  it('hold the sign of the position and sum to it; all is accounted once (LG5)', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const ledger = new Ledger([share]);
        const books = orders.map((order) => new LotBook([share], order));
        list.forEach((step, i) => {
          applyTo([ledger, ...books], step, `f${i}`);
          const held = ledger.quantity[0] ?? 0;
          for (const book of books) {
            const quantities = book.lotsOf(0).map(({ quantity }) => quantity);
            const [top, bottom] = sumOf(quantities, 0);
            expect(top).toBe(BigInt(held) * bottom);
            for (const text of quantities) expect(text.startsWith('-')).toBe(held < 0);
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('close what was opened: open + 2 × closed = all that was filled (LG5)', () => {
    fc.assert(
      fc.property(trades, fc.constantFrom(...orders), (list, order) => {
        const book = new LotBook([share], order);
        const closed = list.flatMap((each, i) => book.applyFill(0, { id: `f${i}`, ...each }));
        const size = (texts: readonly { readonly quantity: string }[]): number =>
          texts.reduce((sum, { quantity }) => sum + Math.abs(Number(quantity)), 0);
        const filled = list.reduce((sum, { signed }) => sum + Math.abs(signed), 0);
        expect(size(book.lotsOf(0)) + 2 * size(closed)).toBe(filled);
        const realized = closed.reduce((sum, each) => sum + each.realized, 0n);
        expect(realized).toBe(book.realizedOf(0));
      }),
      { numRuns: 300 },
    );
  });

  it('realized − open cost is the same for FIFO, LIFO and average cost (LG6)', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const ledger = new Ledger([share]);
        const books = orders.map((order) => new LotBook([share], order));
        list.forEach((step, i) => {
          applyTo([ledger, ...books], step, `f${i}`);
          const atAverage = ledger.realizedOf(0) - ledger.costOf(0);
          for (const book of books) expect(book.realizedOf(0) - book.costOf(0)).toBe(atAverage);
          expect(ledger.cash).toBe(atAverage);
          expect(ledger.imbalance).toBe(0n);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('is independent of marks when flat: no cost is left (LG7)', () => {
    fc.assert(
      fc.property(trades, fc.constantFrom(...orders), (list, order) => {
        const book = booked(order, list);
        const held = list.reduce((sum, { signed }) => sum + signed, 0);
        if (held !== 0) book.applyFill(0, { id: 'x', signed: -held, price: 7_00 });
        expect([book.costOf(0), shown(book)]).toEqual([0n, []]);
      }),
    );
  });

  it('a fill through zero is a close and an open at its price (LG8)', () => {
    fc.assert(
      fc.property(trades, trade, fc.constantFrom(...orders), (list, last, order) => {
        const held = list.reduce((sum, { signed }) => sum + signed, 0);
        fc.pre(held !== 0);
        const signed = -held - Math.sign(held) * Math.abs(last.signed);
        const [whole, halves] = [booked(order, list), booked(order, list)];
        whole.applyFill(0, { id: 'x', signed, price: last.price });
        halves.applyFill(0, { id: 'x', signed: -held, price: last.price });
        halves.applyFill(0, { id: 'x', signed: signed + held, price: last.price });
        expect(shown(whole)).toEqual(shown(halves));
        expect(whole.realizedOf(0)).toBe(halves.realizedOf(0));
      }),
    );
  });

  it('splitting a fill in two at its price changes no money (LG9)', () => {
    fc.assert(
      fc.property(trades, fc.nat(), fc.constantFrom(...orders), (list, cut, order) => {
        const halves = list.flatMap(({ signed, price }) => {
          const part = Math.sign(signed) * (cut % Math.abs(signed));
          return [part, signed - part]
            .filter((each) => each !== 0)
            .map((each) => ({ signed: each, price }));
        });
        const [one, two] = [booked(order, list), booked(order, halves)];
        expect([two.realizedOf(0), two.costOf(0)]).toEqual([one.realizedOf(0), one.costOf(0)]);
      }),
    );
  });

  it('mirrored sides negate profit, scaled quantities scale it (LG10)', () => {
    fc.assert(
      fc.property(
        trades,
        fc.integer({ min: 2, max: 9 }),
        fc.constantFrom(...orders),
        (list, k, order) => {
          const book = booked(order, list);
          const mirror = booked(
            order,
            list.map(({ signed, price }) => ({ signed: -signed, price })),
          );
          const scaled = booked(
            order,
            list.map(({ signed, price }) => ({ signed: signed * k, price })),
          );
          expect(mirror.realizedOf(0)).toBe(-book.realizedOf(0));
          expect(scaled.realizedOf(0)).toBe(BigInt(k) * book.realizedOf(0));
        },
      ),
    );
  });
});

describe('splitPosition', () => {
  it('keeps whole steps toward zero and pays the rest', () => {
    const terms = { from: 10n, to: 1n, cashPrice: 50_00 };
    expect(splitPosition(share, 25, terms)?.after).toBe(2);
    expect(splitPosition(share, -25, terms)).toEqual({
      from: 10n,
      to: 1n,
      after: -2,
      fraction: -5n,
      cash: -25n * dollars,
    });
  });

  it('needs no price when nothing is left over, and says so when one is missing', () => {
    expect(splitPosition(share, 3, { from: 1n, to: 2n, cashPrice: undefined })?.after).toBe(6);
    expect(splitPosition(share, 3, { from: 2n, to: 1n, cashPrice: undefined })).toBeUndefined();
  });

  it('refuses a position that no safe integer counts', () => {
    const terms = { from: 1n, to: 1000n, cashPrice: undefined };
    expect(() => splitPosition(share, 2 ** 50, terms)).toThrow('position of AAPL must stay within');
  });

  it('leaves the worth and realized + unrealized as they were (LG14)', () => {
    const held = fc.integer({ min: -10_000, max: 10_000 });
    const mark = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(held, split, mark, (quantity, { from, to }, marked) => {
        // A mark that the split divides without a rest, so that worth can be compared exactly.
        const before = BigInt(marked) * to;
        const after = Number(BigInt(marked) * from);
        const result = splitPosition(share, quantity, { from, to, cashPrice: after });
        if (result === undefined) throw new Error('a cash price was given');
        const perProduct = 10n ** 16n;
        const worth = BigInt(quantity) * before * perProduct;
        const now = BigInt(result.after) * BigInt(after) * perProduct + result.cash;
        expect(now).toBe(worth);
        const position = { quantity, cost: BigInt(quantity) * 333n, realized: 5n };
        const left = splitAtAverage(position, result);
        const gain = worth - position.cost + position.realized;
        const kept = BigInt(result.after) * BigInt(after) * perProduct - left.cost + left.realized;
        expect(kept).toBe(gain);
      }),
      { numRuns: 500 },
    );
  });
});
