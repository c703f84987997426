import type { BarSeries } from '@tradewright/core';

const digitsMin = 2;
const digitsMax = 9;

/**
 * The coarsest decimal step, from 0.01 to 0.000000001, on which every price of a series lies:
 * prices of an adjusted series are finer than those of the exchange, and none may be moved.
 */
export function priceTick({ open, high, low, close }: BarSeries): string {
  let digits = digitsMin;
  for (const column of [open, high, low, close]) {
    for (const price of column) {
      while (digits < digitsMax && !liesOn(price, digits)) digits++;
    }
  }
  return `0.${'1'.padStart(digits, '0')}`;
}

function liesOn(price: number, digits: number): boolean {
  return Number(price.toFixed(digits)) === price;
}
