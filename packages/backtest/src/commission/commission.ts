import { divideHalfEven, type MoneyScale, moneyDigits, type UnixMs } from '@tradewright/core';
import {
  type CommissionPart,
  type CommissionTrade,
  fineDigits,
  nothingSoFar,
  type PartSoFar,
  rateUnits,
} from './commission-part.js';
import type { CommissionSettings } from './commission-settings.js';
import { parseCommission } from './parse-commission.js';
import { RatePart } from './rate-part.js';
import { RegulatoryPart } from './regulatory-part.js';
import { TieredPart } from './tiered-part.js';

export type { CommissionSettings } from './commission-settings.js';

/** What of a run a commission must know: digits by slot, and the ledger's money scale. */
export interface CommissionRun {
  readonly quantityDigits: readonly number[];
  readonly priceDigits: readonly number[];
  readonly scale: MoneyScale;
}

/** What an order has been charged so far. */
export interface CommissionSoFar {
  readonly parts: readonly PartSoFar[];
  /** In units of 1e-18. */
  readonly charged: bigint;
}

/** An order as a commission sees it. */
export interface CommissionedOrder {
  readonly slot: number;
  readonly sign: 1 | -1;
  /** Kept by the commission. It stays undefined where fills need no memory. */
  commissionSoFar: CommissionSoFar | undefined;
}

/** A fill as a commission sees it: whole units, unsigned. */
export interface CommissionFill {
  readonly quantityUnits: number;
  readonly priceUnits: number;
  readonly filledAt: UnixMs;
  /** A limit order that rested when it was filled; everything else takes liquidity. */
  readonly maker: boolean;
}

/** A fee in the ledger's ticks, or exactly in 1e-18 when it is not a whole number of ticks. */
export interface CommissionFee {
  /** NaN when the fee is in `exact`. */
  ticks: number;
  exact: bigint | undefined;
}

/** A rate that gives whole units of 1e-18 whatever is traded, so that fills need no memory. */
interface WholeRate {
  /** Ticks a (quantity unit × price unit), or a quantity unit; NaN when that is no whole number. */
  readonly ticks: number;
  /** The same in units of 1e-18. */
  readonly units: bigint;
}

/**
 * A commission made ready for one run. The fee of a fill is what its order owes after the fill
 * less what it owed before:
 *
 *     fee = total(traded so far, with this fill) − total(traded so far)
 *
 * The total is exact and rounded once, half-even at 1e-18, so however an order is split into
 * fills of one price its fees have the same sum. A total never falls: no fee is below zero.
 *
 * A plain rate whose products are whole at 1e-18 needs no memory of the order. It is computed in
 * whole ticks in doubles where that is exact, and in `bigint` elsewhere.
 */
export class Commission {
  readonly #parts: readonly CommissionPart[];
  readonly #rates: readonly (WholeRate | undefined)[];
  readonly #onValue: boolean;
  readonly #scale: MoneyScale;
  /** Units of 1e-9 in a unit of quantity and of price, by slot. */
  readonly #quantitySteps: readonly bigint[];
  readonly #priceSteps: readonly bigint[];
  /** The last order charged with memory, and what it had been charged before. */
  #last: CommissionedOrder | undefined = undefined;
  #before: CommissionSoFar | undefined = undefined;

