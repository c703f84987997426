import { Decimal } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxDrawdown } from '../drawdowns/max-drawdown.js';
import { sharpeRatio } from '../ratios/sharpe-ratio.js';
import { toReturns } from '../returns/to-returns.js';
import type { TradeFill } from '../round-trips/trade-fill.js';
import { listStatistics, type PresetName } from './list-statistics.js';
import { performanceSummary } from './performance-summary.js';
import type { PerformanceInput } from './read-sample.js';
import { statisticIds } from './statistic-catalog.js';

const day = 86_400_000;
const minute = 60_000;
const presets: readonly PresetName[] = [
  'backtesting.py',
  'default',
  'empyrical',
  'lean',
  'quantstats',
];
const equity = [100, 104, 101, 107, 103, 110, 108, 115, 111, 120, 118, 125];
const market = [50, 51, 50, 52, 51, 53, 52, 54, 54, 56, 55, 58];
const time = equity.map((_, i) => i * day);
const fills: readonly TradeFill[] = [
  { at: 0, symbol: 'A', side: 'buy', quantity: 1, price: 100 },
  { at: 3 * day, symbol: 'A', side: 'sell', quantity: 1, price: 107 },
  { at: 4 * day, symbol: 'A', side: 'sell', quantity: 1, price: 103 },
  { at: 6 * day, symbol: 'A', side: 'buy', quantity: 1, price: 108 },
  { at: 8 * day, symbol: 'A', side: 'buy', quantity: 1, price: 111 },
];
const whole: PerformanceInput = {
  equity,
  time,
  periodsPerYear: 252,
  benchmark: market,
  fills,
  grossExposure: equity.map((value) => value / 2),
};

