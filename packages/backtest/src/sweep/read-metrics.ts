import { type BacktestReport, invalidValue, type SdkError } from '@tradewright/core';
import { otherColumns, type SweepMetrics, summaryMetrics } from './sweep-table.js';

/** What `measure` made of a report. */
export type Measured = Readonly<Record<string, number | undefined>>;

/** The numbers of the row of a run; what is unknown is left out. */
export function readMetrics(report: BacktestReport, measured: Measured): SweepMetrics {
  const { returnFraction, maxDrawdownFraction, fills, exposureFraction, fees } = report.summary;
  const metrics: Record<string, number | undefined> = {
    finalEquity: report.finalEquity?.toNumber(),
    returnFraction,
    maxDrawdownFraction,
    fills,
    exposureFraction,
    fees: fees.toNumber(),
    ...measured,
  };
  const known = Object.entries(metrics).filter(([, value]) => Number.isFinite(value));
  // JSON knows no negative zero: a table that is read back is the same.
  return Object.fromEntries(known.map(([name, value]) => [name, value === 0 ? 0 : value]));
}

/**
 * Checks what `measure` returned. A wrong name or kind of value is the same in every run: it ends
 * the sweep.
 *
 * @throws SdkError `SETTINGS_INVALID`
 */
export function checkMeasured(measured: unknown, parameterNames: readonly string[]): Measured {
  if (typeof measured !== 'object' || measured === null || measured instanceof Promise) {
    throw invalid('measure()', measured, 'an object of numbers, at once');
  }
  const taken = [...parameterNames, ...summaryMetrics, ...otherColumns];
  for (const [name, value] of Object.entries(measured)) {
    const field = `measure().${name}`;
    if (taken.includes(name)) {
      throw invalid(field, name, `named otherwise: taken are ${taken.join(', ')}`);
    }
    if (value === undefined || typeof value === 'number') continue;
    throw invalid(field, value, 'a number, or undefined where there is none');
  }
  return measured as Measured;
}

function invalid(field: string, value: unknown, must: string): SdkError {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
