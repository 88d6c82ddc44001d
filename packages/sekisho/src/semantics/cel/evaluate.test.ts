import { expect, test } from "vitest";
import { defaultMaxCost, evaluate } from "./evaluate.ts";
import type { BoundValue } from "./frame.ts";
import { authorizerType } from "./functions/authorization.ts";
import { createStandardLibrary } from "./functions/standard-library.ts";
import { compileExpression } from "./program.ts";
import { type Json, toJson } from "./to-json.ts";
import { dynType, intType, mapOf, stringType, type Type } from "./type.ts";
import { fromJson, isError } from "./values.ts";

const library = createStandardLibrary();
const pod = {
  metadata: { name: "web", labels: { "app.kubernetes.io/name": "web" } },
  spec: {
    replicas: 3,
    share: 0.5,
    containers: [
      { name: "web", image: "registry.example.com/web:1.2", ports: [{ containerPort: 8080 }] },
      { name: "log", image: "docker.io/log", securityContext: { privileged: true } },
    ],
  },
};

/** Gives the result as JSON, or the English message of the error. */
function run(source: string, variables: Readonly<Record<string, unknown>> = { object: pod }): Json {
  const types = new Map(Object.keys(variables).map((name): [string, Type] => [name, dynType]));
  const compilation = compileExpression(source, { variables: types, library });
  if (compilation.kind === "problems") return `problem: ${compilation.problems[0].message.en}`;
  const bindings = new Map(Object.entries(variables).map(([name, value]) => [name, fromJson(value)]));
  const { result } = evaluate(compilation.program, bindings, { maxCost: defaultMaxCost });
  const json = isError(result) ? result : toJson(result);
  return json.kind === "error" ? `error: ${json.message.en}` : json.json;
}

// Expected values follow from the language definition and from the Kubernetes documentation, "Common Expression Language in Kubernetes".
test.each([
  { name: "a field of JSON", source: "object.metadata.name", wanted: "web" },
  { name: "a label with a slash", source: "object.metadata.labels['app.kubernetes.io/name']", wanted: "web" },
  { name: "a label in backquotes", source: "object.metadata.labels.`app.kubernetes.io/name`", wanted: "web" },
  {
    name: "a whole number is an int",
    source: "type(object.spec.replicas) == int && object.spec.replicas + 1 == 4",
    wanted: true,
  },
  { name: "a fraction is a double", source: "type(object.spec.share) == double", wanted: true },
  { name: "has() of what is missing", source: "has(object.spec.volumes)", wanted: false },
  { name: "a missing field", source: "object.spec.volumes", wanted: "error: no such key: volumes" },
  { name: "|| forgives what failed before", source: "object.spec.volumes.size() > 0 || true", wanted: true },
  { name: "&& forgives what failed before", source: "object.spec.volumes.size() > 0 && false", wanted: false },
  { name: "a condition is not forgiven", source: "object.spec.volumes ? 1 : 2", wanted: "error: no such key: volumes" },
  { name: "optional fields", source: "object.?spec.?volumes.orValue([]).size()", wanted: 0 },
  {
    name: "an optional value that is there",
    source: "object.?metadata.?name.optMap(n, n + '!').value()",
    wanted: "web!",
  },
  {
    name: "containers that are privileged",
    source: "object.spec.containers.filter(c, c.?securityContext.?privileged.orValue(false)).map(c, c.name)",
    wanted: ["log"],
  },
  {
    name: "two variables",
    source: "object.spec.containers.transformMap(i, c, c.name)",
    wanted: { 0: "web", 1: "log" },
  },
  {
    name: "keys named like what every object has",
    source: "has(object.constructor) || has(object.__proto__)",
    wanted: false,
  },
  { name: "an unknown name", source: "objekt.spec", wanted: "problem: undeclared reference to objekt" },
  {
    name: "an unknown function",
    source: "object.spec.frobnicate()",
    wanted: "problem: there is no function frobnicate",
  },
  {
    name: "types that do not fit",
    source: "1 + 'a'",
    wanted: "problem: no matching overload: _+_ does not take (int, string)",
  },
  {
    name: "overflow",
    source: "9223372036854775807 + object.spec.replicas",
    wanted: "error: a number is outside the range of its type",
  },
  { name: "an int that JSON numbers cannot hold", source: "9223372036854775807", wanted: "9223372036854775807" },
])("$name", ({ source, wanted }) => {
  expect(run(source)).toEqual(wanted);
});

