import { type MappedText, originRange, sliceMapped } from "../../model/mapped-text.ts";
import { quote } from "../../model/quote.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { JsonForm } from "./json-form.ts";
import type { Problem, ReportProblem } from "./problems.ts";
import type { CommandForm, Flag, Heredoc, Word } from "./syntax.ts";
import type { WordError } from "./word-syntax.ts";
import { createJsonWord, createWord, type EscapeCharacter } from "./words.ts";

/** What every instruction has, and what its builder needs. Offsets of `range` count in `line`. */
export interface Draft {
  readonly line: MappedText;
  /** The trimmed argument in the line. */
  readonly range: OffsetRange;
  readonly json: JsonForm;
  readonly escape: EscapeCharacter;
  readonly report: ReportProblem;
  /** As written. */
  readonly name: string;
  readonly base: {
    readonly start: number;
    readonly end: number;
    readonly keywordRange: OffsetRange;
    readonly index: number;
    readonly flags: readonly Flag[];
    readonly argument: MappedText;
    readonly heredocs: readonly Heredoc[];
    readonly isTrigger: boolean;
  };
}

/** Gives the argument as written, continuation lines joined. */
export function argumentText(draft: Draft): string {
  return draft.base.argument.text;
}

/** Reports a problem of the whole argument, or of the keyword when there is none. */
export function reportArgument(draft: Draft, problem: Pick<Problem, "code" | "level" | "message">): void {
  const isEmpty = draft.range.end === draft.range.start;
  const range = isEmpty ? draft.base.keywordRange : originRange(draft.line, draft.range);
  draft.report({ ...problem, ...range });
}

/** Reports that the instruction lacks something. */
export function reportMissing(draft: Draft, expected: { readonly en: string; readonly ja: string }): void {
  const name = quote(draft.name.toUpperCase());
  const got = quote(argumentText(draft));
  reportArgument(draft, {
    code: "missing-argument",
    level: "error",
    message: {
      en: `${name} expects ${expected.en}, got ${got === "" ? "nothing" : `"${got}"`}.`,
      ja: `${name} には${expected.ja}が必要です${got === "" ? "が、何も指定されていません" : `（指定された値: ${got}）`}。`,
    },
  });
}

/** Makes a word that BuildKit expands later; what it would refuse then is reported now. */
export function createExpandedWord(draft: Draft, range: OffsetRange): Word {
  return createWord(draft.line, range, draft.escape, (error) => reportWordError(draft, error));
}

/** Makes a word that BuildKit takes as it is. */
export function createPlainWord(draft: Draft, range: OffsetRange): Word {
  return createWord(draft.line, range, draft.escape);
}

/** Makes the words of a JSON array; none when it is not of strings only. */
export function createJsonWords(draft: Draft, json: JsonForm): Word[] {
  if (json.kind !== "strings") return [];
  return json.strings.map((string) => createJsonWord(draft.line, string, string.value, draft.escape));
}

/** Reads a part of the argument as a command in JSON form or for the shell. */
export function readCommandForm(draft: Draft, range: OffsetRange, json: JsonForm): CommandForm {
  if (json.kind === "none") {
    const isWhole = range.start === draft.range.start && range.end === draft.range.end;
    return { form: "shell", script: isWhole ? draft.base.argument : sliceMapped(draft.line, range.start, range.end) };
  }
  return { form: "exec", words: createJsonWords(draft, json) };
}

function reportWordError(draft: Draft, error: WordError): void {
  const { start, end, expected } = error;
  const isQuote = error.code === "unclosed-quote";
  draft.report({
    code: error.code,
    level: "error",
    start,
    end,
    message: isQuote
      ? {
          en: `The quote is never closed: expected ${expected} before the end of the word.`,
          ja: `引用符が閉じられていません。単語の終わりまでに ${expected} が必要です。`,
        }
      : {
          en: `BuildKit cannot replace this variable: expected ${expected}.`,
          ja: `BuildKit はこの変数を展開できません（必要な記述: ${expected}）。`,
        },
  });
}
