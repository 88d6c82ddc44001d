/**
 * Writes a double as Go does: the shortest digits that mean it, with an exponent below 0.0001 and from a million on; the
 * infinities as `+Inf` and `-Inf`. Source: Go, strconv.FormatFloat with format 'g' and precision -1.
 */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [, sign = "", digits = "", exponentText = "0"] =
    /^(-?)([\d.]{1,30})e([+-]\d{1,3})$/.exec(value.toExponential()) ?? [];
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 6) {
    return `${sign}${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  return plainDigits(sign, digits.replace(".", ""), exponent);
}

/** Writes digits without an exponent. */
function plainDigits(sign: string, digits: string, exponent: number): string {
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = digits.slice(exponent + 1);
  return fraction === "" ? sign + whole : `${sign}${whole}.${fraction}`;
}
