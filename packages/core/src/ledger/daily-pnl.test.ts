import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../numbers/decimal.js';
import { addDays, sessionDate } from '../time/session-date.js';
import { dailyPnl } from './daily-pnl.js';

const monday = sessionDate('2024-07-01');
const days = [0, 1, 2, 3].map((count) => addDays(monday, count));
const [one, two, three, four] = days as [
  typeof monday,
  typeof monday,
  typeof monday,
  typeof monday,
];

describe('dailyPnl', () => {
  it('sums per session, in order of the date, with peak and drawdown', () => {
    const rows = dailyPnl([
      { on: three, amount: '-70.25' },
      { on: one, amount: '40' },
      { on: one, amount: 20 },
      { on: four, amount: new Decimal('30.25') },
    ]);
    expect(rows.map((row) => Object.values(row).map(String))).toEqual([
      ['2024-07-01', '60', '60', '60', '0'],
      ['2024-07-03', '-70.25', '-10.25', '60', '70.25'],
      ['2024-07-04', '30.25', '20', '60', '40'],
    ]);
  });

  it('has a row for every session that is named', () => {
    const rows = dailyPnl([{ on: two, amount: -1 }], [two, one]);
    expect(rows.map(({ on, drawdown }) => [on, drawdown.toFixed()])).toEqual([
      [one, '0'],
      [two, '1'],
    ]);
  });

  it('is empty without changes and sessions', () => {
    expect(dailyPnl([])).toEqual([]);
  });

  it('refuses a change outside the sessions, no date and no amount', () => {
    expect(() => dailyPnl([{ on: three, amount: 1 }], [one])).toThrow('on must be one of');
    expect(() => dailyPnl([{ on: '2024-02-30' as never, amount: 1 }])).toThrow(
      'a date that exists',
    );
    expect(() => dailyPnl([{ on: one, amount: 'much' }])).toThrow('amount must be a decimal');
  });

  it('ends at the sum of all changes; no drawdown is below zero (LG11)', () => {
    const change = fc.record({
      on: fc.constantFrom(...days),
      amount: fc.integer({ min: -1e6, max: 1e6 }).map((units) => units / 1000),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1 }), (changes) => {
        const rows = dailyPnl(changes, days);
        const sum = changes.reduce((total, { amount }) => total.plus(amount), new Decimal(0));
        expect(rows).toHaveLength(days.length);
        expect(rows.at(-1)?.cumulative.toFixed()).toBe(sum.toFixed());
        for (const { peak, cumulative, drawdown } of rows) {
          expect(drawdown.toFixed()).toBe(peak.minus(cumulative).toFixed());
          expect(drawdown.gte(0)).toBe(true);
        }
      }),
    );
  });
});
