import { describe, expect, it } from 'vitest';
import { brokerRows } from './fix-broker-rows.js';
import { executionRows } from './fix-execution-rows.js';
import { replaceRows } from './fix-replace-rows.js';
import { requestRows } from './fix-rows.js';
import { noCounterpart, type NoCounterpart, OrderScript } from './order-script.js';

const rows = [...requestRows, ...replaceRows, ...brokerRows, ...executionRows];
const kinds = Object.keys(noCounterpart) as NoCounterpart[];

/** How often something stands in the rows that has no counterpart here. */
function skipped(kind: NoCounterpart): number {
  return rows.flatMap(({ steps }) => steps).filter(([step]) => step === `- ${kind}`).length;
}

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
    // What is reserved: all that stand alone, and of versions of one order the larger.
    const leaves = (tied: boolean): number[] =>
      [...kernel.orders]
        .filter(({ family }) => (family !== undefined) === tied)
        .map(({ leavesUnits }) => leavesUnits);
    const alone = leaves(false).reduce((sum, each) => sum + each, 0);
    expect(kernel.workingShares(0)).toBe(Math.max(0, ...leaves(true)) + alone);
  });

  it('stands in all rows, and what has no counterpart is counted', () => {
    const groups = new Set(rows.map(({ ref }) => ref[0]));
    expect([...groups].join('')).toBe('ABCDEFGHIJKL');
    const refs = new Set(rows.map(({ ref }) => ref.split(' ')[0]));
    const steps = rows.reduce((sum, row) => sum + row.steps.length, 0);
    const counts = kinds.map((kind) => `${kind} ${skipped(kind)}: ${noCounterpart[kind]}`);
    const total = kinds.reduce((sum, kind) => sum + skipped(kind), 0);
    console.log(
      [
        `FIX matrices: ${refs.size} rows in ${rows.length} variants, ${steps} steps; ` +
          `${total} steps without a counterpart:`,
        ...counts,
      ].join('\n  '),
    );
    expect([refs.size, rows.length, steps, total]).toEqual([46, 50, 314, 48]);
  });
});
