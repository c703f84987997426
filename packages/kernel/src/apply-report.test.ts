import {
  type ClientOrderId,
  ledgerSnapshot,
  type OrderReport,
  type OrderReportKind,
  type OrderState,
  type ReportedFill,
} from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KernelUnderTest } from '../../../test/kernel-under-test.js';
import { applyReport } from './apply-report.js';

const buy = { symbol: 'A', side: 'buy', quantity: 10 } as const;

function reportOf(
  order: OrderState,
  kind: OrderReportKind,
  more: Partial<OrderReport> = {},
): OrderReport {
  const { clientOrderId, symbol, side } = order;
  return {
    clientOrderId,
    symbol,
    side,
    kind,
    reportedAt: 70_000,
    cumulativeQuantity: '0',
    ...more,
  };
}

function fillOf(order: OrderState, executionId: string, fill: Partial<ReportedFill> = {}) {
  const made = { executionId, quantity: '4', price: '101', fee: '0.5', filledAt: 65_000, ...fill };
  return reportOf(order, 'fill', { fill: made });
}

function started(): { under: KernelUnderTest; order: OrderState } {
  const under = new KernelUnderTest();
  return { under, order: under.submit(buy) };
}

describe('applyReport', () => {
  it('books an execution once, by its id', () => {
    const { under, order } = started();
    expect(applyReport(under.kernel, fillOf(order, 'x1'))).toBe('applied');
    expect(applyReport(under.kernel, fillOf(order, 'x1'))).toBe('known');
    expect(order.filledQuantity.toFixed()).toBe('4');
    expect(order.status).toBe('partiallyFilled');
    expect(ledgerSnapshot(under.kernel.ledger)).toMatchObject({ cash: '99595.5', fees: '0.5' });
  });

  it.each(['accepted', 'held', 'canceled', 'expired', 'rejected'] as const)(
    'takes a second report of %s for known (OR10)',
    (kind) => {
      const { under, order } = started();
      const { kernel } = under;
      expect(applyReport(kernel, reportOf(order, kind))).toBe('applied');
      const status = order.status;
      expect(applyReport(kernel, reportOf(order, kind))).toBe('known');
      expect([order.status, order.refusals.length]).toEqual([status, kind === 'rejected' ? 1 : 0]);
    },
  );

  it('releases the reservation by fills, and the rest at the end', () => {
    const { under, order } = started();
    const { reservations } = under.kernel.desk;
    expect(reservations.buyUnits[0]).toBe(10);
    applyReport(under.kernel, fillOf(order, 'x1'));
    expect(reservations.buyUnits[0]).toBe(6);
    applyReport(under.kernel, reportOf(order, 'canceled'));
    expect([reservations.buyUnits[0], reservations.cash[0], reservations.live]).toEqual([0, 0, 0]);
    expect(order.status).toBe('canceled');
  });

  it('books a late fill after the end; the status stays, the quantity counts (OR5)', () => {
    const { under, order } = started();
    applyReport(under.kernel, reportOf(order, 'canceled'));
    expect(applyReport(under.kernel, fillOf(order, 'late'))).toBe('applied');
    expect([order.status, order.filledQuantity.toFixed()]).toEqual(['canceled', '4']);
    expect(under.kernel.ledger.quantity[0]).toBe(4);
    expect(under.kernel.desk.reservations.live).toBe(0);
  });

  it('takes a fill for an acceptance that was missed', () => {
    const { under, order } = started();
    applyReport(under.kernel, fillOf(order, 'x1', { quantity: '10' }));
    expect([order.status, order.acceptedAt, order.finishedAt]).toEqual(['filled', 65_000, 65_000]);
  });

  it('books an overfill and calls it an anomaly (OR2)', () => {
    const { under, order } = started();
    applyReport(under.kernel, fillOf(order, 'x1', { quantity: '10' }));
    expect(applyReport(under.kernel, fillOf(order, 'x2', { quantity: '3' }))).toBe('anomaly');
    expect(under.kernel.ledger.quantity[0]).toBe(13);
    expect([order.status, order.filledQuantity.toFixed()]).toEqual(['filled', '13']);
    expect(under.kernel.desk.reservations.buyUnits[0]).toBe(0);
    expect(under.kernel.ledger.imbalance).toBe(0n);
  });

  it('adopts an order of another program: it counts, and its fills are booked (OR14)', () => {
    const { under, order } = started();
    const clientOrderId = 'someone-else' as ClientOrderId;
    const quantity = '9';
    const report = { ...fillOf(order, 'x'), clientOrderId, quantity };
    expect(applyReport(under.kernel, report)).toBe('external');
    const adopted = under.kernel.orders.findById(clientOrderId);
    expect([adopted?.external, adopted?.status]).toEqual([true, 'partiallyFilled']);
    expect(under.kernel.ledger.quantity[0]).toBe(4);
    expect(under.kernel.workingShares(0)).toBe(10 + 5);
    expect(applyReport(under.kernel, report)).toBe('known');
  });

  it('leaves an order of another program on a symbol that is not traded here alone', () => {
    const { under, order } = started();
    const clientOrderId = 'someone-else' as ClientOrderId;
    const report = { ...fillOf(order, 'x'), clientOrderId, symbol: 'ZZZ' };
    expect(applyReport(under.kernel, report)).toBe('external');
    expect(under.kernel.orders.length).toBe(1);
  });

  it.each([
    ['another symbol', { symbol: 'B' }],
    ['the other side', { side: 'sell' as const }],
    ['no fill in it', { fill: undefined }],
  ])('calls a report with %s an anomaly and books nothing', (_, change) => {
    const { under, order } = started();
    expect(applyReport(under.kernel, { ...fillOf(order, 'x'), ...change })).toBe('anomaly');
    expect([order.filledQuantity.toFixed(), under.kernel.ledger.quantity[0]]).toEqual(['0', 0]);
  });

  it.each([
    ['a quantity off the step', { quantity: '1.5' }],
    ['a quantity of zero', { quantity: '0' }],
    ['a negative quantity', { quantity: '-4' }],
    ['a quantity of 1e400', { quantity: '1e400' }],
    ['a quantity that is NaN', { quantity: 'NaN' }],
    ['a price finer than its digits', { price: '101.001' }],
    ['a price of zero', { price: '0' }],
    ['a price of a million digits', { price: '9'.repeat(1e6) }],
    ['a fee with an exponent', { fee: '1e-7' }],
    ['no fee', { fee: undefined as never }],
  ])('calls a fill with %s an anomaly and books nothing', (_, change) => {
    const { under, order } = started();
    expect(applyReport(under.kernel, fillOf(order, 'x', change))).toBe('anomaly');
    expect([order.filledQuantity.toFixed(), under.kernel.ledger.quantity[0]]).toEqual(['0', 0]);
    expect(under.kernel.ledger.imbalance).toBe(0n);
  });

  it.each([
    ['0.000000000000000001', '0.000000000000000001'],
    ['-0.25', '-0.25'],
    ['123456789.123456789123456789', '123456789.123456789123456789'],
  ])('charges a fee of %s exactly', (fee, fees) => {
    const { under, order } = started();
    expect(applyReport(under.kernel, fillOf(order, 'x', { fee }))).toBe('applied');
    expect(ledgerSnapshot(under.kernel.ledger).fees).toBe(fees);
  });

  it('comes to the same state in any order, however often repeated (OR10, OR11, OR13)', () => {
    const kinds = fc.subarray(['accepted', 'held', 'canceled', 'expired', 'rejected'] as const);
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 });
    const keys = fc.array(fc.nat(), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(kinds, sizes, keys, (ends, fills, seed) => {
        const reports = (order: OrderState): OrderReport[] => [
          ...ends.map((kind) => reportOf(order, kind)),
          ...fills.map((size, i) =>
            fillOf(order, `x${i}`, { quantity: String(size), price: String(100 + i) }),
          ),
        ];
        const play = (shuffle: (list: OrderReport[]) => OrderReport[]): unknown => {
          const { under, order } = started();
          for (const report of shuffle(reports(order))) applyReport(under.kernel, report);
          const { buyUnits, cash, live } = under.kernel.desk.reservations;
          return [
            order.status,
            order.finished,
            order.filledUnits,
            ledgerSnapshot(under.kernel.ledger),
            [buyUnits[0], live, buyUnits[0] === 0 ? cash[0] : 0],
          ];
        };
        const twiceShuffled = (list: OrderReport[]): OrderReport[] =>
          [...list, ...list]
            .map((report, i) => ({ report, key: seed[i % 20] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ report }) => report);
        expect(play(twiceShuffled)).toEqual(play((list) => list));
      }),
      { numRuns: 200 },
    );
  });
});
