import {
  type Instrument,
  type Ledger,
  type OrderRequest,
  type OrderSide,
  type OrderState,
  type OrderType,
  type OrderView,
  powerOfTen,
  simpleDetails,
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
  readonly orders: { readonly openDetailed: number };
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
 *
 * Contingent orders, which wait for a trigger or are exits of a group, are no part of the way to a
 * target. A target that reduces the position cancels them first, so that nothing is sold twice;
 * another one keeps those that protect the position, which is what is held or, while nothing is,
 * what plain orders are about to open, and cancels the rest.
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
  let open = (buying ? buyUnits[slot] : sellUnits[slot]) as number;
  let opposing = (buying ? sellUnits[slot] : buyUnits[slot]) as number;
  let unwanted = noOrders;
  // Most orders are plain, and then nothing has to be looked at one by one.
  if (kernel.orders.openDetailed !== 0 && (open !== 0 || opposing !== 0)) {
    const contingent = contingentOrders(kernel, slot);
    for (const { intent, reservedUnits } of contingent) {
      if (intent.sign > 0 === buying) open -= reservedUnits;
      else opposing -= reservedUnits;
    }
    const held = kernel.ledger.quantity[slot] as number;
    const protects = held !== 0 ? held : (buying ? 1 : -1) * (open - opposing);
    const reduces = held !== 0 && deltaUnits !== 0 && held > 0 !== buying;
    unwanted = contingent.filter(({ intent }) => reduces || intent.sign * protects >= 0);
  }
  const missing = Math.abs(deltaUnits) - open;
  if (opposing !== 0 || missing < 0 || unwanted.length !== 0) {
    // Same-side orders are kept while they are not more than the difference.
    for (const order of kernel.workingOrders(slot)) {
      const aside = missing < 0 || order.intent.sign > 0 !== buying;
      if (isContingent(order) ? unwanted.includes(order) : aside) kernel.cancel(order);
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

const noOrders: readonly OrderState[] = [];

/**
 * Orders of a slot that wait for a price or for each other and may fill: they are no part of the
 * way to a target. Exits of an entry that has not filled are its own matter.
 */
function contingentOrders(kernel: TargetDesk, slot: number): readonly OrderState[] {
  return kernel
    .workingOrders(slot)
    .filter((order) => isContingent(order) && (order.reservedUnits > 0 || exitsHold(order)));
}

/** Waits for a trigger, or is an exit of a group. What has filled in part waits no more. */
function isContingent({ intent, cumulativeUnits }: OrderState): boolean {
  const { type, details } = intent;
  if (details === simpleDetails) return false;
  return details.leg !== undefined || (cumulativeUnits === 0 && triggered.includes(type));
}

const triggered: readonly OrderType[] = ['stop', 'stopLimit', 'trailingStop'];

/** The exits of a group are reserved with one of them. */
function exitsHold({ intent, family }: OrderState): boolean {
  if (intent.details.leg === undefined || family === undefined) return false;
  return family.members.some(
    (one) => one.intent.details.leg !== undefined && one.reservedUnits > 0,
  );
}

function skip(
  kernel: TargetDesk,
  { slot, weight }: { readonly slot: number; readonly weight: number },
  reason: TargetSkipReason,
): void {
  const symbol = kernel.symbols[slot] as string;
  kernel.targetSkips.push({ at: kernel.at, symbol, weight, reason });
}
