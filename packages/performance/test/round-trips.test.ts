import { readFileSync } from 'node:fs';
import { describeWithData } from '../../../test/reference-data.js';
import {
  expectancy,
  type RoundTrip,
  type RoundTripOptions,
  roundTrips,
  type ShareSplit,
  systemQualityNumber,
  type TradeFill,
} from '../src/index.js';
import { openLedger } from './golden-ledger.js';

const ms = 60_000;

interface LeanEvent {
  readonly type: 'fill' | 'price' | 'split';
  readonly minute?: number;
  readonly price?: number;
  readonly qty?: number;
  readonly fee?: number;
  readonly factor?: number;
}
interface LeanTrade {
  readonly entry_minute: number;
  readonly exit_minute: number;
  readonly entry_price: number;
  readonly exit_price: number;
  readonly direction: 'Long' | 'Short';
  readonly quantity: number;
  readonly gross_pnl: number;
  readonly fees: number;
  readonly mae: number;
  readonly mfe: number;
}
interface LeanCase {
  readonly case: string;
  readonly grouping: 'FillToFill' | 'FlatToFlat' | 'FlatToReduced';
  readonly matching: 'FIFO' | 'LIFO';
  readonly events: readonly LeanEvent[];
  readonly expected_trades: readonly LeanTrade[];
}

const groups = { FillToFill: 'lot', FlatToFlat: 'flat-to-flat', FlatToReduced: 'exit' } as const;

/** The events of a case; marks come between the fills around them. */
function readEvents({ events }: LeanCase): readonly [TradeFill[], Required<RoundTripOptions>] {
  const fills: TradeFill[] = [];
  const splits: ShareSplit[] = [];
  const [time, marks]: [number[], number[]] = [[], []];
  let at = -1;
  for (const event of events) {
    // Order counts: a split is stamped earlier than the fills it comes after.
    at = Math.max(at + 1, (event.minute ?? 0) * ms);
    const { price = 0, qty = 0, fee = 0, factor = 1 } = event;
    if (event.type === 'split') splits.push({ at, symbol: 'X', newPerOld: 1 / factor });
    if (event.type === 'fill') {
      const side = qty > 0 ? 'buy' : 'sell';
      fills.push({ at, symbol: 'X', side, quantity: Math.abs(qty), price, fee });
    }
    if (event.type === 'price') {
      time.push(at);
      marks.push(price);
    }
  }
  const column = Float64Array.from(marks);
  const bars = {
    symbol: 'X',
    length: marks.length,
    time: Float64Array.from(time),
    high: column,
    low: column,
    periodMs: 0,
  };
  return [fills, { splits, bars: [bars], group: 'lot', match: 'fifo' }];
}

const columns = (trip: RoundTrip): readonly number[] => [
  trip.openedAt / ms,
  trip.closedAt / ms,
  trip.entryPrice,
  trip.exitPrice,
  trip.direction === 'long' ? 1 : -1,
  trip.quantity,
  trip.grossPnl,
];

describeWithData("LEAN's trade builder", ['ref-pnl/lean_trade_builder.json'], ([path]) => {
  const { cases } = JSON.parse(readFileSync(path!, 'utf8')) as {
    readonly cases: readonly LeanCase[];
  };
  const ledger = openLedger('trades of LEAN', 1e-9);
  for (const each of cases) {
    const [fills, options] = readEvents(each);
    const build = (): readonly RoundTrip[] =>
      roundTrips(fills, {
        ...options,
        group: groups[each.grouping],
        match: each.matching === 'FIFO' ? 'fifo' : 'lifo',
      }).closed;
    ledger.compare(
      each.case,
      () => build().flatMap(columns),
      each.expected_trades.flatMap((trade) => [
        trade.entry_minute,
        trade.exit_minute,
        trade.entry_price,
        trade.exit_price,
        trade.direction === 'Long' ? 1 : -1,
        trade.quantity,
        trade.gross_pnl,
      ]),
    );
    // A fee belongs to all trips of its fill here, to the first one there: the sum is the same.
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    ledger.compare(
      `${each.case} sum of fees`,
      () => sum(build().map((trip) => trip.fees)),
      sum(each.expected_trades.map((trade) => trade.fees)),
    );
    each.expected_trades.forEach((trade, i) => {
      const name = `${each.case} excursions of trade ${i + 1}`;
      if (each.grouping !== 'FillToFill') {
        ledger.exempt(name, 'LEAN has excursions only from fill to fill');
      } else if (sawMarksBefore(trade, each)) {
        ledger.exempt(name, 'LEAN counts marks from before this entry, of the lots held then');
      } else {
        ledger.compare(name, () => [build()[i]!.maxAdverse, build()[i]!.maxFavorable], [
          trade.mae,
          trade.mfe,
        ]);
      }
    });
  }
  ledger.close({ compared: 218, exempted: 84 });
});

/** Whether every mark came before this entry, which added to a position. */
function sawMarksBefore(trade: LeanTrade, { events }: LeanCase): boolean {
  const entry = events.findIndex((event) => event.minute === trade.entry_minute);
  const held = events
    .slice(0, entry)
    .reduce((sum, { qty = 0, factor = 1 }) => (sum + qty) / factor, 0);
  const isAdding = held * (events[entry]!.qty ?? 0) > 0;
  const later = events.slice(entry).some((event) => event.type === 'price');
  return isAdding && !later;
}

