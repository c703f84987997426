/**
 * Says whether every value of a ring is this one. Sums of a flat window are off by rounding; its
 * mean is not.
 */
export function isFlat(ring: Float64Array, value: number): boolean {
  for (let i = ring.length - 1; i >= 0; i--) if (ring[i] !== value) return false;
  return true;
}
