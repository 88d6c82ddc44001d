/** More digits than any half between two results has. */
const exactDigits = 100;

/** Writes a number with so many digits behind the point (at most 100); a half goes to the even neighbour. */
export function formatFixed(value: number, precision: number): string {
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}${precision === 0 ? "" : `.${"0".repeat(precision)}`}`;
  const rounded = value.toFixed(precision);
  const exact = value.toFixed(exactDigits);
  return isHalf(exact, precision)
    ? evenOf(rounded, exact.slice(0, exact.indexOf(".") + precision + (precision === 0 ? 0 : 1)))
    : rounded;
}

/** Writes a number with one digit before the point, so many behind it and an exponent of at least two digits. */
export function formatScientific(value: number, precision: number): string {
  const [rounded = "", exponent = "+0"] = value.toExponential(precision).split("e");
  const [exact = ""] = value.toExponential(exactDigits).split("e");
  const kept = exact.slice(0, exact.indexOf(".") + precision + (precision === 0 ? 0 : 1));
  const digits = isHalf(exact, precision) ? evenOf(rounded, kept) : rounded;
  return `${digits}e${exponent.charAt(0)}${exponent.slice(1).padStart(2, "0")}`;
}

/** Says whether what is cut off is exactly half of the last digit that stays. */
function isHalf(exact: string, precision: number): boolean {
  return /^50*$/.test(exact.slice(exact.indexOf(".") + 1 + precision));
}

/** Gives the one of two neighbours whose last digit is even. */
function evenOf(rounded: string, truncated: string): string {
  return "02468".includes(truncated.at(-1) ?? "") ? truncated : rounded;
}
