import type { Word } from "../../formats/falco-rules/place.ts";
import { joinTexts, type PlacedText, putIn } from "../../formats/falco-rules/placed-text.ts";
import type { ListItem, MacroItem, RuleFile, RuleItem } from "../../formats/falco-rules/rule-file.ts";
import {
  didYouMean,
  type ReportProblem,
  type RuleProblem,
  ruleError,
  ruleWarning,
} from "../../formats/falco-rules/rule-problem.ts";
import { findClosestWord } from "../../model/closest-word.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import { collectExceptions } from "./collect-exceptions.ts";
import type { BrokenRule, Definitions, ListDefinition, MacroDefinition, RuleDefinition } from "./definitions.ts";
import { createNearNames, type NearNames } from "./near-names.ts";
import { judgeEngineVersion, judgePlugins } from "./required-versions.ts";
import { falcoSources, findSource } from "./sources.ts";

interface Collection extends Definitions {
  readonly lists: Map<string, ListDefinition>;
  readonly macros: Map<string, MacroDefinition>;
  readonly rules: Map<string, RuleDefinition>;
  readonly brokenRules: BrokenRule[];
  readonly report: ReportProblem;
  readonly nearNames: NearNames;
  next: number;
}

/**
 * Gathers what files define, one after the other: a later item of a name replaces the earlier one or changes it.
 * Source: Falco 0.44, rule_loader_collector.cpp.
 */
export function collectDefinitions(files: readonly RuleFile[], report: ReportProblem): Definitions {
  const collection: Collection = {
    lists: new Map(),
    macros: new Map(),
    rules: new Map(),
    brokenRules: [],
    report,
    nearNames: createNearNames(),
    next: 0,
  };
  for (const item of files.flatMap(({ items }) => items)) {
    switch (item.kind) {
      case "engine-version":
        judgeEngineVersion(item, report);
        break;
      case "plugin-versions":
        judgePlugins(item, report);
        break;
      case "list":
        collectList(collection, item);
        break;
      case "macro":
        collectMacro(collection, item);
        break;
      case "rule":
        collectRule(collection, item);
        break;
    }
    collection.next += 1;
  }
  return collection;
}

function collectList({ lists, next, report, nearNames }: Collection, { name, items, overrides }: ListItem): void {
  const known = lists.get(name.text);
  if (overrides.kind === "define") {
    lists.set(name.text, { name, items, index: known?.index ?? next, visibility: next });
    return;
  }
  if (known === undefined) report(nothingToChange("list", name, nearNames.hintFor(name.text, lists.keys())));
  else if (overrides.ways.get("items") === "replace") known.items = items;
  else known.items = [...known.items, ...items];
  if (known !== undefined) known.visibility = next;
}

function collectMacro(
  { macros, next, report, nearNames }: Collection,
  { name, condition, overrides }: MacroItem,
): void {
  const known = macros.get(name.text);
  if (overrides.kind === "define") {
    macros.set(name.text, { name, condition, index: known?.index ?? next, visibility: next });
    return;
  }
  if (known === undefined) {
    report(nothingToChange("macro", name, nearNames.hintFor(name.text, macros.keys())));
    return;
  }
  known.condition = overrides.ways.get("condition") === "replace" ? condition : appended(known.condition, condition);
  known.visibility = next;
}

/** Joins two texts with a blank, as the engine does before it reads them. */
function appended(first: PlacedText, second: PlacedText): PlacedText {
  const blank = putIn(" ", { ...second.place, end: second.place.start });
  return joinTexts([first, blank, second], first.place);
}

function nothingToChange(kind: "list" | "macro" | "rule", name: Word, hint: Text | undefined): RuleProblem {
  const shown = quote(name.text);
  return ruleError(
    "nothing-to-change",
    name.place,
    {
      en: `${kind} ${shown}: there is no ${kind} of that name above that could be changed`,
      ja: `${kind} ${shown}: 変更の対象となる同名の定義が前にありません`,
    },
    hint,
  );
}

function collectRule(collection: Collection, item: RuleItem): void {
  const known = collection.rules.get(item.name.text);
  if (item.overrides.kind === "change") changeRule(collection, item, known);
  else if (isToggle(item) && !item.isWrong) toggleRule(collection, item, known);
  else defineRule(collection, item, known);
}

/** A rule with nothing but `enabled` switches an earlier one. */
function isToggle({ condition, output, description, priority }: RuleItem): boolean {
  return condition === undefined && output === undefined && description === undefined && priority === undefined;
}

function toggleRule(collection: Collection, item: RuleItem, known: RuleDefinition | undefined): void {
  const { report } = collection;
  if (item.isEnabled === undefined) {
    report(missing(item, ["condition", "desc", "output", "priority"]));
    return;
  }
  if (known === undefined) reportNoRule(collection, item);
  else known.isEnabled = item.isEnabled;
}

