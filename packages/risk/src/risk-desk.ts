import {
  type Ledger,
  type OrderIntent,
  type OrderState,
  powerOfTen,
  quoteValue,
  type Refusal,
  simpleDetails,
} from '@tradewright/core';
import type { AccountState } from './account-state.js';
import { limitRules } from './limit-rules.js';
import { Reservations } from './reservations.js';
import { factIndex, namedFacts, type ReviewFacts, reviewFactNames } from './review-facts.js';
import { ReviewLog } from './review-log.js';
import type { ResolvedRiskLimits } from './risk-limits.js';
import type { LimitRule, RiskRule, RuleScope } from './risk-rule.js';

/** What a desk works on: the account and ledger that the kernel keeps. */
export interface RiskDeskParts {
  readonly limits: ResolvedRiskLimits;
  readonly account: AccountState;
  readonly ledger: Ledger;
  /** The user's own rules; they can only deny. */
  readonly rules?: readonly RiskRule[] | undefined;
}

/** A reason outside the limits why orders may not leave now: a stop, a warm-up. */
export interface Gate {
  readonly scope: RuleScope;
  readonly refusal: Refusal;
}

const {
  one,
  quantity: quantityAt,
  price: priceAt,
  notional: notionalAt,
  position: positionAt,
  worstPosition: worstPositionAt,
  worstBefore: worstBeforeAt,
  soldShort: soldShortAt,
  worstNotional: worstNotionalAt,
  gross: grossAt,
  equity: equityAt,
  dailyLoss: dailyLossAt,
  dayStartEquity: dayStartEquityAt,
  cash: cashAt,
  cashNeeded: cashNeededAt,
  mark: markAt,
  unpriced: unpricedAt,
} = factIndex;

/** Compares orders with limits, and keeps what is reserved. One per account. */
export class RiskDesk {
  readonly reservations: Reservations;
  /** Numbers of every review, by the order's sequence number. */
  readonly log: ReviewLog = new ReviewLog();
  readonly limits: ResolvedRiskLimits;
  readonly limitRules: readonly LimitRule[];
  readonly #rules: readonly RiskRule[];
  readonly #account: AccountState;
  /** The numbers of the review under way; refilled for every order. */
  readonly #facts: Float64Array = new Float64Array(reviewFactNames.length);
  /** The rules as columns: place of the fact, bound, place of what the bound is a fraction of. */
  readonly #factAt: Int32Array;
  readonly #bounds: Float64Array;
  readonly #ofAt: Int32Array;
  readonly #shareOf: Float64Array;
  readonly #priceOf: Float64Array;

  constructor({ limits, account, ledger, rules = [] }: RiskDeskParts) {
    const { instruments } = ledger;
    this.limits = limits;
    this.limitRules = limitRules(limits);
    this.#factAt = Int32Array.from(this.limitRules, (rule) => factIndex[rule.fact]);
    this.#bounds = Float64Array.from(this.limitRules, (rule) => rule.bound);
    this.#ofAt = Int32Array.from(this.limitRules, (rule) => factIndex[rule.of]);
    this.#rules = rules;
    this.#account = account;
    this.#shareOf = Float64Array.from(instruments, (each) => powerOfTen(each.quantityDigits));
    this.#priceOf = Float64Array.from(instruments, (each) => powerOfTen(each.priceDigits));
    this.reservations = new Reservations(instruments.length);
    this.#facts[one] = 1;
  }

