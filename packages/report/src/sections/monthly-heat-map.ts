import type { PeriodReturn } from '@tradewright/performance';
import { formatFixed, formatPercent } from '../text/format-number.js';
import type { Sheet } from './sheet.js';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const shades = 5;

/** Returns of all months, a row a year, in percent; a month that is cut short says so. */
export function monthlyHeatMap({ data }: Sheet): string {
  if (data.months.length === 0) return '';
  const sizes = data.months.map((month) => Math.abs(month.return)).sort((a, b) => a - b);
  // One month like no other would leave the rest without color.
  const most = Math.max(sizes[Math.floor((sizes.length - 1) * 0.95)] ?? 0, 1e-9);
  const head = months.map(
    (name) => `<th scope="col">${name.slice(0, 1)}<i>${name.slice(1)}</i></th>`,
  );
  const rows = data.years.toReversed().map((year) => {
    const own = data.months.filter((month) => month.year === year.year);
    const cells = months.map((_, i) =>
      cell(
        own.find(({ month }) => month === i + 1),
        most,
      ),
    );
    const total = `<td class="total" ${attributes(year)}>${digits(year.return)}</td>`;
    return `<tr><th scope="row">${year.label}</th>${cells.join('')}${total}</tr>`;
  });
  return [
    '<table class="heat"><thead><tr><th scope="col"><span class="sr">Year</span></th>',
    `${head.join('')}<th scope="col">Year</th></tr></thead>`,
    `<tbody>${rows.join('\n')}</tbody></table>`,
    '<p class="note">Percent, compounded over the sessions of each month.</p>',
  ].join('');
}

function cell(month: PeriodReturn | undefined, most: number): string {
  if (month === undefined) return '<td></td>';
  const shade = Math.min(shades, Math.ceil((Math.abs(month.return) / most) * shades));
  const name = shade === 0 ? 'flat' : `${month.return < 0 ? 'l' : 'g'}${shade}`;
  return `<td class="${name}" ${attributes(month)}>${digits(month.return)}</td>`;
}

function attributes({ label, sessions, return: value }: PeriodReturn): string {
  const title = `${label}: ${formatPercent(value)} in ${sessions} sessions`;
  return `data-v="${value}" title="${title}"`;
}

/** Two widths: a phone has no room for the digit after the point. */
function digits(fraction: number): string {
  const [full, short] = [formatFixed(fraction * 100, 1), formatFixed(fraction * 100, 0)];
  return `<span class="full">${full}</span><span class="short">${short}</span>`;
}
