import { formatUtc } from '@tradewright/core';
import { describeSignals } from './console/describe-signals.js';
import { section } from './console/section.js';
import { exitCode } from './exit-code.js';
import type { MarketSlice } from './market/paper-market.js';
import type { ReportedOrder } from './report/paper-report.js';
import { reportOrder } from './report/report-order.js';
import { runKey } from './report/run-key.js';
import { settingsOfResult } from './report/settings-of-result.js';
import { signalsAt } from './report/signals-at.js';
import { type RunFrame, tell, tellPlan } from './run-frame.js';
import { runPaper } from './trading/run-paper.js';

/** What the first decision wants, and what risk says to it. */
interface FirstDecision {
  /** `undefined` when the strategy never wants an order. */
  readonly slice: MarketSlice | undefined;
  readonly orders: readonly ReportedOrder[];
}

/**
 * Checks everything and shows the first orders that the strategy wants and what risk says to them.
 * The live trader decides, but its broker lets no order leave, and nothing is written.
 */
export async function dryRun(frame: RunFrame): Promise<number> {
  const { plan, flags, host } = frame;
  tellPlan(frame, 'dry run: nothing is sent, nothing is written');
  let slice: MarketSlice | undefined;
  const { results } = await runPaper(plan, {
    signal: host.interrupt,
    dryRun: true,
    onSlice: (current, { orders }) => {
      if (orders > 0) slice = current;
    },
  });
  const decision = { slice, orders: [...results.orders].map(reportOrder) };
  tell(frame, describeDecision(frame, decision));
  if (flags.json) host.print(`${JSON.stringify(decisionDocument(frame, decision), null, 2)}\n`);
  return host.interrupt.aborted ? exitCode.interrupted : exitCode.success;
}

function decisionDocument({ plan }: RunFrame, { slice, orders }: FirstDecision): object {
  const { market, settings, limits } = plan;
  return {
    outcome: 'dryRun',
    runKey: runKey(plan),
    settings: settingsOfResult(settings),
    market: { title: market.title, synthetic: market.source === 'synthetic' },
    limits,
    firstDecisionAt: slice === undefined ? null : formatUtc(slice.endAt),
    signals: signalsAt(plan, slice),
    orders: orders.map(({ status, ...order }) => ({ ...order, verdict: verdictOf(status) })),
  };
}

function describeDecision(
  { paint, plan }: RunFrame,
  { slice, orders }: FirstDecision,
): readonly string[] {
  if (slice === undefined) return section(paint, 'Dry run', ['the strategy never wants an order']);
  const on = formatUtc(slice.endAt).slice(0, 10);
  const signals = describeSignals(signalsAt(plan, slice), plan.settings.lookback);
  const lines = orders.flatMap(({ side, quantity, symbol, status, refusals }) => [
    `${side} ${quantity ?? '?'} ${symbol}: ${verdictOf(status)}`,
    ...refusals.map(({ code, message }) => `  ${code}: ${message}`),
  ]);
  return [
    ...section(paint, `Signals of the first decision with orders, ${on}`, signals),
    ...section(paint, 'Orders', [
      ...lines,
      paint.warning('Dry run: no order was sent and no file written.'),
    ]),
  ];
}

/** What risk says: an order that only the dry run held back would have been sent. */
function verdictOf(status: string): 'would be sent' | 'would be refused' {
  return status === 'notSent' ? 'would be sent' : 'would be refused';
}
