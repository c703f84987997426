// What hardware and language allow for the backtest workload: no engine, two yardsticks. Prices are
// whole cents and fees are counted in 1e-4 cents, so that every sum is exact in a double.

const FAST = 10;
const SLOW = 30;
const QUANTITY = 100;
const FEE_BPS = 5;
const OPENING_CASH = 1e8;
// 1e-6 dollars between two averages, in cents × both lengths.
const THRESHOLD = 1e-4 * FAST * SLOW;

/** Straight loops over columns: the physical limit. */
export function fusedLoop(market, bars) {
  let cash = 0;
  let fees = 0;
  let worth = 0;
  let fills = 0;
  for (const { open, close } of market) {
    let fast = 0;
    let slow = 0;
    let held = 0;
    let wanted = 0;
    for (let i = 0; i < bars; i++) {
      if (wanted !== held) {
        const price = open[i];
        cash += (held - wanted) * price;
        fees += QUANTITY * price * FEE_BPS;
        held = wanted;
        fills++;
      }
      fast += i < FAST ? close[i] : close[i] - close[i - FAST];
      slow += i < SLOW ? close[i] : close[i] - close[i - SLOW];
      if (i < SLOW) continue;
      const spread = fast * SLOW - slow * FAST;
      if (spread > THRESHOLD) wanted = QUANTITY;
      else if (spread < -THRESHOLD) wanted = 0;
    }
    worth += held * close[bars - 1];
  }
  return { fills, finalEquity: OPENING_CASH + (cash + worth - fees / 1e4) / 100 };
}

/** A window on one bar, reused. */
class Window {
  symbol = 0;
  row = 0;
  open = 0;
  high = 0;
  low = 0;
  close = 0;
  volume = 0;
}

/** The least that an event loop with orders, fills, listeners and a ledger must do. */
class BareVenue {
  constructor(symbols, bars) {
    this.cash = 0;
    this.fees = 0;
    this.fills = 0;
    this.orders = 0;
    this.held = new Float64Array(symbols);
    this.waiting = Array.from({ length: symbols }, () => []);
    this.equity = new Float64Array(bars);
    this.listeners = [];
  }

  submit(symbol, side, quantity) {
    const order = { id: ++this.orders, symbol, side, quantity, status: 'accepted' };
    this.waiting[symbol].push(order);
    return order;
  }

  match(bar) {
    const waiting = this.waiting[bar.symbol];
    for (const order of waiting) {
      const signed = order.side === 'buy' ? order.quantity : -order.quantity;
      this.cash -= signed * bar.open;
      this.fees += order.quantity * bar.open * FEE_BPS;
      this.held[bar.symbol] += signed;
      this.fills++;
      order.status = 'filled';
      const { id, symbol, side, quantity } = order;
      const fill = { orderId: id, symbol, side, quantity, price: bar.open, row: bar.row };
      for (const listener of this.listeners) listener(fill);
    }
    waiting.length = 0;
  }
}

/** The strategy of the workload with ring buffers of its own. */
class BareCrossover {
  constructor(venue, symbols) {
    this.venue = venue;
    this.rings = Array.from({ length: symbols }, () => new Float64Array(SLOW));
    this.fast = new Float64Array(symbols);
    this.slow = new Float64Array(symbols);
    this.long = new Uint8Array(symbols);
  }

  onBar(bar) {
    const { symbol, row, close } = bar;
    const ring = this.rings[symbol];
    this.slow[symbol] += close - ring[row % SLOW];
    this.fast[symbol] += close - (row < FAST ? 0 : ring[(row - FAST) % SLOW]);
    ring[row % SLOW] = close;
    if (row < SLOW) return;
    const spread = this.fast[symbol] * SLOW - this.slow[symbol] * FAST;
    if (spread > THRESHOLD && this.long[symbol] === 0) {
      this.long[symbol] = 1;
      this.venue.submit(symbol, 'buy', QUANTITY);
    } else if (spread < -THRESHOLD && this.long[symbol] === 1) {
      this.long[symbol] = 0;
      this.venue.submit(symbol, 'sell', QUANTITY);
    }
  }
}

