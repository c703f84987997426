import {
  type ApprovedOrder,
  isSdkError,
  moneyOne,
  orderFact,
  type OrderState,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { KernelUnderTest } from '../../../test/kernel-under-test.js';
import { FillFacts } from './fill-log.js';

const buy = { symbol: 'A', side: 'buy', quantity: 10 } as const;
const sell = { symbol: 'A', side: 'sell', quantity: 10 } as const;

function fill(under: KernelUnderTest, order: OrderState, more: Partial<FillFacts> = {}): void {
  const facts = Object.assign(new FillFacts(), {
    filledAt: under.kernel.at,
    quantityUnits: order.intent.quantityUnits,
    priceUnits: 100_00,
    ...more,
  });
  under.kernel.filled(order, facts);
}

const codes = (order: OrderState): readonly string[] => order.refusals.map(({ code }) => code);

describe('a kernel that was stopped', () => {
  it('refuses what increases risk, with the reason, and lets exits pass', () => {
    const under = new KernelUnderTest();
    fill(under, under.submit(buy));
    under.kernel.stop('the operator said so');
    under.kernel.stop('a later reason');
    const entry = under.submit(buy);
    expect(codes(entry)).toEqual(['TRADING_STOPPED']);
    expect(entry.refusals[0]?.message).toBe('trading is stopped: the operator said so');
    expect(codes(under.submit({ ...sell, quantity: 11 }))).toEqual(['TRADING_STOPPED']);
    expect(under.submit(sell).status).toBe('pending');
  });
});

describe('a strategy that was taken out of service', () => {
  it('is asked no more, its unsent orders stay, and its entries are canceled', () => {
    const under = new KernelUnderTest();
    const { kernel } = under;
    fill(under, under.submit(buy));
    const entry = under.submit({ ...buy, type: 'limit', limitPrice: 90 });
    const exit = under.submit({ ...sell, type: 'limit', limitPrice: 110 });
    let unsent: unknown;
    under.turn([100, 50], (context) => {
      unsent = context.submit({ symbol: 'B', side: 'buy', quantity: 1 });
    });
    kernel.disableStrategy();
    expect((unsent as OrderState).status).toBe('notSent');
    expect([entry.cancelRequested, exit.cancelRequested]).toEqual([true, false]);
    expect(kernel.effects.count).toBeGreaterThan(0);
    let asked = 0;
    under.turn([100, 50], () => (asked += 1));
    expect(asked).toBe(0);
  });
});

describe('an order that leaves', () => {
  function refuses(act: (under: KernelUnderTest, order: OrderState) => void): boolean {
    const under = new KernelUnderTest();
    const order = under.submit(buy);
    try {
      act(under, order);
    } catch (error) {
      return isSdkError(error, 'INVARIANT_BROKEN');
    }
    return false;
  }
  const approvedOf = (order: OrderState): ApprovedOrder => order.intent as never;

  it('needs its reservation and its own approval', () => {
    expect(refuses(({ kernel }, order) => kernel.assertMayLeave(order, approvedOf(order)))).toBe(
      false,
    );
    expect(
      refuses(({ kernel }, order) => {
        kernel.desk.reservations.releaseAll(order);
        kernel.assertMayLeave(order, approvedOf(order));
      }),
    ).toBe(true);
    expect(
      refuses(({ kernel }, order) => {
        kernel.desk.reservations.release(order, 1);
        kernel.assertMayLeave(order, approvedOf(order));
      }),
    ).toBe(true);
    expect(
      refuses((under, order) => {
        under.kernel.assertMayLeave(order, approvedOf(under.submit(buy)));
      }),
    ).toBe(true);
    expect(
      refuses(({ kernel }, order) => {
        order.facts |= orderFact.canceled;
        kernel.assertMayLeave(order, approvedOf(order));
      }),
    ).toBe(true);
  });

  it('was denied and is approved by nobody: it has no effect', () => {
    const under = new KernelUnderTest({ limits: {} });
    under.turn([100, 50], (context) => void context.submit({ ...buy, quantity: 2000 }));
    expect(under.kernel.effects.count).toBe(0);
    expect(under.kernel.orders.find(0)?.status).toBe('denied');
  });
});

describe('booking', () => {
  it('keeps an order working until its last share is filled', () => {
    const under = new KernelUnderTest();
    const order = under.submit(buy);
    fill(under, order, { quantityUnits: 4 });
    expect([order.status, order.finishedAt]).toEqual(['partiallyFilled', Number.NaN]);
    expect(under.kernel.workingShares(0)).toBe(6);
    fill(under, order, { quantityUnits: 6 });
    expect([order.status, order.finishedAt]).toEqual(['filled', under.kernel.at]);
    expect(under.kernel.workingOrders(0)).toEqual([]);
  });

  it('marks what was filled beyond its quantity', () => {
    const under = new KernelUnderTest();
    const order = under.submit(buy);
    fill(under, order, { quantityUnits: 11 });
    expect(order.anomalous).toBe(true);
    expect(under.kernel.workingShares(0)).toBe(0);
  });

  it('charges exact fees beside ticks', () => {
    const under = new KernelUnderTest();
    fill(under, under.submit(buy), { feeTicks: Number.NaN, feeExact: 7n });
    fill(under, under.submit(buy), { feeTicks: 3 });
    expect(under.kernel.ledger.fees).toBe(7n + 3n * 10n ** 12n);
    expect(under.kernel.fills.find(0)?.feeExact).toBe(7n);
    expect(under.kernel.fills.find(1)?.feeExact).toBeUndefined();
  });

  it('adds a rejection to the reasons of its order', () => {
    const under = new KernelUnderTest();
    const order = under.submit(buy);
    under.kernel.rejected(order, { code: 'HALTED', message: 'the symbol is halted' }, 90_000);
    expect([order.status, order.finishedAt, codes(order)]).toEqual([
      'rejected',
      90_000,
      ['HALTED'],
    ]);
    expect(under.kernel.desk.reservations.live).toBe(0);
  });

  it('does not take a deposit for profit, nor a withdrawal for a loss of the day (LG17)', () => {
    const under = new KernelUnderTest({ limits: { dailyLossFractionMax: 0.01 } });
    under.turn([100, 50]);
    under.kernel.valuer.deposit(-50_000n * moneyOne);
    expect(under.kernel.account.equity).toBe(50_000);
    expect(codes(under.submit({ ...buy, quantity: 1 }))).toEqual([]);
    under.kernel.valuer.deposit(100_000n * moneyOne);
    expect([under.kernel.account.dayStartEquity, under.kernel.account.equity]).toEqual([
      150_000, 150_000,
    ]);
  });
});

describe('the loss of a day', () => {
  it('counts open positions, and starts anew at the boundary of the calendar (RK14, RK15)', () => {
    const under = new KernelUnderTest({ limits: { positionFractionMax: 'none' } });
    const dayMs = 86_400_000;
    const order = under.submit({ ...buy, quantity: 100 });
    fill(under, order);
    // 100 shares fall by 51: the loss is 5.1 % of 100,000.
    const late = under.submit({ ...buy, quantity: 1 }, [49, 50]);
    expect(codes(late)).toEqual(['DAILY_LOSS']);
    expect(late.refusals[0]).toMatchObject({ actual: 5100, limit: 5000 });
    under.kernel.turnAt = dayMs;
    under.kernel.turn();
    expect(under.kernel.account.dayStartEquity).toBe(94_900);
    expect(codes(under.submit({ ...buy, quantity: 1 }, [49, 50]))).toEqual([]);
  });
});

describe('reports to the strategy', () => {
  it('may ask for more, which the driver then carries out', () => {
    const told: string[] = [];
    const under = new KernelUnderTest({
      onReport: (order, context) => {
        told.push(order.status);
        if (order.status === 'filled' && order.side === 'buy') context.submit(sell);
      },
    });
    const order = under.submit(buy);
    under.kernel.accepted(order, 60_000);
    fill(under, order);
    expect(told).toEqual(['accepted', 'filled']);
    expect(under.kernel.effects.count).toBe(1);
    expect(under.kernel.effects.states[0]?.side).toBe('sell');
  });
});
