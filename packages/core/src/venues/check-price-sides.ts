import { powerOfTen, unitsToText } from '../numbers/units.js';
import type { OrderLeg } from '../orders/order-intent.js';
import type { OrderIntent } from '../orders/order-intent.js';
import type { Refusal } from '../orders/refusal.js';
import { fieldOf, venueRefusal } from './venue-refusal.js';
import type { VenueRules } from './venue-rules.js';

/**
 * Checks on which side of each other the prices of a group are, and where a venue asks for it on
 * which side of the last price. An unknown last price (NaN) is compared with nothing.
 *
 * Not refused is a stop-limit order whose limit is on the far side of its stop: it waits for the
 * price to come back, which some want.
 */
export function checkPriceSides(
  rules: VenueRules,
  order: OrderIntent,
  mark: number,
): Refusal | undefined {
  const refusal = order.details.orderClass === 'simple' ? undefined : checkGroup(rules, order);
  if (refusal !== undefined || !rules.beyondMark || !(mark > 0)) return refusal;
  if (!isStop(order) && order.details.legs.length === 0) return undefined;
  const markUnits = unitsOfMark(mark, order.instrument.priceDigits);
  const own = checkFromMark(rules, order, { markUnits, entry: order });
  if (own !== undefined) return own;
  for (const leg of order.details.legs) {
    const found = checkFromMark(rules, leg, { markUnits, entry: order });
    if (found !== undefined) return found;
  }
  return undefined;
}

function checkGroup(rules: VenueRules, order: OrderIntent): Refusal | undefined {
  const target = findLeg(order, 'takeProfit');
  const stop = findLeg(order, 'stopLoss');
  const gap = gapOf(rules, order);
  if (target !== undefined && stop !== undefined) {
    const base = { name: 'stopLoss.stopPrice', units: stop.details.stopUnits, gap };
    const refusal = checkFrom(base, target, target.limitUnits);
    if (refusal !== undefined) return refusal;
  }
  const named = order.limitUnits === 0 ? 'stopPrice' : 'limitPrice';
  const units = order.limitUnits === 0 ? order.details.stopUnits : order.limitUnits;
  // A market entry has no price, and without an entry there is nothing else to compare.
  if (units === 0 || order.details.leg !== undefined) return undefined;
  const base = { name: named, units, gap };
  const ofTarget = target && checkFrom(base, target, target.limitUnits);
  return ofTarget ?? (stop && checkFrom(base, stop, stop.details.stopUnits));
}

/** Stops, and the take-profit of an entry that is filled at the market. */
function checkFromMark(
  rules: VenueRules,
  order: OrderIntent,
  { markUnits, entry }: { readonly markUnits: number; readonly entry: OrderIntent },
): Refusal | undefined {
  const { leg, stopUnits } = order.details;
  const stops = isStop(order);
  if (!stops && !(leg === 'takeProfit' && entry.type === 'market')) return undefined;
  // A price of its own has only to differ, by whatever it is.
  const gap = leg === undefined ? Number.MIN_VALUE : gapOf(rules, order);
  const base = { name: 'the last price', units: markUnits, gap };
  return checkFrom(base, order, stops ? stopUnits : order.limitUnits);
}

/** From what price an order's price must be how far away. */
interface PriceBase {
  readonly name: string;
  readonly units: number;
  readonly gap: number;
}

/** A stop to sell and a limit to buy must be below their base, the others above. */
function checkFrom(base: PriceBase, order: OrderIntent, units: number): Refusal | undefined {
  const stops = isStop(order);
  const below = stops === order.sign < 0;
  const distance = below ? base.units - units : units - base.units;
  if (distance >= base.gap) return undefined;
  const { priceDigits, symbol } = order.instrument;
  const text = (each: number): string => unitsToText(Math.round(each), priceDigits);
  const name = `${fieldOf(order, stops ? 'stopPrice' : 'limitPrice')} of ${symbol}`;
  const far = base.gap < 1 ? '' : `at least ${text(base.gap)} `;
  const must = `must be ${far}${below ? 'below' : 'above'} ${base.name}`;
  return venueRefusal(
    'PRICE_SIDE',
    `${name} ${must}, which is ${text(base.units)}, was ${text(units)}`,
  );
}

function isStop({ type }: OrderIntent): boolean {
  return type === 'stop' || type === 'stopLimit';
}

function findLeg(order: OrderIntent, leg: OrderLeg): OrderIntent | undefined {
  if (order.details.leg === leg) return order;
  for (const each of order.details.legs) if (each.details.leg === leg) return each;
  return undefined;
}

/** At least one unit: two exits at one price exclude nothing. */
function gapOf({ exitDistanceDecimals: decimals }: VenueRules, order: OrderIntent): number {
  const finer = decimals === null ? 0 : order.instrument.priceDigits - decimals;
  return finer > 0 ? powerOfTen(finer) : 1;
}

/** A price in units: whole ones wherever the double may stand for them. */
function unitsOfMark(mark: number, digits: number): number {
  const units = mark * powerOfTen(digits);
  const whole = Math.round(units);
  return Math.abs(units - whole) <= units * 2 ** -51 ? whole : units;
}
