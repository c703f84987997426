import { decide } from '@tradewright/testing';
import { describe, expect, it } from 'vitest';
import { randomMarket } from './sample-markets.js';
import { strategyCases } from './strategy-cases.js';

const bars = randomMarket({ seed: 11, symbols: ['AAA', 'BBB', 'CCC'], bars: 500 });

describe.each(strategyCases)('parameters of $strategy.name', (each) => {
  const { strategy, parameters, changes, refused } = each;
  const decisionsOf = async (given: unknown): Promise<readonly string[]> => {
    const { orders } = await decide(strategy, { bars, parameters: given });
    return orders.map(({ slice, symbol, side, quantity }) =>
      [slice, symbol, side, quantity].join(' '),
    );
  };

  it('lead to trades', async () => {
    expect((await decisionsOf(parameters)).length).toBeGreaterThan(2);
  });

  it.each(Object.entries(changes))('%s acts', async (name, change) => {
    expect(Object.keys(change)).toEqual([name]);
    expect(await decisionsOf({ ...parameters, ...change })).not.toEqual(
      await decisionsOf(parameters),
    );
  });

  it.each(refused)('%o is refused', (change, message) => {
    const given = { ...parameters, ...change };
    for (const run of [() => strategy.warmUpBars(given), () => strategy.create(given)]) {
      expect(run).toThrow(message);
      expect(run).toThrow(expect.objectContaining({ code: 'VALUE_INVALID' }));
    }
  });

  it('are an object', () => {
    expect(() => strategy.create(5)).toThrow(/parameters must be an object/);
    expect(() => strategy.create(null)).toThrow(/parameters must be an object/);
  });

  it('are not shared between instances', async () => {
    const once = await decisionsOf(parameters);
    expect(await decisionsOf(parameters)).toEqual(once);
  });
});
