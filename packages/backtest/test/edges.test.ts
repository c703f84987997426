import { type OrderView, type StrategyContext } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { codes, failure, minuteBars, run, scripted } from './scripted-run.js';

const one = { symbol: 'A', side: 'buy', quantity: 1 } as const;

describe('a strategy that answers every report with another order', () => {
  it('is refused after ten thousand in one turn, so that the run ends', async () => {
    const last: OrderView[] = [];
    const again = (_: OrderView, context: StrategyContext): void => {
      last[0] = context.submit(one);
    };
    const report = await run({
      series: [minuteBars('A', [10, 10])],
      strategy: scripted({ 0: (context) => void context.submit(one) }, again),
    });
    expect(codes(last[0])).toEqual(['TOO_MANY_ORDERS']);
    expect(report.slices).toBe(2);
  });
});

describe('a misspelled setting', () => {
  it('is refused instead of taking its default', async () => {
    const settings = { series: [minuteBars('A', [10])], strategy: scripted({}) };
    const wrong = { ...settings, comission: { kind: 'bps', bps: '5' } };
    const { code, message } = await failure(() => run(wrong));
    expect(code).toBe('SETTINGS_INVALID');
    expect(message).toContain('comission');
    const instruments = [{ symbol: 'A', pricetick: '1' }];
    const second = await failure(() => run({ ...settings, instruments }));
    expect(second.message).toContain('instrument.pricetick');
  });
});

describe('a last close off the tick', () => {
  it('is worth the same in the final equity as in the curve', async () => {
    const report = await run({
      series: [minuteBars('A', [10, [10, 10.01, 10, 10.004]])],
      cash: 10_000,
      strategy: scripted({ 0: (context) => void context.submit({ ...one, quantity: 900 }) }),
    });
    expect(report.finalEquity?.toFixed()).toBe('10003.6');
    expect(report.equity.value.at(-1)).toBeCloseTo(10_003.6, 9);
  });
});

describe('a weight that is no number', () => {
  it.each([null, '0.5'])('is skipped, not converted: %j', async (weight) => {
    const report = await run({
      series: [minuteBars('A', [10, 10])],
      strategy: scripted({ 0: (context) => context.target('A', weight as unknown as number) }),
    });
    expect(report.targetSkips.map((skip) => skip.reason)).toEqual(['weightInvalid']);
    expect(report.orders.length).toBe(0);
  });
});
