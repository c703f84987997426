import type { StatisticResult, StatisticUnit } from '@tradewright/performance';
import { absent, formatFixed, formatMoney, formatPercent } from './format-number.js';
import { formatDuration } from './format-time.js';

/** Writes a statistic in its unit; {@link absent} where it does not exist. */
export function formatStatistic({ value }: StatisticResult, unit: StatisticUnit): string {
  if (value === undefined) return absent;
  switch (unit) {
    case 'count':
      return formatFixed(value, 0);
    case 'fraction':
    case 'fraction per year':
    case 'probability':
      return formatPercent(value);
    case 'milliseconds':
      return formatDuration(value);
    case 'money':
      return formatMoney(value);
    case 'per year':
    case 'ratio':
      return formatFixed(value, 2);
  }
}
