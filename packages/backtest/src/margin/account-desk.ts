import type { UnixMs } from '@tradewright/core';
import type { Kernel } from '@tradewright/kernel';
import type { ActionDesk } from '../actions/action-desk.js';

/** What an account desk leads. */
export interface AccountDeskParts {
  readonly kernel: Kernel;
  readonly actions: ActionDesk;
}

/**
 * What happens to the account of a run beside orders and fills, in this order: the roll of the
 * session, corporate actions, then, when the slice is over, margin.
 */
export class AccountDesk {
  readonly #parts: AccountDeskParts;

  constructor(parts: AccountDeskParts) {
    this.#parts = parts;
  }

  /** The next slice that starts at or after it has something to open. */
  get nextAt(): UnixMs {
    return this.#parts.actions.nextAt;
  }

  /** The same for what changes orders. */
  get nextActionAt(): UnixMs {
    return this.#parts.actions.nextAt;
  }

  /** Before the open of a slice that starts at or after `nextAt`. */
  open(startAt: UnixMs): void {
    const { kernel, actions } = this.#parts;
    if (startAt >= kernel.valuer.nextLossDayAt) kernel.valuer.rollLossDay(startAt);
    if (startAt >= actions.nextAt) actions.open(startAt);
  }
}
