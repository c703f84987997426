import type { Bar } from '@tradewright/core';
import type { SymbolNumbers } from '../policies/portfolio-policy.js';
import { SymbolTrack, type TrackSettings } from './symbol-track.js';

/** The tracks of all symbols that had a bar. */
export class SymbolTracks {
  private readonly settings: TrackSettings;
  private readonly tracks = new Map<string, SymbolTrack>();

  constructor(settings: TrackSettings) {
    this.settings = settings;
  }

  /** @throws SdkError `VALUE_INVALID` for a row that has not one value per name. */
  take(bars: readonly Bar[], slice: number): void {
    for (const bar of bars) {
      const track = this.tracks.get(bar.symbol) ?? new SymbolTrack(this.settings);
      this.tracks.set(bar.symbol, track);
      track.take(bar, slice);
    }
  }

  /** Complete features of slice `oldest` or later, in the order of `symbols`. */
  rowsSince(oldest: number, symbols: readonly string[]): ReadonlyMap<string, Float64Array> {
    const rows = new Map<string, Float64Array>();
    for (const symbol of symbols) {
      const track = this.tracks.get(symbol);
      if (track?.row !== undefined && track.slice >= oldest) rows.set(symbol, track.row);
    }
    return rows;
  }

  get volatility(): SymbolNumbers {
    const known = new Map<string, number>();
    for (const [symbol, { volatility }] of this.tracks) {
      if (volatility !== undefined) known.set(symbol, volatility);
    }
    return known;
  }
}
