// Hand-written event loops for the venue's workloads: what hardware and language allow for orders,
// fills, listeners and a ledger, and nothing else. Prices are whole cents and fees are counted in
// 1e-4 cents, so that every sum is exact in a double.

import { limitOrderLoop } from './limit-loops.mjs';

const FEE_BPS = 5;
const OPENING_CASH = 1e8;

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

/** Orders, fills, listeners, a ledger; how orders meet bars is added below. */
class LoopVenue {
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

  submit(symbol, side, quantity, price) {
    const id = ++this.orders;
    const order = { id, symbol, side, quantity, left: quantity, price, status: 'accepted' };
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

  fill(order, bar, price, quantity) {
    const { id, symbol, side } = order;
    const signed = side === 'buy' ? quantity : -quantity;
    this.cash -= signed * price;
    this.fees += quantity * price * FEE_BPS;
    this.held[symbol] += signed;
    this.fills++;
    order.left -= quantity;
    if (order.left === 0) order.status = 'filled';
    const fill = { orderId: id, symbol, side, quantity, price, row: bar.row };
    for (const listener of this.listeners) listener(fill);
  }
}

/** A stop buy fills at the worse of open and stop once the high reaches it; a sale mirrored. */
class StopVenue extends LoopVenue {
  match(bar) {
    const waiting = this.waiting[bar.symbol];
    let kept = 0;
    for (const order of waiting) {
      const price = stopPriceOf(order, bar);
      if (price === 0) waiting[kept++] = order;
      else this.fill(order, bar, price, order.quantity);
    }
    waiting.length = kept;
  }
}

/** Zero: no fill. */
function stopPriceOf({ side, price }, { open, high, low }) {
  if (side === 'buy') {
    if (open >= price) return open;
    return high >= price ? price : 0;
  }
  if (open <= price) return open;
  return low <= price ? price : 0;
}

/** A market buy with two exits; in the bar of the entry, too, the stop comes before the limit. */
class BracketVenue extends LoopVenue {
  bracket(symbol, quantity, { takeProfit, stopLoss }) {
    const entry = this.submit(symbol, 'buy', quantity, 0);
    const exit = (price) => {
      const id = ++this.orders;
      return { id, symbol, side: 'sell', quantity, left: quantity, price, status: 'held' };
    };
    entry.takeProfit = exit(takeProfit);
    entry.stopLoss = exit(stopLoss);
    return entry;
  }

  match(bar) {
    const waiting = this.waiting[bar.symbol];
    const [entry] = waiting;
    const fresh = entry.left > 0;
    if (fresh) {
      this.fill(entry, bar, bar.open, entry.quantity);
      entry.takeProfit.status = 'accepted';
      entry.stopLoss.status = 'accepted';
    }
    const price = exitPriceOf(entry, bar, fresh);
    if (price === 0) return;
    const stopped = price <= entry.stopLoss.price;
    this.fill(stopped ? entry.stopLoss : entry.takeProfit, bar, price, entry.quantity);
    (stopped ? entry.takeProfit : entry.stopLoss).status = 'canceled';
    waiting.length = 0;
  }
}

/**
 * Zero: no exit. Exits that rested meet the open first. In the bar of the entry the stop comes
 * before the limit, even where the open has reached the limit.
 */
function exitPriceOf({ takeProfit, stopLoss }, { open, high, low }, fresh) {
  if (open <= stopLoss.price || (!fresh && open >= takeProfit.price)) return open;
  if (low <= stopLoss.price) return stopLoss.price;
  if (open >= takeProfit.price) return open;
  return high >= takeProfit.price ? takeProfit.price : 0;
}

/** Market orders that take at most a fiftieth of a bar's volume, and wait with the rest. */
class PartialVenue extends LoopVenue {
  match(bar) {
    const waiting = this.waiting[bar.symbol];
    let budget = Math.floor((bar.volume * 2) / 100);
    let kept = 0;
    for (const order of waiting) {
      const quantity = order.left < budget ? order.left : budget;
      if (quantity > 0) this.fill(order, bar, bar.open, quantity);
      budget -= quantity;
      if (order.left > 0) waiting[kept++] = order;
    }
    waiting.length = kept;
  }
}

/** Every 20th bar a stop 5 cents beyond the close; the bar before cancels what still rests. */
class StopQuoter {
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
    const [side, stop] = flat ? ['buy', close + 5] : ['sell', close - 5];
    this.resting[symbol] = this.venue.submit(symbol, side, 100, stop);
  }
}

/** Every 20th bar, when flat, buys with exits 10 cents away. */
class BracketBuyer {
  constructor(venue) {
    this.venue = venue;
  }

  onBar({ symbol, row, close }) {
    if (row % 20 !== 19 || this.venue.held[symbol] !== 0) return;
    this.venue.bracket(symbol, 100, { takeProfit: close + 10, stopLoss: close - 10 });
  }
}

/** Every 20th bar buys 300, or sells them. */
class LargeTrader {
  constructor(venue) {
    this.venue = venue;
  }

  onBar({ symbol, row }) {
    if (row % 20 !== 19) return;
    this.venue.submit(symbol, this.venue.held[symbol] === 0 ? 'buy' : 'sell', 300, 0);
  }
}

function runLoop(market, bars, { venue, strategy }) {
  const bar = new Window();
  let heard = 0;
  venue.listeners.push(() => heard++);
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
  if (heard !== venue.fills) throw new Error('a fill was not heard');
  return { fills: venue.fills, finalEquity: OPENING_CASH + venue.equity[bars - 1] / 100 };
}

function loopOf(Venue, Trader) {
  return (market, bars) => {
    const venue = new Venue(market.length, bars);
    return runLoop(market, bars, { venue, strategy: new Trader(venue) });
  };
}

/** The loop of each workload, over columns in whole cents. */
export const venueLoops = {
  limit: limitOrderLoop,
  stop: loopOf(StopVenue, StopQuoter),
  bracket: loopOf(BracketVenue, BracketBuyer),
  'partial-fill': loopOf(PartialVenue, LargeTrader),
};
