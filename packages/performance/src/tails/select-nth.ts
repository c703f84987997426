/** Ranges of this many values are sorted outright. */
const smallMax = 24;

/**
 * Rearranges the values so that `values[nth]` is what it would be after sorting, nothing before it
 * is greater and nothing after it is smaller. Linear time, against n·log n of a sort.
 *
 * Quickselect with the median of three as pivot; a range that does not halve in time is sorted, so
 * that no input takes quadratic time (Musser, 1997, "Introspective Sorting and Selection
 * Algorithms").
 *
 * @param values Finite numbers; rearranged in place.
 * @param nth A whole number from 0 to `values.length - 1`.
 */
export function selectNth(values: Float64Array, nth: number): number {
  let left = 0;
  let right = values.length - 1;
  let turns = 2 * Math.log2(values.length + 1);
  while (right - left > smallMax && turns > 0) {
    const { before, after } = partition(values, left, right);
    if (nth <= before) right = before;
    else if (nth >= after) left = after;
    else return values[nth] as number;
    turns--;
  }
  values.subarray(left, right + 1).sort();
  return values[nth] as number;
}

/** Splits at a pivot: `left … before` is at most it, `after … right` at least. */
function partition(
  values: Float64Array,
  left: number,
  right: number,
): { readonly before: number; readonly after: number } {
  const pivot = medianOfThree(
    values[left] as number,
    values[(left + right) >> 1] as number,
    values[right] as number,
  );
  let i = left;
  let j = right;
  while (i <= j) {
    while ((values[i] as number) < pivot) i++;
    while ((values[j] as number) > pivot) j--;
    if (i > j) break;
    const swapped = values[i] as number;
    values[i++] = values[j] as number;
    values[j--] = swapped;
  }
  return { before: j, after: i };
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