  /** @throws SdkError `SETTINGS_INVALID` names field, value and fix. */
  constructor(settings: CommissionSettings, run: CommissionRun) {
    const leaves = leavesOf(parseCommission(settings));
    this.#scale = run.scale;
    this.#quantitySteps = run.quantityDigits.map(stepOf);
    this.#priceSteps = run.priceDigits.map(stepOf);
    this.#parts = leaves.flatMap(createParts);
    const plain = leaves.length === 1 ? plainRate(leaves[0] as CommissionSettings) : undefined;
    this.#onValue = plain?.onValue ?? false;
    this.#rates = run.quantityDigits.map((quantityDigits, slot) => {
      if (plain === undefined) return undefined;
      const priceDigits = plain.onValue ? (run.priceDigits[slot] as number) : 0;
      return wholeRate(plain, quantityDigits + priceDigits, run.scale);
    });
  }

  /** Writes the fee of one fill into `out`, and counts the fill. */
  charge(order: CommissionedOrder, fill: CommissionFill, out: CommissionFee): void {
    const rate = this.#rates[order.slot];
    if (rate === undefined) {
      this.#chargeWithMemory(order, fill, out);
      return;
    }
    const { quantityUnits, priceUnits } = fill;
    const ticks = quantityUnits * (this.#onValue ? priceUnits : 1) * rate.ticks;
    if (ticks <= Number.MAX_SAFE_INTEGER) {
      out.ticks = ticks;
      out.exact = undefined;
      return;
    }
    const units = BigInt(quantityUnits) * (this.#onValue ? BigInt(priceUnits) : 1n);
    out.ticks = Number.NaN;
    out.exact = units * rate.units;
  }

  /**
   * Takes the last charge back, once: its fill did not happen, for want of cash for example.
   * Only kinds that count over fills have something to forget.
   */
  revoke(order: CommissionedOrder): void {
    if (this.#last !== order) return;
    order.commissionSoFar = this.#before;
    this.#last = undefined;
    for (const part of this.#parts) part.revoke();
  }

  #chargeWithMemory(order: CommissionedOrder, fill: CommissionFill, out: CommissionFee): void {
    const trade = this.#tradeOf(order, fill);
    const before = order.commissionSoFar;
    const parts = this.#parts.map((part, i) =>
      part.charge(before?.parts[i] ?? nothingSoFar, trade),
    );
    const total = parts.reduce((sum, part) => sum + part.total, 0n);
    const charged = divideHalfEven(total, fineToMoney);
    order.commissionSoFar = { parts, charged };
    this.#last = order;
    this.#before = before;
    writeFee(charged - (before?.charged ?? 0n), this.#scale, out);
  }

  #tradeOf({ slot, sign }: CommissionedOrder, fill: CommissionFill): CommissionTrade {
    const quantity = BigInt(fill.quantityUnits) * (this.#quantitySteps[slot] as bigint);
    const price = BigInt(fill.priceUnits) * (this.#priceSteps[slot] as bigint);
    const { filledAt, maker } = fill;
    return { sign, quantity, value: quantity * price, filledAt, maker };
  }
}

/** Quantities and prices have at most so many digits after the point. */
const stepDigits = 9;
const fineToMoney = 10n ** BigInt(fineDigits - moneyDigits);

function stepOf(digits: number): bigint {
  return 10n ** BigInt(stepDigits - digits);
}

function writeFee(fee: bigint, scale: MoneyScale, out: CommissionFee): void {
  const ticks = fee / scale.unitsPerTick;
  if (ticks * scale.unitsPerTick === fee && ticks <= Number.MAX_SAFE_INTEGER) {
    out.ticks = Number(ticks);
    out.exact = undefined;
    return;
  }
  out.ticks = Number.NaN;
  out.exact = fee;
}

/** The kinds that a commission is the sum of. */
function leavesOf(settings: CommissionSettings): readonly CommissionSettings[] {
  return settings.kind === 'sum' ? settings.parts.flatMap(leavesOf) : [settings];
}

function createParts(settings: CommissionSettings): readonly CommissionPart[] {
  switch (settings.kind) {
    case 'bps':
    case 'perShare':
    case 'perOrder':
      return [new RatePart(settings)];
    case 'tiered':
      return [new TieredPart(settings)];
    case 'regulatory':
      return [new RegulatoryPart(settings)];
    default:
      return [];
  }
}

/** A rate without bounds: a whole number of `10^-digits` an unit of what it is charged on. */
interface PlainRate {
  readonly rate: bigint;
  readonly digits: number;
  readonly onValue: boolean;
}

function plainRate(settings: CommissionSettings): PlainRate | undefined {
  if (settings.kind === 'none') return { rate: 0n, digits: 0, onValue: false };
  if (settings.kind !== 'bps' && settings.kind !== 'perShare') return undefined;
  if (settings.minimum !== undefined || settings.maximum !== undefined) return undefined;
  if (settings.kind === 'bps') return { rate: rateUnits(settings.bps), digits: 13, onValue: true };
  if (settings.maximumBps !== undefined) return undefined;
  return { rate: rateUnits(settings.perShare), digits: 9, onValue: false };
}

/** `undefined` when a product of the rate may have to be rounded at 1e-18. */
function wholeRate(plain: PlainRate, unitDigits: number, scale: MoneyScale): WholeRate | undefined {
  const shift = moneyDigits - unitDigits - plain.digits;
  const divisor = shift >= 0 ? 1n : 10n ** BigInt(-shift);
  if (plain.rate % divisor !== 0n) return undefined;
  const units = shift >= 0 ? plain.rate * 10n ** BigInt(shift) : plain.rate / divisor;
  const whole = units % scale.unitsPerTick === 0n;
  return { ticks: whole ? Number(units / scale.unitsPerTick) : Number.NaN, units };
}
