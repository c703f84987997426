import { powerOfTen } from '../numbers/units.js';
import type { OrderIntent } from '../orders/order-intent.js';
import type { Refusal } from '../orders/refusal.js';
import type { TradingCalendar } from '../ports/trading-calendar.js';
import type { UnixMs } from '../time/unix-ms.js';
import { checkOpenOrders, type OpenOrder } from './check-open-orders.js';
import { checkOrderForm, isFraction } from './check-order-form.js';
import { checkOrderWindow } from './check-order-window.js';
import { checkPriceSides } from './check-price-sides.js';
import { checkReplacement } from './check-replacement.js';
import { venueRefusal } from './venue-refusal.js';
import type { VenueRules } from './venue-rules.js';

/** What a venue's answer may depend on besides the order. */
export interface VenueSituation {
  readonly at: UnixMs;
  readonly calendar: TradingCalendar;
  /** Signed position in the instrument's units. */
  readonly heldUnits: number;
  /** Last price in whole units of account; NaN when unknown. */
  readonly mark: number;
  /** Working orders of the symbol, with those that are being replaced; read at most once. */
  readonly open: Iterable<OpenOrder>;
}

export type { OpenOrder };

/**
 * Says why a venue would refuse an order, or `undefined` when its rules have nothing against it.
 * Pure, and total: it never throws. Orders that are sent together are checked together, through
 * `details.legs`; a replacement is checked as what it will be and for what it changes.
 *
 * The first refusal counts, in this order: what a replacement changes; type, time in force, class,
 * extended hours, fraction and price increments of the order and then of its legs; sides of the
 * prices; worth; auction deadlines; position; working orders.
 *
 * Where a rule compares with a price and none is known (`mark` is NaN), it is skipped: the venue
 * knows its price and has the last word, while the account's own limits refuse orders without one.
 * A plain order that is fine makes no objects but iterators, unless it closes and working orders
 * must be added up.
 *
 * @example
 * const order = new OrderIntent({
 *   maker: { account: 'paper', strategy: 'sma' },
 *   instrument: instrument({ symbol: 'AAPL' }),
 *   slot: 0,
 *   sequence: 0,
 *   sign: 1,
 *   type: 'stop',
 *   timeInForce: 'ioc',
 *   quantityUnits: 10,
 *   limitUnits: 0,
 *   turn: 0,
 *   decidedAt: 0,
 *   ordinal: 0,
 *   details: { ...simpleDetails, stopUnits: 18_000 },
 * });
 * const situation = {
 *   at: parseInstant('2024-07-05T10:00:00-04:00'),
 *   calendar: usEquityCalendar,
 *   heldUnits: 0,
 *   mark: 175.5,
 *   open: [],
 * };
 * checkVenueRules(alpacaEquities, order, situation)?.code // => 'TIME_IN_FORCE_NOT_ALLOWED'
 */
export function checkVenueRules(
  rules: VenueRules,
  order: OrderIntent,
  situation: VenueSituation,
): Refusal | undefined {
  return (
    checkReplacement(rules, order) ??
    checkOrderForm(rules, order) ??
    checkLegs(rules, order) ??
    checkPriceSides(rules, order, situation.mark) ??
    checkNotional(rules, order, situation) ??
    checkOrderWindow(rules, order, situation) ??
    checkOpenOrders(rules, order, situation)
  );
}

function checkLegs(rules: VenueRules, order: OrderIntent): Refusal | undefined {
  if (order.details.legs.length === 0) return undefined;
  for (const leg of order.details.legs) {
    const refusal = checkOrderForm(rules, leg);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** An order that closes is never too small: nobody could get rid of the rest. */
function checkNotional(
  rules: VenueRules,
  order: OrderIntent,
  { mark, heldUnits }: VenueSituation,
): Refusal | undefined {
  const { fractionMin, max } = rules.notional;
  if (fractionMin === null && max === null) return undefined;
  const opens = heldUnits * order.sign >= 0;
  if (fractionMin !== null && opens && isFraction(order)) {
    const tooSmall = compareNotional(order, mark, fractionMin) < 0;
    if (tooSmall) return refuseNotional(rules, order, { mark, limit: fractionMin, side: 'least' });
  }
  if (max === null || !(compareNotional(order, mark, max) > 0)) return undefined;
  return refuseNotional(rules, order, { mark, limit: max, side: 'most' });
}

/**
 * Above zero when the order is worth more than a bound of at most six decimals, below when less;
 * NaN without a price. Doubles decide unless the two are as good as equal; then whole numbers do.
 */
function compareNotional(order: OrderIntent, mark: number, bound: number): number {
  const { priceDigits, quantityDigits } = order.instrument;
  const off = notionalOf(order, mark) / bound - 1;
  if (!(Math.abs(off) < 1e-9)) return off;
  const priceUnits = order.limitUnits === 0 ? order.details.stopUnits : order.limitUnits;
  if (priceUnits === 0) return Math.abs(off) < 1e-12 ? 0 : off;
  const worth = BigInt(order.quantityUnits) * BigInt(priceUnits) * 1_000_000n;
  const scale = BigInt(powerOfTen(priceDigits + quantityDigits));
  const exact = worth - BigInt(Math.round(bound * 1_000_000)) * scale;
  return exact > 0n ? 1 : exact < 0n ? -1 : 0;
}

/** Quantity at the limit price, else at the stop price, else at the last price. */
function notionalOf(order: OrderIntent, mark: number): number {
  const { priceDigits, quantityDigits } = order.instrument;
  const units = order.limitUnits === 0 ? order.details.stopUnits : order.limitUnits;
  const price = units === 0 ? mark : units / powerOfTen(priceDigits);
  return (order.quantityUnits / powerOfTen(quantityDigits)) * price;
}

function refuseNotional(
  rules: VenueRules,
  order: OrderIntent,
  { mark, limit, side }: { readonly mark: number; readonly limit: number; readonly side: string },
): Refusal {
  const actual = notionalOf(order, mark);
  const what = `notional of ${order.symbol} must be at ${side} ${limit} at ${rules.name}`;
  return { ...venueRefusal('NOTIONAL_OUT_OF_RANGE', `${what}, was ${actual}`), actual, limit };
}
