import {
  type ApprovedOrder,
  type BarSeries,
  barEndAt,
  checkVenueRules,
  genericVenue,
  invalidValue,
  type OrderIntent,
  powerOfTen,
  type Refusal,
  simpleDetails,
  type UnixMs,
  type VenueRules,
} from '@tradewright/core';
import { FillDesk } from './fill-desk.js';
import { priceAtOpen, priceInRange, reachesStop } from './match-price.js';
import { type Activation, matching, RestingOrder } from './resting-order.js';
import { TickMatcher } from './ticks/tick-matcher.js';
import { type GroupDesk, VenueGroup } from './venue-group.js';
import type { VenueEnd, VenueParts } from './venue-parts.js';
import { VenueSessions } from './venue-sessions.js';

/**
 * A venue that fills orders from bars. Synchronous; a bar without resting orders costs one
 * comparison. Its rules, and where it is pessimistic because a bar does not tell, are in
 * `docs/concepts/backtest-honesty.md`. In short:
 *
 * - an order fills only in a bar that starts at or after its acceptance (`this-close` excepted);
 * - market: the open of that bar, or with `this-close` the close at which it was decided;
 * - limit buy: the better of open and limit once the low reaches the limit; sell mirrored;
 * - stop buy: the worse of open and stop once the high reaches the stop; sell mirrored;
 * - within a bar stops come before limits; a price off the tick is rounded against the trader;
 * - orders of a symbol match in order of acceptance.
 */
export class SimulatedVenue implements GroupDesk {
  /** Orders resting, over all symbols. */
  resting = 0;
  /** No resting order expires before this instant. */
  nextExpiryAt: UnixMs = Number.POSITIVE_INFINITY;
  readonly #parts: VenueParts;
  readonly #rules: VenueRules;
  readonly #lists: RestingOrder[][];
  readonly #desk: FillDesk;
  readonly #sessions: VenueSessions;
  readonly #scales: Float64Array;
  /** Symbols whose bars do not always fill: there are halts, or ticks fill in their place. */
  readonly #halted: readonly boolean[];
  readonly #ticks: TickMatcher | undefined;
  /** Resting orders per slot that are not plain: see {@link isPlain}. */
  readonly #detailed: Int32Array;
  readonly #marketAtOpen: boolean;
  readonly #delayed: boolean;
  /** An order of the list under way has ended out of turn. */
  #untidy = false;

