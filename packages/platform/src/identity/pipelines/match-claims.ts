/** What a rule wants of claims: texts, with a star at the end for the rest. */
export type WantedClaims = Readonly<Record<string, string>>;

/** Tells whether claims are what a rule wants: every one that it names is there as a text, and is that text. */
export function matchesClaims(claims: Readonly<Record<string, unknown>>, wanted: WantedClaims): boolean {
  const names = Object.keys(wanted);
  return names.length > 0 && names.every((name) => isWanted(ownTextOf(claims, name), wanted[name] ?? ""));
}

function isWanted(text: string | undefined, pattern: string): boolean {
  if (text === undefined) return false;
  return pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}

function ownTextOf(claims: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === "string" ? value : undefined;
}
