import { editDistance } from "../../model/closest-word.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import { readIgnoreWords } from "./ignore-words.ts";
import type { CommentPlace, InlineException } from "./inline-exception.ts";

/** What a comment of one tool gives: its exceptions, or why it cannot be read. */
export type CommentReading = { readonly exceptions: readonly InlineException[] } | { readonly problem: Text };

const prefix = /^\s*sekisho:ignore(-file)?(?=\s|$)/;

/** Our name, and a word behind a colon, a hyphen or a blank. */
const attempt = /^\s{0,99}sekisho(:|[ \t]{0,9}:[ \t]{0,9}|-|[ \t]{1,9})([a-z]{3,12})(?:[-_ ]file)?(?![a-z])/i;

/** What follows in a comment that names a rule: an equals sign or a colon, or an id. */
const namesRule =
  /^[ \t]{0,9}(?:[=:]|(?:dockerfile|shell)\/[a-z]|(?:DL|SC)\d{4}\b|CKV2?_|(?:AVD-)?DS-?\d|[a-z-]{3,20}:[A-Z])/;

/** Words for the same in comments of other tools. */
const otherWords: ReadonlySet<string> = new Set(["skip", "disable", "exclude", "allow", "nolint", "suppress"]);

/** A letter wrong, two changed places, another ending. */
const maxDistance = 2;

/**
 * Reads `# sekisho:ignore RULE[,RULE] reason="…" owner=… expires=YYYY-MM-DD`; `undefined` for any other comment.
 *
 * It accepts findings of the instruction it stands in or before; with `ignore-file`, those of the whole file. A comment
 * with anything unreadable accepts nothing, and neither does one that is only nearly written so. Prose that begins with our
 * name is any other comment.
 */
export function readSekishoComment(place: CommentPlace): CommentReading | undefined {
  const start = prefix.exec(place.text);
  if (start === null) return isMistyped(place.text) ? { problem: mistyped(place.text) } : undefined;
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

/** With the colon in its place the word alone tells; else a rule must be named behind it. */
function isMistyped(text: string): boolean {
  const match = attempt.exec(text);
  if (match === null) return false;
  const [written, mark, word = ""] = match;
  const small = word.toLowerCase();
  if (!otherWords.has(small) && editDistance(small, "ignore") > maxDistance) return false;
  return mark === ":" || namesRule.test(text.slice(written.length));
}

function mistyped(text: string): Text {
  const got = JSON.stringify(quote(text.trim()));
  return {
    en: `This comment accepts nothing: expected sekisho:ignore RULE or sekisho:ignore-file RULE, got ${got}.`,
    ja: `このコメントは無効です。「sekisho:ignore ルール」または「sekisho:ignore-file ルール」を想定しましたが、${got} が書かれています。`,
  };
}
