// A sweep by hand: the cursor loop of the backtest workload once for each pair of lengths. It has
// an event loop with orders, fills, listeners, a ledger and equity per bar, and no more than that.

const QUANTITY = 100;
const FEE_BPS = 5;
const OPENING_CASH = 1e8;

/** A thousand pairs: 25 fast lengths by 40 slow ones. */
export const sweepGrid = {
  fast: Array.from({ length: 25 }, (_, i) => 4 + i),
  slow: Array.from({ length: 40 }, (_, i) => 30 + 2 * i),
};

class Window {
  row = 0;
  open = 0;
  high = 0;
  low = 0;
  close = 0;
  volume = 0;
}

class PairVenue {
  constructor(bars) {
    this.cash = 0;
    this.fees = 0;
    this.fills = 0;
    this.orders = 0;
    this.held = 0;
    this.waiting = [];
    this.equity = new Float64Array(bars);
    this.listeners = [];
  }

  submit(side, quantity) {
    const order = { id: ++this.orders, side, quantity, status: 'accepted' };
    this.waiting.push(order);
    return order;
  }

  match(bar) {
    for (const order of this.waiting) {
      const { id, side, quantity } = order;
      const signed = side === 'buy' ? quantity : -quantity;
      this.cash -= signed * bar.open;
      this.fees += quantity * bar.open * FEE_BPS;
      this.held += signed;
      this.fills++;
      order.status = 'filled';
      const fill = { orderId: id, side, quantity, price: bar.open, row: bar.row };
      for (const listener of this.listeners) listener(fill);
    }
    this.waiting.length = 0;
  }
}

class PairCrossover {
  constructor(venue, fast, slow) {
    this.venue = venue;
    this.fast = fast;
    this.slow = slow;
    this.ring = new Float64Array(slow);
    this.fastSum = 0;
    this.slowSum = 0;
    this.long = false;
    // 1e-6 dollars between two averages, in cents × both lengths.
    this.threshold = 1e-4 * fast * slow;
  }

  onBar({ row, close }) {
    const { ring, fast, slow, threshold } = this;
    this.slowSum += close - ring[row % slow];
    this.fastSum += close - (row < fast ? 0 : ring[(row - fast) % slow]);
    ring[row % slow] = close;
    if (row < slow) return;
    const spread = this.fastSum * slow - this.slowSum * fast;
    if (spread > threshold && !this.long) {
      this.long = true;
      this.venue.submit('buy', QUANTITY);
    } else if (spread < -threshold && this.long) {
      this.long = false;
      this.venue.submit('sell', QUANTITY);
    }
  }
}

function runPair(columns, bars, { fast, slow }) {
  const venue = new PairVenue(bars);
  const strategy = new PairCrossover(venue, fast, slow);
  const bar = new Window();
  let heard = 0;
  venue.listeners.push(() => heard++);
  for (let row = 0; row < bars; row++) {
    bar.row = row;
    bar.open = columns.open[row];
    bar.high = columns.high[row];
    bar.low = columns.low[row];
    bar.close = columns.close[row];
    bar.volume = columns.volume[row];
    if (venue.waiting.length > 0) venue.match(bar);
    strategy.onBar(bar);
    venue.equity[row] = venue.cash + venue.held * bar.close - venue.fees / 1e4;
  }
  if (heard !== venue.fills) throw new Error('a fill was not heard');
  return {
    fast,
    slow,
    fills: venue.fills,
    finalEquity: OPENING_CASH + venue.equity[bars - 1] / 100,
  };
}

/** One result a pair, the fast length varying slowest. */
export function sweepLoop([columns], bars) {
  const results = [];
  for (const fast of sweepGrid.fast) {
    for (const slow of sweepGrid.slow) results.push(runPair(columns, bars, { fast, slow }));
  }
  return results;
}
