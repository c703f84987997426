import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describeWithData } from '../../../test/reference-data.js';
import {
  alpha,
  annualReturn,
  beta,
  calmarRatio,
  captureRatio,
  conditionalValueAtRisk,
  downsideDeviation,
  growthCurve,
  informationRatio,
  maxDrawdown,
  omegaRatio,
  periodicRate,
  rollingBeta,
  rollingMaxDrawdown,
  rollingSharpeRatio,
  sharpeRatio,
  sortinoRatio,
  stability,
  tailRatio,
  toReturns,
  totalReturn,
  valueAtRisk,
  volatility,
} from '../src/index.js';
import { type Golden, openLedger } from './golden-ledger.js';

type Raw = number | string;
type Argument =
  | Raw
  | readonly Raw[]
  | { readonly series: string }
  | { readonly columns: Readonly<Record<string, readonly Raw[]>> };
interface Case {
  readonly case: string;
  readonly fn: string;
  readonly args: readonly Argument[];
  readonly kwargs: Readonly<Record<string, Argument>>;
  readonly expected:
    | Raw
    | { readonly values: readonly Raw[] }
    | { readonly columns: Readonly<Record<string, readonly Raw[]>> };
}
interface File {
  readonly series: Readonly<Record<string, { readonly values: readonly Raw[] }>>;
  readonly cases: readonly Case[];
}

/** One call with its arguments as lists of numbers; a missing value is `NaN`, as in the file. */
interface Call {
  readonly returns: readonly number[];
  /** The second positional argument or the named one: a rate, or a series. */
  readonly other: number | readonly number[];
  readonly periodsPerYear: number;
  readonly window: number;
  readonly number: (name: string, fallback: number) => number;
}

const periods: Readonly<Record<string, number>> = {
  daily: 252,
  weekly: 52,
  monthly: 12,
  yearly: 1,
};

// empyrical skips missing values in means and counts them as zero when it compounds. We refuse
// them, so the test does what empyrical does before it calls us.
const drop = (values: readonly number[]): number[] => values.filter((each) => !Number.isNaN(each));
const fill = (values: readonly number[]): number[] =>
  values.map((each) => (Number.isNaN(each) ? 0 : each));

/** Pairs in which neither value is missing. */
function pairs({ returns, other }: Call): readonly [number[], number[]] {
  const second = returns.map((_, i) => (typeof other === 'number' ? other : (other[i] ?? NaN)));
  const kept = returns.map((_, i) => i).filter((i) => !Number.isNaN(returns[i]! + second[i]!));
  return [kept.map((i) => returns[i]!), kept.map((i) => second[i]!)];
}

/** Every full window of a call, as calls of their own. */
function windows(call: Call): readonly Call[] {
  const { returns, other, window } = call;
  const length = Math.max(returns.length, typeof other === 'number' ? 0 : other.length);
  const padded = [...returns, ...new Array<number>(length - returns.length).fill(NaN)];
  return Array.from({ length: Math.max(0, length - window + 1) }, (_, i) => ({
    ...call,
    returns: padded.slice(i, i + window),
    other: typeof other === 'number' ? other : other.slice(i, i + window),
  }));
}

function capture(call: Call, side: 'down' | 'up'): number | undefined {
  const [returns, benchmark] = pairs(call);
  return captureRatio(returns, benchmark, { periodsPerYear: call.periodsPerYear, side });
}

function upDown(call: Call): number | undefined {
  const [up, down] = [capture(call, 'up'), capture(call, 'down')];
  return up === undefined || down === undefined ? undefined : up / down;
}

function rollAlphaBeta(call: Call): Golden {
  const each = windows(call);
  return each
    .flatMap((one) => alpha(...pairs(one), one))
    .concat(each.map((one) => beta(...pairs(one))));
}

