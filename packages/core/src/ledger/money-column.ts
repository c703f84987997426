/** Ticks that one double may hold: sums of a few amounts within it are exact. */
export const ticksMax = 2 ** 50;

/**
 * One amount of money for each slot, exact. An amount is the sum of three parts: whole ticks in a
 * double; what is below one tick, in a double that counts 1e-18; and a `bigint` in 1e-18 for what
 * neither can hold. The hot path of the ledger works on the doubles directly.
 */
export class MoneyColumn {
  readonly ticks: Float64Array;
  readonly fine: Float64Array;
  readonly rest: bigint[];
  readonly #unitsPerTick: bigint;
  /** Ticks of which doubles count the part below as well; larger ones leave it in `rest`. */
  readonly #hasFine: boolean;

  constructor(slots: number, unitsPerTick: bigint, hasFine: boolean) {
    this.ticks = new Float64Array(slots);
    this.fine = new Float64Array(slots);
    this.rest = new Array<bigint>(slots).fill(0n);
    this.#unitsPerTick = unitsPerTick;
    this.#hasFine = hasFine;
  }

  /** Zero for a slot that is not there. */
  get(slot: number): bigint {
    const ticks = BigInt(this.ticks[slot] ?? 0) * this.#unitsPerTick;
    return ticks + BigInt(this.fine[slot] ?? 0) + (this.rest[slot] ?? 0n);
  }

  set(slot: number, amount: bigint): void {
    const ticks = amount / this.#unitsPerTick;
    const below = amount - ticks * this.#unitsPerTick;
    const isSmall = Math.abs(Number(ticks)) < ticksMax;
    const isHeld = isSmall && (this.#hasFine || below === 0n);
    this.ticks[slot] = isHeld ? Number(ticks) : 0;
    this.fine[slot] = isHeld ? Number(below) : 0;
    this.rest[slot] = isHeld ? 0n : amount;
  }

  /** Moves whole ticks out of the double before it gets too large for exact sums. */
  spill(slot: number): void {
    const ticks = BigInt(this.ticks[slot] as number);
    this.rest[slot] = (this.rest[slot] as bigint) + ticks * this.#unitsPerTick;
    this.ticks[slot] = 0;
  }
}
