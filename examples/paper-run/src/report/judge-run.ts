import type { RunRecord } from '../trading/run-paper.js';
import { lacksFill } from './lacks-fill.js';
import type { PaperOutcome } from './paper-report.js';

/** How a run ended, and why it is not a success. */
export interface Judgement {
  readonly outcome: PaperOutcome;
  readonly reason: string | null;
}

/** Says what a run is worth: the worst of all that happened counts. */
export function judgeRun({ complete, status, results }: RunRecord): Judgement {
  const { state, stoppedBecause, troubles } = status;
  if (state === 'failed' || stoppedBecause !== undefined) {
    return { outcome: 'failed', reason: stoppedBecause ?? 'the trader failed' };
  }
  if (!complete) return { outcome: 'interrupted', reason: 'stopped before the last price' };
  const unfilled = new Map<string, number>();
  for (const { status: ending } of [...results.orders].filter(lacksFill)) {
    unfilled.set(ending, (unfilled.get(ending) ?? 0) + 1);
  }
  const reasons = [...unfilled].map(([ending, count]) => `${count} ${ending}`);
  if (reasons.length > 0) {
    const reason = `of ${results.orders.length} orders ${reasons.join(', ')}`;
    return { outcome: 'partial', reason };
  }
  const trouble = Object.entries(troubles).find(([, count]) => count > 0);
  if (trouble !== undefined) return { outcome: 'partial', reason: `${trouble[0]}: ${trouble[1]}` };
  return { outcome: 'success', reason: null };
}
