import {
  Decimal,
  type Instrument,
  moneyDigits,
  moneyToDecimal,
  type PositionReport,
  unitsToDecimal,
} from '@tradewright/core';
import type { Kernel } from '../kernel.js';

/** The account at last marks, exactly. Amounts in units of 1e-18. */
export interface Valuation {
  readonly positions: readonly PositionReport[];
  /** `undefined` when a held symbol has no mark. */
  readonly equity: bigint | undefined;
  readonly unrealized: bigint | undefined;
  readonly realized: bigint;
}

/** Values cash and positions at last marks, in order of symbols; untouched symbols are left out. */
export function valueAccount(kernel: Kernel): Valuation {
  const { ledger, account } = kernel;
  let equity: bigint | undefined = ledger.cash;
  let unrealized: bigint | undefined = 0n;
  let realized = 0n;
  const positions: PositionReport[] = [];
  ledger.instruments.forEach((one, slot) => {
    const units = ledger.quantity[slot] as number;
    const cost = ledger.costOf(slot);
    const gained = ledger.realizedOf(slot);
    realized += gained;
    if (units === 0 && gained === 0n) return;
    const mark = readMark(account.mark[slot] as number);
    const worth = units === 0 ? 0n : worthOf(kernel, slot, mark);
    equity = equity === undefined || worth === undefined ? undefined : equity + worth;
    const open: bigint | undefined = worth === undefined ? undefined : worth - cost;
    unrealized = unrealized === undefined || open === undefined ? undefined : unrealized + open;
    positions.push({
      symbol: one.symbol,
      signedQuantity: unitsToDecimal(units, one.quantityDigits),
      openCost: moneyToDecimal(cost),
      realized: moneyToDecimal(gained),
      mark,
      marketValue: optionalMoney(worth),
      unrealized: optionalMoney(open),
    });
  });
  return { positions, equity, unrealized, realized };
}

/** The price as it was seen, with all its digits: an estimate, not a price to trade at. */
function readMark(mark: number): Decimal | undefined {
  return Number.isNaN(mark) ? undefined : new Decimal(mark);
}

function worthOf(kernel: Kernel, slot: number, mark: Decimal | undefined): bigint | undefined {
  if (mark === undefined) return undefined;
  const { ledger, instruments } = kernel;
  const { quantityDigits } = instruments[slot] as Instrument;
  const quantity = unitsToDecimal(ledger.quantity[slot] as number, quantityDigits);
  return BigInt(quantity.times(mark).times(`1e${moneyDigits}`).toFixed(0));
}

/** Money units (1e-18) as a `Decimal`, unknown staying unknown. */
export function optionalMoney(units: bigint | undefined): Decimal | undefined {
  return units === undefined ? undefined : moneyToDecimal(units);
}
