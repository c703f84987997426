import type { OrderState } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeskUnderTest, type Wanted } from '../../../test/desk-under-test.js';
import { researchLimits, type RiskLimits } from './risk-limits.js';

const size = fc.integer({ min: -60, max: 60 }).filter((units) => units !== 0);
const held = fc.integer({ min: -40, max: 40 });
const working = fc.array(size, { maxLength: 4 });

/** A desk that holds and works what it is told, without asking its limits. */
function standing(
  { limits, position, orders }: { limits: RiskLimits; position: number; orders: readonly number[] },
  marks?: readonly number[],
): DeskUnderTest {
  const under = new DeskUnderTest({ limits, ...(marks === undefined ? {} : { marks }) });
  if (position !== 0) under.hold(0, position);
  for (const units of orders) under.desk.reserve(under.order({ units }));
  return under;
}

/** Every position that can come about: each working order fills or does not. */
function reachable(position: number, orders: readonly number[]): number[] {
  return orders.reduce((ends, units) => [...ends, ...ends.map((end) => end + units)], [position]);
}

/** Decision 28 by enumeration: no larger worst case, and no way across zero. */
function isReducing(position: number, orders: readonly number[], units: number): boolean {
  const worst = (list: readonly number[]): number => Math.max(...list.map(Math.abs));
  const [before, after] = [reachable(position, orders), reachable(position, [...orders, units])];
  const sameSide = after.every((end) => Math.sign(end) !== -Math.sign(position));
  return position !== 0 && worst(after) <= worst(before) && sameSide;
}

describe('reducing', () => {
  const cases: readonly {
    readonly what: string;
    readonly position: number;
    readonly orders: readonly number[];
    readonly units: number;
    readonly reduces: boolean;
  }[] = [
    { what: 'an exit', position: 10, orders: [], units: -10, reduces: true },
    { what: 'half an exit', position: 10, orders: [], units: -5, reduces: true },
    { what: 'a cover', position: -10, orders: [], units: 10, reduces: true },
    { what: 'an entry', position: 0, orders: [], units: 1, reduces: false },
    { what: 'an addition', position: 10, orders: [], units: 1, reduces: false },
    { what: 'a flip', position: 10, orders: [], units: -11, reduces: false },
    { what: 'a flip of a short', position: -10, orders: [], units: 11, reduces: false },
    { what: 'an exit after an exit', position: 10, orders: [-10], units: -1, reduces: false },
    { what: 'what an exit leaves over', position: 10, orders: [-6], units: -4, reduces: true },
    { what: 'an exit while a buy works', position: 10, orders: [5], units: -10, reduces: true },
    { what: 'a sale against an entry', position: 0, orders: [10], units: -5, reduces: false },
  ];

  it.each(cases)('$what: reducing is $reduces', ({ position, orders, units, reduces }) => {
    const under = standing({ limits: {}, position, orders });
    under.review({ units });
    expect(under.desk.log.find(0)?.increases).toBe(!reduces);
  });

  it('is what enumeration of all outcomes says it is', () => {
    fc.assert(
      fc.property(held, working, size, (position, orders, units) => {
        const under = standing({ limits: {}, position, orders });
        under.review({ units });
        expect(under.desk.log.find(0)?.increases).toBe(!isReducing(position, orders, units));
      }),
      { numRuns: 1000 },
    );
  });

  it('never flips a position, however many exits pass (RK3)', () => {
    // Nothing increasing passes a limit of a thousandth of a share.
    const limits = { ...researchLimits(), orderQuantityMax: 0.001 };
    fc.assert(
      fc.property(held, fc.array(size, { maxLength: 12 }), (position, orders) => {
        const under = standing({ limits, position, orders: [] });
        const passed = orders.filter((units) => under.review({ units }).approved !== undefined);
        const sum = passed.reduce((total, units) => total + Math.abs(units), 0);
        expect(sum).toBeLessThanOrEqual(Math.abs(position));
        expect(passed.every((units) => Math.sign(units) === -Math.sign(position))).toBe(true);
      }),
    );
  });
});

