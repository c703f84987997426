import { measureAverageGrossExposure } from '../activity/average-gross-exposure.js';
import { measureTimeInMarket } from '../activity/time-in-market.js';
import { measureTurnover } from '../activity/turnover.js';
import { measureExpectancy, measureExpectancyR } from '../round-trips/expectancy.js';
import { measureKellyFraction } from '../round-trips/kelly-fraction.js';
import { countOutcomes } from '../round-trips/outcomes.js';
import { measurePayoffRatio } from '../round-trips/payoff-ratio.js';
import { measureProfitFactor } from '../round-trips/profit-factor.js';
import { measureSystemQualityNumber } from '../round-trips/system-quality-number.js';
import { measureWinRate } from '../round-trips/win-rate.js';
import { overTrips, type Sample, type StatisticDefinition } from './sample.js';
import type { Measured } from '../statistic/measured.js';

/** Statistics of round trips, in money after fees, and of how much was held and traded. */
export const tradeStatistics = {
  roundTripCount: {
    name: 'Round trips',
    formula: 'closed round trips',
    unit: 'count',
    sample: 'round trips or fills',
    undefinedWhen: ['not-supplied'],
    measure: overTrips((pnl) => pnl.length),
  },
  breakEvenCount: {
    name: 'Break-even round trips',
    formula: 'round trips that earned exactly nothing',
    unit: 'count',
    sample: 'round trips or fills',
    undefinedWhen: ['not-supplied'],
    measure: overTrips((pnl) => countOutcomes(pnl).breakEven),
  },
  winRate: {
    name: 'Win rate',
    formula: 'winners ÷ (winners + losers)',
    unit: 'fraction',
    sample: '1 or more round trips that won or lost',
    undefinedWhen: ['not-supplied', 'too-few-observations'],
    measure: overTrips(measureWinRate),
  },
  profitFactor: {
    name: 'Profit factor',
    formula: 'Σ wins ÷ |Σ losses|',
    unit: 'ratio',
    sample: '1 or more losing round trips; money',
    undefinedWhen: ['no-losses', 'not-supplied', 'too-few-observations'],
    measure: overTrips(measureProfitFactor),
  },
  expectancy: {
    name: 'Expectancy',
    formula: 'Σ pnl ÷ round trips',
    unit: 'money',
    sample: '1 or more round trips, break-even included',
    undefinedWhen: ['not-supplied', 'too-few-observations'],
    measure: overTrips(measureExpectancy),
  },
  expectancyR: {
    name: 'Expectancy in R',
    formula: 'expectancy ÷ |mean loss|',
    unit: 'ratio',
    sample: '1 or more losing round trips',
    undefinedWhen: ['no-losses', 'not-supplied', 'too-few-observations'],
    measure: overTrips(measureExpectancyR),
  },
  payoffRatio: {
    name: 'Payoff ratio',
    formula: 'mean win ÷ |mean loss|',
    unit: 'ratio',
    sample: '1 or more winning and losing round trips',
    undefinedWhen: ['no-losses', 'no-wins', 'not-supplied', 'too-few-observations'],
    measure: overTrips(measurePayoffRatio),
  },
  systemQualityNumber: {
    name: 'System quality number',
    formula: '√n × mean(pnl) ÷ sd(pnl)',
    unit: 'ratio',
    sample: '2 or more round trips; sample deviation; not capped',
    undefinedWhen: ['no-variation', 'not-supplied', 'too-few-observations'],
    measure: overTrips(measureSystemQualityNumber),
  },
  kellyFraction: {
    name: 'Kelly fraction',
    formula: 'W − (1 − W) ÷ R, W the win rate, R the payoff ratio',
    unit: 'fraction',
    sample: '1 or more winning and losing round trips',
    undefinedWhen: ['no-losses', 'no-wins', 'not-supplied', 'too-few-observations'],
    measure: overTrips(measureKellyFraction),
  },
  averageHoldingMs: {
    name: 'Average holding time',
    formula: 'mean(closedAt − openedAt)',
    unit: 'milliseconds',
    sample: '1 or more round trips',
    undefinedWhen: ['not-supplied', 'too-few-observations'],
    measure: averageHolding,
  },
  timeInMarket: {
    name: 'Time in market',
    formula: 'points with any position ÷ all points',
    unit: 'fraction',
    sample: 'every point given, entry and exit included; needs times',
    undefinedWhen: ['not-supplied', 'too-few-observations'],
    measure: ({ trips, openLots, time }) =>
      trips === undefined || time === undefined
        ? 'not-supplied'
        : measureTimeInMarket([...trips, ...openLots], time),
  },
  averageGrossExposure: {
    name: 'Average gross exposure',
    formula: 'mean((longs + |shorts|) ÷ equity)',
    unit: 'fraction',
    sample: '1 or more points; every point given',
    undefinedWhen: ['not-supplied', 'too-few-observations'],
    measure: ({ grossExposure, equity }) =>
      grossExposure === undefined
        ? 'not-supplied'
        : measureAverageGrossExposure(grossExposure, equity),
  },
  turnover: {
    name: 'Turnover',
    formula: 'Σ |quantity × price| ÷ mean(equity) ÷ years, both sides',
    unit: 'per year',
    sample: '1 or more returns; years by count of returns',
    undefinedWhen: ['not-supplied', 'ruined', 'too-few-observations'],
    measure: measureYearlyTurnover,
  },
} as const satisfies Record<string, StatisticDefinition>;

function averageHolding({ trips }: Sample): Measured {
  if (trips === undefined) return 'not-supplied';
  if (trips.length === 0) return 'too-few-observations';
  return trips.reduce((sum, trip) => sum + trip.holdingMs, 0) / trips.length;
}

function measureYearlyTurnover({ fills, equity, returns, periodsPerYear }: Sample): Measured {
  if (fills === undefined) return 'not-supplied';
  if (returns.length === 0) return 'too-few-observations';
  return measureTurnover(fills, { equity, years: returns.length / periodsPerYear });
}
