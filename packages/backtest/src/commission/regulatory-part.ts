import { createTimeZone, dayNumberOf, type SessionDate, type UnixMs } from '@tradewright/core';
import {
  amountUnits,
  type CommissionPart,
  type CommissionTrade,
  type ExactRate,
  type PartSoFar,
  rateOf,
  rateUnits,
} from './commission-part.js';
import type { RegulatoryCommission } from './commission-settings.js';

const dayMs = 86_400_000;

interface RateFrom extends ExactRate {
  /** Day number of the first date. */
  readonly day: number;
  readonly maximum: bigint | undefined;
}

/** A charge by dated rates; what it rounds up is an order's charge, or the account's of a day. */
export class RegulatoryPart implements CommissionPart {
  /** Newest first. */
  readonly #rates: readonly RateFrom[];
  readonly #sellsOnly: boolean;
  readonly #step: bigint | undefined;
  readonly #perDay: boolean;
  readonly #zone = createTimeZone('America/New_York');
  /** The account's day: its number, and what is due in it before it is rounded up. */
  #day = Number.NEGATIVE_INFINITY;
  #dayDue = 0n;
  #lastDue = 0n;

  constructor(settings: RegulatoryCommission) {
    this.#rates = settings.rates
      .map(({ from, bps, perShare, maximum }) => ({
        day: dayNumberOf(from as SessionDate),
        ofValue: rateUnits(bps),
        ofQuantity: rateUnits(perShare),
        maximum: maximum === undefined ? undefined : amountUnits(maximum),
      }))
      .reverse();
    this.#sellsOnly = settings.sides === 'sells';
    this.#step = settings.roundUpTo === undefined ? undefined : amountUnits(settings.roundUpTo);
    this.#perDay = settings.roundPer === 'day';
  }

  charge(soFar: PartSoFar, trade: CommissionTrade): PartSoFar {
    this.#lastDue = 0n;
    if (this.#sellsOnly && trade.sign > 0) return soFar;
    const day = this.#dayOf(trade.filledAt);
    const rate = this.#rates.find((one) => day >= one.day);
    if (rate === undefined) return soFar;
    const raw = soFar.raw + rateOf(rate, trade);
    const capped = rate.maximum !== undefined && raw > rate.maximum ? rate.maximum : raw;
    // A maximum that falls between two fills of an order gives nothing back.
    const due = capped > soFar.due ? capped : soFar.due;
    const total = this.#perDay
      ? soFar.total + this.#addToDay(day, due - soFar.due)
      : this.#roundUp(due);
    return { raw, value: soFar.value + trade.value, due, total };
  }

  revoke(): void {
    this.#dayDue -= this.#lastDue;
    this.#lastDue = 0n;
  }

  /** By how much the rounded charge of the account's day grows. */
  #addToDay(day: number, due: bigint): bigint {
    if (day !== this.#day) {
      this.#day = day;
      this.#dayDue = 0n;
    }
    const before = this.#roundUp(this.#dayDue);
    this.#dayDue += due;
    this.#lastDue = due;
    return this.#roundUp(this.#dayDue) - before;
  }

  #roundUp(amount: bigint): bigint {
    const step = this.#step;
    return step === undefined ? amount : ((amount + step - 1n) / step) * step;
  }

  #dayOf(at: UnixMs): number {
    return Math.floor(this.#zone.localMsAt(at) / dayMs);
  }
}
