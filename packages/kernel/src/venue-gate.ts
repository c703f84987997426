import {
  checkVenueRules,
  genericVenue,
  type OrderIntent,
  type OrderState,
  simpleDetails,
  type TradingCalendar,
  type UnixMs,
  type VenueRules,
} from '@tradewright/core';
import type { Gate } from '@tradewright/risk';

/** What the rules of a venue are checked against. */
export interface VenueDesk {
  readonly venueRules: VenueRules;
  readonly calendar: TradingCalendar;
  readonly account: { readonly mark: Float64Array; readonly units: Float64Array };
  readonly at: UnixMs;
  workingOrders(slot: number): OrderState[];
}

/** What the venue would refuse, refused before it leaves, with the venue's own code. */
export function venueGate(desk: VenueDesk, intent: OrderIntent): Gate | undefined {
  const { venueRules: rules, account, at, calendar } = desk;
  // Plain orders pass the generic table by its definition: the hot path of most backtests.
  if (rules === genericVenue && intent.details === simpleDetails) return undefined;
  const { slot } = intent;
  const refusal = checkVenueRules(rules, intent, {
    at,
    calendar,
    heldUnits: account.units[slot] as number,
    mark: account.mark[slot] as number,
    open: desk
      .workingOrders(slot)
      .filter((one) => one.intent !== intent)
      .map((one) => ({ order: one.intent, leavesUnits: one.leavesUnits })),
  });
  return refusal === undefined ? undefined : { scope: 'always', refusal };
}
