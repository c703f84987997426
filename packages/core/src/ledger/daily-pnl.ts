import { invalidValue } from '../errors/invalid-value.js';
import type { Decimal } from '../numbers/decimal.js';
import { moneyToDecimal } from '../numbers/units.js';
import type { Amount } from '../orders/order-request.js';
import { sessionDate } from '../time/session-date.js';
import type { SessionDate } from '../time/unix-ms.js';
import { readMoney } from './read-amount.js';

/** A change of realized profit, and the session to which it counts. */
export interface PnlChange {
  readonly on: SessionDate;
  /** In units of account, negative for a loss; gross or net as the caller wants the series. */
  readonly amount: Amount;
}

/** Profit of one session, exact. */
export interface DailyPnl {
  readonly on: SessionDate;
  readonly realized: Decimal;
  /** Sum up to and with this session. */
  readonly cumulative: Decimal;
  /** Highest sum so far, at least zero: before the first change nothing was won. */
  readonly peak: Decimal;
  /** What the sum lacks to the peak; zero or more. */
  readonly drawdown: Decimal;
}

/**
 * Sums changes of realized profit per session.
 *
 *     cumulative = Σ realized    peak = max(0, cumulative so far)    drawdown = peak − cumulative
 *
 * @param changes In any order.
 * @param sessions If given, each has a row, also without a change; in any order. Otherwise only
 *   sessions with a change have one.
 * @returns Rows in order of the date; none when there is neither change nor session.
 * @throws SdkError `VALUE_INVALID` for an amount that is no decimal of at most 18 digits and for a
 *   change on a date that is not among the sessions, `TIME_INVALID` for a date that does not exist.
 *
 * @example
 * const [on, next] = [sessionDate('2024-07-02'), sessionDate('2024-07-03')];
 * const rows = dailyPnl([{ on, amount: '60' }, { on: next, amount: '-45.5' }]);
 * rows.map((row) => row.drawdown.toFixed()) // => ['0', '45.5']
 */
export function dailyPnl(
  changes: Iterable<PnlChange>,
  sessions?: Iterable<SessionDate>,
): readonly DailyPnl[] {
  const sums = new Map<SessionDate, bigint>();
  for (const on of sessions ?? []) sums.set(sessionDate(on), 0n);
  for (const { on, amount } of changes) {
    const before = sums.get(sessionDate(on));
    if (before === undefined && sessions !== undefined) {
      throw invalidValue('VALUE_INVALID', { field: 'on', value: on, must: 'one of the sessions' });
    }
    sums.set(on, (before ?? 0n) + readMoney(amount, { field: 'amount', sign: 'any' }));
  }
  let cumulative = 0n;
  let peak = 0n;
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([on, realized]) => {
      cumulative += realized;
      if (cumulative > peak) peak = cumulative;
      return {
        on,
        realized: moneyToDecimal(realized),
        cumulative: moneyToDecimal(cumulative),
        peak: moneyToDecimal(peak),
        drawdown: moneyToDecimal(peak - cumulative),
      };
    });
}
