const rootTwoPi = Math.sqrt(2 * Math.PI);
/** Beyond this the series loses digits in the tail and the continued fraction has converged. */
const seriesMax = 2;
const fractionTerms = 120;

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / rootTwoPi;
}

/**
 * Returns the probability that a standard normal value is at most `z`, to about 1e-14 relative in
 * both tails.
 *
 * Source: Marsaglia (2004), "Evaluating the Normal Distribution", for the series around zero;
 * Laplace's continued fraction for the tails.
 *
 * @example
 * normalProbability(0) // => 0.5
 */
export function normalProbability(z: number): number {
  if (Math.abs(z) <= seriesMax) return 0.5 + normalDensity(z) * oddSeries(z);
  const tail = normalDensity(z) / tailFraction(Math.abs(z));
  return z > 0 ? 1 - tail : tail;
}

/**
 * Returns the value that a standard normal variable stays below with this probability: the inverse
 * of `normalProbability`. Zero and one give infinities.
 *
 * @example
 * normalQuantile(0.5) // => 0
 */
export function normalQuantile(probability: number): number {
  if (probability === 0.5) return 0;
  if (probability > 0.5) return -normalQuantile(1 - probability);
  if (probability <= 0) return -Infinity;
  // Abramowitz and Stegun 26.2.23 is within 5e-4; Newton on the logarithm does the rest.
  const t = Math.sqrt(-2 * Math.log(probability));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  let z = top / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let i = 0; i < 8; i++) {
    const below = normalProbability(z);
    z -= (Math.log(below / probability) * below) / normalDensity(z);
  }
  return z;
}

/** z + z³ ÷ 3 + z⁵ ÷ 15 + z⁷ ÷ 105 + … */
function oddSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > Number.EPSILON * Math.abs(sum) * 0.1; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum;
}

/** z + 1 ÷ (z + 2 ÷ (z + 3 ÷ (z + …))) */
function tailFraction(z: number): number {
  let fraction = z;
  for (let k = fractionTerms; k > 0; k--) fraction = z + k / fraction;
  return fraction;
}
