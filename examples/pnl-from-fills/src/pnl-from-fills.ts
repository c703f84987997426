import {
  createLedgerBook,
  createPortfolioValuer,
  dailyPnl,
  instrument,
  type LedgerEvent,
  type LotOrder,
  sessionDate,
} from '@tradewright/core';

/** A fill as a broker's export has it. */
export interface FillRow {
  readonly date: string;
  readonly id: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: string;
  readonly price: string;
  readonly fee: string;
}

export interface PnlRequest {
  readonly fills: readonly FillRow[];
  /** Last price of each symbol. A symbol without one stays unknown. */
  readonly marks: Readonly<Record<string, string>>;
  /** Default: average cost. */
  readonly lots?: LotOrder | undefined;
}

/** What was won and lost, as lines of a report. */
export function pnlFromFills({ fills, marks, lots }: PnlRequest): readonly string[] {
  const symbols = [...new Set(fills.map(({ symbol }) => symbol))].sort();
  const instruments = symbols.map((symbol) => instrument({ symbol }));
  const book = createLedgerBook({ instruments, lots });
  const changes = fills.map(({ date, ...row }) => {
    const event: LedgerEvent = { kind: 'fill', ...row };
    const outcome = book.apply(event);
    // An export that overlaps another repeats fills; they count once.
    const amount = outcome.booked ? outcome.realized : 0;
    return { on: sessionDate(date), amount };
  });

  const valuer = createPortfolioValuer(book, { staleAfterMs: 0 });
  for (const [symbol, price] of Object.entries(marks)) valuer.mark(symbol, price, 0);
  const { positions, quality, net } = valuer.value(0);
  return [
    'symbol  quantity  realized  unrealized  fees  net',
    ...positions.map((each) =>
      [
        each.symbol.padEnd(6),
        each.signedQuantity.toFixed().padStart(8),
        each.realized.toFixed(2).padStart(8),
        (each.unrealized?.toFixed(2) ?? 'unknown').padStart(10),
        each.fees.toFixed(2).padStart(4),
        each.net?.toFixed(2) ?? 'unknown',
      ].join('  '),
    ),
    `total ${net?.toFixed(2) ?? 'unknown'} (${quality})`,
    ...dailyPnl(changes).map(
      ({ on, realized, drawdown }) =>
        `${on}  realized ${realized.toFixed(2)}, below the peak by ${drawdown.toFixed(2)}`,
    ),
  ];
}
