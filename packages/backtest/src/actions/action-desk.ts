import { type BarSeries, type Instrument, powerOfTen, type UnixMs } from '@tradewright/core';
import type { Kernel } from '@tradewright/kernel';
import type { EquityRecorder } from '../equity-recorder.js';
import type { SimulatedVenue } from '../simulated-venue.js';
import { bookAction } from './book-action.js';
import type { ResolvedAction } from './corporate-action.js';
import { cancelRestingOrders, splitRestingOrders } from './resting-orders.js';

/** What an action desk works on. Slots are the places in `series`. */
export interface ActionDeskParts {
  /** In the order in which they happen; see `parseActions`. */
  readonly actions: readonly ResolvedAction[];
  readonly kernel: Kernel;
  readonly venue: SimulatedVenue;
  readonly recorder: EquityRecorder;
  readonly series: readonly BarSeries[];
}

/**
 * Lets corporate actions happen, before the open of the first slice at or after their instant. All
 * of a slice are booked first, then the resting orders follow: what a strategy does on hearing of
 * its orders is decided from the account after the actions.
 */
export class ActionDesk {
  /** The next action happens in the first slice that starts at or after it. */
  nextAt: UnixMs = Number.POSITIVE_INFINITY;
  /** Actions that have happened. */
  done = 0;
  readonly #parts: ActionDeskParts;

  constructor(parts: ActionDeskParts) {
    this.#parts = parts;
    this.#lookAhead();
  }

  /** Before the open of a slice, and after the roll of the session. */
  open(startAt: UnixMs): void {
    const { actions, kernel, recorder } = this.#parts;
    const first = this.done;
    while (this.done < actions.length && this.nextAt <= startAt) {
      this.done++;
      this.#lookAhead();
    }
    if (this.done === first) return;
    // The slices so far had the account as it was before.
    kernel.account.settle();
    recorder.recordUntil(kernel.slices);
    for (let i = first; i < this.done; i++) this.#book(actions[i] as ResolvedAction, startAt);
    for (let i = first; i < this.done; i++) {
      this.#followOrders(actions[i] as ResolvedAction, { key: this.#keyOf(i), at: startAt });
    }
  }

  #lookAhead(): void {
    this.nextAt = this.#parts.actions[this.done]?.exAt ?? Number.POSITIVE_INFINITY;
  }

  /** Names an action in the ids of orders, whatever other symbols do. */
  #keyOf(i: number): string {
    const { actions } = this.#parts;
    const { symbol, exAt } = actions[i] as ResolvedAction;
    const before = actions.slice(0, i).filter((one) => one.symbol === symbol && one.exAt === exAt);
    return `action ${before.length} of ${exAt}`;
  }

  #book(action: ResolvedAction, at: UnixMs): void {
    const { kernel } = this.#parts;
    const priceUnits = this.#priceOf(action, at);
    if (action.kind === 'symbolChange') kernel.know(action.newSlot);
    moveMark(kernel, action);
    kernel.book({ at, book: (ledger) => bookAction(ledger, action, priceUnits) });
  }

  /**
   * What is paid for one share, in price units. For a fraction of a split: the next open of the
   * symbol; if there is none, the last close in new units.
   */
  #priceOf(action: ResolvedAction, at: UnixMs): number {
    if (action.kind === 'delisting' && action.priceUnits !== 'last close') return action.priceUnits;
    const { kernel, series } = this.#parts;
    const { slot } = action;
    const scale = powerOfTen((kernel.instruments[slot] as Instrument).priceDigits);
    const mark = kernel.account.mark[slot] as number;
    const { open, time } = series[slot] as BarSeries;
    if (action.kind !== 'split') return Math.round((Number.isNaN(mark) ? 0 : mark) * scale);
    const next =
      open[time.findIndex((startAt) => startAt >= at)] ?? mark * (action.from / action.to);
    return Math.max(1, Math.round(next * scale));
  }

  #followOrders(
    action: ResolvedAction,
    cause: { readonly key: string; readonly at: UnixMs },
  ): void {
    const { kernel, venue } = this.#parts;
    const { slot, symbol, kind } = action;
    if (kind === 'cashDividend') return;
    if (kind === 'split') {
      splitRestingOrders({ kernel, venue }, action, cause);
      return;
    }
    const what =
      kind === 'delisting' ? 'is delisted' : `goes on as ${kernel.symbols[action.newSlot] ?? ''}`;
    const reason = { code: 'CORPORATE_ACTION', message: `${symbol} ${what}; order again` };
    cancelRestingOrders({ kernel, venue }, slot, { at: cause.at, reason });
  }
}

/**
 * The last price in the units after the action, so that the account is worth the same until the
 * symbol has a new one: split, less the dividend, or moved to the new symbol.
 */
function moveMark({ account }: Kernel, action: ResolvedAction): void {
  const { mark, units } = account;
  const { slot, kind } = action;
  const last = mark[slot] as number;
  if (kind === 'split') mark[slot] = last * (action.from / action.to);
  else if (kind === 'cashDividend') mark[slot] = Math.max(0, last - action.perShareUnits / 1e9);
  else if (kind === 'symbolChange') {
    const { newSlot } = action;
    if (units[newSlot] === 0 || Number.isNaN(mark[newSlot])) mark[newSlot] = last;
  }
}
