import fc from "fast-check";
import { expect, test } from "vitest";
import type { ManifestValue } from "../kubernetes/manifest-value.ts";
import { matchPattern } from "./match-pattern.ts";
import { matchesScalar } from "./match-scalar.ts";

// Kyverno documentation, "Validate Rules": Wildcards, Operators, Anchors; its tables of behaviour for missing values.
test.each([
  { name: "a text", value: "nginx", pattern: "nginx", wanted: true },
  { name: "another text", value: "nginx", pattern: "redis", wanted: false },
  { name: "any characters", value: "nginx:1", pattern: "*:*", wanted: true },
  { name: "at least one character", value: "", pattern: "?*", wanted: false },
  { name: "at least one character, nothing there", value: undefined, pattern: "?*", wanted: false },
  { name: "not", value: "nginx:latest", pattern: "!*:latest", wanted: false },
  { name: "not, and it is not", value: "nginx:1", pattern: "!*:latest", wanted: true },
  { name: "one of", value: "b", pattern: "a | b", wanted: true },
  { name: "none of", value: "c", pattern: "a | b", wanted: false },
  { name: "both", value: 5, pattern: ">2 & <10", wanted: true },
  { name: "not both", value: 12, pattern: ">2 & <10", wanted: false },
  { name: "quantities", value: "1Gi", pattern: ">=1024Mi", wanted: true },
  { name: "a smaller quantity", value: "100Mi", pattern: ">=1Gi", wanted: false },
  { name: "durations", value: "90s", pattern: "<=1m30s", wanted: true },
  { name: "in a range", value: "300m", pattern: "200m-1", wanted: true },
  { name: "outside a range", value: 8, pattern: "1!-5", wanted: true },
  { name: "inside a range that is left out", value: 3, pattern: "1!-5", wanted: false },
  { name: "a text is no number", value: "many", pattern: ">5", wanted: false },
  { name: "a number as a text", value: "80", pattern: 80, wanted: true },
  { name: "true", value: true, pattern: true, wanted: true },
  { name: "the word true is not true", value: "true", pattern: true, wanted: false },
  { name: "null is nothing", value: undefined, pattern: null, wanted: true },
  { name: "null is not something", value: "x", pattern: null, wanted: false },
  { name: "brackets are plain", value: "a[1]", pattern: "a[1]*", wanted: true },
])("a scalar: $name", ({ value, pattern, wanted }) => {
  expect(matchesScalar(value, pattern)).toBe(wanted);
});

const pod = {
  spec: {
    containers: [
      { name: "a", image: "nginx:latest" },
      { name: "b", image: "redis:7" },
    ],
  },
};

interface PatternCase {
  readonly name: string;
  readonly value: ManifestValue;
  readonly pattern: ManifestValue;
  /** The places that fail, or how else it ends. */
  readonly wanted: string | readonly string[];
}

const patternCases: readonly PatternCase[] = [
  { name: "nested", value: pod, pattern: { spec: { containers: [{ name: "?*" }] } }, wanted: "met" },
  {
    name: "every item",
    value: pod,
    pattern: { spec: { containers: [{ image: "!*:latest" }] } },
    wanted: ["/spec/containers/0/image"],
  },
  { name: "a missing key", value: pod, pattern: { metadata: { labels: { app: "?*" } } }, wanted: ["/metadata"] },
  {
    name: "a condition that is met",
    value: pod,
    pattern: { spec: { containers: [{ "(image)": "*:latest", tty: true }] } },
    wanted: ["/spec/containers/0/tty"],
  },
  {
    name: "a condition that nobody meets",
    value: pod,
    pattern: { spec: { containers: [{ "(image)": "mysql*", tty: true }] } },
    wanted: "skipped",
  },
  { name: "a condition on a missing key", value: pod, pattern: { "(kind)": "Pod", spec: { x: 1 } }, wanted: "skipped" },
  {
    name: "a global condition",
    value: pod,
    pattern: { spec: { containers: [{ "<(image)": "mysql*" }], x: 1 } },
    wanted: "skipped",
  },
  { name: "if it is there, and is not", value: pod, pattern: { spec: { "=(hostNetwork)": false } }, wanted: "met" },
  {
    name: "if it is there, and is otherwise",
    value: { spec: { hostNetwork: true } },
    pattern: { spec: { "=(hostNetwork)": false } },
    wanted: ["/spec/hostNetwork"],
  },
  {
    name: "must not be there",
    value: { spec: { volumes: [{ name: "v", hostPath: {} }] } },
    pattern: { spec: { "=(volumes)": [{ "X(hostPath)": "null" }] } },
    wanted: ["/spec/volumes/0/hostPath"],
  },
  { name: "one at least", value: pod, pattern: { spec: { "^(containers)": [{ image: "redis:*" }] } }, wanted: "met" },
  {
    name: "not even one",
    value: pod,
    pattern: { spec: { "^(containers)": [{ image: "mysql:*" }] } },
    wanted: ["/spec/containers"],
  },
  {
    name: "a key with wildcards",
    value: { metadata: { labels: { "app.kubernetes.io/name": "x" } } },
    pattern: { metadata: { labels: { "app.*/name": "?*" } } },
    wanted: "met",
  },
  { name: "another shape", value: { spec: "text" }, pattern: { spec: { a: 1 } }, wanted: ["/spec"] },
  { name: "a key with slash and tilde", value: { "a/b~c": 1 }, pattern: { "a/b~c": 2 }, wanted: ["/a~1b~0c"] },
  { name: "a key that every object has", value: {}, pattern: { constructor: "?*" }, wanted: ["/constructor"] },
];

test.each(patternCases)("a pattern: $name", ({ value, pattern, wanted }) => {
  const result = matchPattern(value, pattern);
  expect(result.kind === "failed" ? result.pointers : result.kind).toEqual(wanted);
});

const json = fc.jsonValue({ maxDepth: 4 });

test("any value and any pattern have a result", () => {
  fc.assert(
    fc.property(json, json, (value, pattern) => {
      expect(["met", "skipped", "failed"]).toContain(matchPattern(toValue(value), toValue(pattern)).kind);
    }),
    { numRuns: 300 },
  );
});

function toValue(value: unknown): ManifestValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (Array.isArray(value)) return value.map(toValue);
  return Object.fromEntries(Object.entries(value ?? {}).map(([key, inner]) => [key, toValue(inner)]));
}
