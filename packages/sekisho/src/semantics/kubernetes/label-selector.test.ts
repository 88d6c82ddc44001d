import { expect, test } from "vitest";
import { matchesLabelSelector } from "./label-selector.ts";

const labels = { app: "web", tier: "front" };

// Kubernetes documentation, "Labels and Selectors": requirements are joined by "and"; NotIn holds where the key is missing.
test.each([
  { name: "empty selects all", selector: {}, expected: true },
  { name: "null selects none", selector: null, expected: false },
  { name: "all labels are there", selector: { matchLabels: { app: "web", tier: "front" } }, expected: true },
  { name: "one label differs", selector: { matchLabels: { app: "web", tier: "back" } }, expected: false },
  {
    name: "In",
    selector: { matchExpressions: [{ key: "app", operator: "In", values: ["api", "web"] }] },
    expected: true,
  },
  {
    name: "In of a missing key",
    selector: { matchExpressions: [{ key: "x", operator: "In", values: [""] }] },
    expected: false,
  },
  {
    name: "NotIn of a missing key",
    selector: { matchExpressions: [{ key: "x", operator: "NotIn", values: ["a"] }] },
    expected: true,
  },
  { name: "Exists", selector: { matchExpressions: [{ key: "tier", operator: "Exists" }] }, expected: true },
  {
    name: "DoesNotExist",
    selector: { matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] },
    expected: false,
  },
  {
    name: "both have to hold",
    selector: { matchLabels: { app: "web" }, matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] },
    expected: false,
  },
  {
    name: "unknown operator selects none",
    selector: { matchExpressions: [{ key: "app", operator: "Like", values: ["web"] }] },
    expected: false,
  },
  { name: "expression that is no map", selector: { matchExpressions: ["app"] }, expected: false },
])("$name", ({ selector, expected }) => {
  expect(matchesLabelSelector(selector, labels)).toBe(expected);
});

test("names of the prototype are no labels", () => {
  expect(matchesLabelSelector({ matchExpressions: [{ key: "constructor", operator: "Exists" }] }, labels)).toBe(false);
});
