import { formatUtc, type UnixMs } from '@tradewright/core';
import { section } from './console/section.js';
import { exitCode } from './exit-code.js';
import { reportOrder } from './report/report-order.js';
import { runKey } from './report/run-key.js';
import { settingsOfResult } from './report/settings-of-result.js';
import { type RunFrame, tell, tellPlan } from './run-frame.js';
import { runPaper } from './trading/run-paper.js';
import type { ReportedOrder } from './report/paper-report.js';

/**
 * Checks everything and shows the first orders that the strategy wants and what risk says to them. The
 * live trader decides, but its broker lets no order leave, and nothing is written.
 */
export async function dryRun(frame: RunFrame): Promise<number> {
  const { plan, flags, host } = frame;
  tellPlan(frame, 'dry run: nothing is sent, nothing is written');
  let decidedAt: UnixMs | undefined;
  const { results } = await runPaper(plan, {
    signal: host.interrupt,
    dryRun: true,
    onSlice: ({ endAt }, { orders }) => {
      if (orders > 0) decidedAt = endAt;
    },
  });
  const at = decidedAt === undefined ? null : formatUtc(decidedAt);
  const orders = [...results.orders].map(reportOrder);
  tell(frame, describeDecision(frame, at, orders));
  if (flags.json) {
    const { market, settings, limits } = plan;
    const document = {
      outcome: 'dryRun',
      runKey: runKey(plan),
      settings: settingsOfResult(settings),
      market: { title: market.title, synthetic: market.source === 'synthetic' },
      limits,
      firstDecisionAt: at,
      orders: orders.map(({ status, ...order }) => ({ ...order, verdict: verdictOf(status) })),
    };
    host.print(`${JSON.stringify(document, null, 2)}\n`);
  }
  return host.interrupt.aborted ? exitCode.interrupted : exitCode.success;
}

function describeDecision(
  { paint }: RunFrame,
  at: string | null,
  orders: readonly ReportedOrder[],
): readonly string[] {
  if (at === null) return section(paint, 'Dry run', ['the strategy never wants an order']);
  const lines = orders.flatMap(({ side, quantity, symbol, status, refusals }) => [
    `${side} ${quantity ?? '?'} ${symbol}: ${verdictOf(status)}`,
    ...refusals.map(({ code, message }) => `  ${code}: ${message}`),
  ]);
  return section(paint, `Dry run: the first orders, ${at.slice(0, 10)}`, [
    ...lines,
    'No order was sent and no file written. Without --dry-run the run goes on from here.',
  ]);
}

/** What risk says: an order that only the dry run held back would have been sent. */
function verdictOf(status: string): 'would be sent' | 'would be refused' {
  return status === 'notSent' ? 'would be sent' : 'would be refused';
}
