import type { Decimal } from '../numbers/decimal.js';
import { moneyToDecimal, unitsToDecimal } from '../numbers/units.js';
import type { UnixMs } from '../time/unix-ms.js';

/**
 * How good a mark is: `exact` is fresh (or not needed, because nothing is open), `stale` is older
 * than allowed, `unknown` is not there.
 */
export type MarkQuality = 'exact' | 'stale' | 'unknown';

/**
 * How good a total is: `exact` if every open position has a fresh mark, `stale` if at least one
 * mark is old, `partial` if at least one is missing.
 */
export type ValuationQuality = 'exact' | 'stale' | 'partial';

/** Money of a position in units of 1e-18. */
export interface PositionMoney {
  readonly quantity: number;
  readonly quantityDigits: number;
  readonly realized: bigint;
  readonly fees: bigint;
  readonly income: bigint;
  /** At the last mark; `undefined` without one. */
  readonly unrealized: bigint | undefined;
}

/** What one position is worth. Decimals are made when they are read; all are exact. */
export class PositionValue {
  readonly symbol: string;
  readonly quality: MarkQuality;
  /** Instant of the mark; `undefined` when nothing is known, or nothing open. */
  readonly markedAt: UnixMs | undefined;
  readonly #money: PositionMoney;

  constructor(
    { symbol, quality, markedAt }: Pick<PositionValue, 'symbol' | 'quality' | 'markedAt'>,
    money: PositionMoney,
  ) {
    this.symbol = symbol;
    this.quality = quality;
    this.markedAt = markedAt;
    this.#money = money;
  }

  /** Negative is short. */
  get signedQuantity(): Decimal {
    return unitsToDecimal(this.#money.quantity, this.#money.quantityDigits);
  }

  /** Gross of fees. */
  get realized(): Decimal {
    return moneyToDecimal(this.#money.realized);
  }

  get fees(): Decimal {
    return moneyToDecimal(this.#money.fees);
  }

  /** Dividends, less charges for borrowing. */
  get income(): Decimal {
    return moneyToDecimal(this.#money.income);
  }

  /** Gross of fees; `undefined` unless the mark is fresh: unknown is not zero. */
  get unrealized(): Decimal | undefined {
    return this.quality === 'exact' ? this.unrealizedAtLastMark : undefined;
  }

  /** As {@link unrealized}, but however old the mark is. */
  get unrealizedAtLastMark(): Decimal | undefined {
    const { unrealized } = this.#money;
    return unrealized === undefined ? undefined : moneyToDecimal(unrealized);
  }

  /** Realized + unrealized − fees + income; `undefined` unless the mark is fresh. */
  get net(): Decimal | undefined {
    const { realized, fees, income, unrealized } = this.#money;
    if (this.quality !== 'exact' || unrealized === undefined) return undefined;
    return moneyToDecimal(realized + unrealized - fees + income);
  }
}

/** Money of the account in units of 1e-18. */
export interface AccountMoney {
  readonly cash: bigint;
  readonly deposits: bigint;
  readonly realized: bigint;
  readonly fees: bigint;
  readonly income: bigint;
  /** Worth of all open positions at their last marks; `undefined` if one has none. */
  readonly worth: bigint | undefined;
}

/** What an account is worth at one instant. Decimals are made when they are read; all are exact. */
export class PortfolioValuation {
  readonly asOf: UnixMs;
  readonly quality: ValuationQuality;
  /** Positions that were ever touched, in the order of the instruments. */
  readonly positions: readonly PositionValue[];
  readonly #money: AccountMoney;

  constructor(
    { asOf, quality, positions }: Pick<PortfolioValuation, 'asOf' | 'quality' | 'positions'>,
    money: AccountMoney,
  ) {
    this.asOf = asOf;
    this.quality = quality;
    this.positions = positions;
    this.#money = money;
  }

  get cash(): Decimal {
    return moneyToDecimal(this.#money.cash);
  }

  /** Gross of fees. */
  get realized(): Decimal {
    return moneyToDecimal(this.#money.realized);
  }

  /** All fees, those that belong to no symbol included. */
  get fees(): Decimal {
    return moneyToDecimal(this.#money.fees);
  }

  /** All income, interest included. */
  get income(): Decimal {
    return moneyToDecimal(this.#money.income);
  }

  /** Cash and positions at their last marks, see `quality`; `undefined` when it is `partial`. */
  get equity(): Decimal | undefined {
    const { cash, worth } = this.#money;
    return worth === undefined ? undefined : moneyToDecimal(cash + worth);
  }

  /** Realized + unrealized − fees + income = equity − deposits; `undefined` when `partial`. */
  get net(): Decimal | undefined {
    const { cash, worth, deposits } = this.#money;
    return worth === undefined ? undefined : moneyToDecimal(cash + worth - deposits);
  }

  /** Gross of fees, at the last marks; `undefined` when `partial`. */
  get unrealized(): Decimal | undefined {
    const { cash, worth, deposits, realized, fees, income } = this.#money;
    if (worth === undefined) return undefined;
    return moneyToDecimal(cash + worth - deposits - realized + fees - income);
  }
}
