import { type OrderIntent, powerOfTen, type Refusal } from '@tradewright/core';
import type { FillFacts, Kernel } from '@tradewright/kernel';
import type { MarginAccount, MarginPosition } from './margin-account.js';
import type { ResolvedLending } from './parse-lending.js';

/** Share of equity within which requirements and equity count as equal: they are doubles. */
const tolerance = 1e-9;

/**
 * Says at the moment of a fill why the broker does not lend what it needs. What only reduces a
 * position always passes; a fill that turns it to the other side opens as a whole.
 */
export class LendingGuard {
  readonly #kernel: Kernel;
  readonly #lending: ResolvedLending;
  readonly #account: MarginAccount | undefined;
  readonly #ticksPerOne: number = Number.NaN;

  constructor(kernel: Kernel, lending: ResolvedLending, account: MarginAccount | undefined) {
    this.#kernel = kernel;
    this.#lending = lending;
    this.#account = account;
    this.#ticksPerOne = powerOfTen(kernel.ledger.scale.digits);
  }

  refusalOf({ slot, sign }: OrderIntent, fill: FillFacts): Refusal | undefined {
    const before = this.#kernel.ledger.quantity[slot] as number;
    const after = before + sign * fill.quantityUnits;
    const isReducing = before !== 0 && before * sign < 0 && after * before >= 0;
    if (isReducing) return undefined;
    const shortable = this.#lending.shortableUnits[slot];
    if (after < 0 && shortable !== 'unlimited' && -after > (shortable ?? 0)) {
      return this.#wantOfShares(slot, { wanted: -after, shortable: shortable ?? 0 });
    }
    const account = this.#account;
    return account === undefined ? undefined : this.#wantOfMoney(account, { slot, after }, fill);
  }

  #wantOfShares(
    slot: number,
    { wanted, shortable }: { readonly wanted: number; readonly shortable: number },
  ): Refusal {
    const per = powerOfTen(this.#kernel.instruments[slot]?.quantityDigits ?? 0);
    const [actual, limit] = [wanted / per, shortable / per];
    const message = `shares sold short must be at most ${limit}, was ${actual}`;
    return { code: 'SHORT_NOT_AVAILABLE', message, actual, limit };
  }

  /** Compares the account after the fill, the symbol at the price of the fill. */
  #wantOfMoney(
    account: MarginAccount,
    { slot, after }: { readonly slot: number; readonly after: number },
    fill: FillFacts,
  ): Refusal | undefined {
    const { ledger, instruments } = this.#kernel;
    const price = fill.priceUnits / powerOfTen(instruments[slot]?.priceDigits ?? 0);
    const others = account.positions().filter((one) => one.slot !== slot);
    const held = account.sharesOf(slot, ledger.quantity[slot] as number);
    const next = account.sharesOf(slot, after);
    const at = (shares: number): MarginPosition[] => [...others, { slot, shares, price }];
    const fee = this.#feeOf(fill);
    // At the price of the fill a trade changes equity by its fee alone.
    const equity = account.equity(at(held)) - fee;
    const slack = Math.abs(equity) * tolerance;
    const { minimumEquity } = account.terms;
    // Below the minimum only cash pays, without what short sales brought in: that is the lender's.
    const debt = equity < minimumEquity ? account.debt(at(next)) + (next - held) * price + fee : 0;
    if (debt > slack || (equity < minimumEquity && next < 0)) {
      const message = `equity must be at least ${minimumEquity} to borrow, was ${equity}`;
      return { code: 'INSUFFICIENT_BUYING_POWER', message, actual: equity, limit: minimumEquity };
    }
    const required = account.initial(at(next));
    if (required <= equity + slack) return undefined;
    const message = `initial margin must be at most the equity of ${equity}, was ${required}`;
    return { code: 'INSUFFICIENT_BUYING_POWER', message, actual: required, limit: equity };
  }

  #feeOf({ feeTicks, feeExact }: FillFacts): number {
    return feeExact === undefined ? feeTicks / this.#ticksPerOne : Number(feeExact) / 1e18;
  }
}
