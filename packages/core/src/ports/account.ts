import type { UnixMs } from '../time/unix-ms.js';

/** What the broker says the account holds. Amounts are decimal text. */
export interface AccountSnapshot {
  readonly currency: string;
  readonly cash: string;
  readonly positions: readonly {
    readonly symbol: string;
    /** Negative is short. */
    readonly signedQuantity: string;
  }[];
  readonly asOf: UnixMs;
}

/** The broker's own view of one account: the truth that ours is held against. */
export interface Account {
  snapshot(signal?: AbortSignal): Promise<AccountSnapshot>;
}
