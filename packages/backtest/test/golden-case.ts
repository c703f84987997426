import {
  type BacktestReport,
  type BarSeries,
  Decimal,
  type OrderSide,
  type Strategy,
} from '@tradewright/core';
import { expect } from 'vitest';
import type { BacktestFrame } from '../src/backtest-settings.js';
import type { VenueSettings } from '../src/venue-settings.js';
import { cellsOf, type Table } from './golden-days.js';
import { run } from './scripted-run.js';

/** A fill of the other engine. */
export interface ExpectedFill {
  /** Start of the text of its instant, UTC: a date, or a date with time. */
  readonly when: string;
  readonly side: OrderSide;
  readonly quantity: number;
  readonly price: number;
  readonly fee?: number | undefined;
}

/** Largest difference: `relative` of the expected value, plus `absolute` where digits were cut. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** What an engine prints of the end: amounts in cents, halves rounded up. */
export interface PrintedEnd {
  readonly equity: string;
  readonly fees: string;
}

/** What the other engine says. */
export interface Expected {
  readonly fills: readonly ExpectedFill[];
  /** Equity after the bars of a date. */
  readonly equity: ReadonlyMap<string, number>;
  readonly finalCash?: number | undefined;
  readonly printed?: PrintedEnd | undefined;
  readonly price: Tolerance;
  readonly money: Tolerance;
}

/** A run of another engine, and how ours is set to agree. */
export interface GoldenCase {
  readonly name: string;
  readonly bars: BarSeries;
  readonly strategy: Strategy;
  readonly cash: number;
  /** What differs from the defaults, beside limits: `researchLimits()` in all cases. */
  readonly differs: VenueSettings & Pick<BacktestFrame, 'instruments'>;
  /** Reads what the other engine says; called when ours is done. */
  readonly expected: () => Expected;
}

/** What was compared. */
export interface Compared {
  readonly fills: number;
  readonly equityPoints: number;
  readonly worstPrice: number;
  readonly worstEquity: number;
}

/** Runs a case, and compares fills in their order, then equity date by date. */
export async function compareCase(golden: GoldenCase): Promise<Compared> {
  const { bars, strategy, cash, differs } = golden;
  const report = await run({ series: [bars], strategy, cash, ...differs });
  const expected = golden.expected();
  const worstPrice = compareFills(report, expected);
  const worstEquity = compareEquity(report, expected);
  if (expected.finalCash !== undefined) {
    near(report.cash.toNumber(), expected.finalCash, { what: 'cash', ...expected.money });
  }
  if (expected.printed !== undefined) {
    const { finalEquity, summary } = report;
    const cents = (amount: Decimal | undefined) => amount?.toFixed(2, Decimal.ROUND_HALF_UP);
    const [equity, fees] = [cents(finalEquity), cents(summary.fees)];
    expect({ equity, fees }).toEqual(expected.printed);
  }
  const { fills, equity } = expected;
  return { fills: fills.length, equityPoints: equity.size, worstPrice, worstEquity };
}

function compareFills(report: BacktestReport, { fills, price, money }: Expected): number {
  const ours = [...report.fills];
  expect(
    ours.map(({ filledAt, side, quantity }, i) => {
      const { length } = fills[i]?.when ?? '';
      return `${textOf(filledAt).slice(0, length)} ${side} ${quantity.toFixed()}`;
    }),
  ).toEqual(fills.map(({ when, side, quantity }) => `${when} ${side} ${quantity}`));
  let worst = 0;
  fills.forEach(({ when, price: their, fee }, i) => {
    const fill = ours[i] as (typeof ours)[number];
    worst = Math.max(
      worst,
      near(fill.price.toNumber(), their, { what: `price ${when}`, ...price }),
    );
    if (fee !== undefined) near(fill.fee.toNumber(), fee, { what: `fee ${when}`, ...money });
  });
  return worst;
}

function compareEquity(report: BacktestReport, { equity, money }: Expected): number {
  const ours = new Map<string, number>();
  const { time, value } = report.equity;
  // The last slice of a date wins.
  value.forEach((worth, i) => ours.set(textOf((time[i] as number) - 1).slice(0, 10), worth));
  let worst = 0;
  for (const [date, their] of equity) {
    const our = ours.get(date) ?? Number.NaN;
    worst = Math.max(worst, near(our, their, { what: `equity ${date}`, ...money }));
  }
  return worst;
}

/** The relative difference of two numbers, which must be within the tolerance. */
function near(our: number, their: number, bound: Tolerance & { readonly what: string }): number {
  const { what, relative, absolute } = bound;
  const difference = Math.abs(our - their);
  if (!(difference <= relative * Math.abs(their) + absolute)) {
    expect.fail(`${what}: ${our} is not ${their}`);
  }
  return their === 0 ? difference : difference / Math.abs(their);
}

function textOf(at: number): string {
  return new Date(at).toISOString();
}

/** Equity by date, of a file with columns for both. */
export function equityOf(table: Table, dateColumn: string, column: string): Map<string, number> {
  const values = cellsOf(table, column);
  return new Map(cellsOf(table, dateColumn).map((date, i) => [date, Number(values[i])]));
}
