/** Tells whether a value is an object with string keys, as JSON has them; arrays are none. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Parses JSON text whose root is an object; throws for anything else. */
export function readJsonRecord(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error("expected a JSON object at the root");
  return value;
}
