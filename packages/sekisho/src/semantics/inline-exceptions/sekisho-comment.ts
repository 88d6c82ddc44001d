import type { Text } from "../../model/text.ts";
import { readIgnoreWords } from "./ignore-words.ts";
import type { CommentPlace, InlineException } from "./inline-exception.ts";

/** What a comment of one tool gives: its exceptions, or why it cannot be read. */
export type CommentReading = { readonly exceptions: readonly InlineException[] } | { readonly problem: Text };

const prefix = /^\s*sekisho:ignore(-file)?(?=\s|$)/;

/**
 * Reads `# sekisho:ignore RULE[,RULE] reason="…" owner=… expires=YYYY-MM-DD`; `undefined` for any other comment.
 *
 * It accepts findings of the instruction it stands in or before; with `ignore-file`, those of the whole file. A comment
 * with anything unreadable accepts nothing.
 */
export function readSekishoComment(place: CommentPlace): CommentReading | undefined {
  const start = prefix.exec(place.text);
  if (start === null) return undefined;
  const words = readIgnoreWords(place.text.slice(start[0].length), {
    name: { en: "sekisho:ignore comment", ja: "sekisho:ignore コメント" },
    takesContainer: false,
  });
  if ("problem" in words) return words;
  const isForFile = start[1] !== undefined;
  const scope = isForFile ? undefined : (place.nextInstruction ?? { start: place.range.end, end: place.range.end });
  const { reason, owner, expires } = words;
  const exceptions = words.rules.map(
    (rule): InlineException => ({ tool: "sekisho", rule, scope, reason, owner, expires, range: place.range }),
  );
  return { exceptions };
}
