/** A name with `*` for any characters. */
export interface NamePattern {
  /** Pattern of LIKE over names in lower case. */
  readonly like: string;
  /** What every name begins with, in lower case; empty when nothing is known of it. */
  readonly prefix: string;
  /** There is no `*`: the prefix is the name. */
  readonly isExact: boolean;
}

/** Reads a name as it stands in a query. */
export function readNamePattern(pattern: string): NamePattern {
  const lower = pattern.toLowerCase();
  const star = lower.indexOf("*");
  const like = lower.replaceAll(/[\\%_]/g, "\\$&").replaceAll(/\*+/g, "%");
  return { like, prefix: star === -1 ? lower : lower.slice(0, star), isExact: star === -1 };
}
