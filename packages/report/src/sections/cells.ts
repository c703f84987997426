import type { Decimal, UnixMs } from '@tradewright/core';
import { absent, formatMoney, formatPercent } from '../text/format-number.js';
import { formatMinute } from '../text/format-time.js';
import type { Cell } from './table.js';

/** Money with its sign as a tone; exact behind the rounded text. */
export function moneyCell(amount: Decimal | number | undefined): Cell {
  if (amount === undefined) return { text: absent, title: 'unknown: a price is missing' };
  const value = typeof amount === 'number' ? amount : amount.toFixed();
  return { text: formatMoney(amount), value, ...toneOf(Number(value)) };
}

/** A fraction as percent with its sign as a tone. */
export function percentCell(fraction: number | undefined): Cell {
  if (fraction === undefined) return { text: absent };
  return { text: formatPercent(fraction), value: fraction, ...toneOf(fraction) };
}

/** An instant, to the minute, in UTC. */
export function instantCell(at: UnixMs | undefined): Cell {
  return { text: formatMinute(at), ...(at === undefined ? {} : { value: at }) };
}

function toneOf(value: number): { tone?: 'bad' | 'good' } {
  if (value === 0) return {};
  return { tone: value < 0 ? 'bad' : 'good' };
}