/** What is broken was told where it stands. */
function reportNoRule({ rules, brokenRules, report, nearNames }: Collection, { name }: RuleItem): void {
  if (brokenRules.some((broken) => broken.name.text === name.text)) return;
  report(nothingToChange("rule", name, nearNames.hintFor(name.text, rules.keys())));
}

function defineRule(collection: Collection, item: RuleItem, known: RuleDefinition | undefined): void {
  const { rules, next, report, brokenRules } = collection;
  const { name, condition, output, description, priority } = item;
  const source = findSource(item.source?.text ?? "syscall");
  if (source === undefined && item.source !== undefined) report(unknownSource(item.source));
  if (condition === undefined || output === undefined || description === undefined || priority === undefined) {
    const keys = Object.entries({ condition, desc: description, output, ...(item.isWrong ? {} : { priority }) })
      .filter(([, value]) => value === undefined)
      .map(([key]) => key);
    if (keys.length > 0) report(missing(item, keys));
    const skipsUnknownFields = item.skipsUnknownFields ?? false;
    brokenRules.push({
      name,
      source,
      skipsUnknownFields,
      ...(condition === undefined ? {} : { condition }),
      ...(output === undefined ? {} : { output }),
    });
    return;
  }
  if (known !== undefined && item.source !== undefined && known.source !== source) {
    report(otherSource(item.source, known));
    return;
  }
  rules.set(name.text, {
    name,
    source,
    sourceName: item.source?.text ?? "syscall",
    description: description.text.trim(),
    condition,
    output,
    priority: priority.level,
    tags: (item.tags ?? []).map(({ text }) => text),
    isEnabled: item.isEnabled ?? true,
    warnsOfEventTypes: item.warnsOfEventTypes ?? true,
    skipsUnknownFields: item.skipsUnknownFields ?? false,
    exceptions: collectExceptions([], item.exceptions ?? [], report),
    index: known?.index ?? next,
    visibility: next,
  });
}

function changeRule(collection: Collection, item: RuleItem, known: RuleDefinition | undefined): void {
  const { next, report } = collection;
  if (known === undefined) {
    reportNoRule(collection, item);
    return;
  }
  if (item.isWrong) return;
  const { ways } = item.overrides.kind === "change" ? item.overrides : { ways: new Map<string, string>() };
  const isAppended = (key: string): boolean => ways.get(key) === "append";
  if (item.condition !== undefined && ways.has("condition")) {
    known.condition = isAppended("condition") ? appended(known.condition, item.condition) : item.condition;
  }
  if (item.output !== undefined && ways.has("output")) {
    known.output = isAppended("output") ? appended(known.output, item.output) : item.output;
  }
  if (item.description !== undefined && ways.has("desc")) {
    const text = item.description.text.trim();
    known.description = isAppended("desc") ? `${known.description} ${text}` : text;
  }
  if (item.tags !== undefined && ways.has("tags")) {
    const tags = item.tags.map(({ text }) => text);
    known.tags = isAppended("tags") ? [...new Set([...known.tags, ...tags])] : tags;
  }
  if (item.exceptions !== undefined && ways.has("exceptions")) {
    const earlier = isAppended("exceptions") ? known.exceptions : [];
    known.exceptions = collectExceptions(earlier, item.exceptions, report);
  }
  replaceSettings(known, item);
  known.visibility = next;
}

/** What can only be replaced. */
function replaceSettings(known: RuleDefinition, { overrides, ...item }: RuleItem): void {
  if (overrides.kind !== "change") return;
  const { ways } = overrides;
  if (ways.has("priority")) known.priority = item.priority?.level ?? known.priority;
  if (ways.has("enabled")) known.isEnabled = item.isEnabled ?? known.isEnabled;
  if (ways.has("warn_evttypes")) known.warnsOfEventTypes = item.warnsOfEventTypes ?? known.warnsOfEventTypes;
  if (ways.has("skip-if-unknown-filter"))
    known.skipsUnknownFields = item.skipsUnknownFields ?? known.skipsUnknownFields;
}

function missing({ name }: RuleItem, keys: readonly string[]): RuleProblem {
  return ruleError("key-missing", name.place, {
    en: `rule ${quote(name.text)}: ${keys.join(", ")} missing`,
    ja: `rule ${quote(name.text)}: ${keys.join("、")} がありません`,
  });
}

function unknownSource(word: Word): RuleProblem {
  return ruleWarning(
    "unknown-source",
    word.place,
    {
      en: `events of the source ${quote(word.text)} are not understood, the rule is skipped; known are ${falcoSources.join(", ")}`,
      ja: `イベントソース ${quote(word.text)} には対応していないため、このルールを飛ばします。対応しているのは ${falcoSources.join("、")} です`,
    },
    didYouMean(findClosestWord(word.text, falcoSources)),
  );
}

function otherSource(word: Word, known: RuleDefinition): RuleProblem {
  return ruleError("changed-source", word.place, {
    en: `rule ${quote(known.name.text)} is defined above for another source than ${quote(word.text)}`,
    ja: `rule ${quote(known.name.text)} は、前に ${quote(word.text)} とは別のソース向けに定義されています`,
  });
}
