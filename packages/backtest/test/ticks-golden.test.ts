import { readFileSync } from 'node:fs';
import {
  type BarSeries,
  barEndAt,
  type OrderRequest,
  type QuoteSeries,
  quotesFromColumns,
  type StrategyContext,
  type TickSeries,
  tradesFromColumns,
  usEquityCalendar,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../../../test/reference-data.js';
import { cellsOf, readRows, readTable, scaled, series, type Table } from './golden-days.js';
import { always, minuteMs, run, strategyOf } from './scripted-run.js';

const timesOf = (table: Table) => cellsOf(table, 't_utc').map((text) => Date.parse(text));
const numbersOf = (table: Table, name: string) => cellsOf(table, name).map(Number);

/** 9:30 to 16:00 in New York, in October four hours behind UTC. */
const isRegular = (time: string) => time.slice(11, 16) >= '13:30' && time.slice(11, 16) < '20:00';

interface LeanCase {
  readonly case: string;
  readonly replayed_here: { readonly fill_price: number; readonly quantity: number };
  readonly expected_statistics: Readonly<Record<string, string>>;
}

describeWithData(
  'the minutes of LEAN, filled by their quotes',
  [
    'intraday/minute/spy_20131004_trade.csv.gz',
    'intraday/minute/spy_20131004_quote.csv.gz',
    'lean-daily/factor_files/spy.csv',
    'ref-backtest/lean_cases.json',
  ],
  ([trades = '', quotes = '', factors = '', cases = '']) => {
    const list = JSON.parse(readFileSync(cases, 'utf8')) as readonly LeanCase[];
    const lean = list.find((one) => one.case === 'BasicTemplateAlgorithm') as LeanCase;
    const row = readFileSync(factors, 'utf8')
      .split(/\r?\n/)
      .map((line) => line.split(','))
      .find(([until = '']) => until >= '20131007');
    const factor = Number(row?.[1]) * Number(row?.[2]);

    /** The last quote of each minute, a millisecond before the minute is over. */
    function lastQuotes(): QuoteSeries {
      const table = readTable(quotes);
      const column = (name: string) => numbersOf(table, name).map((value) => value * factor);
      return quotesFromColumns({
        symbol: 'SPY',
        time: timesOf(table).map((startAt) => startAt + minuteMs - 1),
        bid: column('bid_close'),
        ask: column('ask_close'),
        bidSize: numbersOf(table, 'bid_size'),
        askSize: numbersOf(table, 'ask_size'),
      });
    }

    /** Buys for all of the equity but a quarter of a per cent, fee included. */
    function buyAll(context: StrategyContext): void {
      const close = context.bar('SPY')?.close ?? Number.NaN;
      const worth = context.equity * (1 - 0.0025);
      let quantity = Math.floor(worth / close);
      while (quantity * close + Math.max(1, 0.005 * quantity) > worth) quantity--;
      context.submit({ symbol: 'SPY', side: 'buy', quantity });
    }

    it('buy at the ask at which the first minute ends, and end with the same equity', async () => {
      const minutes = readRows(readTable(trades), 't_utc')
        .filter(({ time }) => time >= '2013-10-07' && time < '2013-10-12' && isRegular(time))
        .map((minute) => scaled(minute, factor));
      const bars = series('SPY', minutes, { periodMs: minuteMs });
      const strategy = strategyOf(() => {
        let hasBought = false;
        return {
          onBars: (context) => {
            if (!hasBought) buyAll(context);
            hasBought = true;
          },
        };
      });
      const report = await run({
        series: [bars],
        ticks: [lastQuotes()],
        strategy,
        calendar: usEquityCalendar,
        fillAt: 'this-close',
        commission: { kind: 'perShare', perShare: '0.005', minimum: '1', maximumBps: '50' },
        instruments: [{ symbol: 'SPY', priceTick: '0.000000001' }],
      });
      const { quantity, fill_price: price } = lean.replayed_here;
      const statistics = lean.expected_statistics;
      console.info(`1 LEAN case: ${minutes.length} minutes, ${bars.length} bars`);
      expect(minutes).toHaveLength(1950);
      expect(report.fills).toHaveLength(1);
      const fill = report.fills.at(0);
      expect(fill.quantity.toNumber()).toBe(quantity);
      expect(fill.price.toNumber()).toBeCloseTo(price, 6);
      expect(fill.filledAt).toBe(Date.parse('2013-10-07T13:31:00Z'));
      expect(report.finalEquity?.toFixed(2)).toBe(statistics['End Equity']);
      expect(`$${report.summary.fees.toFixed(2)}`).toBe(statistics['Total Fees']);
    });
  },
);

/** What each order of the day is, by its turn. */
const kinds = ['market', 'limit near', 'limit', 'limit far', 'stop near', 'stop', 'stop far'];

interface DayOrder {
  readonly decidedAt: number;
  readonly request: OrderRequest & { readonly side: 'buy' | 'sell' };
}

/** An order a minute, all sides and kinds in turn, off the last close by some cents. */
function ordersOf(bars: BarSeries): readonly DayOrder[] {
  return [...bars.close].map((close, i) => {
    const kind = kinds[i % kinds.length] as string;
    const side = i % 2 === 0 ? 'buy' : 'sell';
    const cents = kind.endsWith('near') ? 1 : kind.endsWith('far') ? 40 : 8;
    const up = (side === 'buy') === kind.startsWith('stop');
    const price = Math.round(close * 100 + (up ? cents : -cents)) / 100;
    const base = { symbol: 'IBM', side, quantity: 1 } as const;
    const decidedAt = barEndAt(bars, i);
    if (kind === 'market') return { decidedAt, request: base };
    if (kind.startsWith('limit')) {
      return { decidedAt, request: { ...base, type: 'limit', limitPrice: price } };
    }
    return { decidedAt, request: { ...base, type: 'stop', stopPrice: price } };
  });
}

/** When and at what one order fills, by a plain walk over all ticks. */
function walk(ticks: TickSeries, { decidedAt, request }: DayOrder, latencyMs: number): string {
  const { openAt, closeAt } = hours;
  const { side, type, limitPrice, stopPrice } = request;
  let met = 0;
  for (let i = 0; i < ticks.length; i++) {
    const at = ticks.time[i] as number;
    if (at < decidedAt + latencyMs || at < openAt || at >= closeAt) continue;
    const [bid, ask] =
      ticks.kind === 'quotes' ? [ticks.bid[i], ticks.ask[i]] : [ticks.price[i], ticks.price[i]];
    const price = (side === 'buy' ? ask : bid) as number;
    met++;
    if (Number.isNaN(price)) continue;
    const limit = Number(limitPrice);
    const stop = Number(stopPrice);
    if (type === undefined) return `${at} ${price}`;
    if (type === 'limit' && (side === 'buy' ? price <= limit : price >= limit)) {
      return `${at} ${met === 1 ? price : limit}`;
    }
    if (type === 'stop' && (side === 'buy' ? price >= stop : price <= stop))
      return `${at} ${price}`;
  }
  return 'none';
}

const hours = {
  openAt: Date.parse('2013-10-07T13:30:00Z'),
  closeAt: Date.parse('2013-10-07T20:00:00Z'),
};

/** After each row, which tells one side of one exchange: the last bid and the last ask of any. */
function lastOf(table: Table): QuoteSeries {
  const carry = (name: string): Float64Array => {
    let last = Number.NaN;
    return Float64Array.from(cellsOf(table, name), (cell) => {
      if (cell !== '') last = Number(cell) > 0 ? Number(cell) : Number.NaN;
      return last;
    });
  };
  const columns = { symbol: 'IBM', time: timesOf(table), bid: carry('bid'), ask: carry('ask') };
  return quotesFromColumns(columns, { crossed: 'blank' });
}

describeWithData(
  'the ticks of IBM on 2013-10-07',
  [
    'intraday/minute/ibm_20131004_trade.csv.gz',
    'intraday/tick/ibm_20131007_quote.csv.gz',
    'intraday/tick/ibm_20131007_trade.csv.gz',
  ],
  ([minutes = '', quoteFile = '', tradeFile = '']) => {
    const rows = readRows(readTable(minutes), 't_utc');
    const day = rows.filter(({ time }) => time.startsWith('2013-10-07') && isRegular(time));
    const bars = series('IBM', day, { periodMs: minuteMs });
    const orders = ordersOf(bars);
    const quotes = lastOf(readTable(quoteFile));
    const table = readTable(tradeFile);
    const trades = tradesFromColumns({
      symbol: 'IBM',
      time: timesOf(table),
      price: numbersOf(table, 'price'),
      size: numbersOf(table, 'size'),
    });

    describe.each([
      ['quotes', quotes, 109_067],
      ['trades', trades, 24_293],
    ] as const)('%s', (name, ticks, count) => {
      it.each([0, 1000])('fill as a plain walk over them says, after %i ms', async (latencyMs) => {
        const strategy = strategyOf(() => {
          let turn = 0;
          return { onBars: (context) => context.submit(orders[turn++]?.request as OrderRequest) };
        });
        const settings = { series: [bars], ticks: [ticks], strategy, latencyMs };
        const report = await run({ ...settings, calendar: usEquityCalendar, negativeCash: true });
        const fills = new Map([...report.fills].map((fill) => [fill.clientOrderId, fill]));
        const ours = [...report.orders].map(({ clientOrderId, side }) => {
          const fill = fills.get(clientOrderId);
          const text = fill === undefined ? 'none' : `${fill.filledAt} ${fill.price.toNumber()}`;
          return { text, side };
        });
        // Trades off the cent are rounded against the trader: whoever walks does it, too.
        const theirs = orders.map((one) => {
          const [at = '', price] = walk(ticks, one, latencyMs).split(' ');
          if (price === undefined) return { text: at, side: one.request.side };
          const cents = Number((Number(price) * 100).toFixed(6));
          const whole = one.request.side === 'buy' ? Math.ceil(cents) : Math.floor(cents);
          return { text: `${at} ${whole / 100}`, side: one.request.side };
        });
        const filled = theirs.filter(({ text }) => text !== 'none').length;
        const crossed = ticks.kind === 'quotes' ? ticks.crossedCount : 0;
        const read = `${ticks.length} ${name}, ${crossed} crossed`;
        console.info(`${read}, ${orders.length} orders, ${filled} fills`);
        expect(ticks.length).toBe(count);
        expect(filled).toBeGreaterThan(250);
        expect(ours).toEqual(theirs);
        if (latencyMs === 0) return;
        const moved = orders.filter(
          (one) => walk(ticks, one, latencyMs) !== walk(ticks, one, 0),
        ).length;
        console.info(`${moved} fills of ${name} are moved by ${latencyMs} ms`);
        expect(moved).toBeGreaterThan(20);
      });
    });

    it('cost a run with nothing resting no more than a look', async () => {
      const strategy = always(() => undefined);
      const settings = { series: [bars], strategy, calendar: usEquityCalendar };
      const without = await run(settings);
      const withTicks = await run({ ...settings, ticks: [quotes] });
      expect(withTicks.finalEquity).toEqual(without.finalEquity);
      expect(withTicks.resultHash()).toBe(without.resultHash());
    });
  },
);
