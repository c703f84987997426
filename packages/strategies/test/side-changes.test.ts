import type { Strategy } from '@tradewright/core';
import { researchLimits } from '@tradewright/risk';
import { barsOf, decide } from '@tradewright/testing';
import { describe, expect, it } from 'vitest';
import { createEnsemble, createModelSignals } from '../src/index.js';

/** Long for two slices, then short. */
const weightAt = (slice: number): number => (slice < 2 ? 0.1 : -0.1);

function ensemble(): Strategy<unknown> {
  const source = (name: string) => ({
    name,
    version: '1',
    warmUpBars: 0,
    create: () => {
      let slice = 0;
      return { opinions: () => new Map([['A', { weight: weightAt(slice++), confidence: 1 }]]) };
    },
  });
  const members = [{ source: source('a') }, { source: source('b') }];
  return createEnsemble({ members });
}

function modelSignals(): Strategy<unknown> {
  let asked = 0;
  const predict = () => new Map([['A', weightAt(2 * asked++)]]);
  const model = { name: 'm', version: '1', featureHash: undefined, predict };
  return createModelSignals({ model, policy: (scores) => scores });
}

async function ordersOf(strategy: Strategy<unknown>, shortSelling: boolean, parameters: object) {
  const { orders } = await decide<unknown>(strategy, {
    bars: barsOf('A', [10, 10, 10, 10, 10, 10]),
    limits: { ...researchLimits(), shortSelling },
    parameters,
  });
  return orders.map((one) => `${one.slice} ${one.side} ${one.quantity} ${one.status}`);
}

const subjects = [
  ['an ensemble', ensemble, {}],
  ['model signals', modelSignals, { rebalanceEveryBars: 2 }],
] as const;

describe.each(subjects)('a change of sides of %s', (_, strategy, parameters) => {
  it('is an exit first, and the entry once flat, whatever is due then', async () => {
    expect(await ordersOf(strategy(), true, parameters)).toEqual([
      '0 buy 1000 filled',
      '2 sell 1000 filled',
      '3 sell 1000 filled',
    ]);
  });

  it('gets out of the old position where the new one is refused', async () => {
    const orders = await ordersOf(strategy(), false, parameters);
    expect(orders.slice(0, 3)).toEqual([
      '0 buy 1000 filled',
      '2 sell 1000 filled',
      '3 sell 1000 denied',
    ]);
  });
});
