import {
  type ClientOrderId,
  ledgerSnapshot,
  type OrderReport,
  type OrderReportKind,
  type OrderSide,
  OrderState,
} from '@tradewright/core';
import { applyReport, type ReportOutcome } from '@tradewright/kernel';
import fc from 'fast-check';
import { KernelUnderTest } from '../../../test/kernel-under-test.js';

/** One thing that a broker may say, of one of the orders of the scene. */
export interface Said {
  readonly of: number;
  readonly kind: OrderReportKind;
  /** Number of the execution that is reported, and of the one that is taken back. */
  readonly execution: number;
  readonly wrong: number;
  readonly cumulative: number;
  readonly at: number;
}

export const reportKinds = [
  'accepted',
  'held',
  'fill',
  'canceled',
  'expired',
  'replaced',
  'rejected',
  'busted',
  'corrected',
] as const satisfies readonly OrderReportKind[];

const elsewhere = ['elsewhere-1', 'elsewhere-2'] as readonly string[] as readonly ClientOrderId[];

/**
 * A kernel with orders of all sorts on two symbols: a plain purchase and a plain sale, a bracket
 * and a short one, an `oco`, an order that is being replaced by another, and two of somebody else.
 */
export class Scene {
  readonly under = new KernelUnderTest({ cash: 1_000_000 });
  readonly orders: readonly OrderState[];

  constructor() {
    const { under } = this;
    const limit = { symbol: 'A', type: 'limit', limitPrice: 100 } as const;
    const exits = { takeProfit: { limitPrice: 120 }, stopLoss: { stopPrice: 80 } } as const;
    const short = { takeProfit: { limitPrice: 40 }, stopLoss: { stopPrice: 60 } } as const;
    const plain = under.submit({ ...limit, side: 'buy', quantity: 10 });
    const sale = under.submit({ symbol: 'B', side: 'sell', quantity: 8 });
    const bracket = under.submit({ ...limit, side: 'buy', quantity: 10, ...exits });
    const shorts = under.submit({ symbol: 'B', side: 'sell', quantity: 6, ...short });
    const oco = under.submit({
      symbol: 'A',
      side: 'sell',
      quantity: 7,
      orderClass: 'oco',
      ...exits,
    });
    const parent = under.submit({ ...limit, side: 'buy', quantity: 9 });
    applyReport(under.kernel, this.report(parent, { kind: 'accepted' }));
    let child: unknown;
    under.turn([100, 50], (context) => {
      child = context.replace(parent, { quantity: 12, limitPrice: 101 });
    });
    under.kernel.effects.count = 0;
    if (!(child instanceof OrderState)) throw new Error('the change was refused');
    this.orders = [plain, sale, bracket, shorts, oco, parent, child].flatMap((order) => [
      order,
      ...order.legs,
    ]);
  }

  /** How many orders a report may be of. */
  static readonly size = 12 + elsewhere.length;

  say(said: Said): ReportOutcome {
    return this.sayReport(this.toReport(said));
  }

  sayReport(report: OrderReport): ReportOutcome {
    return applyReport(this.under.kernel, report);
  }

  toReport(said: Said): OrderReport {
    const { of, kind, execution, wrong, cumulative, at } = said;
    const order = this.orders[of] ?? (elsewhere[of - this.orders.length] as ClientOrderId);
    const fills = kind === 'fill' || kind === 'corrected';
    // An execution is a function of its number, as it is at a broker.
    const fill = {
      executionId: `e${execution}`,
      quantity: String(1 + (execution % 4)),
      price: String(95 + execution),
      fee: execution % 2 === 0 ? '0.125' : '0.0000000000000001',
      filledAt: 1000 + (execution % 3),
    };
    return this.report(order, {
      kind,
      reportedAt: at,
      cumulativeQuantity: String(cumulative),
      quantity: '10',
      ...(fills ? { fill } : {}),
      ...(kind === 'busted' || kind === 'corrected' ? { executionRef: `e${wrong}` } : {}),
    });
  }

  report(order: OrderState | ClientOrderId, more: Partial<OrderReport>): OrderReport {
    const [symbol, side]: readonly [string, OrderSide] =
      typeof order === 'string' ? ['A', 'sell'] : [order.symbol, order.side];
    const clientOrderId = typeof order === 'string' ? order : order.clientOrderId;
    const base = { kind: 'accepted', reportedAt: 1, cumulativeQuantity: '0' } as const;
    return { clientOrderId, symbol, side, ...base, ...more };
  }

  /** All that must not depend on the order of reports. */
  state(): unknown {
    const { kernel } = this.under;
    const { buyUnits, sellUnits, cash, live } = kernel.desk.reservations;
    const orders = [...kernel.orders].map((order) => ({
      id: order.clientOrderId,
      status: order.status,
      facts: [order.facts, order.finished, order.closed, order.anomalous, order.refusals],
      units: [order.filledUnits, order.cumulativeUnits, order.leavesUnits, order.missingUnits],
      wanted: [order.wantedUnits, order.reservedUnits],
    }));
    return {
      orders: orders.sort((a, b) => (a.id < b.id ? -1 : 1)),
      ledger: ledgerSnapshot(kernel.ledger),
      positions: [...kernel.ledger.quantity],
      reserved: [[...buyUnits], [...sellUnits], live],
      // A sum of doubles depends on its order in the last bits.
      cash: [...cash].map((each) => Math.round(each * 1e6)),
      open: kernel.orders.open,
      fills: kernel.fills.length,
    };
  }
}

export const anySaid: fc.Arbitrary<Said> = fc.record({
  of: fc.nat(Scene.size - 1),
  kind: fc.constantFrom(...reportKinds, 'fill' as const, 'fill' as const),
  execution: fc.nat(4),
  wrong: fc.nat(4),
  cumulative: fc.nat(12),
  at: fc.integer({ min: 1, max: 6 }),
});

/** Reports of a few of the orders, so that they meet each other. */
export const setsOfSaid: fc.Arbitrary<Said[]> = fc
  .subarray(
    Array.from({ length: Scene.size }, (_, i) => i),
    { minLength: 1, maxLength: 3 },
  )
  .chain((few) =>
    fc.array(
      anySaid.map((said) => ({ ...said, of: few[said.of % few.length] as number })),
      { maxLength: 16 },
    ),
  );

/** The same reports in another order, some of them more than once. */
export function shuffledTwice<T>(list: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc
    .subarray([...list], { minLength: 0 })
    .chain((more) =>
      fc.shuffledSubarray([...list, ...more], { minLength: list.length + more.length }),
    );
}
