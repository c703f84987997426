import { alwaysOpenCalendar, isSdkError, type OrderRequest } from '@tradewright/core';
import { type BacktestSettings, runBacktest } from '@tradewright/backtest';
import { describe, expect, it } from 'vitest';
import { always, failure, minuteBars, run, scripted, statuses } from './scripted-run.js';

const series = [minuteBars('A', [10, 11, 12])];
const good = {
  strategy: scripted({}),
  series,
  cash: 1000,
  calendar: alwaysOpenCalendar,
  limits: {},
};
const attempt = (settings: object) =>
  failure(() => runBacktest(settings as BacktestSettings<undefined>));

describe('the hash of a finished run', () => {
  it.each(['limits', 'commission', 'rules', 'strategy'] as const)(
    'does not follow what the caller does to %s afterwards',
    async (changed) => {
      const limits = { orderQuantityMax: 5 };
      const commission = { kind: 'bps' as const, bps: '5' };
      const rules = [{ code: 'MINE', scope: 'always' as const, review: () => undefined }];
      const strategy = { ...scripted({}) };
      const report = await runBacktest({ ...good, strategy, limits, commission, rules });
      const before = (await runBacktest({ ...good, limits, commission, rules })).hash();
      if (changed === 'limits') limits.orderQuantityMax = 6;
      if (changed === 'commission') commission.bps = '6';
      if (changed === 'rules') rules.pop();
      if (changed === 'strategy') Object.assign(strategy, { version: '2' });
      expect(report.hash()).toBe(before);
    },
  );
});

describe('a list of the report', () => {
  it.each(['orders', 'fills'] as const)('of %s has nothing at half an index', async (name) => {
    const report = await run({
      series,
      strategy: always((context) => void context.submit({ symbol: 'A', side: 'buy', quantity: 1 })),
    });
    let outcome: unknown;
    try {
      outcome = report[name].at(0.5);
    } catch (error) {
      outcome = isSdkError(error) ? error.code : error;
    }
    expect(outcome).toBe('VALUE_INVALID');
  });
});

describe('a symbol that is undefined', () => {
  it.each(['position', 'mark', 'working', 'bar'] as const)('has no %s', async (method) => {
    const { message } = await failure(() =>
      run({ series, strategy: always((context) => void context[method](undefined as never)) }),
    );
    expect(message).toContain('symbol must be a symbol of this run: A, was undefined');
  });

  it('has no target', async () => {
    const { message } = await failure(() =>
      run({ series, strategy: always((context) => context.target(undefined as never, 0.5)) }),
    );
    expect(message).toContain('symbol must be a symbol of this run: A, was undefined');
  });
});

describe('a request with an amount that only claims to be a Decimal', () => {
  it('is denied, and the run goes on', async () => {
    const request: unknown = {
      symbol: 'A',
      side: 'buy',
      quantity: { toStringTag: '[object Decimal]' },
    };
    const report = await run({
      series,
      strategy: scripted({ 0: (context) => void context.submit(request as OrderRequest) }),
    });
    expect(statuses(report)).toEqual(['denied']);
    expect(report.orders.at(0).refusals[0]?.code).toBe('MALFORMED');
  });
});

describe('settings', () => {
  it('take an account that is undefined for the default', async () => {
    expect((await attempt({ ...good, account: undefined })).code).toBe('accepted');
  });

  it.each([[null], [undefined], [5]])('with an instrument that is %s are refused', async (each) => {
    const { code } = await attempt({ ...good, instruments: [each] });
    expect(code).toBe('SETTINGS_INVALID');
  });

  it('with one instrument twice are refused: which one counts?', async () => {
    const instruments = [{ symbol: 'A' }, { symbol: 'A', priceTick: '1' }];
    const { code, message } = await attempt({ ...good, instruments });
    expect(code).toBe('SETTINGS_INVALID');
    expect(message).toContain('instruments');
  });

  it.each(['MAX_POSITION', 'DAILY_LOSS', 'MALFORMED'])(
    'with a rule that takes the code %s of the SDK are refused',
    async (code) => {
      const rules = [{ code, scope: 'always', review: () => undefined }];
      expect((await attempt({ ...good, rules })).code).toBe('SETTINGS_INVALID');
    },
  );

  it('with a list instead of limits are refused', async () => {
    expect((await attempt({ ...good, limits: [] })).code).toBe('SETTINGS_INVALID');
  });

  it('with more cash than a run can count say how much it can', async () => {
    const { code, message } = await attempt({ ...good, cash: 1e15 });
    expect(code).toBe('SETTINGS_INVALID');
    const [, most = ''] = /at most (\d[\d.]{6,})/.exec(message) ?? [];
    expect(Number(most)).toBeGreaterThan(1e6);
    // What the message allows is allowed, however it is written.
    expect((await attempt({ ...good, cash: most })).code).toBe('accepted');
    expect((await attempt({ ...good, cash: Number(most) })).code).toBe('accepted');
  });
});
