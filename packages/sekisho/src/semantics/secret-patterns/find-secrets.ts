import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { looksRandom } from "./entropy.ts";
import { matchesOf } from "./judge-match.ts";
import { type KindSelection, kindsForSettings } from "./kind-selection.ts";
import type { SecretKind, SecretMatch } from "./kinds/define.ts";
import { mergeWithoutOverlap } from "./merge-without-overlap.ts";
import { isPlaceholder } from "./placeholders.ts";
import { mayNameSecret, meaningOfName } from "./secret-names.ts";

/** A credential in a text. The range is that of the part to hide. */
export interface FoundSecret extends OffsetRange {
  /** Stable name of its kind: `github-token`, `private-key`, `assigned-value` … */
  readonly kind: string;
  readonly name: Text;
  /** `format`: its form alone gives it away. `guess`: a telling name and a value that looks random. */
  readonly certainty: "format" | "guess";
  readonly isForTests: boolean;
}

const noSecrets: readonly FoundSecret[] = [];

/** Longer texts are no command lines, settings or key files. */
const maxTextLength = 1_000_000;
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
  const found = findTokens(text);
  const tokens = found.length === 0 ? noSecrets : mergeWithoutOverlap([], sorted(found), (place) => place);
  const assignments = findAssignments(text);
  return assignments.length === 0 ? tokens : mergeWithoutOverlap(tokens, assignments, (found) => found);
}

function sorted(secrets: readonly FoundSecret[]): readonly FoundSecret[] {
  return secrets.toSorted((left, right) => left.start - right.start || right.end - left.end);
}

/** Made for the first text: most programs ask for none. */
let settings: KindSelection | undefined;

function findTokens(text: string): readonly FoundSecret[] {
  const { kinds, owners } = (settings ??= kindsForSettings());
  const named = owners.in(text);
  if (named.length === 0) return noSecrets;
  return named.flatMap((owner) => {
    const kind = kinds[owner];
    return kind === undefined ? [] : matchesOf(kind, text, "setting").map((match) => toFound(kind, match));
  });
}

function toFound({ id, name, isForTests, certainty }: SecretKind, { start, end }: SecretMatch): FoundSecret {
  return { start, end, kind: id, name, certainty: certainty ?? "format", isForTests: isForTests === true };
}

function findAssignments(text: string): readonly FoundSecret[] {
  if (!mayNameSecret(text)) return noSecrets;
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
