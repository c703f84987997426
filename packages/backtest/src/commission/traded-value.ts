import type { UnixMs } from '@tradewright/core';

const dayMs = 86_400_000;
const windowDays = 30;

/**
 * What an account has traded in the 30 whole UTC days before the current one. Values are in units
 * of 1e-18; fills come in order of time.
 */
export class TradedValue {
  /** Past days with trades inside the window, oldest first. */
  readonly #days: { readonly day: number; readonly value: bigint }[] = [];
  /** Sum over `#days`. */
  #past = 0n;
  #today = Number.NEGATIVE_INFINITY;
  #todayValue = 0n;
  #last = 0n;

  /** Moves on to the day of an instant and returns what was traded in the 30 days before it. */
  before(at: UnixMs): bigint {
    const day = Math.floor(at / dayMs);
    if (day > this.#today) {
      if (this.#todayValue > 0n) {
        this.#days.push({ day: this.#today, value: this.#todayValue });
        this.#past += this.#todayValue;
      }
      this.#today = day;
      this.#todayValue = 0n;
      while ((this.#days[0]?.day ?? day) < day - windowDays) {
        this.#past -= this.#days.shift()?.value ?? 0n;
      }
    }
    return this.#past;
  }

  /** Counts a fill of the current day. */
  add(value: bigint): void {
    this.#todayValue += value;
    this.#last = value;
  }

  /** Takes the last fill back, once. */
  takeBack(): void {
    this.#todayValue -= this.#last;
    this.#last = 0n;
  }
}
