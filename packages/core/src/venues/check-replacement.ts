import type { OrderIntent } from '../orders/order-intent.js';
import type { Refusal } from '../orders/refusal.js';
import { isFraction } from './check-order-form.js';
import { oneOf, venueRefusal } from './venue-refusal.js';
import type { ReplaceableField, VenueRules } from './venue-rules.js';

/**
 * Checks what an order changes of the one that it takes the place of. Symbol, side, type, class,
 * purpose in a group, extended hours and the kind of a trailing distance stay at every venue: with
 * another of these it is another order. Whether the old one still works is not asked here.
 */
export function checkReplacement(rules: VenueRules, order: OrderIntent): Refusal | undefined {
  const old = order.details.replaces;
  if (old === undefined) return undefined;
  const { fields, fractionalQuantity } = rules.replacement;
  const fixed = findFixed(order, old);
  if (fixed !== undefined) {
    const message = `${fixed} of a working order must stay; cancel it and send another`;
    return venueRefusal('NOT_REPLACEABLE', message);
  }
  for (const field of replaceableFields) {
    if (!isChanged[field](order, old) || fields.includes(field)) continue;
    const can = fields.length === 0 ? 'nothing' : oneOf(fields);
    const what = `${field} of a working order must stay at ${rules.name}`;
    const fix = `where ${can} may change; cancel it and send another`;
    return venueRefusal('NOT_REPLACEABLE', `${what}, ${fix}`);
  }
  if (fractionalQuantity || !isChanged.quantity(order, old)) return undefined;
  if (!isFraction(order) && !isFraction(old)) return undefined;
  const what = `quantity of a working order must stay at ${rules.name} when it is not whole`;
  return venueRefusal('NOT_REPLACEABLE', `${what}; cancel the order and send another`);
}

/** Every field that a replacement may change somewhere, in the order in which they are checked. */
export const replaceableFields: readonly ReplaceableField[] = [
  'quantity',
  'limitPrice',
  'stopPrice',
  'trailAmount',
  'trailPercent',
  'timeInForce',
];

const isChanged: Readonly<
  Record<ReplaceableField, (order: OrderIntent, old: OrderIntent) => boolean>
> = {
  // Of the whole chain: what has been filled before counts.
  quantity: (order, old) => totalUnits(order) !== totalUnits(old),
  limitPrice: (order, old) => order.limitUnits !== old.limitUnits,
  stopPrice: (order, old) => order.details.stopUnits !== old.details.stopUnits,
  trailAmount: (order, old) => order.details.trailUnits !== old.details.trailUnits,
  trailPercent: (order, old) => order.details.trailPpm !== old.details.trailPpm,
  timeInForce: (order, old) => order.timeInForce !== old.timeInForce,
};

function totalUnits(order: OrderIntent): number {
  return order.quantityUnits + order.details.chainFilledUnits;
}

function findFixed(order: OrderIntent, old: OrderIntent): string | undefined {
  if (order.symbol !== old.symbol) return 'symbol';
  if (order.sign !== old.sign) return 'side';
  if (order.type !== old.type) return 'type';
  if (order.details.orderClass !== old.details.orderClass) return 'orderClass';
  if (order.details.leg !== old.details.leg) return 'leg';
  if (order.details.extendedHours !== old.details.extendedHours) return 'extendedHours';
  const hasPercent = order.details.trailPpm > 0;
  return hasPercent === old.details.trailPpm > 0 ? undefined : 'kind of trailing distance';
}
