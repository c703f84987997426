import {
  type ClientOrderId,
  ledgerSnapshot,
  type OrderReport,
  type OrderReportKind,
  type OrderState,
  type ReportedFill,
} from '@tradewright/core';
import { applyReport, type ReportOutcome } from '@tradewright/kernel';
import { describe, expect, it } from 'vitest';
import { KernelUnderTest, type KernelSettings } from '../../../test/kernel-under-test.js';

const buy = { symbol: 'A', side: 'buy', quantity: 10 } as const;

/** One order, and what a broker says of it. */
class Told {
  readonly under: KernelUnderTest;
  readonly order: OrderState;

  constructor(settings: KernelSettings = {}) {
    this.under = new KernelUnderTest(settings);
    this.order = this.under.submit(buy);
  }

  say(kind: OrderReportKind, more: Partial<OrderReport> = {}): ReportOutcome {
    const { clientOrderId, symbol, side } = this.order;
    const head = { clientOrderId, symbol, side, kind, reportedAt: 1, cumulativeQuantity: '0' };
    return applyReport(this.under.kernel, { ...head, ...more });
  }

  fill(executionId: string, fill: Partial<ReportedFill> = {}, more: Partial<OrderReport> = {}) {
    return this.say('fill', { fill: filled(executionId, fill), ...more });
  }

  get held(): number {
    return this.under.kernel.ledger.quantity[0] as number;
  }

  get reserved(): number {
    return this.under.kernel.desk.reservations.buyUnits[0] as number;
  }
}

function filled(executionId: string, more: Partial<ReportedFill> = {}): ReportedFill {
  return { executionId, quantity: '4', price: '100', fee: '0', filledAt: 5, ...more };
}

describe('an execution', () => {
  it('that comes again with other numbers is an anomaly, and is booked once', () => {
    const told = new Told();
    expect(told.fill('x')).toBe('applied');
    expect(told.fill('x', { quantity: '6' })).toBe('anomaly');
    expect(told.fill('x', { price: '99' })).toBe('anomaly');
    expect([told.held, told.order.anomalous]).toEqual([4, true]);
  });

  it.each([
    ['no name', { executionId: '' }],
    ['a name that is none', { executionId: 5 as never }],
    ['no time', { filledAt: Number.NaN }],
    ['an endless time', { filledAt: Number.POSITIVE_INFINITY }],
    ['more than a ledger can hold, with what is there', { quantity: '9007199254740991' }],
  ])('with %s is an anomaly, and nothing is booked', (_, change) => {
    const told = new Told();
    told.fill('first', { quantity: '1' });
    expect(told.fill('x', change)).toBe('anomaly');
    expect([told.held, told.order.filledUnits]).toEqual([1, 1]);
    expect(told.order.reported?.executions.size).toBe(1);
  });

  it('of one instant is booked in order of names, then of orders (OR11)', () => {
    const play = (backwards: boolean): unknown => {
      const told = new Told();
      const other = told.under.submit({ ...buy, side: 'sell' });
      const report = (order: OrderState, price: string): OrderReport => ({
        clientOrderId: order.clientOrderId,
        symbol: 'A',
        side: order.side,
        kind: 'fill',
        reportedAt: 1,
        cumulativeQuantity: '0',
        fill: filled('same', { price, quantity: '3' }),
      });
      const both = [report(told.order, '100'), report(other, '103')];
      const more = { ...report(told.order, '101'), fill: filled('also', { price: '101' }) };
      for (const each of backwards ? [...both.reverse(), more] : [more, ...both]) {
        applyReport(told.under.kernel, each);
      }
      return ledgerSnapshot(told.under.kernel.ledger);
    };
    expect(play(true)).toEqual(play(false));
  });
});

describe('a correction', () => {
  const correction = (executionRef: string, fill: ReportedFill): Partial<OrderReport> => ({
    executionRef,
    fill,
  });

  it('takes the old execution back and books the new one', () => {
    const told = new Told();
    told.fill('x');
    expect(told.say('corrected', correction('x', filled('y', { quantity: '5' })))).toBe('applied');
    expect([told.held, told.reserved, told.order.filledUnits]).toEqual([5, 5, 5]);
    expect(told.fill('x')).toBe('known');
    expect(told.say('corrected', correction('x', filled('y', { quantity: '5' })))).toBe('known');
    expect(told.held).toBe(5);
  });

  it.each<readonly [string, Partial<OrderReport>]>([
    ['under the name of the old one', correction('x', filled('x', { quantity: '5' }))],
    ['without the old one', { fill: filled('y') }],
    ['without the new one', { executionRef: 'x' }],
    ['that cannot be read', correction('x', filled('y', { price: 'NaN' }))],
  ])('%s is an anomaly, and the old one stays', (_, report) => {
    const told = new Told();
    told.fill('x');
    expect(told.say('corrected', report)).toBe('anomaly');
    expect(told.held).toBe(4);
  });

  it('is booked whole when the strategy throws on hearing of its first half', () => {
    let throws = false;
    const onReport = (): void => {
      if (throws) throw new Error('no');
    };
    const told = new Told({ onReport });
    told.fill('x');
    throws = true;
    expect(() => told.say('corrected', correction('x', filled('y', { quantity: '5' })))).toThrow();
    expect([told.held, told.order.filledUnits]).toEqual([5, 5]);
  });
});

