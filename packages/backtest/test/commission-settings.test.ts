import { isSdkError } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { alpacaCryptoCommission } from '../src/commission/alpaca-crypto-commission.js';
import { alpacaEquitiesCommission } from '../src/commission/alpaca-equities-commission.js';
import type { RegulatoryCommission, SumCommission } from '../src/commission/commission-settings.js';
import { ibkrFixedCommission } from '../src/commission/ibkr-fixed-commission.js';
import { noCommission } from '../src/commission/no-commission.js';
import { parseCommission } from '../src/commission/parse-commission.js';
import { commissionUnderTest, feesOf } from './commission-under-test.js';

const tier = { from: '0', makerBps: '1', takerBps: '2' };
const rate = { from: '2020-01-01', bps: '1' };
const regulatory = { kind: 'regulatory', sides: 'sells', rates: [rate] };
const perShare = { kind: 'perShare', perShare: '1' };

function refusalOf(settings: unknown): { readonly field: unknown; readonly message: string } {
  try {
    parseCommission(settings);
  } catch (error) {
    if (!isSdkError(error, 'SETTINGS_INVALID')) throw error;
    return { field: error.details['field'], message: error.message };
  }
  return { field: 'none', message: 'accepted' };
}

describe('settings of a commission', () => {
  it.each([
    { kind: 'none' },
    { kind: 'bps', bps: '5', minimum: '1', maximum: '1' },
    { kind: 'perShare', perShare: '0.005', minimum: '1', maximum: '9', maximumBps: '100' },
    { kind: 'perOrder', perOrder: '1000000000' },
    { kind: 'tiered', tiers: [tier, { ...tier, from: '1000000000000000' }] },
    { ...regulatory, sides: 'both', roundUpTo: '0.01', roundPer: 'day' },
    { kind: 'sum', parts: [{ kind: 'sum', parts: [{ kind: 'none' }] }, regulatory] },
    alpacaCryptoCommission,
    alpacaEquitiesCommission,
    ibkrFixedCommission,
    noCommission,
  ])('%j are copied', (settings) => {
    const parsed = parseCommission(settings);
    expect(parsed).toEqual(settings);
    expect(parsed).not.toBe(settings);
    expect(parseCommission(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });

  it('may leave an optional field undefined', () => {
    const given = { ...perShare, minimum: undefined, maximum: undefined, maximumBps: undefined };
    expect(Object.keys(parseCommission(given))).toEqual(['kind', 'perShare']);
  });

  it.each([undefined, null, 5, 'bps', [], {}, { kind: 'flat' }, { kind: ['bps'] }, () => 1])(
    'of no known kind, %j, are refused',
    (settings) => {
      expect(refusalOf(settings).field).toBe('commission.kind');
    },
  );

  it.each([
    '-0',
    '-1',
    '1e2',
    'NaN',
    'Infinity',
    '0x10',
    '',
    ' 1',
    '1_000',
    '.5',
    '10001',
    '0.0000000001',
    '9'.repeat(10_000),
    5,
    Number.NaN,
    null,
    {},
  ])('with a rate of %j are refused', (value) => {
    for (const [field, settings] of [
      ['bps', { kind: 'bps', bps: value }],
      ['perShare', { kind: 'perShare', perShare: value }],
      ['maximumBps', { ...perShare, maximumBps: value }],
      ['tiers[0].makerBps', { kind: 'tiered', tiers: [{ ...tier, makerBps: value }] }],
      ['tiers[0].takerBps', { kind: 'tiered', tiers: [{ ...tier, takerBps: value }] }],
      ['rates[0].bps', { ...regulatory, rates: [{ ...rate, bps: value }] }],
      ['rates[0].perShare', { ...regulatory, rates: [{ ...rate, perShare: value }] }],
    ] as const) {
      const { field: named, message } = refusalOf(settings);
      expect(named).toBe(`commission.${field}`);
      expect(message).toContain('must be decimal text from "0" to "10000"');
    }
  });

  it.each([
    ['minimum', { ...perShare, minimum: '-1' }],
    ['maximum', { ...perShare, maximum: '1000000001' }],
    ['maximum', { ...perShare, minimum: '2', maximum: '1.999999999' }],
    ['maximum', { kind: 'bps', bps: '1', minimum: '2', maximum: '1' }],
    ['maximumBps', { kind: 'bps', bps: '1', maximumBps: '1' }],
    ['minimun', { ...perShare, minimun: '1' }],
    ['bps', { kind: 'none', bps: '1' }],
    ['perOrder', { kind: 'perOrder' }],
    ['minimum', { kind: 'perOrder', perOrder: '1', minimum: '1' }],
    ['tiers', { kind: 'tiered' }],
    ['tiers', { kind: 'tiered', tiers: [] }],
    ['tiers', { kind: 'tiered', tiers: Array.from({ length: 201 }, () => tier) }],
    ['tiers[0]', { kind: 'tiered', tiers: ['0'] }],
    ['tiers[0].from', { kind: 'tiered', tiers: [{ ...tier, from: '1' }] }],
    ['tiers[1].from', { kind: 'tiered', tiers: [tier, tier] }],
    ['tiers[1].from', { kind: 'tiered', tiers: [tier, { ...tier, from: '1000000000000001' }] }],
    ['tiers[0].rate', { kind: 'tiered', tiers: [{ ...tier, rate: '1' }] }],
    ['sides', { ...regulatory, sides: 'buys' }],
    ['sides', { ...regulatory, sides: undefined }],
    ['rates', { ...regulatory, rates: rate }],
    ['rates[0].from', { ...regulatory, rates: [{ ...rate, from: '2021-02-29' }] }],
    ['rates[0].from', { ...regulatory, rates: [{ ...rate, from: 20210101 }] }],
    ['rates[1].from', { ...regulatory, rates: [rate, rate] }],
    ['rates[0].bps', { ...regulatory, rates: [{ from: '2020-01-01' }] }],
    ['rates[0].minimum', { ...regulatory, rates: [{ ...rate, minimum: '1' }] }],
    ['rates[0].maximum', { ...regulatory, rates: [{ ...rate, maximum: '-0' }] }],
    ['roundUpTo', { ...regulatory, roundUpTo: '0' }],
    ['roundPer', { ...regulatory, roundPer: 'day' }],
    ['roundPer', { ...regulatory, roundUpTo: '0.01', roundPer: 'fill' }],
    ['parts', { kind: 'sum' }],
    ['parts', { kind: 'sum', parts: [] }],
    ['parts', { kind: 'sum', parts: Array.from({ length: 17 }, () => perShare) }],
    ['parts[1].kind', { kind: 'sum', parts: [perShare, 'none'] }],
    ['parts[0].perShare', { kind: 'sum', parts: [{ kind: 'perShare' }] }],
  ])('are refused by the name of %s: %j', (field, settings) => {
    const refusal = refusalOf(settings);
    expect(refusal.field).toBe(`commission.${field}`);
    expect(refusal.message).toContain(`commission.${field} must be`);
  });

  it('that contain themselves are refused', () => {
    const parts: unknown[] = [];
    const settings = { kind: 'sum', parts };
    parts.push(settings);
    expect(refusalOf(settings).field).toBe('commission.parts[0].parts[0].parts[0]');
  });
});

describe('the presets', () => {
  const at = Date.parse;

  it('cannot be changed', () => {
    for (const preset of [
      alpacaCryptoCommission,
      alpacaEquitiesCommission,
      ibkrFixedCommission,
      noCommission,
    ]) {
      expect(Object.isFrozen(preset)).toBe(true);
    }
    const parts = (alpacaEquitiesCommission as SumCommission).parts as RegulatoryCommission[];
    expect(parts.map(({ rates }) => Object.isFrozen(rates[0]))).toEqual([true, true]);
  });

  it('of Interactive Brokers are its published examples', () => {
    const of = (quantity: number, price: number): readonly string[] =>
      feesOf(ibkrFixedCommission, [{ quantity, price }]);
    expect(of(100, 2500)).toEqual(['1']);
    expect(of(1000, 2500)).toEqual(['5']);
    expect(of(1000, 25)).toEqual(['2.5']);
    expect(of(10, 20)).toEqual(['0.02']);
  });

  it.each([
    // 100 000 of proceeds: 2.78, and 0.166 rounded up.
    ['2024-06-03T14:30:00Z', '2.95'],
    // No SEC fee: 0.166.
    ['2025-06-02T14:30:00Z', '0.17'],
    // 2.06 and 0.195.
    ['2026-06-01T14:30:00Z', '2.26'],
    // 2.06 and no activity fee.
    ['2026-11-02T15:30:00Z', '2.06'],
    ['2010-11-02T15:30:00Z', '0'],
  ])('of Alpaca charge a sale of 1 000 at 100 on %s with %s', (instant, fee) => {
    const fill = { quantity: 1000, price: 10_000, at: at(instant) };
    expect(feesOf(alpacaEquitiesCommission, [fill], -1)).toEqual([fee]);
    expect(feesOf(alpacaEquitiesCommission, [fill], 1)).toEqual(['0']);
  });

  it('of Alpaca cap the activity fee of an order', () => {
    const fill = { quantity: 100_000, price: 1, at: at('2025-06-02T14:30:00Z') };
    expect(feesOf(alpacaEquitiesCommission, [fill], -1)).toEqual(['8.3']);
  });

  it('of Alpaca for coins begin at 15 and 25 basis points, and end at 0 and 10', () => {
    const tested = commissionUnderTest(alpacaCryptoCommission, { quantity: 8, price: 2 });
    const coin = { quantity: 100_000_000, price: 10_000_000 };
    const fee = (maker: boolean, day: number): string =>
      tested.fee(tested.order(), { ...coin, maker, at: day * 86_400_000 }).toFixed();
    expect(fee(true, 0)).toBe('150');
    expect(fee(false, 0)).toBe('250');
    tested.fee(tested.order(), { quantity: 1_000_000_000_000, price: 1_000_000 });
    expect(fee(true, 1)).toBe('0');
    expect(fee(false, 1)).toBe('100');
  });
});
