/** Columns that a curve is thinned to: about one for each pixel of a wide screen. */
const columnsMax = 720;

/**
 * Chooses the points of a curve that are drawn: all of a short one, else the lowest and the highest
 * of each column and both ends, so that no spike is lost. Points without a value are left out.
 *
 * @returns Places in the curve, increasing.
 */
export function thinPoints(values: ArrayLike<number | undefined>): readonly number[] {
  const known: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) known.push(i);
  }
  if (known.length <= 2 * columnsMax) return known;
  const kept = new Set<number>([known[0] as number, known.at(-1) as number]);
  for (let column = 0; column < columnsMax; column++) {
    const start = Math.floor((column * known.length) / columnsMax);
    const end = Math.floor(((column + 1) * known.length) / columnsMax);
    let low = known[start] as number;
    let high = low;
    for (let i = start; i < end; i++) {
      const place = known[i] as number;
      const value = values[place] as number;
      if (value < (values[low] as number)) low = place;
      if (value > (values[high] as number)) high = place;
    }
    kept.add(low).add(high);
  }
  return [...kept].sort((a, b) => a - b);
}
