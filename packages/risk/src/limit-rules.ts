import type { ResolvedRiskLimits } from './risk-limits.js';
import type { LimitRule } from './risk-rule.js';

/**
 * The limits as rules, in the order in which refusals are listed. A limit that is `'none'` makes no
 * rule. All of them stop increasing orders only: exits are always possible.
 */
export function limitRules(limits: ResolvedRiskLimits): readonly LimitRule[] {
  return allRules(limits)
    .filter((rule) => rule.bound !== Number.POSITIVE_INFINITY)
    .map((rule) => ({ ...rule, scope: 'increasing' }));
}

function allRules(limits: ResolvedRiskLimits): readonly Omit<LimitRule, 'scope'>[] {
  return [
    // Nothing that increases risk passes without a price: its size would be a guess.
    {
      code: 'NO_FRESH_PRICE',
      label: 'symbols without a price',
      fact: 'unpriced',
      bound: 0,
      of: 'one',
    },
    {
      code: 'MAX_ORDER_QUANTITY',
      label: 'order quantity',
      fact: 'quantity',
      bound: limits.orderQuantityMax,
      of: 'one',
    },
    {
      code: 'MAX_ORDER_NOTIONAL',
      label: 'order notional',
      fact: 'notional',
      bound: limits.orderNotionalMax,
      of: 'one',
    },
    {
      code: 'MAX_POSITION',
      label: 'worst-case position',
      fact: 'worstPosition',
      bound: limits.positionQuantityMax,
      of: 'one',
    },
    {
      code: 'MAX_POSITION',
      label: 'worst-case position value',
      fact: 'worstNotional',
      bound: limits.positionFractionMax,
      of: 'equity',
    },
    {
      code: 'GROSS_EXPOSURE',
      label: 'worst-case gross exposure',
      fact: 'gross',
      bound: limits.grossFractionMax,
      of: 'equity',
    },
    {
      code: 'DAILY_LOSS',
      label: 'loss of the day',
      fact: 'dailyLoss',
      bound: limits.dailyLossFractionMax,
      of: 'dayStartEquity',
    },
    {
      code: 'BUYING_POWER',
      label: 'cash that open buys may need',
      fact: 'cashNeeded',
      bound: limits.cashFractionMax,
      of: 'cash',
    },
    {
      code: 'SHORT_NOT_ALLOWED',
      label: 'quantity sold short in the worst case',
      fact: 'soldShort',
      bound: limits.shortSelling ? Number.POSITIVE_INFINITY : 0,
      of: 'one',
    },
  ];
}
