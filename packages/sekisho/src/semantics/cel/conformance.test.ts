import { tests as conformance } from "@bufbuild/cel-spec/testdata/conformance.js";
import { tests as parsing } from "@bufbuild/cel-spec/testdata/parsing.js";
import type { SerializedIncrementalTestSuite } from "@bufbuild/cel-spec/testdata/tests.js";
import { expect, test } from "vitest";
import { checkExpression } from "./checker/check-expression.ts";
import type { Declarations } from "./declarations.ts";
import { equals } from "./equality.ts";
import { defaultMaxCost, evaluate } from "./evaluate.ts";
import { createStandardLibrary } from "./functions/standard-library.ts";
import type { Overload } from "./overload.ts";
import { parseExpression } from "./parser.ts";
import { compileExpression, compileUnchecked } from "./program.ts";
import {
  boolType,
  bytesType,
  doubleType,
  durationType,
  dynType,
  formatType,
  intType,
  listOf,
  mapOf,
  nullType,
  opaqueType,
  optionalOf,
  parameter,
  stringType,
  type Type,
  timestampType,
  typeOf,
  uintType,
  wrapperOf,
} from "./type.ts";
import {
  bytes,
  entriesOf,
  isError,
  itemsOf,
  kindOf,
  list,
  type MapKey,
  map,
  type Result,
  typeValue,
  uint,
  type Value,
} from "./values.ts";

/** A value as the language's conformance cases write it: JSON of the protocol buffer `cel.expr.Value`. */
interface WrittenValue {
  readonly int64Value?: string;
  readonly uint64Value?: string;
  readonly doubleValue?: number | string;
  readonly stringValue?: string;
  readonly bytesValue?: string;
  readonly boolValue?: boolean;
  readonly nullValue?: null;
  readonly typeValue?: string;
  readonly listValue?: { readonly values?: readonly WrittenValue[] };
  readonly mapValue?: { readonly entries?: readonly { readonly key: WrittenValue; readonly value: WrittenValue }[] };
}

/** A type as they write it: JSON of the protocol buffer `cel.expr.Type`. */
interface WrittenType {
  readonly primitive?: string;
  readonly wrapper?: string;
  readonly wellKnown?: string;
  readonly dyn?: object;
  readonly null?: null;
  readonly listType?: { readonly elemType: WrittenType };
  readonly mapType?: { readonly keyType: WrittenType; readonly valueType: WrittenType };
  readonly abstractType?: { readonly name: string; readonly parameterTypes?: readonly WrittenType[] };
  readonly typeParam?: string;
  readonly type?: WrittenType;
}

/** What a case declares: a variable or a function. */
interface WrittenDeclaration {
  readonly name: string;
  readonly ident?: { readonly type: WrittenType };
  readonly function?: {
    readonly overloads: readonly {
      readonly params?: readonly WrittenType[];
      readonly resultType: WrittenType;
      readonly isInstanceFunction?: boolean;
    }[];
  };
}

/** One conformance case, its name with the names of its suites in front. */
interface ConformanceCase {
  readonly name: string;
  readonly expr: string;
  readonly container?: string;
  readonly disableCheck?: boolean;
  readonly checkOnly?: boolean;
  readonly value?: WrittenValue;
  readonly evalError?: unknown;
  readonly typedResult?: { readonly result?: WrittenValue; readonly deducedType?: WrittenType };
  readonly bindings?: Readonly<Record<string, { readonly value: WrittenValue }>>;
  readonly typeEnv?: readonly WrittenDeclaration[];
  /** The type that the case asks for, else the one that cel-go finds, as we write types. */
  readonly type?: string;
}

// Expected values, types and errors come from cel-spec v0.25.1; the parser's own cases from cel-go.
const primitives: Readonly<Record<string, Type>> = {
  BOOL: boolType,
  BYTES: bytesType,
  DOUBLE: doubleType,
  INT64: intType,
  STRING: stringType,
  UINT64: uintType,
};

const library = createStandardLibrary();
const cases = [...walkCases(conformance, [])];
const included = cases.filter((one) => exclusionOf(one) === undefined);

