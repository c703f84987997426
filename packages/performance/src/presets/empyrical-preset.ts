import { measureInformationRatio } from '../benchmark/information-ratio.js';
import { measureExcessKurtosis } from '../moments/excess-kurtosis.js';
import { measureSkewness } from '../moments/skewness.js';
import { againstBenchmark } from '../summary/sample.js';
import type { Preset } from './preset.js';

/** Our defaults are mostly those of empyrical-reloaded. */
export const empyricalPreset: Preset = {
  overrides: {
    informationRatio: {
      formula: 'mean(r − b) ÷ sd(r − b), not annualized',
      measure: againstBenchmark(({ returns }, benchmark) =>
        measureInformationRatio(returns, benchmark, { periodsPerYear: 1 }),
      ),
    },
    skewness: {
      formula: 'm₃ ÷ m₂^1.5',
      measure: ({ returns }) => measureSkewness(returns, { estimator: 'population' }),
    },
    excessKurtosis: {
      formula: 'm₄ ÷ m₂² − 3',
      measure: ({ returns }) => measureExcessKurtosis(returns, { estimator: 'population' }),
    },
  },
};
