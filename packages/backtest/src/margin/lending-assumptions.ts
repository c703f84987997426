import type { ResolvedLending } from './parse-lending.js';

/** Name, value and default of what a report states about lending, where it differs at all. */
export function lendingAssumptions(
  { margin, shortableUnits, borrowRates, creditRate, debitRate }: ResolvedLending,
  marginCalls: number,
): readonly (readonly [name: string, value: unknown, standard: unknown])[] {
  const perYear = (rate: number): number => rate / 1e9;
  const rates = [...new Set(borrowRates.map(perYear))].sort((a, b) => a - b);
  const bounded = shortableUnits.filter((one) => one !== 'unlimited').length;
  return [
    ['margin', margin, 'cash'],
    ['orders of margin calls', marginCalls, 0],
    ['symbols with bounded short selling', bounded, 0],
    ['borrow rates per year, actual/360', rates.join(', '), '0'],
    ['interest per year on credit, actual/360', perYear(creditRate), 0],
    ['interest per year on debit, actual/360', perYear(debitRate), 0],
  ];
}
