import { lacksFill } from '../report/lacks-fill.js';
import type { StateJudgement } from '../state/judge-state.js';
import type { StateFolder } from '../state/state-folder.js';
import { formatAmount, formatChange, formatSigned } from './format-amount.js';
import type { Paint } from './paint.js';

/** How the paper account stands, in a few lines. */
export function describeState(
  { state, reason, lastRun, report }: StateJudgement,
  folder: StateFolder,
  paint: Paint,
): readonly string[] {
  const color = {
    ok: paint.good,
    degraded: paint.warning,
    halted: paint.bad,
    unreachable: paint.bad,
  };
  const lines = [`${color[state](state)}: ${reason}`];
  if (lastRun !== undefined) lines.push(`  Last change  ${lastRun.updatedAt}`);
  if (report === undefined) return lines;
  const { account, market, orders, positions } = report;
  const held = positions.filter(({ signedQuantity }) => signedQuantity !== '0');
  const holds = held.map(({ symbol, signedQuantity }) => `${signedQuantity} ${symbol}`).join(', ');
  return [
    ...lines,
    `  Market       ${market.synthetic ? paint.warning(market.title) : market.title}`,
    `  Equity       ${formatAmount(account.equity)} (${formatChange(account.returnFraction)})`,
    `  P&L          realized ${formatSigned(account.realized)}, ` +
      `unrealized ${formatSigned(account.unrealized)}, gross of fees`,
    `  Holds        ${holds || 'cash'}`,
    `  Orders       ${orders.length}, of them ${orders.filter(lacksFill).length} without a fill`,
    `  Report       ${folder.reportPath(report.runKey)}`,
  ];
}

/** The same as plain data. */
export function stateDocument(
  { state, exitCode, reason, lastRun, report }: StateJudgement,
  folder: StateFolder,
): object {
  return {
    state,
    exitCode,
    reason,
    updatedAt: lastRun?.updatedAt ?? null,
    runKey: lastRun?.runKey ?? null,
    outcome: report?.outcome ?? null,
    synthetic: report?.market.synthetic ?? null,
    market: report?.market.title ?? null,
    account: report?.account ?? null,
    positions: report?.positions ?? null,
    orders: report?.orders.length ?? null,
    ordersWithoutFill: report?.orders.filter(lacksFill).length ?? null,
    report: report === undefined ? null : folder.reportPath(report.runKey),
  };
}
