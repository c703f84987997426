/**
 * The median of the first `n` values, which are reordered: the middle one, or the mean of the two
 * in the middle. NaN for none. Values are numbers, not NaN.
 *
 * Source: Hoare (1961), Algorithm 65, Communications of the ACM 4(7).
 */
export function medianOf(values: Float64Array, n: number): number {
  if (n === 0) return Number.NaN;
  const middle = n >> 1;
  const upper = select(values, n, middle);
  if (n % 2 === 1) return upper;
  let lower = -Infinity;
  for (let i = 0; i < middle; i++) lower = Math.max(lower, values[i]!);
  return (lower + upper) / 2;
}

/** The value at a place of the ascending order; no value before that place is above it. */
function select(values: Float64Array, n: number, place: number): number {
  let left = 0;
  let right = n - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1]!;
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const value = values[i]!;
      values[i++] = values[j]!;
      values[j--] = value;
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else break;
  }
  return values[place]!;
}
