// The fills of the ledger bench, and what they must come to.

export const SLOTS = 100;
/** Half of the symbols trade in thousandths, as fractional shares do. */
export const digitsOf = (slot) => (slot % 2 === 0 ? 0 : 3);

/** Opens, adds, partial and full closes and flips from a small generator, equal everywhere. */
export function makeFills(n) {
  let state = 0x2545f491;
  const next = (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  const held = new Float64Array(SLOTS);
  const columns = {
    slot: new Uint16Array(n),
    signed: new Float64Array(n),
    price: new Float64Array(n),
    fee: new Float64Array(n),
    kinds: { open: 0, part: 0, close: 0, flip: 0 },
  };
  for (let i = 0; i < n; i++) {
    const slot = next(SLOTS);
    const before = held[slot];
    const size = Math.abs(before);
    const lot = (1 + next(300)) * (digitsOf(slot) === 0 ? 1 : 37);
    const pick = next(10);
    let signed = (before < 0 || (before === 0 && pick < 5) ? -1 : 1) * lot;
    let kind = 'open';
    if (size > 1 && pick < 3) [kind, signed] = ['part', -Math.sign(before) * (1 + next(size - 1))];
    else if (size > 0 && pick < 5) [kind, signed] = ['close', -before];
    else if (size > 0 && pick < 6) [kind, signed] = ['flip', -before - Math.sign(before) * lot];
    held[slot] += signed;
    columns.kinds[kind] += 1;
    columns.slot[i] = slot;
    columns.signed[i] = signed;
    columns.price[i] = 2000 + next(48_000);
    // Ticks of the ledger's scale, 1e-9: half a cent and more.
    columns.fee[i] = 5_000_000 + next(1000) * 1000;
  }
  return columns;
}

/** The thirty lines: whole numbers of 1e-18, one rule after the other. */
export function oracle({ slot, signed, price, fee }) {
  const one = () => ({ held: 0n, cost: 0n, realized: 0n });
  const books = Array.from({ length: SLOTS }, one);
  let cash = 0n;
  for (let i = 0; i < slot.length; i++) {
    const book = books[slot[i]];
    const quantity = BigInt(signed[i]);
    const unit = BigInt(price[i]) * 10n ** BigInt(16 - digitsOf(slot[i]));
    cash -= quantity * unit + BigInt(fee[i]) * 10n ** 9n;
    const isAgainst = book.held !== 0n && book.held > 0n !== quantity > 0n;
    const most = book.held < 0n ? -book.held : book.held;
    const size = quantity < 0n ? -quantity : quantity;
    const closing = !isAgainst ? 0n : size < most ? size : most;
    const closed = quantity < 0n ? -closing : closing;
    const released =
      closing === most ? (isAgainst ? book.cost : 0n) : halfEven(book.cost * closing, most);
    book.realized -= closed * unit + released;
    book.cost += (quantity - closed) * unit - released;
    book.held += quantity;
  }
  return { cash, books };
}

function halfEven(numerator, denominator) {
  const size = numerator < 0n ? -numerator : numerator;
  const whole = size / denominator;
  const twice = (size % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && whole % 2n === 1n) ? 1n : 0n;
  return numerator < 0n ? -(whole + up) : whole + up;
}
