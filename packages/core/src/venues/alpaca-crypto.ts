import { freezeVenueRules, type VenueRules } from './venue-rules.js';

/**
 * What Alpaca takes for coins, as far as it is known. Nothing here was tried against the real
 * venue; the words for the sources are those of `alpacaEquities`. Least quantities and steps are
 * facts of each coin and belong into its instrument.
 *
 * @example
 * alpacaCrypto.timesInForce.stop // => []
 */
export const alpacaCrypto: VenueRules = freezeVenueRules({
  name: 'alpaca-crypto',
  version: '2026-08-05',
  sources: [
    'Alpaca OpenAPI description of the trading API, 2026-08-05.',
    'Alpaca documentation: crypto trading, user protection (read 2026-11).',
    'Answers of the paper account recorded by others, 2026-05-26.',
    'Uncertain: fok (one support page names it), stop-limit orders with ioc, extended hours, ' +
      'changing the quantity of a working order, the side of a stop.',
  ],
  timesInForce: {
    // Docs: gtc and ioc only.
    market: ['gtc', 'ioc'],
    limit: ['gtc', 'ioc'],
    // Seen 2026-05-26: "invalid order type for crypto order", 40010001.
    stop: [],
    // The two lists do not say whether a stop may be ioc (uncertain): it would have to wait.
    stopLimit: ['gtc'],
    trailingStop: [],
  },
  classes: {
    // Docs: simple orders only.
    simple: {
      entryTypes: ['market', 'limit', 'stopLimit'],
      timesInForce: ['gtc', 'ioc'],
      purpose: 'any',
    },
    bracket: null,
    oto: null,
    oco: null,
  },
  exitDistanceDecimals: null,
  // Uncertain: not seen for coins.
  beyondMark: false,
  // Inferred: coins trade at all hours, and extended hours are for "DAY or GTC limit orders".
  extendedHours: null,
  fractions: {
    types: ['market', 'limit', 'stopLimit'],
    timesInForce: ['gtc', 'ioc'],
    classes: ['simple'],
  },
  // Docs: at most 200,000 dollars in one order.
  notional: { fractionMin: null, max: 200_000 },
  // Spec: `price_increment` of the asset.
  priceBands: null,
  // Docs: no short sales, no margin. Seen: 403 "insufficient balance for BTC".
  shortSelling: { allowed: false, wholeOnly: false },
  crossesZero: false,
  closedWindows: { opg: null, cls: null },
  dayAfterClose: 'next-session',
  // Docs: the rule holds for coins as well.
  washTrades: { exemptClasses: ['bracket', 'oto', 'oco'], exemptTypes: ['trailingStop'] },
  // Spec: as for shares. Uncertain: whether a quantity that is not whole may change.
  replacement: {
    fields: ['quantity', 'limitPrice', 'stopPrice', 'timeInForce'],
    fractionalQuantity: true,
  },
  // There are no groups.
  groups: { legsActivate: 'complete-fill', legsOfPartFill: 'canceled' },
  buyStopCollar: null,
});