test("an error knows where it happened", () => {
  const source = "object.metadata.name == 'web' && object.spec.volumes.size() > 0";
  const compilation = compileExpression(source, { variables: new Map([["object", dynType]]), library });

  const result =
    compilation.kind === "program" &&
    evaluate(compilation.program, new Map([["object", fromJson(pod)]]), { maxCost: defaultMaxCost }).result;

  expect(result).toMatchObject({ kind: "error", offset: source.indexOf(".size") });
});

test("a problem knows its part of the source", () => {
  const compilation = compileExpression("size(object) + nothing", {
    variables: new Map([["object", dynType]]),
    library,
  });

  expect(compilation).toMatchObject({ kind: "problems", problems: [{ range: { start: 15, end: 22 } }] });
});

test("a variable with dots is asked for once, and only when the expression reads it", () => {
  const asked: string[] = [];
  const lazy =
    (name: string): BoundValue =>
    () => {
      asked.push(name);
      return 2n;
    };
  const variables = new Map([
    ["variables.used", intType],
    ["variables.unused", intType],
  ]);
  const compilation = compileExpression("variables.used * variables.used", { variables, library });
  const bindings = new Map([
    ["variables.used", lazy("used")],
    ["variables.unused", lazy("unused")],
  ]);

  const result = compilation.kind === "program" && evaluate(compilation.program, bindings, { maxCost: 100 }).result;

  expect({ result, asked }).toEqual({ result: 4n, asked: ["used"] });
});

test.each([
  { name: "a long walk", source: "lists.range(1000).all(x, lists.range(1000).all(y, x + y >= 0))" },
  { name: "texts that double", source: doubled("'aaaaaaaaaaaaaaaa'", "x + x", 40) },
  { name: "lists that double", source: doubled("[1, 2, 3]", "x + x", 40) },
  {
    name: "a tower of lists looked for",
    source: `${doubled("[1]", "[x, x]", 40)} in [${doubled("[1]", "[x, x]", 40)}]`,
  },
  {
    name: "towers of lists as sets",
    source: `sets.contains(${doubled("[1]", "[x, x]", 40)}, ${doubled("[1]", "[x, x]", 40)})`,
  },
  {
    name: "towers of lists, distinct",
    source: `[${doubled("[1]", "[x, x]", 40)}, ${doubled("[1]", "[x, x]", 40)}].distinct()`,
  },
  {
    name: "texts that replace themselves",
    source: `cel.bind(t, ${doubled("'aaaaaaaaaaaaaaaa'", "x + x", 12)}, lists.range(1000).all(i, t.replace('a', 'aaaaaaaaaa') != ''))`,
  },
  { name: "a long list looked through", source: "lists.range(10000).all(x, !(-1 in lists.range(10000)))" },
  { name: "towers of lists compared", source: `${doubled("[1]", "[x, x]", 40)} == ${doubled("[1]", "[x, x]", 40)}` },
])("the cost limit ends $name", ({ source }) => {
  const compilation = compileExpression(source, { variables: new Map(), library });
  if (compilation.kind === "problems") throw new Error(compilation.problems[0].message.en);

  const { result, stopped } = evaluate(compilation.program, new Map(), { maxCost: 1_000_000 });

  expect({ isError: isError(result), stopped }).toEqual({ isError: true, stopped: "cost" });
});

