import {
  type OrderRequest,
  OrderState,
  type StrategyContext,
  type TargetSkipReason,
} from '@tradewright/core';
import { FillFacts } from '@tradewright/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KernelUnderTest } from '../../../test/kernel-under-test.js';

const sellStop = { symbol: 'A', side: 'sell', quantity: 100, type: 'stop', stopPrice: 80 } as const;
const buyStop = { symbol: 'A', side: 'buy', quantity: 20, type: 'stop', stopPrice: 120 } as const;
const trail = {
  symbol: 'A',
  side: 'sell',
  quantity: 100,
  type: 'trailingStop',
  trailPercent: 5,
} as const;
const exits = { takeProfit: { limitPrice: 130 }, stopLoss: { stopPrice: 70 } } as const;
const oco = { symbol: 'A', side: 'sell', quantity: 100, orderClass: 'oco', ...exits } as const;

/**
 * A venue that takes everything, fills market orders at the mark of 100 when the turn is over, ends
 * what is canceled, groups as a whole, and never reaches a limit or a stop.
 */
class QuietVenue {
  readonly under = new KernelUnderTest({ cash: 100_000 });

  turn(act: (context: StrategyContext) => void): void {
    this.under.turn([100, 50], act);
    this.#carryOut();
  }

  target(weight: number): TargetSkipReason | undefined {
    const { targetSkips } = this.under.kernel;
    const before = targetSkips.length;
    this.turn((context) => context.target('A', weight));
    return targetSkips.length > before ? targetSkips.at(-1)?.reason : undefined;
  }

  submit(request: OrderRequest): OrderState {
    let order: unknown;
    this.turn((context) => {
      order = context.submit(request);
    });
    if (!(order instanceof OrderState)) throw new Error('malformed');
    if (order.status === 'denied') throw new Error(order.refusals[0]?.message);
    return order;
  }

  fill(order: OrderState, quantityUnits: number): void {
    const { kernel } = this.under;
    const facts = { filledAt: kernel.at, quantityUnits, priceUnits: 100_00 };
    kernel.filled(order, Object.assign(new FillFacts(), facts));
  }

  get held(): number {
    return this.under.kernel.ledger.quantity[0] as number;
  }

  #carryOut(): void {
    const { kernel } = this.under;
    const { effects } = kernel;
    for (let i = 0; i < effects.count; i++) {
      const order = effects.states[i] as OrderState;
      if (effects.kinds[i] === 'cancel') this.#end(order);
      else {
        for (const each of [order, ...order.legs]) kernel.accepted(each, kernel.at);
        if (order.type === 'market') this.fill(order, order.intent.quantityUnits);
      }
    }
    effects.count = 0;
  }

  #end(order: OrderState): void {
    const { kernel } = this.under;
    const { group } = order.intent.details;
    for (const each of [...kernel.orders]) {
      const together = group >= 0 && each.intent.details.group === group;
      if (!each.finished && (together || each === order)) kernel.ended(each, 1 << 3, kernel.at);
    }
  }
}

function long(...requests: readonly OrderRequest[]): QuietVenue {
  const venue = new QuietVenue();
  venue.target(0.1);
  expect(venue.held).toBe(100);
  for (const request of requests) venue.submit(request);
  return venue;
}

