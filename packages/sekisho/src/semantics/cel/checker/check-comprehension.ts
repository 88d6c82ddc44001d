import type { Comprehension } from "../syntax.ts";
import { boolType, dynType, formatType, intType, listOf, mapOf, type Type } from "../type.ts";
import { type Checker, declare, expectType, inner, report } from "./checker.ts";
import { freshParameter, isAssignable, substitute } from "./substitution.ts";

/** The types of the keys (of a list: indexes) and of the values that a macro walks over. */
interface ElementTypes {
  readonly key: Type;
  readonly value: Type;
  /** The one variable, where there is one: a list's elements, a map's keys. */
  readonly single: Type;
}

/** Checks a macro that walks over a list or a map; gives its result's type. */
export function checkComprehension(checker: Checker, expression: Comprehension): Type {
  const elements = elementTypes(checker, expression);
  const types = expression.variables.length === 1 ? [elements.single] : [elements.key, elements.value];
  const locals = declare(
    checker,
    expression.variables.map((name, index) => [name, types[index] ?? dynType]),
  );
  const body = inner(checker, locals);
  if (expression.condition !== undefined) expectType(body, expression.condition, boolType);
  switch (expression.name) {
    case "all":
    case "exists":
    case "existsOne":
      expectType(body, expression.body, boolType);
      return boolType;
    case "filter":
      expectType(body, expression.body, boolType);
      return listOf(elements.single);
    case "map":
    case "transformList":
      return listOf(checker.typeOf(body, expression.body));
    case "transformMap":
      return mapOf(elements.key, checker.typeOf(body, expression.body));
    case "transformMapEntry": {
      const entry = mapOf(freshParameter(checker.substitution), freshParameter(checker.substitution));
      expectType(body, expression.body, entry);
      return substitute(checker.substitution, entry);
    }
    case "sortBy":
      checker.typeOf(body, expression.body);
      return listOf(elements.single);
  }
}

function elementTypes(checker: Checker, { collection }: Comprehension): ElementTypes {
  const type = substitute(checker.substitution, checker.typeOf(checker, collection));
  if (type.kind === "list") {
    const value = type.parameters[0] ?? dynType;
    return { key: intType, value, single: value };
  }
  if (type.kind === "map") {
    const [key = dynType, value = dynType] = type.parameters;
    return { key, value, single: key };
  }
  const any: ElementTypes = { key: dynType, value: dynType, single: dynType };
  if (type.kind === "dyn") return any;
  if (type.kind === "parameter") {
    isAssignable(checker.substitution, type, dynType);
    return any;
  }
  const shown = formatType(type);
  report(checker, collection.range, {
    en: `expected a list or a map, got ${shown}`,
    ja: `リストまたはマップが必要ですが、${shown} でした`,
  });
  return any;
}
