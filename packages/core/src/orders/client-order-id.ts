import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { Brand } from '../numbers/brand.js';
import type { UnixMs } from '../time/unix-ms.js';

/**
 * Names one order for ever: at most 48 characters of `[A-Za-z0-9_-]`, derived from the decision, so
 * that the same decision has the same id in every process and after every restart.
 */
export type ClientOrderId = Brand<string, 'ClientOrderId'>;

/** Every id of the SDK starts with this, so that a broker's list tells ours from others. */
export const clientOrderIdPrefix = 'tw-';

/** What makes one decision different from every other of the same account. */
export interface DecisionKey {
  readonly account: string;
  readonly strategy: string;
  /** Instant of the slice of bars, or the run key, in which the decision was made. */
  readonly turn: UnixMs | string;
  readonly symbol: string;
  /** Running number of the order for this symbol within the turn, from zero. */
  readonly ordinal: number;
  /** What the order is for in its group; left out for the group's first order. */
  readonly leg?: string | undefined;
}

/**
 * Derives the client order id of a decision: the prefix and 128 bits of SHA-256 in hexadecimal.
 * Parts are length-prefixed, so that no two keys share a text.
 *
 * @example
 * const key = { account: 'paper', strategy: 'sma', turn: 0, symbol: 'AAPL', ordinal: 0 };
 * deriveClientOrderId(key).length // => 35
 */
export function deriveClientOrderId(key: DecisionKey): ClientOrderId {
  // An instant and a run key with the same digits are two turns.
  const turn = typeof key.turn === 'number' ? `@${key.turn}` : `#${key.turn}`;
  const parts = [key.account, key.strategy, turn, key.symbol, String(key.ordinal)];
  if (key.leg !== undefined) parts.push(key.leg);
  const text = parts.map((part) => `${part.length}:${part}`).join('|');
  const digest = bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32);
  return `${clientOrderIdPrefix}${digest}` as ClientOrderId;
}
