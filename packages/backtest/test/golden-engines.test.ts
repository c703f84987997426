import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWithData } from '../../../test/reference-data.js';
import { backtestingPyAtNextOpen, backtestingPyCases } from './golden-backtesting-py.js';
import { backtraderCases } from './golden-backtrader.js';
import { compareCase, type GoldenCase } from './golden-case.js';
import { leanCases } from './golden-lean.js';
import { pyAlgoTradeCases } from './golden-pyalgotrade.js';

const engines = ['btpy', 'backtrader', 'pyalgotrade', 'lean'];
const inputs = ['ohlcv-misc', 'yahoo-adjclose', 'wiki-adjusted', 'lean-daily', 'intraday/minute'];

/** What a comparison throws; a run that breaks throws something else. */
const disagreement = { name: 'AssertionError' };

describeWithData('a run of another engine', ['ref-backtest', ...inputs], ([folder = '']) => {
  const data = dirname(folder);
  const cases = [
    ...backtestingPyCases(data),
    ...backtraderCases(data),
    ...pyAlgoTradeCases(data),
    ...leanCases(data),
  ];
  const atNextOpen = backtestingPyAtNextOpen(data);

  it('is there 14 times, by four engines, and none is left out', () => {
    const names = engines.flatMap((engine) => {
      const text = readFileSync(join(folder, `${engine}_cases.json`), 'utf8');
      return (JSON.parse(text) as readonly { readonly case: string }[]).map((one) => one.case);
    });
    expect(cases.map(({ name }) => name)).toEqual(names);
    const counted = count(cases);
    console.info(
      `golden runs of other engines: ${counted.cases} cases, ${counted.fills} fills, ` +
        `${counted.equityPoints} points of equity`,
    );
    expect(counted).toEqual({ cases: 14, fills: 744, equityPoints: 16_409 });
    expect(count(atNextOpen)).toEqual({ cases: 4, fills: 422, equityPoints: 0 });
  });

  it.each(cases)('is decided anew from the bars: $name', async (golden) => {
    const { fills, equityPoints, worstPrice, worstEquity } = await compareCase(golden);
    console.info(
      `golden ${golden.name}: ${fills} fills, prices within ${worstPrice.toExponential(1)}; ` +
        `${equityPoints} points of equity, within ${worstEquity.toExponential(1)}; ` +
        `settings beside researchLimits(): ${JSON.stringify(golden.differs)}`,
    );
  });

  it.each(atNextOpen)('fills where our defaults fill, on whole days: $name', async (golden) => {
    const { fills, worstPrice } = await compareCase(golden);
    console.info(
      `golden ${golden.name}, one share at the next open: ${fills} fills, prices within ` +
        worstPrice.toExponential(1),
    );
  });

  it('has exits that fill in the bar of their entry, as ours do by default', async () => {
    const golden = cases.find(({ name }) => name === 'goog_sltp') as GoldenCase;
    const days = golden.expected().fills.map(({ when }) => when);
    const sameDay = days.filter((day, i) => i % 2 === 1 && day === days[i - 1]);
    expect(sameDay).toHaveLength(4);
    const waiting = { ...golden.differs, contingentFrom: 'next-bar' } as const;
    const compared = compareCase({ ...golden, differs: waiting });
    await expect(compared).rejects.toMatchObject(disagreement);
  });

  const needs = cases.flatMap((golden) =>
    Object.keys(golden.differs).map((setting) => ({ golden, name: golden.name, setting })),
  );

  it.each(needs)('is not met without the setting that is named: $name, $setting', async (need) => {
    const others = Object.entries(need.golden.differs).filter(([name]) => name !== need.setting);
    const without = { ...need.golden, differs: Object.fromEntries(others) };
    await expect(compareCase(without)).rejects.toMatchObject(disagreement);
  });
});

function count(cases: readonly GoldenCase[]) {
  const expected = cases.map((one) => one.expected());
  return {
    cases: cases.length,
    fills: expected.reduce((sum, { fills }) => sum + fills.length, 0),
    equityPoints: expected.reduce((sum, { equity }) => sum + equity.size, 0),
  };
}
