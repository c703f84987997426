/** A stream of numbers in 0 … 1 that is the same for the same seed, everywhere. */
export type SeededRandom = () => number;

/**
 * Creates a small generator (a Weyl sequence with a 32-bit finalizer). For simulated delays and
 * markets; not for secrets.
 *
 * @example
 * const [a, b] = [createSeededRandom(7), createSeededRandom(7)];
 * a() === b() // => true
 */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
