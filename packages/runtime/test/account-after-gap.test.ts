import type { AccountSnapshot, OrderView } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { buysOnce, createBench, type TraderBench } from './trader-bench.js';

const held = { symbol: 'AAA', signedQuantity: '10' };

/** What the broker says is there; a function, because it may change from one look to the next. */
type Truth = (look: number) => Partial<AccountSnapshot>;

/** A trader that bought 10 at 100 and then heard of a gap, long enough ago to have looked. */
async function afterGap(truth: Truth, before?: (bench: TraderBench) => void): Promise<TraderBench> {
  let look = -1;
  const bench = createBench({
    strategy: buysOnce(),
    // The first look is that of the start.
    account: async (snapshot) => {
      const seen = look++ < 0 ? snapshot : { ...snapshot, ...truth(look - 1) };
      return seen;
    },
  });
  await bench.trader.start();
  await bench.slice(100);
  bench.broker.fill(bench.trader.results().orders.at(0), { price: '100', quantity: '10' });
  await bench.settle();
  before?.(bench);
  bench.broker.gap();
  await bench.settle();
  await bench.clock.advanceBy(60_000);
  return bench;
}

const reasonOf = (bench: TraderBench): string | undefined => bench.trader.status().stoppedBecause;

describe('the account after a gap in the order updates', () => {
  it('that is what we booked lets trading go on', async () => {
    const bench = await afterGap(() => ({ cash: '99000', positions: [held] }));
    expect([reasonOf(bench), bench.trader.status().troubles.anomalies]).toEqual([undefined, 0]);
    await bench.trader.close();
  });

  it.each([
    ['another position', { cash: '99000', positions: [{ ...held, signedQuantity: '7' }] }],
    ['no position', { cash: '99000', positions: [] }],
    ['a position that cannot be read', { positions: [{ ...held, signedQuantity: 'NaN' }] }],
    ['other cash', { cash: '98999.5', positions: [held] }],
    ['cash that cannot be read', { cash: 'unknown', positions: [held] }],
  ])('with %s stops trading and says why', async (_, truth) => {
    const bench = await afterGap(() => truth);
    expect(reasonOf(bench)).toMatch(
      /^after a gap in the order updates (the position of AAA|cash) is/,
    );
    expect(bench.trader.status().troubles.anomalies).toBe(1);
    await bench.trader.close();
  });

  it('may differ by less than a cent: brokers show cash in cents', async () => {
    const bench = await afterGap(() => ({ cash: '99000.009', positions: [held] }));
    expect(reasonOf(bench)).toBeUndefined();
    await bench.trader.close();
  });

  it('may differ at the first look: a fill can be on its way', async () => {
    const bench = await afterGap((look) => ({
      cash: look === 0 ? '1' : '99000',
      positions: [held],
    }));
    expect(reasonOf(bench)).toBeUndefined();
    await bench.trader.close();
  });

  it('that never answers stops trading', async () => {
    const bench = await afterGap(() => {
      throw new Error('the line is down');
    });
    expect(reasonOf(bench)).toContain('the account could not be read: the line is down');
    expect(bench.trader.status().troubles.failedCalls).toBe(3);
    await bench.trader.close();
  });

  it('is not held to our cash where somebody else trades on it', async () => {
    const foreign = (bench: TraderBench): void => {
      const [accepted] = bench.broker.reports;
      if (accepted === undefined) throw new Error('the broker reported nothing');
      const clientOrderId = 'manual-1' as OrderView['clientOrderId'];
      bench.broker.say({ ...accepted, clientOrderId, symbol: 'ZZZ' });
    };
    const bench = await afterGap(() => ({ cash: '1', positions: [held] }), foreign);
    expect(reasonOf(bench)).toBeUndefined();
    await bench.trader.close();
  });

  it('is not waited for by a trader that closes', async () => {
    const bench = createBench({ strategy: buysOnce() });
    await bench.trader.start();
    bench.broker.gap();
    await bench.settle();
    await bench.trader.close();
    expect(bench.ownSleepers()).toBe(0);
    expect(bench.complaints.some((one) => one.includes('differ'))).toBe(false);
  });
});
