// Six indicators as a hand would write them for one purpose: SMA 20, EMA 20, RSI 14 and ATR 14
// (Wilder), Bollinger 20 × 2, MACD 12/26/9. No settings, no missing values, nothing to take back,
// running sums that drift. These are the limits that libraries are measured against.

/** The ten outputs, in the order of every sum below. */
export const outputs = [
  'sma',
  'ema',
  'rsi',
  'atr',
  'upper',
  'middle',
  'lower',
  'macd',
  'signal',
  'histogram',
];

function empty(length, first) {
  return new Float64Array(length).fill(Number.NaN, 0, Math.min(length, first));
}

function smaLoop(x, n) {
  const result = empty(x.length, n - 1);
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    sum += x[i];
    if (i >= n) sum -= x[i - n];
    if (i >= n - 1) result[i] = sum / n;
  }
  return result;
}

function emaLoop(x, n) {
  const result = empty(x.length, n - 1);
  const weight = 2 / (n + 1);
  let ema = 0;
  for (let i = 0; i < n; i++) ema += x[i] / n;
  result[n - 1] = ema;
  for (let i = n; i < x.length; i++) {
    ema += weight * (x[i] - ema);
    result[i] = ema;
  }
  return result;
}

function rsiLoop(x, n) {
  const result = empty(x.length, n);
  let gain = 0;
  let loss = 0;
  for (let i = 1; i < x.length; i++) {
    const change = x[i] - x[i - 1];
    const up = change > 0 ? change : 0;
    const down = change < 0 ? -change : 0;
    if (i <= n) {
      gain += up / n;
      loss += down / n;
    } else {
      gain += (up - gain) / n;
      loss += (down - loss) / n;
    }
    if (i >= n) result[i] = (100 * gain) / (gain + loss);
  }
  return result;
}

function atrLoop({ high, low, close }, n) {
  const result = empty(close.length, n);
  let atr = 0;
  for (let i = 1; i < close.length; i++) {
    const range = Math.max(high[i], close[i - 1]) - Math.min(low[i], close[i - 1]);
    if (i <= n) atr += range / n;
    else atr += (range - atr) / n;
    if (i >= n) result[i] = atr;
  }
  return result;
}

function bollingerLoop(x, n, width) {
  const upper = empty(x.length, n - 1);
  const middle = empty(x.length, n - 1);
  const lower = empty(x.length, n - 1);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < x.length; i++) {
    sum += x[i];
    squares += x[i] * x[i];
    if (i >= n) {
      sum -= x[i - n];
      squares -= x[i - n] * x[i - n];
    }
    if (i < n - 1) continue;
    const mean = sum / n;
    const distance = width * Math.sqrt(Math.max(0, squares / n - mean * mean));
    upper[i] = mean + distance;
    middle[i] = mean;
    lower[i] = mean - distance;
  }
  return { upper, middle, lower };
}

function macdLoop(x, [fast, slow, length]) {
  const macd = empty(x.length, slow + length - 2);
  const signal = empty(x.length, slow + length - 2);
  const histogram = empty(x.length, slow + length - 2);
  let quick = 0;
  let calm = 0;
  let smooth = 0;
  for (let i = 0; i < x.length; i++) {
    quick += i < fast ? x[i] / fast : (2 / (fast + 1)) * (x[i] - quick);
    calm += i < slow ? x[i] / slow : (2 / (slow + 1)) * (x[i] - calm);
    if (i < slow - 1) continue;
    const line = quick - calm;
    const seen = i - slow + 1;
    smooth += seen < length ? line / length : (2 / (length + 1)) * (line - smooth);
    if (seen < length - 1) continue;
    macd[i] = line;
    signal[i] = smooth;
    histogram[i] = line - smooth;
  }
  return { macd, signal, histogram };
}

/** The limit of the columnar work: a loop for each indicator. */
export function columnLoops(columns) {
  const { close } = columns;
  return {
    sma: smaLoop(close, 20),
    ema: emaLoop(close, 20),
    rsi: rsiLoop(close, 14),
    atr: atrLoop(columns, 14),
    ...bollingerLoop(close, 20, 2),
    ...macdLoop(close, [12, 26, 9]),
  };
}

