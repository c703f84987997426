import {
  type Instrument,
  type Ledger,
  type OrderRequest,
  type OrderSide,
  type OrderState,
  type OrderView,
  powerOfTen,
  type TargetSkip,
  type TargetSkipReason,
  type UnixMs,
} from '@tradewright/core';
import type { AccountState, RiskDesk } from '@tradewright/risk';

/** What targets need of the kernel. */
export interface TargetDesk {
  readonly at: UnixMs;
  readonly warmingUp: boolean;
  readonly symbols: readonly string[];
  readonly instruments: readonly Instrument[];
  readonly account: AccountState;
  readonly ledger: Ledger;
  readonly desk: RiskDesk;
  readonly targets: TargetList;
  readonly targetSkips: TargetSkip[];
  workingOrders(slot: number): OrderState[];
  submit(request: OrderRequest): OrderView;
  cancel(order: OrderView): void;
}

/** Target weights of one turn. The last one for a symbol wins, at the place of its last call. */
export class TargetList {
  readonly #weights: Float64Array;
  readonly #slots: number[] = [];
  count = 0;

  constructor(slots: number) {
    this.#weights = new Float64Array(slots);
  }

  set(slot: number, weight: number): void {
    const before = this.#slots.indexOf(slot);
    if (before >= 0) this.#slots.splice(before, 1);
    this.#slots.push(slot);
    this.#weights[slot] = weight;
    this.count = this.#slots.length;
  }

  /** Empties the list and hands over what was in it. */
  take(): { readonly slot: number; readonly weight: number }[] {
    this.count = 0;
    return this.#slots.splice(0).map((slot) => ({ slot, weight: this.#weights[slot] as number }));
  }
}

/** What one target asks for. */
interface Wanted {
  readonly slot: number;
  readonly weight: number;
  /** Signed whole steps to trade: target less position. */
  readonly deltaUnits: number;
}

/**
 * Turns the target weights of a turn into orders for the difference between target, position and
 * working orders: sells before buys, toward zero to the lot. Opposing working orders, and working
 * orders beyond the difference, are canceled first, and the rest waits until they are gone.
 */
export function resolveTargets(kernel: TargetDesk): void {
  const wanted: Wanted[] = [];
  for (const { slot, weight } of kernel.targets.take()) {
    const deltaUnits = differenceUnits(kernel, slot, weight);
    if (typeof deltaUnits === 'string') skip(kernel, { slot, weight }, deltaUnits);
    else wanted.push({ slot, weight, deltaUnits });
  }
  for (const one of wanted) if (one.deltaUnits < 0) trade(kernel, one);
  for (const one of wanted) if (one.deltaUnits >= 0) trade(kernel, one);
}

function differenceUnits(
  kernel: TargetDesk,
  slot: number,
  weight: number,
): number | TargetSkipReason {
  const { quantityDigits, stepUnits } = kernel.instruments[slot] as Instrument;
  const { mark, equity } = kernel.account;
  const price = mark[slot] as number;
  if (kernel.warmingUp) return 'warmingUp';
  if (!Number.isFinite(weight)) return 'weightInvalid';
  const held = kernel.ledger.quantity[slot] as number;
  if (weight === 0) return -held;
  if (!(price > 0)) return 'noMark';
  if (!(equity > 0)) return 'noEquity';
  const steps = ((weight * equity) / price) * (powerOfTen(quantityDigits) / stepUnits);
  // Three roundings of doubles may end a hair beside a whole lot; that is not the strategy's wish.
  const nearest = Math.round(steps);
  const isWhole = Math.abs(steps - nearest) <= Math.abs(steps) * 4 * Number.EPSILON;
  const whole = isWhole ? nearest : Math.trunc(steps);
  return Number.isSafeInteger(whole * stepUnits) ? whole * stepUnits - held : 'weightInvalid';
}

function trade(kernel: TargetDesk, one: Wanted): void {
  const { slot, deltaUnits } = one;
  const { buyUnits, sellUnits } = kernel.desk.reservations;
  const buying = deltaUnits > 0;
  const open = (buying ? buyUnits[slot] : sellUnits[slot]) as number;
  const opposing = (buying ? sellUnits[slot] : buyUnits[slot]) as number;
  const missing = Math.abs(deltaUnits) - open;
  if (opposing !== 0 || missing < 0) {
    // Same-side orders are kept while they are not more than the difference.
    for (const order of kernel.workingOrders(slot)) {
      if (missing < 0 || order.intent.sign > 0 !== buying) kernel.cancel(order);
    }
    skip(kernel, one, 'cancelFirst');
  } else if (missing === 0) {
    skip(kernel, one, 'onTarget');
  } else {
    const { symbol, quantityDigits } = kernel.instruments[slot] as Instrument;
    const side: OrderSide = buying ? 'buy' : 'sell';
    kernel.submit({ symbol, side, quantity: missing / powerOfTen(quantityDigits) });
  }
}

function skip(
  kernel: TargetDesk,
  { slot, weight }: { readonly slot: number; readonly weight: number },
  reason: TargetSkipReason,
): void {
  const symbol = kernel.symbols[slot] as string;
  kernel.targetSkips.push({ at: kernel.at, symbol, weight, reason });
}
