import { expect, test } from "vitest";
import { nearestKnownMinor, parseKubernetesMinor } from "./kubernetes-version.ts";

test.each([
  { name: "1.36", expected: 36 },
  { name: "v1.25", expected: 25 },
  { name: "1.37.12", expected: 37 },
  { name: "1.24", expected: 24 },
  { name: "1.138", expected: 138 },
  { name: "1.99999999999", expected: undefined },
  { name: "2.30", expected: undefined },
  { name: "1.36-eks", expected: undefined },
  { name: "1.3x", expected: undefined },
  { name: "", expected: undefined },
])("the minor version of “$name” is $expected", ({ name, expected }) => {
  expect(parseKubernetesMinor(name)).toBe(expected);
});

test.each([
  { name: "older than all", minor: 3, expected: 25 },
  { name: "known", minor: 30, expected: 30 },
  { name: "newer than all", minor: 138, expected: 37 },
])("a version that is $name is judged as 1.$expected", ({ minor, expected }) => {
  expect(nearestKnownMinor(minor)).toBe(expected);
});
