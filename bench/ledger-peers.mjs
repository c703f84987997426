// The same average-cost bookkeeping as a hand writes it with a decimal library, and with plain
// integers in doubles that are neither checked against 2^53 nor exact at what does not divide.

import Big from 'big.js';
import { BigNumber } from 'bignumber.js';
import { Decimal } from '../node_modules/decimal.js/decimal.mjs';

/** Released cost is rounded half-even at 18 digits, as everywhere. */
const libraries = {
  'decimal.js': () => {
    const Own = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN });
    return { of: (value) => new Own(value), share: (a, b) => a.div(b).toDecimalPlaces(18) };
  },
  'big.js': () => {
    const Own = Big();
    Own.DP = 18;
    Own.RM = 2;
    return { of: (value) => new Own(value), share: (a, b) => a.div(b) };
  },
  'bignumber.js': () => {
    const Own = BigNumber.clone({ DECIMAL_PLACES: 18, ROUNDING_MODE: BigNumber.ROUND_HALF_EVEN });
    return { of: (value) => new Own(value), share: (a, b) => a.div(b) };
  },
};

export const peerNames = Object.keys(libraries);

/**
 * Prepares a peer: amounts are made from text before the clock starts, for every peer alike. The
 * returned function books all fills and returns cash and positions as text.
 */
export function makePeer(name, fills) {
  const { of, share } = libraries[name]();
  const zero = of('0');
  const rows = fills.map(({ slot, quantity, price, fee }) => ({
    slot,
    quantity: of(quantity),
    price: of(price),
    fee: of(fee),
  }));
  return (slots) => {
    let cash = zero;
    const books = Array.from({ length: slots }, () => ({ held: zero, cost: zero, realized: zero }));
    for (const { slot, quantity, price, fee } of rows) {
      const book = books[slot];
      const { held, cost } = book;
      const notional = quantity.times(price);
      cash = cash.minus(notional).minus(fee);
      const after = held.plus(quantity);
      if (held.eq(zero) || held.gt(zero) === quantity.gt(zero)) {
        book.cost = cost.plus(notional);
      } else if (after.eq(zero) || after.gt(zero) === held.gt(zero)) {
        const released = after.eq(zero) ? cost : share(cost.times(quantity), held).times('-1');
        book.realized = book.realized.minus(notional).minus(released);
        book.cost = cost.minus(released);
      } else {
        const opened = after.times(price);
        book.realized = book.realized.minus(notional.minus(opened)).minus(cost);
        book.cost = opened;
      }
      book.held = after;
    }
    return { cash, books };
  };
}

/** Straight loop over columns: what the language allows when nothing is checked. */
export function integerLoop({ slot, signed, price, fee }, slots) {
  const held = new Float64Array(slots);
  const cost = new Float64Array(slots);
  const realized = new Float64Array(slots);
  let cash = 0;
  for (let i = 0; i < slot.length; i++) {
    const at = slot[i];
    const before = held[at];
    const notional = signed[i] * price[i];
    cash -= notional + fee[i];
    const after = before + signed[i];
    if (before === 0 || before > 0 === signed[i] > 0) {
      cost[at] += notional;
    } else if (after === 0 || after > 0 === before > 0) {
      const released = (cost[at] * -signed[i]) / before;
      realized[at] -= notional + released;
      cost[at] -= released;
    } else {
      const opened = after * price[i];
      realized[at] -= notional - opened + cost[at];
      cost[at] = opened;
    }
    held[at] = after;
  }
  return { cash, held, cost, realized };
}
