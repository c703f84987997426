import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PaperReport } from '../src/report/paper-report.js';
import { dailyCsv } from './daily-csv.js';
import { spawnProgram } from './spawn-program.js';
import { filesIn, temporaryFolder } from './temporary-folder.js';

/** Starting a process takes its time on a busy machine. */
const patienceMs = 120_000;

describe('the program in a process of its own', { timeout: patienceMs }, () => {
  it('runs without a word, tells all steps in order, and succeeds', async () => {
    const folder = temporaryFolder();
    const { code, output, complaints } = await spawnProgram([], { folder });
    expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
    const steps = [
      'paper run  simulated broker, no real money',
      '\nChecks\n',
      '\nMarket\n',
      '\nStrategy\n',
      '\nRisk\n',
      '\nRun\n',
      '  2001  equity ',
      '  2010  equity ',
      '\nResult, ',
      '\nSignals at the last decision\n',
      '\nPositions and P&L (gross of fees)\n',
      '\nLast trades\n',
      '\nOrders without a fill\n',
      '\nFiles\n',
      '\nOutcome: success\n',
    ];
    const places = steps.map((step) => output.indexOf(step));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(output).not.toContain('\u001b');
    const status = await spawnProgram(['status'], { folder });
    expect(status.code).toBe(0);
    expect(status.output).toMatch(/^ok: the last run is complete\n/);
  });

  it('prints one JSON document, the same bytes everywhere, whatever keys there are', async () => {
    const environment = { APCA_API_KEY_ID: 'key', APCA_API_SECRET_KEY: 'secret' };
    const [one, other] = await Promise.all([
      spawnProgram(['--json', '--export', 'out/report.json'], { folder: temporaryFolder() }),
      spawnProgram(['--json'], { folder: temporaryFolder(), environment }),
    ]);
    expect(one.code).toBe(0);
    expect(one.complaints).toBe('');
    expect(other.output).toBe(one.output);
    expect((JSON.parse(one.output) as PaperReport).outcome).toBe('success');
  });

  it('prints a finished run again, byte for byte, and runs it anew with --fresh', async () => {
    const folder = temporaryFolder();
    const words = ['--json', '--export', 'out/report.json'];
    const first = await spawnProgram(words, { folder });
    const second = await spawnProgram(words, { folder });
    expect(second).toEqual(first);
    expect(readFileSync(join(folder, 'out/report.json'), 'utf8')).toBe(first.output);
    const again = await spawnProgram([], { folder });
    expect(again.output).toContain('Already run: this is its report, nothing was traded');
    expect(again.output).not.toContain('\nRun\n');
    const fresh = await spawnProgram(['--fresh'], { folder });
    expect(fresh.output).toContain('\nRun\n');
    expect(fresh.code).toBe(0);
  });

  it('ends on SIGINT with 130, keeps what there is, and starts over next time', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'daily.csv'), dailyCsv(4000));
    const words = ['--csv', 'daily.csv', '--lookback', '40'];
    let sent = false;
    const { code, output } = await spawnProgram(words, {
      folder,
      onOutput: (text, child) => {
        if (sent || !text.includes('\nRun\n')) return;
        sent = child.kill('SIGINT');
      },
    });
    expect(sent).toBe(true);
    expect(output).toContain('Outcome: interrupted, stopped before the last price');
    expect(code).toBe(130);
    expect(filesIn(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    const status = await spawnProgram(['status', '--json'], { folder });
    expect(status.code).toBe(1);
    expect(JSON.parse(status.output)).toMatchObject({ state: 'degraded', outcome: 'interrupted' });
    const next = await spawnProgram([...words, '--json'], { folder });
    expect(next.code).toBe(0);
    expect((JSON.parse(next.output) as PaperReport).outcome).toBe('success');
  });

  it('answers bad settings with 2 and says so on standard error alone', async () => {
    const { code, output, complaints } = await spawnProgram(['--broker', 'alpaca'], {
      folder: temporaryFolder(),
    });
    expect(code).toBe(2);
    expect(output).toBe('');
    expect(complaints).toContain('the Alpaca adapter is not part of this version');
  });
});
