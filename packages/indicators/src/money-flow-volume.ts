/**
 * Returns the volume of a bar, signed and scaled by where it closed: all of it at the high, minus
 * all of it at the low, nothing for a bar without range (as every library has it).
 *
 *     volume × ((close − low) − (high − close)) ÷ (high − low)
 *
 * NaN if one of the fields is missing.
 */
export function moneyFlowVolume(bar: {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}): number {
  const { high, low, close, volume } = bar;
  const range = high - low;
  if (range === 0) return 0 * close * volume;
  return ((close - low - (high - close)) / range) * volume;
}
