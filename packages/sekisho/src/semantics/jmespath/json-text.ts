import { emptyRecord, type ManifestValue } from "../kubernetes/manifest-value.ts";

/** Reads JSON; `undefined` when the text is none. */
export function readJsonText(text: string): ManifestValue | undefined {
  try {
    return toValue(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function toValue(value: unknown): ManifestValue {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return value;
  if (Array.isArray(value)) return value.map(toValue);
  const map = emptyRecord<ManifestValue>();
  if (typeof value === "object") for (const [key, inner] of Object.entries(value)) map[key] = toValue(inner);
  return map;
}
