import { invalidValue } from '@tradewright/core';

/** One fraction per period, oldest first: 0.01 is +1 %. */
export type Returns = Float64Array | readonly number[];

/**
 * Refuses a list that holds anything but finite numbers.
 *
 * A missing return is not skipped: half of the field's disagreements are about what `NaN` counts
 * as, so the caller decides before calling.
 *
 * @throws SdkError `VALUE_INVALID` naming the first such value.
 */
export function checkFinite(values: Returns, field: string): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) throw notFinite(value, `${field}[${i}]`);
  }
}

/** @throws SdkError `VALUE_INVALID` unless the value is finite. */
export function checkNumber(value: number, field: string): void {
  if (!Number.isFinite(value)) throw notFinite(value, field);
}

/** @throws SdkError `VALUE_INVALID` unless the value is finite and above zero. */
export function checkPositive(value: number, field: string): void {
  if (Number.isFinite(value) && value > 0) return;
  throw invalidValue('VALUE_INVALID', {
    field,
    value,
    must: 'a finite number above zero',
    ...(field === 'periodsPerYear'
      ? { fix: 'give 252 for sessions of equities, 365 for days of a 24/7 market, 12 for months' }
      : {}),
  });
}

/** @throws SdkError `VALUE_INVALID` unless both lists have the same length. */
export function checkSameLength(values: ArrayLike<unknown>, field: string, length: number): void {
  if (values.length === length) return;
  throw invalidValue('VALUE_INVALID', {
    field: `${field}.length`,
    value: values.length,
    must: `${length}, one value per period of the series it is compared with`,
  });
}

/** @throws SdkError `VALUE_INVALID` unless the times are finite and strictly increasing. */
export function checkIncreasing(times: Returns, field: string): void {
  checkFinite(times, field);
  for (let i = 1; i < times.length; i++) {
    if ((times[i] as number) > (times[i - 1] as number)) continue;
    throw invalidValue('VALUE_INVALID', {
      field: `${field}[${i}]`,
      value: times[i],
      must: `later than ${field}[${i - 1}], ${times[i - 1]}`,
      fix: 'sort the points by time and keep one per instant',
    });
  }
}

/** @throws SdkError `VALUE_INVALID` unless the value is a whole number of at least `least`. */
export function checkWhole(value: number, field: string, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw invalidValue('VALUE_INVALID', { field, value, must: `a whole number of ${least} or more` });
}

function notFinite(value: unknown, field: string): Error {
  return invalidValue('VALUE_INVALID', {
    field,
    value,
    must: 'a finite number',
    fix: 'drop or fill missing values first',
  });
}