  /** All reasons against the order; `undefined` when there is none. Changes nothing but the log. */
  judge(order: OrderState, gate?: Gate): readonly Refusal[] | undefined {
    const increases = this.#measure(order.intent);
    const facts = this.#facts;
    this.log.push(facts, increases);
    let refusals: Refusal[] | undefined;
    if (gate !== undefined && (increases || gate.scope === 'always')) refusals = [gate.refusal];
    if (increases) {
      // Every limit is for increasing orders: a reducing one is exempt from all of them.
      for (let i = 0; i < this.#bounds.length; i++) {
        const actual = facts[this.#factAt[i] as number] as number;
        const limit = (this.#bounds[i] as number) * (facts[this.#ofAt[i] as number] as number);
        // Written so that NaN, an unknown, refuses.
        if (actual <= limit) continue;
        (refusals ??= []).push(refusal(this.limitRules[i] as LimitRule, actual, limit));
      }
    }
    return this.#rules.length === 0 ? refusals : this.#askUser(order, increases, refusals);
  }

  /** Keeps the numbers of the order just judged for a leg of it, too. */
  noteLeg(): void {
    this.log.push(this.#facts, false);
  }

  /** Reserves the worst case of an order that passed. */
  reserve(order: OrderState): void {
    this.reservations.reserve(order, this.#cashPerUnit(order.intent));
  }

  /** Reserves an order that was never reviewed: somebody else made it. */
  adopt(order: OrderState): void {
    this.log.push(this.#facts, this.#measure(order.intent));
    this.reserve(order);
  }

  /** Exits exclude each other, so each is reserved at the price of the dearest. */
  priceExits(members: readonly OrderState[]): void {
    const exits = members.filter((one) => one.intent.details.leg !== undefined);
    const dearest = Math.max(...exits.map((one) => this.#cashPerUnit(one.intent)));
    for (const exit of exits) exit.reservedCashPerUnit = dearest;
  }

  /** Worst cash need of one unit; zero for a sale. */
  #cashPerUnit(intent: OrderIntent): number {
    if (intent.sign < 0) return 0;
    const { slot, limitUnits } = intent;
    const price =
      limitUnits === 0
        ? this.#unlimitedPrice(intent) * (1 + this.limits.collarFraction)
        : limitUnits / (this.#priceOf[slot] as number);
    return price / (this.#shareOf[slot] as number);
  }

  /** What an order without a limit may cost, before the collar: the mark, or a stop above it. */
  #unlimitedPrice({ slot, details }: OrderIntent): number {
    const mark = this.#account.mark[slot] as number;
    if (details === simpleDetails || details.stopUnits === 0) return mark;
    const stop = details.stopUnits / (this.#priceOf[slot] as number);
    // Written so that an unknown mark stays unknown.
    return stop <= mark || Number.isNaN(mark) ? mark : stop;
  }

  #askUser(
    order: OrderState,
    increases: boolean,
    before: Refusal[] | undefined,
  ): readonly Refusal[] | undefined {
    const facts = namedFacts(this.#facts);
    let refusals = before;
    for (const rule of this.#rules) {
      if (!increases && rule.scope === 'increasing') continue;
      const finding = ask(rule, facts, order.symbol);
      if (finding !== undefined) (refusals ??= []).push({ ...finding, code: rule.code });
    }
    return refusals;
  }

  /** Fills the facts; says whether the order makes the worst case larger or changes its sign. */
  #measure(intent: OrderIntent): boolean {
    const { slot, sign, quantityUnits, limitUnits } = intent;
    const account = this.#account;
    const facts = this.#facts;
    const perShare = this.#shareOf[slot] as number;
    const mark = account.mark[slot] as number;
    const heldUnits = account.units[slot] as number;
    const held = heldUnits / perShare;
    const quantity = quantityUnits / perShare;
    const limit =
      limitUnits === 0
        ? this.#unlimitedPrice(intent)
        : limitUnits / (this.#priceOf[slot] as number);
    const price = limit > mark ? limit : mark;
    const { buyUnits, sellUnits } = this.reservations;
    // Sums in whole units, which are exact; then one rounding each to shares.
    const up = heldUnits + (buyUnits[slot] as number);
    const down = heldUnits - (sellUnits[slot] as number);
    const upAfter = sign > 0 ? up + quantityUnits : up;
    const downAfter = sign > 0 ? down : down - quantityUnits;
    const worstBefore = Math.max(Math.abs(up), Math.abs(down));
    const worstAfter = Math.max(Math.abs(upAfter), Math.abs(downAfter));
    const before = worstBefore / perShare;
    const after = worstAfter / perShare;
    facts[quantityAt] = quantity;
    facts[priceAt] = price;
    facts[notionalAt] = quantity * price;
    facts[positionAt] = held;
    facts[worstPositionAt] = after;
    facts[worstBeforeAt] = before;
    facts[soldShortAt] = sign < 0 && downAfter < 0 ? -downAfter / perShare : 0;
    facts[worstNotionalAt] = after * mark;
    facts[markAt] = mark;
    facts[unpricedAt] = mark > 0 ? 0 : 1;
    facts[equityAt] = account.equity;
    facts[dailyLossAt] = account.dayStartEquity - account.equity;
    facts[dayStartEquityAt] = account.dayStartEquity;
    facts[cashAt] = account.cash;
    this.#addOthers(slot);
    if (sign > 0) {
      const worst = limitUnits === 0 ? limit * (1 + this.limits.collarFraction) : limit;
      facts[cashNeededAt] = (facts[cashNeededAt] as number) + quantity * worst;
    }
    const keepsSign = heldUnits > 0 ? downAfter >= 0 : heldUnits < 0 && upAfter <= 0;
    return !(worstAfter <= worstBefore && keepsSign);
  }

  /** Sums what the other symbols, and this one's open buys, add to exposure and cash need. */
  #addOthers(slot: number): void {
    const { units, mark } = this.#account;
    // Every position began with a reservation, so these are all slots that can matter.
    const { buyUnits, sellUnits, cash, slots } = this.reservations;
    const shareOf = this.#shareOf;
    let gross = this.#facts[worstNotionalAt] as number;
    let cashNeeded = cash[slot] as number;
    for (let i = 0; i < slots.length; i++) {
      const other = slots[i] as number;
      const held = units[other] as number;
      const buys = buyUnits[other] as number;
      const sells = sellUnits[other] as number;
      if (other === slot || (held === 0 && buys === 0 && sells === 0)) continue;
      const up = Math.abs(held + buys);
      const down = Math.abs(held - sells);
      const worst = (up > down ? up : down) / (shareOf[other] as number);
      if (worst !== 0) gross += worst * (mark[other] as number);
      cashNeeded += cash[other] as number;
    }
    this.#facts[grossAt] = gross;
    this.#facts[cashNeededAt] = cashNeeded;
  }
}

function refusal(rule: LimitRule, actual: number, limit: number): Refusal {
  const { code, label } = rule;
  const message =
    Number.isNaN(actual) || Number.isNaN(limit)
      ? `${label} cannot be known without a price; wait for the first bar`
      : `${label} must be at most ${limit}, was ${actual}`;
  return { code, message, actual, limit };
}

function ask(
  rule: RiskRule,
  facts: ReviewFacts,
  symbol: string,
): Omit<Refusal, 'code'> | undefined {
  try {
    return rule.review(facts, symbol);
  } catch (error) {
    const reason = error instanceof Error ? error.message : quoteValue(error);
    return { message: `the rule failed, so the order is refused: ${reason}` };
  }
}
