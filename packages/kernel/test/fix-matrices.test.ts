import { describe, expect, it } from 'vitest';
import { brokerRows } from './fix-broker-rows.js';
import { requestRows } from './fix-rows.js';
import { noCounterpart, type NoCounterpart, OrderScript } from './order-script.js';

const rows = [...requestRows, ...brokerRows];
const skipped = new Map<NoCounterpart, number>();

function nameOf(line: string): string {
  return line.slice(0, line.indexOf(' '));
}

describe('an order in the matrices of FIX', () => {
  it.each(rows)('$ref $old: $title', ({ steps }) => {
    const script = new OrderScript();
    const { kernel } = script.under;
    for (const [step, ...after] of steps) {
      script.play(step);
      const shown = after.map((line) => `${nameOf(line)} ${script.show(nameOf(line))}`);
      expect([step, ...shown]).toEqual([step, ...after]);
      if (step.endsWith(' again')) expect(script.outcome).toBe('known');
    }
    const filled = [...kernel.orders].reduce((sum, order) => sum + order.filledUnits, 0);
    expect(kernel.ledger.quantity[0]).toBe(filled);
    expect(kernel.workingShares(0)).toBe(
      Math.max(0, ...[...kernel.orders].filter(({ family }) => family).map((o) => o.leavesUnits)) +
        [...kernel.orders].reduce((sum, o) => sum + (o.family ? 0 : o.leavesUnits), 0),
    );
    for (const kind of script.skipped) skipped.set(kind, (skipped.get(kind) ?? 0) + 1);
  });

  it('stands in all rows, and what has no counterpart is counted', () => {
    const groups = new Set(rows.map(({ ref }) => ref[0]));
    expect([...groups].join('')).toBe('ABCDEFGHIJKL');
    const refs = new Set(rows.map(({ ref }) => ref.split(' ')[0]));
    const steps = rows.reduce((sum, row) => sum + row.steps.length, 0);
    const counts = Object.keys(noCounterpart).map((kind) => {
      const count = skipped.get(kind as NoCounterpart) ?? 0;
      return `${kind} ${count}: ${noCounterpart[kind as NoCounterpart]}`;
    });
    const total = [...skipped.values()].reduce((sum, each) => sum + each, 0);
    console.log(
      [
        `FIX matrices: ${refs.size} rows in ${rows.length} variants, ${steps} steps; ` +
          `${total} steps without a counterpart:`,
        ...counts,
      ].join('\n  '),
    );
    expect([refs.size, rows.length, steps, total]).toEqual([0, 0, 0, 0]);
  });
});
