import { invalidValue } from '../errors/invalid-value.js';

const pattern = /^[A-Z0-9][A-Z0-9._/-]{0,31}$/;

/** Says whether the text is a symbol that the SDK accepts. */
export function isSymbol(symbol: unknown): symbol is string {
  return typeof symbol === 'string' && symbol.length <= 32 && pattern.test(symbol);
}

/**
 * Accepts a symbol: 1 to 32 characters of `A-Z 0-9 . _ / -`, the first a letter or a digit. Lower
 * case is refused, not folded, so that one symbol has one spelling.
 *
 * @throws SdkError `SYMBOL_INVALID`
 *
 * @example
 * parseSymbol('BRK.B') // => 'BRK.B'
 */
export function parseSymbol(symbol: unknown, field = 'symbol'): string {
  if (isSymbol(symbol)) return symbol;
  throw invalidValue('SYMBOL_INVALID', {
    field,
    value: symbol,
    must: '1 to 32 characters of A-Z, 0-9, ".", "_", "/" or "-", starting with a letter or digit',
  });
}
