import type { Instrument } from '@tradewright/core';
import type { ReissuedTerms } from '@tradewright/kernel';
import type { RestingOrder } from '../resting-order.js';
import type { ResolvedSplit } from './corporate-action.js';

/**
 * What is left of a resting order after a split, in whole units. Everything is rounded against the
 * trader: quantity down to the step, a limit to the worse tick for finding a counterpart (buy down,
 * sell up), a stop to the worse price (buy up, sell down), a trailing distance up.
 *
 * @returns `undefined` when nothing is left: less than one step, or a price below one tick.
 */
export function splitOrder(
  { order, sign, leavesUnits }: RestingOrder,
  one: Instrument,
  { from, to }: ResolvedSplit,
): ReissuedTerms | undefined {
  const { stopUnits, trailUnits } = order.details;
  const price = (units: number, rounding: 'down' | 'up'): number =>
    inSteps(units, { by: from, per: to, step: one.tickUnits, rounding });
  const step = one.stepUnits;
  const terms = {
    quantityUnits: inSteps(leavesUnits, { by: to, per: from, step, rounding: 'down' }),
    limitUnits: price(order.limitUnits, sign > 0 ? 'down' : 'up'),
    stopUnits: price(stopUnits, sign > 0 ? 'up' : 'down'),
    trailUnits: price(trailUnits, 'up'),
  };
  const lost =
    terms.quantityUnits === 0 ||
    (order.limitUnits !== 0 && terms.limitUnits === 0) ||
    (stopUnits !== 0 && terms.stopUnits === 0);
  return lost || !Object.values(terms).every(Number.isSafeInteger) ? undefined : terms;
}

interface Scaling {
  readonly by: number;
  readonly per: number;
  readonly step: number;
  readonly rounding: 'down' | 'up';
}

/** `units × by ÷ per` in whole steps. */
function inSteps(units: number, { by, per, step, rounding }: Scaling): number {
  const total = BigInt(units) * BigInt(by);
  const size = BigInt(per) * BigInt(step);
  const whole = total / size;
  const extra = rounding === 'up' && whole * size !== total ? 1n : 0n;
  return Number((whole + extra) * BigInt(step));
}
