import {
  type BarSeries,
  barEndAt,
  type OrderIntent,
  powerOfTen,
  type UnixMs,
} from '@tradewright/core';
import type { FillDesk } from './fill-desk.js';
import { priceAtOpen, priceInRange, reachesStop } from './match-price.js';
import { matching, type RestingOrder } from './resting-order.js';
import type { VenueBook } from './venue-book.js';
import type { VenueParts } from './venue-parts.js';
import type { VenueSessions } from './venue-sessions.js';

/** Fills what rests from bars: at their open, within their range, at their close. */
export class BarMatcher {
  readonly #parts: VenueParts;
  readonly #book: VenueBook;
  readonly #lists: readonly RestingOrder[][];
  readonly #desk: FillDesk;
  readonly #sessions: VenueSessions;
  readonly #scales: Float64Array;
  /** Symbols whose bars do not always fill: there are halts, or ticks fill in their place. */
  readonly #halted: readonly boolean[];
  readonly #marketAtOpen: boolean;
  readonly #isTicked: (slot: number) => boolean;

  constructor(parts: VenueParts, book: VenueBook, isTicked: (slot: number) => boolean) {
    const { instruments, settings } = parts;
    this.#parts = parts;
    this.#book = book;
    this.#lists = book.lists;
    this.#desk = book.desk;
    this.#sessions = book.sessions;
    this.#isTicked = isTicked;
    this.#scales = Float64Array.from(instruments, (one) => powerOfTen(one.priceDigits));
    this.#halted = instruments.map(
      ({ symbol }, slot) => isTicked(slot) || settings.halts.some((h) => h.symbol === symbol),
    );
    this.#marketAtOpen = settings.fillAt === 'next-open';
  }

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
    if (this.#book.isPlain(slot)) {
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
    this.#book.tidy(list);
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
      this.#book.execute(one, 'open');
    }
    this.#book.tidy(list);
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
      this.#book.execute(one, 'limit');
    }
    if (waits) {
      for (const one of list) {
        if (one.kind !== matching.market || one.activeFrom > startAt) continue;
        this.#meetThisClose(one, series);
      }
    }
    this.#book.tidy(list);
  }

  #meetOpen(one: RestingOrder, series: BarSeries, open: number): void {
    const { timeInForce: life, type } = one.order;
    const desk = this.#desk;
    if (life === 'cls' || (life === 'opg' && !this.#sessions.opensIn(series, desk.row))) return;
    // With `this-close` a market order that was decided without a bar waits for a close, if it may.
    const waits = type === 'market' && (life === 'day' || life === 'gtc');
    if (waits && !this.#marketAtOpen) return;
    desk.price = priceAtOpen(one, open, this.#parts.settings.limitFill);
    if (!Number.isNaN(desk.price)) this.#book.execute(one, 'open');
    if (life === 'day' || life === 'gtc' || one.done) return;
    // The first price that it met did not fill all of it.
    this.#book.end(one, { kind: life === 'opg' ? 'expired' : 'canceled', at: desk.at });
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
    if (this.#book.isPlain(slot)) {
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
    this.#book.tidy(list);
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
    if (!Number.isNaN(desk.price)) this.#book.execute(one, wasStop ? 'trigger' : 'limit');
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
    this.#book.execute(one, 'close');
  }

  #meetClose(one: RestingOrder, series: BarSeries, startAt: UnixMs): void {
    const desk = this.#desk;
    const { row } = desk;
    if (one.activeFrom > startAt || !this.#sessions.closesIn(series, row)) return;
    const close = series.close[row] as number;
    desk.price = priceAtOpen(one, close, this.#parts.settings.limitFill);
    desk.maker = false;
    if (!Number.isNaN(desk.price)) this.#book.execute(one, 'close');
    if (!one.done) this.#book.end(one, { kind: 'expired', at: desk.at });
  }

  /** With `this-close`: fills market orders that were decided at the end of this bar. */
  matchClose(slot: number, index: number): void {
    const list = this.#lists[slot] as RestingOrder[];
    if (list.length === 0) return;
    const series = this.#parts.series[slot] as BarSeries;
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
      this.#book.execute(one, 'close');
      if (life === 'ioc' || life === 'fok') this.#book.cancel(one);
    }
    this.#book.tidy(list);
  }

  /** Says whether an order may fill in the bar under way, which lies outside of regular hours. */
  #isOpenTo({ extendedHours }: OrderIntent['details'], series: BarSeries): boolean {
    return extendedHours && this.#sessions.isExtended(series, this.#desk.row);
  }

  #isHalted(slot: number, index: number): boolean {
    if (this.#isTicked(slot)) return true;
    const series = this.#parts.series[slot] as BarSeries;
    const startAt = series.time[index] as number;
    const endAt = barEndAt(series, index);
    return this.#parts.settings.halts.some(
      ({ symbol, from, to }) => symbol === series.symbol && from < endAt && to > startAt,
    );
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

function isLimit(one: RestingOrder): boolean {
  return one.kind === matching.limit;
}
