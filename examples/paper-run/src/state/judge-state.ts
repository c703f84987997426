import type { PaperReport } from '../report/paper-report.js';
import { statusCode } from '../exit-code.js';
import type { LastRun, StateFolder } from './state-folder.js';

/** How the paper account stands, in one word, with the exit code of `status`. */
export interface StateJudgement {
  readonly state: 'ok' | 'degraded' | 'halted' | 'unreachable';
  readonly exitCode: number;
  /** One sentence. */
  readonly reason: string;
  readonly lastRun: LastRun | undefined;
  readonly report: PaperReport | undefined;
}

/** Reads a state folder and says what it means. Writes nothing. */
export function judgeState(folder: StateFolder, isAlive: (pid: number) => boolean): StateJudgement {
  const lastRun = folder.lastRun();
  if (lastRun === undefined) {
    const reason = `no run is on record in ${folder.name}; start one with: npm run paper`;
    return judgement('unreachable', reason, {});
  }
  const { runKey, phase, pid } = lastRun;
  if (phase === 'running') {
    if (isAlive(pid)) return judgement('ok', `a run is under way (process ${pid})`, { lastRun });
    const reason = 'the last run ended without a report; run it again: npm run paper';
    return judgement('degraded', reason, { lastRun });
  }
  const report = folder.report(runKey);
  if (report === undefined) {
    const reason = 'the report of the last run is missing or damaged; run it again: npm run paper';
    return judgement('unreachable', reason, { lastRun });
  }
  return judgeReport(lastRun, report);
}

function judgeReport(lastRun: LastRun, report: PaperReport): StateJudgement {
  const reason = report.reason ?? 'no reason is on record';
  switch (report.outcome) {
    case 'success':
      return judgement('ok', 'the last run is complete', { lastRun, report });
    case 'partial':
      return judgement('degraded', `the last run is partial: ${reason}`, { lastRun, report });
    case 'interrupted':
      return judgement('degraded', `the last run was interrupted: ${reason}`, { lastRun, report });
    case 'failed':
      return judgement('halted', `the last run halted: ${reason}`, { lastRun, report });
  }
}

function judgement(
  state: StateJudgement['state'],
  reason: string,
  found: { readonly lastRun?: LastRun; readonly report?: PaperReport },
): StateJudgement {
  const { lastRun, report } = found;
  return { state, exitCode: statusCode[state], reason, lastRun, report };
}
