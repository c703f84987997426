import { describe, expect, it } from 'vitest';
import { alpacaEquities } from './alpaca-equities.js';
import { checkVenueRules } from './check-venue-rules.js';
import { genericVenue } from './generic-venue.js';
import { type SampleOrder, sampleOrder, sampleSituation, shares } from './sample-orders.js';
import type { VenueRules } from './venue-rules.js';

type Row = readonly [sample: SampleOrder, generic: boolean, equities: boolean];

const buy = { type: 'limit', limitPrice: '100' } as const;
const sell = { ...buy, side: 'sell' } as const;
const oco = { orderClass: 'oco', side: 'sell' } as const;

function codeOf(rules: VenueRules, sample: SampleOrder, mark = Number.NaN): string | undefined {
  const covers = sample.orderClass === 'oco' && sample.side !== 'sell';
  const heldUnits = sample.orderClass === 'oco' ? shares(covers ? -1 : 1) : 0;
  const situation = sampleSituation({ heldUnits, mark });
  return checkVenueRules(rules, sampleOrder(sample), situation)?.code;
}

describe('exits and entry', () => {
  it.each<Row>([
    // The profit is above the loss; alpaca asks for a cent, others for any difference.
    [{ takeProfit: '100.01', stopLoss: '100' }, true, true],
    [{ takeProfit: '100', stopLoss: '100' }, false, false],
    [{ takeProfit: '99', stopLoss: '100' }, false, false],
    [{ takeProfit: '0.9001', stopLoss: '0.9' }, true, false],
    [{ side: 'sell', takeProfit: '99.99', stopLoss: '100' }, true, true],
    [{ side: 'sell', takeProfit: '100', stopLoss: '100' }, false, false],
    [{ side: 'sell', takeProfit: '101', stopLoss: '100' }, false, false],
    // The entry is between them.
    [{ ...buy, takeProfit: '100.01', stopLoss: '99.99' }, true, true],
    [{ ...buy, takeProfit: '100' }, false, false],
    [{ ...buy, takeProfit: '99' }, false, false],
    [{ ...buy, stopLoss: '100' }, false, false],
    [{ ...buy, stopLoss: '101', takeProfit: '102' }, false, false],
    [{ ...sell, takeProfit: '99.99', stopLoss: '100.01' }, true, true],
    [{ ...sell, takeProfit: '100' }, false, false],
    [{ ...sell, stopLoss: '100' }, false, false],
    [{ ...sell, stopLoss: '99', takeProfit: '98' }, false, false],
    // A group for a position has no entry.
    [{ ...oco, takeProfit: '100.01', stopLoss: '100' }, true, true],
    [{ ...oco, takeProfit: '100', stopLoss: '100' }, false, false],
    [{ ...oco, side: 'buy', takeProfit: '99.99', stopLoss: '100' }, true, true],
    [{ ...oco, side: 'buy', takeProfit: '101', stopLoss: '100' }, false, false],
    // The limit of a stop-limit order is free.
    [{ ...buy, stopLoss: '99', stopLossLimit: '99.5' }, true, true],
    [{ type: 'stopLimit', stopPrice: '100', limitPrice: '95' }, true, true],
    [{ type: 'stopLimit', stopPrice: '100', limitPrice: '105', side: 'sell' }, true, true],
  ])('are on their own sides of each other (%#)', (sample, generic, equities) => {
    expect(codeOf(genericVenue, sample)).toBe(generic ? undefined : 'PRICE_SIDE');
    expect(codeOf(alpacaEquities, sample)).toBe(equities ? undefined : 'PRICE_SIDE');
  });

  it('compares exits with the limit of an entry, else with its stop price', () => {
    const stop = { type: 'stop', stopPrice: '100' } as const;
    expect(codeOf(genericVenue, { ...stop, stopLoss: '99.99' })).toBeUndefined();
    expect(codeOf(genericVenue, { ...stop, stopLoss: '100' })).toBe('PRICE_SIDE');
    const bounded = { ...stop, type: 'stopLimit', limitPrice: '101' } as const;
    expect(codeOf(genericVenue, { ...bounded, stopLoss: '100.5' })).toBeUndefined();
    expect(codeOf(genericVenue, { ...bounded, takeProfit: '100.5' })).toBe('PRICE_SIDE');
  });

  it('names both prices', () => {
    const messageOf = (rules: VenueRules, sample: SampleOrder) =>
      checkVenueRules(rules, sampleOrder(sample), sampleSituation())?.message;
    expect(messageOf(alpacaEquities, { ...buy, stopLoss: '100' })).toBe(
      'stopLoss.stopPrice of AAPL must be at least 0.01 below limitPrice, which is 100, was 100',
    );
    expect(messageOf(genericVenue, { takeProfit: '90', stopLoss: '91' })).toBe(
      'takeProfit.limitPrice of AAPL must be at least 0.0001 above stopLoss.stopPrice, ' +
        'which is 91, was 90',
    );
  });
});

describe('the last price', () => {
  it.each<readonly [sample: SampleOrder, mark: number, allowed: boolean]>([
    [{ type: 'stop', stopPrice: '72.4' }, 72.39, true],
    [{ type: 'stop', stopPrice: '72.4' }, 72.4, false],
    [{ type: 'stop', stopPrice: '72.4' }, 72.39999, true],
    [{ type: 'stop', stopPrice: '161' }, 162.6, false],
    [{ type: 'stop', stopPrice: '72.4', side: 'sell' }, 71.99, false],
    [{ type: 'stop', stopPrice: '72.4', side: 'sell' }, 72.41, true],
    [{ type: 'stopLimit', stopPrice: '72.4', side: 'sell' }, 72.4, false],
    [{ type: 'limit', limitPrice: '72.4', side: 'sell' }, 1, true],
    // A stop-loss is a cent away, whatever the entry is.
    [{ stopLoss: '99.99' }, 100, true],
    [{ stopLoss: '100' }, 100, false],
    [{ stopLoss: '99.99' }, 99.995, false],
    [{ ...buy, stopLoss: '95' }, 94, false],
    [{ ...buy, stopLoss: '95' }, 96, true],
    [{ side: 'sell', stopLoss: '100.01' }, 100, true],
    [{ side: 'sell', stopLoss: '100' }, 100, false],
    [{ ...oco, takeProfit: '110', stopLoss: '90' }, 90, false],
    [{ ...oco, takeProfit: '110', stopLoss: '90' }, 115, true],
    // A take-profit is compared when the entry is filled at the market.
    [{ takeProfit: '100.01' }, 100, true],
    [{ takeProfit: '100' }, 100, false],
    [{ ...buy, takeProfit: '105' }, 120, true],
    [{ side: 'sell', takeProfit: '99.99' }, 100, true],
    [{ side: 'sell', takeProfit: '100' }, 100, false],
  ])('is on the near side of stops where the venue asks for it (%#)', (sample, mark, allowed) => {
    expect(codeOf(alpacaEquities, sample, mark)).toBe(allowed ? undefined : 'PRICE_SIDE');
    expect(codeOf(genericVenue, sample, mark)).toBeUndefined();
    for (const unknown of [Number.NaN, 0, -1]) {
      expect(codeOf(alpacaEquities, sample, unknown)).toBeUndefined();
    }
  });

  it('is named', () => {
    const order = sampleOrder({ type: 'stop', stopPrice: '72.4', side: 'sell' });
    const refusal = checkVenueRules(alpacaEquities, order, sampleSituation({ mark: 71.99 }));
    expect(refusal?.message).toBe(
      'stopPrice of AAPL must be below the last price, which is 71.99, was 72.4',
    );
  });
});
