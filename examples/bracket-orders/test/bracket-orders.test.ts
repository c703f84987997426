import { describe, expect, it } from 'vitest';
import { compareVenues, inventedBars, play, venues } from '../src/compare-venues.js';

describe('brackets', () => {
  const series = inventedBars(600);

  it('leave nothing open twice: exits sell what their entry bought', async () => {
    const report = await play(series, {});
    const entries = [...report.orders].filter(({ legs }) => legs.length === 2);
    expect(entries.length).toBeGreaterThan(10);
    let held = 0;
    for (const { side, quantity } of report.fills) {
      held += side === 'buy' ? quantity.toNumber() : -quantity.toNumber();
      expect([0, 10]).toContain(held);
    }
  });

  it('move their stop', async () => {
    const report = await play(series, {});
    const statuses = [...report.orders].map(({ type, status }) => `${type} ${status}`);
    expect(statuses.filter((each) => each === 'stop replaced').length).toBeGreaterThan(3);
  });

  it('lose to slippage, and go another way where a venue believes less of a bar', async () => {
    const lines = await compareVenues(series);
    expect(lines).toHaveLength(Object.keys(venues).length);
    const gained = lines.map((line) => Number(line.split(/\s+/).at(-1)));
    const [plain = NaN, , , slipped = NaN] = gained;
    expect(slipped).toBeLessThan(plain);
    expect(new Set(gained).size).toBeGreaterThan(3);
  });
});
