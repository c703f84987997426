/** Lists by symbol, in order of first appearance. */
export function groupBySymbol<T extends { readonly symbol: string }>(
  items: Iterable<T>,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.symbol);
    if (group === undefined) groups.set(item.symbol, [item]);
    else group.push(item);
  }
  return groups;
}