describe('a target beside contingent orders', () => {
  it.each<readonly [string, OrderRequest]>([
    ['a stop', sellStop],
    ['a stop-limit order', { ...sellStop, type: 'stopLimit', limitPrice: 79 }],
    ['a trailing stop', trail],
    ['an oco', oco],
  ])('of zero cancels %s first, and then exits', (_, protection) => {
    const venue = long(protection);
    expect(venue.target(0)).toBe('cancelFirst');
    expect([...venue.under.kernel.orders].filter(({ finished }) => !finished)).toEqual([]);
    expect(venue.held).toBe(100);
    expect(venue.target(0)).toBeUndefined();
    expect(venue.held).toBe(0);
    expect(venue.target(0)).toBe('onTarget');
  });

  it('of less cancels the exits of a bracket first, and then sells the difference', () => {
    const venue = new QuietVenue();
    const bracket = venue.submit({ symbol: 'A', side: 'buy', quantity: 100, ...exits });
    expect(venue.held).toBe(100);
    expect(venue.target(0.05)).toBe('cancelFirst');
    expect(bracket.legs.map(({ status }) => status)).toEqual(['canceled', 'canceled']);
    expect(venue.target(0.05)).toBeUndefined();
    expect(venue.held).toBe(50);
  });

  it('that is reached leaves what protects the position', () => {
    const venue = long(sellStop, oco);
    expect(venue.target(0.1)).toBe('onTarget');
    expect([...venue.under.kernel.orders].filter((order) => !order.finished)).toHaveLength(3);
  });

  it('of more keeps what protects the position, and cancels contingent entries', () => {
    const venue = long(sellStop);
    expect(venue.target(0.2)).toBeUndefined();
    expect(venue.held).toBe(200);
    const entry = venue.submit(buyStop);
    expect(venue.target(0.3)).toBe('cancelFirst');
    expect([entry.status, venue.under.kernel.orders.find(1)?.status]).toEqual([
      'canceled',
      'accepted',
    ]);
    expect(venue.target(0.3)).toBeUndefined();
    expect(venue.held).toBe(300);
  });

  it('does not count a contingent entry as on the way', () => {
    const venue = long(buyStop);
    expect(venue.target(0.12)).toBe('cancelFirst');
    expect(venue.target(0.12)).toBeUndefined();
    expect(venue.held).toBe(120);
  });

  it('of a short position keeps its buy stop when it grows, and cancels it when it shrinks', () => {
    const venue = new QuietVenue();
    venue.target(-0.1);
    const stop = venue.submit({ ...buyStop, quantity: 100 });
    expect(venue.target(-0.2)).toBeUndefined();
    expect([venue.held, stop.status]).toEqual([-200, 'accepted']);
    expect(venue.target(-0.1)).toBe('cancelFirst');
    expect(venue.target(-0.1)).toBeUndefined();
    expect([venue.held, stop.status]).toEqual([-100, 'canceled']);
  });

  it('leaves what protects a position that plain orders are about to open', () => {
    const venue = new QuietVenue();
    const limit = {
      symbol: 'A',
      side: 'buy',
      quantity: 100,
      type: 'limit',
      limitPrice: 90,
    } as const;
    const [entry, stop] = [venue.submit(limit), venue.submit(sellStop)];
    expect(venue.target(0.1)).toBe('onTarget');
    expect([entry.status, stop.status]).toEqual(['accepted', 'accepted']);
    // Nothing is about to be opened any more: the stop would open a short position.
    venue.turn((context) => context.cancel(entry));
    expect(venue.target(0.1)).toBe('cancelFirst');
    expect(stop.status).toBe('canceled');
  });

  it('counts a bracket that has not filled, and leaves its exits to it', () => {
    const venue = new QuietVenue();
    const limit = {
      symbol: 'A',
      side: 'buy',
      quantity: 100,
      type: 'limit',
      limitPrice: 90,
    } as const;
    const bracket = venue.submit({ ...limit, ...exits });
    expect(venue.target(0.1)).toBe('onTarget');
    expect(venue.target(0.15)).toBeUndefined();
    expect([venue.held, bracket.status]).toEqual([50, 'accepted']);
    venue.fill(bracket, 100);
    expect(venue.target(0.15)).toBe('onTarget');
    expect(bracket.legs.map(({ finished }) => finished)).toEqual([false, false]);
  });

  it('counts a stop that has been triggered as a plain order', () => {
    const venue = long(sellStop);
    const stop = venue.under.kernel.orders.find(1) as OrderState;
    venue.fill(stop, 40);
    expect(venue.target(0)).toBe('onTarget');
    expect(stop.cancelRequested).toBe(false);
  });

  it('is reached in a few turns, whatever stands around, and nothing is sold twice', () => {
    const limit = (side: 'buy' | 'sell'): OrderRequest => ({
      symbol: 'A',
      side,
      quantity: 30,
      type: 'limit',
      limitPrice: side === 'buy' ? 60 : 150,
    });
    const bracket = { symbol: 'A', side: 'buy', quantity: 40, ...exits } as const;
    const all: readonly OrderRequest[] = [
      sellStop,
      buyStop,
      trail,
      oco,
      bracket,
      { ...bracket, type: 'limit', limitPrice: 60 },
      { ...sellStop, side: 'sell', quantity: 20, type: 'stopLimit', limitPrice: 79 },
      limit('buy'),
      limit('sell'),
    ];
    const weights = fc.integer({ min: -5, max: 5 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(
        weights,
        fc.array(fc.constantFrom(...all), { maxLength: 6 }),
        weights,
        (from, around, to) => {
          const venue = new QuietVenue();
          venue.target(from);
          for (const request of around) {
            try {
              venue.submit(request);
            } catch {
              // The venue's rules refuse some of them; what was taken stands around.
            }
          }
          const reasons = [0, 1, 2, 3].map(() => venue.target(to));
          expect(reasons.at(-1)).toBe('onTarget');
          // Plain orders of the same side may be part of the way; nothing else may.
          const { kernel } = venue.under;
          const plain = kernel
            .workingOrders(0)
            .filter(({ type, intent }) => type === 'limit' && intent.details.leg === undefined)
            .reduce((sum, { intent, leavesUnits }) => sum + intent.sign * leavesUnits, 0);
          expect(venue.held + plain).toBe(to * 1000);
          // What is left protects the position.
          const { buyUnits, sellUnits } = kernel.desk.reservations;
          const contingent = kernel.workingOrders(0).filter((order) => order.reservedUnits > 0);
          const sides = contingent.map(({ intent }) => intent.sign);
          if (plain === 0 && venue.held > 0) expect(sides.every((sign) => sign < 0)).toBe(true);
          if (plain === 0 && venue.held < 0) expect(sides.every((sign) => sign > 0)).toBe(true);
          if (plain === 0 && venue.held === 0) expect([buyUnits[0], sellUnits[0]]).toEqual([0, 0]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
