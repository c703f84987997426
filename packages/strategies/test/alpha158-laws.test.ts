import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alpha158 } from '../src/alpha158/alpha158.js';
import type { FeatureBar, FeatureBars, FeatureColumns } from '../src/alpha158/feature-set.js';
import { byDefinition } from './alpha158-by-definition.js';

const set = alpha158({ vwap: 'column' });

/** What happens to one bar: most move, some stand still, some are holes in one field or in all. */
interface Turn {
  readonly kind: 'move' | 'flat' | 'silent' | 'hole' | 'noHigh' | 'noLow' | 'noVolume' | 'noClose';
  readonly step: number;
  readonly range: number;
  readonly volume: number;
}

const turn: fc.Arbitrary<Turn> = fc.record({
  kind: fc.oneof(
    { weight: 20, arbitrary: fc.constant('move' as const) },
    { weight: 4, arbitrary: fc.constant('flat' as const) },
    { weight: 2, arbitrary: fc.constant('silent' as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...(['hole', 'noHigh', 'noLow', 'noVolume', 'noClose'] as const)),
    },
  ),
  step: fc.integer({ min: -40, max: 40 }),
  range: fc.integer({ min: 0, max: 30 }),
  volume: fc.integer({ min: 0, max: 1_000_000 }),
});

/** Stretches, so that whole windows are flat, silent or missing now and then. */
const turns = fc
  .array(fc.tuple(turn, fc.integer({ min: 1, max: 25 })), {
    minLength: 1,
    maxLength: 60,
    size: 'max',
  })
  .map((stretches) =>
    stretches.flatMap(([each, times]) =>
      each.kind === 'move' ? [each] : new Array<Turn>(times).fill(each),
    ),
  );

/** Prices in cents around 100, so that equal highs and lows are common. */
function toBars(history: readonly Turn[]): FeatureBar[] {
  let close = 100;
  return history.map(({ kind, step, range, volume }) => {
    if (kind === 'hole') {
      const none = Number.NaN;
      return { open: none, high: none, low: none, close: none, volume: none, vwap: none };
    }
    const open = close;
    const isStill = kind === 'flat' || kind === 'silent';
    close = isStill ? close : Math.max(50, Math.round(close * 100 + step) / 100);
    const spread = isStill ? 0 : range / 100;
    const high = Math.max(open, close) + spread;
    const low = Math.min(open, close) - spread;
    const bar = { open, high, low, close, volume: kind === 'silent' ? 0 : volume };
    return { ...bar, vwap: (open + close) / 2, ...missingField[kind] };
  });
}

const missingField: Partial<Record<Turn['kind'], Partial<FeatureBar>>> = {
  noHigh: { high: Number.NaN },
  noLow: { low: Number.NaN },
  noVolume: { volume: Number.NaN },
  noClose: { close: Number.NaN },
};

const fields = ['open', 'high', 'low', 'close', 'volume', 'vwap'] as const;

function toColumns(bars: readonly FeatureBar[]): FeatureBars {
  const entries = fields.map((field) => [field, Float64Array.from(bars, (bar) => bar[field]!)]);
  return Object.fromEntries(entries) as Record<(typeof fields)[number], Float64Array>;
}

/** Bars from a small generator, equal on every machine. */
function manyBars(count: number): FeatureBar[] {
  let state = 12345;
  const random = (max: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * max);
  };
  const kinds: readonly Turn['kind'][] = ['flat', 'silent', 'hole', 'noHigh', 'noVolume'];
  const history = Array.from({ length: count }, (): Turn => {
    const kind = random(20) === 0 ? kinds[random(5)]! : 'move';
    return { kind, step: random(81) - 40, range: random(30), volume: random(1e9) };
  });
  return toBars(history);
}

const rowOf = ({ columns }: FeatureColumns, t: number) =>
  Float64Array.from(columns, (column) => column[t]!);

/** Equal bits, with one NaN for all. */
function expectSame(found: Float64Array, expected: Float64Array, place: string): void {
  const c = expected.findIndex((value, i) => !Object.is(found[i], value));
  if (c === -1) return;
  expect.fail(`${place}, ${set.names[c]}: ${found[c]}, expected ${expected[c]}`);
}

