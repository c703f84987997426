import { alwaysOpenCalendar, createVirtualClock, type OrderUpdate } from '@tradewright/core';
import { approvedOrder, barsOf } from '@tradewright/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BrokerFaults, faultKinds } from '../src/faults/broker-faults.js';
import { FaultDraws } from '../src/faults/fault-draws.js';
import { parseBrokerFaults } from '../src/faults/parse-broker-faults.js';
import { createSimulatedMarket } from '../src/simulated-market.js';
import { busy, randomFaults, runLive } from './faults-run.js';

const minute = 60_000;
const startAt = Date.UTC(2024, 0, 2);

function createBench(faults: Omit<BrokerFaults, 'seed'>, closes = [100, 100, 100, 100]) {
  const clock = createVirtualClock({ startAt });
  const series = [barsOf('AAA', closes, { startAt })];
  const market = createSimulatedMarket(
    {
      ...{ series, cash: '10000', calendar: alwaysOpenCalendar },
      faults: { seed: 3, delayMsMax: 1000, ...faults },
    },
    { clock },
  );
  const updates: OrderUpdate[] = [];
  void (async () => {
    const { signal } = new AbortController();
    for await (const one of market.orderUpdates.updates(undefined, signal)) updates.push(one);
  })();
  return {
    ...{ clock, market, broker: market.broker, updates },
    /** Lets the call be answered. */
    async answer<T>(call: Promise<T>): Promise<T> {
      call.catch(() => undefined);
      await clock.advanceBy(1000);
      return call;
    },
    /** What was heard, in few words. */
    heard: () =>
      updates.map((one) => {
        if (one.kind === 'gap') return 'gap';
        return `${one.report.kind} ${one.report.cumulativeQuantity}`;
      }),
    said: () => market.truth.reports.map((one) => `${one.kind} ${one.cumulativeQuantity}`),
    async play() {
      void market.play();
      await clock.advanceBy(closes.length * minute + 5000);
    },
  };
}

const buy = (ordinal = 0, quantity = 10) =>
  approvedOrder({ symbol: 'AAA', side: 'buy', quantity, ordinal });
const bid = (ordinal = 0) =>
  approvedOrder({
    ...{ symbol: 'AAA', side: 'buy', quantity: 10, ordinal },
    ...{ type: 'limit', limitPrice: '50', timeInForce: 'gtc' },
  });
const first = { orders: [1] };

