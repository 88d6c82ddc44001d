import { failAt, type ParseReader } from "./parse-reader.ts";
import type { Call, ComprehensionName, Expression, Identifier } from "./syntax.ts";

interface MacroShape {
  readonly name: ComprehensionName;
  /** How many arguments name variables. */
  readonly variables: 1 | 2;
  readonly hasCondition: boolean;
}

/** Macros over a collection, by name and number of arguments. */
const comprehensions: ReadonlyMap<string, MacroShape> = new Map<string, MacroShape>([
  ["all/2", { name: "all", variables: 1, hasCondition: false }],
  ["all/3", { name: "all", variables: 2, hasCondition: false }],
  ["exists/2", { name: "exists", variables: 1, hasCondition: false }],
  ["exists/3", { name: "exists", variables: 2, hasCondition: false }],
  ["exists_one/2", { name: "existsOne", variables: 1, hasCondition: false }],
  ["exists_one/3", { name: "existsOne", variables: 2, hasCondition: false }],
  ["existsOne/2", { name: "existsOne", variables: 1, hasCondition: false }],
  ["existsOne/3", { name: "existsOne", variables: 2, hasCondition: false }],
  ["map/2", { name: "map", variables: 1, hasCondition: false }],
  ["map/3", { name: "map", variables: 1, hasCondition: true }],
  ["filter/2", { name: "filter", variables: 1, hasCondition: false }],
  ["transformList/3", { name: "transformList", variables: 2, hasCondition: false }],
  ["transformList/4", { name: "transformList", variables: 2, hasCondition: true }],
  ["transformMap/3", { name: "transformMap", variables: 2, hasCondition: false }],
  ["transformMap/4", { name: "transformMap", variables: 2, hasCondition: true }],
  ["transformMapEntry/3", { name: "transformMapEntry", variables: 2, hasCondition: false }],
  ["transformMapEntry/4", { name: "transformMapEntry", variables: 2, hasCondition: true }],
  ["sortBy/2", { name: "sortBy", variables: 1, hasCondition: false }],
]);

/** Gives what a call stands for when it is one of a macro, else the call. */
export function recognizeMacro(reader: ParseReader, call: Call): Expression {
  if (call.target === undefined)
    return call.name === "has" && call.arguments.length === 1 ? presence(reader, call) : call;
  const count = call.arguments.length;
  if (call.target.kind === "identifier" && call.target.name === "cel" && call.name === "bind" && count === 3) {
    return bind(reader, call);
  }
  if (
    call.target.kind === "identifier" &&
    call.target.name === "math" &&
    /^(?:greatest|least)$/.test(call.name) &&
    count > 2
  ) {
    return gather(call);
  }
  if ((call.name === "optMap" || call.name === "optFlatMap") && count === 2)
    return bindOptional(reader, call, call.name);
  const shape = comprehensions.get(`${call.name}/${count}`);
  return shape === undefined ? call : comprehend(reader, call, shape);
}

function presence(reader: ParseReader, call: Call): Expression {
  const [argument] = call.arguments;
  if (argument?.kind === "select" && argument.access === "value") {
    return { ...argument, access: "presence", range: call.range };
  }
  failAt(
    reader,
    argument?.range ?? call.range,
    "has() takes a field, such as has(a.b)",
    "has() の引数は has(a.b) のようなフィールドです",
  );
  return call;
}

/** Makes more than two arguments into one list of them. */
function gather(call: Call): Expression {
  const items = call.arguments.map((value) => ({ value, isOptional: false }));
  return { ...call, arguments: [{ kind: "list", items, range: call.range }] };
}

function comprehend(reader: ParseReader, call: Call, shape: MacroShape): Expression {
  const { target } = call;
  const [first, second] = call.arguments;
  const names = [first, shape.variables === 2 ? second : undefined].filter((argument) => argument !== undefined);
  const variables = names.map((argument) => variableOf(reader, argument));
  const [condition, transform] = call.arguments.slice(shape.variables);
  const body = shape.hasCondition ? transform : condition;
  if (target === undefined || body === undefined) return call;
  if (variables.length === 2 && variables[0] === variables[1]) {
    failAt(
      reader,
      second?.range ?? call.range,
      "the two variables need different names",
      "2 つの変数には異なる名前が必要です",
    );
  }
  return {
    kind: "comprehension",
    name: shape.name,
    collection: target,
    variables,
    condition: shape.hasCondition ? condition : undefined,
    body,
    range: call.range,
  };
}

function bind(reader: ParseReader, call: Call): Expression {
  const [variable, value, body] = call.arguments;
  if (variable === undefined || value === undefined || body === undefined) return call;
  return { kind: "binding", name: "bind", variable: variableOf(reader, variable), value, body, range: call.range };
}

function bindOptional(reader: ParseReader, call: Call, name: "optMap" | "optFlatMap"): Expression {
  const [variable, body] = call.arguments;
  if (call.target === undefined || variable === undefined || body === undefined) return call;
  const value = call.target;
  return { kind: "binding", name, variable: variableOf(reader, variable), value, body, range: call.range };
}

function variableOf(reader: ParseReader, expression: Expression): string {
  if (isSimpleName(expression)) return expression.name;
  failAt(reader, expression.range, "expected the name of a variable", "変数名が必要です");
  return "";
}

function isSimpleName(expression: Expression): expression is Identifier {
  return expression.kind === "identifier" && !expression.isAbsolute;
}
