import { invalidValue } from '@tradewright/core';

/** One declared parameter of a strategy: its default, and which values it takes. */
export interface Parameter<T> {
  /** `undefined` where there is no default: it must be given. */
  readonly value: T | undefined;
  /** Completes "the parameter must be …". */
  readonly must: string;
  readonly accepts: (value: unknown) => boolean;
}

/** The parameters of a strategy, one for each field of its settings. */
export type ParameterTable<P> = {
  readonly [Name in keyof P]-?: Parameter<Exclude<P[Name], undefined>>;
};

/** Parameters with every default filled in. */
export type Resolved<P> = { readonly [Name in keyof P]-?: Exclude<P[Name], undefined> };

/** The longest window that indicators take. */
const wholeMax = 1_000_000;

/** A whole number from `min` to 1,000,000. */
export function whole(value: number, min: number): Parameter<number> {
  return {
    value,
    must: `a whole number from ${min} to ${wholeMax}`,
    accepts: (given) =>
      Number.isInteger(given) && Number(given) >= min && Number(given) <= wholeMax,
  };
}

/** A number above `above`, and at most `max`. */
export function above(value: number, low: number, max = 1e6): Parameter<number> {
  return {
    value,
    must: `a number above ${low} and at most ${max}`,
    // Written so that NaN fails.
    accepts: (given) => typeof given === 'number' && given > low && given <= max,
  };
}

/** A number from `min` to `max`, both included. */
export function between(value: number, min: number, max: number): Parameter<number> {
  return {
    value,
    must: `a number from ${min} to ${max}`,
    accepts: (given) => typeof given === 'number' && given >= min && given <= max,
  };
}

/** True or false. */
export function flag(value: boolean): Parameter<boolean> {
  return { value, must: 'true or false', accepts: (given) => typeof given === 'boolean' };
}

/** What another parameter takes, or this word; the word is the default unless `value` is given. */
export function orWord<T, Word extends string>(
  word: Word,
  parameter: Parameter<T>,
  value: T | Word = word,
): Parameter<T | Word> {
  return {
    value,
    must: `"${word}" or ${parameter.must}`,
    accepts: (given) => given === word || parameter.accepts(given),
  };
}

/**
 * Fills in defaults and checks every parameter. A name that is not declared is refused: a
 * misspelled parameter would do nothing.
 *
 * @throws SdkError `VALUE_INVALID` names the parameter, its value and what to give.
 */
export function readParameters<P extends object>(
  given: P | undefined,
  table: ParameterTable<P>,
): Resolved<P> {
  if (given !== undefined && (typeof given !== 'object' || (given as unknown) === null)) {
    const must = 'an object of parameters, or left out';
    throw invalidValue('VALUE_INVALID', { field: 'parameters', value: given, must });
  }
  const values: Readonly<Record<string, unknown>> = { ...given };
  const declared = Object.entries<Parameter<unknown>>(table);
  const names = declared.map(([name]) => name);
  for (const [field, value] of Object.entries(values)) {
    if (names.includes(field)) continue;
    const must = `one of the parameters ${names.join(', ')}`;
    throw invalidValue('VALUE_INVALID', { field, value, must, fix: 'check how it is spelled' });
  }
  const resolved = declared.map(([field, { value: byDefault, must, accepts }]) => {
    const value = values[field] === undefined ? byDefault : values[field];
    if (accepts(value)) return [field, value] as const;
    const fix =
      byDefault === undefined ? undefined : `leave it out for ${JSON.stringify(byDefault)}`;
    throw invalidValue('VALUE_INVALID', { field, value, must, fix });
  });
  return Object.fromEntries(resolved) as Resolved<P>;
}

/** Two parameters of which the first must be the smaller one. */
export interface SmallerParameter {
  readonly field: string;
  readonly value: number;
  readonly than: string;
  readonly limit: number;
}

/** @throws SdkError `VALUE_INVALID` */
export function requireSmaller({ field, value, than, limit }: SmallerParameter): void {
  if (value < limit) return;
  throw invalidValue('VALUE_INVALID', {
    field,
    value,
    must: `below ${than} (${limit})`,
    fix: `lower ${field} or raise ${than}`,
  });
}
