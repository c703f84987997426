import type { UnixMs } from '@tradewright/core';
import type { Kernel } from '@tradewright/kernel';
import type { ActionDesk } from '../actions/action-desk.js';
import type { ChargeDesk } from './charge-desk.js';
import type { MarginDesk } from './margin-desk.js';

/** What an account desk leads; what is left out does not happen. */
export interface AccountDeskParts {
  readonly kernel: Kernel;
  readonly actions: ActionDesk;
  readonly charges: ChargeDesk | undefined;
  readonly margin: MarginDesk | undefined;
}

/**
 * What happens to the account of a run beside orders and fills, in this order: charges of the day
 * that ended, the roll of the session, corporate actions; when the slice is over, margin.
 */
export class AccountDesk {
  /** The end of every slice has something to watch. */
  readonly watches: boolean;
  readonly #parts: AccountDeskParts;

  constructor(parts: AccountDeskParts) {
    this.#parts = parts;
    this.watches = parts.margin !== undefined;
  }

  /** The next slice that starts at or after it has something to open. */
  get nextAt(): UnixMs {
    const { actions, charges } = this.#parts;
    return charges === undefined ? actions.nextAt : Math.min(actions.nextAt, charges.nextAt);
  }

  /** The same for what changes orders. */
  get nextActionAt(): UnixMs {
    return this.#parts.actions.nextAt;
  }

  /** Corporate actions that have happened. */
  get actionsDone(): number {
    return this.#parts.actions.done;
  }

  /** Orders of margin calls that were sent. */
  get marginCalls(): number {
    return this.#parts.margin?.calls ?? 0;
  }

  /** Before the open of a slice that starts at or after `nextAt`. */
  open(startAt: UnixMs): void {
    const { kernel, actions, charges } = this.#parts;
    if (charges !== undefined && startAt >= charges.nextAt) charges.open(startAt);
    if (startAt >= kernel.valuer.nextLossDayAt) kernel.valuer.rollLossDay(startAt);
    if (startAt >= actions.nextAt) actions.open(startAt);
  }

  /** At the end of a slice, before fills at its close. */
  close(): void {
    this.#parts.margin?.close();
  }
}
