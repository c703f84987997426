import {
  Decimal,
  divideHalfEven,
  invalidValue,
  isDecimalText,
  moneyDigits,
  type MoneyScale,
} from '@tradewright/core';

/**
 * What a fill costs. Rates and amounts are decimal text. `bps`: hundredths of a per cent of the
 * notional. `perShare`: an amount for each share or coin.
 */
export type CommissionSettings =
  | { readonly kind: 'none' }
  | { readonly kind: 'bps'; readonly bps: string }
  | { readonly kind: 'perShare'; readonly perShare: string };

/** A fee in the ledger's ticks, or exactly in 1e-18 when it is not a whole number of ticks. */
export interface CommissionFee {
  ticks: number;
  exact: bigint | undefined;
}

/** What a fill is for a commission: whole units, unsigned. */
export interface CommissionBase {
  readonly quantityUnits: number;
  readonly priceUnits: number;
}

/** One instrument's commission: `rate × units`, in ticks when it fits and exactly otherwise. */
interface Rate {
  /** Ticks a (quantity unit × price unit), or a quantity unit; NaN when that is no whole number. */
  readonly ticks: number;
  /** The same in units of 1e-18 as a fraction. */
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * A commission made ready for one run: for each slot a rate on notional or quantity, computed in
 * whole ticks in doubles where that is exact, and in `bigint`, half-even at 1e-18, elsewhere.
 */
export class Commission {
  readonly #rates: readonly Rate[];
  readonly #onNotional: boolean;

  constructor(settings: CommissionSettings, run: CommissionRun) {
    const { rate, onNotional } = parseCommission(settings);
    this.#onNotional = onNotional;
    this.#rates = run.quantityDigits.map((quantityDigits, slot) => {
      const priceDigits = onNotional ? (run.priceDigits[slot] as number) : 0;
      return ratePerUnit(rate, quantityDigits + priceDigits, run.scale);
    });
  }

  /** Writes the fee of one fill into `out`. */
  charge(slot: number, base: CommissionBase, out: CommissionFee): void {
    const rate = this.#rates[slot] as Rate;
    const { quantityUnits, priceUnits } = base;
    const ticks = quantityUnits * (this.#onNotional ? priceUnits : 1) * rate.ticks;
    if (ticks <= Number.MAX_SAFE_INTEGER) {
      out.ticks = ticks;
      out.exact = undefined;
      return;
    }
    const units = BigInt(quantityUnits) * (this.#onNotional ? BigInt(priceUnits) : 1n);
    out.ticks = Number.NaN;
    out.exact = divideHalfEven(units * rate.numerator, rate.denominator);
  }
}

/** What of a run a commission must know: digits by slot, and the ledger's money scale. */
export interface CommissionRun {
  readonly quantityDigits: readonly number[];
  readonly priceDigits: readonly number[];
  readonly scale: MoneyScale;
}

function ratePerUnit(rate: Decimal, unitDigits: number, scale: MoneyScale): Rate {
  // rate × 10^-unitDigits of the account's unit, counted in 1e-18, as a fraction of whole numbers.
  const rateDigits = rate.decimalPlaces();
  const numerator = BigInt(rate.times(new Decimal(10).pow(rateDigits)).toFixed(0));
  const shift = moneyDigits - unitDigits - rateDigits;
  const up = shift >= 0 ? 10n ** BigInt(shift) : 1n;
  const denominator = shift >= 0 ? 1n : 10n ** BigInt(-shift);
  const perUnit = numerator * up;
  const whole = perUnit % (denominator * scale.unitsPerTick) === 0n;
  const ticks = whole ? Number(perUnit / (denominator * scale.unitsPerTick)) : Number.NaN;
  return { ticks, numerator: perUnit, denominator };
}

function parseCommission(settings: CommissionSettings): { rate: Decimal; onNotional: boolean } {
  switch ((settings as CommissionSettings | undefined)?.kind) {
    case 'none':
      return { rate: new Decimal(0), onNotional: true };
    case 'bps': {
      const { bps } = settings as { readonly bps: string };
      return { rate: parseRate(bps, 'commission.bps').div(10_000), onNotional: true };
    }
    case 'perShare': {
      const { perShare } = settings as { readonly perShare: string };
      return { rate: parseRate(perShare, 'commission.perShare'), onNotional: false };
    }
    default:
      throw invalidValue('SETTINGS_INVALID', {
        field: 'commission.kind',
        value: (settings as { kind?: unknown } | undefined)?.kind,
        must: '"none", "bps" or "perShare"',
      });
  }
}

function parseRate(text: unknown, field: string): Decimal {
  if (isDecimalText(text) && !text.startsWith('-')) {
    const rate = new Decimal(text);
    if (rate.lte(10_000) && rate.decimalPlaces() <= 9) return rate;
  }
  throw invalidValue('SETTINGS_INVALID', {
    field,
    value: text,
    must: 'decimal text from "0" to "10000" with at most 9 digits after the point',
  });
}
