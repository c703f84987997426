import { describe, expect, it } from 'vitest';
import { alwaysOpenCalendar } from '../calendar/always-open-calendar.js';
import type { TimeInForce } from '../orders/order-request.js';
import type { TradingCalendar } from '../ports/trading-calendar.js';
import { parseInstant } from '../time/parse-instant.js';
import { alpacaEquities } from './alpaca-equities.js';
import { checkVenueRules } from './check-venue-rules.js';
import { genericVenue } from './generic-venue.js';
import { sampleOrder, sampleSituation } from './sample-orders.js';
import type { VenueRules } from './venue-rules.js';

function codeAt(timeInForce: TimeInForce, at: string, rules = alpacaEquities): string | undefined {
  const situation = sampleSituation({ at: parseInstant(at) });
  return checkVenueRules(rules, sampleOrder({ timeInForce }), situation)?.code;
}

/** The last instant before, and the first of the window; the last of it, and the first after. */
function edges(timeInForce: TimeInForce, from: string, to: string): (string | undefined)[] {
  const instants = [
    parseInstant(from) - 1,
    parseInstant(from),
    parseInstant(to) - 1,
    parseInstant(to),
  ];
  return instants.map((at) => codeAt(timeInForce, new Date(at).toISOString()));
}

const closed = [undefined, 'ORDER_WINDOW_CLOSED', 'ORDER_WINDOW_CLOSED', undefined];

describe('the windows of the auctions at Alpaca', () => {
  it.each([
    ['a summer day', 'opg', '2024-07-05T09:28:00-04:00', '2024-07-05T19:00:00-04:00'],
    ['a summer day', 'cls', '2024-07-05T15:50:00-04:00', '2024-07-05T19:00:00-04:00'],
    ['a winter day', 'opg', '2024-01-05T09:28:00-05:00', '2024-01-05T19:00:00-05:00'],
    ['a winter day', 'cls', '2024-01-05T15:50:00-05:00', '2024-01-05T19:00:00-05:00'],
    [
      'the Friday before summer time',
      'cls',
      '2024-03-08T15:50:00-05:00',
      '2024-03-08T19:00:00-05:00',
    ],
    ['the Monday after it', 'opg', '2024-03-11T09:28:00-04:00', '2024-03-11T19:00:00-04:00'],
    [
      'the Friday before winter time',
      'opg',
      '2024-11-01T09:28:00-04:00',
      '2024-11-01T19:00:00-04:00',
    ],
    ['the Monday after it', 'cls', '2024-11-04T15:50:00-05:00', '2024-11-04T19:00:00-05:00'],
    ['a half day', 'opg', '2024-07-03T09:28:00-04:00', '2024-07-03T19:00:00-04:00'],
    ['a half day', 'cls', '2024-07-03T12:50:00-04:00', '2024-07-03T19:00:00-04:00'],
    ['the day after Thanksgiving', 'cls', '2024-11-29T12:50:00-05:00', '2024-11-29T19:00:00-05:00'],
  ] as const)('are closed on %s for %s', (...[, timeInForce, from, to]) => {
    expect(edges(timeInForce, from, to)).toEqual(closed);
  });

  it.each([
    ['2024-07-05T02:00:00-04:00', undefined, undefined],
    ['2024-07-05T12:00:00-04:00', 'ORDER_WINDOW_CLOSED', undefined],
    ['2024-07-05T16:00:00-04:00', 'ORDER_WINDOW_CLOSED', 'ORDER_WINDOW_CLOSED'],
    // Independence Day and a Saturday: orders wait.
    ['2024-07-04T12:00:00-04:00', undefined, undefined],
    ['2024-07-06T12:00:00-04:00', undefined, undefined],
  ])('at %s: opening %s, closing %s', (at, opening, closing) => {
    expect([codeAt('opg', at), codeAt('cls', at)]).toEqual([opening, closing]);
  });

  it('concern no other order, and no other venue', () => {
    for (const timeInForce of ['day', 'gtc', 'ioc', 'fok'] as const) {
      expect(codeAt(timeInForce, '2024-07-05T16:00:00-04:00')).toBeUndefined();
    }
    for (const timeInForce of ['opg', 'cls'] as const) {
      expect(codeAt(timeInForce, '2024-07-05T16:00:00-04:00', genericVenue)).toBeUndefined();
    }
  });

  it('say until when they are closed', () => {
    const situation = sampleSituation({ at: parseInstant('2024-07-05T15:55:00-04:00') });
    const refusal = checkVenueRules(alpacaEquities, sampleOrder({ timeInForce: 'cls' }), situation);
    expect(refusal?.message).toBe(
      'timeInForce "cls" must be sent before the auction\'s deadline or from ' +
        '2024-07-05T23:00:00.000+00:00 on; use "day" until then',
    );
  });
});

describe('an instant outside of the calendar', () => {
  it.each([parseInstant('1980-01-02T12:00:00Z'), parseInstant('2031-01-02T12:00:00Z'), Number.NaN])(
    'is refused for an auction, and does not matter to others (%s)',
    (at) => {
      const refusal = checkVenueRules(
        alpacaEquities,
        sampleOrder({ timeInForce: 'opg' }),
        sampleSituation({ at }),
      );
      expect(refusal?.code).toBe('ORDER_WINDOW_CLOSED');
      expect(refusal?.message).toContain(
        'must fall among the sessions of the calendar: calendar XNYS',
      );
      expect(
        checkVenueRules(alpacaEquities, sampleOrder(), sampleSituation({ at })),
      ).toBeUndefined();
    },
  );

  it('does not hide other errors of a calendar', () => {
    const broken: TradingCalendar = {
      ...alwaysOpenCalendar,
      sessionAt: () => {
        throw new TypeError('broken');
      },
    };
    const order = sampleOrder({ timeInForce: 'opg' });
    const situation = sampleSituation({ calendar: broken });
    expect(() => checkVenueRules(alpacaEquities, order, situation)).toThrow('broken');
  });
});

describe('a day order after the close', () => {
  const strict: VenueRules = { ...genericVenue, name: 'strict', dayAfterClose: 'refused' };

  it.each([
    ['2024-07-05T09:29:59-04:00', 'ORDER_WINDOW_CLOSED'],
    ['2024-07-05T09:30:00-04:00', undefined],
    ['2024-07-05T15:59:59-04:00', undefined],
    ['2024-07-05T16:00:00-04:00', 'ORDER_WINDOW_CLOSED'],
    ['2024-07-06T12:00:00-04:00', 'ORDER_WINDOW_CLOSED'],
  ])('is refused at %s where it does not wait: %s', (at, code) => {
    expect(codeAt('day', at, strict)).toBe(code);
    expect(codeAt('gtc', at, strict)).toBeUndefined();
    expect(codeAt('day', at)).toBeUndefined();
  });

  it('may be for extended hours, and is told when to come back', () => {
    const situation = sampleSituation();
    expect(
      checkVenueRules(strict, sampleOrder({ extendedHours: true }), situation),
    ).toBeUndefined();
    expect(checkVenueRules(strict, sampleOrder(), situation)?.message).toBe(
      'timeInForce "day" must be sent during a session at strict; ' +
        'the next one begins 2024-07-05T13:30:00.000+00:00',
    );
  });
});
