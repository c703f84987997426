import { invalidValue, type SessionDate } from '@tradewright/core';
import { checkFinite, checkSameLength, type Returns } from '../statistic/check-input.js';

/** The compounded return of one calendar month or year. */
export interface PeriodReturn {
  /** `2024-03` for a month, `2024` for a year. */
  readonly label: string;
  readonly year: number;
  /** 1 to 12; `undefined` for a year. */
  readonly month: number | undefined;
  /** Fraction, compounded over the sessions of the period that are in the series. */
  readonly return: number;
  /** How many returns it is made of: few at the ends of the series. */
  readonly sessions: number;
  readonly firstOn: SessionDate;
  readonly lastOn: SessionDate;
}

const datePattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * Compounds returns of sessions into calendar months or years, oldest first.
 *
 *     ∏(1 + r) − 1   over the sessions of the period
 *
 * Compounding all periods gives the total return. Months without a session have no entry.
 *
 * @param dates The session of each return, as `sampleSessions` gives them.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, another length, or dates that
 *   are not `YYYY-MM-DD` in order.
 *
 * Agrees with: ffn's monthly and yearly returns of four series to 1e-9 (golden tests).
 *
 * @example
 * const dates = ['2024-01-31', '2024-02-01'] as SessionDate[];
 * periodReturns([0.5, -0.5], dates, 'month')[1]?.label // => '2024-02'
 */
export function periodReturns(
  returns: Returns,
  dates: readonly SessionDate[],
  period: 'month' | 'year',
): readonly PeriodReturn[] {
  checkFinite(returns, 'returns');
  checkSameLength(dates, 'dates', returns.length);
  const labelLength = period === 'month' ? 7 : 4;
  const periods: PeriodReturn[] = [];
  for (let first = 0; first < dates.length; ) {
    const label = readDate(dates, first).slice(0, labelLength);
    let growth = 1;
    let next = first;
    while (next < dates.length && readDate(dates, next).startsWith(label)) {
      growth *= 1 + (returns[next] as number);
      next++;
    }
    periods.push({
      label,
      year: Number(label.slice(0, 4)),
      month: period === 'month' ? Number(label.slice(5)) : undefined,
      return: growth - 1,
      sessions: next - first,
      firstOn: dates[first] as SessionDate,
      lastOn: dates[next - 1] as SessionDate,
    });
    first = next;
  }
  return periods;
}

function readDate(dates: readonly SessionDate[], index: number): string {
  const date = dates[index] as string;
  const before = dates[index - 1] as string | undefined;
  const ordered = before === undefined || before < date;
  if (typeof date === 'string' && datePattern.test(date) && ordered) return date;
  throw invalidValue('VALUE_INVALID', {
    field: `dates[${index}]`,
    value: date,
    must: ordered ? 'a date such as "2024-03-01"' : `later than dates[${index - 1}], ${before}`,
  });
}
