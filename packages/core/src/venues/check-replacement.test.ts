import { describe, expect, it } from 'vitest';
import { instrument } from '../instruments/instrument.js';
import { alpacaCrypto } from './alpaca-crypto.js';
import { alpacaEquities } from './alpaca-equities.js';
import { checkVenueRules } from './check-venue-rules.js';
import { genericVenue } from './generic-venue.js';
import { type SampleOrder, sampleOrder, sampleSituation, shares } from './sample-orders.js';
import type { VenueRules } from './venue-rules.js';

const limit: SampleOrder = { type: 'limit', limitPrice: '100', quantity: '10' };

function replace(rules: VenueRules, old: SampleOrder, changes: SampleOrder) {
  const replaces = sampleOrder(old);
  const order = sampleOrder({ ...old, ...changes, replaces });
  const open = [{ order: replaces, leavesUnits: replaces.quantityUnits }];
  return checkVenueRules(rules, order, sampleSituation({ open }));
}

describe('a replacement', () => {
  it.each<readonly [SampleOrder, SampleOrder]>([
    [limit, {}],
    [limit, { quantity: '5' }],
    [limit, { limitPrice: '101' }],
    [limit, { timeInForce: 'gtc' }],
    [{ type: 'stop', stopPrice: '105' }, { stopPrice: '106' }],
    [{ type: 'trailingStop', trailAmount: '1' }, { trailAmount: '2' }],
    [{ type: 'trailingStop', trailPercent: '1.5' }, { trailPercent: '2' }],
  ])('may change what its venue lets it (%#)', (old, changes) => {
    expect(replace(genericVenue, old, changes)).toBeUndefined();
    expect(replace(alpacaEquities, old, changes)).toBeUndefined();
    const frozen: VenueRules = {
      ...genericVenue,
      replacement: { fields: [], fractionalQuantity: true },
    };
    const [field] = Object.keys(changes);
    const refusal = replace(frozen, old, changes);
    expect(refusal?.code).toBe(field === undefined ? undefined : 'NOT_REPLACEABLE');
    if (field === undefined) return;
    expect(refusal?.message).toBe(
      `${field} of a working order must stay at generic, where nothing may change; ` +
        'cancel it and send another',
    );
  });

  it.each<readonly [SampleOrder, SampleOrder, string]>([
    [limit, { side: 'sell' }, 'side'],
    [limit, { type: 'market' }, 'type'],
    [limit, { takeProfit: '110' }, 'orderClass'],
    [limit, { extendedHours: true }, 'extendedHours'],
    [limit, { leg: 'takeProfit' }, 'leg'],
    [limit, { instrument: instrument({ symbol: 'MSFT' }) }, 'symbol'],
    [
      { type: 'trailingStop', trailAmount: '1' },
      { type: 'trailingStop', trailPercent: '1', trailAmount: '0' },
      'kind of trailing distance',
    ],
  ])('is not another order (%#)', (old, changes, field) => {
    const refusal = replace(genericVenue, old, changes);
    expect(refusal?.code).toBe('NOT_REPLACEABLE');
    expect(refusal?.message).toBe(
      `${field} of a working order must stay; cancel it and send another`,
    );
  });

  it.each<readonly [SampleOrder, SampleOrder, boolean]>([
    [{ ...limit, quantity: '1.5' }, { quantity: '2.5' }, false],
    [{ ...limit, quantity: '1.5' }, { quantity: '2' }, false],
    [{ ...limit, quantity: '2' }, { quantity: '1.5' }, false],
    [{ ...limit, quantity: '1.5' }, { limitPrice: '101' }, true],
    // What has been filled before counts: 1 of 2.5 is done, and the total stays.
    [{ ...limit, quantity: '2.5' }, { quantity: '1.5', chainFilled: '1' }, true],
    [{ ...limit, quantity: '2.5' }, { quantity: '2.5', chainFilled: '1' }, false],
    [{ ...limit, quantity: '10' }, { quantity: '4', chainFilled: '3' }, true],
  ])('keeps the quantity that is not whole at Alpaca (%#)', (old, changes, allowed) => {
    const refusal = replace(alpacaEquities, old, changes);
    expect(refusal?.code).toBe(allowed ? undefined : 'NOT_REPLACEABLE');
    expect(replace(genericVenue, old, changes)).toBeUndefined();
    const coins = { ...old, timeInForce: 'gtc' } as const;
    expect(replace(alpacaCrypto, coins, changes)).toBeUndefined();
  });

  it('must itself be an order that the venue takes', () => {
    expect(replace(alpacaEquities, limit, { limitPrice: '100.001' })?.code).toBe('PRICE_INCREMENT');
    const stop: SampleOrder = { type: 'stop', stopPrice: '105' };
    expect(replace(alpacaEquities, stop, { timeInForce: 'ioc' })?.code).toBe(
      'TIME_IN_FORCE_NOT_ALLOWED',
    );
  });

  it('of an exit needs nothing that only entries have', () => {
    const [, stopLoss] = sampleOrder({ takeProfit: '110', stopLoss: '90' }).details.legs;
    const terms = { side: 'sell', type: 'stop', orderClass: 'bracket', leg: 'stopLoss' } as const;
    const order = sampleOrder({ ...terms, stopPrice: '91', replaces: stopLoss! });
    expect(checkVenueRules(alpacaEquities, order, sampleSituation())).toBeUndefined();
    expect(checkVenueRules(alpacaEquities, order, sampleSituation({ mark: 90.99 }))?.code).toBe(
      'PRICE_SIDE',
    );
  });

  it('does not compete with the order that it takes the place of', () => {
    const old = sampleOrder({ ...limit, side: 'sell' });
    const order = sampleOrder({ ...limit, side: 'sell', limitPrice: '99', replaces: old });
    const open = [{ order: old, leavesUnits: shares(10) }];
    const situation = sampleSituation({ heldUnits: shares(10), open });
    expect(checkVenueRules(alpacaEquities, order, situation)).toBeUndefined();
    const another = sampleOrder({ ...limit, side: 'sell', quantity: '1' });
    expect(checkVenueRules(alpacaEquities, another, situation)?.code).toBe('CROSSES_ZERO');
    const both = [...open, { order, leavesUnits: shares(10) }];
    const versions = sampleSituation({ heldUnits: shares(11), open: both });
    expect(checkVenueRules(alpacaEquities, another, versions)).toBeUndefined();
  });
});
