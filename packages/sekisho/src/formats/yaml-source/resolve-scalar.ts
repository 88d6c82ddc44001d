/** What a scalar without quotes or tag can be. */
export type ScalarValue = string | number | boolean | null;

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ["", null],
  ["~", null],
  ...spellings("null", null),
  ...spellings("true", true),
  ...spellings("false", false),
  ...spellings("yes", true),
  ...spellings("no", false),
  ...spellings("on", true),
  ...spellings("off", false),
  ...spellings("y", true),
  ...spellings("n", false),
]);

function spellings(word: string, value: ScalarValue): readonly (readonly [string, ScalarValue])[] {
  const capitalised = word.slice(0, 1).toUpperCase() + word.slice(1);
  return [...new Set([word, capitalised, word.toUpperCase()])].map((spelling) => [spelling, value]);
}

const decimalFloat = /^[-+]?(?:\.[0-9]{1,400}|[0-9]{1,400}(?:\.[0-9]{0,400})?)(?:[eE][-+]?[0-9]{1,10})?$/;
const prefixed = /^([-+]?)(0[xX][0-9a-fA-F]{1,400}|0[bB][01]{1,400}|0[oO]?[0-7]{1,400})$/;

/**
 * Gives what a scalar without quotes means to Kubernetes' reader of YAML: words of YAML 1.1 (`yes`, `on`) are truth values,
 * a leading zero makes a number octal, dates stay texts. Infinite and undefined numbers stay texts: JSON has none.
 *
 * Source: YAML 1.1 type repository (bool, int, null), and sigs.k8s.io/yaml 1.6, whose answers the tests record.
 */
export function resolveScalar(text: string): ScalarValue {
  const first = text.charCodeAt(0);
  // Numbers begin with a digit, a sign or a point; words with a letter or a tilde.
  const mayBeNumber = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (mayBeNumber) return text.length > 500 ? text : (findNumber(text) ?? text);
  if (text.length > 5) return text;
  const word = words.get(text);
  return word === undefined ? text : word;
}

function findNumber(written: string): number | undefined {
  const text = written.includes("_") ? written.replaceAll("_", "") : written;
  const special = prefixed.exec(text);
  if (special !== null) return specialNumber(special[1] ?? "", special[2] ?? "");
  if (!decimalFloat.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Digits behind a zero are octal without the letter, too. */
function specialNumber(sign: string, digits: string): number | undefined {
  const isOctal = /^0[0-7]/.test(digits);
  const value = Number(isOctal ? `0o${digits.slice(1)}` : digits);
  if (!Number.isFinite(value)) return undefined;
  return sign === "-" ? -value : value;
}
