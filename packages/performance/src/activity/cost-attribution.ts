import { invalidValue } from '@tradewright/core';
import { readFills, type SignedFill, type TradeFill } from '../round-trips/trade-fill.js';
import { type NumberLike, readNumber } from '../statistic/number-like.js';

/** A fill that knows what it should have cost. */
export type CostedFill = FillExpectation & TradeFill;

/** What the decision behind a fill counted on. */
export interface FillExpectation {
  /**
   * Price per unit that the decision counted on, such as the open of the next bar or the middle of
   * the quote. Default the price of the fill: no slippage.
   */
  readonly referencePrice?: NumberLike | undefined;
  /** The part of the difference that is half the quoted spread, per unit. Default 0. */
  readonly halfSpread?: NumberLike | undefined;
}

/** Where the money went. */
export interface CostInput {
  readonly fills: Iterable<CostedFill>;
  /** Last price of every symbol that is still held at the end. */
  readonly marks?: Readonly<Record<string, NumberLike>> | undefined;
  /** Money paid for borrowing shares; negative when received. Default 0. */
  readonly borrow?: NumberLike | undefined;
  /** Money paid for borrowing cash; negative for interest received. Default 0. */
  readonly financing?: NumberLike | undefined;
}

/** Money before costs, every cost, and money after costs. Costs are positive. */
export interface CostAttribution {
  /** Profit had every fill happened at its reference price, for nothing. */
  readonly gross: number;
  readonly spread: number;
  /** What the price moved against the order beyond the spread; negative when it helped. */
  readonly slippage: number;
  readonly fees: number;
  readonly borrow: number;
  readonly financing: number;
  /** `gross` less the five costs: what was earned, unrealized profit included. */
  readonly net: number;
  /** Costs as a share of `gross`; `undefined` when nothing was earned before costs. */
  readonly costFraction: number | undefined;
}

/**
 * Splits the profit of a list of fills into what the decisions earned and what carrying them out
 * cost.
 *
 *     gross − spread − slippage − fees − borrow − financing = net
 *
 * @throws SdkError `VALUE_INVALID` for a bad fill, a value that is not finite, or a symbol that is
 *   still held and has no mark: a missing price is never taken for zero.
 *
 * @example
 * costAttribution({
 *   fills: [
 *     { at: 0, symbol: 'A', side: 'buy', quantity: 10, price: 101, referencePrice: 100, fee: 1 },
 *     { at: 1, symbol: 'A', side: 'sell', quantity: 10, price: 110 },
 *   ],
 * }).slippage // => 10
 */
export function costAttribution(input: CostInput): CostAttribution {
  const costed = [...input.fills];
  const fills = readFills(costed);
  let [gross, spread, shortfall, fees] = [heldWorth(fills, input.marks ?? {}), 0, 0, 0];
  fills.forEach(({ quantity, price, fee }, i) => {
    const { referencePrice, halfSpread = 0 } = costed[i] as CostedFill;
    const reference = readNumber(referencePrice ?? price, `fills[${i}].referencePrice`);
    gross -= quantity * reference;
    shortfall += quantity * (price - reference);
    spread += Math.abs(quantity) * readNumber(halfSpread, `fills[${i}].halfSpread`);
    fees += fee;
  });
  const borrow = readNumber(input.borrow ?? 0, 'borrow');
  const financing = readNumber(input.financing ?? 0, 'financing');
  const costs = shortfall + fees + borrow + financing;
  return {
    gross,
    spread,
    slippage: shortfall - spread,
    fees,
    borrow,
    financing,
    net: gross - costs,
    costFraction: gross > 0 ? costs / gross : undefined,
  };
}

/** Worth of what is held after the last fill. */
function heldWorth(
  fills: readonly SignedFill[],
  marks: Readonly<Record<string, NumberLike>>,
): number {
  const positions = new Map<string, { quantity: number; largest: number }>();
  for (const { symbol, quantity } of fills) {
    const position = positions.get(symbol) ?? { quantity: 0, largest: 0 };
    position.quantity += quantity;
    position.largest = Math.max(position.largest, Math.abs(quantity));
    positions.set(symbol, position);
  }
  let worth = 0;
  for (const [symbol, { quantity, largest }] of positions) {
    // Adding 0.1 and 0.2 and taking 0.3 away leaves dust, not a position.
    if (Math.abs(quantity) <= 1e-12 * largest) continue;
    worth += quantity * readMark(symbol, marks);
  }
  return worth;
}

function readMark(symbol: string, marks: Readonly<Record<string, NumberLike>>): number {
  const mark = Object.hasOwn(marks, symbol) ? marks[symbol] : undefined;
  if (mark !== undefined) return readNumber(mark, `marks.${symbol}`);
  throw invalidValue('VALUE_INVALID', {
    field: `marks.${symbol}`,
    value: mark,
    must: 'the last price of a symbol that is still held',
    fix: `give marks: { "${symbol}": … }`,
  });
}
