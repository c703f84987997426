import type { RunReport } from '@tradewright/core';

/** The account over time, ready for statistics. */
export interface Curve {
  /** UTC milliseconds, increasing. */
  readonly time: Float64Array;
  readonly value: Float64Array;
  /** What had to be left out, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads the equity curve with the deposit in front of it, so that what the first slice earned
 * counts. Points without a value (a held symbol had no mark) are left out, and so is everything
 * after the account was worth nothing: neither has a return. The notes say so.
 */
export function readCurve({ equity, deposits, startedAt }: RunReport): Curve {
  const time: number[] = [];
  const value: number[] = [];
  const notes: string[] = [];
  if (startedAt < (equity.time[0] ?? Number.NEGATIVE_INFINITY)) {
    time.push(startedAt);
    value.push(deposits.toNumber());
  }
  let unknown = 0;
  for (let i = 0; i < equity.length; i++) {
    const worth = equity.value[i] as number;
    if (!Number.isFinite(worth)) {
      unknown++;
      continue;
    }
    time.push(equity.time[i] as number);
    value.push(worth);
    if (worth > 0) continue;
    const left = equity.length - i - 1;
    notes.push(`Ruined: equity fell to zero or below; ${left} later slices are left out.`);
    break;
  }
  if (unknown > 0) {
    notes.push(`${unknown} slices have no equity, because a held symbol had no price.`);
  }
  return { time: Float64Array.from(time), value: Float64Array.from(value), notes };
}
