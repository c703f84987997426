import type { Indicator } from './indicator.js';
import { requireLength } from './require-length.js';
import { Window } from './window.js';

/** The outputs of {@link LinearRegression}. */
export interface LinearRegressionValue {
  /** Rise of the line from one input to the next. */
  readonly slope: number;
  /** The line at the oldest input of the window. */
  readonly intercept: number;
  /** The line at the newest input. */
  readonly fitted: number;
  /** The newest input less the line there. */
  readonly residual: number;
  /** Share of the variance that the line explains, 0 to 1; `undefined` where the window is flat. */
  readonly rSquared: number | undefined;
}

type Line = { -readonly [Name in keyof LinearRegressionValue]: LinearRegressionValue[Name] };

/**
 * Least-squares line through the last `length` values.
 *
 *     slope = Σ (i − ī)(x − x̄) ÷ Σ (i − ī)²,   i = 0 (oldest) … length − 1 (newest)
 *
 * First value: input number `length` (index `length − 1`). The window is summed at every input, in
 * deviations, so nothing drifts and a flat window has a slope of exactly zero.
 *
 * @throws SdkError `VALUE_INVALID` when `length` is not a whole number from 2 to 1,000,000.
 *
 * Agrees with: TA-Lib LINEARREG and LINEARREG_SLOPE, Stock.Indicators ToSlope to 1e-8; the
 *   intercept of the latter is where the line meets index −1 of the whole series.
 *
 * @example
 * const regression = new LinearRegression(3);
 * [1, 3, 5].map((x) => regression.next(x)?.slope) // => [undefined, undefined, 2]
 */
export class LinearRegression implements Indicator<number, LinearRegressionValue> {
  readonly warmUp: number;
  private readonly window: Window;
  private isDefined = false;
  private readonly output: Line = {
    slope: Number.NaN,
    intercept: Number.NaN,
    fitted: Number.NaN,
    residual: Number.NaN,
    rSquared: undefined,
  };

  constructor(length: number) {
    this.warmUp = requireLength('length', length, 2);
    this.window = new Window(length);
  }

  get value(): LinearRegressionValue | undefined {
    return this.isDefined ? this.output : undefined;
  }

  next(value: number): LinearRegressionValue | undefined {
    const { window, output } = this;
    window.push(value);
    this.isDefined = window.count === this.warmUp && value - value === 0;
    if (!this.isDefined) return undefined;
    fitLine(window, output);
    return output;
  }

  replaceLast(value: number): LinearRegressionValue | undefined {
    this.undo();
    return this.next(value);
  }

  /** Takes back the last input; nothing more until the next one. */
  undo(): void {
    this.window.undo();
  }
}

function fitLine({ ring, at }: Window, line: Line): void {
  const length = ring.length;
  const center = (length - 1) / 2;
  const first = ring[at]!;
  let sum = 0;
  for (const value of ring) sum += value - first;
  const mean = sum / length;
  let across = 0;
  let squares = 0;
  for (let i = 0; i < length; i++) {
    const value = ring[at + i < length ? at + i : at + i - length]!;
    const deviation = value - first - mean;
    across += (i - center) * deviation;
    squares += deviation * deviation;
  }
  const spread = (length * (length * length - 1)) / 12;
  line.slope = across / spread;
  line.intercept = first + (mean - line.slope * center);
  line.fitted = first + (mean + line.slope * center);
  line.residual = ring[at === 0 ? length - 1 : at - 1]! - line.fitted;
  const explained = (line.slope * across) / squares;
  line.rSquared = squares === 0 ? undefined : Math.min(1, explained);
}

/** The columns of {@link LinearRegression}. */
export interface LinearRegressionColumns {
  readonly slope: Float64Array;
  readonly intercept: Float64Array;
  readonly fitted: Float64Array;
  readonly residual: Float64Array;
  /** NaN, too, where the window is flat. */
  readonly rSquared: Float64Array;
}

/** {@link LinearRegression} of a column; NaN before index `length − 1`. */
export function linearRegressionColumns(
  values: Float64Array,
  length: number,
): LinearRegressionColumns {
  const indicator = new LinearRegression(length);
  const slope = new Float64Array(values.length).fill(Number.NaN);
  const intercept = slope.slice();
  const fitted = slope.slice();
  const residual = slope.slice();
  const rSquared = slope.slice();
  for (let i = 0; i < values.length; i++) {
    const output = indicator.next(values[i]!);
    if (output === undefined) continue;
    slope[i] = output.slope;
    intercept[i] = output.intercept;
    fitted[i] = output.fitted;
    residual[i] = output.residual;
    rSquared[i] = output.rSquared ?? Number.NaN;
  }
  return { slope, intercept, fitted, residual, rSquared };
}
