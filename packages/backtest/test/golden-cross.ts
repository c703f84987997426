/** Where a crosses b: 1 upward, −1 downward, 0 not at all. */
export class Cross {
  readonly #remembers: boolean;
  #before = Number.NaN;

  /**
   * @param touch What counts as the side before when both were equal: `none`, so that a cross from
   *   a touch is no cross, or the `last` side there was.
   */
  constructor(touch: 'none' | 'last') {
    this.#remembers = touch === 'last';
  }

  /** Takes the next values; an absent one is no cross. */
  next(a: number | undefined, b: number | undefined): 1 | -1 | 0 {
    if (a === undefined || b === undefined) return 0;
    const before = this.#before;
    const gap = a - b;
    if (gap !== 0 || !this.#remembers) this.#before = gap;
    if (before < 0 && gap > 0) return 1;
    return before > 0 && gap < 0 ? -1 : 0;
  }
}