/** A synchronous event loop with a reusable bar: "the cursor loop" of every target. */
export function cursorLoop(market, bars) {
  const symbols = market.length;
  const venue = new BareVenue(symbols, bars);
  const strategy = new BareCrossover(venue, symbols);
  const bar = new Window();
  let heard = 0;
  venue.listeners.push(() => heard++);
  for (let row = 0; row < bars; row++) {
    let worth = 0;
    for (let symbol = 0; symbol < symbols; symbol++) {
      const columns = market[symbol];
      bar.symbol = symbol;
      bar.row = row;
      bar.open = columns.open[row];
      bar.high = columns.high[row];
      bar.low = columns.low[row];
      bar.close = columns.close[row];
      bar.volume = columns.volume[row];
      if (venue.waiting[symbol].length > 0) venue.match(bar);
      strategy.onBar(bar);
      worth += venue.held[symbol] * bar.close;
    }
    venue.equity[row] = venue.cash + worth - venue.fees / 1e4;
  }
  if (heard !== venue.fills) throw new Error('a fill was not heard');
  return { fills: venue.fills, finalEquity: OPENING_CASH + venue.equity[bars - 1] / 100 };
}

/**
 * The same event loop for limit orders: every 20th bar quotes anew, 5 cents on the better side of
 * the close, and the bar before it cancels what still rests. A buy fills at the better of open and
 * limit once the low reaches the limit; a sale mirrored.
 */
export function limitOrderLoop(market, bars) {
  const venue = new LimitVenue(market.length, bars);
  const strategy = new BareQuoter(venue);
  const bar = new Window();
  for (let row = 0; row < bars; row++) {
    let worth = 0;
    for (let symbol = 0; symbol < market.length; symbol++) {
      const columns = market[symbol];
      bar.symbol = symbol;
      bar.row = row;
      bar.open = columns.open[row];
      bar.high = columns.high[row];
      bar.low = columns.low[row];
      bar.close = columns.close[row];
      bar.volume = columns.volume[row];
      if (venue.waiting[symbol].length > 0) venue.match(bar);
      strategy.onBar(bar);
      worth += venue.held[symbol] * bar.close;
    }
    venue.equity[row] = venue.cash + worth - venue.fees / 1e4;
  }
  return { fills: venue.fills, finalEquity: OPENING_CASH + venue.equity[bars - 1] / 100 };
}

class LimitVenue extends BareVenue {
  quote(symbol, side, limit) {
    const order = {
      id: ++this.orders,
      symbol,
      side,
      quantity: QUANTITY,
      limit,
      status: 'accepted',
    };
    this.waiting[symbol].push(order);
    return order;
  }

  cancel(order) {
    const waiting = this.waiting[order.symbol];
    const place = waiting.indexOf(order);
    if (place < 0) return;
    waiting.splice(place, 1);
    order.status = 'canceled';
  }

  match(bar) {
    const waiting = this.waiting[bar.symbol];
    let kept = 0;
    for (const order of waiting) {
      const price = priceOf(order, bar);
      if (price === 0) waiting[kept++] = order;
      else this.fill(order, bar, price);
    }
    waiting.length = kept;
  }

  fill(order, bar, price) {
    const signed = order.side === 'buy' ? order.quantity : -order.quantity;
    this.cash -= signed * price;
    this.fees += order.quantity * price * FEE_BPS;
    this.held[bar.symbol] += signed;
    this.fills++;
    order.status = 'filled';
    const { id, symbol, side, quantity } = order;
    const fill = { orderId: id, symbol, side, quantity, price, row: bar.row };
    for (const listener of this.listeners) listener(fill);
  }
}

/** Zero: no fill. */
function priceOf({ side, limit }, { open, high, low }) {
  if (side === 'buy') {
    if (open <= limit) return open;
    return low <= limit ? limit : 0;
  }
  if (open >= limit) return open;
  return high >= limit ? limit : 0;
}

class BareQuoter {
  constructor(venue) {
    this.venue = venue;
    this.resting = new Array(venue.held.length).fill(undefined);
  }

  onBar({ symbol, row, close }) {
    const step = row % 20;
    if (step < 18) return;
    if (step === 18) {
      const before = this.resting[symbol];
      if (before !== undefined) this.venue.cancel(before);
      return;
    }
    const flat = this.venue.held[symbol] === 0;
    const [side, limit] = flat ? ['buy', close - 5] : ['sell', close + 5];
    this.resting[symbol] = this.venue.quote(symbol, side, limit);
  }
}
