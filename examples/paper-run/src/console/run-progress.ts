import { formatUtc, type UnixMs } from '@tradewright/core';
import type { TraderStatus } from '@tradewright/runtime';
import type { MarketSlice } from '../market/paper-market.js';
import { formatAmount, formatChange } from './format-amount.js';
import { type Paint, paintSigned } from './paint.js';

/** One line of progress for each year, month or day that a run has gone through. */
export interface RunProgress {
  /** Takes a finished slice; returns the line of the period that it ends, if it ends one. */
  next(slice: MarketSlice, status: TraderStatus): string | undefined;
}

interface Step {
  readonly period: string;
  readonly status: TraderStatus;
}

const yearMs = 366 * 86_400_000;
const monthMs = 31 * 86_400_000;

/**
 * Chooses the length of a step by the length of the run, and remembers where the last one ended.
 *
 * @param slices All slices of the run that `next` will be told about, in their order.
 */
export function createRunProgress(
  slices: readonly MarketSlice[],
  opening: string,
  paint: Paint,
): RunProgress {
  const first = slices[0]?.endAt ?? 0;
  const last = slices.at(-1)?.endAt ?? 0;
  const length = periodLength(last - first);
  let before = { equity: opening, orders: 0 };
  let seen = 0;
  return {
    next({ endAt }, status) {
      seen++;
      const following = slices[seen];
      const period = periodOf(endAt, length);
      if (following !== undefined && periodOf(following.endAt, length) === period) return undefined;
      const line = describeStep({ period, status }, before, paint);
      before = { equity: status.equity?.toFixed() ?? before.equity, orders: status.orders };
      return line;
    },
  };
}

/** Characters of a stamp that name the period: a year, a month, a day. */
function periodLength(spanMs: number): number {
  if (spanMs > 2 * yearMs) return 4;
  return spanMs > 2 * monthMs ? 7 : 10;
}

function periodOf(at: UnixMs, length: number): string {
  return formatUtc(at).slice(0, length);
}

function describeStep(
  { period, status }: Step,
  before: { readonly equity: string; readonly orders: number },
  paint: Paint,
): string {
  const { equity, positions } = status;
  const change = equity?.div(before.equity).minus(1).toFixed() ?? null;
  const held = positions.filter(({ signedQuantity }) => !signedQuantity.isZero());
  const orders = status.orders - before.orders;
  return [
    period,
    `equity ${formatAmount(equity?.toFixed() ?? null).padStart(14)}`,
    paintSigned(paint, formatChange(change).padStart(10)),
    `${orders} orders`.padStart(9),
    `  holds ${held.map(({ symbol }) => symbol).join(', ') || 'cash'}`,
  ].join('  ');
}
