import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeWithData } from '../../../../test/reference-data.js';
import { instrument } from '../../src/instruments/instrument.js';
import { createLedgerBook, type LedgerBook } from '../../src/ledger/ledger-book.js';

interface WikiEvent {
  readonly symbol: string;
  readonly prev_close_raw: number;
  readonly close_raw: number;
  readonly dividend: number;
  readonly split_ratio: number;
  readonly published_step: number;
}

interface YahooEvent {
  readonly prev_close_split_adjusted: number;
  readonly dividend: number;
  readonly published_step: number;
}

interface SpotRow {
  readonly date: string;
  readonly raw_close: number;
  readonly split_factor: number;
  readonly split_adjusted_close: number;
}

interface CorpactCase {
  readonly case: string;
  readonly events?: readonly (WikiEvent & YahooEvent)[];
  readonly rows?: readonly SpotRow[];
}

const held = 1000;

/** Books with a thousand shares that cost nothing but the price, and no cash left. */
function holding(price: number, side: 'buy' | 'sell' = 'buy'): LedgerBook {
  const book = createLedgerBook({
    instruments: [instrument({ symbol: 'X', priceTick: '0.000000001' })],
    lots: 'fifo',
  });
  const terms = { symbol: 'X', side, quantity: held, price: price.toFixed(9) } as const;
  book.apply({ kind: 'fill', id: 'open', ...terms });
  return book;
}

/** Cash and worth of the position, less what the shares cost: what the position has earned. */
const earned = (book: LedgerBook, price: number): number =>
  book.position('X').signedQuantity.times(price).plus(book.totals().cash).toNumber();

describeWithData('corporate actions in the ledger', ['ref-corpact/cases.json'], ([path = '']) => {
  const cases = JSON.parse(readFileSync(path, 'utf8')) as readonly CorpactCase[];
  const find = (name: string): CorpactCase =>
    cases.find((each) => each.case === name) ?? { case: name };

  it('a holder earns the published adjusted return over every dividend and split of WIKI', () => {
    let events = 0;
    for (const side of ['buy', 'sell'] as const) {
      for (const each of find('wiki_steps').events ?? []) {
        const { prev_close_raw: before, close_raw: after, dividend, split_ratio: to } = each;
        const book = holding(before, side);
        if (to !== 1) book.apply({ kind: 'split', id: 's', symbol: 'X', from: 1, to });
        if (dividend > 0) {
          book.apply({ kind: 'cashDividend', id: 'd', symbol: 'X', perShare: dividend });
        }
        const adjusted = after / (before * each.published_step) - 1;
        const sign = side === 'buy' ? 1 : -1;
        expect(earned(book, after) / (held * before)).toBeCloseTo(sign * adjusted, 11);
        expect(book.ledger.imbalance).toBe(0n);
        events += 1;
      }
    }
    console.info(`golden: ${events / 2} dividends and splits of WIKI, long and short`);
    expect(events).toBe(2 * 27);
  });

  it('pays the share of the previous close that Yahoo takes off it', () => {
    const events = find('yahoo_steps').events ?? [];
    for (const { prev_close_split_adjusted: before, dividend, published_step: step } of events) {
      const book = holding(before);
      book.apply({ kind: 'cashDividend', id: 'd', symbol: 'X', perShare: dividend });
      const share = book.position('X').income.toNumber() / (held * before);
      expect(Math.abs(1 - share - step)).toBeLessThan(4e-7);
    }
    console.info(`golden: ${events.length} dividends of Yahoo`);
    expect(events).toHaveLength(10);
  });

  it('a split leaves the return of LEAN’s split-adjusted closes', () => {
    let splits = 0;
    for (const name of ['lean_adjusted_spots_aapl', 'lean_adjusted_spots_ibm']) {
      const rows = find(name).rows ?? [];
      rows.slice(1).forEach((now, i) => {
        const before = rows[i] as SpotRow;
        const to = Math.round(now.split_factor / before.split_factor);
        if (to === 1) return;
        const book = holding(before.raw_close);
        book.apply({ kind: 'split', id: 's', symbol: 'X', from: 1, to });
        expect(book.position('X').signedQuantity.toNumber()).toBe(held * to);
        const gain = earned(book, now.raw_close) / (held * before.raw_close);
        // Their factors are written to six or seven digits.
        const theirs = now.split_adjusted_close / before.split_adjusted_close - 1;
        expect(Math.abs(gain - theirs)).toBeLessThan(2e-5);
        splits += 1;
      });
    }
    console.info(`golden: ${splits} splits of LEAN; 5 cases of factor files have no ledger side`);
    expect([splits, cases.length]).toEqual([5, 9]);
  });
});
