/** A whole number of any size: `bigint` only where `number` would lose digits. Both compare exactly with `<`. */
export type WholeNumber = number | bigint;

/** Every number of that many digits is exact as `number`. */
const maxExactDigits = 15;

/** Reads a run of ASCII digits; leading zeros do not count. An empty run is 0. */
export function readWholeNumber(digits: string): WholeNumber {
  return digits.length <= maxExactDigits ? Number(digits) : readLong(digits);
}

/** Orders two numbers of any size. */
export function compareWholeNumbers(left: WholeNumber, right: WholeNumber): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

function readLong(digits: string): WholeNumber {
  const value = BigInt(digits);
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}