describe('an execution that is taken back', () => {
  it('ends an overfill, and the anomaly with it', () => {
    const told = new Told();
    told.fill('x', { quantity: '8' });
    expect(told.fill('y', { quantity: '5' })).toBe('anomaly');
    expect(told.order.anomalous).toBe(true);
    // What else is said of it is no news of that kind; more of it is.
    expect(told.say('accepted', { reportedAt: 2 })).toBe('known');
    expect(told.say('held', { reportedAt: 2 })).toBe('applied');
    expect(told.fill('z', { quantity: '1' })).toBe('anomaly');
    told.say('busted', { executionRef: 'z' });
    told.say('busted', { executionRef: 'y' });
    expect([told.order.anomalous, told.order.status, told.reserved]).toEqual([
      false,
      'partiallyFilled',
      2,
    ]);
  });

  it('opens a filled order again, without an end', () => {
    const told = new Told();
    told.fill('x', { quantity: '10' });
    expect([told.order.closed, told.order.finishedAt]).toEqual([true, 5]);
    told.say('busted', { executionRef: 'x' });
    expect([told.order.closed, told.order.finishedAt]).toEqual([false, Number.NaN]);
    expect(told.under.kernel.workingOrders(0)).toEqual([told.order]);
  });

  it('leaves a later claim standing: an execution that never came stays reserved', () => {
    const told = new Told();
    told.fill('x', {}, { reportedAt: 1, cumulativeQuantity: '4' });
    told.say('busted', { executionRef: 'x', reportedAt: 2 });
    // Filled with 4 again, of which we never hear, and then canceled.
    told.say('canceled', { reportedAt: 4, cumulativeQuantity: '4' });
    expect([told.order.status, told.held, told.reserved]).toEqual(['canceled', 0, 4]);
    told.fill('y', {}, { reportedAt: 3, cumulativeQuantity: '4' });
    expect([told.held, told.reserved]).toEqual([4, 0]);
  });
});

describe('a count beside a known execution', () => {
  it('reserves what is missing, after the end as well', () => {
    const told = new Told();
    told.fill('x', {}, { cumulativeQuantity: '4' });
    told.say('canceled', { cumulativeQuantity: '4' });
    expect(told.reserved).toBe(0);
    expect(told.fill('x', {}, { cumulativeQuantity: '7', reportedAt: 2 })).toBe('applied');
    expect([told.reserved, told.order.missingUnits]).toEqual([3, 3]);
  });

  it('beyond the order is an anomaly (OR2)', () => {
    const told = new Told();
    expect(told.say('accepted', { cumulativeQuantity: '12' })).toBe('anomaly');
    expect([told.order.status, told.reserved]).toEqual(['filled', 12]);
  });
});

describe('an order of somebody else', () => {
  const elsewhere = { clientOrderId: 'elsewhere' as ClientOrderId };

  it('has the largest quantity that was stated, whenever that was', () => {
    const reports: readonly Partial<OrderReport>[] = [
      { ...elsewhere, kind: 'fill', fill: filled('a') },
      { ...elsewhere, kind: 'fill', fill: filled('b') },
      { ...elsewhere, kind: 'accepted', quantity: '9' },
    ];
    for (const list of [reports, [...reports].reverse()]) {
      const told = new Told();
      for (const report of list) told.say('accepted', report);
      const order = told.under.kernel.orders.findById(elsewhere.clientOrderId);
      expect([order?.quantity.toFixed(), order?.filledUnits]).toEqual(['9', 8]);
      expect([order?.status, order?.anomalous]).toEqual(['partiallyFilled', false]);
      expect(told.reserved).toBe(10 + 1);
      expect(told.under.kernel.orders.open).toBe(2);
    }
  });

  it('is as large as its fills while nobody states more', () => {
    const told = new Told();
    told.fill('a', {}, elsewhere);
    told.fill('b', {}, elsewhere);
    const order = told.under.kernel.orders.findById(elsewhere.clientOrderId);
    expect([order?.quantity.toFixed(), order?.status, order?.anomalous]).toEqual([
      '8',
      'filled',
      false,
    ]);
  });

  it('cannot be changed, as nobody knows what it is', () => {
    const told = new Told();
    told.say('accepted', { ...elsewhere, quantity: '9' });
    const order = told.under.kernel.orders.findById(elsewhere.clientOrderId) as OrderState;
    const changed = told.under.kernel.replace(order, { quantity: 5 });
    expect(changed.refusals.map(({ code }) => code)).toEqual(['NOT_REPLACEABLE']);
  });
});
