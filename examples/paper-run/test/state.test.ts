import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PaperReport } from '../src/report/paper-report.js';
import { sealReport } from '../src/report/seal-report.js';
import { openStateFolder, type StateFolder } from '../src/state/state-folder.js';
import { reportOf, runInProcess, type World } from './run-in-process.js';
import { filesIn, temporaryFolder } from './temporary-folder.js';

/** For a machine that has other things to do. */
const patienceMs = 60_000;

interface Finished {
  readonly folder: string;
  readonly state: StateFolder;
  readonly report: PaperReport;
  readonly path: string;
}

/** A folder in which one run is finished. */
async function finishedRun(words: readonly string[] = []): Promise<Finished> {
  const folder = temporaryFolder();
  const report = await reportOf(words, { folder });
  const state = openStateFolder('.tradewright/paper', folder);
  return { folder, state, report, path: join(folder, state.reportPath(report.runKey)) };
}

/** Exit code and state of `status`. */
async function status(world: World): Promise<readonly [number, string]> {
  const { code, output } = await runInProcess(['status', '--json'], world);
  const document = JSON.parse(output) as { readonly state: string; readonly exitCode: number };
  expect(document.exitCode).toBe(code);
  const spoken = await runInProcess(['status'], world);
  expect(spoken.code).toBe(code);
  expect(spoken.output).toMatch(new RegExp(`^${document.state}: `));
  return [code, document.state];
}

describe('the state folder', { timeout: patienceMs }, () => {
  it('keeps itself out of version control and holds no half-written file', async () => {
    const { folder } = await finishedRun();
    expect(readFileSync(join(folder, '.tradewright/paper/.gitignore'), 'utf8')).toBe('*\n');
    expect(filesIn(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('tells runs apart by settings and prices, not by places', async () => {
    const { folder, report } = await finishedRun();
    const keys = new Set([report.runKey]);
    for (const words of [
      ['--top', '1'],
      ['--cash', '99999'],
      ['--synthetic', '1'],
    ]) {
      keys.add((await reportOf(words, { folder })).runKey);
    }
    expect(keys.size).toBe(4);
    const elsewhere = await reportOf(['--state', 'other', '--export', 'a.json'], { folder });
    expect(elsewhere).toEqual(report);
  });

  it('does not trust a report that was changed: the run is made again', async () => {
    const { folder, report, path } = await finishedRun();
    writeFileSync(path, readFileSync(path, 'utf8').replace('"cash": "1', '"cash": "2'));
    expect(await status({ folder })).toEqual([3, 'unreachable']);
    expect(await reportOf([], { folder })).toEqual(report);
    expect(await status({ folder })).toEqual([0, 'ok']);
  });

  it('refuses a place that is no folder', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const { code, complaints } = await runInProcess(['--state', 'file'], { folder });
    expect(code).toBe(2);
    expect(complaints).toMatch(/state must be a folder that can be written \(\w+\), was "file"/);
  });
});

describe('status', { timeout: patienceMs }, () => {
  it('is unreachable, 3, without a state, with a damaged one, and for a bad question', async () => {
    const folder = temporaryFolder();
    expect(await status({ folder })).toEqual([3, 'unreachable']);
    expect(filesIn(folder)).toEqual([]);
    mkdirSync(join(folder, '.tradewright/paper'), { recursive: true });
    writeFileSync(join(folder, '.tradewright/paper/last-run.json'), '{"phase":');
    expect(await status({ folder })).toEqual([3, 'unreachable']);
    expect((await runInProcess(['status', '--what'], { folder })).code).toBe(3);
  });

  it('is ok, 0, after a success and during a run', async () => {
    const { folder, state, report } = await finishedRun();
    expect(await status({ folder })).toEqual([0, 'ok']);
    state.noteRun(report.runKey, 'running');
    expect(await status({ folder, alive: true })).toEqual([0, 'ok']);
  });

  it('is degraded, 1, after orders without a fill and after a run that was killed', async () => {
    const { folder, state, report } = await finishedRun(['--position-max', '0.1']);
    expect(report.outcome).toBe('partial');
    expect(await status({ folder })).toEqual([1, 'degraded']);
    state.noteRun(report.runKey, 'running');
    expect(await status({ folder, alive: false })).toEqual([1, 'degraded']);
  });

  it('is halted, 2, after a trader that stopped by itself', async () => {
    const { folder, state, report } = await finishedRun();
    const { hash, ...rest } = report;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const reason = 'the journal cannot be written';
    state.keepReport(sealReport({ ...rest, outcome: 'failed', reason }));
    expect(await status({ folder })).toEqual([2, 'halted']);
    // A run that failed is no finished run.
    expect((await reportOf([], { folder })).outcome).toBe('success');
  });

  it('finds the state where flag, environment and file say', async () => {
    const { folder } = await finishedRun(['--state', 'mine']);
    const environment = { TRADEWRIGHT_PAPER_STATE: 'mine' };
    expect(await status({ folder })).toEqual([3, 'unreachable']);
    expect(await status({ folder, environment })).toEqual([0, 'ok']);
    for (const words of [
      ['status', '--state', 'mine'],
      ['--state', 'mine', 'status'],
    ]) {
      expect((await runInProcess(words, { folder })).code).toBe(0);
    }
  });
});
