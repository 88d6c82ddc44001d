import {
  listOperators,
  numberOperators,
  quantifiers,
  textOperators,
} from "../../formats/falco-rules/condition-syntax.ts";
import type { Word } from "../../formats/falco-rules/place.ts";
import type { ExceptionItem, ExceptionValue, OneOrMany } from "../../formats/falco-rules/rule-file.ts";
import { type ReportProblem, ruleError } from "../../formats/falco-rules/rule-problem.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import type { ExceptionDefinition } from "./definitions.ts";

/**
 * Defines the exceptions of a rule, or adds to them; a broken one is left out.
 *
 * Values may be added to an exception by its name; its fields and operators stay. Source: Falco 0.44,
 * rule_loader_collector.cpp, validate_exception_info.
 */
export function collectExceptions(
  known: readonly ExceptionDefinition[],
  items: readonly ExceptionItem[],
  report: ReportProblem,
): ExceptionDefinition[] {
  const exceptions = [...known];
  for (const item of items) {
    const at = exceptions.findIndex(({ name }) => name.text === item.name.text);
    const earlier = exceptions[at];
    if (earlier === undefined) {
      const defined = defineException(item, report);
      if (defined !== undefined) exceptions.push(defined);
      continue;
    }
    const changed = item.fields ?? item.operators;
    if (changed !== undefined) {
      report(
        ruleError("changed-exception", changed.place, {
          en: `exception ${quote(item.name.text)}: fields and comps of an earlier definition cannot be changed, only values added`,
          ja: `例外 ${quote(item.name.text)}: 定義済みの fields と comps は変更できません。追加できるのは values だけです`,
        }),
      );
      continue;
    }
    const added = item.values.filter((value) => fits(earlier, value, report));
    exceptions[at] = { ...earlier, values: [...earlier.values, ...added] };
  }
  return exceptions;
}

function defineException(item: ExceptionItem, report: ReportProblem): ExceptionDefinition | undefined {
  const { fields } = item;
  if (fields === undefined || fields.words.length === 0) {
    report(exceptionError(item, "exception-without-fields", { en: "fields is missing", ja: "fields がありません" }));
    return undefined;
  }
  const operators = item.operators?.words ?? defaultOperators(fields);
  const isSameForm = item.operators === undefined || item.operators.isList === fields.isList;
  if (!isSameForm || operators.length !== fields.words.length) {
    report(
      exceptionError(item, "exception-length", {
        en: `expected one of comps for each of the ${fields.words.length} fields, got ${operators.length}`,
        ja: `comps には fields と同じ ${fields.words.length} 個を想定しましたが、${operators.length} 個が指定されています`,
      }),
    );
    return undefined;
  }
  const wrong = operators.find(({ text }) => !isUsable(text, fields.isList));
  if (wrong !== undefined) {
    report(wrongOperator(item, wrong, fields.isList));
    return undefined;
  }
  const defined: ExceptionDefinition = { name: item.name, fields, operators, values: [], place: item.place };
  return { ...defined, values: item.values.filter((value) => fits(defined, value, report)) };
}

function defaultOperators(fields: OneOrMany): readonly Word[] {
  return fields.words.map(({ place }) => ({ text: fields.isList ? "=" : "in", place }));
}

const plainOperators: readonly string[] = [...numberOperators, ...textOperators, "==", ...listOperators];

/** A single field takes operators over lists alone; a list of fields takes any. */
function isUsable(text: string, isList: boolean): boolean {
  const [operator = "", quantifier, ...rest] = text.trim().split(/\s{1,100}/);
  if (rest.length > 0) return false;
  if (quantifier !== undefined) {
    const isText = operator === "==" || textOperators.some((one) => one === operator);
    return isText && quantifiers.some((one) => one === quantifier);
  }
  return isList ? plainOperators.includes(operator) : listOperators.some((one) => one === operator);
}

function wrongOperator(item: ExceptionItem, word: Word, isList: boolean): ReturnType<typeof ruleError> {
  const shown = quote(word.text);
  const withList = `${listOperators.join(", ")}, startswith anyof, …`;
  const expected = isList ? plainOperators.join(", ") : withList;
  return ruleError("exception-operator", word.place, {
    en: `exception ${quote(item.name.text)}: comps: expected one of ${expected}, got ${shown}`,
    ja: `例外 ${quote(item.name.text)}: comps には ${expected} のいずれかを想定しましたが、${shown} が指定されています`,
  });
}

/** A single field has words as values; a list of fields has rows of as many columns. */
function fits({ name, fields }: ExceptionDefinition, value: ExceptionValue, report: ReportProblem): boolean {
  const width = fields.words.length;
  const isRow = value.kind === "list";
  if (fields.isList ? isRow && value.values.length === width : !isRow) return true;
  const place = isRow ? value.place : value.word.place;
  const message = fields.isList
    ? {
        en: `exception ${quote(name.text)}: expected a list of ${width} values, one for each field`,
        ja: `例外 ${quote(name.text)}: フィールドごとに 1 つ、計 ${width} 個の値のリストを想定しました`,
      }
    : {
        en: `exception ${quote(name.text)}: expected a text; a list of values needs a list of fields`,
        ja: `例外 ${quote(name.text)}: 文字列を想定しました。値をリストで指定する場合は fields もリストにしてください`,
      };
  report(ruleError("exception-value", place, message));
  return false;
}

function exceptionError({ name, place }: ExceptionItem, code: string, text: Text): ReturnType<typeof ruleError> {
  return ruleError(code, place, {
    en: `exception ${quote(name.text)}: ${text.en}`,
    ja: `例外 ${quote(name.text)}: ${text.ja}`,
  });
}
