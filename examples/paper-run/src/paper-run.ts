import { resolve } from 'node:path';
import { describeReport } from './console/describe-report.js';
import { createRunProgress } from './console/run-progress.js';
import { section } from './console/section.js';
import { exitCode } from './exit-code.js';
import { createReport } from './report/create-report.js';
import { equityPoint } from './report/equity-point.js';
import type { EquityPoint, PaperReport } from './report/paper-report.js';
import { runKey } from './report/run-key.js';
import { type RunFrame, tell, tellPlan } from './run-frame.js';
import { createPaperSheet } from './sheet/create-paper-sheet.js';
import { openStateFolder, type StateFolder } from './state/state-folder.js';
import { writeFileAtomically } from './state/write-file-atomically.js';
import { runPaper } from './trading/run-paper.js';

/**
 * Runs a plan, or, when the state folder holds its finished report, prints that again: the same
 * prices and settings have the same result.
 */
export async function paperRun(frame: RunFrame): Promise<number> {
  const { plan, flags, host } = frame;
  const state = openStateFolder(plan.settings.state, host.folder);
  state.create();
  const key = runKey(plan);
  const finished = flags.fresh ? undefined : findFinished(state, key);
  const known = finished === undefined ? 'this run is to be made' : 'this run is finished';
  tellPlan(frame, `${state.name}: ${known}`);
  const report = finished ?? (await play(frame, state, key));
  if (finished !== undefined) {
    state.noteRun(key, 'ended');
    const again = 'Run it anew with --fresh; change a setting and it is another run.';
    tell(
      frame,
      section(frame.paint, 'Already run: this is its report, nothing was traded', [again]),
    );
  }
  deliver(frame, state, report);
  return exitCode[report.outcome];
}

/** A report that need not be made again. */
function findFinished(state: StateFolder, key: string): PaperReport | undefined {
  const report = state.report(key);
  return report?.outcome === 'success' || report?.outcome === 'partial' ? report : undefined;
}

async function play(frame: RunFrame, state: StateFolder, key: string): Promise<PaperReport> {
  const { plan, host, paint } = frame;
  const { settings, slices } = plan;
  state.noteRun(key, 'running');
  tell(frame, section(paint, 'Run', []));
  const curve: EquityPoint[] = [];
  const progress = createRunProgress(slices.slice(settings.lookback), settings.cash, paint);
  const startedMs = host.monotonicMs();
  const record = await runPaper(plan, {
    signal: host.interrupt,
    dryRun: false,
    onSlice: (slice, status) => {
      curve.push(equityPoint(slice.endAt, status));
      const line = progress.next(slice, status);
      if (line !== undefined) tell(frame, [`  ${line}`]);
    },
  });
  const seconds = ((host.monotonicMs() - startedMs) / 1000).toFixed(1);
  const years = `${curve.length} decisions in ${seconds} s`;
  tell(frame, [`  ${paint.faint(record.complete ? years : `${years}, then interrupted`)}`]);
  const report = createReport(plan, record, curve);
  state.keepReport(report);
  state.noteRun(key, 'ended');
  return report;
}

/** Hands the report over: to the file asked for, and to the reader. */
function deliver(frame: RunFrame, state: StateFolder, report: PaperReport): void {
  const { plan, flags, host, paint } = frame;
  const { export: file, report: page } = plan.settings;
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (file !== undefined) writeFileAtomically(resolve(host.folder, file), text);
  if (page !== undefined) {
    writeFileAtomically(resolve(host.folder, page), createPaperSheet(plan, report));
  }
  if (flags.json) host.print(text);
  const color = report.outcome === 'success' ? paint.good : paint.warning;
  tell(frame, [
    ...describeReport(report, paint),
    ...section(paint, 'Files', [
      `Report  ${state.reportPath(report.runKey)}`,
      ...(file === undefined ? [] : [`Export  ${file}`]),
      ...(page === undefined ? [] : [`Sheet   ${page}`]),
    ]),
    '',
    `${color(`Outcome: ${report.outcome}`)}${report.reason === null ? '' : `, ${report.reason}`}`,
    paint.faint('Past prices and a simulated broker; not advice. Next: npm run status,'),
    paint.faint('npm run paper -- --top 3, npm run paper -- --help'),
  ]);
}
