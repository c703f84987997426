import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { instrument } from '../instruments/instrument.js';
import { Ledger } from './ledger.js';
import { ledgerSnapshot } from './ledger-snapshot.js';

const share = instrument({ symbol: 'AAPL' });
const coin = instrument({
  symbol: 'BTC/USD',
  quantityStep: '0.000000001',
  priceTick: '0.000000001',
});
const dollars = 10n ** 18n;
const tick = 10n ** 12n;

function funded(): Ledger {
  const ledger = new Ledger([share]);
  ledger.deposit(100_000n * dollars);
  return ledger;
}

describe('Ledger', () => {
  it('buys, adds and sells at average cost', () => {
    const ledger = funded();
    ledger.applyFill(0, 100, 10_00, 0);
    ledger.applyFill(0, 100, 12_00, 0);
    ledger.applyFill(0, -50, 14_00, 0);
    expect(ledgerSnapshot(ledger)).toEqual({
      cash: '98500',
      deposits: '100000',
      fees: '0',
      positions: [{ symbol: 'AAPL', signedQuantity: '150', openCost: '1650', realized: '150' }],
    });
  });

  it('keeps the remainder of an average that does not divide with the open position', () => {
    const ledger = funded();
    ledger.applyFill(0, 1, 10_00, 0);
    ledger.applyFill(0, 2, 10_01, 0);
    ledger.applyFill(0, -1, 10_00, 0);
    // Cost 30.02 for three: one releases 10.006666666666666667, half-even.
    expect(ledger.costOf(0)).toBe(20_013333333333333333n);
    expect(ledger.realizedOf(0)).toBe(-6666666666666667n);
    expect(ledger.imbalance).toBe(0n);
  });

  it('flips from long to short at the price of the fill', () => {
    const ledger = funded();
    ledger.applyFill(0, 10, 50_00, 0);
    ledger.applyFill(0, -25, 60_00, 0);
    expect(ledger.quantity[0]).toBe(-15);
    expect(ledger.costOf(0)).toBe(-900n * dollars);
    expect(ledger.realizedOf(0)).toBe(100n * dollars);
  });

  it('gains on a short position when the price falls', () => {
    const ledger = funded();
    ledger.applyFill(0, -10, 50_00, 0);
    ledger.applyFill(0, 4, 40_00, 0);
    expect(ledger.realizedOf(0)).toBe(40n * dollars);
    expect(ledger.costOf(0)).toBe(-300n * dollars);
  });

  it('charges fees to cash and never to profit', () => {
    const ledger = funded();
    ledger.applyFill(0, 10, 50_00, 250_000);
    ledger.applyFill(0, -10, 50_00, 250_000);
    expect(ledger.fees).toBe(500_000n * tick);
    expect(ledger.realizedOf(0)).toBe(0n);
    expect(ledger.cash).toBe(100_000n * dollars - dollars / 2n);
  });

  it('charges a fee that is finer than a tick exactly', () => {
    const ledger = funded();
    ledger.chargeFee(1n);
    expect(ledger.cash).toBe(100_000n * dollars - 1n);
    expect(ledger.fees).toBe(1n);
    expect(ledger.imbalance).toBe(0n);
    expect(ledger.cashNumber).toBe(100_000);
  });

  it('takes a rebate as a negative fee', () => {
    const ledger = funded();
    ledger.applyFill(0, 10, 50_00, -100);
    expect(ledger.fees).toBe(-100n * tick);
    expect(ledger.cash).toBe((100_000n - 500n) * dollars + 100n * tick);
  });

  it('counts a withdrawal as a negative deposit', () => {
    const ledger = funded();
    ledger.deposit(-40_000n * dollars);
    expect(ledger.deposits).toBe(60_000n * dollars);
    expect(ledger.cashNumber).toBe(60_000);
  });

  it('is exact for coins at 1e-9 times prices at 1e-9', () => {
    const ledger = new Ledger([coin]);
    ledger.deposit(10n ** 33n);
    ledger.applyFill(0, 1_123_456_789, 60_123_456_789_012, 0);
    expect(ledger.costOf(0)).toBe(1_123_456_789n * 60_123_456_789_012n);
    expect(ledger.cash).toBe(10n ** 33n - 1_123_456_789n * 60_123_456_789_012n);
    ledger.applyFill(0, -1_123_456_789, 60_123_456_789_013, 0);
    expect(ledger.realizedOf(0)).toBe(1_123_456_789n);
    expect(ledger.imbalance).toBe(0n);
  });

  it('goes from ticks to wide numbers and on in ticks without losing anything', () => {
    const ledger = funded();
    ledger.applyFill(0, 3, 10_01, 1);
    ledger.applyFill(0, 2 ** 40, 1_000_000_00, 0);
    ledger.applyFill(0, -(2 ** 40), 1_000_000_00, 0);
    ledger.applyFill(0, -1, 10_00, 1);
    expect(ledger.quantity[0]).toBe(2);
    expect(ledger.imbalance).toBe(0n);
    expect(ledger.fees).toBe(2n * tick);
  });

  it.each([
    ['long', 1],
    ['short', -1],
  ])('refuses a %s position beyond 2^53 units and stays as it was', (_, sign) => {
    const ledger = funded();
    ledger.applyFill(0, sign * (Number.MAX_SAFE_INTEGER - 1), 1, 3);
    const before = JSON.stringify(ledgerSnapshot(ledger));
    const numbers = [ledger.cashNumber, ledger.shares[0], ledger.imbalance];
    let thrown: unknown;
    try {
      ledger.applyFill(0, sign * 2, 1, 5);
    } catch (error) {
      thrown = error;
    }
    expect(isSdkError(thrown, 'LEDGER_OVERFLOW')).toBe(true);
    expect(String(thrown)).toMatch(/position of AAPL .* coarser quantityStep/);
    expect(JSON.stringify(ledgerSnapshot(ledger))).toBe(before);
    expect([ledger.cashNumber, ledger.shares[0], ledger.imbalance]).toEqual(numbers);
    ledger.applyFill(0, sign, 1, 0);
    expect(ledger.quantity[0]).toBe(sign * Number.MAX_SAFE_INTEGER);
  });

  it('reads an unknown slot as nothing held', () => {
    const ledger = funded();
    expect(ledger.costOf(7)).toBe(0n);
    expect(ledger.realizedOf(7)).toBe(0n);
  });
});

