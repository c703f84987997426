import type { ReviewFacts } from './review-facts.js';
import type { ResolvedRiskLimits } from './risk-limits.js';
import type { LimitRule } from './risk-rule.js';

type Measure = (facts: Readonly<ReviewFacts>) => number;

/**
 * The limits as rules, in the order in which refusals are listed. A limit that is `'none'` makes no
 * rule.
 */
export function limitRules(limits: ResolvedRiskLimits): readonly LimitRule[] {
  const { positionFractionMax, grossFractionMax, dailyLossFractionMax, cashFractionMax } = limits;
  const rules: readonly [string, string, number, Measure, Measure][] = [
    [
      'MAX_ORDER_QUANTITY',
      'order quantity',
      limits.orderQuantityMax,
      (facts) => facts.quantity,
      () => limits.orderQuantityMax,
    ],
    [
      'MAX_ORDER_NOTIONAL',
      'order notional',
      limits.orderNotionalMax,
      (facts) => facts.notional,
      () => limits.orderNotionalMax,
    ],
    [
      'MAX_POSITION',
      'worst-case position',
      limits.positionQuantityMax,
      (facts) => facts.worstPosition,
      () => limits.positionQuantityMax,
    ],
    [
      'MAX_POSITION',
      'worst-case position value',
      positionFractionMax,
      (facts) => facts.worstNotional,
      (facts) => facts.equity * positionFractionMax,
    ],
    [
      'GROSS_EXPOSURE',
      'worst-case gross exposure',
      grossFractionMax,
      (facts) => facts.gross,
      (facts) => facts.equity * grossFractionMax,
    ],
    [
      'DAILY_LOSS',
      'loss of the day',
      dailyLossFractionMax,
      (facts) => facts.dailyLoss,
      (facts) => facts.dayStartEquity * dailyLossFractionMax,
    ],
    [
      'BUYING_POWER',
      'cash that open buys may need',
      cashFractionMax,
      (facts) => facts.cashNeeded,
      (facts) => facts.cash * cashFractionMax,
    ],
  ];
  const active = rules.filter(([, , bound]) => bound !== Number.POSITIVE_INFINITY);
  const made = active.map(([code, label, , actual, limit]): LimitRule => {
    return { code, scope: 'increasing', label, actual, limit };
  });
  if (!limits.shortSelling) made.push(shortSale);
  return [freshPrice, ...made];
}

/** Nothing that increases risk passes without a price: its size would be a guess. */
const freshPrice: LimitRule = {
  code: 'NO_FRESH_PRICE',
  scope: 'increasing',
  label: 'symbols without a price',
  actual: (facts) => (facts.mark > 0 ? 0 : 1),
  limit: () => 0,
};

const shortSale: LimitRule = {
  code: 'SHORT_NOT_ALLOWED',
  scope: 'increasing',
  label: 'shares sold short in the worst case',
  actual: (facts) => facts.soldShort,
  limit: () => 0,
};
