import { barsFromColumns, isSdkError } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { alpha158 } from './alpha158.js';
import type { FeatureBar, FeatureBars } from './feature-set.js';

const byColumn = alpha158({ vwap: 'column' });
const byProxy = alpha158({ vwap: 'typicalPrice' });
const bar: FeatureBar = { open: 10, high: 12, low: 9, close: 11, volume: 500, vwap: 10.5 };

/** Bars that move, one for each index. */
function barsOf(length: number): FeatureBars {
  const column = (value: (t: number) => number) =>
    Float64Array.from({ length }, (_, t) => value(t));
  const close = column((t) => 100 + 7 * Math.sin(t) + t / 10);
  return {
    open: close.map((value, t) => value + Math.cos(3 * t)),
    high: close.map((value) => value + 2),
    low: close.map((value) => value - 2),
    close,
    volume: column((t) => 1000 + 500 * Math.cos(t)),
    vwap: close.map((value) => value + 0.1),
  };
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('alpha158', () => {
  it('has 158 names, each once: of the candle, of prices, of 29 operators by five windows', () => {
    expect(byColumn.names).toHaveLength(158);
    expect(new Set(byColumn.names).size).toBe(158);
    expect(byColumn.names.slice(0, 14).join()).toBe(
      'KMID,KLEN,KMID2,KUP,KUP2,KLOW,KLOW2,KSFT,KSFT2,OPEN0,HIGH0,LOW0,VWAP0,ROC5',
    );
    expect(byColumn.names.slice(-6).join()).toBe('VSUMN60,VSUMD5,VSUMD10,VSUMD20,VSUMD30,VSUMD60');
  });

  it('keeps its hash: another one orphans every model that was trained', () => {
    expect(byColumn.hash).toBe('9fdebdae5a649b4df594275a5d224b01e70dbb9f0bdd4de37750dbc5748d5dc7');
    expect(byProxy.hash).toBe('a7ca3c0802fd2c996126bfc552fbedef74ba3166439bb5b7a217659f24eca944');
    expect(alpha158({ vwap: 'column' }).hash).toBe(byColumn.hash);
  });

  it('lets the hash travel with the values', () => {
    expect(byColumn.columns(barsOf(3)).hash).toBe(byColumn.hash);
    expect(byProxy.createStream().hash).toBe(byProxy.hash);
  });

  it('takes the vwap from where it was told, and from nowhere else', () => {
    const at = byColumn.names.indexOf('VWAP0');
    expect(byColumn.createStream().next(bar)[at]).toBe(10.5 / 11);
    expect(byProxy.createStream().next(bar)[at]).toBe((12 + 9 + 11) / 3 / 11);
  });

  it('reads a series of the loaders', () => {
    const { open, high, low, close, volume } = barsOf(70);
    const time = Float64Array.from({ length: 70 }, (_, t) => t * 60_000);
    const columns = { symbol: 'SPY', time, open, high, low, close, volume };
    const wide = { ...columns, high: high.map((x) => x + 1), low: low.map((x) => x - 1) };
    const series = barsFromColumns(wide, { periodMs: 60_000 });
    expect(byProxy.columns(series).columns[0]?.[69]).toBe((close[69]! - open[69]!) / open[69]!);
  });

  it('is complete from row `warmUpBars` on, and not before', () => {
    const { columns, names } = byColumn.columns(barsOf(70));
    const isComplete = (t: number) => columns.every((column) => Number.isFinite(column[t]));
    expect(byColumn.warmUpBars).toBe(60);
    for (let t = 60; t < 70; t++) expect(isComplete(t)).toBe(true);
    expect(columns[names.indexOf('ROC60')]?.[59]).toBeNaN();
  });

  it('has no number where it divides by a price of zero', () => {
    const row = byColumn.createStream().next({ ...bar, open: 0, close: 0 });
    const broken = ['KMID', 'KLEN', 'OPEN0', 'HIGH0', 'MAX5', 'VWAP0'];
    for (const name of broken) expect(row[byColumn.names.indexOf(name)]).toBeNaN();
    expect(row.some((value) => Math.abs(value) === Infinity)).toBe(false);
    expect(row[byColumn.names.indexOf('KMID2')]).toBe(0);
  });

  it('takes an infinite value for a missing one', () => {
    const stream = byColumn.createStream();
    const expected = byColumn.createStream();
    stream.next({ ...bar, high: Infinity, volume: -Infinity });
    expected.next({ ...bar, high: Number.NaN, volume: Number.NaN });
    expect(stream.row).toEqual(expected.row);
    expect(stream.next(bar)).toEqual(expected.next(bar));
  });

  it('has rows of NaN before the first bar, and none for no bars', () => {
    const { row, count } = byColumn.createStream();
    expect(row.every((value) => Number.isNaN(value))).toBe(true);
    expect(count).toBe(0);
    expect(byColumn.columns(barsOf(0)).columns.map(({ length }) => length)).toEqual(
      new Array(158).fill(0),
    );
  });

  it('starts with a replaced bar as with a first', () => {
    const stream = byColumn.createStream();
    expect(stream.replaceLast(bar)).toEqual(byColumn.createStream().next(bar));
    expect(stream.count).toBe(1);
  });

  it.each([[undefined], [null], [{}], [{ vwap: 'close' }], [{ vwap: undefined }]])(
    'refuses settings %j that do not say where the vwap is from',
    (settings) => {
      const error = thrownBy(() => alpha158(settings as never));
      expect(isSdkError(error, 'SETTINGS_INVALID')).toBe(true);
      expect(error).toMatchObject({ details: { field: 'settings.vwap' } });
    },
  );

  const good = barsOf(3);
  it.each([
    ['nothing', undefined, 'bars.open'],
    ['no close', { ...good, close: undefined }, 'bars.close'],
    ['a list', { ...good, high: [1, 2, 3] }, 'bars.high'],
    ['columns of two lengths', { ...good, volume: new Float64Array(2) }, 'bars.volume'],
    ['no vwap where it is needed', { ...good, vwap: undefined }, 'bars.vwap'],
  ])('refuses %s', (_, bars, field) => {
    const error = thrownBy(() => byColumn.columns(bars as never));
    expect(isSdkError(error, 'VALUE_INVALID')).toBe(true);
    expect(error).toMatchObject({ details: { field } });
  });

  it.each([
    ['nothing', undefined, 'bar.open'],
    ['text', { ...bar, low: '9' }, 'bar.low'],
    ['a bar without a close', { ...bar, close: undefined }, 'bar.close'],
    ['a bar without the vwap that is needed', { ...bar, vwap: undefined }, 'bar.vwap'],
  ])('refuses %s in a stream, which goes on as if it had not come', (_, bad, field) => {
    const stream = byColumn.createStream();
    stream.next(bar);
    for (const method of ['next', 'replaceLast'] as const) {
      const error = thrownBy(() => stream[method](bad as never));
      expect(isSdkError(error, 'VALUE_INVALID')).toBe(true);
      expect(error).toMatchObject({ details: { field } });
    }
    const expected = byColumn.createStream();
    expected.next(bar);
    expect(stream.next(bar)).toEqual(expected.next(bar));
  });

  it('needs no vwap where the stand-in was chosen', () => {
    expect(byProxy.columns({ ...good, vwap: undefined }).length).toBe(3);
    expect(byProxy.createStream().next({ ...bar, vwap: undefined })[0]).toBe(0.1);
  });
});
