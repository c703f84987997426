import { unitsToText } from '../numbers/units.js';
import type { OrderIntent } from '../orders/order-intent.js';
import type { Refusal } from '../orders/refusal.js';
import { isFraction } from './check-order-form.js';
import { venueRefusal } from './venue-refusal.js';
import type { VenueRules } from './venue-rules.js';

/** A working order and what may still fill of it. */
export interface OpenOrder {
  readonly order: OrderIntent;
  /** Unsigned, in the instrument's units. */
  readonly leavesUnits: number;
}

/** The position of a symbol and its working orders. */
export interface OpenInterest {
  /** Signed position in the instrument's units. */
  readonly heldUnits: number;
  readonly open: Iterable<OpenOrder>;
}

/**
 * Checks an order against the position and the working orders of its symbol: entry or exit, short
 * sales, more than is there, wash trades. Reads `open` at most once, and only when it must.
 *
 * The exits of an entry are not checked: they can only close what the entry has opened.
 */
export function checkOpenOrders(
  rules: VenueRules,
  order: OrderIntent,
  interest: OpenInterest,
): Refusal | undefined {
  const { leg, orderClass } = order.details;
  if (leg !== undefined && orderClass !== 'oco') return undefined;
  const reduces = interest.heldUnits * order.sign < 0;
  const refusal = checkDirection(rules, order, reduces);
  if (refusal !== undefined) return refusal;
  const mayOpen = order.sign > 0 || rules.shortSelling.allowed;
  const bounded = reduces && !(rules.crossesZero && mayOpen);
  const washes = rules.washTrades !== null && !isExempt(rules, order);
  if (!bounded && !washes) return undefined;
  let families: Families | undefined;
  let opponent: OrderIntent | undefined;
  for (const { order: other, leavesUnits } of interest.open) {
    if (!(leavesUnits > 0) || familyOf(other) === familyOf(order)) continue;
    if (washes && opponent === undefined && isWash(rules, order, other)) opponent = other;
    if (!bounded || (other.sign !== order.sign && other.details.group < 0)) continue;
    families ??= new Map();
    addToFamily(families, { order: other, leavesUnits }, order.sign);
  }
  if (bounded) {
    const available = Math.abs(interest.heldUnits) - promisedUnits(families);
    if (order.quantityUnits > available) return refuseCrossing(order, Math.max(0, available));
  }
  return opponent === undefined ? undefined : refuseWash(order, opponent);
}

function checkDirection(
  rules: VenueRules,
  order: OrderIntent,
  reduces: boolean,
): Refusal | undefined {
  const { orderClass } = order.details;
  const { symbol } = order.instrument;
  const purpose = rules.classes[orderClass]?.purpose ?? 'any';
  if (purpose === 'exit' && !reduces) {
    const what = `orderClass "${orderClass}" must reduce the position in ${symbol}`;
    const message = `${what} at ${rules.name}, and there is none on the other side; use "bracket"`;
    return venueRefusal('CLASS_NOT_ALLOWED', message);
  }
  if (purpose === 'entry' && reduces) {
    const what = `orderClass "${orderClass}" must not reduce the position in ${symbol}`;
    return venueRefusal('CLASS_NOT_ALLOWED', `${what} at ${rules.name}; use "simple" or "oco"`);
  }
  if (reduces || order.sign > 0) return undefined;
  const { allowed, wholeOnly } = rules.shortSelling;
  if (!allowed) {
    const what = `side of ${symbol} must be "buy" at ${rules.name} while none is held`;
    return venueRefusal('SHORT_NOT_ALLOWED', `${what}, was "sell"`);
  }
  if (!wholeOnly || !isFraction(order)) return undefined;
  const was = quantityText(order, order.quantityUnits);
  const what = `quantity of ${symbol} must be whole for a short sale at ${rules.name}`;
  return venueRefusal('FRACTION_NOT_ALLOWED', `${what}, was ${was}`);
}

/** Most that orders may fill of which only one can, and what their entry may still open. */
interface Family {
  closing: number;
  opening: number;
}

type Families = Map<OrderIntent | number, Family>;

/**
 * Orders that exclude each other share a family: those of a group, and all versions of an order
 * that was replaced.
 */
function familyOf(order: OrderIntent): OrderIntent | number {
  const { group } = order.details;
  if (group >= 0) return group;
  let first = order;
  while (first.details.replaces !== undefined) first = first.details.replaces;
  return first;
}

function addToFamily(families: Families, { order, leavesUnits }: OpenOrder, sign: number): void {
  const key = familyOf(order);
  const family = families.get(key) ?? { closing: 0, opening: 0 };
  families.set(key, family);
  if (order.sign === sign) family.closing = Math.max(family.closing, leavesUnits);
  else if (order.details.leg === undefined) family.opening = Math.max(family.opening, leavesUnits);
}

/** Exits take no more of what is held than their entry has opened so far. */
function promisedUnits(families: Families | undefined): number {
  let promised = 0;
  if (families === undefined) return promised;
  for (const { closing, opening } of families.values()) promised += Math.max(0, closing - opening);
  return promised;
}

function isExempt({ washTrades }: VenueRules, order: OrderIntent): boolean {
  if (washTrades === null || washTrades.exemptTypes.includes(order.type)) return true;
  return washTrades.exemptClasses.includes(order.details.orderClass);
}

/** Two limits cross when the purchase pays at least what the sale asks; all else may cross. */
function isWash(rules: VenueRules, order: OrderIntent, other: OrderIntent): boolean {
  if (other.sign === order.sign || isExempt(rules, other)) return false;
  if (order.limitUnits === 0 || other.limitUnits === 0) return true;
  return order.sign * (order.limitUnits - other.limitUnits) >= 0;
}

function refuseCrossing(order: OrderIntent, available: number): Refusal {
  const { symbol } = order.instrument;
  const [most, was] = [available, order.quantityUnits].map((units) => quantityText(order, units));
  const what = `quantity of ${symbol} must be at most ${most}`;
  const why = 'which is held and not promised to working orders';
  const fix = 'cancel those, or close first and open with a second order';
  return {
    ...venueRefusal('CROSSES_ZERO', `${what}, ${why}, was ${was}; ${fix}`),
    actual: Number(was),
    limit: Number(most),
  };
}

function refuseWash(order: OrderIntent, opponent: OrderIntent): Refusal {
  const { symbol } = order.instrument;
  const what = `side of ${symbol} must not meet the working order ${opponent.clientOrderId}`;
  const fix = `to ${opponent.side}, was "${order.side}"; cancel that order first, or use a group`;
  return venueRefusal('WASH_TRADE', `${what} ${fix}`);
}

function quantityText(order: OrderIntent, units: number): string {
  return unitsToText(units, order.instrument.quantityDigits);
}