describe('alpha158', () => {
  it('is its definition, with holes, flat stretches and days without volume', () => {
    let cells = 0;
    let missing = 0;
    fc.assert(
      fc.property(turns, (history) => {
        const bars = toColumns(toBars(history));
        const expected = byDefinition(set, bars);
        for (const [c, column] of set.columns(bars).columns.entries()) {
          for (const [t, a] of column.entries()) {
            const b = expected[c]![t]!;
            const isMissing = Number.isNaN(a) && Number.isNaN(b);
            const isNear = Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(b), 0.01);
            if (!isMissing && !isNear) expect.fail(`${set.names[c]} at ${t}: ${a}, expected ${b}`);
            cells++;
            if (isMissing) missing++;
          }
        }
      }),
      { numRuns: 40 },
    );
    console.info(`alpha158: ${cells} random cells by definition, ${missing} of them empty`);
    expect(missing).toBeGreaterThan(1000);
  });

  it('asks all values of a side whether it is flat, and correlates the pairs', () => {
    const none = Number.NaN;
    const flatPairs = [
      // Closes, then volumes, that stand still but for the bar in which the other is missing.
      { close: [100, 100.00001, 101], volume: [1000, 3000, none] },
      { close: [100, 101, none], volume: [1000, 1000.01, 5000] },
    ];
    for (const { close, volume } of flatPairs) {
      const bars = toColumns(
        close.map((price, t) => {
          const prices = { open: price, high: price, low: price, close: price, vwap: price };
          return { ...prices, volume: volume[t]! };
        }),
      );
      const column = set.columns(bars).columns[set.names.indexOf('CORR5')]!;
      expect(column[1]).toBeNaN();
      expect(column[2]).toBeCloseTo(1, 5);
      expect(byDefinition(set, bars)[set.names.indexOf('CORR5')]?.[2]).toBeCloseTo(1, 5);
    }
  });

  it('gives the same bits bar by bar as in columns', () => {
    const bars = manyBars(3000);
    const columns = set.columns(toColumns(bars));
    const stream = set.createStream();
    for (const [t, bar] of bars.entries()) {
      expectSame(stream.next(bar), rowOf(columns, t), `bar ${t}`);
    }
    expect(stream.count).toBe(3000);
    expect(columns.length).toBe(3000);
  });

  it('gives the same bits for any bars', () => {
    fc.assert(
      fc.property(turns, (history) => {
        const bars = toBars(history);
        const columns = set.columns(toColumns(bars));
        const stream = set.createStream();
        for (const [t, bar] of bars.entries()) {
          expectSame(stream.next(bar), rowOf(columns, t), `bar ${t}`);
        }
      }),
    );
  });

  it('takes back a bar without a trace', () => {
    fc.assert(
      fc.property(turns, turns, (history, others) => {
        const bars = toBars(history);
        const forming = toBars(others);
        const columns = set.columns(toColumns(bars));
        const stream = set.createStream();
        for (const [t, bar] of bars.entries()) {
          stream.next(forming[t % forming.length]!);
          stream.replaceLast(forming[(t + 1) % forming.length]!);
          expectSame(stream.replaceLast(bar), rowOf(columns, t), `bar ${t}`);
        }
        expect(stream.count).toBe(bars.length);
      }),
    );
  });

  it('does not look ahead: what comes later changes no row', () => {
    fc.assert(
      fc.property(turns, turns, (history, later) => {
        const before = toBars(history);
        const short = set.columns(toColumns(before));
        const long = set.columns(toColumns([...before, ...toBars(later)]));
        for (let t = 0; t < before.length; t++) {
          expectSame(rowOf(long, t), rowOf(short, t), `row ${t}`);
        }
      }),
    );
  });

  it('needs the 60 bars before, and none before those', () => {
    const bars = manyBars(400);
    const all = set.columns(toColumns(bars));
    for (let t = set.warmUpBars; t < bars.length; t += 7) {
      const last = set.columns(toColumns(bars.slice(t - set.warmUpBars, t + 1)));
      expectSame(rowOf(last, set.warmUpBars), rowOf(all, t), `row ${t}`);
    }
    const short = set.columns(toColumns(bars.slice(-set.warmUpBars)));
    expect(rowOf(short, short.length - 1)).not.toEqual(rowOf(all, all.length - 1));
  });

  it('does not drift: however late, a row is that of a fresh start', () => {
    const bars = manyBars(10_000);
    const stream = set.createStream();
    // The bench does the same with a million bars, which is too slow where coverage is counted.
    for (let i = 0; i < 100_000; i++) stream.next(bars[i % bars.length]!);
    const fresh = set.columns(toColumns(bars.slice(-set.warmUpBars - 1)));
    expectSame(stream.row, rowOf(fresh, set.warmUpBars), 'last row');
  });

  it('is a matter of ratios: four times the price changes next to nothing', () => {
    const bars = manyBars(300).filter(({ high, low }) => high > low);
    const columns = toColumns(bars);
    const rows = set.columns(columns);
    const fourfold = (column: Float64Array) => column.map((price) => price * 4);
    const others = set.columns({
      open: fourfold(columns.open),
      high: fourfold(columns.high),
      low: fourfold(columns.low),
      close: fourfold(columns.close),
      vwap: fourfold(columns.vwap!),
      volume: columns.volume,
    });
    for (const [c, { name, expression }] of set.features.entries()) {
      // Four times a double has the same digits, so the quotients are equal to the last bit.
      const isExact = !/close.*1e-12|high.*1e-12/.test(expression);
      for (const [t, a] of rows.columns[c]!.entries()) {
        const b = others.columns[c]![t]!;
        const isSame = Object.is(a, b) || (!isExact && Math.abs(a - b) < 1e-9);
        if (!isSame) expect.fail(`${name} at ${t}: ${a} and ${b}`);
      }
    }
  });
});
