import { createTearSheet } from '@tradewright/report';
import type { PaperReport } from '../report/paper-report.js';
import type { RunPlan } from '../trading/plan-run.js';
import { holdAll } from './hold-all.js';
import { readRunReport } from './read-run-report.js';

/** Writes the tear sheet of a paper run: one HTML page. Equal reports have equal pages. */
export function createPaperSheet(plan: RunPlan, report: PaperReport): string {
  const { strategy, market, outcome } = report;
  const invented = market.synthetic ? 'SYNTHETIC prices: ' : '';
  const ended = outcome === 'success' ? '' : ` (${outcome})`;
  return createTearSheet(readRunReport(plan, report), {
    title: `${invented}${strategy.name} ${strategy.version} on paper${ended}`,
    benchmark: holdAll(plan),
    prices: plan.market.series,
  });
}
