import type { OrderIntent } from './order-intent.js';
import type { OrderClass } from './order-request.js';

/** What an order of a group is for. */
export type OrderLeg = 'takeProfit' | 'stopLoss';

/**
 * What an order has beyond side, quantity, limit and time in force. Most orders have none of it and
 * share {@link simpleDetails}. Prices are whole units of the instrument; zero stands for none.
 */
export interface OrderDetails {
  readonly stopUnits: number;
  /** Distance of a trailing stop in price units. */
  readonly trailUnits: number;
  /** Distance of a trailing stop in millionths of the best price: 10,000 is 1 %. */
  readonly trailPpm: number;
  readonly extendedHours: boolean;
  readonly orderClass: OrderClass;
  /** What this order is for in its group; `undefined` for an entry or a simple order. */
  readonly leg: OrderLeg | undefined;
  /** Sequence number of the group's first order, −1 outside groups. */
  readonly group: number;
  /** Orders that are sent together with this one. */
  readonly legs: readonly OrderIntent[];
  /** The order that this one takes the place of. */
  readonly replaces: OrderIntent | undefined;
  /**
   * Filled on the whole chain of replaced orders when this one was decided. What fills on them
   * afterwards shrinks this order by as much.
   */
  readonly chainFilledUnits: number;
}

/** The details of an order that has none. */
export const simpleDetails: OrderDetails = Object.freeze({
  stopUnits: 0,
  trailUnits: 0,
  trailPpm: 0,
  extendedHours: false,
  orderClass: 'simple',
  leg: undefined,
  group: -1,
  legs: Object.freeze([]),
  replaces: undefined,
  chainFilledUnits: 0,
});
