import { divideHalfEven, type HeldPosition } from '@tradewright/core';

/** What a position leaves behind where it was, and what it makes of the one that it joins. */
export interface MergedPositions {
  readonly left: HeldPosition;
  readonly joined: HeldPosition;
}

/**
 * Moves a position at its cost into another one. No cash moves and nothing is won, except where the
 * two have opposite signs: the smaller one is then closed against the other, each at its average
 * cost, rounded half-even at 1e-18. What was realized stays where it was.
 */
export function mergePositions(moved: HeldPosition, into: HeldPosition): MergedPositions {
  const left = { quantity: 0, cost: 0n, realized: moved.realized };
  const quantity = moved.quantity + into.quantity;
  const cost = moved.cost + into.cost;
  const opposed = moved.quantity > 0 !== into.quantity > 0 && into.quantity !== 0;
  if (!opposed) return { left, joined: { quantity, cost, realized: into.realized } };
  const closed = Math.min(Math.abs(moved.quantity), Math.abs(into.quantity));
  const released = share(moved, closed) + share(into, closed);
  return {
    left,
    joined: { quantity, cost: cost - released, realized: into.realized - released },
  };
}

function share({ quantity, cost }: HeldPosition, closed: number): bigint {
  return divideHalfEven(cost * BigInt(closed), BigInt(Math.abs(quantity)));
}
