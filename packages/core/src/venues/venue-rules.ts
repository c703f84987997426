import type { OrderClass, OrderType, TimeInForce } from '../orders/order-request.js';

/** A class of orders that a venue takes. */
export interface VenueClassRule {
  /** Types of the first order: the entry, or the take-profit of an `oco`. */
  readonly entryTypes: readonly OrderType[];
  readonly timesInForce: readonly TimeInForce[];
  /**
   * What the first order may do to the position that is there: anything, not reduce it (`entry`),
   * or only reduce it (`exit`).
   */
  readonly purpose: 'any' | 'entry' | 'exit';
}

/** What goes together with a property that not every order may have. */
export interface VenueCombination {
  readonly types: readonly OrderType[];
  readonly timesInForce: readonly TimeInForce[];
  readonly classes: readonly OrderClass[];
}

/** Decimals that a price may have from a price on. */
export interface VenuePriceBand {
  /** Lowest price of the band, in whole units of account. */
  readonly from: number;
  /** Prices are whole multiples of `10^-decimals`. */
  readonly decimals: number;
}

/**
 * A part of each session's day in which orders of one time in force are refused. It ends the same
 * time after the open on every day, half days as well, because clocks never change in between.
 */
export interface VenueClosedWindow {
  readonly before: 'open' | 'close';
  /** The window begins so long before the open or the close; that instant belongs to it. */
  readonly minutesBefore: number;
  /** The window ends so long after the open; that instant does not belong to it. */
  readonly minutesAfterOpen: number;
}

/** What an order may change when it takes the place of another; see `OrderChange`. */
export type ReplaceableField =
  | 'quantity'
  | 'limitPrice'
  | 'stopPrice'
  | 'trailAmount'
  | 'trailPercent'
  | 'timeInForce';

/** By how much a stop order to buy may be filled above its stop price. */
export interface VenueStopCollar {
  /** Lowest stop price of the band, in whole units of account. */
  readonly from: number;
  /** 0.04 is 4 %. */
  readonly fraction: number;
}

/**
 * What a venue takes and how it treats what it took: plain data that the check before a trade, the
 * simulated venue and the documentation share. It may be written to JSON and read back. Where a
 * field may be `null`, that means that there is no such rule, unless it says otherwise.
 *
 * Make your own by spreading one that is near: `{ ...genericVenue, name: 'mine', … }`.
 */
export interface VenueRules {
  readonly name: string;
  /** Date of the newest statement that the rules rest on, `YYYY-MM-DD`. */
  readonly version: string;
  /** Where the rules come from, and what is uncertain about them. */
  readonly sources: readonly string[];
  /** Allowed times in force by type; an empty list refuses the type. */
  readonly timesInForce: Readonly<Record<OrderType, readonly TimeInForce[]>>;
  /** Allowed classes; `null` refuses the class. */
  readonly classes: Readonly<Record<OrderClass, VenueClassRule | null>>;
  /**
   * Least distance of the exits of a group from each other and from the price of the entry, as
   * `10^-decimals`; `null` asks only that they are on their own sides of it.
   */
  readonly exitDistanceDecimals: number | null;
  /**
   * Stop prices must be above the last price for a purchase and below it for a sale; the exits of a
   * group by the least distance, and with a market entry the take-profit on the other side as well.
   */
  readonly beyondMark: boolean;
  /** Which orders may ask for extended hours; `null` refuses all. */
  readonly extendedHours: VenueCombination | null;
  /** Which orders may have a quantity that is not whole; `null` refuses all. */
  readonly fractions: VenueCombination | null;
  readonly notional: {
    /** Least worth of an order that opens and whose quantity is not whole, in units of account. */
    readonly fractionMin: number | null;
    /** Greatest worth of an order, in units of account. */
    readonly max: number | null;
  };
  /** Highest band first; `null` leaves it to the instrument's own tick. */
  readonly priceBands: readonly VenuePriceBand[] | null;
  readonly shortSelling: {
    readonly allowed: boolean;
    readonly wholeOnly: boolean;
  };
  /** One order may close a position and open the opposite one. */
  readonly crossesZero: boolean;
  /** When the auctions take no orders. */
  readonly closedWindows: Readonly<Record<'opg' | 'cls', VenueClosedWindow | null>>;
  /** What happens to a `day` order that is made while there is no session. */
  readonly dayAfterClose: 'next-session' | 'refused';
  /** Orders that could trade with each other are refused, but for these. */
  readonly washTrades: {
    readonly exemptClasses: readonly OrderClass[];
    readonly exemptTypes: readonly OrderType[];
  } | null;
  readonly replacement: {
    readonly fields: readonly ReplaceableField[];
    /** The quantity may change although the old or the new one is not whole. */
    readonly fractionalQuantity: boolean;
  };
  readonly groups: {
    /** The exits work for what the entry has filled, or only once it is filled completely. */
    readonly legsActivate: 'each-fill' | 'complete-fill';
    /** What becomes of the exits when the entry ends with only a part filled. */
    readonly legsOfPartFill: 'kept-for-part' | 'canceled';
  };
  /**
   * Stop orders to buy become stop-limit orders with the limit so far above the stop; highest band
   * first.
   */
  readonly buyStopCollar: readonly VenueStopCollar[] | null;
}

/** Freezes rules with all that is in them, so that nobody changes what others share. */
export function freezeVenueRules<R extends VenueRules>(rules: R): R {
  freezeDeep(rules);
  return rules;
}

function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const each of Object.values(value)) freezeDeep(each);
}
