import type { RiskLimits } from '@tradewright/risk';
import type { PaperSettings } from '../settings/paper-settings.js';

/** Limits with nothing left to a default. */
export interface PaperLimits extends RiskLimits {
  readonly orderQuantityMax: 'none';
  readonly orderNotionalMax: 'none';
  readonly positionQuantityMax: 'none';
  readonly positionFractionMax: number;
  readonly grossFractionMax: number;
  readonly dailyLossFractionMax: number;
  readonly cashFractionMax: number;
  readonly collarFraction: number;
  readonly shortSelling: boolean;
}

/**
 * The risk limits of a paper run, all of them written out. An account that grows needs limits that
 * grow with it, so sizes are bounded as fractions of equity and not in shares or dollars.
 */
export function paperLimits({ top, positionMax, lossMax }: PaperSettings): PaperLimits {
  return {
    orderQuantityMax: 'none',
    orderNotionalMax: 'none',
    positionQuantityMax: 'none',
    positionFractionMax: positionMax ?? 1 / top,
    grossFractionMax: 1,
    dailyLossFractionMax: lossMax,
    // Purchases may reserve nearly all cash, priced 1 % above the last price, and never more.
    cashFractionMax: 0.99,
    collarFraction: 0.01,
    shortSelling: false,
  };
}
