import { describe, expect, it } from 'vitest';
import { runInProcess } from './run-in-process.js';
import { filesIn, temporaryFolder } from './temporary-folder.js';

/** For a machine that has other things to do. */
const patienceMs = 60_000;

interface DryRunDocument {
  readonly outcome: string;
  readonly firstDecisionAt: string | null;
  readonly orders: readonly {
    readonly symbol: string;
    readonly quantity: string;
    readonly filledQuantity: string;
    readonly verdict: string;
    readonly refusals: readonly { readonly code: string }[];
  }[];
}

describe('a dry run', { timeout: patienceMs }, () => {
  it('shows the first orders, sends none and writes nothing', async () => {
    const folder = temporaryFolder();
    const words = ['--dry-run', '--export', 'report.json'];
    const { code, output } = await runInProcess(words, { folder });
    expect(code).toBe(0);
    expect(output).toContain('buy 539 IBM: would be sent');
    expect(output).toContain('no order was sent and no file written');
    expect(output).not.toContain('\nRun\n');
    const { output: json } = await runInProcess([...words, '--json'], { folder });
    const document = JSON.parse(json) as DryRunDocument;
    expect(document).toMatchObject({
      outcome: 'dryRun',
      firstDecisionAt: '2001-02-28T21:00:00.000+00:00',
      orders: [{ symbol: 'IBM', quantity: '539', filledQuantity: '0', verdict: 'would be sent' }],
    });
    expect(filesIn(folder)).toEqual([]);
  });

  it('says which orders risk would refuse', async () => {
    const words = ['--dry-run', '--json', '--position-max', '0.1'];
    const { orders } = JSON.parse((await runInProcess(words)).output) as DryRunDocument;
    expect(orders).toHaveLength(1);
    expect(orders[0]?.verdict).toBe('would be refused');
    expect(orders[0]?.refusals.map(({ code }) => code)).toEqual(['MAX_POSITION']);
  });

  it('says that nothing is ever wanted', async () => {
    const { output, code } = await runInProcess(['--dry-run', '--cash', '1']);
    expect(output).toContain('the strategy never wants an order');
    expect(code).toBe(0);
  });
});