describe('faults of calls', () => {
  it('notSent and requestLost keep an order from arriving; only one of them says so', async () => {
    for (const [kind, outcome] of [
      ['notSent', 'notSent'],
      ['requestLost', 'unknown'],
    ] as const) {
      const bench = createBench({ [kind]: first });
      expect((await bench.answer(bench.broker.submitOrder(buy()))).outcome).toBe(outcome);
      expect(bench.said()).toEqual([]);
      expect(await bench.answer(bench.broker.findOrder(buy().clientOrderId))).toBe(undefined);
      // A list of orders means their sending: sent again, it arrives.
      expect((await bench.answer(bench.broker.submitOrder(buy()))).outcome).toBe('accepted');
    }
  });

  it('replyLost hides that the order arrived', async () => {
    const bench = createBench({ replyLost: first });
    expect((await bench.answer(bench.broker.submitOrder(buy()))).outcome).toBe('unknown');
    expect(bench.said()).toEqual(['accepted 0']);
    const found = await bench.answer(bench.broker.findOrder(buy().clientOrderId));
    expect(found?.kind).toBe('accepted');
  });

  it('a question whose answer is lost throws, and a cancellation is unknown but done', async () => {
    const bench = createBench({ replyLost: 1 });
    await bench.answer(bench.broker.submitOrder(bid()));
    const { clientOrderId } = bid();
    await expect(bench.answer(bench.broker.findOrder(clientOrderId))).rejects.toThrow('no answer');
    await expect(bench.answer(bench.market.account.snapshot())).rejects.toThrow('no answer');
    expect(await bench.answer(bench.broker.cancelOrder(clientOrderId))).toBe('unknown');
    expect(bench.said()).toEqual(['accepted 0', 'canceled 0']);
  });

  it('replyDelayed makes the caller wait', async () => {
    const bench = createBench({ replyDelayed: first });
    let answered = false;
    void bench.broker.submitOrder(buy()).then(() => (answered = true));
    await bench.clock.advanceBy(0);
    expect(answered).toBe(false);
    await bench.clock.advanceBy(1000);
    expect(answered).toBe(true);
  });

  it('rejected refuses an order with its legs, and a replacement but not the old', async () => {
    const bench = createBench({ rejected: { orders: [1, 4] } });
    const exits = { takeProfit: { limitPrice: '150' }, stopLoss: { stopPrice: '50' } };
    const group = approvedOrder({ symbol: 'AAA', side: 'buy', quantity: 1, ...exits, ordinal: 9 });
    const refused = await bench.answer(bench.broker.submitOrder(group));
    expect(refused).toMatchObject({ outcome: 'rejected', report: { reason: { code: 'FAULT' } } });
    expect(bench.said()).toEqual(['rejected 0', 'rejected 0', 'rejected 0']);
    const next = createBench({ rejected: { orders: [2] } });
    const old = bid();
    await next.answer(next.broker.submitOrder(old));
    const change = { type: 'limit', limitPrice: '51', timeInForce: 'gtc', ordinal: 1 } as const;
    const by = { symbol: 'AAA', side: 'buy', quantity: 10, ...change, replaces: old } as const;
    const answer = await next.answer(next.broker.replaceOrder(approvedOrder(by)));
    expect(answer.outcome).toBe('rejected');
    expect(next.market.truth.resting().map((one) => one.clientOrderId)).toEqual([
      old.clientOrderId,
    ]);
  });

  it('rateLimit refuses what is too much within a window, and says so', async () => {
    const bench = createBench({ rateLimit: { callsMax: 2, windowMs: 10_000 } });
    const send = async (ordinal: number) =>
      (await bench.answer(bench.broker.submitOrder(buy(ordinal)))).outcome;
    expect([await send(0), await send(1), await send(2)]).toEqual([
      'accepted',
      'accepted',
      'notSent',
    ]);
    expect(await bench.broker.cancelOrder(buy(0).clientOrderId)).toBe('unknown');
    await expect(bench.broker.findOrder(buy(0).clientOrderId)).rejects.toThrow('too many calls');
    expect(bench.said()).toEqual(['accepted 0', 'accepted 0']);
    await bench.clock.advanceBy(10_000);
    expect(await send(2)).toBe('accepted');
  });

  it('readLag answers what was true a while ago', async () => {
    const bench = createBench({ readLag: 1, lagMs: 30_000 });
    await bench.broker.submitOrder(buy());
    const { clientOrderId } = buy();
    expect(await bench.answer(bench.broker.findOrder(clientOrderId))).toBe(undefined);
    await bench.clock.advanceBy(29_000);
    expect((await bench.answer(bench.broker.findOrder(clientOrderId)))?.kind).toBe('accepted');
    void bench.market.play();
    await bench.clock.advanceBy(minute);
    expect(bench.said()).toEqual(['accepted 0', 'fill 10']);
    const asOf = bench.clock.now() - 30_000;
    expect(await bench.market.account.snapshot()).toMatchObject({ asOf, cash: '9000' });
    const early = createBench({ readLag: 1, lagMs: 30_000 });
    await early.broker.submitOrder(buy());
    void early.market.play();
    await early.clock.advanceBy(10_000);
    expect(early.market.truth.account().cash).toBe('9000');
    expect((await early.market.account.snapshot()).cash).toBe('10000');
    expect(await early.broker.findOrder(clientOrderId)).toBe(undefined);
  });

  it('stamps of the account never run backwards, however reads lag', async () => {
    const bench = createBench({ readLag: 0.5, lagMs: 30_000 });
    const stamps: number[] = [];
    for (let i = 0; i < 40; i++) {
      await bench.clock.advanceBy(7000);
      stamps.push((await bench.market.account.snapshot()).asOf);
    }
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    expect(new Set(stamps).size).toBeLessThan(stamps.length);
  });
});

