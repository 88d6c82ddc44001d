import { originRange } from "../../model/mapped-text.ts";
import { quote } from "../../model/quote.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { isSeparator, skipSeparators } from "./blanks.ts";
import { argumentText, createExpandedWord, type Draft, reportMissing } from "./instruction-parts.ts";
import { splitQuotedWords } from "./split-words.ts";
import type { ArgInstruction, Pair, PairsInstruction } from "./syntax.ts";

/** Builds ENV and LABEL. */
export function buildPairs(draft: Draft, keyword: PairsInstruction["keyword"]): PairsInstruction {
  const { text } = draft.line;
  const words = splitQuotedWords(text, draft.range, draft.escape);
  const [first] = words;
  if (first === undefined) {
    reportMissing(draft, { en: "at least one KEY=VALUE", ja: "1 つ以上の KEY=VALUE " });
    return { ...draft.base, keyword, pairs: [], isLegacy: false };
  }
  if (!text.slice(first.start, first.end).includes("=")) {
    return { ...draft.base, keyword, pairs: [readLegacyPair(draft)], isLegacy: true };
  }
  const pairs = words.map((word) => {
    const pair = readPair(draft, word);
    if (pair.value === undefined) reportWithoutEquals(draft, pair);
    return pair;
  });
  return { ...draft.base, keyword, pairs, isLegacy: false };
}

/** Builds ARG. */
export function buildArg(draft: Draft): ArgInstruction {
  const words = splitQuotedWords(draft.line.text, draft.range, draft.escape);
  if (words.length === 0) reportMissing(draft, { en: "at least one NAME or NAME=DEFAULT", ja: "1 つ以上の変数名" });
  return { ...draft.base, keyword: "ARG", pairs: words.map((word) => readPair(draft, word)) };
}

function readPair(draft: Draft, word: OffsetRange): Pair {
  const { text } = draft.line;
  const found = text.slice(word.start, word.end).indexOf("=");
  const keyEnd = found === -1 ? word.end : word.start + found;
  const key = createExpandedWord(draft, { start: word.start, end: keyEnd });
  const value = found === -1 ? undefined : createExpandedWord(draft, { start: keyEnd + 1, end: word.end });
  const range = originRange(draft.line, word);
  if (keyEnd === word.start) reportBlankName(draft, range);
  return { ...range, key, value };
}

/** `KEY the rest of the line`. */
function readLegacyPair(draft: Draft): Pair {
  const { text } = draft.line;
  const { start, end } = draft.range;
  let keyEnd = start;
  while (keyEnd < end && !isSeparator(text.charCodeAt(keyEnd))) keyEnd++;
  const key = createExpandedWord(draft, { start, end: keyEnd });
  const range = originRange(draft.line, draft.range);
  const valueStart = skipSeparators(text, keyEnd, end);
  if (valueStart === end) {
    reportMissing(draft, { en: "KEY=VALUE", ja: "KEY=VALUE の指定" });
    return { ...range, key, value: undefined };
  }
  return { ...range, key, value: createExpandedWord(draft, { start: valueStart, end }) };
}

function reportBlankName(draft: Draft, range: OffsetRange): void {
  draft.report({
    code: "missing-name",
    level: "error",
    ...range,
    message: {
      en: `${draft.name.toUpperCase()} expects a name before the equals sign, got "${quote(argumentText(draft))}".`,
      ja: `${draft.name.toUpperCase()} では等号の前に名前が必要です（指定された値: ${quote(argumentText(draft))}）。`,
    },
  });
}

function reportWithoutEquals(draft: Draft, pair: Pair): void {
  draft.report({
    code: "missing-equals",
    level: "error",
    start: pair.start,
    end: pair.end,
    message: {
      en: `${draft.name.toUpperCase()} expects KEY=VALUE, got "${quote(pair.key.raw)}". Quote a value that has blanks in it.`,
      ja: `${draft.name.toUpperCase()} には KEY=VALUE の形で指定しますが、「${quote(pair.key.raw)}」には等号がありません。空白を含む値は引用符で囲んでください。`,
    },
  });
}
