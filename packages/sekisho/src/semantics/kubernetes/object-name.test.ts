import { describe, expect, test } from "vitest";
import { isLabelKey, isLabelValue, isName } from "./object-name.ts";

// Kubernetes documentation, "Object Names and IDs" and "Labels and Selectors: Syntax and character set".
test.each([
  { name: "a", form: "label", expected: true },
  { name: "a".repeat(63), form: "label", expected: true },
  { name: "a".repeat(64), form: "label", expected: false },
  { name: "a.b", form: "label", expected: false },
  { name: "-a", form: "label", expected: false },
  { name: "1a", form: "strict-label", expected: false },
  { name: "a1", form: "strict-label", expected: true },
  { name: "a.b-1", form: "subdomain", expected: true },
  { name: "a..b", form: "subdomain", expected: false },
  { name: "a-.b", form: "subdomain", expected: false },
  { name: "A", form: "subdomain", expected: false },
  { name: "a".repeat(253), form: "subdomain", expected: true },
  { name: "a".repeat(254), form: "subdomain", expected: false },
  { name: "system:Node", form: "path-segment", expected: true },
  { name: "a/b", form: "path-segment", expected: false },
  { name: "..", form: "path-segment", expected: false },
] as const)("$name as a $form", ({ name, form, expected }) => {
  expect(isName(name, form)).toBe(expected);
});

describe("labels", () => {
  test.each([
    { text: "app.kubernetes.io/name", expected: true },
    { text: "app", expected: true },
    { text: "A_b.c-d", expected: true },
    { text: "/name", expected: false },
    { text: "a/b/c", expected: false },
    { text: "", expected: false },
    { text: `${"a".repeat(64)}`, expected: false },
  ])("key “$text”", ({ text, expected }) => {
    expect(isLabelKey(text)).toBe(expected);
  });

  test.each([
    { text: "", expected: true },
    { text: "1.10", expected: true },
    { text: "two words", expected: false },
    { text: "-a", expected: false },
    { text: "a".repeat(64), expected: false },
  ])("value “$text”", ({ text, expected }) => {
    expect(isLabelValue(text)).toBe(expected);
  });
});
