import { invalidValue } from '@tradewright/core';
import type { MarketView, Opinion, OpinionSource } from './opinion-source.js';

/** The opinions of one member that stand, and what it would have earned with them. */
export class OpinionBoard {
  readonly opinions = new Map<string, Opinion>();
  private readonly name: string;
  private readonly giver: ReturnType<OpinionSource['create']>;
  private readonly marks = new Map<string, number>();

  constructor(source: OpinionSource) {
    this.name = source.name;
    this.giver = source.create();
  }

  /**
   * What the opinions that stood earned since the last call: Σ weight × return of the symbol, as if
   * the weights were restored at every bar, without costs. A symbol without a mark earned nothing.
   */
  earned(market: MarketView): number {
    let sum = 0;
    for (const [symbol, { weight }] of this.opinions) {
      const mark = market.mark(symbol);
      const before = this.marks.get(symbol);
      if (mark === undefined) continue;
      if (before !== undefined) sum += weight * (mark / before - 1);
      this.marks.set(symbol, mark);
    }
    return sum;
  }

  /**
   * Asks the member, and returns the symbols that it spoke of.
   *
   * @throws SdkError `VALUE_INVALID` for a weight that is not finite or a confidence that is not
   *   from 0 to 1; `SYMBOL_UNKNOWN`.
   */
  ask(market: MarketView): Iterable<string> {
    const stated = this.giver.opinions(market);
    for (const [symbol, opinion] of stated) {
      const mark = market.mark(symbol);
      this.requireOpinion(symbol, opinion);
      if (mark !== undefined) this.marks.set(symbol, mark);
      this.opinions.set(symbol, opinion);
    }
    return stated.keys();
  }

  private requireOpinion(symbol: string, { weight, confidence }: Opinion): void {
    const of = `of member "${this.name}" for ${symbol}`;
    if (!Number.isFinite(weight)) {
      const must = 'a finite number';
      throw invalidValue('VALUE_INVALID', { field: `weight ${of}`, value: weight, must });
    }
    // Written so that NaN fails.
    if (confidence >= 0 && confidence <= 1) return;
    const must = 'from 0 to 1';
    throw invalidValue('VALUE_INVALID', { field: `confidence ${of}`, value: confidence, must });
  }
}
