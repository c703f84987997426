import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type BarSeries, barsFromCsv, usEquityCalendar } from '@tradewright/core';
import { expect, it } from 'vitest';
import { describeWithData } from '../../../test/reference-data.js';
import { createTearSheet, reportToJson } from '../src/index.js';
import { crossover, sampleReport } from './sample-reports.js';

describeWithData('daily bars of SPY', ['lean-daily/spy.csv.gz'], ([path = '']) => {
  it('become a sheet with every year, and holding has the return of the closes', async () => {
    const text = gunzipSync(readFileSync(path)).toString();
    const [spy] = barsFromCsv(text, { symbol: 'SPY', calendar: usEquityCalendar }) as [BarSeries];
    const report = await sampleReport([spy], { strategy: crossover(['SPY'], 50, 200) });
    const options = { title: 'SMA 50/200 on SPY', prices: [spy], benchmark: spy };
    const html = createTearSheet(report, options);
    console.info(`tear sheet of ${spy.length} bars: ${html.length} characters`);
    expect(spy.length).toBe(5849);
    for (let year = 1998; year <= 2020; year++) {
      expect(html.includes(`<th scope="row">${year}`)).toBe(true);
    }
    const { benchmark } = JSON.parse(reportToJson(report, options)) as {
      benchmark: { statistics: { totalReturn: { value: number } } };
    };
    const held = (spy.close.at(-1) ?? 0) / (spy.open[0] ?? 1) - 1;
    expect(benchmark.statistics.totalReturn.value).toBeCloseTo(held, 12);
    expect(html.length).toBeLessThan(1_500_000);
  });
});