describe('ledgerSnapshot', () => {
  const zebra = instrument({ symbol: 'ZM' });

  it('lists positions by symbol, whatever the order of slots', () => {
    const [one, other] = [new Ledger([share, zebra]), new Ledger([zebra, share])];
    one.applyFill(0, 1, 10_00, 0);
    one.applyFill(1, 2, 20_00, 0);
    other.applyFill(1, 1, 10_00, 0);
    other.applyFill(0, 2, 20_00, 0);
    expect(JSON.stringify(ledgerSnapshot(one))).toBe(JSON.stringify(ledgerSnapshot(other)));
    expect(ledgerSnapshot(one).positions.map(({ symbol }) => symbol)).toEqual(['AAPL', 'ZM']);
  });

  it('leaves out what was never touched and keeps what was closed with a result', () => {
    const ledger = new Ledger([share, zebra]);
    ledger.applyFill(1, 1, 10_00, 0);
    ledger.applyFill(1, -1, 11_00, 0);
    expect(ledgerSnapshot(ledger).positions).toEqual([
      { symbol: 'ZM', signedQuantity: '0', openCost: '0', realized: '1' },
    ]);
  });

  it('writes negative fractions as plain text', () => {
    const ledger = new Ledger([coin]);
    ledger.applyFill(0, -1, 1, 0);
    expect(ledgerSnapshot(ledger).positions[0]).toEqual({
      symbol: 'BTC/USD',
      signedQuantity: '-0.000000001',
      openCost: '-0.000000000000000001',
      realized: '0',
    });
  });
});
