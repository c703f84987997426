import type { Bar } from '@tradewright/core';

/** What a rule knows of its position in one symbol. */
export interface OpenPosition {
  /** 1 is long, −1 short, 0 flat. An entry that waits for its fill counts. */
  readonly side: -1 | 0 | 1;
  /** Close at which the entry was decided; NaN while flat. */
  readonly entry: number;
  /** Closes since the entry: 1 at the end of the bar in which a market order filled. */
  readonly bars: number;
  /** Best close since the entry, that of the entry included; NaN while flat. */
  readonly best: number;
  /** Bars of the symbol at which it may trade, this one included; 0 during its warm-up. */
  readonly turns: number;
}

/**
 * What a rule wants after a bar: to hold this part of the symbol's weight (1 is all of it, −1
 * short, 0 nothing), to be `stop`ped out (while flat: to stay out), or, `undefined`, to leave
 * things as they are.
 */
export type Wish = number | 'stop' | undefined;

/**
 * The heart of a strategy that treats each symbol alone: takes the next bar of the symbol, answers
 * with a wish. It is asked at every bar, so that its indicators see all of them.
 */
export type PositionRule = (bar: Bar, position: OpenPosition) => Wish;

/** What a stop is measured from. */
export type Entered = Pick<OpenPosition, 'side' | 'entry'>;

/**
 * Whether the close is at the stop, or beyond it: entry × (1 − stopLoss) for a long, entry × (1 +
 * stopLoss) for a short. A price, not a quotient: 10.8 is 10 % below 12.
 */
export function isStopped(
  { side, entry }: Entered,
  close: number,
  stopLoss: number | 'none',
): boolean {
  return stopLoss !== 'none' && side !== 0 && side * close <= side * entry * (1 - side * stopLoss);
}
