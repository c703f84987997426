import type { FeatureBars, FeatureSet } from '../src/alpha158/feature-set.js';

/**
 * Alpha158 a second time, and slowly: it reads the expression of each feature as Qlib does and
 * evaluates it operator by operator over whole columns, each window cut out and looked at anew.
 * It shares nothing with the features but their definition as text.
 */
export function byDefinition(set: FeatureSet, bars: FeatureBars): Float64Array[] {
  const known = new Map<string, Column>();
  return set.features.map(({ expression }) => {
    const column = evaluate(expression, { bars, known, at: 0 });
    return column.map((value) => (Number.isFinite(value) ? value : Number.NaN));
  });
}

type Column = Float64Array;

interface Reader {
  readonly bars: FeatureBars;
  /** Calls that were evaluated before, by their text. */
  readonly known: Map<string, Column>;
  at: number;
}

function evaluate(text: string, reader: Reader): Column {
  const compact = text.replaceAll(' ', '');
  const column = readComparison(compact, reader);
  if (reader.at !== compact.length) throw new Error(`cannot read ${compact.slice(reader.at)}`);
  return column;
}

const binary: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '>': (a, b) => Number(a > b),
  '<': (a, b) => Number(a < b),
};

function readComparison(text: string, reader: Reader): Column {
  return readChain(text, reader, { signs: '><', next: readSum });
}

function readSum(text: string, reader: Reader): Column {
  return readChain(text, reader, { signs: '+-', next: readProduct });
}

function readProduct(text: string, reader: Reader): Column {
  return readChain(text, reader, { signs: '*/', next: readTerm });
}

interface Level {
  readonly signs: string;
  readonly next: (text: string, reader: Reader) => Column;
}

function readChain(text: string, reader: Reader, { signs, next }: Level): Column {
  let left = next(text, reader);
  while (reader.at < text.length && signs.includes(text[reader.at]!)) {
    const operate = binary[text[reader.at++]!]!;
    const right = next(text, reader);
    left = left.map((value, t) => operate(value, right[t]!));
  }
  return left;
}

function readTerm(text: string, reader: Reader): Column {
  const [number] = /^[\d.]+(?:e-\d+)?/.exec(text.slice(reader.at)) ?? [];
  const [field] = /^\$\w+/.exec(text.slice(reader.at)) ?? [];
  if (number !== undefined || field !== undefined) {
    reader.at += (number ?? field ?? '').length;
    if (field !== undefined) return reader.bars[field.slice(1) as keyof FeatureBars]!;
    return new Float64Array(reader.bars.close.length).fill(Number(number));
  }
  const [name] = /^\w*/.exec(text.slice(reader.at)) ?? [''];
  const start = reader.at;
  const inner: Column[] = [];
  reader.at += name.length;
  do {
    reader.at++;
    inner.push(readComparison(text, reader));
  } while (text[reader.at] === ',');
  reader.at++;
  if (name === '') return inner[0]!;
  const key = text.slice(start, reader.at);
  const column = reader.known.get(key) ?? call(name, inner);
  reader.known.set(key, column);
  return column;
}

function call(name: string, [x, y, z]: readonly Column[]): Column {
  if (name === 'Abs') return x!.map(Math.abs);
  if (name === 'Log') return x!.map(Math.log);
  // Math.max and Math.min are NaN when one side is, as numpy's maximum and minimum are.
  if (name === 'Greater') return x!.map((value, t) => Math.max(value, y![t]!));
  if (name === 'Less') return x!.map((value, t) => Math.min(value, y![t]!));
  const length = (name === 'Corr' ? z : y)![0]!;
  if (name === 'Ref') return x!.map((_, t) => (t < length ? Number.NaN : x![t - length]!));
  return x!.map((_, t) => {
    const window = windowOf(x!, t, length);
    if (name === 'Corr') return correlation(window, windowOf(y!, t, length));
    if (name === 'Quantile') return quantile(window, z![0]!);
    return rolling[name]!(window, length);
  });
}

