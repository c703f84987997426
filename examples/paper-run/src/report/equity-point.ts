import { formatUtc, type UnixMs } from '@tradewright/core';
import type { TraderStatus } from '@tradewright/runtime';
import type { EquityPoint } from './paper-report.js';

/** Writes down how the account stands after a slice. */
export function equityPoint(
  at: UnixMs,
  { cash, equity, positions, fills }: TraderStatus,
): EquityPoint {
  const held = positions.filter(({ signedQuantity }) => !signedQuantity.isZero());
  const marks = held.flatMap(({ symbol, mark }) =>
    mark === undefined ? [] : [[symbol, mark.toFixed()] as const],
  );
  return {
    at: formatUtc(at),
    fills,
    cash: cash.toFixed(),
    equity: equity?.toFixed() ?? null,
    marks: Object.fromEntries(marks),
  };
}
