import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { entropyOf, looksRandom } from "./entropy.ts";
import { mergeWithoutOverlap } from "./merge-without-overlap.ts";
import { isPlaceholder } from "./placeholders.ts";
import { meaningOfName } from "./secret-names.ts";
import { tokenFormats } from "./token-formats.ts";

/** A credential in a text. The range is that of the part to hide. */
export interface FoundSecret extends OffsetRange {
  /** Stable name of its kind: `github-token`, `private-key`, `assigned-value` … */
  readonly kind: string;
  readonly name: Text;
  /** `format`: its form alone gives it away. `guess`: a telling name and a value that looks random. */
  readonly certainty: "format" | "guess";
  readonly isForTests: boolean;
}

/** Longer texts are no command lines, settings or key files. */
const maxTextLength = 1_000_000;
/** Formats whose body stands on further lines: nothing in the match itself can be judged. */
const unjudged: ReadonlySet<string> = new Set(["private-key"]);
/** Below this a token of a known format is an example. */
const minimumTokenEntropy = 2.5;

const assignment =
  /(?<![\w.-])([A-Za-z_][\w.-]{1,60})["']?[ \t]{0,3}(?::=|[=:])[ \t]{0,3}["']?([^\s"'`;,&|<>(){}\\]{8,200})/dg;

const assignedValue: Text = { en: "secret value", ja: "秘密の値" };

/**
 * Gives the credentials in a text in order, without overlap: tokens of vendors by their form, and values that look random
 * behind a name that promises a secret. Placeholders, variables and values of low entropy are none.
 */
export function findSecrets(text: string): readonly FoundSecret[] {
  if (text.length > maxTextLength) return [];
  // A token says more than the name before it, so tokens come first.
  const tokens = mergeWithoutOverlap([], sorted(findTokens(text)), (found) => found);
  return mergeWithoutOverlap(tokens, findAssignments(text), (found) => found);
}

function sorted(secrets: readonly FoundSecret[]): readonly FoundSecret[] {
  return secrets.toSorted((left, right) => left.start - right.start || right.end - left.end);
}

function findTokens(text: string): readonly FoundSecret[] {
  return tokenFormats.flatMap((format) => {
    if (!format.markers.some((marker) => text.includes(marker))) return [];
    const found: FoundSecret[] = [];
    const lastKeyEnd = unjudged.has(format.id) ? text.lastIndexOf("-----END") : -1;
    for (const match of text.matchAll(format.pattern)) {
      const [start, end] = match.indices?.[1] ?? match.indices?.[0] ?? [0, 0];
      // A key that another one holds says nothing new.
      if (start < (found.at(-1)?.end ?? 0)) continue;
      const value = text.slice(start, end);
      if (!unjudged.has(format.id) && !isRealToken(format.id, value)) continue;
      found.push({
        start,
        end: unjudged.has(format.id) && end <= lastKeyEnd ? endOfKey(text, end) : end,
        kind: format.id,
        name: format.name,
        certainty: "format",
        isForTests: format.isForTests === true,
      });
    }
    return found;
  });
}

/** Passwords in addresses are short; `user:password@` is how manuals write them. */
function isRealToken(id: string, value: string): boolean {
  if (isPlaceholder(value)) return false;
  return id === "credential-in-address" ? !/^\d{1,5}$/.test(value) : entropyOf(value) >= minimumTokenEntropy;
}

/** A key goes on to its last line, as far as that is there; the first line alone when it is missing. */
function endOfKey(text: string, from: number): number {
  const last = text.indexOf("-----END", from);
  if (last === -1) return from;
  const label = last + "-----END".length;
  const end = text.indexOf("-----", label);
  return end === -1 ? label : end + "-----".length;
}

function findAssignments(text: string): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const match of text.matchAll(assignment)) {
    const [, name = "", value = ""] = match;
    if (meaningOfName(wordsOf(name)) !== "secret" || isPlaceholder(value) || !looksRandom(value)) continue;
    const [start, end] = match.indices?.[2] ?? [0, 0];
    found.push({ start, end, kind: "assigned-value", name: assignedValue, certainty: "guess", isForTests: false });
  }
  return found;
}

/** `spring.datasource.password`, `dbPassword` and `db-password` have the words of `db_password`. */
function wordsOf(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, "$1_$2").replaceAll(/[.-]/g, "_");
}
