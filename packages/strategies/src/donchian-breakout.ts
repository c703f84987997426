import type { Strategy } from '@tradewright/core';
import { Atr, DonchianChannels } from '@tradewright/indicators';
import type { PositionRule } from './position-rule.js';
import {
  above,
  orWord,
  type ParameterTable,
  readParameters,
  type Resolved,
  whole,
} from './read-parameters.js';
import { settledBars } from './settled-bars.js';
import { type SizingParameters, sizingParameters, tradeEachSymbol } from './trade-each-symbol.js';

/** Parameters of {@link donchianBreakout}; all may be left out. */
export interface DonchianBreakoutParameters extends SizingParameters {
  /** Bars before the present one whose highest high must be passed. Default 20. */
  readonly entryBars?: number | undefined;
  /** Bars before the present one whose lowest low closes a long. Default 10. */
  readonly exitBars?: number | undefined;
  /** Length of the average true range behind the stop. Default 20. */
  readonly atrBars?: number | undefined;
  /** Average true ranges, as of the entry, from the entry to the stop, or `none`. Default 2. */
  readonly stopAtr?: number | 'none' | undefined;
}

const table: ParameterTable<DonchianBreakoutParameters> = {
  ...sizingParameters,
  entryBars: whole(20, 1),
  exitBars: whole(10, 1),
  atrBars: whole(20, 1),
  stopAtr: orWord('none', above(2, 0), 2),
};

/**
 * Buys a new high, and sells a new low.
 *
 *     stop = close of the entry − stopAtr × average true range at the entry
 *
 * Long when close > highest high of the `entryBars` bars before. Closed when close < lowest low of
 * the `exitBars` bars before, or when close ≤ stop. Shorts, with `allowShort`, are the mirror
 * image. After a stop it waits until a close was inside the entry channel. Stops are judged at
 * closes. The average true range is Wilder's, which never forgets: warm-up asks for so many bars
 * that less than 1 % of its seed is left.
 *
 * Source: Faith (2007), "Way of the Turtle", system 1: 20, 10, a stop of 2 N. The Turtles traded
 * within the day, sized by N, added to winners and skipped a breakout after a winning one; this
 * does none of these.
 *
 * @example
 * donchianBreakout.warmUpBars({ stopAtr: 'none' }) // => 20
 */
export const donchianBreakout: Strategy<DonchianBreakoutParameters | undefined> = {
  name: 'donchian-breakout',
  version: '1',
  warmUpBars,
  create: (given) => {
    const parameters = readParameters(given, table);
    const trading = { ...parameters, warmUp: warmUpBars(given) };
    return tradeEachSymbol(trading, () => createRule(parameters));
  },
};

function warmUpBars(given: DonchianBreakoutParameters | undefined): number {
  const { entryBars, exitBars, atrBars, stopAtr } = readParameters(given, table);
  const ranges = stopAtr === 'none' ? 0 : atrBars + settledBars(atrBars);
  return Math.max(entryBars, exitBars, ranges);
}

function createRule(parameters: Resolved<DonchianBreakoutParameters>): PositionRule {
  const { entryBars, exitBars, atrBars, stopAtr } = parameters;
  const entryChannel = new DonchianChannels(entryBars);
  const exitChannel = new DonchianChannels(exitBars);
  const trueRange = new Atr(atrBars);
  /** How far the stop is from the entry; fixed when the entry is decided. */
  let risk = Infinity;
  return (bar, { side, entry }) => {
    const outer = entryChannel.next(bar);
    const inner = exitChannel.next(bar);
    const range = trueRange.next(bar);
    const { close } = bar;
    if (outer === undefined || inner === undefined) return undefined;
    if (side !== 0) {
      if (side * (close - entry) <= -risk) return 'stop';
      return (side > 0 ? close < inner.lower : close > inner.upper) ? 0 : undefined;
    }
    risk = stopAtr === 'none' || range === undefined ? Infinity : stopAtr * range;
    if (close > outer.upper) return 1;
    return close < outer.lower ? -1 : 0;
  };
}
