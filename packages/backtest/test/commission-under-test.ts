import { Decimal, instrument, moneyScale, moneyToDecimal } from '@tradewright/core';
import {
  Commission,
  type CommissionedOrder,
  type CommissionSettings,
} from '../src/commission/commission.js';

/** Digits of quantity and price. */
export interface Digits {
  readonly quantity: number;
  readonly price: number;
}

/** One fill: whole units, and when and how it came about. */
export interface TestFill {
  readonly quantity: number;
  readonly price: number;
  readonly at?: number;
  readonly maker?: boolean;
}

/** A commission with one instrument, that answers in `Decimal`. */
export interface CommissionUnderTest {
  /** A new order. */
  order(sign?: 1 | -1): CommissionedOrder;
  /** The fee of one fill. */
  fee(order: CommissionedOrder, fill: TestFill): Decimal;
  revoke(order: CommissionedOrder): void;
  /** Whether the last fee was given in ticks. */
  inTicks(): boolean;
}

const step = (digits: number): string => (digits === 0 ? '1' : `0.${'0'.repeat(digits - 1)}1`);

/** Shares at cents unless other digits are given. */
export function commissionUnderTest(
  settings: CommissionSettings,
  digits: Digits = { quantity: 0, price: 2 },
): CommissionUnderTest {
  const quantityStep = step(digits.quantity);
  const scale = moneyScale([
    instrument({ symbol: 'A', quantityStep, priceTick: step(digits.price) }),
  ]);
  const commission = new Commission(settings, {
    quantityDigits: [digits.quantity],
    priceDigits: [digits.price],
    scale,
  });
  const out = { ticks: 0, exact: undefined as bigint | undefined };
  return {
    order: (sign = 1) => ({ slot: 0, sign, commissionSoFar: undefined }),
    fee: (order, { quantity, price, at = 0, maker = false }) => {
      const fill = { quantityUnits: quantity, priceUnits: price, filledAt: at, maker };
      commission.charge(order, fill, out);
      return out.exact === undefined
        ? new Decimal(out.ticks).div(new Decimal(10).pow(scale.digits))
        : moneyToDecimal(out.exact);
    },
    revoke: (order) => commission.revoke(order),
    inTicks: () => out.exact === undefined,
  };
}

/** The fees of one order's fills. */
export function feesOf(
  settings: CommissionSettings,
  fills: readonly TestFill[],
  sign: 1 | -1 = 1,
): readonly string[] {
  const tested = commissionUnderTest(settings);
  const order = tested.order(sign);
  return fills.map((fill) => tested.fee(order, fill).toFixed());
}
