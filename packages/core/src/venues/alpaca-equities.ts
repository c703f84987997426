import { freezeVenueRules, type VenueRules } from './venue-rules.js';

/**
 * What Alpaca takes for shares of US companies and funds, as far as it is known.
 *
 * Nothing here was tried against the real venue. Facts come from Alpaca's OpenAPI description of
 * 2026-08-05 ("spec"), its documentation ("docs"), answers of the paper account that others have
 * recorded ("seen"), and what follows from these ("inferred"). The venue has the last word: an
 * order that passes here may still be rejected there.
 *
 * @example
 * alpacaEquities.timesInForce.trailingStop // => ['day', 'gtc']
 */
export const alpacaEquities: VenueRules = freezeVenueRules({
  name: 'alpaca-equities',
  version: '2026-08-05',
  sources: [
    'Alpaca OpenAPI description of the trading API, 2026-08-05.',
    'Alpaca documentation: orders at Alpaca, user protection, fractional trading (read 2026-11).',
    'Answers of the paper account recorded by others, 2026-04 to 2026-10.',
    'Uncertain: fractions with other types than market, the take-profit against the last price, ' +
      'brackets beside a position, wash trades of stop-limit orders and of plain orders against ' +
      'groups, purchases of more than is short, the closing auction on half days.',
  ],
  timesInForce: {
    // Docs. There is no good-till-date order at Alpaca.
    market: ['day', 'gtc', 'ioc', 'fok', 'opg', 'cls'],
    limit: ['day', 'gtc', 'ioc', 'fok', 'opg', 'cls'],
    // Docs: stop orders neither in auctions nor for one price.
    stop: ['day', 'gtc'],
    stopLimit: ['day', 'gtc'],
    // Docs: day and gtc; triggers in regular hours only.
    trailingStop: ['day', 'gtc'],
  },
  classes: {
    simple: {
      entryTypes: ['market', 'limit', 'stop', 'stopLimit', 'trailingStop'],
      timesInForce: ['day', 'gtc', 'ioc', 'fok', 'opg', 'cls'],
      purpose: 'any',
    },
    // Docs: the entry is a market or a limit order; day or gtc. Seen 2020 to 2026: "bracket orders
    // must be entry orders", 42210000, for one that reduces a position. Some report it as well for
    // one that adds to a position or meets working orders (uncertain, allowed here).
    bracket: {
      entryTypes: ['market', 'limit'],
      timesInForce: ['day', 'gtc'],
      purpose: 'entry',
    },
    oto: { entryTypes: ['market', 'limit'], timesInForce: ['day', 'gtc'], purpose: 'any' },
    // Docs: type must be limit, exits only. The take-profit is the first order, the stop its leg.
    oco: { entryTypes: ['limit'], timesInForce: ['day', 'gtc'], purpose: 'exit' },
  },
  // Docs, seen 2021: a stop-loss is at least 0.01 beyond the base price. Reported by others: the
  // take-profit as well.
  exitDistanceDecimals: 2,
  // Seen 2026: "stop price must be less than current price", 42210000. Inferred for stop-limit.
  beyondMark: true,
  // Spec and docs: "extended hours order must be DAY or GTC limit orders"; gtc since 2025 or 2026.
  // Docs: `extended_hours` must be false in groups.
  extendedHours: { types: ['limit'], timesInForce: ['day', 'gtc'], classes: ['simple'] },
  // Seen: "fractional orders must be DAY orders", 42210000. The spec's text knows market orders
  // only; limit, stop and stop-limit are said to be taken since 2023 (uncertain).
  fractions: {
    types: ['market', 'limit', 'stop', 'stopLimit'],
    timesInForce: ['day'],
    classes: ['simple'],
  },
  // Seen: "notional must be >= 1.00"; a sale of a whole share below one dollar was taken.
  notional: { fractionMin: 1, max: null },
  // Docs (rule 612 of Regulation NMS): two decimals from 1.00 on, four below; else 42210000.
  priceBands: [
    { from: 1, decimals: 2 },
    { from: 0, decimals: 4 },
  ],
  // Docs: shares that are easy to borrow, whole ones only. Which they are is the asset's matter.
  shortSelling: { allowed: true, wholeOnly: true },
  // Seen 2026-10-08: 403 "insufficient qty available" for a sale of more than is held. Inferred
  // for a purchase of more than is short.
  crossesZero: false,
  closedWindows: {
    // Docs: refused from 09:28 to 19:00 New York, queued for the next session afterwards.
    opg: { before: 'open', minutesBefore: 2, minutesAfterOpen: 570 },
    // Docs: refused from 15:50 to 19:00. Inferred for half days: ten minutes before the close.
    cls: { before: 'close', minutesBefore: 10, minutesAfterOpen: 570 },
  },
  // Docs: orders made outside the session wait for the next one.
  dayAfterClose: 'next-session',
  // Docs (user protection), seen 2026: "potential wash trade detected. use complex orders".
  washTrades: { exemptClasses: ['bracket', 'oto', 'oco'], exemptTypes: ['trailingStop'] },
  // Spec: fields of a replacement. Docs: the quantity of a fractional order cannot change.
  replacement: {
    fields: ['quantity', 'limitPrice', 'stopPrice', 'trailAmount', 'trailPercent', 'timeInForce'],
    fractionalQuantity: false,
  },
  // Docs: the exits are held until the entry is filled completely; canceling one of a group
  // cancels the rest.
  groups: { legsActivate: 'complete-fill', legsOfPartFill: 'canceled' },
  // Docs: 4 % above stop prices below 50, 2.5 % from there on; sales stay as they are.
  buyStopCollar: [
    { from: 50, fraction: 0.025 },
    { from: 0, fraction: 0.04 },
  ],
});
