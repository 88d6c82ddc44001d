import type { CheckDescription, ParameterDescription, ParameterValue } from "../../model/check.ts";
import { findClosestWord } from "../../model/closest-word.ts";
import type { Text } from "../../model/text.ts";
import { findFlawRule, flawNamePattern } from "./flaw-rule.ts";
import { gapRules, isGapRule } from "./gap-rule.ts";
import { didYouMean, inside, type Place, report } from "./place.ts";
import { type Field, recordShape } from "./record-shape.ts";
import { findClosestRule, findRule, type RuleIndex, type RuleMatch } from "./rule-index.ts";
import {
  booleanShape,
  choiceShape,
  integerShape,
  listShape,
  mapShape,
  quoted,
  refuse,
  type Shape,
  textShape,
} from "./shape.ts";
import type { YamlEntry, YamlTree } from "./yaml-tree.ts";

/** The name of a rule: a check id or an alias. */
export function ruleShape(index: RuleIndex): Shape<RuleMatch> {
  const name = textShape({ expected: { en: "a check id or alias", ja: "チェック項目の ID または別名" }, schema: {} });
  return {
    schema: { type: "string", anyOf: [{ enum: index.names }, { pattern: "^(shellcheck[:/])?SC[0-9]{4}$" }, {}] },
    read(tree, place) {
      const written = name.read(tree, place);
      if (written === undefined) return undefined;
      const match = findRule(index, written);
      if (match === undefined) report(place, "error", tree, unknownRuleText(index, written));
      return match;
    },
  };
}

/** The name of a rule that findings may be accepted of: of a check, of a known flaw, or of packages without advisories. */
export function acceptedRuleShape(index: RuleIndex): Shape<RuleMatch> {
  const checks = ruleShape(index);
  return {
    schema: {
      type: "string",
      anyOf: [
        { enum: index.names },
        { pattern: "^(shellcheck[:/])?SC[0-9]{4}$" },
        { pattern: flawNamePattern.source },
        { enum: gapRules },
        {},
      ],
    },
    read(tree, place) {
      const written = tree.kind === "scalar" && typeof tree.value === "string" ? tree.value : "";
      if (isGapRule(written)) return { name: written, ids: [] };
      if (findRule(index, written) !== undefined) return checks.read(tree, place);
      const flaw = findFlawRule(written);
      if (flaw !== undefined) return { name: flaw, ids: [] };
      const gap = findClosestWord(written, gapRules);
      if (gap === undefined) return checks.read(tree, place);
      report(place, "error", tree, unknownRuleText(index, written, gap));
      return undefined;
    },
  };
}

/** A mapping from rule names to values of one shape; every check that answers to a name gets the value. */
export function byRuleShape<Value>(index: RuleIndex, value: Shape<Value>): Shape<Readonly<Record<string, Value>>> {
  return {
    schema: {
      type: "object",
      propertyNames: { anyOf: [{ enum: index.names }, {}] },
      additionalProperties: value.schema,
    },
    read(tree, place) {
      const entries: [string, Value][] = [];
      forEachRule(tree, { index, place }, (match, entry) => {
        const read = value.read(entry.value, inside(place, entry.key));
        if (read === undefined) return;
        const ids = match.ids.length === 0 ? [match.name.replace(":", "/")] : match.ids;
        for (const id of ids) entries.push([id, read]);
      });
      return Object.fromEntries(entries);
    },
  };
}

/** Parameter values of one check by parameter name. */
type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** A mapping from rule names to the parameters of that check. */
export function parametersShape(index: RuleIndex): Shape<Readonly<Record<string, ParameterValues>>> {
  const adjustable = [...index.checks.values()].filter((check) => parametersOf(check).length > 0);
  const shapes = new Map(adjustable.map((check) => [check.id, checkParametersShape(check)]));
  return {
    schema: {
      type: "object",
      properties: Object.fromEntries([...shapes].map(([id, shape]) => [id, shape.schema])),
      additionalProperties: { type: "object" },
    },
    read(tree, place) {
      const entries: [string, ParameterValues][] = [];
      forEachRule(tree, { index, place }, (match, entry) => {
        const ids = match.ids.filter((id) => shapes.has(id));
        if (ids.length === 0) report(place, "error", entry.keyRange, withoutParameters(entry.key));
        for (const id of ids) {
          const values = shapes.get(id)?.read(entry.value, inside(place, entry.key));
          if (values !== undefined) entries.push([id, values]);
        }
      });
      return Object.fromEntries(entries);
    },
  };
}

/** Says that no check answers to a name. */
export function unknownRuleText(
  index: RuleIndex,
  written: string,
  closest: string | undefined = findClosestRule(index, written),
): Text {
  const hint = closest === undefined ? { en: "", ja: "" } : didYouMean(closest);
  return {
    en: `no check has the id or alias ${quoted(written)}${hint.en}`,
    ja: `${quoted(written)} という ID または別名のチェック項目はありません。${hint.ja}`,
  };
}

function forEachRule(
  tree: YamlTree,
  at: { readonly index: RuleIndex; readonly place: Place },
  visit: (match: RuleMatch, entry: YamlEntry) => void,
): void {
  if (tree.kind !== "mapping") {
    refuse(tree, at.place, {
      en: "a mapping from check ids or aliases",
      ja: "チェック項目の ID または別名のマッピング",
    });
    return;
  }
  for (const entry of tree.entries) {
    const match = findRule(at.index, entry.key);
    if (match === undefined) report(at.place, "error", entry.keyRange, unknownRuleText(at.index, entry.key));
    else visit(match, entry);
  }
}

function parametersOf(check: CheckDescription): readonly [string, ParameterDescription][] {
  return Object.entries(check.parameters ?? {});
}

function checkParametersShape(check: CheckDescription): Shape<ParameterValues> {
  const fields = parametersOf(check).map(
    ([name, parameter]): Field<ParameterValue> => ({
      name,
      description: parameter.description,
      shape: parameterShape(parameter),
    }),
  );
  return recordShape<ParameterValues>({
    fields,
    unknownKey: "error",
    build(read) {
      const entries: [string, ParameterValue][] = [];
      for (const field of fields) {
        const value = read(field);
        if (value !== undefined) entries.push([field.name, value]);
      }
      return Object.fromEntries(entries);
    },
  });
}

function parameterShape(parameter: ParameterDescription): Shape<ParameterValue> {
  const text = parameter.values === undefined ? textShape() : choiceShape(parameter.values);
  switch (parameter.type) {
    case "boolean":
      return booleanShape;
    case "integer":
      return integerShape;
    case "string":
      return text;
    case "string-list":
      return listShape(text);
    case "string-map":
      return mapShape(text);
  }
}

function withoutParameters(name: string): Text {
  return {
    en: `the check ${quoted(name)} has no parameters`,
    ja: `チェック項目 ${quoted(name)} にはパラメーターがありません。`,
  };
}