/** Writes `cel.bind(x, start, cel.bind(x, step, … x))`. */
function doubled(start: string, step: string, times: number): string {
  return `cel.bind(x, ${start}, ${`cel.bind(x, ${step}, `.repeat(times)}x${")".repeat(times)})`;
}

test("the caller ends a run, and no || hides it", () => {
  const source = "lists.range(1000).all(x, lists.range(1000).all(y, x + y >= 0)) || true";
  const compilation = compileExpression(source, { variables: new Map(), library });
  if (compilation.kind === "problems") throw new Error(compilation.problems[0].message.en);
  let asked = 0;

  const { result, stopped, cost } = evaluate(compilation.program, new Map(), {
    maxCost: 10_000_000,
    shouldStop: () => {
      asked += 1;
      return asked === 3;
    },
  });

  expect({ isError: isError(result), stopped }).toEqual({ isError: true, stopped: "deadline" });
  expect(cost).toBeLessThan(5_000);
});

// As deep as the parser lets them be: checking, compiling and running them takes the most stack.
test.each([
  { name: "a sum", source: `1${"+1".repeat(400)}`, wanted: 401 },
  { name: "fields", source: `has(object${".b".repeat(399)}) || true`, wanted: true },
  { name: "methods", source: `'a'${".trim()".repeat(399)}`, wanted: "a" },
  { name: "indexes", source: `${"[".repeat(249)}7${"]".repeat(249)}${"[0]".repeat(249)}`, wanted: 7 },
  { name: "conditionals", source: `${"false ? 1 : ".repeat(240)}2`, wanted: 2 },
  { name: "macros", source: `${"[1].map(x, ".repeat(240)}1${")".repeat(240)}.size()`, wanted: 1 },
  { name: "bindings", source: doubled("1", "x + 0", 200), wanted: 1 },
  { name: "sums within parentheses", source: `${"(".repeat(200)}1${`${"+1".repeat(2)})`.repeat(200)}`, wanted: 401 },
])("deep: $name", ({ source, wanted }) => {
  expect(run(source)).toEqual(wanted);
});

test("many small parts of a long expression are checked in time", () => {
  const source = Array.from({ length: 12_000 }, () => "[]==[]").join("&&");

  expect(run(source)).toBe(true);
});

test("a result too large for JSON is said", () => {
  expect(run(doubled("[1]", "[x, x]", 40))).toBe("error: the result has more than 100000 values");
});

// Costs by hand: an identifier 1, a field 1, a call 1, a list 10, three for a round, a tenth of a unit for a letter.
test.each([
  { name: "a literal", source: "1", cost: 0 },
  { name: "a field", source: "object.metadata", cost: 2 },
  { name: "an operator", source: "1 + 2", cost: 1 },
  { name: "a list", source: "[1, 2]", cost: 10 },
  { name: "a loop", source: "[1, 2].all(x, true)", cost: 10 + 1 + 2 * 3 },
  { name: "two texts", source: "'0123456789' + '0123456789'", cost: 1 + 2 },
])("cost of $name", ({ source, cost }) => {
  const compilation = compileExpression(source, { variables: new Map([["object", dynType]]), library });
  if (compilation.kind === "problems") throw new Error(compilation.problems[0].message.en);

  const evaluation = evaluate(compilation.program, new Map([["object", fromJson(pod)]]), { maxCost: 1000 });

  expect(evaluation.cost).toBe(cost);
});

test("the authorizer is the caller's", () => {
  const source =
    "authorizer.group('apps').resource('deployments').namespace('shop').name('web').check('get').allowed() && !authorizer.serviceAccount('shop', 'web').path('/metrics').check('get').allowed()";
  const compilation = compileExpression(source, { variables: new Map([["authorizer", authorizerType]]), library });
  if (compilation.kind === "problems") throw new Error(compilation.problems[0].message.en);
  const questions: unknown[] = [];

  const { result } = evaluate(
    compilation.program,
    new Map([
      [
        "authorizer",
        {
          kind: "authorization",
          principal: { kind: "requester" },
          step: { name: "authorizer" },
          authority: (question) => {
            questions.push(question);
            return { isAllowed: question.kind === "resource", reason: "" };
          },
        },
      ],
    ]),
    { maxCost: defaultMaxCost },
  );

  expect(result).toBe(true);
  expect(questions).toMatchObject([
    { kind: "resource", group: "apps", resource: "deployments", namespace: "shop", name: "web", verb: "get" },
    {
      kind: "path",
      path: "/metrics",
      verb: "get",
      principal: { kind: "service-account", namespace: "shop", name: "web" },
    },
  ]);
});

test("declared types are used", () => {
  const variables = new Map([["labels", mapOf(stringType, stringType)]]);

  const compilation = compileExpression("labels['a'] + 1", { variables, library });

  expect(compilation).toMatchObject({
    problems: [{ message: { en: "no matching overload: _+_ does not take (string, int)" } }],
  });
});
