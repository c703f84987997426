import type { Instrument } from '../instruments/instrument.js';
import { moneyDigits } from '../numbers/units.js';
import { divideHalfEven } from './divide-half-even.js';
import { positionOverflow } from './position-overflow.js';
import type { SplitResult } from './split-position.js';

/** What a split made of the whole position, and the price after it. */
export interface WholeSplit {
  readonly whole: SplitResult;
  /** In the instrument's price units. */
  readonly cashPrice: number | undefined;
}

/**
 * Shares a split of one position among those who hold parts of it, long or short. Each gets what
 * its own quantity becomes, rounded down to a step; the steps that are then missing to the whole
 * go to the largest remainders, the first of equal ones first. Whoever got less than its due is
 * paid for it at the cash price, and whoever got more pays.
 *
 *     Σ after = whole.after      Σ fraction = whole.fraction      Σ cash = whole.cash
 *
 * Cash follows running sums in the order of the parts, half-even at 1e-18, so that it adds up.
 *
 * @param parts Signed quantities in the instrument's units; their sum is the whole position.
 * @returns In the order of the parts; `undefined` when a fraction changes hands without a price.
 * @throws SdkError `LEDGER_OVERFLOW` when a part would exceed 2^53 − 1 units.
 */
export function shareSplit(
  one: Instrument,
  parts: readonly number[],
  { whole, cashPrice }: WholeSplit,
): readonly SplitResult[] | undefined {
  const { from, to } = whole;
  const quantities = shareSteps(one, parts, whole);
  const fractions = parts.map((held, i) => BigInt(held) * to - at(quantities, i) * from);
  if (cashPrice === undefined && fractions.some((each) => each !== 0n)) return undefined;
  const perProduct = 10n ** BigInt(moneyDigits - one.quantityDigits - one.priceDigits);
  let fractionSoFar = 0n;
  let cashSoFar = 0n;
  return fractions.map((fraction, i) => {
    const after = Number(at(quantities, i));
    if (!Number.isSafeInteger(after)) throw positionOverflow(one, after);
    fractionSoFar += fraction;
    const due = divideHalfEven(fractionSoFar * BigInt(cashPrice ?? 0) * perProduct, from);
    const cash = due - cashSoFar;
    cashSoFar = due;
    return { from, to, after, fraction, cash };
  });
}

/** Whole steps of every part, in the instrument's units. */
function shareSteps(
  { stepUnits }: Instrument,
  parts: readonly number[],
  { from, to, after }: SplitResult,
): readonly bigint[] {
  const step = BigInt(stepUnits);
  const shares = parts.map((held, index) => {
    const exact = BigInt(held) * to;
    const steps = floorDivide(exact, from * step);
    return { index, steps, rest: exact - steps * from * step };
  });
  let missing = shares.reduce((left, { steps }) => left - steps, BigInt(after) / step);
  const byRest = [...shares].sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  );
  for (const share of byRest) {
    if (missing === 0n) break;
    share.steps += 1n;
    missing -= 1n;
  }
  return shares.map(({ steps }) => steps * step);
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator < quotient * denominator ? quotient - 1n : quotient;
}

function at(list: readonly bigint[], index: number): bigint {
  return list[index] as bigint;
}
