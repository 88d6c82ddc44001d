import type { PackageLocation } from "../../model/package.ts";

/**
 * Writes what is known of a place beside its path as one text: `line=3&layer=0&origin=base-image`, values with percent
 * signs as in a query. Formats of SBOMs have no fields for it.
 */
export function formatLocationContext(location: PackageLocation): string {
  const { innerPath, line, layer, origin, owner } = location;
  const pairs: string[] = [];
  if (innerPath !== undefined) pairs.push(`innerPath=${encode(innerPath)}`);
  if (line !== undefined) pairs.push(`line=${line}`);
  if (layer !== undefined) pairs.push(`layer=${layer}`);
  if (origin !== undefined) pairs.push(`origin=${origin}`);
  if (owner !== undefined) pairs.push(`owner=${encode(owner)}`);
  return pairs.join("&");
}

/** Writes a whole place as one text: its path, then what {@link formatLocationContext} gives. */
export function formatLocation(location: PackageLocation): string {
  const context = formatLocationContext(location);
  return `path=${encode(location.path)}${context === "" ? "" : `&${context}`}`;
}

/** Reads a place written by {@link formatLocation}; `undefined` when the text names no path. */
export function parseLocation(text: string): PackageLocation | undefined {
  const path = readPairs(text).get("path");
  return path === undefined ? undefined : parseLocationContext(path, text);
}

/** Gives the place of a path with what {@link formatLocationContext} wrote; anything else in the text is passed over. */
export function parseLocationContext(path: string, text: string): PackageLocation {
  if (text === "") return { path };
  const pairs = readPairs(text);
  const innerPath = pairs.get("innerPath");
  const line = readCount(pairs.get("line"));
  const layer = readCount(pairs.get("layer"));
  const origin = pairs.get("origin");
  const owner = pairs.get("owner");
  return {
    path,
    ...(innerPath === undefined ? {} : { innerPath }),
    ...(line === undefined ? {} : { line }),
    ...(layer === undefined ? {} : { layer }),
    ...(origin === "base-image" || origin === "application" ? { origin } : {}),
    ...(owner === undefined ? {} : { owner }),
  };
}

/** Reads `key=value&key=value`; pairs that are not encoded well are left out. */
export function readPairs(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  if (text === "") return pairs;
  for (const pair of text.split("&")) {
    const equals = pair.indexOf("=");
    const value = equals === -1 ? undefined : decode(pair.slice(equals + 1));
    if (value !== undefined) pairs.set(pair.slice(0, equals), value);
  }
  return pairs;
}

/** Encodes a value for {@link readPairs}; slashes and colons stay readable. */
export function encode(text: string): string {
  if (/^[\w./:@+~-]*$/.test(text)) return text;
  return encodeURIComponent(text.toWellFormed()).replaceAll("%2F", "/").replaceAll("%3A", ":");
}

function decode(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // Not encoded: another program's text.
    return undefined;
  }
}

function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
