import { type Instrument, powerOfTen } from '@tradewright/core';
import type { Kernel } from '@tradewright/kernel';
import type { ResolvedMargin, ResolvedTier } from './parse-lending.js';

/** One position, as a margin account sees it. */
export interface MarginPosition {
  readonly slot: number;
  /** Signed, in shares. */
  readonly shares: number;
  readonly price: number;
}

/**
 * Requirements and equity of an account, in doubles: estimates at last prices, never booked.
 *
 *     buying power = max(equity − initial requirement, 0) ÷ initial fraction
 */
export class MarginAccount {
  readonly terms: ResolvedMargin;
  readonly #kernel: Kernel;
  readonly #perShare: Float64Array;

  constructor(kernel: Kernel, terms: ResolvedMargin) {
    this.#kernel = kernel;
    this.terms = terms;
    this.#perShare = Float64Array.from(kernel.instruments, (one: Instrument) =>
      powerOfTen(one.quantityDigits),
    );
  }

  /** What is held, at last prices, by slot. */
  positions(): MarginPosition[] {
    const { shares, mark } = this.#kernel.account;
    const found: MarginPosition[] = [];
    for (let slot = 0; slot < shares.length; slot++) {
      const held = shares[slot] as number;
      if (held !== 0) found.push({ slot, shares: held, price: mark[slot] as number });
    }
    return found;
  }

  /** Whole shares of a number of quantity units. */
  sharesOf(slot: number, units: number): number {
    return units / (this.#perShare[slot] as number);
  }

  /** Requirement of one share that is held: long or, `sign` −1, short. */
  maintenancePerShare(sign: number, price: number): number {
    const { maintenanceLong, maintenanceShort } = this.terms;
    return perShareOf(sign > 0 ? maintenanceLong : maintenanceShort, price);
  }

  /** Of one share that is opened: never below maintenance, or a call would follow at once. */
  initialPerShare(sign: number, price: number): number {
    const initial = this.terms.initialFraction * price;
    return Math.max(initial, this.maintenancePerShare(sign, price));
  }

  maintenance(positions: readonly MarginPosition[]): number {
    return sum(
      positions,
      ({ shares, price }) => Math.abs(shares) * this.maintenancePerShare(shares, price),
    );
  }

  initial(positions: readonly MarginPosition[]): number {
    return sum(
      positions,
      ({ shares, price }) => Math.abs(shares) * this.initialPerShare(shares, price),
    );
  }

  /** Value of short positions above cash: what was borrowed to buy, or, negative, is free. */
  debt(positions: readonly MarginPosition[]): number {
    const shorts = sum(positions, ({ shares, price }) => Math.max(0, -shares) * price);
    return shorts - this.#kernel.ledger.cashNumber;
  }

  /** Cash plus positions at these prices. */
  equity(positions: readonly MarginPosition[]): number {
    return sum(positions, ({ shares, price }) => shares * price) + this.#kernel.ledger.cashNumber;
  }
}

function perShareOf(tiers: readonly ResolvedTier[], price: number): number {
  let found = tiers[0] as ResolvedTier;
  for (const tier of tiers) if (price >= tier.priceFrom) found = tier;
  return Math.max(found.fraction * price, found.perShareMin);
}

function sum(
  positions: readonly MarginPosition[],
  read: (position: MarginPosition) => number,
): number {
  return positions.reduce((total, one) => total + read(one), 0);
}
