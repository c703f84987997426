/**
 * Shares an amount in proportion to weights, exactly: each part is rounded down to a whole unit,
 * and the units that are left go to the largest remainders, the first of equal ones first.
 *
 * @param amount Zero or more, in whole units.
 * @param weights Zero or more each, at least one above zero.
 * @returns Parts in the order of the weights; their sum is the amount.
 *
 * @example
 * shareAmount(100n, [1n, 1n, 1n]) // => [34n, 33n, 33n]
 */
export function shareAmount(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const shares = weights.map((weight, index) => ({
    index,
    part: (amount * weight) / total,
    rest: (amount * weight) % total,
  }));
  let left = shares.reduce((sum, { part }) => sum - part, amount);
  const byRest = [...shares].sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  );
  for (const share of byRest) {
    if (left === 0n) break;
    share.part += 1n;
    left -= 1n;
  }
  return shares.map(({ part }) => part);
}
