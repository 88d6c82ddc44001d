import type { SbomProperty } from "./package-properties.ts";

/** Writes properties as lines of `name=value`, for formats that have only a text to put them in. */
export function formatPropertyLines(properties: readonly SbomProperty[]): string {
  return properties.map(({ name, value }) => `${name}=${escapeLineEnds(value)}`).join("\n");
}

/** Reads what {@link formatPropertyLines} wrote; other lines are passed over. */
export function parsePropertyLines(text: string): readonly SbomProperty[] {
  const properties: SbomProperty[] = [];
  for (const line of text.split("\n")) {
    const equals = line.indexOf("=");
    if (!line.startsWith("sekisho:") || equals === -1) continue;
    properties.push({ name: line.slice(0, equals), value: readLineEnds(line.slice(equals + 1)) });
  }
  return properties;
}

function escapeLineEnds(value: string): string {
  if (!/[\n\r\\]/.test(value)) return value;
  return value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}

function readLineEnds(value: string): string {
  if (!value.includes("\\")) return value;
  return value.replace(/\\([\\nr])/g, (_, letter: string) => lineEnds.get(letter) ?? letter);
}

const lineEnds: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["\\", "\\"],
]);
