import type { MarginAccount, MarginPosition } from './margin-account.js';

/** What is to be closed of one position. */
export interface Reduction {
  readonly slot: number;
  /** Unsigned, in shares, not yet in whole steps. */
  readonly shares: number;
}

/**
 * What must be closed so that equity covers maintenance again, at the prices of now and without
 * costs: the position with the largest market value first, of equals that with the lower slot, and
 * of the last one no more than is needed.
 *
 * @returns Nothing when equity covers maintenance already.
 */
export function planReductions(
  account: MarginAccount,
  positions: readonly MarginPosition[],
  equity: number,
): readonly Reduction[] {
  let missing = account.maintenance(positions) - equity;
  const planned: Reduction[] = [];
  const largest = [...positions].sort((a, b) => worth(b) - worth(a) || a.slot - b.slot);
  for (const { slot, shares, price } of largest) {
    // Written so that an unknown price calls nobody.
    if (!(missing > 0)) break;
    const perShare = account.maintenancePerShare(shares, price);
    const held = Math.abs(shares);
    const closed = Math.min(held, missing / perShare);
    planned.push({ slot, shares: closed });
    missing -= held * perShare;
  }
  return planned;
}

function worth({ shares, price }: MarginPosition): number {
  return Math.abs(shares) * price;
}
