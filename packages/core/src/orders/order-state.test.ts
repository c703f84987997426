import { describe, expect, it } from 'vitest';
import { instrument } from '../instruments/instrument.js';
import { OrderIntent } from './order-intent.js';
import { OrderState, ReportedFacts } from './order-state.js';
import { orderFact } from './order-status.js';

function order(quantityUnits = 10): OrderState {
  return new OrderState(
    new OrderIntent({
      maker: { account: 'test', strategy: 'test' },
      instrument: instrument({ symbol: 'A' }),
      slot: 0,
      sequence: 0,
      sign: 1,
      type: 'market',
      timeInForce: 'day',
      quantityUnits,
      limitUnits: 0,
      turn: 0,
      decidedAt: 0,
      ordinal: 0,
    }),
  );
}

/** Executions of 4 that were taken back at these instants. */
function facts(
  claims: readonly (readonly [number, number])[],
  ...bustsAt: number[]
): ReportedFacts {
  const reported = new ReportedFacts();
  for (const [at, units] of claims) reported.claim({ at, units });
  for (const takenBackAt of bustsAt) {
    reported.executions.set(`x${takenBackAt}`, { row: -1, units: 4, takenBackAt });
  }
  return reported;
}

describe('ReportedFacts', () => {
  it.each<readonly [string, ReportedFacts, number]>([
    ['nothing was said', facts([]), 0],
    [
      'the largest counts, in any order',
      facts([
        [2, 7],
        [1, 3],
      ]),
      7,
    ],
    [
      'an older and larger one counts as well',
      facts([
        [1, 7],
        [2, 3],
      ]),
      7,
    ],
    ['what was taken back later does not count', facts([[1, 7]], 2), 3],
    ['what was taken back before was not in it', facts([[3, 7]], 2), 7],
    ['within one instant it was', facts([[2, 7]], 2), 3],
    [
      'a claim after the loss of another execution stays',
      facts(
        [
          [1, 4],
          [3, 4],
        ],
        2,
      ),
      4,
    ],
    ['no claim falls below zero', facts([[1, 4]], 2, 3), 0],
    ['an execution that counts takes nothing away', facts([[1, 4]], Number.POSITIVE_INFINITY), 4],
  ])('%s', (_, reported, units) => {
    expect(reported.claimedUnits).toBe(units);
  });
});

describe('OrderState', () => {
  it('has what is filled, what is missing and what is left from facts alone (OR3)', () => {
    const one = order();
    one.facts = orderFact.accepted;
    one.filledUnits = 3;
    one.reported = facts([[1, 5]]);
    expect([one.cumulativeUnits, one.missingUnits, one.leavesUnits]).toEqual([5, 2, 5]);
    expect([one.exposedUnits, one.status, one.finished]).toEqual([7, 'partiallyFilled', false]);
    one.facts |= orderFact.canceled;
    expect([one.leavesUnits, one.exposedUnits, one.status]).toEqual([0, 2, 'canceled']);
  });

  it('wants less once others took of it', () => {
    const one = order();
    one.shrunkUnits = 4;
    expect([one.wantedUnits, one.leavesUnits, one.quantity.toFixed()]).toEqual([6, 6, '10']);
    one.filledUnits = 6;
    expect(one.status).toBe('filled');
  });

  it('is anomalous while more is filled than it wants, claimed or booked (OR2)', () => {
    const one = order();
    one.filledUnits = 11;
    expect(one.anomalous).toBe(true);
    one.filledUnits = 10;
    expect(one.anomalous).toBe(false);
    one.reported = facts([[1, 12]]);
    expect(one.anomalous).toBe(true);
    one.reported = facts([[1, 12]], 2);
    expect(one.anomalous).toBe(false);
    one.facts |= orderFact.anomalous;
    expect(one.anomalous).toBe(true);
  });
});
