import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isFinished,
  type OrderFact,
  orderFact,
  orderStatus,
  type OrderStatus,
  terminalFacts,
} from './order-status.js';

const names = Object.keys(orderFact) as OrderFact[];
const quantity = 100;

/** The rule in words, from the strongest to the weakest; independent of bits. */
const terminal: readonly OrderFact[] = [
  'canceled',
  'expired',
  'replaced',
  'rejected',
  'notSent',
  'denied',
];

function expected(facts: ReadonlySet<OrderFact>, filled: number): OrderStatus {
  if (filled >= quantity) return 'filled';
  const end = terminal.find((name) => facts.has(name));
  if (end !== undefined) return end as OrderStatus;
  if (filled > 0) return 'partiallyFilled';
  return (['accepted', 'held', 'unknown'] as const).find((name) => facts.has(name)) ?? 'pending';
}

const bitsOf = (facts: Iterable<OrderFact>): number =>
  [...facts].reduce((bits, name) => bits | orderFact[name], 0);

describe('orderFact', () => {
  it('gives each fact one bit of its own', () => {
    expect(names).toHaveLength(12);
    expect(names.reduce((bits, name) => bits + orderFact[name], 0)).toBe(2 ** 12 - 1);
    expect(terminalFacts).toBe(bitsOf(terminal));
  });
});

describe('orderStatus', () => {
  it('is total: every set of facts with every fill has the status of the rule (OR1)', () => {
    let cases = 0;
    for (let bits = 0; bits < 2 ** names.length; bits++) {
      const facts = new Set(names.filter((name) => (bits & orderFact[name]) !== 0));
      for (const filled of [0, 1, 40, quantity, quantity + 1]) {
        expect(orderStatus(bits, filled, quantity)).toBe(expected(facts, filled));
        cases++;
      }
    }
    expect(cases).toBe(4096 * 5);
  });

  it.each([
    ['a late fill after a cancel completes the order', ['accepted', 'canceled'], 100, 'filled'],
    ['a late partial fill after a cancel leaves it canceled', ['canceled'], 40, 'canceled'],
    ['a cancel outranks an expiry', ['expired', 'canceled'], 0, 'canceled'],
    ['an expiry outranks a replacement', ['replaced', 'expired'], 0, 'expired'],
    [
      'a rejection outranks our belief that it did not leave',
      ['notSent', 'rejected'],
      0,
      'rejected',
    ],
    ['an order that did not leave outranks a denial', ['denied', 'notSent'], 0, 'notSent'],
    ['an acceptance outranks not knowing', ['unknown', 'accepted'], 0, 'accepted'],
    ['a hold outranks not knowing', ['unknown', 'held'], 0, 'held'],
    ['a request to cancel is no end', ['accepted', 'cancelRequested'], 0, 'accepted'],
    ['an anomaly is no end', ['accepted', 'anomalous'], 40, 'partiallyFilled'],
    ['an order of another program is accepted', ['external', 'accepted'], 0, 'accepted'],
    ['nothing seen is pending', [], 0, 'pending'],
    ['a fill alone is enough', [], 40, 'partiallyFilled'],
    ['an overfill is filled', ['accepted', 'anomalous'], 101, 'filled'],
  ] as const)('%s', (...given) => {
    const [, facts, filled, status] = given;
    expect(orderStatus(bitsOf(facts), filled, quantity)).toBe(status);
  });

  it('does not depend on the order in which reports arrive, nor on repeats (OR10, OR11)', () => {
    const report = fc.oneof(
      fc.constantFrom(...names).map((fact) => ({ fact, cumulative: 0 })),
      fc.integer({ min: 0, max: 120 }).map((cumulative) => ({ fact: undefined, cumulative })),
    );
    const play = (reports: readonly { fact: OrderFact | undefined; cumulative: number }[]) => {
      let [bits, filled] = [0, 0];
      for (const { fact, cumulative } of reports) {
        bits |= fact === undefined ? 0 : orderFact[fact];
        filled = Math.max(filled, cumulative);
      }
      return [orderStatus(bits, filled, quantity), isFinished(bits, filled, quantity)];
    };
    const shuffled = fc
      .array(report, { maxLength: 8 })
      .chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([list, again]) => {
        expect(play(again)).toEqual(play(list));
      }),
    );
  });

  it('never leaves an end: no later fact makes a finished order live again (OR5)', () => {
    const facts = fc.nat(2 ** 12 - 1);
    const filled = fc.nat(110);
    fc.assert(
      fc.property(facts, facts, filled, (before, more, units) => {
        if (!isFinished(before, units, quantity)) return;
        expect(isFinished(before | more, units, quantity)).toBe(true);
        const status = orderStatus(before | more, units, quantity);
        expect(['pending', 'unknown', 'held', 'accepted', 'partiallyFilled']).not.toContain(status);
      }),
    );
  });
});

describe('isFinished', () => {
  it('is exactly: filled, or any terminal fact', () => {
    for (let bits = 0; bits < 4096; bits++) {
      for (const filled of [0, 40, 100, 101]) {
        const ended = terminal.some((name) => (bits & orderFact[name]) !== 0);
        expect(isFinished(bits, filled, quantity)).toBe(ended || filled >= quantity);
      }
    }
  });
});
