/** The values of each parameter, by name. */
export type GridLists = readonly (readonly [name: string, values: readonly unknown[]])[];

/** How many combinations a grid has. */
export function countCombinations(lists: GridLists): number {
  return lists.reduce((product, [, values]) => product * values.length, 1);
}

/** Every combination once, the first name varying slowest. Each is frozen and its own object. */
export function listCombinations(lists: GridLists): readonly Readonly<Record<string, unknown>>[] {
  let made: readonly (readonly [string, unknown])[][] = [[]];
  for (const [name, values] of lists) {
    made = made.flatMap((start) => values.map((value) => [...start, [name, value] as const]));
  }
  return made.map((entries) => Object.freeze(Object.fromEntries(entries)));
}
