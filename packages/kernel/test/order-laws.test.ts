import { orderFact, type OrderState, type OrderStatus } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySaid, reportKinds, type Said, Scene, setsOfSaid, shuffledTwice } from './report-set.js';

const said = (of: number, kind: Said['kind'], more: Partial<Said> = {}): Said => ({
  of,
  kind,
  execution: 0,
  wrong: 1,
  cumulative: 0,
  at: 1,
  ...more,
});

/** Reports that bring an order of 10 into each of its states. */
const ways: Readonly<Record<string, readonly Said[]>> = {
  pending: [],
  held: [said(0, 'held')],
  accepted: [said(0, 'accepted')],
  partiallyFilled: [said(0, 'fill', { execution: 1 })],
  filled: [said(0, 'accepted', { cumulative: 10 })],
  canceled: [said(0, 'canceled')],
  expired: [said(0, 'expired')],
  replaced: [said(0, 'replaced')],
  rejected: [said(0, 'rejected')],
};

describe('every report in every state (OR1)', () => {
  const states = [...Object.keys(ways), 'unknown', 'denied', 'notSent'];
  const cells = states.flatMap((state) => reportKinds.map((kind) => [state, kind] as const));

  function inState(state: string): Scene {
    const scene = new Scene();
    for (const each of ways[state] ?? []) scene.say(each);
    const order = scene.orders[0]!;
    if (state === 'unknown') order.facts |= orderFact.unknown;
    if (state === 'notSent') scene.under.kernel.unsent(order, 1);
    if (state === 'denied') scene.under.kernel.ended(order, orderFact.denied, 1);
    expect(order.status).toBe(state);
    return scene;
  }

  it.each(cells)('%s × %s has an outcome, and the same report is then known', (...cell) => {
    const [state, kind] = cell;
    const scene = inState(state);
    const order = scene.orders[0]!;
    const report = said(0, kind, { execution: 2, wrong: 1, at: 2 });
    const outcome = scene.say(report);
    expect(['applied', 'known', 'anomaly']).toContain(outcome);
    // Of an order that never left the broker cannot speak; all else is a transition or a no-op.
    expect(outcome === 'anomaly').toBe(state === 'denied' || state === 'notSent');
    const after = scene.state();
    expect(['known', 'anomaly']).toContain(scene.say(report));
    expect(scene.state()).toEqual(after);
    const statuses: readonly OrderStatus[] = ['pending', 'accepted', 'partiallyFilled', 'filled'];
    if (kind === 'fill' && !order.finished) expect(statuses).toContain(order.status);
  });

  it('are so many', () => {
    console.log(`OR1: ${cells.length} cells of state × report kind`);
    expect(cells.length).toBe(12 * 9);
  });

  it('never throws, whatever is in a report', () => {
    const junk = fc.constantFrom(undefined, null, '', '-1', '1e400', 'NaN', 5, {}, [], '0x1');
    const fields = fc.constantFrom(
      'kind',
      'symbol',
      'side',
      'cumulativeQuantity',
      'quantity',
      'fill',
      'executionRef',
      'reason',
    );
    const parts = fc.constantFrom('executionId', 'quantity', 'price', 'fee', 'filledAt');
    fc.assert(
      fc.property(anySaid, fields, parts, junk, (...given) => {
        const [one, field, part, value] = given;
        const whole = new Scene();
        const report = whole.toReport(one);
        for (const bad of [
          { ...report, [field]: value },
          { ...report, fill: { ...report.fill, [part]: value } },
        ]) {
          expect(['applied', 'known', 'external', 'anomaly']).toContain(
            whole.sayReport(bad as never),
          );
        }
        expect(whole.under.kernel.ledger.imbalance).toBe(0n);
      }),
      { numRuns: 300 },
    );
  });
});

