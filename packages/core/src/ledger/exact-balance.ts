import { powerOfTen } from '../numbers/units.js';
import type { MoneyScale } from './money-scale.js';
import { ticksMax } from './money-column.js';

/** Ticks beyond this are carried to the upper part. */
const carriedTicks = 2 ** 49;

/**
 * One sum of money, exact, made for many small additions: whole ticks in a double; what they carry
 * beyond 2^50 in a `bigint`; and what is left to the nearest tick, in a `bigint` of 1e-18.
 */
export class ExactBalance {
  // Declared as doubles (NaN), so that the fields keep one representation.
  #ticks = Number.NaN;
  #upper = 0n;
  #upperNumber = Number.NaN;
  #below = 0n;
  #belowNumber = Number.NaN;
  readonly #unitsPerTick: bigint;
  readonly #ticksPerOne: number;
  readonly #half: bigint;

  constructor({ unitsPerTick, digits }: MoneyScale) {
    this.#unitsPerTick = unitsPerTick;
    this.#ticksPerOne = powerOfTen(digits);
    this.#half = unitsPerTick / 2n;
    this.#ticks = 0;
    this.#upperNumber = 0;
    this.#belowNumber = 0;
  }

  /** @param ticks A whole number within 2^52. */
  addTicks(ticks: number): void {
    const sum = this.#ticks + ticks;
    if (sum <= ticksMax && sum >= -ticksMax) this.#ticks = sum;
    else {
      const left = sum % carriedTicks;
      this.#carry(BigInt(sum - left));
      this.#ticks = left;
    }
  }

  /** @param amount In units of 1e-18. */
  add(amount: bigint): void {
    const sum = this.#below + amount;
    let ticks = (sum + this.#half) / this.#unitsPerTick;
    if (ticks * this.#unitsPerTick > sum + this.#half) ticks -= 1n;
    this.#below = sum - ticks * this.#unitsPerTick;
    this.#belowNumber = Number(this.#below) / 1e18;
    const left = ticks % BigInt(carriedTicks);
    this.#carry(ticks - left);
    this.addTicks(Number(left));
  }

  #carry(ticks: bigint): void {
    if (ticks === 0n) return;
    this.#upper += ticks;
    this.#upperNumber = Number(this.#upper);
  }

  /** In units of 1e-18. */
  get amount(): bigint {
    return (this.#upper + BigInt(this.#ticks)) * this.#unitsPerTick + this.#below;
  }

  /**
   * In units of account, as a double. It depends on the amount alone, not on how the parts share
   * it: what was restored from a snapshot shows what it showed before.
   */
  get number(): number {
    return (this.#upperNumber + this.#ticks) / this.#ticksPerOne + this.#belowNumber;
  }
}
