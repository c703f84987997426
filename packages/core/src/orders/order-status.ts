/**
 * Where an order stands. `denied`: refused by our own risk review. `notSent`: certainly did not
 * leave this process. `unknown`: may have reached the broker; it keeps its reservation.
 */
export type OrderStatus =
  | 'pending'
  | 'unknown'
  | 'held'
  | 'accepted'
  | 'partiallyFilled'
  | 'filled'
  | 'canceled'
  | 'expired'
  | 'replaced'
  | 'rejected'
  | 'notSent'
  | 'denied';

/**
 * What has been seen of an order, one bit a fact. Facts only accumulate, so the order in which they
 * arrive cannot matter.
 */
export const orderFact = {
  unknown: 1 << 0,
  held: 1 << 1,
  accepted: 1 << 2,
  canceled: 1 << 3,
  expired: 1 << 4,
  replaced: 1 << 5,
  rejected: 1 << 6,
  notSent: 1 << 7,
  denied: 1 << 8,
  cancelRequested: 1 << 9,
  anomalous: 1 << 10,
  external: 1 << 11,
} as const;

/** Name of one fact. */
export type OrderFact = keyof typeof orderFact;

const { canceled, expired, replaced, rejected, notSent, denied } = orderFact;
/** Any of these ends the working life of an order; a late fill is booked all the same. */
export const terminalFacts: number = canceled | expired | replaced | rejected | notSent | denied;

/**
 * The status of an order, a function of the facts seen and the quantities, not a walk: a filled
 * order is `filled`, else the strongest terminal fact counts, else the furthest live state.
 *
 * @param facts Bits of {@link orderFact}.
 * @param filled Cumulative filled quantity, in the same unit as `quantity`.
 * @param quantity What may be filled; zero once other orders of its group took all of it.
 */
export function orderStatus(facts: number, filled: number, quantity: number): OrderStatus {
  if (filled >= quantity && filled > 0) return 'filled';
  if ((facts & terminalFacts) !== 0) return terminalStatus(facts);
  if (filled > 0) return 'partiallyFilled';
  if ((facts & orderFact.accepted) !== 0) return 'accepted';
  if ((facts & orderFact.held) !== 0) return 'held';
  return (facts & orderFact.unknown) !== 0 ? 'unknown' : 'pending';
}

/** Broker facts outrank our own belief that an order did not leave. */
function terminalStatus(facts: number): OrderStatus {
  if ((facts & canceled) !== 0) return 'canceled';
  if ((facts & expired) !== 0) return 'expired';
  if ((facts & replaced) !== 0) return 'replaced';
  if ((facts & rejected) !== 0) return 'rejected';
  return (facts & notSent) !== 0 ? 'notSent' : 'denied';
}

/** Says whether nothing more is expected of an order. */
export function isFinished(facts: number, filled: number, quantity: number): boolean {
  return (filled >= quantity && filled > 0) || (facts & terminalFacts) !== 0;
}
