import { freezeVenueRules, type VenueRules } from './venue-rules.js';

/**
 * A venue that takes everything that makes sense, and refuses nothing because of positions, other
 * orders or the time of day. What is refused contradicts itself: a stop order for an auction, a
 * group that lives for one price only, an auction in extended hours.
 *
 * @example
 * genericVenue.timesInForce.stop // => ['day', 'gtc']
 */
export const genericVenue: VenueRules = freezeVenueRules({
  name: 'generic',
  version: '2026-11-25',
  sources: ['Our own: no venue is like this one.'],
  timesInForce: {
    market: ['day', 'gtc', 'ioc', 'fok', 'opg', 'cls'],
    limit: ['day', 'gtc', 'ioc', 'fok', 'opg', 'cls'],
    // They wait for a price. One price at which to live, or one auction, is a contradiction.
    stop: ['day', 'gtc'],
    stopLimit: ['day', 'gtc'],
    trailingStop: ['day', 'gtc'],
  },
  classes: {
    simple: {
      entryTypes: ['market', 'limit', 'stop', 'stopLimit', 'trailingStop'],
      timesInForce: ['day', 'gtc', 'ioc', 'fok', 'opg', 'cls'],
      purpose: 'any',
    },
    // Orders of a group share their time in force, and the exits must be able to wait.
    bracket: {
      entryTypes: ['market', 'limit', 'stop', 'stopLimit', 'trailingStop'],
      timesInForce: ['day', 'gtc'],
      purpose: 'any',
    },
    oto: {
      entryTypes: ['market', 'limit', 'stop', 'stopLimit', 'trailingStop'],
      timesInForce: ['day', 'gtc'],
      purpose: 'any',
    },
    oco: { entryTypes: ['limit'], timesInForce: ['day', 'gtc'], purpose: 'any' },
  },
  exitDistanceDecimals: null,
  beyondMark: false,
  extendedHours: {
    types: ['market', 'limit', 'stop', 'stopLimit', 'trailingStop'],
    timesInForce: ['day', 'gtc', 'ioc', 'fok'],
    classes: ['simple', 'bracket', 'oto', 'oco'],
  },
  fractions: {
    types: ['market', 'limit', 'stop', 'stopLimit', 'trailingStop'],
    timesInForce: ['day', 'gtc', 'ioc', 'fok', 'opg', 'cls'],
    classes: ['simple', 'bracket', 'oto', 'oco'],
  },
  notional: { fractionMin: null, max: null },
  priceBands: null,
  shortSelling: { allowed: true, wholeOnly: false },
  crossesZero: true,
  closedWindows: { opg: null, cls: null },
  dayAfterClose: 'next-session',
  washTrades: null,
  replacement: {
    fields: ['quantity', 'limitPrice', 'stopPrice', 'trailAmount', 'trailPercent', 'timeInForce'],
    fractionalQuantity: true,
  },
  groups: { legsActivate: 'each-fill', legsOfPartFill: 'kept-for-part' },
  buyStopCollar: null,
});
