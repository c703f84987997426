import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listStatistics, type PresetName, type StatisticId } from '../src/index.js';

const page = readFileSync(
  new URL('../../../docs/reference/statistics.md', import.meta.url),
  'utf8',
);
const presets: readonly PresetName[] = ['backtesting.py', 'empyrical', 'lean', 'quantstats'];

function rowOf(id: StatisticId): string {
  const own = listStatistics().find((each) => each.id === id)!;
  const differing = presets.flatMap((preset) => {
    const theirs = listStatistics(preset).find((each) => each.id === id)!;
    return theirs.differs ? [`${preset}: ${theirs.formula}`] : [];
  });
  const cells = [
    `\`${id}\``,
    own.name,
    own.formula,
    own.unit,
    own.sample,
    own.undefinedWhen.join(', '),
    differing.length === 0 ? '–' : differing.join('<br>'),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

describe('the reference page of statistics', () => {
  it.each(listStatistics().map(({ id }) => id))('says of %s what is computed', (id) => {
    expect(page.split('\n')).toContain(rowOf(id));
  });

  it('has no row for anything else', () => {
    const rows = page.split('\n').filter((line) => line.split('|').length > 7);
    expect(rows).toHaveLength(listStatistics().length + 2);
  });
});
