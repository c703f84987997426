import { describe, expect, it } from 'vitest';
import { always, fillTexts, minuteBars, run } from './scripted-run.js';

describe('a price on a very fine tick', () => {
  it.each([16_743, 16_744, 16_745, 16_746, 16_800, 17_000])(
    'that is beside it by the last bit alone is on it: %i cents adjusted',
    async (cents) => {
      const price = (cents / 100) * 0.864_626_6;
      const report = await run({
        series: [minuteBars('A', [price, price])],
        instruments: [{ symbol: 'A', priceTick: '0.008646266' }],
        strategy: always((context) => {
          if (context.working('A') === 0 && context.position('A') === 0) {
            context.submit({ symbol: 'A', side: 'buy', quantity: 1 });
          }
        }),
      });
      // An adjusted price is a whole number of adjusted cents, exactly.
      const exact = (BigInt(cents) * 8_646_266n).toString().padStart(10, '0');
      const text = `${exact.slice(0, -9)}.${exact.slice(-9)}`.replace(/\.?0+$/, '');
      expect(fillTexts(report)).toEqual([`buy 1 A ${text} @60000`]);
      expect(report.assumptions.find(({ name }) => name.includes('tick'))?.value).not.toContain(
        '1 ',
      );
    },
  );
});
