import { alpha158Windows, firstColumn } from './alpha158-features.js';
import type { BarLanes } from './bar-lanes.js';

const CNTP = firstColumn('CNTP');
const CNTN = firstColumn('CNTN');
const CNTD = firstColumn('CNTD');
const SUMP = firstColumn('SUMP');
const VSUMP = firstColumn('VSUMP');
/** Columns from the share of rises to that of falls, and from there to the difference. */
const step = alpha158Windows.length;

/** Counts and sums of rises and falls of close and volume. */
export function writeChanges(lanes: BarLanes, t: number, row: Float64Array): void {
  writeCounts(lanes, t, row);
  writeSums({ lane: lanes.closeChange, at: SUMP }, t, row);
  writeSums({ lane: lanes.volumeChange, at: VSUMP }, t, row);
}

/** A comparison with a missing close is false, not missing: the first bar counts as no rise. */
function writeCounts({ direction }: BarLanes, t: number, row: Float64Array): void {
  let moves = 0;
  let net = 0;
  let k = 0;
  for (let w = 0; w < alpha158Windows.length; w++) {
    const end = Math.min(alpha158Windows[w]!, t + 1);
    for (; k < end; k++) {
      const way = direction[t - k]!;
      moves += Math.abs(way);
      net += way;
    }
    const rises = (moves + net) / 2 / end;
    const falls = (moves - net) / 2 / end;
    row[CNTP + w] = rises;
    row[CNTN + w] = falls;
    row[CNTD + w] = rises - falls;
  }
}

interface Changes {
  readonly lane: Float64Array;
  /** First column of the share of rises; those of falls and of the difference follow. */
  readonly at: number;
}

/** Without a question per bar, rise or fall: gains are half of absolute plus net change. */
function writeSums({ lane, at }: Changes, t: number, row: Float64Array): void {
  let n = 0;
  let absolute = 0;
  let net = 0;
  let k = 0;
  for (let w = 0; w < alpha158Windows.length; w++) {
    const end = Math.min(alpha158Windows[w]!, t + 1);
    for (; k < end; k++) {
      const change = lane[t - k]!;
      if (Number.isNaN(change)) continue;
      n++;
      absolute += Math.abs(change);
      net += change;
    }
    const all = n === 0 ? Number.NaN : absolute + 1e-12;
    row[at + w] = (absolute + net) / 2 / all;
    row[at + step + w] = (absolute - net) / 2 / all;
    row[at + 2 * step + w] = net / all;
  }
}
