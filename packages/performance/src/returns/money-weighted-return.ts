import { checkIncreasing, checkSameLength, type Returns } from '../statistic/check-input.js';
import { type NumberLikes, readNumbers } from '../statistic/number-like.js';

/** An account with deposits and withdrawals. */
export interface MoneyWeightedInput {
  /** Value of the account at each point, after the flow of that point. */
  readonly equity: NumberLikes;
  /** Money paid in (positive) or out (negative) at each point; the first is ignored. */
  readonly flows: NumberLikes;
  /** UTC milliseconds of each point, strictly increasing. */
  readonly time: Returns;
}

const msPerYear = 365.25 * 86_400_000;
/** Growth is searched as a logarithm: e^±14 a year, in steps that one sign change fits into. */
const logRateStep = 0.05;
const logRateSteps = 280;

/**
 * Returns the annual rate that explains the last equity from the first and the flows: what the
 * investor earned, timing of deposits included.
 *
 *     E₀(1 + y)^T + Σ Fᵢ(1 + y)^(T − tᵢ) = E_T,   in years of 365.25 days
 *
 * Compare it with the time-weighted return, which leaves the timing of deposits out.
 *
 * @returns A fraction per year, of several roots the one nearest to zero growth; `undefined` for
 *   fewer than two points or where no rate below 1,000,000 explains the end.
 * @throws SdkError `VALUE_INVALID` for lists of other lengths, values that are not finite, or
 *   times that do not increase.
 *
 * @example
 * const oneYear = [0, 31_557_600_000];
 * moneyWeightedReturn({ equity: [100, 150], flows: [0, 40], time: oneYear }) // => 0.09999999…
 */
export function moneyWeightedReturn(input: MoneyWeightedInput): number | undefined {
  const equity = readNumbers(input.equity, 'equity');
  const flows = readNumbers(input.flows, 'flows');
  checkSameLength(flows, 'flows', equity.length);
  checkSameLength(input.time, 'time', equity.length);
  checkIncreasing(input.time, 'time');
  if (equity.length < 2) return undefined;
  const paid = flows.with(0, equity[0] as number);
  const end = input.time[equity.length - 1] as number;
  const years = Float64Array.from(input.time, (at) => (end - at) / msPerYear);
  const root = findRoot((logRate) => {
    let worth = 0;
    for (let i = 0; i < paid.length; i++) {
      worth += (paid[i] as number) * Math.exp(logRate * (years[i] as number));
    }
    return worth - (equity[equity.length - 1] as number);
  });
  return root === undefined ? undefined : Math.expm1(root);
}

/** Walks outwards from zero until the sign changes, then halves. */
function findRoot(excess: (logRate: number) => number): number | undefined {
  for (let step = 0; step < logRateSteps; step++) {
    for (const direction of [logRateStep, -logRateStep]) {
      const [from, to] = [step * direction, (step + 1) * direction];
      if (excess(from) * excess(to) <= 0) return bisect(excess, from, to);
    }
  }
  return undefined;
}

function bisect(excess: (logRate: number) => number, from: number, to: number): number {
  let [near, far] = [from, to];
  if (excess(near) === 0) return near;
  const sign = Math.sign(excess(near));
  for (let i = 0; i < 100; i++) {
    const middle = (near + far) / 2;
    if (Math.sign(excess(middle)) === sign) near = middle;
    else far = middle;
  }
  return far;
}