describe('faults of the stream', () => {
  it('nothing happens without faults: what is said is heard', async () => {
    const bench = createBench({});
    await bench.answer(bench.broker.submitOrder(buy()));
    await bench.play();
    expect(bench.heard()).toEqual(['accepted 0', 'fill 10']);
    expect(bench.heard()).toEqual(bench.said());
  });

  it('reportRepeated tells twice, under the same cursor and execution', async () => {
    const bench = createBench({ reportRepeated: first });
    await bench.answer(bench.broker.submitOrder(buy()));
    await bench.play();
    expect(bench.heard().sort()).toEqual(['accepted 0', 'accepted 0', 'fill 10', 'fill 10']);
    const [one, other] = bench.updates.filter((each) => each.kind === 'report').slice(2);
    expect(other).toEqual(one);
  });

  it('reportDelayed and reportReordered change when, not what', async () => {
    const delayed = createBench({ reportDelayed: first });
    void delayed.broker.submitOrder(buy());
    await delayed.clock.advanceBy(0);
    expect(delayed.heard()).toEqual([]);
    await delayed.clock.advanceBy(1000);
    expect(delayed.heard()).toEqual(['accepted 0']);
    const reordered = createBench({ reportReordered: first });
    await reordered.broker.submitOrder(buy(0, 1));
    await reordered.broker.submitOrder(buy(1, 2));
    await reordered.clock.advanceBy(0);
    const ids = reordered.updates.map((one) => one.kind === 'report' && one.report.clientOrderId);
    expect(ids).toEqual([buy(1).clientOrderId, buy(0).clientOrderId]);
  });

  it('streamGap announces what it loses, and a reader may ask for it by cursor', async () => {
    const bench = createBench({ streamGap: first });
    await bench.broker.submitOrder(buy());
    await bench.clock.advanceBy(0);
    expect(bench.heard()).toEqual(['gap']);
    const { signal } = new AbortController();
    for await (const update of bench.market.orderUpdates.updates('-1', signal)) {
      expect(update).toMatchObject({ kind: 'report', report: { kind: 'accepted' } });
      break;
    }
  });

  it('cumulativeFirst counts a fill before it tells it', async () => {
    const bench = createBench({ cumulativeFirst: first });
    await bench.answer(bench.broker.submitOrder(buy()));
    await bench.play();
    expect(bench.heard()).toEqual(['accepted 0', 'accepted 10', 'fill 10']);
  });

  it('lateFill tells a fill after the answer to a cancellation that came too late', async () => {
    const bench = createBench({ lateFill: first, delayMsMax: 3_600_000 });
    await bench.broker.submitOrder(buy());
    void bench.market.play();
    await bench.clock.advanceBy(minute / 4);
    expect([bench.said(), bench.heard()]).toEqual([['accepted 0', 'fill 10'], ['accepted 0']]);
    expect(await bench.broker.cancelOrder(buy().clientOrderId)).toBe('requested');
    await bench.clock.advanceBy(0);
    expect(bench.heard()).toEqual(['accepted 0', 'fill 10']);
  });
});

describe('what the broker adds', () => {
  it('busted takes an execution back, ends the order, and the books are as before it', async () => {
    const bench = createBench({ busted: first });
    await bench.broker.submitOrder(buy());
    await bench.play();
    expect(bench.heard()).toEqual(['accepted 0', 'fill 10', 'busted 0', 'canceled 0']);
    const { reports } = bench.market.truth;
    expect(reports[2]?.executionRef).toBe(reports[1]?.fill?.executionId);
    expect(bench.market.truth.account()).toMatchObject({ cash: '10000', positions: [] });
  });

  it('corrected replaces an execution by one that is a tick worse', async () => {
    const bench = createBench({ corrected: first });
    await bench.broker.submitOrder(buy());
    await bench.play();
    expect(bench.heard()).toEqual(['accepted 0', 'fill 10', 'corrected 10']);
    const { reports } = bench.market.truth;
    expect(reports[2]?.fill?.price).toBe('100.01');
    expect(reports[2]?.fill?.executionId).not.toBe(reports[1]?.fill?.executionId);
    expect(bench.market.truth.account().cash).toBe('8999.9');
  });

  it('external trades beside us: its fills are in the books and in the stream', async () => {
    const bench = createBench({ external: first });
    await bench.broker.submitOrder(buy());
    await bench.play();
    const ids = new Set(bench.market.truth.reports.map((one) => one.clientOrderId));
    expect(ids.size).toBe(2);
    expect(bench.heard().filter((one) => one.startsWith('fill'))).toHaveLength(2);
    expect(bench.market.truth.account().positions).not.toEqual([
      { symbol: 'AAA', signedQuantity: '10' },
    ]);
  });

  it('leaves nobody asleep when it is closed', async () => {
    const bench = createBench({
      replyLost: 1,
      reportDelayed: 1,
      busted: 1,
      delayMsMax: 86_400_000,
    });
    void bench.broker.submitOrder(buy());
    void bench.market.play();
    await bench.clock.advanceBy(minute);
    await bench.market.close();
    await bench.clock.advanceBy(0);
    expect(bench.clock.pendingCount()).toBe(0);
    expect((await bench.broker.submitOrder(buy(1))).outcome).toBe('notSent');
  });
});