test("the cases that are left out, by reason", () => {
  const counts: Record<string, number> = {};
  for (const one of cases) {
    const reason = exclusionOf(one);
    if (reason !== undefined) counts[reason] = (counts[reason] ?? 0) + 1;
  }

  expect({ all: cases.length, included: included.length, ...counts }).toEqual({
    all: 2344,
    included: 1625,
    "a message among its values or variables": 270,
    "a message literal": 360,
    "an enum of protocol buffers": 64,
    "what only an optimizer writes": 25,
  });
});

test("the language's cases give what they have to", () => {
  const failed = included.filter((one) => one.checkOnly !== true && !isAsWanted(one, run(one)));

  expect(failed.map(({ name }) => name)).toEqual([]);
});

test("checked expressions have the types that they have to", () => {
  const wrong: string[] = [];
  for (const one of included) {
    const parsed = parseExpression(one.expr);
    if (one.disableCheck === true || parsed.kind === "problem") continue;
    const { type, problems } = checkExpression(declarationsOf(one), parsed.expression);
    const got = problems[0]?.message.en ?? formatType(type);
    if (one.type !== undefined && got !== one.type) wrong.push(`${one.name}: expected ${one.type}, got ${got}`);
  }

  expect(wrong).toEqual([]);
});

test("cases that the checker of cel-go accepts compile, and compute the same as without it", () => {
  const failed = included.filter((one) => {
    if (one.disableCheck === true || one.checkOnly === true || one.type === undefined) return false;
    const compilation = compileExpression(one.expr, declarationsOf(one));
    return compilation.kind === "problems" || !isAsWanted(one, run(one));
  });

  expect(failed.map(({ name }) => name)).toEqual([]);
});