interface LotCase {
  readonly case: string;
  readonly fills: readonly {
    readonly date: string;
    readonly symbol: string;
    readonly side: 'buy' | 'sell';
    readonly qty: number;
    readonly price: number;
  }[];
  readonly expected: Readonly<
    Record<
      'FIFO' | 'LIFO',
      {
        readonly total_realized: string;
        readonly per_fill: readonly ({ readonly lots: readonly Lot[] } | null)[];
        readonly remaining_lots: Readonly<Record<string, readonly Lot[]>>;
      }
    >
  >;
}
interface Lot {
  readonly qty: string;
  readonly cost: string;
  readonly opened: string;
}

describeWithData(
  "Beancount's lots",
  ['ref-pnl/lots_aapl_vwap10.json', 'ref-pnl/lots_etf_rotation3.json'],
  (paths) => {
    const ledger = openLedger('lots of Beancount', 1e-12);
    for (const path of paths) {
      const each = JSON.parse(readFileSync(path, 'utf8')) as LotCase;
      const fills = each.fills.map(({ date, qty: quantity, ...fill }) => {
        return { ...fill, quantity, at: Date.parse(date) };
      });
      for (const method of ['FIFO', 'LIFO'] as const) {
        const match = method === 'FIFO' ? 'fifo' : 'lifo';
        const expected = each.expected[method];
        const build = () => roundTrips(fills, { group: 'lot', match });
        const name = `${each.case} ${method}`;
        ledger.compare(
          `${name}: realized`,
          () => build().closed.reduce((sum, trip) => sum + trip.grossPnl, 0),
          Number(expected.total_realized),
        );
        ledger.compare(
          `${name}: every lot taken`,
          () => build().closed.flatMap((trip) => [trip.quantity, trip.entryPrice, trip.openedAt]),
          expected.per_fill
            .flatMap((fill) => fill?.lots ?? [])
            .flatMap((lot) => [Number(lot.qty), Number(lot.cost), Date.parse(lot.opened)]),
        );
        ledger.compare(
          `${name}: lots that remain`,
          () => build().open.flatMap((lot) => [lot.quantity, lot.entryPrice]),
          Object.values(expected.remaining_lots)
            .flat()
            .flatMap((lot) => [Number(lot.qty), Number(lot.cost)]),
        );
      }
    }
    ledger.close({ compared: 12, exempted: 0 });
  },
);

interface PyfolioCase {
  readonly case: string;
  readonly fills: readonly {
    readonly day: number;
    readonly qty: number;
    readonly price: number;
    readonly symbol: string;
  }[];
  readonly expected_round_trips: readonly {
    readonly open: number;
    readonly close: number;
    readonly pnl: number;
    readonly rt_return: number;
  }[];
}
interface TradesCase {
  readonly case: string;
  readonly fills: readonly {
    readonly side: 'buy' | 'sell';
    readonly qty: number;
    readonly price: number;
  }[];
  readonly expected: {
    readonly closed: number;
    readonly pnls?: readonly number[];
    readonly mean_pnl?: number;
    readonly std_pnl_ddof1?: number;
    readonly open_qty?: number;
  };
}

describeWithData(
  'round trips of pyfolio and PyAlgoTrade',
  ['ref-pnl/pyfolio_round_trips.json', 'ref-pnl/pyalgotrade_trades.json'],
  ([pyfolio, pyalgotrade]) => {
    const ledger = openLedger('pyfolio and PyAlgoTrade', 1e-9);
    const { cases } = JSON.parse(readFileSync(pyfolio!, 'utf8')) as {
      readonly cases: readonly PyfolioCase[];
    };
    for (const each of cases) {
      const fills = each.fills.map(({ day, qty, price, symbol }) => {
        const side = qty > 0 ? ('buy' as const) : ('sell' as const);
        return { at: day, symbol, side, quantity: Math.abs(qty), price };
      });
      ledger.compare(
        each.case,
        () =>
          roundTrips(fills).closed.flatMap((trip) => [
            trip.openedAt,
            trip.closedAt,
            trip.netPnl,
            trip.returnFraction,
          ]),
        each.expected_round_trips.flatMap((trip) => [
          trip.open,
          trip.close,
          trip.pnl,
          trip.rt_return,
        ]),
      );
    }
    const trades = JSON.parse(readFileSync(pyalgotrade!, 'utf8')) as readonly TradesCase[];
    for (const { case: name, fills, expected } of trades) {
      const report = roundTrips(
        fills.map(({ qty, ...fill }, i) => ({ ...fill, at: i, symbol: 'SPY', quantity: qty })),
      );
      const pnl = report.closed.map((trip) => trip.netPnl);
      const held = report.open.reduce((sum, lot) => sum + lot.quantity, 0);
      const deviation = (): number =>
        (Math.sqrt(pnl.length) * expectancy(pnl)!) / systemQualityNumber(pnl)!;
      const round = (value: number, like: number): number =>
        Number(value.toFixed(String(like).split('.')[1]!.length));
      ledger.compare(`${name} closed`, () => pnl.length, expected.closed);
      const { pnls, mean_pnl: mean, std_pnl_ddof1: spread, open_qty: open } = expected;
      if (pnls !== undefined) {
        ledger.compare(`${name} pnl`, () => pnl.map((each) => Number(each.toFixed(9))), pnls);
      }
      if (mean !== undefined) {
        ledger.compare(`${name} mean`, () => round(expectancy(pnl)!, mean), mean);
      }
      if (spread !== undefined) {
        ledger.compare(`${name} deviation`, () => round(deviation(), spread), spread);
      }
      if (open !== undefined) ledger.compare(`${name} open`, () => held, open);
    }
    ledger.close({ compared: 11, exempted: 0 });
  },
);
