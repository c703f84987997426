import { type Assumption, usEquityCalendar } from '@tradewright/core';
import type { PaperReport } from '../report/paper-report.js';
import { settingDefinitions } from '../settings/setting-definitions.js';

/** Under what a result holds. What differs from the default is marked: a sheet names it on top. */
export function listAssumptions(report: PaperReport): readonly Assumption[] {
  const { outcome, reason, market, period, limits, troubles } = report;
  const ending = reason === null ? outcome : `${outcome}: ${reason}`;
  const happened = Object.entries(troubles).filter(([, count]) => count > 0);
  return [
    { name: 'account', value: 'paper: a simulated broker, no real money' },
    marked('outcome', ending, 'success'),
    {
      name: 'prices',
      value: market.title,
      ...(market.synthetic ? { default: 'recorded prices' } : {}),
    },
    ...market.notes.map((value) => ({ name: 'about the prices', value })),
    ...listSettings(report),
    { name: 'volume', value: 'unlimited: every fill is complete' },
    { name: 'slippage', value: 'none beyond rounding to the tick against the trader' },
    { name: 'calendar', value: usEquityCalendar.name },
    { name: 'warm-up slices', value: String(period.warmUpSlices) },
    { name: 'open positions at the end', value: 'marked at the last price, not closed' },
    ...Object.entries(limits).map(([name, value]) => ({ name: words(name), value: String(value) })),
    ...happened.map(([name, count]) => marked(`trouble: ${name}`, String(count), '0')),
  ];
}

/** The first line says who executes, the line of the prices whether they are invented. */
const toldElsewhere: readonly string[] = ['broker', 'synthetic'];

/** Settings that have a value, or a meaning without one. */
function listSettings({ settings }: PaperReport): readonly Assumption[] {
  return settingDefinitions
    .filter(({ name }) => settings[name] !== undefined && !toldElsewhere.includes(name))
    .filter(({ name, fallback }) => settings[name] !== null || fallback !== undefined)
    .map(({ name, fallback, unset = 'unset' }) =>
      marked(name, String(settings[name]), fallback ?? unset),
    );
}

function marked(name: string, value: string, standard: string): Assumption {
  return value === standard ? { name, value } : { name, value, default: standard };
}

/** `positionFractionMax` as `limit: position fraction max`. */
function words(name: string): string {
  return `limit: ${name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`;
}
