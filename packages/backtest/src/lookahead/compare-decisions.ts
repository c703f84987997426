import { formatUtc, type UnixMs } from '@tradewright/core';
import { type Decision, type DecisionTerm, describeDecision } from './decision.js';
import type { Recording } from './record-decisions.js';

/** The first thing that two runs decided differently. */
export interface DecisionDifference {
  /**
   * Slice of the run, from 0; with one symbol, the bar of that number. −1 when the other run could
   * not even begin.
   */
  readonly slice: number;
  /** End of that slice; `NaN` when the other run could not even begin. */
  readonly at: UnixMs;
  /** `undefined` when the other run failed where the first one decided nothing. */
  readonly symbol: string | undefined;
  /** What the first run decided there; `undefined`: nothing. */
  readonly expected: Decision | undefined;
  /** What the other run decided there; `undefined`: nothing. */
  readonly actual: Decision | undefined;
  /** What the other run threw there, instead of deciding. */
  readonly threw: string | undefined;
  /**
   * Difference of the weights, quantities or prices over the larger one; `undefined` where more
   * than numbers differs.
   */
  readonly gapFraction: number | undefined;
}

/** What a comparison found. */
export interface Comparison {
  readonly difference: DecisionDifference | undefined;
  /** Decisions found equal. */
  readonly compared: number;
  /** Largest difference of two numbers that were accepted as equal, over the larger one. */
  readonly gapMax: number;
}

/** How to compare. */
export interface ComparisonTerms {
  /** Last slice to be compared; the other run ended with it. Default: to the end. */
  readonly until?: number | undefined;
  /** Numbers that differ by at most this fraction of the larger one are equal. Default 0. */
  readonly tolerance?: number | undefined;
}

/** Finds the first thing that another run decided differently. */
export function compareDecisions(
  first: Recording,
  other: Recording,
  { until = Number.POSITIVE_INFINITY, tolerance = 0 }: ComparisonTerms = {},
): Comparison {
  let gapMax = 0;
  for (let index = 0; ; index++) {
    const expected = upTo(first.decisions[index], until);
    const actual = upTo(other.decisions[index], until);
    const gap = gapOf(expected, actual);
    if (gap > tolerance && !isTold(expected, actual, { other, until })) {
      return {
        difference: differenceOf({ expected, actual, other, gap }),
        compared: index,
        gapMax,
      };
    }
    if (expected === undefined || actual === undefined) {
      const difference = failedAlone(first, other, until);
      return { difference, compared: index, gapMax };
    }
    gapMax = Math.max(gapMax, gap);
  }
}

function upTo(decision: Decision | undefined, until: number): Decision | undefined {
  return decision === undefined || decision.slice > until ? undefined : decision;
}

/**
 * What is decided on hearing of a fill at the open of the next bar counts to the slice before it.
 * The other run ended there and never heard of it, so nothing can be said.
 */
function isTold(
  expected: Decision | undefined,
  actual: Decision | undefined,
  { other, until }: { readonly other: Recording; readonly until: number },
): boolean {
  if (actual !== undefined || other.failure !== undefined) return false;
  return expected?.heard === 'report' && expected.slice === until;
}

/** The other run failed after its last decision, and the first one did not. */
function failedAlone(
  first: Recording,
  other: Recording,
  until: number,
): DecisionDifference | undefined {
  const { failure } = other;
  if (failure === undefined || failure.slice > until) return undefined;
  if (first.failure?.slice === failure.slice) return undefined;
  return differenceOf({ expected: undefined, actual: undefined, other, gap: Infinity });
}

/** Two decisions, and how far they are apart. */
interface Differing {
  readonly expected: Decision | undefined;
  readonly actual: Decision | undefined;
  readonly other: Recording;
  readonly gap: number;
}

/** Where two runs are in different slices, the one that is ahead decided nothing in the earlier. */
function differenceOf({ expected, actual, other, gap }: Differing): DecisionDifference {
  const failure = actual === undefined ? other.failure : undefined;
  const places = [expected, actual, failure].filter((place) => place !== undefined);
  const slice = Math.min(...places.map((place) => place.slice));
  const [own, others] = [upTo(expected, slice), upTo(actual, slice)];
  return {
    slice,
    at: places.find((place) => place.slice === slice)?.at ?? Number.NaN,
    symbol: (own ?? others)?.symbol,
    expected: own,
    actual: others,
    threw: failure?.slice === slice ? failure.message : undefined,
    gapFraction: Number.isFinite(gap) ? gap : undefined,
  };
}

/** 0 for equal decisions, a fraction where a number differs, infinite where more does. */
function gapOf(a: Decision | undefined, b: Decision | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : Infinity;
  const isAlike = a.symbol === b.symbol && a.heard === b.heard && a.action === b.action;
  if (a.slice !== b.slice || !isAlike) return Infinity;
  const names = new Set([...Object.keys(a.terms), ...Object.keys(b.terms)]);
  return Math.max(0, ...[...names].map((name) => apart(a.terms[name], b.terms[name])));
}

function apart(a: DecisionTerm | undefined, b: DecisionTerm | undefined): number {
  if (a === b || Object.is(a, b)) return 0;
  if (typeof a !== 'number' || typeof b !== 'number') return Infinity;
  const fraction = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  return Number.isNaN(fraction) ? Infinity : fraction;
}

/** Both sides of a difference in words, each with what its run was. */
export function describeDifference(
  { slice, at, symbol, expected, actual, threw }: DecisionDifference,
  [first, other]: readonly [first: string, other: string],
): string {
  const words = (decision: Decision | undefined): string => {
    if (decision === undefined) return 'nothing';
    const elsewhere = decision.symbol === symbol ? '' : ` of ${decision.symbol}`;
    return `${describeDecision(decision)}${elsewhere}`;
  };
  const got = threw === undefined ? words(actual) : `a failure (${threw})`;
  const where = slice < 0 ? 'before the first slice' : `slice ${slice}, ${formatUtc(at)}`;
  const who = symbol === undefined ? '' : `, ${symbol}`;
  return `${where}${who}: ${words(expected)} ${first}, but ${got} ${other}`;
}
