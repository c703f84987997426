import type { UnixMs } from '../time/unix-ms.js';

/**
 * Why a target weight led to no order. `noMark`: the symbol has no price yet. `noEquity`: equity is
 * unknown or not above zero. `weightInvalid`: not a finite number. `onTarget`: position and
 * working orders already are what the weight asks for, to the lot. `cancelFirst`: opposing
 * orders are being canceled; ask again when they are gone. `warmingUp`: history is replayed.
 */
export type TargetSkipReason =
  | 'noMark'
  | 'noEquity'
  | 'weightInvalid'
  | 'onTarget'
  | 'cancelFirst'
  | 'warmingUp';

/** One target that led to no order. */
export interface TargetSkip {
  readonly at: UnixMs;
  readonly symbol: string;
  readonly weight: number;
  readonly reason: TargetSkipReason;
}
