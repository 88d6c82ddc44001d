import { findClosestWord } from "../../model/closest-word.ts";
import { quote } from "../../model/quote.ts";
import type { SourceText } from "../../model/source-text.ts";
import { parseYamlSource } from "../yaml-source/parse-yaml-source.ts";
import type { YamlMap, YamlNode } from "../yaml-source/syntax.ts";
import { describeYamlProblem } from "./describe-yaml-problem.ts";
import {
  findEntry,
  findPlacedText,
  findWord,
  findWords,
  type ItemReader,
  isNull,
  placeIn,
  texts,
  warnOfUnknownKeys,
  wrongKind,
} from "./item-reader.ts";
import type { Word } from "./place.ts";
import { readOverrides } from "./read-overrides.ts";
import { readRuleItem } from "./read-rule-item.ts";
import { readEngineVersion, readPluginVersions } from "./read-versions.ts";
import type { ListItem, MacroItem, RuleFile, RuleFileItem } from "./rule-file.ts";
import { didYouMean, type ReportProblem, ruleError, ruleWarning } from "./rule-problem.ts";

const itemKeys = ["rule", "macro", "list", "required_engine_version", "required_plugin_versions"] as const;

/**
 * Reads a file of Falco rules: documents of lists of items. What is wrong with an item is reported with its place, and
 * the other items count. Never throws.
 *
 * Source: Falco 0.44, userspace/engine/rule_loader_reader.cpp.
 */
export function readRuleFile(source: SourceText, report: ReportProblem): RuleFile {
  const items: RuleFileItem[] = [];
  for (const { root, problems } of parseYamlSource(source.text)) {
    for (const problem of problems) report(describeYamlProblem(problem, source));
    if (root === undefined || isNull(root)) continue;
    if (root.kind === "list") for (const node of root.items) readItem(node, source, { report, items });
    else {
      report(
        ruleError(
          "no-list",
          { source, start: root.start, end: Math.min(root.end, root.start + 1) },
          {
            en: "expected a list of rules, macros and lists, each behind a dash",
            ja: "ルール、マクロ、リストの一覧（各項目の先頭に - を付けたもの）を想定しました",
          },
        ),
      );
    }
  }
  return { items };
}

interface Sink {
  readonly report: ReportProblem;
  readonly items: RuleFileItem[];
}

function readItem(node: YamlNode, source: SourceText, { report, items }: Sink): void {
  // An item that was left empty, such as a stray dash, is none.
  if (isNull(node)) return;
  const frame = { source, report, label: "" };
  if (node.kind !== "map") {
    report(wrongKind({ ...frame, label: "item", map: emptyMap }, node, { key: "-", expected: texts.map }));
    return;
  }
  const reader: ItemReader = { ...frame, map: node };
  const key = itemKeys.find((one) => findEntry(reader, one) !== undefined);
  if (key === undefined) {
    reportUnknownItem(reader);
    return;
  }
  const item = readKnownItem(reader, key);
  if (item !== undefined) items.push(item);
}

const emptyMap: YamlMap = { kind: "map", entries: [], isFlow: false, start: 0, end: 0 };

function reportUnknownItem(reader: ItemReader): void {
  const first = reader.map.entries[0];
  const place = placeIn(reader, first?.keyRange ?? reader.map);
  const message = {
    en: `unknown item${first === undefined ? "" : ` ${quote(first.key)}`}; expected one of ${itemKeys.join(", ")}`,
    ja: `不明な項目${first === undefined ? "" : ` ${quote(first.key)} `}です。${itemKeys.join("、")} のいずれかを想定しました`,
  };
  reader.report(ruleWarning("unknown-item", place, message, didYouMean(findClosestWord(first?.key ?? "", itemKeys))));
}

function readKnownItem(reader: ItemReader, key: (typeof itemKeys)[number]): RuleFileItem | undefined {
  const labelled = { ...reader, label: key };
  if (key === "required_engine_version") return readEngineVersion(labelled);
  if (key === "required_plugin_versions") return readPluginVersions(labelled);
  const name = findWord(labelled, key);
  if (name === undefined || name.text === "") {
    reader.report(
      ruleError("name-missing", placeIn(reader, findEntry(reader, key)?.keyRange ?? reader.map), {
        en: `${key}: the name is missing`,
        ja: `${key}: 名前がありません`,
      }),
    );
    return undefined;
  }
  const named = { ...reader, label: `${key} ${quote(name.text)}` };
  if (key === "rule") return readRuleItem(named, name);
  return key === "macro" ? readMacro(named, name) : readList(named, name);
}

function readMacro(reader: ItemReader, name: Word): MacroItem | undefined {
  warnOfUnknownKeys(reader, ["macro", "condition", "append", "override"]);
  warnOfName(reader, name, /^[A-Za-z][A-Za-z0-9_]{0,999}$/);
  const overrides = readOverrides(reader, "macro", { append: ["condition"], replace: ["condition"] });
  const condition = findPlacedText(reader, "condition");
  if (condition === undefined || condition.text.trim() === "") {
    reportMissing(reader, "condition");
    return undefined;
  }
  return overrides === undefined ? undefined : { kind: "macro", name, condition, overrides };
}

function readList(reader: ItemReader, name: Word): ListItem | undefined {
  warnOfUnknownKeys(reader, ["list", "items", "append", "override"]);
  warnOfName(reader, name, /^[^()"'\s=,]{1,1000}$/);
  const overrides = readOverrides(reader, "list", { append: ["items"], replace: ["items"] });
  const items = findWords(reader, "items");
  if (items === undefined) {
    if (findEntry(reader, "items") === undefined) reportMissing(reader, "items");
    return undefined;
  }
  return overrides === undefined ? undefined : { kind: "list", name, items, overrides };
}

function warnOfName(reader: ItemReader, name: Word, pattern: RegExp): void {
  if (pattern.test(name.text)) return;
  reader.report(
    ruleWarning("unusable-name", name.place, {
      en: `${reader.label}: no condition can refer to a name like this`,
      ja: `${reader.label}: この名前は条件式から参照できません`,
    }),
  );
}

function reportMissing(reader: ItemReader, key: string): void {
  reader.report(
    ruleError("key-missing", placeIn(reader, reader.map.entries[0]?.keyRange ?? reader.map), {
      en: `${reader.label}: ${key} is missing`,
      ja: `${reader.label}: ${key} がありません`,
    }),
  );
}