/** What is counted of an order only grows, but by what is taken back, and fits its quantity. */
function expectCounted(order: OrderState, seen: Map<string, number>): void {
  const { cumulativeUnits: now, wantedUnits, leavesUnits, clientOrderId: id, reported } = order;
  const takenBack = [...(reported?.executions.values() ?? [])].some(({ row }) => row < 0);
  if (!takenBack) expect(now).toBeGreaterThanOrEqual(seen.get(id) ?? 0);
  seen.set(id, now);
  expect(leavesUnits).toBe(order.finished ? 0 : wantedUnits - now);
  expect(leavesUnits).toBeGreaterThanOrEqual(0);
  expect(order.anomalous || now <= wantedUnits).toBe(true);
}

describe('a set of reports', () => {
  const sets = setsOfSaid;

  it('leads to one state in any order, however often each is repeated (OR10, OR11, OR13)', () => {
    fc.assert(
      fc.property(
        sets.chain((list) => fc.tuple(fc.constant(list), shuffledTwice(list))),
        ([list, again]) => {
          const [one, two] = [new Scene(), new Scene()];
          for (const each of list) one.say(each);
          for (const each of again) two.say(each);
          expect(two.state()).toEqual(one.state());
        },
      ),
      { numRuns: 800 },
    );
  });

  it('said once more says nothing new (OR10)', () => {
    fc.assert(
      fc.property(sets, (list) => {
        const scene = new Scene();
        for (const each of list) scene.say(each);
        const before = scene.state();
        for (const each of list)
          expect(['known', 'anomaly', 'external']).toContain(scene.say(each));
        expect(scene.state()).toEqual(before);
      }),
      { numRuns: 150 },
    );
  });

  it('books what it counts: quantities, prices and leaves fit (OR2, OR3, OR4, OR12)', () => {
    fc.assert(
      fc.property(sets, (list) => {
        const scene = new Scene();
        const { kernel } = scene.under;
        const seen = new Map<string, number>();
        for (const each of list) {
          scene.say(each);
          for (const order of kernel.orders) expectCounted(order, seen);
        }
        for (const order of kernel.orders) {
          let [units, worth, low, high] = [0, 0, Number.POSITIVE_INFINITY, 0];
          for (let row = 0; row < kernel.fills.length; row++) {
            const fill = kernel.fills.find(row)!;
            if (fill.sequence !== order.intent.sequence) continue;
            const size = Math.abs(fill.signedUnits);
            [units, worth] = [units + size, worth + size * fill.priceUnits];
            [low, high] = [Math.min(low, fill.priceUnits), Math.max(high, fill.priceUnits)];
          }
          expect(units).toBe(order.filledUnits);
          if (units === 0) continue;
          expect(worth / units).toBeGreaterThanOrEqual(low);
          expect(worth / units).toBeLessThanOrEqual(high);
        }
        expect(kernel.ledger.imbalance).toBe(0n);
      }),
      { numRuns: 150 },
    );
  });

  it('books late fills after every end, and keeps the end (OR5)', () => {
    for (const kind of ['canceled', 'expired', 'replaced', 'rejected'] as const) {
      const scene = new Scene();
      const order = scene.orders[0]!;
      scene.say(said(0, kind));
      scene.say(said(0, 'fill', { execution: 1, cumulative: 2, at: 2 }));
      expect([order.status, order.filledUnits, order.leavesUnits]).toEqual([kind, 2, 0]);
    }
  });

  it('makes an order of somebody else exposure, at once and in any order (OR14)', () => {
    const scene = new Scene();
    const { sellUnits } = scene.under.kernel.desk.reservations;
    const before = sellUnits[0] as number;
    expect(scene.say(said(12, 'accepted'))).toBe('external');
    expect(sellUnits[0]).toBe(before + 10);
    expect(scene.say(said(12, 'fill', { execution: 3, cumulative: 4 }))).toBe('applied');
    expect(sellUnits[0]).toBe(before + 6);
    expect(scene.say(said(12, 'canceled', { cumulative: 4 }))).toBe('applied');
    expect(sellUnits[0]).toBe(before);
  });
});
