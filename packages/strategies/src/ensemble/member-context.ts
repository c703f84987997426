import { type Bar, SdkError, type StrategyContext, type UnixMs } from '@tradewright/core';
import type { MarketView } from './opinion-source.js';
import { PaperBook } from './paper-book.js';

/**
 * The context of a strategy inside an ensemble. The market is the real one. Position, cash and
 * equity are those of a paper book of its own, which begins with the equity of the account and
 * trades at the mark of the slice in which a target is set: a member lives with the consequences of
 * its own wishes, never with those of the others.
 */
export class MemberContext implements StrategyContext {
  private readonly name: string;
  private market: MarketView;
  private book: PaperBook | undefined;
  private readonly wishes = new Map<string, number>();

  constructor(name: string, market: MarketView) {
    this.name = name;
    this.market = market;
  }

  get at(): UnixMs {
    return this.market.at;
  }

  get warmingUp(): boolean {
    return this.market.warmingUp;
  }

  get symbols(): readonly string[] {
    return this.market.symbols;
  }

  get bars(): readonly Bar[] {
    return this.market.bars;
  }

  get equity(): number {
    return this.ownBook().equity((symbol) => this.market.mark(symbol));
  }

  get cash(): number {
    return this.ownBook().cash;
  }

  bar(symbol: string): Bar | undefined {
    return this.market.bar(symbol);
  }

  mark(symbol: string): number | undefined {
    return this.market.mark(symbol);
  }

  position(symbol: string): number {
    this.market.mark(symbol);
    return this.ownBook().position(symbol);
  }

  /** Nothing works in a paper book: what is wished is held at the end of the slice. */
  working(symbol: string): number {
    this.market.mark(symbol);
    return 0;
  }

  target(symbol: string, weight: number): void {
    // Asked for the error: a symbol that is not of this run must not become an opinion.
    this.market.mark(symbol);
    this.wishes.set(symbol, weight);
  }

  submit(): never {
    throw this.refusal('submit');
  }

  replace(): never {
    throw this.refusal('replace');
  }

  cancel(): never {
    throw this.refusal('cancel');
  }

  /** Begins a slice. */
  enter(market: MarketView): void {
    this.market = market;
  }

  /** Ends it: trades what was wished in the paper book, and hands it over. */
  settle(): ReadonlyMap<string, number> {
    const granted = new Map<string, number>();
    const { equity } = this;
    for (const [symbol, weight] of this.wishes) {
      const mark = this.mark(symbol);
      // As in the kernel: what would be skipped there is no opinion here.
      if (this.warmingUp || !Number.isFinite(weight)) continue;
      if (weight !== 0 && !(mark !== undefined && equity > 0)) continue;
      const shares = weight === 0 ? 0 : (weight * equity) / (mark as number);
      this.ownBook().hold(symbol, shares, mark ?? 0);
      granted.set(symbol, weight);
    }
    this.wishes.clear();
    return granted;
  }

  private ownBook(): PaperBook {
    if (this.book !== undefined) return this.book;
    const book = new PaperBook(this.market.equity);
    // While the account cannot be valued there is nothing to begin with.
    if (this.market.equity > 0) this.book = book;
    return book;
  }

  private refusal(method: 'submit' | 'replace' | 'cancel'): SdkError {
    const message = `member "${this.name}" must set target weights in an ensemble, was ${method}()`;
    const fix = 'use context.target, or run the strategy alone';
    return new SdkError('VALUE_INVALID', message, { details: { member: this.name, method, fix } });
  }
}