const bound = fc.oneof(fc.constant('none' as const), fc.double({ min: 0.01, max: 2, noNaN: true }));
const large = fc.oneof(fc.constant('none' as const), fc.integer({ min: 1, max: 8000 }));
const limitsArbitrary = fc.record({
  orderQuantityMax: large,
  orderNotionalMax: large,
  positionQuantityMax: large,
  positionFractionMax: bound,
  grossFractionMax: bound,
  dailyLossFractionMax: bound,
  cashFractionMax: bound,
  shortSelling: fc.boolean(),
});

/** The same limits, each as tight or tighter. */
function tighten(limits: RiskLimits, shares: readonly number[]): RiskLimits {
  const entries = Object.entries(limits).map(([field, value], i): [string, unknown] => {
    const share = shares[i] ?? 1;
    if (typeof value === 'number') return [field, value * share];
    return [field, value === 'none' && share < 0.5 ? 1 : share < 0.5 ? false : value];
  });
  return Object.fromEntries(entries);
}

describe('a verdict', () => {
  it('of denial stays when limits are tightened (RK4)', () => {
    const shares = fc.array(fc.double({ min: 0.1, max: 1, noNaN: true }), { minLength: 8 });
    fc.assert(
      fc.property(
        fc.tuple(limitsArbitrary, shares),
        fc.tuple(held, working),
        fc.tuple(size, fc.double({ min: 0.8, max: 1.1, noNaN: true })),
        ([limits, by], [position, orders], [units, equity]) => {
          const verdict = (each: RiskLimits): boolean => {
            const under = standing({ limits: each, position, orders });
            under.account.equity = 100_000 * equity;
            return under.review({ units }).approved !== undefined;
          };
          if (!verdict(limits)) expect(verdict(tighten(limits, by))).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of denial stays when the order grows (RK4)', () => {
    const more = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(limitsArbitrary, fc.tuple(held, working), fc.tuple(size, more), (...given) => {
        const [limits, [position, orders], [units, extra]] = given;
        const verdict = (size: number): boolean =>
          standing({ limits, position, orders }).review({ units: size }).approved !== undefined;
        if (!verdict(units)) expect(verdict(units + Math.sign(units) * extra)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it.each([[Number.NaN], [0], [-5]])('needs a price: a mark of %d denies entries (RK5)', (mark) => {
    const limits = researchLimits();
    fc.assert(
      fc.property(held, working, size, (position, orders, units) => {
        const under = standing({ limits, position, orders });
        under.account.mark[0] = mark;
        const { codes } = under.review({ units });
        const reducing = isReducing(position, orders, units);
        expect(codes).toEqual(reducing ? [] : ['NO_FRESH_PRICE']);
      }),
    );
  });

  it('denies an entry while another held symbol has no price, if gross exposure counts', () => {
    const under = new DeskUnderTest({ limits: { ...researchLimits(), grossFractionMax: 5 } });
    under.hold(1, 10);
    under.account.mark[1] = Number.NaN;
    const { codes, refusals } = under.review({ units: 1 });
    expect(codes).toEqual(['GROSS_EXPOSURE']);
    expect(refusals[0]?.message).toBe(
      'worst-case gross exposure cannot be known without a price; wait for the first bar',
    );
  });

  it.each(['equity', 'cash', 'dayStartEquity'] as const)(
    'denies entries when %s is NaN',
    (field) => {
      const under = new DeskUnderTest();
      under.hold(0, 10);
      under.account[field] = Number.NaN;
      expect(under.review({ units: 1 }).approved).toBeUndefined();
      expect(under.review({ units: -10 }).codes).toEqual([]);
    },
  );
});

type Move =
  | { readonly kind: 'order'; readonly slot: number; readonly units: number; readonly off: number }
  | { readonly kind: 'fill' };

const moves = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('order' as const),
        slot: fc.nat(1),
        units: size.map((units) => units * 5),
        /** Distance of the limit price from the mark in cents; 0 is a market order. */
        off: fc.constantFrom(0, 0, -100, 100),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('fill' as const) }) },
  ),
  { minLength: 3, maxLength: 40 },
);

/** Fills a live order at its limit or mark, as a broker would, and values the account again. */
function fill(under: DeskUnderTest, { intent }: OrderState): void {
  const { slot, sign, quantityUnits, limitUnits } = intent;
  const mark = Math.round((under.account.mark[slot] ?? Number.NaN) * 100);
  const best = sign > 0 ? Math.min(limitUnits, mark) : Math.max(limitUnits, mark);
  under.ledger.applyFill(slot, sign * quantityUnits, limitUnits === 0 ? mark : best, 0);
  under.account.cash = under.ledger.cashNumber;
  const worth = [0, 1].map((each) => (under.ledger.shares[each] ?? 0) * markOf(under, each));
  under.account.equity = worth.reduce((a, b) => a + b, under.account.cash);
}

const markOf = (under: DeskUnderTest, slot: number): number => under.account.mark[slot] ?? NaN;

describe('orders that are each within the limits', () => {
  it('are together within the limits: check and reservation are one step (RK6, RK7)', () => {
    const limits = {
      ...researchLimits(),
      positionQuantityMax: 300,
      positionFractionMax: 0.25,
      grossFractionMax: 0.4,
      cashFractionMax: 0.5,
    };
    fc.assert(
      fc.property(moves, fc.boolean(), (list, shortSelling) => {
        const under = new DeskUnderTest({ limits: { ...limits, shortSelling } });
        const live: OrderState[] = [];
        for (const move of list) {
          if (move.kind === 'fill') {
            const [order] = live.splice(0, 1);
            if (order === undefined) continue;
            under.desk.reservations.releaseAll(order);
            fill(under, order);
          } else {
            const { order, approved } = under.review(toWanted(under, move));
            if (approved !== undefined) live.push(order);
          }
          expectWithin(under, live, shortSelling);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function toWanted(under: DeskUnderTest, move: Extract<Move, { kind: 'order' }>): Wanted {
  const { slot, units, off } = move;
  if (off === 0) return { slot, units };
  return { slot, units, limitUnits: Math.round(markOf(under, slot) * 100) + off };
}

/** The limits of the test above, computed from the live orders alone. */
function expectWithin(under: DeskUnderTest, live: readonly OrderState[], short: boolean): void {
  const { equity, cash } = under.account;
  let gross = 0;
  let need = 0;
  for (const slot of [0, 1]) {
    const own = live.filter(({ intent }) => intent.slot === slot).map(({ intent }) => intent);
    const buys = own.filter(({ sign }) => sign > 0);
    const sum = (list: typeof own): number => list.reduce((all, one) => all + one.quantityUnits, 0);
    const position = under.ledger.quantity[slot] ?? 0;
    const down = position - sum(own.filter(({ sign }) => sign < 0));
    const worst = Math.max(Math.abs(position + sum(buys)), Math.abs(down));
    expect(worst).toBeLessThanOrEqual(300);
    expect(worst * markOf(under, slot)).toBeLessThanOrEqual(0.25 * equity + 1e-6);
    if (!short) expect(down).toBeGreaterThanOrEqual(0);
    gross += worst * markOf(under, slot);
    for (const { quantityUnits, limitUnits } of buys) {
      const price = limitUnits === 0 ? markOf(under, slot) * 1.05 : limitUnits / 100;
      need += quantityUnits * price;
    }
  }
  expect(gross).toBeLessThanOrEqual(0.4 * equity + 1e-6);
  if (live.some(({ intent }) => intent.sign > 0)) {
    expect(need).toBeLessThanOrEqual(0.5 * cash + 1e-6);
  }
  const { buyUnits, sellUnits, cash: reserved, live: count } = under.desk.reservations;
  expect(count).toBe(live.length);
  if (live.length > 0) return;
  expect([...buyUnits, ...sellUnits, ...reserved]).toEqual([0, 0, 0, 0, 0, 0]);
}