/** cel-go stops at 32 levels and at 50 operators in these cases, and has optional syntax and backquotes switched off. */
const allowedHere = /too many|not fine|1 \+ 2 \+ 3|a\.b\.c\.d\.e|\]\[3\]|a < 1 < 2|y!=y!=y|\?|`|__result__/;

test("the parser accepts what cel-go's accepts, and nothing else", () => {
  const wrong = (suiteOf(parsing).tests ?? []).filter(({ original, ast }) => {
    const isAccepted = parseExpression(original.expr).kind === "expression";
    return isAccepted !== (ast !== undefined) && !allowedHere.test(original.expr);
  });

  expect(wrong.map(({ original }) => original.expr)).toEqual([]);
});

function suiteOf(suite: SerializedIncrementalTestSuite): SerializedIncrementalTestSuite {
  return suite;
}

function* walkCases(suite: SerializedIncrementalTestSuite, path: readonly string[]): Generator<ConformanceCase> {
  for (const { original, type } of suite.tests ?? []) {
    const one = original as unknown as ConformanceCase;
    const deduced = one.typedResult?.deducedType;
    const wanted = deduced === undefined ? type && fullTypeName(type) : formatType(readType(deduced));
    yield { ...one, name: [...path, one.name].join("/"), ...(wanted === undefined ? {} : { type: wanted }) };
  }
  for (const inner of suite.suites ?? []) yield* walkCases(inner, [...path, inner.name]);
}

/** cel-go shortens the names of two types. */
function fullTypeName(type: string): string {
  return type.replaceAll(/\b(timestamp|duration)\b/g, (name) =>
    name === "timestamp" ? timestampType.name : durationType.name,
  );
}

/** Says why a case needs what user policies do not have; `undefined` when it needs nothing of the kind. */
function exclusionOf(one: ConformanceCase): string | undefined {
  const text = JSON.stringify(one);
  if (text.includes('"objectValue"') || text.includes('"messageType"'))
    return "a message among its values or variables";
  if (text.includes('"enumValue"') || one.name.startsWith("conformance/enums/") || one.name.startsWith("enums/")) {
    return "an enum of protocol buffers";
  }
  const parsed = parseExpression(one.expr);
  const tree = JSON.stringify(parsed, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  if (tree.includes('"kind":"message"')) return "a message literal";
  return /\bcel\.(?:block|index|iterVar)\b/.test(one.expr) ? "what only an optimizer writes" : undefined;
}

function readType(written: WrittenType): Type {
  if (written.primitive !== undefined) return primitives[written.primitive] as Type;
  if (written.wrapper !== undefined) return wrapperOf(primitives[written.wrapper] as Type);
  if (written.wellKnown !== undefined) {
    return { TIMESTAMP: timestampType, DURATION: durationType }[written.wellKnown] ?? dynType;
  }
  if (written.listType !== undefined) return listOf(readType(written.listType.elemType));
  if (written.mapType !== undefined)
    return mapOf(readType(written.mapType.keyType), readType(written.mapType.valueType));
  if (written.typeParam !== undefined) return parameter(written.typeParam);
  if (written.type !== undefined) return typeOf(readType(written.type));
  if (written.null !== undefined) return nullType;
  if (written.abstractType === undefined) return dynType;
  const { name, parameterTypes = [] } = written.abstractType;
  const [first = dynType] = parameterTypes.map(readType);
  return name === "optional_type" ? optionalOf(first) : opaqueType(name, parameterTypes.map(readType));
}

function readValue(written: WrittenValue): Value {
  if (written.int64Value !== undefined) return BigInt(written.int64Value);
  if (written.uint64Value !== undefined) return uint(BigInt(written.uint64Value));
  if (written.doubleValue !== undefined) return Number(written.doubleValue);
  if (written.bytesValue !== undefined) return bytes(Buffer.from(written.bytesValue, "base64"));
  if (written.typeValue !== undefined) return typeValue(written.typeValue);
  if (written.listValue !== undefined) return list((written.listValue.values ?? []).map(readValue));
  if (written.mapValue === undefined) return written.stringValue ?? written.boolValue ?? null;
  const entries = new Map<MapKey, Value>();
  const uintKeys = new Set<bigint>();
  for (const { key, value } of written.mapValue.entries ?? []) {
    const number = key.int64Value ?? key.uint64Value;
    const mapKey = number === undefined ? (key.stringValue ?? key.boolValue ?? "") : BigInt(number);
    entries.set(mapKey, readValue(value));
    if (number !== undefined && key.uint64Value !== undefined) uintKeys.add(BigInt(number));
  }
  return map(entries, uintKeys);
}

function declarationsOf(one: ConformanceCase): Declarations {
  const variables = new Map<string, Type>();
  const functions = new Map(library);
  for (const { name, ident, function: declared } of one.typeEnv ?? []) {
    if (ident !== undefined) variables.set(name, readType(ident.type));
    if (declared !== undefined) {
      const overloads = declared.overloads.map(
        ({ params = [], resultType, isInstanceFunction = false }): Overload => ({
          name,
          isMethod: isInstanceFunction,
          parameters: params.map(readType),
          result: readType(resultType),
          cost: undefined,
          apply: () => undefined,
        }),
      );
      functions.set(name, overloads);
    }
  }
  for (const name of Object.keys(one.bindings ?? {})) if (!variables.has(name)) variables.set(name, dynType);
  return { variables, library: functions, ...(one.container === undefined ? {} : { container: one.container }) };
}

function run(one: ConformanceCase): Result {
  const compilation = compileUnchecked(one.expr, declarationsOf(one));
  if (compilation.kind === "problems") return { kind: "error", message: compilation.problems[0].message };
  const bindings = new Map(Object.entries(one.bindings ?? {}).map(([name, { value }]) => [name, readValue(value)]));
  return evaluate(compilation.program, bindings, { maxCost: defaultMaxCost }).result;
}

/** A case without a value expects `true`. Source: cel-spec, proto/cel/expr/conformance/test/simple.proto. */
function isAsWanted(one: ConformanceCase, got: Result): boolean {
  if (one.evalError !== undefined) return isError(got);
  const wanted = one.value ?? one.typedResult?.result;
  if (isError(got)) return false;
  return wanted === undefined ? got === true : isSameValue(got, readValue(wanted));
}

/** Says whether two values are the same and of the same types; NaN is NaN here. */
function isSameValue(left: Value, right: Value): boolean {
  if (kindOf(left) !== kindOf(right)) return false;
  if (typeof left === "number" && typeof right === "number") return Object.is(left, right) || left === right;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return left === right;
  if (left.kind === "list" && right.kind === "list") {
    const others = itemsOf(right);
    const isEach = itemsOf(left).every((item, index) => isSameValue(item, others[index] as Value));
    return itemsOf(left).length === others.length && isEach;
  }
  if (left.kind === "map" && right.kind === "map") {
    const others = entriesOf(right);
    const isEach = [...entriesOf(left)].every(([key, value]) => isSameValue(value, others.get(key) as Value));
    return entriesOf(left).size === others.size && isEach;
  }
  return equals(left, right);
}
