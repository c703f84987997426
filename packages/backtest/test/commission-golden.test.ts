import { readFileSync } from 'node:fs';
import { Decimal } from '@tradewright/core';
import { expect, it } from 'vitest';
import { describeWithData } from '../../../test/reference-data.js';
import type { CommissionSettings } from '../src/commission/commission.js';
import { ibkrFixedCommission } from '../src/commission/ibkr-fixed-commission.js';
import { commissionUnderTest } from './commission-under-test.js';

interface LeanFill {
  readonly side: 'buy' | 'sell';
  readonly qty: number;
  readonly price: number;
  readonly fee: number;
}

interface LeanCase {
  readonly case: string;
  readonly replayed_here: { readonly fees: number };
  readonly fills_replayed?: readonly LeanFill[];
}

/** What LEAN charged when the reference was made: the maximum was half a per cent. */
const lean: CommissionSettings = {
  kind: 'perShare',
  perShare: '0.005',
  minimum: '1',
  maximumBps: '50',
};

/** LEAN's prices are adjusted: six digits. */
function feesOf(settings: CommissionSettings, fills: readonly LeanFill[]): readonly Decimal[] {
  const tested = commissionUnderTest(settings, { quantity: 0, price: 6 });
  return fills.map(({ side, qty, price }) => {
    const order = tested.order(side === 'buy' ? 1 : -1);
    return tested.fee(order, { quantity: qty, price: Math.round(price * 1_000_000) });
  });
}

describeWithData('fees of LEAN', ['ref-backtest/lean_cases.json'], ([path]) => {
  const cases = JSON.parse(readFileSync(path as string, 'utf8')) as readonly LeanCase[];
  const replayed = cases.filter((one) => (one.fills_replayed ?? []).length > 0);
  const count = replayed.flatMap((one) => one.fills_replayed ?? []).length;

  it('are 85 in two algorithms', () => {
    console.info(`fees of LEAN: ${count} golden cases read`);
    expect(count).toBe(85);
    expect(replayed.map((one) => one.case).sort()).toEqual([
      'BasicTemplateDailyAlgorithm',
      'MACDTrendAlgorithm',
    ]);
  });

  it.each([
    ['half a per cent', lean],
    ['one per cent, as in the preset', ibkrFixedCommission],
  ])('are reproduced with a maximum of %s', (_name, settings) => {
    for (const { fills_replayed: fills = [], replayed_here: whole } of replayed) {
      const fees = feesOf(settings, fills);
      expect(fees.map((fee) => fee.toFixed())).toEqual(
        fills.map(({ fee }) => new Decimal(fee).toFixed()),
      );
      const sum = fees.reduce((total, fee) => total.plus(fee), new Decimal(0));
      expect(sum.toFixed()).toBe(new Decimal(whole.fees).toFixed());
    }
  });
});
