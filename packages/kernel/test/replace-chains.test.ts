import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChainBroker, type ChainStep } from './chain-broker.js';
import { OrderScript } from './order-script.js';

const steps = (what: readonly ChainStep['what'][]): fc.Arbitrary<ChainStep[]> =>
  fc.array(fc.record({ what: fc.constantFrom(...what), size: fc.nat(12), cents: fc.nat(20) }), {
    minLength: 1,
    maxLength: 40,
  });

const plain = ['fill', 'replace', 'decide', 'cancel', 'poll', 'deliver', 'deliver'] as const;
const kinds = [...plain, 'fill', 'replace', 'decide', 'deliver', 'bust'] as const;

/**
 * Filled and reserved here is never less than what the broker has filled and may still fill. What
 * was paid may come back and be paid again at another price: no account knows that before it hears
 * of it, so cash is compared as long as nothing was taken back.
 */
function expectCovered(broker: ChainBroker, busts: boolean): void {
  const { kernel } = broker.under;
  const { buyUnits, cash } = kernel.desk.reservations;
  const orders = [...kernel.orders];
  const filled = orders.reduce((sum, order) => sum + order.filledUnits, 0);
  const paid =
    orders.reduce((sum, each) => sum + each.filledUnits * each.intent.limitUnits, 0) / 100;
  const { worst } = broker;
  expect(filled + (buyUnits[0] as number)).toBeGreaterThanOrEqual(worst.units);
  if (!busts) expect(paid + (cash[0] as number)).toBeGreaterThanOrEqual(worst.cash - 1e-6);
}

describe('a chain of replacements (OR18)', () => {
  it('never reserves less than the broker may fill, in units and in cash', () => {
    fc.assert(
      fc.property(steps(kinds), (list) => {
        const broker = new ChainBroker();
        let busts = false;
        for (const step of list) {
          broker.step(step);
          busts ||= step.what === 'bust';
          expectCovered(broker, busts);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('comes to what the broker has: each order, and in all', () => {
    fc.assert(
      fc.property(steps(kinds), (list) => {
        const broker = new ChainBroker();
        for (const step of list) broker.step(step);
        broker.settle();
        const { kernel } = broker.under;
        for (const kept of broker.kept) {
          const { order, state, leaves } = kept;
          expect(order.filledUnits).toBe(broker.filledOf(kept));
          expect([order.leavesUnits, order.missingUnits]).toEqual([leaves, 0]);
          if (state === 'over') expect(order.finished).toBe(true);
          expect(order.anomalous).toBe(false);
        }
        const { buyUnits, live } = kernel.desk.reservations;
        const left = broker.kept.reduce((sum, { leaves }) => sum + leaves, 0);
        expect([buyUnits[0], live]).toEqual([left, left > 0 ? 1 : 0]);
        expect([...kernel.orders].filter((order) => !order.finished).length).toBeLessThan(2);
        const filled = broker.kept.reduce((sum, kept) => sum + broker.filledOf(kept), 0);
        expect(kernel.ledger.quantity[0]).toBe(filled);
        expect(kernel.orders.open).toBe(left > 0 ? 1 : 0);
      }),
      { numRuns: 600 },
    );
  });

  it('shows no anomaly, and fills what was asked for at most, when nothing is taken back', () => {
    fc.assert(
      fc.property(steps(plain), (list) => {
        const broker = new ChainBroker();
        for (const step of list) {
          broker.step(step);
          for (const { order } of broker.kept) expect(order.anomalous).toBe(false);
          const filled = broker.kept.reduce((sum, kept) => sum + broker.filledOf(kept), 0);
          expect(filled).toBeLessThanOrEqual(broker.promised);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reserves what may fill once more on the order in front: an execution was taken back', () => {
    const script = new OrderScript();
    for (const step of ['x submit 10', 'x accepted', 'x fill 1 e1', 'y replace x 11']) {
      script.play(step);
    }
    expect(script.under.kernel.workingShares(0)).toBe(10);
    script.play('x bust e1');
    // One more on the first order, and then all 10 of the second: nothing took them away.
    expect([script.show('x'), script.show('y')]).toEqual(['accepted 0/10', 'pending 0/10']);
    expect(script.under.kernel.workingShares(0)).toBe(11);
    script.play('x replaced');
    expect(script.under.kernel.workingShares(0)).toBe(10);
  });
});
