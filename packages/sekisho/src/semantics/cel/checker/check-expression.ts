import { quote } from "../../../model/quote.ts";
import type { OffsetRange } from "../../../model/source-text.ts";
import type { Declarations } from "../declarations.ts";
import type { CelProblem } from "../problem.ts";
import { findReference, rootName } from "../scope.ts";
import type { Binding, Expression, Identifier, ListLiteral, Logic, MapLiteral, Select } from "../syntax.ts";
import { boolType, dynType, formatType, listOf, mapOf, optionalOf, type Type } from "../type.ts";
import { kindOf } from "../values.ts";
import { checkCall } from "./check-call.ts";
import { checkComprehension } from "./check-comprehension.ts";
import { type Checker, declare, expectType, inner, report } from "./checker.ts";
import { literalTypes } from "./literal-types.ts";
import { freshParameter, isAssignable, moreGeneral, substitute } from "./substitution.ts";

/** The type of an expression, and what is wrong in it. */
export interface Checked {
  readonly type: Type;
  /** In the order of the text. */
  readonly problems: readonly CelProblem[];
}

/** Finds out the type of an expression, and what in it refers to nothing or does not fit. Source: CEL language definition, "Type Checking"; cel-go, checker/checker.go. */
export function checkExpression(declarations: Declarations, expression: Expression): Checked {
  const checker: Checker = {
    declarations,
    locals: new Map(),
    substitution: { found: new Map(), notes: [], count: 0 },
    problems: [],
    typeOf,
  };
  const type = typeOf(checker, expression);
  const problems = checker.problems.toSorted((left, right) => left.range.start - right.range.start);
  return { type: substitute(checker.substitution, type, true), problems };
}

function typeOf(checker: Checker, expression: Expression): Type {
  switch (expression.kind) {
    case "literal":
      return literalTypes[kindOf(expression.value)] ?? dynType;
    case "identifier":
      return checkIdentifier(checker, expression);
    case "select":
      return checkSelect(checker, expression);
    case "call":
      return checkCall(checker, expression);
    case "logic":
      return checkLogic(checker, expression);
    case "list":
      return checkList(checker, expression);
    case "map":
      return checkMap(checker, expression);
    case "message":
      return report(checker, expression.range, {
        en: `there is no message type ${quote(expression.name)}`,
        ja: `メッセージ型 ${quote(expression.name)} はありません`,
      });
    case "comprehension":
      return checkComprehension(checker, expression);
    case "binding":
      return checkBinding(checker, expression);
  }
}

function checkIdentifier(checker: Checker, expression: Identifier): Type {
  const local = expression.isAbsolute ? undefined : checker.locals.get(expression.name);
  if (local !== undefined) return local;
  const reference = findReference(checker.declarations, expression);
  if (reference !== undefined) return reference.type;
  const name = quote(expression.name);
  return report(checker, expression.range, {
    en: `undeclared reference to ${name}`,
    ja: `${name} は宣言されていません`,
  });
}

function checkSelect(checker: Checker, expression: Select): Type {
  const root = rootName(expression);
  const isChain = expression.access !== "optional" && (root === undefined || !checker.locals.has(root));
  const reference = isChain ? findReference(checker.declarations, { ...expression, access: "value" }) : undefined;
  if (reference !== undefined) return expression.access === "presence" ? boolType : reference.type;
  const operand = substitute(checker.substitution, typeOf(checker, expression.operand));
  const isOptional = operand.kind === "optional";
  const holder = isOptional ? substitute(checker.substitution, operand.parameters[0] ?? dynType) : operand;
  const field = fieldType(checker, holder, expression.range);
  if (expression.access === "presence") return boolType;
  return isOptional || expression.access === "optional" ? optionalOf(field) : field;
}

function fieldType(checker: Checker, holder: Type, range: OffsetRange): Type {
  if (holder.kind === "map") return holder.parameters[1] ?? dynType;
  if (holder.kind === "dyn" || holder.kind === "parameter") return dynType;
  const shown = formatType(holder);
  return report(checker, range, {
    en: `type ${shown} does not support field selection`,
    ja: `型 ${shown} にはフィールドがありません`,
  });
}

function checkLogic(checker: Checker, { operands }: Logic): Type {
  for (const operand of operands) expectType(checker, operand, boolType);
  return boolType;
}

function checkList(checker: Checker, { items }: ListLiteral): Type {
  const types = items.map(({ value, isOptional }) => elementType(checker, value, isOptional));
  return listOf(joinTypes(checker, types));
}

function checkMap(checker: Checker, { entries }: MapLiteral): Type {
  const keys: Type[] = [];
  const values: Type[] = [];
  for (const { key, value, isOptional } of entries) {
    const type = substitute(checker.substitution, typeOf(checker, key));
    if (!["string", "int", "uint", "bool", "dyn", "parameter"].includes(type.kind)) {
      const shown = formatType(type);
      report(checker, key.range, { en: `unsupported key type ${shown}`, ja: `型 ${shown} はマップのキーにできません` });
    }
    keys.push(type);
    values.push(elementType(checker, value, isOptional));
  }
  return mapOf(joinTypes(checker, keys), joinTypes(checker, values));
}

/** Gives the type of an element; with a question mark, of what its optional holds. */
function elementType(checker: Checker, value: Expression, isOptional: boolean): Type {
  if (!isOptional) return typeOf(checker, value);
  const element = freshParameter(checker.substitution);
  expectType(checker, value, optionalOf(element));
  return substitute(checker.substitution, element);
}

/** Gives the one type that takes all of several; `dyn` when they do not fit together. */
function joinTypes({ substitution }: Checker, types: readonly Type[]): Type {
  const [first, ...others] = types;
  if (first === undefined) return freshParameter(substitution);
  let joined = first;
  for (const type of others) {
    if (!isAssignable(substitution, joined, type)) return dynType;
    joined = moreGeneral(substitution, substitute(substitution, joined), substitute(substitution, type));
  }
  return joined;
}

function checkBinding(checker: Checker, expression: Binding): Type {
  if (expression.name === "bind") {
    const value = typeOf(checker, expression.value);
    return typeOf(inner(checker, declare(checker, [[expression.variable, value]])), expression.body);
  }
  const held = freshParameter(checker.substitution);
  expectType(checker, expression.value, optionalOf(held));
  const content = substitute(checker.substitution, held);
  const body = typeOf(inner(checker, declare(checker, [[expression.variable, content]])), expression.body);
  if (expression.name === "optMap") return optionalOf(body);
  const flat = freshParameter(checker.substitution);
  if (isAssignable(checker.substitution, body, optionalOf(flat)))
    return optionalOf(substitute(checker.substitution, flat));
  const shown = formatType(substitute(checker.substitution, body));
  return report(checker, expression.body.range, {
    en: `expected an optional, got ${shown}`,
    ja: `optional が必要ですが、${shown} でした`,
  });
}
