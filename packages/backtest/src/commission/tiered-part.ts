import {
  type CommissionPart,
  type CommissionTrade,
  type PartSoFar,
  rateUnits,
} from './commission-part.js';
import type { TieredCommission } from './commission-settings.js';
import { TradedValue } from './traded-value.js';

interface Tier {
  /** Units of 1e-18. */
  readonly from: bigint;
  readonly maker: bigint;
  readonly taker: bigint;
}

/** A rate on value by what the account has traded in the 30 days before. */
export class TieredPart implements CommissionPart {
  /** Highest first. */
  readonly #tiers: readonly Tier[];
  readonly #traded = new TradedValue();

  constructor(settings: TieredCommission) {
    this.#tiers = settings.tiers
      .map(({ from, makerBps, takerBps }) => ({
        from: rateUnits(from) * 1_000_000_000n,
        maker: rateUnits(makerBps),
        taker: rateUnits(takerBps),
      }))
      .reverse();
  }

  charge(soFar: PartSoFar, trade: CommissionTrade): PartSoFar {
    const volume = this.#traded.before(trade.filledAt);
    this.#traded.add(trade.value);
    // The first tier is from zero: one is always found.
    const tier = this.#tiers.find(({ from }) => volume >= from) as Tier;
    const total = soFar.total + trade.value * (trade.maker ? tier.maker : tier.taker);
    return { raw: total, value: soFar.value + trade.value, due: total, total };
  }

  revoke(): void {
    this.#traded.takeBack();
  }
}
