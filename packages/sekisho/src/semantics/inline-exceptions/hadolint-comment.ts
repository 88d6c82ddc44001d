import { canonicalRule } from "./canonical-rule.ts";
import type { CommentPlace, InlineException } from "./inline-exception.ts";

/** What hadolint reads in a comment. */
export type HadolintComment =
  | { readonly kind: "ignore"; readonly exceptions: readonly InlineException[] }
  | { readonly kind: "shell"; readonly shell: string }
  /** Begins like one, and hadolint passes over it. */
  | { readonly kind: "unreadable" };

const ignore = /^\s*hadolint\s+(global\s+)?ignore\s*=\s*([DLSC\d]+(?:\s*,\s*[DLSC\d]+)*)\s*$/;
const shell = /^\s*hadolint\s+shell\s*=\s*(\S.*)$/;
const attempt = /^\s*hadolint\s+(?:global\s+)?(?:ignore|shell)\b/i;

/**
 * Reads `# hadolint ignore=DL3006,SC2086`, `# hadolint global ignore=…` and `# hadolint shell=…` as hadolint does;
 * `undefined` for any other comment.
 *
 * Upper and lower case matter and nothing may follow the list. `ignore` holds for the instruction on the very next line:
 * with a blank line or another comment between, hadolint reports the finding, so do we.
 */
export function readHadolintComment(place: CommentPlace): HadolintComment | undefined {
  const ignored = ignore.exec(place.text);
  if (ignored !== null) return { kind: "ignore", exceptions: exceptionsOf(place, ignored) };
  const named = shell.exec(place.text);
  if (named !== null) return { kind: "shell", shell: (named[1] ?? "").trimEnd() };
  return attempt.test(place.text) ? { kind: "unreadable" } : undefined;
}

function exceptionsOf(place: CommentPlace, match: RegExpExecArray): readonly InlineException[] {
  const isGlobal = match[1] !== undefined;
  const scope = isGlobal ? undefined : (place.adjacentInstruction ?? { start: place.range.end, end: place.range.end });
  return (match[2] ?? "").split(",").map((rule) => ({
    tool: "hadolint",
    rule: canonicalRule(rule.trim()),
    scope,
    reason: undefined,
    owner: undefined,
    expires: undefined,
    range: place.range,
  }));
}