describe('performanceSummary', () => {
  it('has every statistic when everything is given', () => {
    const { statistics, returns, drawdowns, preset } = performanceSummary(whole);
    for (const id of statisticIds) expect([id, statistics[id].value]).not.toContain(undefined);
    expect(preset).toBe('default');
    expect([...returns]).toEqual([...toReturns(equity)]);
    expect(drawdowns[0]?.depth).toBe(statistics.maxDrawdown.value);
    expect(statistics.roundTripCount.value).toBe(2);
    expect(statistics.averageGrossExposure.value).toBe(0.5);
    // Held on days 0 to 3, 4 to 6, and from day 8 on.
    expect(statistics.timeInMarket.value).toBe(11 / 12);
  });

  it('says what was not supplied', () => {
    const { statistics } = performanceSummary({ equity, periodsPerYear: 252 });
    const missing = statisticIds.filter((id) => statistics[id].reason === 'not-supplied');
    expect(missing).toEqual([
      'longestDrawdownMs',
      'averageDrawdownMs',
      'beta',
      'alpha',
      'correlation',
      'informationRatio',
      'trackingError',
      'treynorRatio',
      'upCapture',
      'downCapture',
      'roundTripCount',
      'breakEvenCount',
      'winRate',
      'profitFactor',
      'expectancy',
      'expectancyR',
      'payoffRatio',
      'systemQualityNumber',
      'kellyFraction',
      'averageHoldingMs',
      'timeInMarket',
      'averageGrossExposure',
      'turnover',
    ]);
  });

  it('gives a reason that its definition names, whatever comes and whoever defines', () => {
    const cents = fc.integer({ min: 1, max: 300 });
    const input = fc.record({
      equity: fc.array(cents, { maxLength: 14 }),
      market: cents,
      noTrips: fc.boolean(),
      preset: fc.constantFrom(...presets),
    });
    fc.assert(
      fc.property(input, ({ equity: values, market: step, noTrips, preset }) => {
        const { statistics } = performanceSummary({
          equity: values,
          time: values.map((_, i) => i * day),
          periodsPerYear: 252,
          benchmark: values.map((_, i) => 100 + (i % 3) * step),
          fills: noTrips ? [] : fills,
          preset,
        });
        for (const { id, undefinedWhen } of listStatistics(preset)) {
          const { value, reason } = statistics[id];
          if (value !== undefined) expect(Number.isFinite(value)).toBe(true);
          else expect(['too-large', ...undefinedWhen]).toContain(reason);
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each(presets)('has no ratio for an account that never moves, under %s', (preset) => {
    const still = { ...whole, equity: equity.map(() => 100), fills: [], preset };
    const { statistics } = performanceSummary(still);
    for (const id of ['sharpeRatio', 'sortinoRatio', 'calmarRatio', 'omegaRatio'] as const) {
      expect([id, statistics[id].value]).toEqual([id, undefined]);
    }
    expect(statistics.totalReturn.value).toBe(0);
  });

  it.each(presets)('survives ruin, under %s', (preset) => {
    const ruined = { equity: [100, 110, 90, 80, 0], benchmark: [1, 2, 3, 2, 3], preset };
    const { statistics } = performanceSummary({ ...ruined, periodsPerYear: 252 });
    expect(statistics.totalReturn.value).toBe(-1);
    expect(Math.abs(statistics.maxDrawdown.value!)).toBe(1);
    expect(statistics.stability.reason).toBe('ruined');
  });

  it('reads Decimals', () => {
    const decimals = equity.map((value) => new Decimal(value));
    const { statistics } = performanceSummary({ equity: decimals, periodsPerYear: 252 });
    expect(statistics).toEqual(performanceSummary({ equity, periodsPerYear: 252 }).statistics);
  });

  it('asks Sortino and omega for what is required, and Sharpe for the risk-free rate', () => {
    const base = performanceSummary(whole).statistics;
    const strict = performanceSummary({ ...whole, riskFreeAnnual: 0.05, requiredAnnual: 0.1 });
    expect(strict.statistics.sharpeRatio.value).toBeLessThan(base.sharpeRatio.value!);
    expect(strict.statistics.sortinoRatio.value).toBeLessThan(base.sortinoRatio.value!);
    expect(strict.statistics.omegaRatio.value).toBeLessThan(base.omegaRatio.value!);
    expect(strict.statistics.volatility.value).toBe(base.volatility.value);
  });

  it('takes round trips from elsewhere', () => {
    const { statistics } = performanceSummary({ ...whole, roundTrips: { closed: [] } });
    expect(statistics.roundTripCount.value).toBe(0);
    expect(statistics.winRate.reason).toBe('too-few-observations');
  });
});

describe('performanceSummary of minutes', () => {
  const minutes = Array.from({ length: 3 * 390 }, (_, i) => {
    const [session, place] = [Math.floor(i / 390), i % 390];
    return { at: session * day + (870 + place) * minute, value: 100 + Math.sin(i / 40) + i / 400 };
  });
  const input = {
    equity: minutes.map(({ value }) => value),
    time: minutes.map(({ at }) => at),
    periodsPerYear: 252,
  };

  it('refuses to take minutes for days', () => {
    expect(() => performanceSummary(input)).toThrow(
      /^periodsPerYear must be near \d+, which is how many points there are in a year of `time`/,
    );
  });

  it('computes ratios from sessions, and drawdowns from every minute', () => {
    const summary = performanceSummary({ ...input, sessions: 'utc-day' });
    const ends = [0, 389, 779, 1169].map((i) => input.equity[i]!);
    expect(summary.returns).toHaveLength(3);
    expect(summary.dates).toEqual(['1970-01-01', '1970-01-02', '1970-01-03']);
    expect(summary.statistics.sharpeRatio.value).toBeCloseTo(
      sharpeRatio(toReturns(ends), { periodsPerYear: 252 })!,
      10,
    );
    expect(summary.statistics.maxDrawdown.value).toBeCloseTo(
      maxDrawdown(toReturns(input.equity))!,
      12,
    );
  });

  it('adds flows up over the session', () => {
    const flows = input.equity.map((_, i) => (i === 100 || i === 200 ? 50 : 0));
    let paid = 0;
    const deposited = input.equity.map((value, i) => {
      paid += flows[i]!;
      return value + paid;
    });
    const summary = performanceSummary({ ...input, equity: deposited, flows, sessions: 'utc-day' });
    const bars = toReturns(deposited, { flows });
    const firstDay = bars.subarray(0, 389).reduce((growth, value) => growth * (1 + value), 1) - 1;
    expect(summary.returns[0]).toBeCloseTo(firstDay, 12);
    expect(summary.statistics.maxDrawdown.value).toBeGreaterThan(-0.05);
  });

  it('needs times for sessions', () => {
    expect(() =>
      performanceSummary({ equity: [1, 2], periodsPerYear: 252, sessions: 'utc-day' }),
    ).toThrow('time must be the instant of each point when sessions are given, was undefined');
  });
});

describe('what performanceSummary refuses', () => {
  it.each([
    [{ equity: [100, NaN] }, 'equity[1] must be a finite number or a Decimal, was NaN'],
    [{ equity: [100, 0, 5] }, 'equity[1] must be above zero'],
    [{ time: [0] }, 'time.length must be 2'],
    [{ time: [1, 0] }, 'time[1] must be later than time[0], 1, was 0'],
    [{ benchmark: [1] }, 'benchmark.length must be 2'],
    [{ benchmark: [1, 0] }, 'benchmark[1] must be above zero, was 0'],
    [{ grossExposure: [1] }, 'grossExposure.length must be 2'],
    [{ flows: [1] }, 'flows.length must be 2'],
    [{ riskFreeAnnual: -1 }, 'annual must be a finite fraction above -1'],
    [{ preset: 'pandas' }, 'preset must be one of backtesting.py, default, empyrical, lean'],
    [{ preset: 'toString' }, 'preset must be one of'],
  ])('%j', (bad, message) => {
    const input = { equity: [100, 110], periodsPerYear: 252, ...bad } as PerformanceInput;
    expect(() => performanceSummary(input)).toThrow(
      expect.objectContaining({
        code: 'VALUE_INVALID',
        message: expect.stringContaining(message) as string,
      }),
    );
  });
});

describe('listStatistics', () => {
  it('describes every statistic under every preset', () => {
    for (const preset of presets) {
      const list = listStatistics(preset);
      expect(list.map(({ id }) => id)).toEqual(statisticIds);
      expect(list.filter(({ differs }) => differs).length > 0).toBe(preset !== 'default');
    }
  });

  it('says where a preset differs, and the numbers do', () => {
    const own = performanceSummary(whole).statistics;
    for (const preset of presets) {
      const theirs = performanceSummary({ ...whole, preset }).statistics;
      for (const { id, differs } of listStatistics(preset)) {
        if (!differs) expect([id, theirs[id]]).toEqual([id, own[id]]);
      }
    }
    const quantstats = performanceSummary({ ...whole, preset: 'quantstats' }).statistics;
    expect(quantstats.valueAtRisk.value).not.toBe(own.valueAtRisk.value);
    expect(quantstats.timeInMarket.value).toBe(1);
  });

  it('takes the parametric edge for the shortfall when nothing crossed it', () => {
    const { statistics } = performanceSummary({
      equity: [100, 101, 102, 103],
      periodsPerYear: 252,
      preset: 'quantstats',
    });
    expect(statistics.conditionalValueAtRisk.value).toBe(statistics.valueAtRisk.value);
  });
});
