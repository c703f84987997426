import { Decimal } from '@tradewright/core';
import { lacksFill } from '../report/lacks-fill.js';
import type { PaperReport, ReportedOrder, ReportedPosition } from '../report/paper-report.js';
import { formatAmount, formatChange, formatShare, formatSigned } from './format-amount.js';
import { formatTable, type TableColumn } from './format-table.js';
import { type Paint, paintSigned } from './paint.js';
import { describeSignals } from './describe-signals.js';
import { section } from './section.js';

const fillsMax = 5;
const unfilledMax = 5;

/** The result of a run: account, positions, last trades, refused orders. */
export function describeReport(report: PaperReport, paint: Paint): readonly string[] {
  const { period, market } = report;
  const span = `${period.firstAt?.slice(0, 10) ?? '-'} to ${period.lastAt?.slice(0, 10) ?? '-'}`;
  const label = market.synthetic ? ', SYNTHETIC prices' : '';
  return [
    ...section(paint, `Result, ${span}${label}`, describeAccount(report, paint)),
    ...section(
      paint,
      'Signals at the last decision',
      describeSignals(report.signals, report.strategy.parameters.lookback),
    ),
    ...section(paint, 'Positions and P&L (gross of fees)', describePositions(report, paint)),
    ...section(paint, 'Last trades', describeFills(report)),
    ...section(paint, 'Orders without a fill', describeUnfilled(report, paint)),
  ];
}

function describeAccount({ account, market }: PaperReport, paint: Paint): readonly string[] {
  const { deposits, cash, equity, realized, unrealized, fees, returnFraction } = account;
  const signed = (text: string): string => paintSigned(paint, text);
  const gain = equity === null ? null : new Decimal(equity).minus(deposits).toFixed();
  const total = `${formatSigned(gain)}, ${formatChange(returnFraction)}`;
  const rows = [
    ['Opening cash', formatAmount(deposits), ''],
    ['Equity now', formatAmount(equity), signed(total)],
    ['  of it cash', formatAmount(cash), ''],
    ['Realized', formatSigned(realized), 'from closed positions, gross of fees'],
    ['Unrealized', formatSigned(unrealized), 'in open positions, gross of fees'],
    ['Fees', formatSigned(new Decimal(fees).neg().toFixed()), ''],
    ['Deepest fall', formatShare(account.maxDrawdownFraction), 'below an earlier peak'],
  ];
  if (account.heldInstead !== null) {
    const instead = 'the same cash in all symbols, left alone';
    rows.push(['Held instead', formatAmount(account.heldInstead), instead]);
  }
  const columns = [left(''), right(''), left('')];
  return [
    ...formatTable(columns, rows).slice(1),
    ...(market.synthetic ? [paint.warning('Invented prices: this result means nothing.')] : []),
  ];
}

function describePositions({ positions, account }: PaperReport, paint: Paint): readonly string[] {
  if (positions.length === 0) return ['none: nothing was ever bought'];
  const signed = (text: string): string => paintSigned(paint, text);
  const columns: readonly TableColumn[] = [
    left('Symbol'),
    right('Quantity'),
    right('Average cost'),
    right('Last price'),
    right('Value'),
    { ...right('Unrealized'), paint: signed },
    { ...right('Realized'), paint: signed },
  ];
  const worth = account.equity === null ? null : new Decimal(account.equity).minus(account.cash);
  const total = ['Total', '', '', '', formatAmount(worth?.toFixed() ?? null)];
  const profits = [formatSigned(account.unrealized), formatSigned(account.realized)];
  return formatTable(columns, [...positions.map(positionRow), [...total, ...profits]]);
}

function positionRow(position: ReportedPosition): readonly string[] {
  const { symbol, signedQuantity, openCost, mark, marketValue, unrealized, realized } = position;
  const quantity = new Decimal(signedQuantity);
  if (quantity.isZero()) return [symbol, '-', '-', '-', '-', '-', formatSigned(realized)];
  return [
    symbol,
    formatAmount(signedQuantity, quantity.decimalPlaces()),
    formatAmount(new Decimal(openCost).div(quantity).toFixed()),
    formatAmount(mark),
    formatAmount(marketValue),
    formatSigned(unrealized),
    formatSigned(realized),
  ];
}

function describeFills({ fills }: PaperReport): readonly string[] {
  if (fills.length === 0) return ['none'];
  const rows = fills
    .slice(-fillsMax)
    .map(({ filledAt, side, quantity, symbol, price, fee }) => [
      filledAt.slice(0, 10),
      side,
      formatAmount(quantity, new Decimal(quantity).decimalPlaces()),
      symbol,
      formatAmount(price),
      formatAmount(fee),
    ]);
  const columns = [
    left('Date'),
    left('Side'),
    right('Quantity'),
    left('Symbol'),
    right('Price'),
    right('Fee'),
  ];
  const more = fills.length - rows.length;
  return [
    ...formatTable(columns, rows),
    ...(more > 0 ? [`and ${more} before them, all in the report`] : []),
  ];
}

function describeUnfilled({ orders }: PaperReport, paint: Paint): readonly string[] {
  const unfilled = orders.filter(lacksFill);
  const working = orders.filter((order) => order.status !== 'filled' && !lacksFill(order)).length;
  const waiting =
    working === 0 ? [] : [`${working} wait for the next price, which is not there yet`];
  const filled = `none: ${orders.length - working} of ${orders.length} orders were filled`;
  if (unfilled.length === 0) return [filled, ...waiting];
  const more = unfilled.length - unfilledMax;
  return [
    ...countByReason(unfilled),
    ...waiting,
    ...unfilled.slice(0, unfilledMax).flatMap((order) => describeOrder(order, paint)),
    ...(more > 0 ? [`and ${more} more, all in the report`] : []),
  ];
}

/** Such as "3 denied, DAILY_LOSS". */
function countByReason(orders: readonly ReportedOrder[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { status, refusals } of orders) {
    const reason = [status, ...refusals.map(({ code }) => code)].join(', ');
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => `${count} ${reason}`);
}

function describeOrder(order: ReportedOrder, paint: Paint): readonly string[] {
  const { decidedAt, side, symbol, quantity, status, refusals } = order;
  const size = quantity === null ? '' : ` ${quantity}`;
  const what = `${decidedAt.slice(0, 10)}  ${side}${size} ${symbol}: ${paint.bad(status)}`;
  return [what, ...refusals.map(({ message }) => `  ${message}`)];
}

function left(title: string): TableColumn {
  return { title, align: 'left' };
}

function right(title: string): TableColumn {
  return { title, align: 'right' };
}
