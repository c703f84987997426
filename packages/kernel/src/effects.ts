import type { ApprovedOrder, OrderState } from '@tradewright/core';

/** What the driver must do next. */
export type EffectKind = 'submit' | 'replace' | 'cancel';

/**
 * The effects of a turn, in order. Slots are reused from turn to turn, so that a turn without an
 * order allocates nothing.
 */
export class Effects {
  count = 0;
  readonly kinds: EffectKind[] = [];
  readonly states: OrderState[] = [];
  readonly approved: (ApprovedOrder | undefined)[] = [];

  submit(state: OrderState, order: ApprovedOrder): void {
    this.#send('submit', state, order);
  }

  /** The order shall take the place of the one that it replaces. */
  replace(state: OrderState, order: ApprovedOrder): void {
    this.#send('replace', state, order);
  }

  #send(kind: EffectKind, state: OrderState, order: ApprovedOrder): void {
    const i = this.count++;
    this.kinds[i] = kind;
    this.states[i] = state;
    this.approved[i] = order;
  }

  cancel(state: OrderState): void {
    const i = this.count++;
    this.kinds[i] = 'cancel';
    this.states[i] = state;
    this.approved[i] = undefined;
  }
}