describe('draws', () => {
  const kind = fc.constantFrom(...faultKinds);

  it('of one kind do not depend on what else is on, or on when they are asked for', () => {
    const property = fc.property(
      fc.integer(),
      kind,
      fc.array(fc.tuple(kind, fc.nat(5)), { maxLength: 60 }),
      (seed, ours, asked) => {
        const on = { probability: 0.3 };
        const alone = new FaultDraws(parseBrokerFaults({ seed, [ours]: on }));
        const every = Object.fromEntries(faultKinds.map((one) => [one, on]));
        const among = new FaultDraws(parseBrokerFaults({ seed, ...every }));
        const there = asked.map(([one, number]) => [one, among.draw(one, number)] as const);
        const here = asked
          .filter(([one]) => one === ours)
          .map(([one, number]) => [one, alone.draw(one, number)] as const);
        expect(here).toEqual(there.filter(([one]) => one === ours));
        const other = faultKinds.filter((one) => one !== ours);
        expect(other.some((one) => alone.draw(one, 1).happens)).toBe(false);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('come true about as often as they should', () => {
    const draws = new FaultDraws(parseBrokerFaults({ seed: 5, busted: 0.2 }));
    let count = 0;
    for (let number = 0; number < 5000; number++) if (draws.draw('busted', number).happens) count++;
    expect(Math.abs(count / 5000 - 0.2)).toBeLessThan(0.02);
  });

  it('are the same for the same seed, to the last fill of a run', async () => {
    const settings = { seed: 12, strategy: busy(12, { groups: true }), bars: 20 };
    const [one, two] = [
      await runLive({ ...settings, faults: randomFaults(12) }),
      await runLive({ ...settings, faults: randomFaults(12) }),
    ];
    expect(two.reports).toEqual(one.reports);
    expect([two.hash, two.truth]).toEqual([one.hash, one.truth]);
    const other = await runLive({ ...settings, faults: randomFaults(13) });
    expect(other.reports).not.toEqual(one.reports);
  });

  it('change nothing where no fault is on', async () => {
    for (const seed of [1, 2, 3]) {
      const settings = { seed, strategy: busy(seed, { groups: true }), bars: 20 };
      const without = await runLive(settings);
      const idle = await runLive({ ...settings, faults: { seed } });
      expect(idle.reports).toEqual(without.reports);
      expect(idle.hash).toBe(without.hash);
    }
  });
});

describe('a script of faults', () => {
  it.each([
    [{ seed: 0.5 }, 'faults.seed'],
    [{ seed: 1, busted: 1.5 }, 'faults.busted.probability'],
    [{ seed: 1, busted: Number.NaN }, 'faults.busted.probability'],
    [{ seed: 1, external: { orders: [-1] } }, 'faults.external.orders'],
    [{ seed: 1, delayMsMax: 0 }, 'faults.delayMsMax'],
    [{ seed: 1, lagMs: -1 }, 'faults.lagMs'],
    [{ seed: 1, rateLimit: { callsMax: 0, windowMs: 1 } }, 'faults.rateLimit.callsMax'],
    [{ seed: 1, busts: 0.1 }, 'faults.busts'],
  ])('must be sound: %j', (faults, field) => {
    expect(() => createBench(faults as BrokerFaults)).toThrow(field);
    expect(() => createBench(faults as BrokerFaults)).toThrow(
      expect.objectContaining({ code: 'SETTINGS_INVALID' }),
    );
  });
});
