import {
  canonicalJson,
  ledgerSnapshot,
  type OrderState,
  sha256Hex,
  unitsToText,
} from '@tradewright/core';
import type { Kernel } from '../kernel.js';
import { feeUnits } from './lazy-fill-list.js';

/**
 * SHA-256 over the fills and the final ledger of a kernel. Fills are sorted by time, symbol and
 * decision, so that a backtest and a live run of the same decisions have the same hash.
 */
export function resultHash(kernel: Kernel): string {
  return sha256Hex(`${fillLines(kernel).join('\n')}\n${ledgerText(kernel)}`);
}

function ledgerText(kernel: Kernel): string {
  return canonicalJson(ledgerSnapshot(kernel.ledger));
}

function fillLines(kernel: Kernel): string[] {
  const rows: { readonly key: readonly (number | string)[]; readonly line: string }[] = [];
  for (let index = 0; index < kernel.fills.length; index++) {
    const row = kernel.fills.find(index);
    if (row === undefined) continue;
    const { intent } = kernel.orders.find(row.sequence) as OrderState;
    const { symbol, quantityDigits, priceDigits } = intent.instrument;
    const quantity = unitsToText(row.signedUnits, quantityDigits);
    const price = unitsToText(row.priceUnits, priceDigits);
    const fee = feeUnits(row, kernel.ledger);
    const { turn, ordinal, details } = intent;
    // Parts of one group share turn and ordinal.
    const leg = details.leg ?? '';
    rows.push({
      key: [row.filledAt, symbol, String(turn), ordinal, leg],
      line: [row.filledAt, symbol, quantity, price, fee, turn, ordinal]
        .concat(leg === '' ? [] : leg)
        .join('|'),
    });
  }
  rows.sort((a, b) => compareKeys(a.key, b.key));
  return rows.map((row) => row.line);
}

function compareKeys(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number | string, b[i] as number | string];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
