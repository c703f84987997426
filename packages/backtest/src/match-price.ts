import type { BarSeries } from '@tradewright/core';
import { matching, type RestingOrder } from './resting-order.js';

/** How limits are met; see `VenueSettings.limitFill`. */
export type LimitFill = 'touch' | 'through';

/** Says whether a price is at least as good as a limit; `through` asks for a better one. */
function meets(one: RestingOrder, price: number, how: LimitFill): boolean {
  const beyond = one.sign > 0 ? one.limit - price : price - one.limit;
  return how === 'through' ? beyond > 0 : beyond >= 0;
}

/** Says whether a price has reached the stop. */
function triggers(one: RestingOrder, price: number): boolean {
  return one.sign > 0 ? price >= one.stop : price <= one.stop;
}

/** Says whether the range of a bar reaches the stop of an order that still has one. */
export function reachesStop(one: RestingOrder, series: BarSeries, index: number): boolean {
  if (one.kind === matching.market || one.kind === matching.limit) return false;
  return triggers(one, (one.sign > 0 ? series.high[index] : series.low[index]) as number);
}

/** What an order does at the open of a bar: the price at which it fills, or NaN. */
export function priceAtOpen(one: RestingOrder, open: number, how: LimitFill): number {
  if (one.kind === matching.market) return open;
  if (one.kind === matching.limit) return meets(one, open, how) ? open : Number.NaN;
  if (!triggers(one, open)) return Number.NaN;
  // A gap through the stop: what it has become meets the open, which is the market's price.
  return turn(one) && !meets(one, open, how) ? Number.NaN : open;
}

/**
 * What an order does within the range of a bar, whose open did not fill it: the price at which it
 * fills, or NaN. A stop fills at its price; a limit at its limit.
 */
export function priceInRange(
  one: RestingOrder,
  series: BarSeries,
  match: { readonly index: number; readonly how: LimitFill },
): number {
  const { index, how } = match;
  const high = series.high[index] as number;
  const low = series.low[index] as number;
  // An order that began to work within the bar may find the price beyond its own already.
  const within = one.activatedBy === 'trigger' || one.activatedBy === 'limit';
  const from = within ? one.activationPrice : (series.open[index] as number);
  if (one.kind === matching.limit) {
    if (meets(one, from, how)) return from;
    return meets(one, one.sign > 0 ? low : high, how) ? one.limit : Number.NaN;
  }
  if (one.kind === matching.market || !triggers(one, one.sign > 0 ? high : low)) return Number.NaN;
  const price = triggers(one, from) ? from : one.stop;
  // After the trigger the bar does not tell whether a limit beyond the stop is met: the next does.
  return turn(one) && !meets(one, price, how) ? Number.NaN : price;
}

/** A stop was reached: it becomes a market or a limit order. Says whether it has a limit. */
function turn(one: RestingOrder): boolean {
  const limited = one.kind === matching.stopLimit;
  one.kind = limited ? matching.limit : matching.market;
  one.hasTurned = true;
  return limited;
}
