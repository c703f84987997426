import {
  amountUnits,
  type CommissionPart,
  type CommissionTrade,
  type ExactRate,
  type PartSoFar,
  rateOf,
  rateUnits,
} from './commission-part.js';
import type {
  BpsCommission,
  PerOrderCommission,
  PerShareCommission,
} from './commission-settings.js';

/**
 * One rate with bounds an order:
 *
 *     min(max(rate × traded, minimum), maximum, maximumBps × value)
 *
 * Every term grows with what is traded, so the total never falls.
 */
export class RatePart implements CommissionPart {
  readonly #rate: ExactRate;
  readonly #minimum: bigint;
  readonly #maximum: bigint | undefined;
  readonly #maximumOfValue: bigint | undefined;

  constructor(settings: BpsCommission | PerShareCommission | PerOrderCommission) {
    this.#rate = exactRate(settings);
    // One amount an order is a rate of nothing between two equal bounds.
    const bounds =
      settings.kind === 'perOrder'
        ? { minimum: settings.perOrder, maximum: settings.perOrder }
        : settings;
    this.#minimum = amountUnits(bounds.minimum ?? '0');
    this.#maximum = bounds.maximum === undefined ? undefined : amountUnits(bounds.maximum);
    const share = 'maximumBps' in bounds ? bounds.maximumBps : undefined;
    this.#maximumOfValue = share === undefined ? undefined : rateUnits(share);
  }

  charge(soFar: PartSoFar, trade: CommissionTrade): PartSoFar {
    const raw = soFar.raw + rateOf(this.#rate, trade);
    const value = soFar.value + trade.value;
    const total = this.#bounded(raw, value);
    return { raw, value, due: total, total };
  }

  revoke(): void {
    // Nothing is counted over orders.
  }

  #bounded(raw: bigint, value: bigint): bigint {
    let total = raw < this.#minimum ? this.#minimum : raw;
    if (this.#maximum !== undefined && total > this.#maximum) total = this.#maximum;
    if (this.#maximumOfValue === undefined) return total;
    const most = value * this.#maximumOfValue;
    return total > most ? most : total;
  }
}

function exactRate(settings: BpsCommission | PerShareCommission | PerOrderCommission): ExactRate {
  switch (settings.kind) {
    case 'bps':
      return { ofValue: rateUnits(settings.bps), ofQuantity: 0n };
    case 'perShare':
      return { ofValue: 0n, ofQuantity: rateUnits(settings.perShare) };
    case 'perOrder':
      return { ofValue: 0n, ofQuantity: 0n };
  }
}
