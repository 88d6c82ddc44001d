import { findClosestWord } from "../../model/closest-word.ts";
import { quote } from "../../model/quote.ts";
import {
  findFlag,
  findPlacedText,
  findWord,
  findWords,
  type ItemReader,
  placeIn,
  warnOfUnknownKeys,
} from "./item-reader.ts";
import type { Word } from "./place.ts";
import { readExceptions } from "./read-exceptions.ts";
import { readOverrides } from "./read-overrides.ts";
import { type Priority, priorities, type RuleItem } from "./rule-file.ts";
import { didYouMean, ruleError } from "./rule-problem.ts";

const replaceableKeys = [
  "condition",
  "output",
  "desc",
  "tags",
  "exceptions",
  "priority",
  "enabled",
  "capture",
  "capture_duration",
  "warn_evttypes",
  "skip-if-unknown-filter",
] as const;

/** What of a rule can be overridden. Source: Falco 0.44, rule_loader_reader. */
const overridableOfRule = {
  append: ["condition", "output", "desc", "tags", "exceptions"],
  replace: replaceableKeys,
} as const;

/** Every key that a rule may have. */
const ruleKeys = [...replaceableKeys, "rule", "source", "append", "override"] as const;

/** Reads a rule; `undefined` when what is wrong with it leaves nothing to go by. */
export function readRuleItem(reader: ItemReader, name: Word): RuleItem | undefined {
  warnOfUnknownKeys(reader, ruleKeys);
  const overrides = readOverrides(reader, "rule", overridableOfRule);
  if (overrides === undefined) return undefined;
  const priority = findPriority(reader);
  return {
    kind: "rule",
    name,
    isWrong: priority === "wrong",
    ...present("description", findPlacedText(reader, "desc")),
    ...present("condition", findPlacedText(reader, "condition")),
    ...present("output", findPlacedText(reader, "output")),
    ...(priority === undefined || priority === "wrong" ? {} : { priority }),
    ...present("source", findWord(reader, "source")),
    ...present("tags", findWords(reader, "tags")),
    ...present("isEnabled", findFlag(reader, "enabled")),
    ...present("exceptions", readExceptions(reader)),
    ...present("warnsOfEventTypes", findFlag(reader, "warn_evttypes")),
    ...present("skipsUnknownFields", findFlag(reader, "skip-if-unknown-filter")),
    ...present("capture", findFlag(reader, "capture")),
    ...present("captureDurationMs", findDuration(reader)),
    overrides,
  };
}

function present<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : record(key, value);
}

function record<Key extends string, Value>(key: Key, value: Value): { readonly [K in Key]?: Value };
function record(key: string, value: unknown): Readonly<Record<string, unknown>> {
  return { [key]: value };
}

function findPriority(reader: ItemReader): RuleItem["priority"] | "wrong" {
  const word = findWord(reader, "priority");
  if (word === undefined) return undefined;
  const level = parsePriority(word.text);
  if (level !== undefined) return { level, place: word.place };
  const names = priorities.map((one) => one.toUpperCase());
  reader.report(
    ruleError(
      "unknown-priority",
      word.place,
      {
        en: `${reader.label}: priority: expected one of ${names.join(", ")}, got ${quote(word.text)}`,
        ja: `${reader.label}: priority には ${names.join("、")} のいずれかを想定しましたが、${quote(word.text)} が指定されています`,
      },
      didYouMean(findClosestWord(word.text, names)),
    ),
  );
  return "wrong";
}

/** Reads a priority, letter case ignored; `INFO` is `INFORMATIONAL`. */
function parsePriority(text: string): Priority | undefined {
  const wanted = text.toLowerCase();
  return wanted === "info" ? "Informational" : priorities.find((one) => one.toLowerCase() === wanted);
}

function findDuration(reader: ItemReader): number | undefined {
  const word = findWord(reader, "capture_duration");
  if (word === undefined) return undefined;
  if (/^[0-9]{1,9}$/.test(word.text)) return Number(word.text);
  reader.report(
    ruleError("wrong-value", placeIn(reader, word.place), {
      en: `${reader.label}: capture_duration: expected a number of milliseconds, got ${quote(word.text)}`,
      ja: `${reader.label}: capture_duration にはミリ秒数を想定しましたが、${quote(word.text)} が指定されています`,
    }),
  );
  return undefined;
}
