import { unknownSymbol } from './check-order-request.js';
import { interned } from './interned.js';

/** The places of symbols in a run. */
export class SymbolSlots {
  /** In order of slots. */
  readonly symbols: readonly string[];
  readonly #slots: ReadonlyMap<string, number>;
  #last = 0;

  constructor(symbols: readonly string[]) {
    this.symbols = symbols.map(interned);
    this.#slots = new Map(this.symbols.map((symbol, slot) => [symbol, slot]));
  }

  /** @throws SdkError `SYMBOL_UNKNOWN` */
  slotOf(symbol: string): number {
    // A strategy asks for one symbol several times in a row, and for symbols in their order, around
    // and around: two comparisons of references instead of a hash.
    const last = this.#last;
    if (symbol === this.symbols[last]) return last;
    const next = last + 1 < this.symbols.length ? last + 1 : 0;
    if (symbol === this.symbols[next]) {
      this.#last = next;
      return next;
    }
    const slot = this.#slots.get(symbol);
    if (slot === undefined) throw unknownSymbol(symbol, this.symbols);
    this.#last = slot;
    return slot;
  }

  /** Slot of a symbol; `undefined` when it is not in the run. Never throws. */
  find(symbol: string): number | undefined {
    const last = this.#last;
    return symbol === this.symbols[last] ? last : this.#slots.get(symbol);
  }
}
