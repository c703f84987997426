/**
 * Says whether every value of a ring is this one. Sums of a flat window are off by rounding; its
 * mean is not.
 */
export function isFlat(ring: Float64Array, value: number): boolean {
  for (const each of ring) if (each !== value) return false;
  return true;
}
