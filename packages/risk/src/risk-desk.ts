import { type Ledger, type OrderState, powerOfTen, quoteValue, type Refusal } from '@tradewright/core';
import type { AccountState } from './account-state.js';
import { limitRules } from './limit-rules.js';
import { Reservations } from './reservations.js';
import { ReviewFacts } from './review-facts.js';
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

/** Compares orders with limits, and keeps what is reserved. One per account. */
export class RiskDesk {
  readonly reservations: Reservations;
  /** Numbers of every review, by the order's sequence number. */
  readonly log: ReviewLog = new ReviewLog();
  readonly limits: ResolvedRiskLimits;
  readonly limitRules: readonly LimitRule[];
  readonly #rules: readonly RiskRule[];
  readonly #account: AccountState;
  readonly #facts = new ReviewFacts();
  readonly #shareOf: Float64Array;
  readonly #priceOf: Float64Array;

  constructor({ limits, account, ledger, rules = [] }: RiskDeskParts) {
    const { instruments } = ledger;
    this.limits = limits;
    this.limitRules = limitRules(limits);
    this.#rules = rules;
    this.#account = account;
    this.#shareOf = Float64Array.from(instruments, (one) => powerOfTen(one.quantityDigits));
    this.#priceOf = Float64Array.from(instruments, (one) => powerOfTen(one.priceDigits));
    this.reservations = new Reservations(instruments.length);
  }

  /** All reasons against the order; `undefined` when there is none. Changes nothing but the log. */
  judge(order: OrderState, gate?: Gate): readonly Refusal[] | undefined {
    const facts = this.#measure(order);
    this.log.push(facts);
    const reduces = facts.increases === 0;
    let refusals: Refusal[] | undefined;
    if (gate !== undefined && !(reduces && gate.scope === 'increasing')) refusals = [gate.refusal];
    for (const rule of this.limitRules) {
      if (reduces && rule.scope === 'increasing') continue;
      const actual = rule.actual(facts);
      const limit = rule.limit(facts);
      // Written so that NaN, an unknown, refuses.
      if (!(actual <= limit)) (refusals ??= []).push(refusal(rule, actual, limit));
    }
    if (this.#rules.length === 0) return refusals;
    return this.#askUser(facts, order, refusals);
  }

  /** Reserves the worst case of an order that passed. */
  reserve(order: OrderState): void {
    const { slot, sign, limitUnits } = order.intent;
    if (sign < 0) {
      this.reservations.reserve(order, 0);
      return;
    }
    const mark = (this.#account.mark[slot] as number) * (1 + this.limits.collarFraction);
    const price = limitUnits === 0 ? mark : limitUnits / (this.#priceOf[slot] as number);
    this.reservations.reserve(order, price / (this.#shareOf[slot] as number));
  }

  #askUser(
    facts: ReviewFacts,
    order: OrderState,
    before: Refusal[] | undefined,
  ): readonly Refusal[] | undefined {
    let refusals = before;
    for (const rule of this.#rules) {
      if (facts.increases === 0 && rule.scope === 'increasing') continue;
      const finding = ask(rule, facts, order.symbol);
      if (finding !== undefined) (refusals ??= []).push({ ...finding, code: rule.code });
    }
    return refusals;
  }

  #measure({ intent }: OrderState): ReviewFacts {
    const { slot, sign, quantityUnits, limitUnits } = intent;
    const account = this.#account;
    const facts = this.#facts;
    const perShare = this.#shareOf[slot] as number;
    const mark = account.mark[slot] as number;
    const held = account.shares[slot] as number;
    const quantity = quantityUnits / perShare;
    const limit = limitUnits === 0 ? mark : limitUnits / (this.#priceOf[slot] as number);
    const price = limit > mark ? limit : mark;
    const { buyUnits, sellUnits } = this.reservations;
    const up = held + (buyUnits[slot] as number) / perShare;
    const down = held - (sellUnits[slot] as number) / perShare;
    const upAfter = sign > 0 ? up + quantity : up;
    const downAfter = sign > 0 ? down : down - quantity;
    const before = Math.max(Math.abs(up), Math.abs(down));
    const after = Math.max(Math.abs(upAfter), Math.abs(downAfter));
    const keepsSign = held > 0 ? downAfter >= 0 : held < 0 && upAfter <= 0;
    facts.quantity = quantity;
    facts.price = price;
    facts.notional = quantity * price;
    facts.position = held;
    facts.worstPosition = after;
    facts.worstBefore = before;
    facts.soldShort = sign < 0 && downAfter < 0 ? -downAfter : 0;
    facts.worstNotional = after * mark;
    facts.mark = mark;
    facts.equity = account.equity;
    facts.dailyLoss = account.dayStartEquity - account.equity;
    facts.dayStartEquity = account.dayStartEquity;
    facts.cash = account.cash;
    facts.increases = after <= before && keepsSign ? 0 : 1;
    this.#addOthers(facts, slot);
    if (sign > 0) {
      const worst = limitUnits === 0 ? mark * (1 + this.limits.collarFraction) : limit;
      facts.cashNeeded += quantity * worst;
    }
    return facts;
  }

  /** Sums what the other symbols, and this one's open buys, add to exposure and cash need. */
  #addOthers(facts: ReviewFacts, slot: number): void {
    const { shares, mark } = this.#account;
    // Every position began with a reservation, so these are all slots that can matter.
    const { buyUnits, sellUnits, cash, slots } = this.reservations;
    let gross = facts.worstNotional;
    let cashNeeded = cash[slot] as number;
    for (let i = 0; i < slots.length; i++) {
      const other = slots[i] as number;
      if (other === slot) continue;
      const perShare = this.#shareOf[other] as number;
      const held = shares[other] as number;
      const up = Math.abs(held + (buyUnits[other] as number) / perShare);
      const down = Math.abs(held - (sellUnits[other] as number) / perShare);
      const worst = up > down ? up : down;
      if (worst !== 0) gross += worst * (mark[other] as number);
      cashNeeded += cash[other] as number;
    }
    facts.gross = gross;
    facts.cashNeeded = cashNeeded;
  }
}

function refusal(rule: LimitRule, actual: number, limit: number): Refusal {
  const { code, label } = rule;
  const message = Number.isNaN(actual) || Number.isNaN(limit)
    ? `${label} cannot be known without a price; wait for the first bar`
    : `${label} must be at most ${limit}, was ${actual}`;
  return { code, message, actual, limit };
}

function ask(
  rule: RiskRule,
  facts: Readonly<ReviewFacts>,
  symbol: string,
): Omit<Refusal, 'code'> | undefined {
  try {
    return rule.review(facts, symbol);
  } catch (error) {
    const reason = error instanceof Error ? error.message : quoteValue(error);
    return { message: `the rule failed, so the order is refused: ${reason}` };
  }
}
