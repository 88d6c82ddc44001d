const factors: ReadonlyMap<string, number> = new Map([
  ["n", 1e-9],
  ["u", 1e-6],
  ["m", 1e-3],
  ["", 1],
  ["k", 1e3],
  ["M", 1e6],
  ["G", 1e9],
  ["T", 1e12],
  ["P", 1e15],
  ["E", 1e18],
  ["Ki", 2 ** 10],
  ["Mi", 2 ** 20],
  ["Gi", 2 ** 30],
  ["Ti", 2 ** 40],
  ["Pi", 2 ** 50],
  ["Ei", 2 ** 60],
]);

/** Longer texts are no quantities that anybody writes. */
const maxLength = 64;

/**
 * Gives the number that a quantity stands for, in its base unit (cores, bytes): 0.5 for `500m`, 1048576 for `1Mi`;
 * `undefined` when the text is none. Source: Kubernetes apimachinery, resource.Quantity, its grammar.
 */
export function parseQuantity(text: string): number | undefined {
  if (text.length > maxLength) return undefined;
  const match = /^([+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40}))(?:[eE]([+-]?\d{1,3})|([numkMGTPE]|[KMGTPE]i)?)$/.exec(
    text,
  );
  if (match === null) return undefined;
  const [, digits = "", exponent, suffix = ""] = match;
  const number = Number(digits);
  return exponent === undefined ? number * (factors.get(suffix) ?? Number.NaN) : Number(`${digits}e${exponent}`);
}
