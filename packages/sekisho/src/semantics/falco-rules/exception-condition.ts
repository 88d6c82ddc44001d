import { listOperators, quantifiers } from "../../formats/falco-rules/condition-syntax.ts";
import type { Place, Word } from "../../formats/falco-rules/place.ts";
import { joinTexts, type PlacedText, putIn } from "../../formats/falco-rules/placed-text.ts";
import type { ExceptionValue } from "../../formats/falco-rules/rule-file.ts";
import type { ExceptionDefinition, RuleDefinition } from "./definitions.ts";

/**
 * Gives a rule's condition with its exceptions: `(condition) and not …`, as a text, since values may name lists.
 *
 * Values of a single field are one list; rows of several fields are joined by `or`, their columns by `and`. Source:
 * Falco 0.44, rule_loader_compiler.cpp, build_rule_exception_infos.
 */
export function withExceptions({ condition, exceptions }: RuleDefinition): PlacedText {
  const texts: PlacedText[] = [];
  for (const exception of exceptions) {
    if (exception.values.length === 0) continue;
    const words = exception.fields.isList ? rowsOf(exception) : [...singleOf(exception)];
    texts.push(putIn(" and not (", exception.place), ...words, putIn(")", exception.place));
  }
  if (texts.length === 0) return condition;
  const before = putIn("(", atStart(condition.place));
  return joinTexts([before, condition, putIn(")", atStart(condition.place)), ...texts], condition.place);
}

function atStart(place: Place): Place {
  return { ...place, end: place.start };
}

function singleOf({ fields, operators, values, place }: ExceptionDefinition): readonly PlacedText[] {
  const [field] = fields.words;
  const [operator] = operators;
  if (field === undefined || operator === undefined) return [];
  const items = values.flatMap((value) => (value.kind === "word" ? [value.word] : []));
  return [...start(field, operator), ...listOf(items, place)];
}

function* rowsText({ fields, operators, values, place }: ExceptionDefinition): Generator<PlacedText> {
  for (const [rowIndex, row] of values.entries()) {
    if (row.kind !== "list") continue;
    yield putIn(rowIndex === 0 ? "(" : " or (", row.place);
    for (const [index, value] of row.values.entries()) {
      const field = fields.words[index];
      const operator = operators[index];
      if (field === undefined || operator === undefined) continue;
      if (index > 0) yield putIn(" and ", row.place);
      yield* start(field, operator);
      yield* valueOf(value, operator, place);
    }
    yield putIn(")", row.place);
  }
}

function rowsOf(exception: ExceptionDefinition): readonly PlacedText[] {
  return [...rowsText(exception)];
}

function start(field: Word, operator: Word): readonly PlacedText[] {
  return [putIn(field.text, field.place), putIn(` ${operator.text} `, operator.place)];
}

/** A list stands in parentheses; so does a single value, or a list's name, behind an operator over lists. */
function valueOf(value: ExceptionValue, operator: Word, place: Place): readonly PlacedText[] {
  if (value.kind === "list") {
    return listOf(
      value.values.flatMap((inner) => (inner.kind === "word" ? [inner.word] : [])),
      value.place,
    );
  }
  const { word } = value;
  if (!takesList(operator.text)) return [putIn(inQuotes(word.text), word.place)];
  return word.text.startsWith("(") ? [putIn(word.text, word.place)] : listOf([word], place);
}

function takesList(operator: string): boolean {
  const words = operator.trim().split(/\s{1,100}/);
  return listOperators.some((one) => one === words[0]) || quantifiers.some((one) => one === words[1]);
}

function listOf(words: readonly Word[], place: Place): readonly PlacedText[] {
  const items = words.flatMap((word, index) => [
    ...(index > 0 ? [putIn(", ", word.place)] : []),
    putIn(inQuotes(word.text), word.place),
  ]);
  return [putIn("(", place), ...items, putIn(")", place)];
}

/** A value with a blank in it stands in quotes. */
function inQuotes(text: string): string {
  return text.includes(" ") && !text.startsWith('"') && !text.startsWith("'") ? `"${text}"` : text;
}