/** The newest values up to a length, oldest first; what is infinite is missing, as in pandas. */
function windowOf(column: Column, t: number, length: number): number[] {
  const window = [...column.slice(Math.max(0, t + 1 - length), t + 1)];
  return window.map((value) => (Number.isFinite(value) ? value : Number.NaN));
}

const present = (window: readonly number[]) => window.filter((value) => !Number.isNaN(value));

const rolling: Readonly<Record<string, (window: readonly number[], length: number) => number>> = {
  Mean: (window) => mean(present(window)),
  Sum: (window) => present(window).length * mean(present(window)),
  Std: (window) => deviation(present(window)),
  Max: (window) => present(window).reduce((a, b) => (a > b ? a : b), Number.NaN),
  Min: (window) => present(window).reduce((a, b) => (a < b ? a : b), Number.NaN),
  IdxMax: (window) => position(window, (a, b) => a > b),
  IdxMin: (window) => position(window, (a, b) => a < b),
  Rank: rank,
  Slope: (window) => line(window).slope,
  Rsquare: (window) => (isFlat(window) ? Number.NaN : line(window).rSquared),
  Resi: (window) => line(window).residual,
};

/** In two passes, from the first value: exact when all are equal. NaN for none. */
function mean(values: readonly number[]): number {
  const first = values[0] ?? Number.NaN;
  const rough = first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
  return rough + values.reduce((sum, value) => sum + (value - rough), 0) / values.length;
}

function products(a: readonly number[], b: readonly number[]): number {
  const meanA = mean(a);
  const meanB = mean(b);
  return a.reduce((sum, value, i) => sum + (value - meanA) * (b[i]! - meanB), 0);
}

function deviation(values: readonly number[]): number {
  return values.length < 2 ? Number.NaN : Math.sqrt(products(values, values) / (values.length - 1));
}

function isFlat(window: readonly number[]): boolean {
  return deviation(present(window)) <= 2e-5;
}

/** numpy's argmax or argmin, from 1: the first NaN if there is one, else the first of equals. */
function position(window: readonly number[], beats: (a: number, b: number) => boolean): number {
  if (present(window).length === 0) return Number.NaN;
  const missing = window.findIndex((value) => Number.isNaN(value));
  if (missing !== -1) return missing + 1;
  return 1 + window.reduce((best, value, i) => (beats(value, window[best]!) ? i : best), 0);
}

function rank(window: readonly number[]): number {
  const last = window.at(-1)!;
  if (Number.isNaN(last)) return Number.NaN;
  const sorted = present(window).sort((a, b) => a - b);
  const places = sorted.flatMap((value, i) => (value === last ? [i + 1] : []));
  return mean(places) / sorted.length;
}

function quantile(window: readonly number[], share: number): number {
  const sorted = present(window).sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const lower = sorted[Math.floor(place)] ?? Number.NaN;
  return lower + (place % 1) * (sorted[Math.ceil(place)]! - lower);
}

interface Line {
  readonly slope: number;
  readonly rSquared: number;
  readonly residual: number;
}

/** Least squares over the bars that exist; time runs on over those that do not. */
function line(window: readonly number[]): Line {
  const times = window.flatMap((value, i) => (Number.isNaN(value) ? [] : [i]));
  const values = present(window);
  const slope = products(times, values) / products(times, times);
  const fitted = mean(values) + slope * (window.length - 1 - mean(times));
  const rSquared = (slope * products(times, values)) / products(values, values);
  return { slope, rSquared, residual: window.at(-1)! - fitted };
}

/** Over the pairs; but each side must move at all, which is asked of all its values. */
function correlation(a: readonly number[], b: readonly number[]): number {
  if (isFlat(a) || isFlat(b)) return Number.NaN;
  const isPair = (_: number, i: number) => !Number.isNaN(a[i]! + b[i]!);
  const left = a.filter(isPair);
  const right = b.filter(isPair);
  const scale = Math.sqrt(products(left, left) * products(right, right));
  return products(left, right) / scale;
}
