import { powerOfTen, unitsToText } from '../numbers/units.js';
import type { OrderIntent } from '../orders/order-intent.js';
import { type OrderClass, orderClasses, orderTypes } from '../orders/order-request.js';
import type { Refusal } from '../orders/refusal.js';
import { fieldOf, oneOf, venueRefusal } from './venue-refusal.js';
import type { VenueCombination, VenuePriceBand, VenueRules } from './venue-rules.js';

/**
 * Checks what one order is: type, time in force, class, extended hours, fraction of a quantity,
 * price increments. The orders that are sent together with it are checked one by one.
 */
export function checkOrderForm(rules: VenueRules, order: OrderIntent): Refusal | undefined {
  return (
    checkLife(rules, order) ??
    checkClass(rules, order) ??
    checkExtendedHours(rules, order) ??
    checkFraction(rules, order) ??
    checkIncrements(rules, order)
  );
}

/** Says whether an order asks for a part of a share or a coin. */
export function isFraction(order: OrderIntent): boolean {
  return order.quantityUnits % powerOfTen(order.instrument.quantityDigits) !== 0;
}

function checkLife(rules: VenueRules, order: OrderIntent): Refusal | undefined {
  const { type, timeInForce } = order;
  const lives = rules.timesInForce[type];
  if (lives.includes(timeInForce)) return undefined;
  if (lives.length === 0) {
    const allowed = oneOf(orderTypes.filter((each) => rules.timesInForce[each].length > 0));
    const message = `${fieldOf(order, 'type')} must be ${allowed} at ${rules.name}, was "${type}"`;
    return venueRefusal('TYPE_NOT_ALLOWED', message);
  }
  const what = `timeInForce of type "${type}" must be ${oneOf(lives)}`;
  return venueRefusal(
    'TIME_IN_FORCE_NOT_ALLOWED',
    `${what} at ${rules.name}, was "${timeInForce}"`,
  );
}

function checkClass(rules: VenueRules, order: OrderIntent): Refusal | undefined {
  const { orderClass } = order.details;
  const rule = rules.classes[orderClass];
  if (rule === null) {
    const allowed = oneOf(orderClasses.filter((each) => rules.classes[each] !== null));
    const message = `orderClass must be ${allowed} at ${rules.name}, was "${orderClass}"`;
    return venueRefusal('CLASS_NOT_ALLOWED', message);
  }
  if (isFirstOf(orderClass, order) && !rule.entryTypes.includes(order.type)) {
    const what = `type of orderClass "${orderClass}" must be ${oneOf(rule.entryTypes)}`;
    return venueRefusal('CLASS_NOT_ALLOWED', `${what} at ${rules.name}, was "${order.type}"`);
  }
  if (rule.timesInForce.includes(order.timeInForce)) return undefined;
  const what = `timeInForce of orderClass "${orderClass}" must be ${oneOf(rule.timesInForce)}`;
  const message = `${what} at ${rules.name}, was "${order.timeInForce}"`;
  return venueRefusal('CLASS_NOT_ALLOWED', message);
}

/** The entry of its class, or the take-profit of an `oco`: exits have the types that they have. */
function isFirstOf(orderClass: OrderClass, order: OrderIntent): boolean {
  const { leg } = order.details;
  return leg === undefined || (orderClass === 'oco' && leg === 'takeProfit');
}

function checkExtendedHours(rules: VenueRules, order: OrderIntent): Refusal | undefined {
  if (!order.details.extendedHours) return undefined;
  const allowed = rules.extendedHours;
  if (allowed !== null && isCombined(allowed, order)) return undefined;
  const fix = allowed === null ? '' : `; it is for ${describeCombination(allowed)}`;
  const message = `extendedHours must be false for this order at ${rules.name}, was true${fix}`;
  return venueRefusal('EXTENDED_HOURS_NOT_ALLOWED', message);
}

function checkFraction(rules: VenueRules, order: OrderIntent): Refusal | undefined {
  if (!isFraction(order)) return undefined;
  const allowed = rules.fractions;
  if (allowed !== null && isCombined(allowed, order)) return undefined;
  const { instrument, quantityUnits } = order;
  const was = unitsToText(quantityUnits, instrument.quantityDigits);
  const fix = allowed === null ? '' : `; fractions are for ${describeCombination(allowed)}`;
  const what = `quantity of ${instrument.symbol} must be whole for this order at ${rules.name}`;
  return venueRefusal('FRACTION_NOT_ALLOWED', `${what}, was ${was}${fix}`);
}

function isCombined(allowed: VenueCombination, order: OrderIntent): boolean {
  return (
    allowed.types.includes(order.type) &&
    allowed.timesInForce.includes(order.timeInForce) &&
    allowed.classes.includes(order.details.orderClass)
  );
}

function describeCombination({ types, timesInForce, classes }: VenueCombination): string {
  return `type ${oneOf(types)}, timeInForce ${oneOf(timesInForce)}, orderClass ${oneOf(classes)}`;
}

function checkIncrements(rules: VenueRules, order: OrderIntent): Refusal | undefined {
  const { priceBands } = rules;
  if (priceBands === null) return undefined;
  const digits = order.instrument.priceDigits;
  const { limitUnits, details } = order;
  const bandOfLimit = findMissedBand(priceBands, limitUnits, digits);
  if (bandOfLimit !== undefined) return refuseIncrement(order, 'limitPrice', bandOfLimit);
  const bandOfStop = findMissedBand(priceBands, details.stopUnits, digits);
  return bandOfStop && refuseIncrement(order, 'stopPrice', bandOfStop);
}

/** The band of a price that has more decimals than its band; zero stands for no price. */
function findMissedBand(
  bands: readonly VenuePriceBand[],
  units: number,
  digits: number,
): VenuePriceBand | undefined {
  if (units === 0) return undefined;
  const scale = powerOfTen(digits);
  for (const band of bands) {
    if (units < band.from * scale) continue;
    const finer = digits - band.decimals;
    return finer > 0 && units % powerOfTen(finer) !== 0 ? band : undefined;
  }
  return undefined;
}

function refuseIncrement(
  order: OrderIntent,
  field: 'limitPrice' | 'stopPrice',
  band: VenuePriceBand,
): Refusal {
  const { instrument, limitUnits, details } = order;
  const units = field === 'limitPrice' ? limitUnits : details.stopUnits;
  const was = unitsToText(units, instrument.priceDigits);
  const step = unitsToText(1, band.decimals);
  const name = `${fieldOf(order, field)} of ${instrument.symbol}`;
  const message = `${name} must be a whole multiple of ${step} from ${band.from} on, was ${was}`;
  return venueRefusal('PRICE_INCREMENT', message);
}
