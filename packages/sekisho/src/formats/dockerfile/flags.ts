import { findClosestWord } from "../../model/closest-word.ts";
import { type MappedText, originRange } from "../../model/mapped-text.ts";
import { quote } from "../../model/quote.ts";
import { type FlagKind, flagRules, ignoresFlags } from "./flag-rules.ts";
import { flagValueRules } from "./flag-values.ts";
import { type ReportProblem, withSuggestion } from "./problems.ts";
import type { FlagText } from "./split-instruction.ts";
import type { Flag } from "./syntax.ts";
import { createWord, type EscapeCharacter } from "./words.ts";

const none: readonly Flag[] = [];

const noFlags: ReadonlyMap<string, FlagKind> = new Map();

/** Where flags stand. */
export interface FlagPlace {
  readonly text: MappedText;
  readonly escape: EscapeCharacter;
  /** Upper case. */
  readonly keyword: string;
  readonly report: ReportProblem;
}

/** Makes flags of their texts and reports what BuildKit would refuse. */
export function readFlags(place: FlagPlace, texts: readonly FlagText[]): readonly Flag[] {
  if (texts.length === 0) return none;
  const seen = new Set<string>();
  return texts.map((text) => {
    const flag = readFlag(place, text);
    checkFlag(place, { flag, text, isRepeated: seen.has(flag.name) });
    seen.add(flag.name);
    return flag;
  });
}

function readFlag(place: FlagPlace, flag: FlagText): Flag {
  const range = originRange(place.text, flag);
  const separator = flag.text.indexOf("=");
  const name = flag.text.slice(2, separator === -1 ? undefined : separator).toLowerCase();
  if (flag.equals === undefined) return { ...range, name, value: undefined };
  const word = createWord(place.text, { start: flag.equals + 1, end: flag.end }, place.escape);
  return { ...range, name, value: { ...word, value: flag.text.slice(separator + 1) } };
}

interface FoundFlag {
  readonly flag: Flag;
  readonly text: FlagText;
  readonly isRepeated: boolean;
}

function checkFlag(place: FlagPlace, found: FoundFlag): void {
  const { flag, text } = found;
  if (!text.isClosed) reportUnclosed(place, flag);
  const rules = flagRules.get(place.keyword) ?? noFlags;
  const written = text.text.slice(2).split("=", 1)[0] ?? "";
  const kind = rules.get(written);
  if (kind === undefined) {
    reportUnknown(place, { flag, written, known: [...rules.keys()] });
    return;
  }
  const { name, start, end } = flag;
  if (found.isRepeated && kind !== "texts") {
    place.report({
      code: "duplicate-flag",
      level: "error",
      start,
      end,
      message: {
        en: `The flag --${name} may be given once; it was given before.`,
        ja: `フラグ --${name} はすでに指定されています。指定できるのは 1 回だけです。`,
      },
    });
  }
  checkValue(place, flag, kind);
}

function checkValue(place: FlagPlace, flag: Flag, kind: FlagKind): void {
  const value = flag.value?.value;
  const rule = flagValueRules.get(`${place.keyword} ${flag.name}`);
  if (kind === "boolean") {
    if (value === undefined || /^(?:true|false)$/i.test(value)) return;
    reportValue(place, flag, "true or false");
  } else if (value === undefined) reportValue(place, flag, `--${flag.name}=VALUE`);
  else if (rule !== undefined && !rule.isValid(value)) reportValue(place, flag, rule.expected);
}

function reportValue(place: FlagPlace, flag: Flag, expected: string): void {
  const got = flag.value === undefined ? undefined : quote(flag.value.value);
  const { name, start, end } = flag;
  place.report({
    code: "invalid-flag-value",
    level: "error",
    start,
    end,
    message: {
      en: `The flag --${name} expects ${expected}, got ${got === undefined ? "no value" : `"${got}"`}.`,
      ja: `フラグ --${name} の値${got === undefined ? "がありません" : `「${got}」が不正です`}（指定できる値: ${expected}）。`,
    },
  });
}

function reportUnknown(
  place: FlagPlace,
  unknown: { readonly flag: Flag; readonly written: string; readonly known: readonly string[] },
): void {
  const { flag, written, known } = unknown;
  const closest = findClosestWord(written, known);
  const isIgnored = ignoresFlags.has(place.keyword);
  const name = quote(`--${written}`);
  const message = {
    en: `${place.keyword} has no flag ${name}${isIgnored ? "; BuildKit ignores it" : ""}.`,
    ja: `${place.keyword} にはフラグ ${name} がありません。${isIgnored ? "BuildKit はこのフラグを無視します。" : ""}`,
  };
  place.report({
    code: "unknown-flag",
    level: isIgnored ? "warning" : "error",
    start: flag.start,
    end: flag.end,
    message: withSuggestion(message, closest === undefined ? undefined : `--${closest}`),
  });
}

function reportUnclosed(place: FlagPlace, flag: Flag): void {
  place.report({
    code: "unclosed-quote",
    level: "warning",
    start: flag.start,
    end: flag.end,
    message: {
      en: `A quote in the flag --${quote(flag.name)} is never closed, so the flag takes the rest of the instruction.`,
      ja: `フラグ --${quote(flag.name)} の引用符が閉じられていないため、命令の残りがすべてフラグの値になっています。`,
    },
  });
}
