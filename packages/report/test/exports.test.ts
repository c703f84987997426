import { type BacktestReport, Decimal } from '@tradewright/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTextSummary, equityToCsv, fillsToCsv, reportToJson } from '../src/index.js';
import { dailyBars, sampleReport } from './sample-reports.js';

const bars = dailyBars('ALFA', 400, 5);
let report: BacktestReport;

beforeAll(async () => {
  report = await sampleReport([bars]);
});

interface ExportedFill {
  readonly side: string;
  readonly quantity: string;
  readonly price: string;
  readonly fee: string;
  readonly filledAt: string;
}

interface Exported {
  readonly account: Readonly<Record<string, string>>;
  readonly statistics: Readonly<Record<string, { value: number | null; reason?: string }>>;
  readonly fills: readonly ExportedFill[];
  readonly equity: Readonly<Record<string, readonly string[]>>;
  readonly roundTrips: readonly unknown[];
  readonly positions: readonly unknown[];
}

function cashAfter(deposits: string, fills: readonly ExportedFill[]): string {
  let cash = new Decimal(deposits);
  for (const { side, quantity, price, fee } of fills) {
    const worth = new Decimal(quantity).times(price);
    cash = (side === 'buy' ? cash.minus(worth) : cash.plus(worth)).minus(fee);
  }
  return cash.toFixed();
}

describe('reportToJson', () => {
  it('holds fills from which the cash follows exactly', () => {
    const { account, fills } = JSON.parse(reportToJson(report)) as Exported;
    expect(fills.length).toBe(report.fills.length);
    expect(cashAfter(account['deposits'] ?? '', fills)).toBe(report.cash.toFixed());
    expect(account['cash']).toBe(report.cash.toFixed());
    expect(account['fees']).toBe(report.summary.fees.toFixed());
  });

  it('says why a statistic does not exist', () => {
    const { statistics } = JSON.parse(reportToJson(report)) as Exported;
    expect(statistics['beta']).toMatchObject({ value: null, reason: 'not-supplied' });
    expect(statistics['totalReturn']?.value).toBeCloseTo(report.summary.returnFraction, 12);
    expect(statistics['maxDrawdown']?.value).toBeCloseTo(-report.summary.maxDrawdownFraction, 12);
  });

  it('begins its curve with the deposit and writes instants in UTC', () => {
    const { equity, fills } = JSON.parse(reportToJson(report)) as Exported;
    expect(equity['value']?.[0]).toBe('100000');
    expect(equity['value']?.length).toBe(report.equity.length + 1);
    expect(equity['at']?.[0]).toBe('2014-01-02T14:30:00.000+00:00');
    expect(fills[0]?.filledAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000\+00:00$/);
  });

  it('rebuilds the exposure that the report ends with', () => {
    const { equity } = JSON.parse(reportToJson(report, { prices: [bars] })) as Exported;
    const worth = report.positions.reduce(
      (sum, { marketValue }) => sum + (marketValue?.toNumber() ?? 0),
      0,
    );
    expect(Number(equity['netExposure']?.at(-1))).toBeCloseTo(worth, 6);
    const held = equity['grossExposure']?.filter((each) => each !== '0').length ?? 0;
    expect(held / report.slices).toBeCloseTo(report.summary.exposureFraction, 12);
  });

  it('writes small amounts without an exponent', () => {
    const fees = new Decimal('0.000000012');
    const tiny = { ...report, summary: { ...report.summary, fees } };
    expect((JSON.parse(reportToJson(tiny)) as Exported).account['fees']).toBe('0.000000012');
  });
});

describe('fillsToCsv', () => {
  it('has a line for each fill, exact', () => {
    const lines = fillsToCsv(report).trimEnd().split('\n');
    const [first] = [...report.fills];
    expect(lines.length).toBe(report.fills.length + 1);
    expect(lines[0]).toBe('filledAt,symbol,side,quantity,price,fee,clientOrderId');
    expect(lines[1]?.split(',').slice(1, 6)).toEqual([
      'ALFA',
      'buy',
      first?.quantity.toFixed(),
      first?.price.toFixed(),
      first?.fee.toFixed(),
    ]);
  });
});

describe('equityToCsv', () => {
  it('has a line for each slice, and nothing where equity is unknown', () => {
    const value = Float64Array.of(1e-7, Number.NaN, 12.5);
    const equity = { time: Float64Array.of(0, 1000, 2000), value, length: 3 };
    expect(equityToCsv({ ...report, equity }).split('\n')).toEqual([
      'at,equity',
      '1970-01-01T00:00:00.000+00:00,0.0000001',
      '1970-01-01T00:00:01.000+00:00,',
      '1970-01-01T00:00:02.000+00:00,12.5',
      '',
    ]);
  });
});

describe('createTextSummary', () => {
  it('is short, and has the figures of the report', () => {
    const text = createTextSummary(report, { title: 'Crossover', benchmark: bars });
    const lines = text.trimEnd().split('\n');
    expect(lines[0]).toBe('Crossover');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(text).toContain(`${report.summary.fills} fills`);
    expect(text).toMatch(/Sharpe ratio +−?\d+\.\d\d {2}ALFA −?\d+\.\d\d\n/);
    expect(text).toContain(`Hash ${report.hash()}`);
  });
});
