import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../src/faults/broker-faults.js';
import { busy, type FaultyRun, once, randomFaults, runLive } from './faults-run.js';

/** Seeds of each kind of mix. */
const seeds = 100;

function isEqual({ status, truth }: FaultyRun): boolean {
  const ours = status.positions
    .map((one) => `${one.symbol} ${one.signedQuantity.toFixed()}`)
    .filter((text) => !text.endsWith(' 0'));
  const theirs = truth.positions.map((one) => `${one.symbol} ${one.signedQuantity}`);
  return status.cash.toFixed() === truth.cash && ours.sort().join() === theirs.sort().join();
}

/** What must never be, of one run. */
function complaintsOf(run: FaultyRun): readonly string[] {
  const { status, sent, reports } = run;
  const found: string[] = [];
  if (!isEqual(run) && status.stoppedBecause === undefined) found.push('differs, and trades on');
  for (const [id, times] of sent) if (times > 1) found.push(`${id} was sent ${times} times`);
  const names = new Map<string, string | undefined>();
  for (const { clientOrderId, brokerOrderId } of reports) {
    const known = names.get(clientOrderId) ?? brokerOrderId;
    if (known !== brokerOrderId) found.push(`${clientOrderId} was opened twice`);
    names.set(clientOrderId, brokerOrderId);
  }
  return [...found, ...run.unreserved];
}

interface Mix {
  readonly title: string;
  readonly without: readonly FaultKind[];
  readonly groups: boolean;
}

/** Everything at once, and what is easier to lose sight of among groups and gaps. */
const mixes: readonly Mix[] = [
  { title: 'everything', without: [], groups: true },
  { title: 'no gaps', without: ['streamGap'], groups: true },
  { title: 'no groups', without: [], groups: false },
];

describe('the live driver on a market with random faults', () => {
  it.each(mixes)(
    'has the account of the broker at the end, or has stopped and says why: $title',
    async ({ title, without, groups }) => {
      let [equal, stopped, both, fills] = [0, 0, 0, 0];
      const complaints: string[] = [];
      for (let seed = 0; seed < seeds; seed++) {
        const faults = randomFaults(seed, without);
        const run = await runLive({ seed, faults, strategy: busy(seed, { groups }) });
        const hasStopped = run.status.stoppedBecause !== undefined;
        if (isEqual(run)) equal++;
        if (hasStopped) stopped++;
        if (isEqual(run) && hasStopped) both++;
        fills += run.status.fills;
        complaints.push(...complaintsOf(run).map((one) => `seed ${seed}: ${one}`));
      }
      const counts = `${equal} equal, ${stopped} stopped, ${both} of them both, ${fills} fills`;
      console.log(`${title}: ${seeds} seeds: ${counts}`);
      expect(complaints).toEqual([]);
      expect(equal).toBeGreaterThan(seeds / 2);
      expect(fills).toBeGreaterThan(seeds * 10);
    },
    300_000,
  );
});

describe('the live driver', () => {
  const buy = { symbol: 'AAA', side: 'buy', quantity: 10 } as const;

  it('learns after a gap of what somebody else did on the account', async () => {
    const faults = { seed: 1, external: { orders: [1] }, streamGap: 1 };
    expect(complaintsOf(await runLive({ seed: 1, faults, strategy: once(buy) }))).toEqual([]);
  });

  it('learns after a gap that an execution was corrected', async () => {
    const faults = { seed: 1, corrected: { orders: [1] }, streamGap: 1 };
    expect(complaintsOf(await runLive({ seed: 1, faults, strategy: once(buy) }))).toEqual([]);
  });

  it('keeps exits reserved whose entry was taken back in part', async () => {
    const bracket = { ...buy, takeProfit: { limitPrice: 150 }, stopLoss: { stopPrice: 50 } };
    const faults = { seed: 1, busted: { orders: [1] } };
    expect(complaintsOf(await runLive({ seed: 1, faults, strategy: once(bracket) }))).toEqual([]);
  });

  it('needs no second fault for the same in these', async () => {
    for (const faults of [
      { seed: 1, external: { orders: [1] } },
      { seed: 1, corrected: { orders: [1] } },
      { seed: 1, streamGap: 1 },
      { seed: 1, busted: { orders: [1] } },
      // Counted, told, and taken back: nothing is missing of it.
      { seed: 1, cumulativeFirst: { orders: [1] }, busted: { orders: [1] } },
    ]) {
      const run = await runLive({ seed: 1, faults, strategy: once(buy) });
      expect(complaintsOf(run)).toEqual([]);
      expect(run.status.stoppedBecause).toBe(undefined);
    }
  });
});
