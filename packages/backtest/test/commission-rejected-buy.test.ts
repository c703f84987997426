import { expect, it } from 'vitest';
import { minuteBars, run, scripted } from './scripted-run.js';

it('a buy rejected for want of cash is not traded value of a tiered commission', async () => {
  const rows = [10, 20, ...Array.from({ length: 1440 }, () => undefined), 10, 10, 10];
  const report = await run({
    series: [minuteBars('A', rows)],
    instruments: [{ symbol: 'A', quantityStep: '1', priceTick: '0.01' }],
    cash: 1500,
    strategy: scripted({
      0: (context) => void context.submit({ symbol: 'A', side: 'buy', quantity: '100' }),
      2: (context) => void context.submit({ symbol: 'A', side: 'buy', quantity: '10' }),
    }),
    commission: {
      kind: 'tiered',
      tiers: [
        { from: '0', makerBps: '10', takerBps: '10' },
        { from: '2000', makerBps: '1', takerBps: '1' },
      ],
    },
  });
  expect([...report.orders].map(({ status }) => status)).toEqual(['rejected', 'filled']);
  expect([...report.fills].map(({ fee }) => fee.toFixed())).toEqual(['0.1']);
});
