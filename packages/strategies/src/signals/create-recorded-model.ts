import { invalidValue, type UnixMs } from '@tradewright/core';
import type { SignalModel } from './signal-model.js';

/** Predictions that were made ahead, as a table of instants by symbols. */
export interface RecordedPredictions {
  readonly name: string;
  readonly version: string;
  readonly symbols: readonly string[];
  /**
   * When each row was known, UTC milliseconds, strictly increasing: the end of the last bar that
   * went into it, not its start, plus the time that the computation takes.
   */
  readonly knownAt: ArrayLike<UnixMs>;
  /** Row by row, one value per symbol; NaN where there is no prediction. */
  readonly predictions: ArrayLike<number>;
  /** How old a row may be, in milliseconds. */
  readonly ageMaxMs: number;
}

/**
 * Replays predictions that were made ahead, by a model that answers with a promise or lives in
 * another program. Asked at an instant, it answers with the last row that was known by then, and
 * with nothing where that row is older than `ageMaxMs`. A symbol without a value in that row has no
 * prediction: an earlier row is not asked.
 *
 * @throws SdkError `VALUE_INVALID` for instants out of order, a table of another size than instants
 *   by symbols, an infinite prediction, a symbol named twice, or an age below 0 or infinite.
 *
 * @example
 * const model = createRecordedModel({
 *   name: 'boosted', version: '7', symbols: ['SPY', 'TLT'], ageMaxMs: 10,
 *   knownAt: [100, 200], predictions: [0.01, -0.02, 0.03, Number.NaN],
 * });
 * const ask = (at) => model.predict({ at, symbols: ['SPY', 'TLT'], rows: [] });
 * ask(99).size // => 0
 * ask(100) // => Map(2) { 'SPY' => 0.01, 'TLT' => -0.02 }
 * ask(205) // => Map(1) { 'SPY' => 0.03 }
 * ask(211).size // => 0
 */
export function createRecordedModel(recorded: RecordedPredictions): SignalModel {
  const { name, version, ageMaxMs } = recorded;
  const symbols = [...recorded.symbols];
  const columns = new Map(symbols.map((symbol, column) => [symbol, column]));
  const knownAt = Float64Array.from(recorded.knownAt);
  const predictions = Float64Array.from(recorded.predictions);
  requireTable({ symbols, columns: columns.size, knownAt, predictions, ageMaxMs });
  return {
    name,
    version,
    featureHash: undefined,
    predict: (request) => {
      const answer = new Map<string, number>();
      const row = lastKnown(knownAt, request.at);
      if (row < 0 || request.at - knownAt[row]! > ageMaxMs) return answer;
      for (const symbol of request.symbols) {
        const column = columns.get(symbol);
        if (column === undefined) continue;
        const prediction = predictions[row * symbols.length + column]!;
        if (!Number.isNaN(prediction)) answer.set(symbol, prediction);
      }
      return answer;
    },
  };
}

/** Index of the last instant that is not after `at`; −1 where all are. */
function lastKnown(knownAt: Float64Array, at: UnixMs): number {
  let low = 0;
  let high = knownAt.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (knownAt[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

interface Table {
  readonly symbols: readonly string[];
  /** Number of different symbols. */
  readonly columns: number;
  readonly knownAt: Float64Array;
  readonly predictions: Float64Array;
  readonly ageMaxMs: number;
}

function isAfter(at: UnixMs, before = Number.NEGATIVE_INFINITY): boolean {
  return Number.isFinite(at) && at > before;
}

function requireTable({ symbols, columns, knownAt, predictions, ageMaxMs }: Table): void {
  const disorder = knownAt.findIndex((at, i) => !isAfter(at, knownAt[i - 1]));
  if (disorder >= 0) {
    const field = `knownAt[${disorder}]`;
    const must = 'a finite instant after the one before it';
    throw invalidValue('VALUE_INVALID', { field, value: knownAt[disorder], must });
  }
  if (columns !== symbols.length) {
    throw invalidValue('VALUE_INVALID', { field: 'symbols', value: symbols, must: 'named once' });
  }
  if (predictions.length !== knownAt.length * columns) {
    const must = `${knownAt.length * columns}, the instants times the symbols`;
    const field = 'number of predictions';
    throw invalidValue('VALUE_INVALID', { field, value: predictions.length, must });
  }
  const infinite = predictions.findIndex((one) => one - one !== 0 && !Number.isNaN(one));
  if (infinite >= 0) {
    const field = `predictions[${infinite}]`;
    const must = 'finite, or NaN for none';
    throw invalidValue('VALUE_INVALID', { field, value: predictions[infinite], must });
  }
  if (!(ageMaxMs >= 0 && Number.isFinite(ageMaxMs))) {
    const must = 'a number of milliseconds from 0';
    throw invalidValue('VALUE_INVALID', { field: 'ageMaxMs', value: ageMaxMs, must });
  }
}