const functions: Readonly<Record<string, (call: Call) => Golden>> = {
  simple_returns: ({ returns }) => [...toReturns(returns)],
  cum_returns: ({ returns, number }) => {
    const start = number('starting_value', 0);
    const curve = growthCurve(fill(returns), start === 0 ? 1 : start).subarray(1);
    return [...curve.map((value) => (start === 0 ? value - 1 : value))];
  },
  cum_returns_final: ({ returns }) => totalReturn(fill(returns)),
  max_drawdown: ({ returns }) => maxDrawdown(fill(returns)),
  annual_return: (call) => annualReturn(fill(call.returns), call),
  cagr: (call) => annualReturn(fill(call.returns), call),
  annual_volatility: (call) => volatility(drop(call.returns), call),
  calmar_ratio: (call) => calmarRatio(fill(call.returns), call),
  omega_ratio: (call) => {
    const [returns, riskFree] = pairs(call);
    const asked = periodicRate(call.number('required_return', 0), 252);
    return omegaRatio(returns, { requiredPerPeriod: riskFree.map((rate) => rate + asked) });
  },
  sharpe_ratio: (call) => {
    const [returns, riskFreePerPeriod] = pairs(call);
    return sharpeRatio(returns, { ...call, riskFreePerPeriod });
  },
  downside_risk: (call) => {
    const [returns, requiredPerPeriod] = pairs(call);
    return downsideDeviation(returns, { ...call, requiredPerPeriod });
  },
  sortino_ratio: (call) => {
    const [returns, requiredPerPeriod] = pairs(call);
    return sortinoRatio(returns, { ...call, requiredPerPeriod });
  },
  excess_sharpe: (call) => informationRatio(...pairs(call), { periodsPerYear: 1 }),
  alpha: (call) => alpha(...pairs(call), call),
  beta: (call) => beta(...pairs(call)),
  stability_of_timeseries: ({ returns }) => stability(drop(returns)),
  tail_ratio: ({ returns }) => tailRatio(drop(returns)),
  rolling_max_drawdown: ({ returns, window }) => [...rollingMaxDrawdown(fill(returns), { window })],
  rolling_sharpe_ratio: (call) => {
    // The one window with the missing value has no counterpart: ours must be given without it.
    const whole = rollingSharpeRatio(drop(call.returns), call);
    const first = windows(call).slice(0, call.returns.length - drop(call.returns).length);
    return first.map((one) => sharpeRatio(drop(one.returns), one)).concat(whole);
  },
  roll_alpha_beta: rollAlphaBeta,
  capture: ({ returns, other, periodsPerYear }) =>
    captureRatio(fill(returns), fill(other as readonly number[]), { periodsPerYear }),
  up_capture: (call) => capture(call, 'up'),
  down_capture: (call) => capture(call, 'down'),
  up_down_capture: upDown,
  roll_up_capture: (call) => windows(call).map((one) => capture(one, 'up')),
  roll_down_capture: (call) => windows(call).map((one) => capture(one, 'down')),
  roll_up_down_capture: (call) => windows(call).map(upDown),
  value_at_risk: ({ returns, other }) => valueAtRisk(returns, { tail: other as number }),
  conditional_value_at_risk: ({ returns, other }) =>
    conditionalValueAtRisk(returns, { tail: other as number }),
};

describeWithData('empyrical', ['ref-metrics/empyrical_cases.json.gz'], ([path]) => {
  const file = JSON.parse(gunzipSync(readFileSync(path!)).toString()) as File;
  const ledger = openLedger('empyrical-reloaded', 1e-10);
  const numbers = (values: readonly Raw[]): number[] => values.map(Number);
  const columns = (argument: Argument): readonly (number | readonly number[])[] => {
    if (typeof argument !== 'object') return [Number(argument)];
    if ('series' in argument) return [numbers(file.series[argument.series]!.values)];
    if ('columns' in argument) return Object.values(argument.columns).map(numbers);
    return [numbers(argument)];
  };
  const golden = (value: Raw): number | undefined =>
    Number.isNaN(Number(value)) ? undefined : Number(value);
  for (const { case: name, fn, args, kwargs, expected } of file.cases) {
    if (fn.startsWith('gpd_')) {
      ledger.exempt(name, 'a fitted Pareto tail is not a statistic of this package');
      continue;
    }
    const names = ['risk_free', ...(fn === 'omega_ratio' ? [] : ['required_return']), 'cutoff'];
    const second =
      args[1] ?? names.map((key) => kwargs[key]).find((each) => each !== undefined) ?? 0;
    const calls = columns(args[0]!).map((returns) => ({
      returns: returns as readonly number[],
      other: columns(second)[0]!,
      periodsPerYear: periods[(kwargs['period'] as string | undefined) ?? 'daily']!,
      window: Number(kwargs['window'] ?? args[2] ?? 1),
      number: (key: string, fallback: number) => Number(kwargs[key] ?? fallback),
    }));
    const wanted =
      typeof expected !== 'object'
        ? golden(expected)
        : 'values' in expected
          ? expected.values.map(golden)
          : Object.values(expected.columns).flatMap((column) => column.map(golden));
    const compute = functions[fn]!;
    const frame = calls.length > 1;
    ledger.compare(
      name,
      () => (frame ? calls.map((call) => compute(call) as number) : compute(calls[0]!)),
      wanted,
    );
  }
  // The rolling form must give what the windows give one by one.
  const [returns, market] = ['s_12038d8cd7', 's_d39e266e44'].map((id) =>
    numbers(file.series[id]!.values).slice(1),
  );
  ledger.compare(
    'rollingBeta on the windows of roll_alpha_beta#2 without a missing value',
    () => rollingBeta(returns!, market!, { window: 6 }),
    [-0.7615658362989326, -0.6168224299065423, -0.4131147540983607],
  );
  ledger.close({ compared: 129, exempted: 5 });
});
