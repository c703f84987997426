import type { OrderRequest } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KernelUnderTest } from '../../../test/kernel-under-test.js';
import { GroupBroker, type GroupStep } from './group-broker.js';

const exits = { takeProfit: { limitPrice: 120 }, stopLoss: { stopPrice: 80 } } as const;
const entry = { symbol: 'A', side: 'buy', quantity: 10, type: 'limit', limitPrice: 100 } as const;
const requests: Readonly<Record<string, OrderRequest>> = {
  bracket: { ...entry, ...exits },
  'oto with a stop-loss': { ...entry, stopLoss: exits.stopLoss },
  'oto with a take-profit': { ...entry, takeProfit: exits.takeProfit },
  oco: { symbol: 'A', side: 'sell', quantity: 10, orderClass: 'oco', ...exits },
  'short bracket': {
    ...entry,
    side: 'sell',
    takeProfit: { limitPrice: 80 },
    stopLoss: { stopPrice: 120 },
  },
};

const steps = fc.array(
  fc.record<GroupStep>({
    what: fc.constantFrom(
      'enter',
      'exit',
      'exit',
      'end',
      'replace',
      'decide',
      'poll',
      'deliver',
      'deliver',
      'deliver',
    ),
    size: fc.nat(9),
  }),
  { minLength: 1, maxLength: 40 },
);

/** What is reserved and filled on each side of the group, as this side knows it. */
function known(broker: GroupBroker) {
  const { kernel } = broker.under;
  const { buyUnits, sellUnits, live } = kernel.desk.reservations;
  const sign = broker.exits[0]!.order.intent.sign;
  const orders = [...kernel.orders];
  const filled = (isExit: boolean): number =>
    orders.reduce((sum, { intent, filledUnits }) => {
      return sum + ((intent.details.leg !== undefined) === isExit ? filledUnits : 0);
    }, 0);
  const [entering, exiting] = sign < 0 ? [buyUnits, sellUnits] : [sellUnits, buyUnits];
  return {
    entered: broker.entry === undefined ? broker.total : filled(false),
    exited: filled(true),
    entering: entering[0] as number,
    exiting: exiting[0] as number,
    live,
  };
}

describe.each(Object.entries(requests))('a group: %s', (_, request) => {
  it('never reserves less than may fill, nor exits for more than is there', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const broker = new GroupBroker(request);
        for (const step of list) {
          broker.step(step);
          const { entered, exited, entering, exiting } = known(broker);
          // What the entry has filled, heard of or not, is what its exits may fill.
          if (broker.exits.some(({ state }) => state === 'live')) {
            expect(exited + exiting + entering).toBeGreaterThanOrEqual(broker.entered);
          }
          expect(exited + exiting + entering).toBeGreaterThanOrEqual(broker.exited);
          expect(entered + entering).toBeGreaterThanOrEqual(broker.entered);
          // No exit is reserved beyond what is known to be entered, or claimed to be exited.
          const claimed = broker.exits.reduce((sum, { order }) => sum + order.missingUnits, 0);
          expect(exiting).toBeLessThanOrEqual(Math.max(0, entered - exited) + claimed);
          for (const { order } of broker.kept) expect(order.anomalous).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('comes to what the broker has, in any order of arrival', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const broker = new GroupBroker(request);
        for (const step of list) broker.step(step);
        broker.settle();
        const { entered, exited, entering, exiting, live } = known(broker);
        expect([entered, exited]).toEqual([broker.entered, broker.exited]);
        expect(exited).toBeLessThanOrEqual(entered);
        const works = broker.entry?.state === 'live';
        expect(entering).toBe(works ? broker.total - broker.entered : 0);
        const working = broker.exits.filter(({ state }) => state === 'live');
        expect(exiting).toBe(working.length > 0 ? broker.entered - broker.exited : 0);
        expect(live).toBe((entering > 0 ? 1 : 0) + (exiting > 0 ? 1 : 0));
        for (const { order, state, filled } of broker.kept) {
          expect(order.filledUnits).toBe(filled);
          if (state === 'over') expect(order.finished).toBe(true);
          const most = broker.exits.some((each) => each.order === order)
            ? (works ? broker.total : broker.entered) - broker.exited
            : broker.total - broker.entered;
          if (state === 'live') expect(order.leavesUnits).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('an oco that buys', () => {
  it('is reserved at the price of its dearest exit', () => {
    const under = new KernelUnderTest();
    const order = under.submit({
      symbol: 'A',
      side: 'buy',
      quantity: 10,
      orderClass: 'oco',
      takeProfit: { limitPrice: 80 },
      stopLoss: { stopPrice: 120 },
    });
    const { buyUnits, cash } = under.kernel.desk.reservations;
    expect(order.status).toBe('pending');
    expect(buyUnits[0]).toBe(10);
    expect(cash[0]).toBeGreaterThanOrEqual(1200);
  });
});

describe('a group that is refused', () => {
  it('is denied as a whole and reserves nothing', () => {
    const under = new KernelUnderTest({ limits: { orderQuantityMax: 5 } });
    const order = under.submit(requests['bracket'] as OrderRequest);
    const all = [order, ...order.legs];
    expect(all.map(({ status }) => status)).toEqual(['denied', 'denied', 'denied']);
    expect(new Set(all.map(({ refusals }) => refusals)).size).toBe(1);
    expect(under.kernel.desk.reservations.live).toBe(0);
    expect(under.kernel.orders.open).toBe(0);
  });
});
