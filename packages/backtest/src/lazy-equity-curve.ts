import { type BarSeries, barEndAt, type EquityCurve } from '@tradewright/core';

/** An equity curve that keeps values, and finds its instants in the bars when asked for them. */
export class LazyEquityCurve implements EquityCurve {
  readonly value: Float64Array;
  readonly #series: readonly BarSeries[];
  readonly #firstRows: readonly number[];
  #time: Float64Array | undefined = undefined;

  constructor(value: Float64Array, series: readonly BarSeries[], firstRows: readonly number[]) {
    this.value = value;
    this.#series = series;
    this.#firstRows = firstRows;
  }

  get length(): number {
    return this.value.length;
  }

  get time(): Float64Array {
    this.#time ??= sliceEnds(this.#series, this.#firstRows, this.length);
    return this.#time;
  }
}

/** The end of each of the first `slices` slices: the latest end of the bars that start together. */
function sliceEnds(
  series: readonly BarSeries[],
  firstRows: readonly number[],
  slices: number,
): Float64Array {
  const rows = Int32Array.from(firstRows);
  const ends = new Float64Array(slices);
  for (let slice = 0; slice < slices; slice++) {
    const start = nextStart(series, rows);
    let end = start;
    for (let slot = 0; slot < rows.length; slot++) {
      const one = series[slot] as BarSeries;
      const row = rows[slot] as number;
      if (one.time[row] !== start) continue;
      end = Math.max(end, barEndAt(one, row));
      rows[slot] = row + 1;
    }
    ends[slice] = end;
  }
  return ends;
}

function nextStart(series: readonly BarSeries[], rows: Int32Array): number {
  let start = Number.POSITIVE_INFINITY;
  for (let slot = 0; slot < rows.length; slot++) {
    const time = (series[slot] as BarSeries).time[rows[slot] as number];
    if (time !== undefined && time < start) start = time;
  }
  return start;
}
