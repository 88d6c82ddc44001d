import { parseHeredocMarker } from "./heredoc-markers.ts";
import { createExpandedWord, createJsonWords, type Draft, reportArgument, reportMissing } from "./instruction-parts.ts";
import { splitAtBlanks } from "./split-words.ts";
import type { CopyInstruction, Word } from "./syntax.ts";

/** Builds COPY and ADD. */
export function buildCopy(draft: Draft, keyword: CopyInstruction["keyword"]): CopyInstruction {
  if (draft.json.kind === "none") return buildFromWords(draft, keyword);
  const words = createJsonWords(draft, draft.json);
  if (draft.json.kind === "strings") checkCount(draft, words.length);
  return { ...draft.base, keyword, form: "json", sources: words.slice(0, -1), destination: words.at(-1) };
}

function buildFromWords(draft: Draft, keyword: CopyInstruction["keyword"]): CopyInstruction {
  const ranges = splitAtBlanks(draft.line.text, draft.range);
  checkCount(draft, ranges.length);
  const words: Word[] = [];
  let isLastMarker = false;
  for (const range of ranges) {
    isLastMarker = isMarker(draft.line.text.slice(range.start, range.end));
    if (!isLastMarker) words.push(createExpandedWord(draft, range));
  }
  if (isLastMarker) reportHeredocDestination(draft, keyword);
  if (isLastMarker || ranges.length < 2) {
    return { ...draft.base, keyword, form: "words", sources: words, destination: undefined };
  }
  return { ...draft.base, keyword, form: "words", sources: words.slice(0, -1), destination: words.at(-1) };
}

function isMarker(word: string): boolean {
  return word.includes("<<") && parseHeredocMarker(word) !== undefined;
}

function checkCount(draft: Draft, count: number): void {
  if (count >= 2) return;
  reportMissing(draft, { en: "at least one source and a destination", ja: "1 つ以上のコピー元とコピー先" });
}

function reportHeredocDestination(draft: Draft, keyword: string): void {
  reportArgument(draft, {
    code: "heredoc-destination",
    level: "error",
    message: {
      en: `${keyword} expects a path as the destination, got a heredoc. Write the path behind the heredoc.`,
      ja: `${keyword} のコピー先にヒアドキュメントは指定できません。ヒアドキュメントの後にコピー先のパスを指定してください。`,
    },
  });
}
