import type {
  BarSeries,
  Instrument,
  MoneyScale,
  OrderIntent,
  Refusal,
  TickSeries,
  TradingCalendar,
  UnixMs,
  VenueRules,
} from '@tradewright/core';
import type { FillFacts } from '@tradewright/kernel';
import type { ResolvedVenueSettings } from './venue-settings.js';

/** How an order ended without being filled. */
export interface VenueEnd {
  readonly kind: 'canceled' | 'expired' | 'replaced' | 'rejected';
  readonly at: UnixMs;
  readonly reason?: Refusal | undefined;
}

/** Hears what the venue does with orders. The fill object is reused: read it during the call. */
export interface VenueSink {
  accepted(order: OrderIntent, at: UnixMs): void;
  /** The venue has an exit, which waits for its entry. */
  held(order: OrderIntent, at: UnixMs): void;
  filled(order: OrderIntent, fill: FillFacts): void;
  ended(order: OrderIntent, end: VenueEnd): void;
}

/** The account that the venue keeps orders against, as far as the venue must know it. */
export interface VenueAccount {
  /** Cash as the nearest double, and exactly in units of 1e-18. */
  readonly cashNumber: number;
  readonly cash: bigint;
  /** Signed quantity per slot, in units of `10^-quantityDigits`. */
  readonly quantity: Float64Array;
}

/** Whoever lends money and shares: says at the moment of a fill why the account may not have it. */
export interface FillGuard {
  refusalOf(order: OrderIntent, fill: FillFacts): Refusal | undefined;
}

/** What a venue is made of. Slots are the places in `instruments` and `series`. */
export interface VenueParts {
  readonly instruments: readonly Instrument[];
  readonly series: readonly BarSeries[];
  readonly calendar: TradingCalendar;
  readonly settings: ResolvedVenueSettings;
  /** What fills instead of bars, by slot. Default none. */
  readonly ticks?: readonly (TickSeries | undefined)[] | undefined;
  /** Default `genericVenue`. */
  readonly rules?: VenueRules | undefined;
  readonly scale: MoneyScale;
  readonly account: VenueAccount;
  /** Asked before every fill. Default: nobody is asked. */
  readonly guard?: FillGuard | undefined;
  readonly sink: VenueSink;
}
