import type { RiskLimits } from '@tradewright/risk';
import type { PaperSettings } from '../settings/paper-settings.js';

/**
 * The risk limits of a paper run, all of them written out. An account that grows needs limits that
 * grow with it, so sizes are bounded as fractions of equity and not in shares or dollars.
 */
export function paperLimits({ top, positionMax, lossMax }: PaperSettings): Required<RiskLimits> {
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
