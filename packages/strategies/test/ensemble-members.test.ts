import type { Strategy, StrategyContext } from '@tradewright/core';
import { barsOf, decide } from '@tradewright/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEnsemble } from '../src/ensemble/create-ensemble.js';
import { strategyOpinions } from '../src/ensemble/strategy-opinions.js';
import { says } from './ensemble-parts.js';

type Look = (context: StrategyContext, slice: number) => void;

function looking(name: string, look: Look): Strategy {
  return {
    name,
    version: '1',
    warmUpBars: () => 0,
    create: () => {
      let slice = 0;
      return { onBars: (context) => look(context, slice++) };
    },
  };
}

/** What a strategy sees of itself inside an ensemble, beside another member that goes short. */
async function seenInside(closes: readonly number[], look: Look): Promise<void> {
  const source = strategyOpinions({ strategy: looking('seer', look), parameters: undefined });
  const other = says('other', { SPY: -0.9 }, { SPY: 0.7 }, { SPY: 0 });
  const strategy = createEnsemble({ members: [{ source }, { source: other }] });
  await decide(strategy, { bars: barsOf('SPY', closes), parameters: {}, cash: 1000 });
}

describe('a member', () => {
  it('sees its own wishes as its position, from the next slice on', async () => {
    const seen: unknown[] = [];
    await seenInside([10, 20, 20, 40], (context, slice) => {
      const { equity, cash } = context;
      seen.push([context.position('SPY'), cash, equity, context.working('SPY')]);
      if (slice === 0) context.target('SPY', 0.5);
      if (slice === 2) context.target('SPY', 0);
    });
    // 500 of 1,000 at 10 are 50 shares; at 20 they are 1,000.
    expect(seen).toEqual([
      [0, 1000, 1000, 0],
      [50, 500, 1500, 0],
      [50, 500, 1500, 0],
      [0, 1500, 1500, 0],
    ]);
  });

  it('sees the market as it is', async () => {
    const seen: unknown[] = [];
    await seenInside([10, 20], (context) => {
      const bar = context.bar('SPY');
      seen.push([context.symbols, context.bars.length, bar?.close, context.mark('SPY')]);
      expect(context.at).toBe((bar?.time ?? 0) + 60_000);
      expect(context.warmingUp).toBe(false);
    });
    expect(seen).toEqual([
      [['SPY'], 1, 10, 10],
      [['SPY'], 1, 20, 20],
    ]);
  });

  it('is told of a symbol that is not of the run by whatever it asks', async () => {
    const asks: readonly Look[] = [
      (context) => context.target('TLT', 0.5),
      (context) => void context.position('TLT'),
      (context) => void context.working('TLT'),
      (context) => void context.mark('TLT'),
      (context) => void context.bar('TLT'),
    ];
    for (const ask of asks) await expect(seenInside([10, 20], ask)).rejects.toThrow('TLT');
  });

  it('has no opinion after a weight that is no number, and keeps the one it had', async () => {
    const seen: number[] = [];
    await seenInside([10, 10, 10], (context, slice) => {
      seen.push(context.position('SPY'));
      context.target('SPY', slice === 0 ? 0.5 : Number.NaN);
    });
    expect(seen).toEqual([0, 50, 50]);
  });

  it('that lost everything can only leave', async () => {
    const seen: number[] = [];
    await seenInside([10, 30, 30, 30], (context, slice) => {
      seen.push(context.position('SPY'));
      if (slice === 0) context.target('SPY', -1);
      if (slice === 1) context.target('SPY', 0.5);
      if (slice === 2) context.target('SPY', 0);
    });
    expect(seen).toEqual([0, -100, -100, 0]);
  });

  it('earns what it would alone, at the closes it decides at and free of cost', async () => {
    const weight = fc.integer({ min: -10, max: 10 }).map((tenths) => tenths / 10);
    const bar = fc.tuple(fc.integer({ min: 90, max: 110 }), fc.option(weight, { nil: undefined }));
    const runs = fc.array(bar, { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(runs, async (rows) => {
        const closes = rows.map(([close]) => close);
        const equities: number[] = [];
        await seenInside(closes, (context, slice) => {
          equities.push(context.equity);
          const wish = rows[slice]?.[1];
          if (wish !== undefined) context.target('SPY', wish);
        });
        // Alone: what the last wish bought earns until the next wish.
        let equity = 1000;
        let shares = 0;
        const expected = rows.map(([close, wish], i) => {
          equity += shares * (close - (closes[i - 1] ?? close));
          if (wish !== undefined) shares = (wish * equity) / close;
          return equity;
        });
        equities.forEach((one, i) => {
          expect(one).toBeCloseTo(expected[i] ?? Number.NaN, 6);
        });
        expect(equities).toHaveLength(rows.length);
      }),
      { numRuns: 40 },
    );
  });
});

/** Buys after a fall, and leaves when it has held for three bars: it asks what it holds. */
const patient: Strategy = {
  name: 'patient',
  version: '1',
  warmUpBars: () => 0,
  create: () => {
    let held = 0;
    return {
      onBars: (context) => {
        const bar = context.bar('SPY');
        if (context.position('SPY') === 0) {
          held = 0;
          if (bar !== undefined && bar.close < bar.open) context.target('SPY', 0.5);
        } else if (++held === 3) {
          context.target('SPY', 0);
        }
      },
    };
  },
};

describe('members of one mind', () => {
  it('trade as the strategy does alone', async () => {
    const source = strategyOpinions({ strategy: patient, parameters: undefined });
    const members = [{ source }, { source: { ...source, name: 'twin' }, share: 3 }];
    const ensemble = createEnsemble({ members });
    let traded = 0;
    const closes = fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 8, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(closes, async (path) => {
        const bars = barsOf('SPY', path);
        const alone = await decide(patient, { bars });
        const together = await decide(ensemble, { bars, parameters: { method: 'unanimous' } });
        expect(together.orders).toEqual(alone.orders);
        traded += alone.orders.length;
      }),
      { numRuns: 40 },
    );
    expect(traded).toBeGreaterThan(40);
  });
});