class HandSma {
  constructor(n) {
    this.n = n;
    this.ring = new Float64Array(n);
    this.at = 0;
    this.seen = 0;
    this.sum = 0;
  }
  next(x) {
    this.sum += x - this.ring[this.at];
    this.ring[this.at] = x;
    if (++this.at === this.n) this.at = 0;
    return ++this.seen < this.n ? undefined : this.sum / this.n;
  }
}

class HandEma {
  constructor(n, weight = 2 / (n + 1)) {
    this.n = n;
    this.weight = weight;
    this.seen = 0;
    this.average = 0;
  }
  next(x) {
    if (this.seen < this.n) {
      this.average += x / this.n;
      return ++this.seen < this.n ? undefined : this.average;
    }
    return (this.average += this.weight * (x - this.average));
  }
}

class HandRsi {
  constructor(n) {
    this.n = n;
    this.seen = 0;
    this.gain = 0;
    this.loss = 0;
    this.previous = Number.NaN;
  }
  next(x) {
    const change = x - this.previous;
    this.previous = x;
    if (change !== change) return undefined;
    const up = change > 0 ? change : 0;
    const down = change < 0 ? -change : 0;
    if (this.seen < this.n) {
      this.gain += up / this.n;
      this.loss += down / this.n;
      if (++this.seen < this.n) return undefined;
    } else {
      this.gain += (up - this.gain) / this.n;
      this.loss += (down - this.loss) / this.n;
    }
    return (100 * this.gain) / (this.gain + this.loss);
  }
}

class HandAtr {
  constructor(n) {
    this.average = new HandEma(n, 1 / n);
    this.previous = Number.NaN;
  }
  next(high, low, close) {
    const { previous } = this;
    this.previous = close;
    if (previous !== previous) return undefined;
    return this.average.next(Math.max(high, previous) - Math.min(low, previous));
  }
}

class HandBollinger {
  constructor(n, width) {
    this.n = n;
    this.width = width;
    this.ring = new Float64Array(n);
    this.at = 0;
    this.seen = 0;
    this.sum = 0;
    this.squares = 0;
    this.upper = 0;
    this.middle = 0;
    this.lower = 0;
  }
  next(x) {
    const leaving = this.ring[this.at];
    this.ring[this.at] = x;
    if (++this.at === this.n) this.at = 0;
    this.sum += x - leaving;
    this.squares += x * x - leaving * leaving;
    if (++this.seen < this.n) return undefined;
    const mean = this.sum / this.n;
    const distance = this.width * Math.sqrt(Math.max(0, this.squares / this.n - mean * mean));
    this.upper = mean + distance;
    this.middle = mean;
    this.lower = mean - distance;
    return this;
  }
}

class HandMacd {
  constructor(fast, slow, signal) {
    this.fast = new HandEma(fast);
    this.slow = new HandEma(slow);
    this.average = new HandEma(signal);
    this.macd = 0;
    this.signal = 0;
    this.histogram = 0;
  }
  next(x) {
    const fast = this.fast.next(x);
    const slow = this.slow.next(x);
    if (fast === undefined || slow === undefined) return undefined;
    const signal = this.average.next(fast - slow);
    if (signal === undefined) return undefined;
    this.macd = fast - slow;
    this.signal = signal;
    this.histogram = this.macd - signal;
    return this;
  }
}

/** Every value afresh from its window, slowly: what each engine must say before its time counts. */
export function byDefinition(columns) {
  const result = columnLoops(columns);
  const { close } = columns;
  const n = 20;
  for (let i = n - 1; i < close.length; i++) {
    const window = close.subarray(i - n + 1, i + 1);
    let mean = 0;
    for (const x of window) mean += x / n;
    let variance = 0;
    for (const x of window) variance += (x - mean) ** 2 / n;
    result.sma[i] = mean;
    result.middle[i] = mean;
    result.upper[i] = mean + 2 * Math.sqrt(variance);
    result.lower[i] = mean - 2 * Math.sqrt(variance);
  }
  return result;
}

/** The limit of the streaming work: one small object for each indicator, asked bar by bar. */
export function handIndicators() {
  return {
    sma: new HandSma(20),
    ema: new HandEma(20),
    rsi: new HandRsi(14),
    atr: new HandAtr(14),
    bollinger: new HandBollinger(20, 2),
    macd: new HandMacd(12, 26, 9),
  };
}

/** Two averages, the work of a crossover. */
export function handAverages() {
  return { fast: new HandSma(10), slow: new HandSma(30) };
}
