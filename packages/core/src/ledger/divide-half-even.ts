/**
 * `numerator ÷ denominator` rounded half-even to a whole number.
 *
 * @param denominator Above zero.
 *
 * @example
 * divideHalfEven(5n, 2n) // => 2n
 */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  let quotient = numerator / denominator;
  let remainder = numerator - quotient * denominator;
  if (remainder < 0n) {
    quotient -= 1n;
    remainder += denominator;
  }
  const twice = remainder * 2n;
  const up = twice > denominator || (twice === denominator && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}
