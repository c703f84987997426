import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { describeWithData } from '../../../test/reference-data.js';
import {
  atrColumn,
  bollingerBandsColumns,
  emaColumn,
  macdColumns,
  momentumColumn,
  rmaColumn,
  rocColumn,
  rollingMaxColumn,
  rollingMinColumn,
  rsiColumn,
  smaColumn,
  stochasticColumns,
  wmaColumn,
} from '../src/index.js';
import { bars, readTable } from './golden-series.js';

interface Case {
  readonly indicator: string;
  readonly min_period_bars: number;
  readonly lines: readonly Readonly<Record<'last_bar' | 'first_valid_bar' | 'middle', string>>[];
}

const paths = ['ref-indicators/backtrader_checks.json', 'ohlcv-misc/idx2006_day.csv.gz'];

describeWithData('backtrader on an index of 2006', paths, ([checks = '', prices = '']) => {
  const { cases } = JSON.parse(readFileSync(checks, 'utf8')) as { readonly cases: readonly Case[] };
  const index = bars(readTable(prices));
  const { close, high, low } = index;
  const percent = (column: Float64Array) => column.map((value) => value / 100);
  let series = 0;
  let values = 0;

  const calculate: Readonly<Record<string, () => readonly Float64Array[]>> = {
    atr: () => [atrColumn(index, 14)],
    bbands: () => {
      const { middle, upper, lower } = bollingerBandsColumns(close, 20);
      return [middle, upper, lower];
    },
    ema: () => [emaColumn(close, 30)],
    highest: () => [rollingMaxColumn(close, 14)],
    lowest: () => [rollingMinColumn(close, 14)],
    macdhisto: () => {
      const { macd, signal, histogram } = macdColumns(close);
      return [macd, signal, histogram];
    },
    momentum: () => [momentumColumn(close, 12)],
    pctchange: () => [percent(rocColumn(close, 30))],
    roc: () => [percent(rocColumn(close, 12))],
    rsi: () => [rsiColumn(close, 14)],
    sma: () => [smaColumn(close, 30)],
    smma: () => [rmaColumn(close, 30)],
    stochastic: () => {
      const { k, d } = stochasticColumns(index);
      return [k, d];
    },
    wma: () => [wmaColumn(close, 30)],
  };

  it('reads the bars', () => {
    expect([close.length, high.length, low.length]).toEqual([255, 255, 255]);
  });

  it.each(cases)('has its $indicator', ({ indicator, min_period_bars: first, lines }) => {
    const ours = calculate[indicator]?.() ?? [];
    expect(ours.length).toBe(lines.length);
    const middle = 254 + Math.floor((first - close.length) / 2);
    for (const [line, checked] of lines.entries()) {
      const column = ours[line] ?? new Float64Array();
      expect(column.findIndex((value) => !Number.isNaN(value))).toBe(first - 1);
      const found = [column[254], column[first - 1], column[middle]];
      const theirs = [checked.last_bar, checked.first_valid_bar, checked.middle];
      expect(found.map((value) => value?.toFixed(6))).toEqual(theirs);
      series++;
      values += found.length;
    }
  });

  afterAll(() => {
    console.info(`golden backtrader: ${series} series, ${values} values`);
    expect({ series, values }).toEqual({ series: 19, values: 57 });
  });
});
