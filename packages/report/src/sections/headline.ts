import { listStatistics, type StatisticId } from '@tradewright/performance';
import { escapeHtml } from '../text/escape-html.js';
import { explainReason } from '../text/explain-reason.js';
import { formatMoney } from '../text/format-number.js';
import { formatStatistic } from '../text/format-statistic.js';
import type { Sheet } from './sheet.js';

const shown: readonly StatisticId[] = [
  'totalReturn',
  'annualReturn',
  'volatility',
  'sharpeRatio',
  'sortinoRatio',
  'maxDrawdown',
  'calmarRatio',
  'roundTripCount',
  'winRate',
  'profitFactor',
  'timeInMarket',
];
/** Where a reader sees at once whether it is good. */
const toned: ReadonlySet<StatisticId> = new Set(['annualReturn', 'totalReturn']);

interface Figure {
  readonly name: string;
  readonly text: string;
  readonly value: number | string | undefined;
  readonly title: string;
  readonly below: string;
  readonly tone?: string | undefined;
}

/** The figures one looks at first, each with its definition, and the benchmark's below. */
export function headline({ report, data }: Sheet): string {
  const { summary, benchmark } = data;
  const descriptions = new Map(listStatistics(summary.preset).map((each) => [each.id, each]));
  const figures = shown.flatMap((id): Figure[] => {
    const about = descriptions.get(id);
    if (about === undefined) return [];
    const own = summary.statistics[id];
    const other = benchmark?.summary.statistics[id];
    const known = other?.value === undefined ? undefined : formatStatistic(other, about.unit);
    const beside = known === undefined ? '' : `${benchmark?.symbol ?? ''} ${known}`;
    return [
      {
        name: about.name,
        text: formatStatistic(own, about.unit),
        value: own.value,
        title: `${about.formula}; ${about.sample}`,
        below: own.value === undefined ? explainReason(own.reason) : beside,
        ...(toned.has(id) && own.value !== undefined
          ? { tone: own.value < 0 ? 'bad' : 'good' }
          : {}),
      },
    ];
  });
  return `<dl class="figures">${[equityFigure(report), ...figures].map(write).join('\n')}</dl>\n`;
}

function equityFigure({ finalEquity, deposits, currency }: Sheet['report']): Figure {
  const exact = finalEquity?.toFixed();
  return {
    name: `Final equity, ${currency}`,
    text: formatMoney(finalEquity),
    value: exact,
    title: `cash plus positions at their last marks; exactly ${exact ?? 'unknown'}`,
    below: exact === undefined ? 'a held symbol has no price' : `from ${formatMoney(deposits)}`,
  };
}

function write({ name, text, value, title, below, tone }: Figure): string {
  const raw = value === undefined ? '' : ` data-v="${escapeHtml(String(value))}"`;
  return [
    `<div><dt><abbr title="${escapeHtml(title)}">${escapeHtml(name)}</abbr></dt>`,
    `<dd${tone === undefined ? '' : ` class="${tone}"`}${raw}>${escapeHtml(text)}</dd>`,
    `<dd class="below">${escapeHtml(below)}</dd></div>`,
  ].join('');
}
