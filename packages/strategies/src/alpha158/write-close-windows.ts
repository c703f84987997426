import { alpha158Windows, firstColumn } from './alpha158-features.js';
import { type BarLanes, newestOf } from './bar-lanes.js';

/** Deviations up to this count as none: the bound of Qlib, in units of the series. */
export const flatDeviation = 2e-5;

const ROC = firstColumn('ROC');
const MA = firstColumn('MA');
const STD = firstColumn('STD');
const BETA = firstColumn('BETA');
const RSQR = firstColumn('RSQR');
const RESI = firstColumn('RESI');

/**
 * Mean, deviation and the line through the closes of each window.
 *
 * One pass from the newest close back serves all windows. It sums deviations from the newest close:
 * that one belongs to the window, so its squares cancel to no less than 1/60 of their sum, and a
 * flat window gives exact zeros. `k` counts bars back: position in time is −k.
 */
export function writeCloseWindows(lanes: BarLanes, t: number, row: Float64Array): void {
  const { close } = lanes;
  const last = close[t]!;
  const anchor = newestOf(close, t);
  let n = 0;
  let sum = 0;
  let squares = 0;
  let times = 0;
  let timeSquares = 0;
  let products = 0;
  let k = 0;
  for (let w = 0; w < alpha158Windows.length; w++) {
    const length = alpha158Windows[w]!;
    const end = Math.min(length, t + 1);
    for (; k < end; k++) {
      const deviation = close[t - k]! - anchor;
      if (Number.isNaN(deviation)) continue;
      n++;
      sum += deviation;
      squares += deviation * deviation;
      times += k;
      timeSquares += k * k;
      products += k * deviation;
    }
    const spread = n * squares - sum * sum;
    const timeSpread = n * timeSquares - times * times;
    const covariance = times * sum - n * products;
    const slope = covariance / timeSpread;
    const deviation = Math.sqrt(spread / (n * (n - 1)));
    const isFlat = deviation <= flatDeviation;
    row[ROC + w] = t >= length ? close[t - length]! / last : Number.NaN;
    row[MA + w] = (anchor + sum / n) / last;
    row[STD + w] = deviation / last;
    row[BETA + w] = slope / last;
    row[RSQR + w] = isFlat ? Number.NaN : (covariance * covariance) / (spread * timeSpread);
    row[RESI + w] = (last - anchor - (sum + slope * times) / n) / last;
  }
}
