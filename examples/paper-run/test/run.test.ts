import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runBacktest } from '@tradewright/backtest';
import { usEquityCalendar } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { loadMarket } from '../src/market/load-market.js';
import { priceTick } from '../src/market/price-tick.js';
import { resolveSettings } from '../src/settings/resolve-settings.js';
import { momentumRotation } from '../src/strategy/momentum-rotation.js';
import { planRun } from '../src/trading/plan-run.js';
import { dailyCsv } from './daily-csv.js';
import { reportOf, runInProcess } from './run-in-process.js';
import { temporaryFolder } from './temporary-folder.js';

/** For a machine that has other things to do. */
const patienceMs = 60_000;

/** The run that the flags ask for, as a backtest. */
async function backtestHash(
  flags: Readonly<Record<string, string>>,
  folder: string,
): Promise<string> {
  const texts = { flags: new Map(Object.entries(flags)), environment: {}, file: new Map() };
  const { settings } = resolveSettings(texts);
  const { market, limits } = planRun(settings, loadMarket(settings, folder));
  const { top, lookback, cash, fillAt, commissionBps } = settings;
  const report = await runBacktest({
    strategy: momentumRotation,
    parameters: { top, lookback },
    series: market.series,
    instruments: market.series.map((one) => ({ symbol: one.symbol, priceTick: priceTick(one) })),
    cash,
    limits,
    fillAt,
    account: 'paper',
    calendar: usEquityCalendar,
    commission: { kind: 'bps', bps: commissionBps },
  });
  return report.resultHash();
}

describe('a paper run', { timeout: patienceMs }, () => {
  it.each([
    [{}],
    [{ top: '1' }],
    [{ top: '5', lookback: '3' }],
    [{ 'loss-max': '0.05' }],
    [{ 'commission-bps': '1000' }],
    [{ synthetic: '7', lookback: '4', 'commission-bps': '0.01' }],
    [{ csv: 'daily.csv', lookback: '20' }],
    [{ csv: 'daily.csv', lookback: '20', 'fill-at': 'next-open', top: '3' }],
  ])('decides live as the backtest does: %j', async (flags: Record<string, string>) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'daily.csv'), dailyCsv(400));
    const words = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
    const report = await reportOf(words, { folder });
    expect(report.fills.length).toBeGreaterThan(20);
    expect(report.resultHash).toBe(await backtestHash(flags, folder));
    expect(Object.values(report.troubles).every((count) => count === 0)).toBe(true);
  });

  it('ends with 3 when an order was refused, and says which and why', async () => {
    const { code, output } = await runInProcess(['--loss-max', '0.05']);
    expect(code).toBe(3);
    expect(output).toContain('3 denied, DAILY_LOSS');
    expect(output).toContain('2002-06-28  buy 2529 AMZN: denied');
    expect(output).toContain('loss of the day must be at most');
    expect(output).toContain('Outcome: partial, of 45 orders 3 denied');
  });

  it('ends with 3 when the broker rejected an order', async () => {
    const { code, output } = await runInProcess(['--commission-bps', '1000']);
    expect(code).toBe(3);
    expect(output).toContain('rejected, INSUFFICIENT_CASH');
  });

  it('labels invented prices wherever a reader may look', async () => {
    const folder = temporaryFolder();
    const { output } = await runInProcess(['--synthetic', '7'], { folder });
    expect(output.match(/SYNTHETIC/g)).toHaveLength(3);
    expect(output).toContain('Invented prices: this result means nothing.');
    const status = await runInProcess(['status'], { folder });
    expect(status.output).toContain('SYNTHETIC');
    const report = await reportOf(['--synthetic', '7'], { folder });
    expect(report.market).toMatchObject({ source: 'synthetic', synthetic: true });
    expect((await reportOf(['--synthetic', '8'])).resultHash).not.toBe(report.resultHash);
  });

  it('stops between two prices when it is interrupted', async () => {
    const { code, output } = await runInProcess([], { interrupt: AbortSignal.abort() });
    expect(code).toBe(130);
    expect(output).toContain('0 decisions in 0.0 s, then interrupted');
    expect(output).toContain('Outcome: interrupted');
  });

  it('fills an order of the last price never, and does not blame it', async () => {
    const folder = temporaryFolder();
    const rows = [10, 11, 12, 13].map((price, i) => {
      const numbers = [price, price, price, price].join(',');
      return `2024-03-0${i + 4},AAA,${numbers}`;
    });
    writeFileSync(join(folder, 'a.csv'), ['date,symbol,open,high,low,close', ...rows].join('\n'));
    const words = ['--csv', 'a.csv', '--top', '1', '--lookback', '3', '--fill-at', 'next-open'];
    const { code, output } = await runInProcess(words, { folder });
    expect(output).toContain('1 wait for the next price, which is not there yet');
    expect(code).toBe(0);
  });
});
