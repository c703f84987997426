/** Blocks of this many ticks keep every product below within 2^53. */
const block = 2 ** 25;
const fineBlock = 1e6;

/** Sizes below this are divided in doubles. */
export const exactShareMax = 2 ** 26;

/**
 * Takes `wanted` of `size` parts of an amount in doubles, rounded half-even at 1e-18, as
 * `divideHalfEven` does in `bigint`: a long division whose digits are so small that every product
 * is a safe integer. A class with flat fields, because a result in two parts would be an object
 * for every fill.
 */
export class ExactShare {
  /** The part that was taken: whole ticks, and 1e-18 below them. Both have the amount's sign. */
  ticks = Number.NaN;
  fine = Number.NaN;
  readonly #unitsPerTick: number = Number.NaN;
  readonly #high: number = Number.NaN;

  /** @param unitsPerTick A power of ten from 1e6 to 1e12. */
  constructor(unitsPerTick: number) {
    this.#unitsPerTick = unitsPerTick;
    this.#high = unitsPerTick / fineBlock;
  }

  /**
   * Leaves `(ticks × unitsPerTick + fine) × wanted ÷ size` in the fields.
   *
   * @param ticks A whole number within 2^50.
   * @param fine A whole number within one tick, of either sign.
   * @param wanted Above zero, below `size`.
   * @param size Below {@link exactShareMax}.
   */
  // eslint-disable-next-line max-params -- once a fill: an object would be made for each
  take(ticks: number, fine: number, wanted: number, size: number): void {
    const sign = ticks < 0 || (ticks === 0 && fine < 0) ? -1 : 1;
    let whole = ticks * sign;
    let rest = fine * sign;
    if (rest < 0) {
      whole -= 1;
      rest += this.#unitsPerTick;
    }
    const top = Math.floor(whole / block);
    let product = top * wanted;
    let digit = Math.floor(product / size);
    let remainder = product - digit * size;
    let taken = digit * block;
    product = remainder * block + (whole - top * block) * wanted;
    digit = Math.floor(product / size);
    remainder = product - digit * size;
    taken += digit;
    if (remainder === 0 && rest === 0) {
      this.ticks = sign * taken;
      this.fine = 0;
      return;
    }
    const topRest = Math.floor(rest / fineBlock);
    product = remainder * this.#high + topRest * wanted;
    digit = Math.floor(product / size);
    remainder = product - digit * size;
    let below = digit * fineBlock;
    product = remainder * fineBlock + (rest - topRest * fineBlock) * wanted;
    digit = Math.floor(product / size);
    remainder = product - digit * size;
    below += digit;
    // Half-even: blocks are even, so the last digit alone says whether the number is odd.
    if (remainder * 2 > size || (remainder * 2 === size && digit % 2 === 1)) below += 1;
    if (below >= this.#unitsPerTick) {
      below -= this.#unitsPerTick;
      taken += 1;
    }
    this.ticks = sign * taken;
    this.fine = sign * below;
  }
}
