import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { invalidValue } from '@tradewright/core';
import type { PaperReport } from '../report/paper-report.js';
import { isSealed } from '../report/seal-report.js';
import { writeFileAtomically } from './write-file-atomically.js';

/** What the folder says about the last run that used it. */
export interface LastRun {
  readonly format: 'tradewright-paper-state';
  readonly formatVersion: 1;
  readonly runKey: string;
  /** `ended` also for a run that failed or was interrupted. */
  readonly phase: 'running' | 'ended';
  /** The process that runs it. */
  readonly pid: number;
  readonly updatedAt: string;
}

/** A folder that remembers runs: `last-run.json`, and a report for each run key. */
export interface StateFolder {
  /** As the user wrote it. */
  readonly name: string;
  /** Makes the folder; in it, a file keeps its content out of version control. */
  create(): void;
  lastRun(): LastRun | undefined;
  noteRun(runKey: string, phase: LastRun['phase']): void;
  /** Where the report of a run is kept. */
  reportPath(runKey: string): string;
  /** The report of a run; `undefined` when there is none, or none that can be trusted. */
  report(runKey: string): PaperReport | undefined;
  keepReport(report: PaperReport): void;
}

/**
 * Looks at a state folder; makes and reads nothing yet.
 *
 * @param folder What a relative name is relative to.
 */
export function openStateFolder(name: string, folder: string): StateFolder {
  const root = resolve(folder, name);
  const lastRunPath = join(root, 'last-run.json');
  const pathOf = (runKey: string): string => join(root, 'runs', `${runKey.slice(0, 16)}.json`);
  return {
    name,
    create: () => {
      createFolder(name, root);
    },
    lastRun: () => {
      const value = readJson(lastRunPath);
      return isLastRun(value) ? value : undefined;
    },
    noteRun: (runKey, phase) => {
      const updatedAt = new Date().toISOString().replace('Z', '+00:00');
      const format = 'tradewright-paper-state';
      const run: LastRun = { format, formatVersion: 1, runKey, phase, pid: process.pid, updatedAt };
      writeFileAtomically(lastRunPath, `${JSON.stringify(run, null, 2)}\n`);
    },
    reportPath: (runKey) => join(name, 'runs', `${runKey.slice(0, 16)}.json`),
    report: (runKey) => {
      const value = readJson(pathOf(runKey));
      return isSealed(value) && value.runKey === runKey ? value : undefined;
    },
    keepReport: (report) => {
      writeFileAtomically(pathOf(report.runKey), `${JSON.stringify(report, null, 2)}\n`);
    },
  };
}

function createFolder(name: string, root: string): void {
  try {
    mkdirSync(root, { recursive: true });
    const ignore = join(root, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'no reason';
    const must = `a folder that can be written (${reason})`;
    throw invalidValue('SETTINGS_INVALID', { field: 'state', value: name, must });
  }
}

/** `undefined` for a file that is missing or no JSON. */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function isLastRun(value: unknown): value is LastRun {
  if (typeof value !== 'object' || value === null) return false;
  const run = value as Partial<Record<keyof LastRun, unknown>>;
  const known = run.format === 'tradewright-paper-state' && run.formatVersion === 1;
  const phased = run.phase === 'running' || run.phase === 'ended';
  const typed = typeof run.runKey === 'string' && typeof run.updatedAt === 'string';
  return known && phased && typed && Number.isSafeInteger(run.pid) && (run.pid as number) > 0;
}
