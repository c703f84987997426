import type { BarSeries } from '@tradewright/core';
import type { PaperMarket } from '../market/paper-market.js';
import { priceTick } from '../market/price-tick.js';
import type { ResolvedSettings } from '../settings/resolve-settings.js';
import { settingDefinitions } from '../settings/setting-definitions.js';
import { momentumRotation } from '../strategy/momentum-rotation.js';
import type { RunPlan } from '../trading/plan-run.js';
import { formatShare } from './format-amount.js';
import { formatTable } from './format-table.js';
import type { Paint } from './paint.js';
import { section } from './section.js';

/** What was checked, in the order in which it was checked. */
export function describeChecks(
  plan: RunPlan,
  { sources }: ResolvedSettings,
  stateLine: string,
): readonly (readonly [string, string])[] {
  const { market, slices, settings } = plan;
  const given = settingDefinitions
    .filter(({ key }) => sources.get(key) !== 'default')
    .map(({ key, name }) => `${name} from ${sources.get(key) ?? 'nowhere'}`);
  const prices = market.series.reduce((sum, { length }) => sum + length, 0);
  const trading = slices.length - settings.lookback;
  return [
    ['settings', given.length === 0 ? 'all at their defaults' : given.join(', ')],
    ['prices', `${prices} bars of ${market.series.length} symbols, sound and in order`],
    ['history', `${settings.lookback} periods to warm up, then ${trading} to trade`],
    ['state', stateLine],
  ];
}

/** Market, strategy and risk of a run, before it begins. */
export function describePlan(plan: RunPlan, paint: Paint): readonly string[] {
  return [
    ...section(paint, 'Market', describeMarket(plan.market, paint)),
    ...section(paint, 'Strategy', describeStrategy(plan)),
    ...section(paint, 'Risk', describeLimits(plan)),
  ];
}

function describeMarket({ title, notes, series, source }: PaperMarket, paint: Paint): string[] {
  const rows = series.map((one) => {
    const { symbol, length, time } = one;
    return [
      symbol,
      String(length),
      dateOf(time[0]),
      dateOf(time[length - 1]),
      priceText(one, 0),
      priceText(one, length - 1),
    ];
  });
  const columns = [
    { title: 'Symbol', align: 'left' },
    { title: 'Bars', align: 'right' },
    { title: 'From', align: 'left' },
    { title: 'To', align: 'left' },
    { title: 'First', align: 'right' },
    { title: 'Last', align: 'right' },
  ] as const;
  return [
    source === 'synthetic' ? paint.warning(title) : sentence(title),
    ...notes.map(paint.faint),
    ...formatTable(columns, rows),
  ];
}

function describeStrategy({ settings, market }: RunPlan): string[] {
  const { top, lookback, fillAt } = settings;
  const { name, version } = momentumRotation;
  return [
    `${name} ${version}: hold what rose most.`,
    `Each period it ranks ${market.series.length} symbols by their return of ${lookback} periods,`,
    `the newest left out, and holds the best ${top} that rose, in equal shares. What leaves the`,
    'ranking is sold, and the money is spent at the next decision, when it is cash.',
    fillAt === 'this-close'
      ? 'Orders fill at the price that the decision saw: a little better than real life.'
      : 'Orders fill at the open of the next bar.',
  ];
}

function describeLimits({ limits, settings }: RunPlan): string[] {
  const { positionFractionMax, grossFractionMax, dailyLossFractionMax } = limits;
  return [
    `One position      at most ${formatShare(positionFractionMax)} of equity when it is bought`,
    `All positions     at most ${formatShare(grossFractionMax)} of equity`,
    `Purchases         from cash only, at most ${formatShare(limits.cashFractionMax)} of it`,
    `Daily loss        ${formatShare(dailyLossFractionMax)} since the day before stops purchases`,
    'Short sales       not allowed',
    `Commission        ${settings.commissionBps} bps of each fill`,
    'An order that breaks a limit is refused before it leaves. Sales of what is held always pass.',
  ];
}

function priceText(series: BarSeries, index: number): string {
  return (series.close[index] ?? Number.NaN).toFixed(priceTick(series).length - 2);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function dateOf(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString().slice(0, 10);
}