  constructor(parts: VenueParts) {
    const { instruments, settings } = parts;
    this.#parts = parts;
    this.#rules = parts.rules ?? genericVenue;
    this.#lists = instruments.map(() => []);
    this.#desk = new FillDesk(parts);
    this.#sessions = new VenueSessions(parts.calendar);
    this.#scales = Float64Array.from(instruments, (one) => powerOfTen(one.priceDigits));
    this.#ticks = this.#createTicks();
    this.#halted = instruments.map(
      ({ symbol }, slot) =>
        this.#ticks?.covers(slot) === true || settings.halts.some((h) => h.symbol === symbol),
    );
    this.#detailed = new Int32Array(instruments.length);
    this.#marketAtOpen = settings.fillAt === 'next-open';
    this.#delayed = settings.latencyBars > 0 || settings.latencyMs > 0;
  }

  #createTicks(): TickMatcher | undefined {
    const { ticks = [] } = this.#parts;
    if (ticks.length === 0) return undefined;
    return new TickMatcher(this.#parts, {
      desk: this.#desk,
      sessions: this.#sessions,
      lists: this.#lists,
      execute: (one) => {
        this.#execute(one, 'close');
      },
      end: (one, end) => {
        this.#end(one, end);
      },
      tidy: (list) => {
        this.#tidyAfter(list);
      },
    });
  }

  /** Fills whose price had to be rounded to the tick. */
  get offTickFills(): number {
    return this.#desk.offTickFills;
  }

  // Orders -------------------------------------------------------------------------------------

  /**
   * Takes an order with its legs. It answers at once, `accepted`, or `rejected` with the code of
   * the rule that forbids it; fills come with bars.
   *
   * @throws SdkError `SYMBOL_UNKNOWN` for a symbol that the venue has no bars of.
   */
  accept(order: ApprovedOrder, at: UnixMs): void {
    const { sink } = this.#parts;
    const slot = this.slotOf(order);
    const refusal = this.#refusalOf(order, slot, at);
    if (refusal !== undefined) {
      this.#refuse(order, refusal, at);
      return;
    }
    const resting = this.#rest(order, slot, at);
    if (order.details === simpleDetails) {
      sink.accepted(order, at);
      return;
    }
    if (resting.kind === matching.trailingStop) this.#startTrailing(resting, at);
    const legs = order.details.legs.map((leg) => this.#rest(leg, slot, at));
    sink.accepted(order, at);
    if (order.details.orderClass === 'simple') return;
    const isOco = order.details.orderClass === 'oco';
    const members = isOco
      ? { entry: undefined, exits: [resting, ...legs] }
      : { entry: resting, exits: legs };
    new VenueGroup(members, this, this.#rules.groups);
    for (const leg of legs) {
      leg.held = !isOco;
      if (isOco) sink.accepted(leg.order, at);
      else sink.held(leg.order, at);
    }
  }

  #refuse(order: OrderIntent, reason: Refusal, at: UnixMs): void {
    this.#parts.sink.ended(order, { kind: 'rejected', at, reason });
    for (const leg of order.details.legs) {
      this.#parts.sink.ended(leg, { kind: 'rejected', at, reason });
    }
  }

  #refusalOf(order: OrderIntent, slot: number, at: UnixMs): Refusal | undefined {
    if (this.#rules === genericVenue && order.details === simpleDetails) return undefined;
    const { account, calendar } = this.#parts;
    const open = (this.#lists[slot] as RestingOrder[]).filter((one) => !one.done);
    return checkVenueRules(this.#rules, order, {
      at,
      calendar,
      heldUnits: account.quantity[slot] as number,
      mark: this.#lastClose(slot, at),
      open: open.map((one) => ({ order: one.order, leavesUnits: one.leavesUnits })),
    });
  }

  /** Puts an order into the list of its symbol. */
  #rest(order: OrderIntent, slot: number, at: UnixMs): RestingOrder {
    const expiresAt = this.#sessions.endOf(order, at);
    const scale = this.#scales[slot] as number;
    const one = new RestingOrder(order, slot, scale);
    one.activeFrom = this.#delayed ? this.#arrival(slot, at) : at;
    one.expiresAt = expiresAt;
    const list = this.#lists[slot] as RestingOrder[];
    list[list.length] = one;
    this.resting++;
    if (expiresAt < this.nextExpiryAt) this.nextExpiryAt = expiresAt;
    if (isPlain(order)) return one;
    this.#detailed[slot] = (this.#detailed[slot] as number) + 1;
    const collar = this.#rules.buyStopCollar;
    if (collar !== null && one.kind === matching.stop && one.sign > 0) {
      const band = collar.find((each) => one.stop >= each.from);
      const { tickUnits } = order.instrument;
      const ticks = (one.stop * (1 + (band?.fraction ?? 0)) * scale) / tickUnits;
      one.kind = matching.stopLimit;
      one.limit = (Math.floor(ticks + 1e-6) * tickUnits) / scale;
    }
    return one;
  }

  /** When an order has reached the venue. */
  #arrival(slot: number, at: UnixMs): UnixMs {
    const { settings, series } = this.#parts;
    const isByTick = settings.latencyBars === 0 && this.#ticks?.covers(slot) === true;
    if (isByTick) return at + settings.latencyMs;
    const bars = series[slot] as BarSeries;
    const row = firstRowFrom(bars, at + settings.latencyMs) + settings.latencyBars;
    return row < bars.length ? (bars.time[row] as number) : Number.POSITIVE_INFINITY;
  }

  #startTrailing(one: RestingOrder, at: UnixMs): void {
    const standing = this.#ticks?.standingPrice(one, at) ?? Number.NaN;
    const close = Number.isNaN(standing) ? this.#lastClose(one.slot, at) : standing;
    one.trail(close, close, this.#scales[one.slot] as number);
  }

  /** Close of the last bar that is over at an instant; NaN before the first one. */
  #lastClose(slot: number, at: UnixMs): number {
    const bars = this.#parts.series[slot] as BarSeries;
    let row = firstRowFrom(bars, at) - 1;
    while (row >= 0 && barEndAt(bars, row) > at) row--;
    return row < 0 ? Number.NaN : (bars.close[row] as number);
  }

  /** Place of an order's symbol at this venue. */
  slotOf({ slot, symbol }: OrderIntent): number {
    const { instruments } = this.#parts;
    if (instruments[slot]?.symbol === symbol) return slot;
    const found = instruments.findIndex((one) => one.symbol === symbol);
    if (found >= 0) return found;
    const must = 'a symbol that the venue has bars of';
    throw invalidValue('SYMBOL_UNKNOWN', { field: 'symbol', value: symbol, must });
  }

  /** Cancels a resting order, and its group; one that does not rest (any more) is left alone. */
  cancel(order: OrderIntent | RestingOrder, at: UnixMs = this.#desk.at): void {
    const one = order instanceof RestingOrder ? order : this.#find(order);
    if (one === undefined || one.done) return;
    this.#desk.at = at;
    this.#end(one, { kind: 'canceled', at });
    // Between matches the list is put in order at once; within one, at its end.
    if (!(order instanceof RestingOrder)) this.#tidy(one.slot);
  }

  /** What rests at a symbol, in order of acceptance: the list itself, to be read at once. */
  restingAt(slot: number): readonly RestingOrder[] {
    return this.#lists[slot] as RestingOrder[];
  }

  /**
   * Puts orders in the place of others of a symbol, as they are: no rule is asked, nobody is told.
   * For whoever rewrites the book, as a split does.
   */
  swap(slot: number, old: readonly RestingOrder[], next: readonly RestingOrder[]): void {
    const list = this.#lists[slot] as RestingOrder[];
    for (const one of old) one.done = true;
    for (const one of next) {
      list.push(one);
      this.resting++;
      if (one.expiresAt < this.nextExpiryAt) this.nextExpiryAt = one.expiresAt;
      if (!isPlain(one.order)) {
        this.#detailed[slot] = (this.#detailed[slot] as number) + 1;
      }
    }
    this.#untidy = true;
    this.#tidy(slot);
  }

  #find(order: OrderIntent): RestingOrder | undefined {
    const list = this.#lists[this.slotOf(order)] as RestingOrder[];
    const same = list.find((one) => one.order === order);
    // An equal order that was made anew, after a restart, has the same id.
    return same ?? list.find((one) => one.order.clientOrderId === order.clientOrderId);
  }

  #end(one: RestingOrder, end: VenueEnd): void {
    one.done = true;
    this.#untidy = true;
    this.#parts.sink.ended(one.order, end);
    one.group?.ended(one);
  }

  /** Puts an order in the place of the one that it replaces, behind all that rest. */
  replace(order: ApprovedOrder, at: UnixMs): void {
    const slot = this.slotOf(order);
    const { replaces, chainFilledUnits } = order.details;
    const old = replaces === undefined ? undefined : this.#find(replaces);
    const filledMeanwhile = (old?.chainFilledUnits ?? 0) - chainFilledUnits;
    const left = order.quantityUnits - filledMeanwhile;
    if (old === undefined || old.done || left <= 0) {
      const message = 'the order to be replaced is finished; look at its fills';
      this.#refuse(order, { code: 'NOT_REPLACEABLE', message }, at);
      return;
    }
    const refusal = this.#refusalOf(order, slot, at);
    if (refusal !== undefined) {
      this.#refuse(order, refusal, at);
      return;
    }
    const next = this.#rest(order, slot, at);
    next.leavesUnits = left;
    next.succeed(old, this.#scales[slot] as number);
    old.group?.replace(old, next);
    old.done = true;
    this.#untidy = true;
    this.#parts.sink.ended(old.order, { kind: 'replaced', at });
    this.#tidy(slot);
    if (next.held) this.#parts.sink.held(order, at);
    else this.#parts.sink.accepted(order, at);
  }

  /** An exit begins to work: see `GroupDesk`. */
  activate(one: RestingOrder, how: Activation): void {
    const { series, settings, sink } = this.#parts;
    const { at, row } = this.#desk;
    one.held = false;
    // Its entry ended, perhaps between bars: it is an order like any other from now on.
    if (how === 'end' || this.#ticks?.covers(one.slot) === true) {
      one.activeFrom = at;
      this.#ticks?.start(one);
    } else {
      one.activeFrom = barEndAt(series[one.slot] as BarSeries, row);
      if (how !== 'close' && settings.contingentFrom === 'entry-bar') one.activatedBy = how;
      one.activationPrice = this.#desk.price;
    }
    sink.accepted(one.order, at);
  }

  /** The high or low that meets a take-profit may have come before a limit filled the entry. */
  grow(one: RestingOrder): void {
    const bars = this.#parts.series[one.slot] as BarSeries;
    if (isLimit(one)) one.activeFrom = barEndAt(bars, this.#desk.row);
  }

  // Bars ---------------------------------------------------------------------------------------

  /** Fills at the open of a bar: market orders, and limits and stops that the open has reached. */
  matchOpen(slot: number, index: number): void {
    const list = this.#lists[slot] as RestingOrder[];
    if (list.length === 0 || (this.#halted[slot] === true && this.#isHalted(slot, index))) return;
    const series = this.#parts.series[slot] as BarSeries;
    const open = series.open[index] as number;
    const startAt = series.time[index] as number;
    const desk = this.#desk;
    desk.at = startAt;
    desk.row = index;
    desk.maker = false;
    const isRegular = this.#sessions.isRegular(series, index);
    if (this.#detailed[slot] === 0) {
      if (isRegular) this.#meetOpenPlain(list, series);
      return;
    }
    const isExtended = isRegular || this.#sessions.isExtended(series, index);
    const count = list.length;
    for (let i = 0; i < count; i++) {
      const one = list[i] as RestingOrder;
      if (one.activeFrom > startAt || one.held || one.done) continue;
      if (!(one.order.details.extendedHours ? isExtended : isRegular)) continue;
      this.#meetOpen(one, series, open);
    }
    this.#tidyAfter(list);
  }

  /** The same where only market and limit orders of day or gtc rest: the hot path. */
  #meetOpenPlain(list: RestingOrder[], series: BarSeries): void {
    const desk = this.#desk;
    const open = series.open[desk.row] as number;
    const startAt = series.time[desk.row] as number;
    const through = this.#parts.settings.limitFill === 'through';
    for (const one of list) {
      if (one.activeFrom > startAt) continue;
      if (one.kind === matching.market) {
        if (!this.#marketAtOpen) continue;
      } else {
        const beyond = one.sign > 0 ? one.limit - open : open - one.limit;
        if (beyond < 0 || (through && beyond === 0)) continue;
      }
      desk.price = open;
      this.#execute(one, 'open');
    }
    this.#tidyAfter(list);
  }

  #meetRangePlain(list: RestingOrder[], series: BarSeries): void {
    const desk = this.#desk;
    const { row } = desk;
    const startAt = series.time[row] as number;
    const through = this.#parts.settings.limitFill === 'through';
    let waits = false;
    desk.maker = true;
    for (const one of list) {
      if (one.activeFrom > startAt) continue;
      if (one.kind === matching.market) {
        waits = true;
        continue;
      }
      const { limit } = one;
      const best = (one.sign > 0 ? series.low[row] : series.high[row]) as number;
      const beyond = one.sign > 0 ? limit - best : best - limit;
      if (beyond < 0 || (through && beyond === 0)) continue;
      desk.price = limit;
      this.#execute(one, 'limit');
    }
    if (waits) {
      for (const one of list) {
        if (one.kind !== matching.market || one.activeFrom > startAt) continue;
        this.#meetThisClose(one, series);
      }
    }
    this.#tidyAfter(list);
  }

  #meetOpen(one: RestingOrder, series: BarSeries, open: number): void {
    const { timeInForce: life, type } = one.order;
    const desk = this.#desk;
    if (life === 'cls' || (life === 'opg' && !this.#sessions.opensIn(series, desk.row))) return;
    // With `this-close` a market order that was decided without a bar waits for a close, if it may.
    const waits = type === 'market' && (life === 'day' || life === 'gtc');
    if (waits && !this.#marketAtOpen) return;
    desk.price = priceAtOpen(one, open, this.#parts.settings.limitFill);
    if (!Number.isNaN(desk.price)) this.#execute(one, 'open');
    if (life === 'day' || life === 'gtc' || one.done) return;
    // The first price that it met did not fill all of it.
    this.#end(one, { kind: life === 'opg' ? 'expired' : 'canceled', at: desk.at });
  }

  /**
   * Fills within the range of a bar: stops that it reaches, then limits, then exits that began to
   * work meanwhile; last the closing auction.
   */
  matchRange(slot: number, index: number): void {
    const list = this.#lists[slot] as RestingOrder[];
    if (list.length === 0 || (this.#halted[slot] === true && this.#isHalted(slot, index))) return;
    const series = this.#parts.series[slot] as BarSeries;
    const startAt = series.time[index] as number;
    const desk = this.#desk;
    desk.at = barEndAt(series, index);
    desk.row = index;
    const isRegular = this.#sessions.isRegular(series, index);
    if (this.#detailed[slot] === 0) {
      if (isRegular) this.#meetRangePlain(list, series);
      return;
    }
    const isExtended = isRegular || this.#sessions.isExtended(series, index);
    const bar: RangeOfBar = { series, startAt, isRegular, isExtended, exits: false };
    this.#meetRange(list, bar);
    if (list.some((one) => one.activatedBy !== undefined)) {
      this.#meetRange(list, { ...bar, exits: true });
    }
    for (const one of list) if (!one.done && !one.held) this.#meetEnd(one, bar);
    this.#tidyAfter(list);
  }

  /** Stops first, then limits; either orders that rested at the start of the bar, or new exits. */
  #meetRange(list: readonly RestingOrder[], bar: RangeOfBar): void {
    for (const limits of [false, true]) {
      for (const one of list) {
        if (isLimit(one) !== limits || !this.#isDue(one, bar)) continue;
        if (!limits) this.#meetEntryFirst(one, bar);
        this.#meetOneInRange(one, bar);
      }
    }
    if (!bar.exits) return;
    for (const one of list) one.activatedBy = undefined;
  }

  /** Says whether an order may fill within this bar. */
  #isDue(one: RestingOrder, { startAt, isRegular, isExtended, exits }: RangeOfBar): boolean {
    const { timeInForce: life, details } = one.order;
    if (one.done || one.held || !(details.extendedHours ? isExtended : isRegular)) return false;
    if (life !== 'day' && life !== 'gtc') return false;
    if (!exits) return one.activeFrom <= startAt;
    // The high or low that meets a take-profit may have come before a limit filled the entry.
    return one.activatedBy !== undefined && (!isLimit(one) || one.activatedBy !== 'limit');
  }

  /** On its way to a stop the price has passed the limit of what is left of the stop's entry. */
  #meetEntryFirst(stop: RestingOrder, bar: RangeOfBar): void {
    const entry = stop.group?.entry;
    if (entry === undefined || entry === stop || !isLimit(entry)) return;
    if (!reachesStop(stop, bar.series, this.#desk.row) || !this.#isDue(entry, bar)) return;
    this.#meetOneInRange(entry, bar);
  }

  #meetOneInRange(one: RestingOrder, { series }: RangeOfBar): void {
    const desk = this.#desk;
    const wasStop = !isLimit(one);
    const { limitFill } = this.#parts.settings;
    desk.price = priceInRange(one, series, { index: desk.row, how: limitFill });
    desk.maker = !wasStop;
    if (!Number.isNaN(desk.price)) this.#execute(one, wasStop ? 'trigger' : 'limit');
    else if (wasStop && isLimit(one)) {
      one.activeFrom = desk.at;
      one.activatedBy = undefined;
    }
  }

  /** What comes last in a bar: fills at its close; then trailing stops follow its best price. */
  #meetEnd(one: RestingOrder, bar: RangeOfBar): void {
    if (one.order.timeInForce === 'cls') this.#meetClose(one, bar.series, bar.startAt);
    else if (!this.#isDue(one, bar)) return;
    else if (one.kind === matching.trailingStop) {
      const { row } = this.#desk;
      const { high, low } = bar.series;
      one.trail(high[row] as number, low[row] as number, this.#scales[one.slot] as number);
    } else if (one.kind === matching.market && one.order.type === 'market') {
      this.#meetThisClose(one, bar.series);
    }
  }

  /** With `this-close`: a market order that was decided while its symbol had no bar. */
  #meetThisClose(one: RestingOrder, series: BarSeries): void {
    if (this.#marketAtOpen) return;
    const desk = this.#desk;
    desk.price = series.close[desk.row] as number;
    desk.maker = false;
    this.#execute(one, 'close');
  }

  #meetClose(one: RestingOrder, series: BarSeries, startAt: UnixMs): void {
    const desk = this.#desk;
    const { row } = desk;
    if (one.activeFrom > startAt || !this.#sessions.closesIn(series, row)) return;
    const close = series.close[row] as number;
    desk.price = priceAtOpen(one, close, this.#parts.settings.limitFill);
    desk.maker = false;
    if (!Number.isNaN(desk.price)) this.#execute(one, 'close');
    if (!one.done) this.#end(one, { kind: 'expired', at: desk.at });
  }

  /** With `this-close`: fills market orders that were decided at the end of this bar. */
  matchClose(slot: number, index: number): void {
    const list = this.#lists[slot] as RestingOrder[];
    if (list.length === 0 || this.#delayed) return;
    const series = this.#parts.series[slot] as BarSeries;
    if (this.#ticks?.covers(slot) === true) {
      this.#ticks.matchClose(slot, series, index);
      return;
    }
    if (this.#halted[slot] === true && this.#isHalted(slot, index)) return;
    const desk = this.#desk;
    const close = series.close[index] as number;
    desk.at = barEndAt(series, index);
    desk.row = index;
    desk.maker = false;
    const isRegular = this.#sessions.isRegular(series, index);
    const count = list.length;
    for (let i = 0; i < count; i++) {
      const one = list[i] as RestingOrder;
      const { timeInForce: life, details } = one.order;
      if (!isRegular && !this.#isOpenTo(details, series)) continue;
      if (one.kind !== matching.market || one.activeFrom !== desk.at || one.done) continue;
      if (life === 'opg' || life === 'cls') continue;
      desk.price = close;
      this.#execute(one, 'close');
      if (life === 'ioc' || life === 'fok') this.cancel(one);
    }
    this.#tidyAfter(list);
  }

  /** Fills from ticks: all before an instant that were not matched yet. */
  matchTicks(until: UnixMs): void {
    this.#ticks?.match(until);
  }

  /** Ends every order whose session is over by this instant. */
  expire(at: UnixMs): void {
    this.nextExpiryAt = Number.POSITIVE_INFINITY;
    for (const [slot, list] of this.#lists.entries()) {
      if (list.length === 0) continue;
      const over: RestingOrder[] = [];
      const endedAt = this.#sessions.endedBefore(this.#parts.series[slot] as BarSeries, at);
      for (const one of list) {
        if (one.expiresAt > endedAt) {
          this.nextExpiryAt = Math.min(this.nextExpiryAt, one.expiresAt);
        } else if (!one.done) over.push(one);
      }
      // All of them, before their groups hear of it: orders of one day expire, none is canceled.
      for (const one of over) {
        one.done = true;
        this.#parts.sink.ended(one.order, { kind: 'expired', at: one.expiresAt });
      }
      for (const one of over) {
        this.#desk.at = one.expiresAt;
        one.group?.ended(one);
      }
      this.#untidy ||= over.length > 0;
      this.#tidyAfter(list);
    }
  }

  /** Fills what may fill of an order at the desk's price, and tells its group. */
  #execute(one: RestingOrder, how: Activation): void {
    // A limit is met at its limit or better; everything else takes the market's price.
    const slips = one.kind === matching.market;
    const units = this.#desk.execute(one, slips);
    if (one.done) this.#untidy = true;
    if (one.group === undefined) return;
    if (units > 0) one.group.filled(one, units, how);
    else if (one.done) one.group.ended(one);
  }

  /** Says whether an order may fill in the bar under way, which lies outside of regular hours. */
  #isOpenTo({ extendedHours }: OrderIntent['details'], series: BarSeries): boolean {
    return extendedHours && this.#sessions.isExtended(series, this.#desk.row);
  }

  #isHalted(slot: number, index: number): boolean {
    if (this.#ticks?.covers(slot) === true) return true;
    const series = this.#parts.series[slot] as BarSeries;
    const startAt = series.time[index] as number;
    const endAt = barEndAt(series, index);
    return this.#parts.settings.halts.some(
      ({ symbol, from, to }) => symbol === series.symbol && from < endAt && to > startAt,
    );
  }

  #tidyAfter(list: RestingOrder[]): void {
    if (!this.#untidy) return;
    this.#untidy = false;
    // Mostly one plain order rests, and it is done.
    const [first] = list;
    if (list.length === 1 && first?.done === true && isPlain(first.order)) {
      list.pop();
      this.resting--;
      return;
    }
    let kept = 0;
    for (const one of list) {
      if (!one.done) list[kept++] = one;
      else if (!isPlain(one.order)) {
        this.#detailed[one.slot] = (this.#detailed[one.slot] as number) - 1;
      }
    }
    this.resting -= list.length - kept;
    // Pops what was dealt with: setting the length is a slow call into the runtime.
    while (list.length > kept) list.pop();
  }

  #tidy(slot: number): void {
    this.#tidyAfter(this.#lists[slot] as RestingOrder[]);
  }
}

/** What the matching within a bar shares. */
interface RangeOfBar {
  readonly series: BarSeries;
  readonly startAt: UnixMs;
  readonly isRegular: boolean;
  readonly isExtended: boolean;
  /** Only exits that began to work within this bar. */
  readonly exits: boolean;
}

/** A market or limit order of day or gtc that stands alone: the kind of which there are many. */
function isPlain({ details, timeInForce: life }: OrderIntent): boolean {
  return details === simpleDetails && (life === 'day' || life === 'gtc');
}

function isLimit(one: RestingOrder): boolean {
  return one.kind === matching.limit;
}

/** First row that starts at or after an instant. */
function firstRowFrom({ time, length }: BarSeries, at: UnixMs): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
