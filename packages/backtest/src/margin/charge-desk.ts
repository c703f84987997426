import { powerOfTen, type TradingCalendar, type UnixMs } from '@tradewright/core';
import type { Kernel } from '@tradewright/kernel';
import type { EquityRecorder } from '../equity-recorder.js';
import { dailyCharges } from './daily-charges.js';
import type { ResolvedLending } from './parse-lending.js';

/** What a charge desk works on. */
export interface ChargeDeskParts {
  readonly kernel: Kernel;
  readonly recorder: EquityRecorder;
  readonly calendar: TradingCalendar;
  readonly lending: ResolvedLending;
}

const dayMs = 86_400_000;

/**
 * Charges what is held when a loss-accounting day ends for the days until the next one ends: a
 * short position over a weekend pays three. Booked as income, at the instant of the roll.
 */
export class ChargeDesk {
  /** The next slice that starts at or after it has something to charge, or is the first one. */
  nextAt: UnixMs = Number.NEGATIVE_INFINITY;
  readonly #parts: ChargeDeskParts;

  constructor(parts: ChargeDeskParts) {
    this.#parts = parts;
  }

  /** Before everything else in a slice: the day ended before it. */
  open(startAt: UnixMs): void {
    const { calendar } = this.#parts;
    if (this.nextAt === Number.NEGATIVE_INFINITY) {
      this.nextAt = calendar.nextLossDayAt(startAt);
      return;
    }
    while (this.nextAt <= startAt) {
      const endsAt = calendar.nextLossDayAt(this.nextAt);
      // A day with a change of the clock has 23 or 25 hours.
      this.#charge(this.nextAt, Math.round((endsAt - this.nextAt) / dayMs));
      this.nextAt = endsAt;
    }
  }

  #charge(at: UnixMs, days: number): void {
    const { kernel, recorder, lending } = this.#parts;
    const { mark } = kernel.account;
    const priceUnits = Float64Array.from(kernel.instruments, ({ priceDigits }, slot) => {
      const price = mark[slot] as number;
      return Number.isNaN(price) ? 0 : Math.round(price * powerOfTen(priceDigits));
    });
    recorder.recordUntil(kernel.slices);
    kernel.book({
      at,
      book: (ledger) => {
        const amount = dailyCharges(ledger, lending, { days, priceUnits });
        if (amount !== 0n) ledger.addIncome(amount);
      },
    });
  }
}
