import {
  Decimal,
  type Instrument,
  isDecimalText,
  type Ledger,
  moneyDigits,
  type ReportedFill,
  textToUnits,
} from '@tradewright/core';
import { FillFacts } from './fill-log.js';

/** A reported fill in whole units; `undefined` when it does not fit the instrument's steps. */
export function readReportedFill(
  fill: ReportedFill | undefined,
  { quantityDigits, priceDigits }: Instrument,
  ledger: Ledger,
): FillFacts | undefined {
  if (typeof fill !== 'object' || (fill as unknown) === null) return undefined;
  const facts = new FillFacts();
  facts.execution = fill.executionId;
  facts.filledAt = fill.filledAt;
  facts.quantityUnits = textToUnits(fill.quantity, quantityDigits);
  facts.priceUnits = textToUnits(fill.price, priceDigits);
  facts.feeTicks = textToUnits(fill.fee, ledger.scale.digits);
  const whole = facts.quantityUnits > 0 && facts.priceUnits > 0 && isDecimalText(fill.fee);
  const placed = Number.isFinite(fill.filledAt);
  const named = typeof (fill.executionId as unknown) === 'string' && fill.executionId !== '';
  if (!whole || !placed || !named) return undefined;
  if (Number.isNaN(facts.feeTicks)) {
    facts.feeExact = BigInt(new Decimal(fill.fee).times(`1e${moneyDigits}`).toFixed(0));
  }
  return facts;
}
