// The backtest workload: synthetic bars that any language reproduces bit for bit, and the exact
// results that every engine must reach before its time counts.

/** Bars of symbol number `index` as columns; `scale` 0.01 gives dollars, 1 gives whole cents. */
export function workloadColumns(bars, index, scale = 0.01) {
  let state = (0x9e3779b9 ^ (Math.imul(index, 0x85ebca6b) >>> 0)) | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const column = () => new Float64Array(bars);
  const columns = {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  const startAt = Date.UTC(2020, 0, 2);
  let previous = 10_000;
  for (let i = 0; i < bars; i++) {
    const [u1, u2, u3, u4, u5, u6, u7, u8] = [
      next(),
      next(),
      next(),
      next(),
      next(),
      next(),
      next(),
      next(),
    ];
    const open = Math.max(100, previous + Math.floor(u8 * 21) - 10);
    const close = Math.max(100, Math.floor(open * (1 + (u1 + u2 + u3 + u4 - 2) * 0.002) + 0.5));
    const high = Math.max(open, close) + Math.floor(u5 * 12);
    const low = Math.max(1, Math.min(open, close) - Math.floor(u6 * 12));
    columns.time[i] = startAt + i * 60_000;
    columns.open[i] = cents(open, scale);
    columns.high[i] = cents(high, scale);
    columns.low[i] = cents(low, scale);
    columns.close[i] = cents(close, scale);
    columns.volume[i] = 1000 + Math.floor(u7 * 9000);
    previous = close;
  }
  return columns;
}

/** The double nearest to the decimal price: a division rounds once, a product by 0.01 twice. */
function cents(value, scale) {
  return scale === 0.01 ? value / 100 : value * scale;
}

/** Exact results: fills and final equity by bars, symbols and fill convention. */
export const oracle = [
  { bars: 10_000, symbols: 1, fillAt: 'next-open', fills: 388, finalEquity: '99997371.661' },
  { bars: 100_000, symbols: 1, fillAt: 'next-open', fills: 3834, finalEquity: '99984348.577' },
  { bars: 100_000, symbols: 1, fillAt: 'this-close', fills: 3834, finalEquity: '99984818.389' },
  { bars: 1_000_000, symbols: 1, fillAt: 'next-open', fills: 39_023, finalEquity: '99922117.2515' },
  { bars: 10_000, symbols: 10, fillAt: 'next-open', fills: 3924, finalEquity: '99976895.156' },
];
