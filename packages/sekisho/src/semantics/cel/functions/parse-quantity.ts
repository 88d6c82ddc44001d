import type { QuantityValue } from "../values.ts";

const decimalExponents: ReadonlyMap<string, number> = new Map([
  ["n", -9],
  ["u", -6],
  ["m", -3],
  ["", 0],
  ["k", 3],
  ["M", 6],
  ["G", 9],
  ["T", 12],
  ["P", 15],
  ["E", 18],
]);
const binaryPowers: ReadonlyMap<string, bigint> = new Map(
  ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((suffix, index) => [suffix, BigInt(index + 1) * 10n]),
);
const pattern =
  /^([+-]?)(?:(\d{1,100})(?:\.(\d{0,100}))?|\.(\d{1,100}))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,3}))?$/;
/** What is finer than this is rounded away from zero. */
const smallestExponent = -9;

/** Reads `100m`, `1.5Gi`, `12e6`. Source: k8s.io/apimachinery, api/resource/quantity.go, ParseQuantity. */
export function parseQuantity(text: string): QuantityValue | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, sign, before = "", behind = "", onlyBehind = "", suffix = "", exponentText = "0"] = match;
  const fraction = behind + onlyBehind;
  const magnitude = BigInt(`${before}${fraction}`);
  const power = binaryPowers.get(suffix) ?? 0n;
  const exponent = (decimalExponents.get(suffix) ?? 0) + Number(exponentText) - fraction.length;
  if (Math.abs(exponent) > 400) return undefined;
  const rounded = roundToNano(magnitude << power, exponent);
  return { kind: "quantity", digits: sign === "-" ? -rounded.digits : rounded.digits, exponent: rounded.exponent };
}

function roundToNano(digits: bigint, exponent: number): { readonly digits: bigint; readonly exponent: number } {
  if (exponent >= smallestExponent) return { digits, exponent };
  const divisor = 10n ** BigInt(smallestExponent - exponent);
  return { digits: digits / divisor + (digits % divisor === 0n ? 0n : 1n), exponent: smallestExponent };
}
