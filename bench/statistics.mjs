// Statistics of a million returns beside loops that a hand would write for the same numbers. Each
// line is one piece of work by one engine; `ratioToLimit` is its time by that of the loop in the
// same run, so that 1.5 means half as slow again. Values are compared before anything is timed.
//
//     npm run build && node bench/statistics.mjs [returns] [rounds]

import {
  conditionalValueAtRisk,
  maxDrawdown,
  sharpeRatio,
  sortinoRatio,
  valueAtRisk,
} from '../packages/performance/dist/index.js';

const count = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 15);
const PERIODS = 252;
const TAIL = 0.05;

/** Returns with fat tails from a small generator, equal on every machine. */
function makeReturns(n) {
  let state = 0x2545f491;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
  const returns = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const spread = next() + next() + next() - 1.5;
    returns[i] = 0.0003 + 0.01 * spread * (next() < 0.02 ? 4 : 1);
  }
  return returns;
}

function sharpeLoop(returns) {
  let sum = 0;
  for (let i = 0; i < returns.length; i++) sum += returns[i];
  const mean = sum / returns.length;
  let squares = 0;
  for (let i = 0; i < returns.length; i++) squares += (returns[i] - mean) ** 2;
  return (mean / Math.sqrt(squares / (returns.length - 1))) * Math.sqrt(PERIODS);
}

function sortinoLoop(returns) {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < returns.length; i++) {
    sum += returns[i];
    if (returns[i] < 0) squares += returns[i] * returns[i];
  }
  const n = returns.length;
  return (sum / n / Math.sqrt(squares / n)) * Math.sqrt(PERIODS);
}

function drawdownLoop(returns) {
  let growth = 1;
  let high = 1;
  let worst = 0;
  for (let i = 0; i < returns.length; i++) {
    growth *= 1 + returns[i];
    if (growth > high) high = growth;
    const drawdown = growth / high - 1;
    if (drawdown < worst) worst = drawdown;
  }
  return worst;
}

/** Hoare's quickselect, as in any textbook. */
function select(values, nth) {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1];
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    if (nth <= j) right = j;
    else if (nth >= i) left = i;
    else break;
  }
  return values[nth];
}

function valueAtRiskLoop(returns) {
  const values = returns.slice();
  const place = (values.length - 1) * TAIL;
  const low = select(values, Math.floor(place));
  let high = Infinity;
  for (let i = Math.floor(place) + 1; i < values.length; i++) high = Math.min(high, values[i]);
  return low + (high - low) * (place - Math.floor(place));
}

function valueAtRiskSort(returns) {
  const values = returns.slice().sort();
  const place = (values.length - 1) * TAIL;
  const low = values[Math.floor(place)];
  return low + (values[Math.floor(place) + 1] - low) * (place - Math.floor(place));
}

function shortfallLoop(returns) {
  const values = returns.slice();
  const last = Math.floor((values.length - 1) * TAIL);
  select(values, last);
  let sum = 0;
  for (let i = 0; i <= last; i++) sum += values[i];
  return sum / (last + 1);
}

const scale = { periodsPerYear: PERIODS };
const works = {
  sharpeRatio: { loop: sharpeLoop, tradewright: (r) => sharpeRatio(r, scale) },
  sortinoRatio: { loop: sortinoLoop, tradewright: (r) => sortinoRatio(r, scale) },
  maxDrawdown: { loop: drawdownLoop, tradewright: maxDrawdown },
  valueAtRisk: { loop: valueAtRiskLoop, tradewright: valueAtRisk, sort: valueAtRiskSort },
  conditionalValueAtRisk: { loop: shortfallLoop, tradewright: conditionalValueAtRisk },
};

function isEqual(a, b) {
  return Math.abs(a - b) <= 1e-10 * Math.abs(b);
}

function elapsed(run, returns) {
  const start = process.hrtime.bigint();
  const value = run(returns);
  const time = Number(process.hrtime.bigint() - start);
  if (!Number.isFinite(value)) throw new Error(`no value: ${value}`);
  return time;
}

const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const returns = makeReturns(count);
for (const [work, engines] of Object.entries(works)) {
  const limit = engines.loop(returns);
  const names = Object.keys(engines);
  const equal = Object.fromEntries(
    names.map((name) => [name, isEqual(engines[name](returns), limit)]),
  );
  const times = Object.fromEntries(names.map((name) => [name, []]));
  // Taking turns spreads a busy moment of the machine over all engines.
  for (let round = -3; round < rounds; round++) {
    for (const name of names) {
      const time = elapsed(engines[name], returns);
      if (round >= 0) times[name].push(time);
    }
  }
  for (const engine of names) {
    const nanoseconds = middle(times[engine]);
    const line = {
      work,
      engine,
      n: count,
      perSecond: Math.round((count / nanoseconds) * 1e9),
      ratioToLimit: Number((nanoseconds / middle(times.loop)).toFixed(3)),
      equal: equal[engine],
    };
    console.log(JSON.stringify(line));
  }
  if (Object.values(equal).includes(false)) process.exitCode = 1;
}
