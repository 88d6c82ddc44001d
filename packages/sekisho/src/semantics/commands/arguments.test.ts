import { describe, expect, test } from "vitest";
import { parseShell } from "../../formats/shell/parser.ts";
import { type ArgumentHolder, flagValue, hasFlag, hasLetterFlag, operandsOf, readArguments } from "./arguments.ts";
import { findCalls } from "./calls.ts";

function holder(text: string): ArgumentHolder {
  return findCalls(parseShell(`x ${text}`, "sh"))[0] ?? { args: [] };
}

describe("hasFlag", () => {
  test.each([
    { name: "by itself", text: "a --yes", expected: true },
    { name: "quoted", text: `a "--yes"`, expected: true },
    { name: "with a value", text: "--yes=true", expected: true },
    { name: "switched off", text: "--yes=false", expected: false },
    { name: "the value behind it does not matter", text: "--yes false", expected: true },
    { name: "behind --", text: "-- --yes", expected: false },
    { name: "longer name", text: "--yesterday", expected: false },
    { name: "a cluster is another flag", text: "-qy", expected: false },
  ])("$name", ({ text, expected }) => {
    expect(hasFlag(holder(text), "-y", "--yes")).toBe(expected);
  });
});

describe("hasLetterFlag", () => {
  test.each([
    { name: "by itself", text: "-y", expected: true },
    { name: "in a cluster", text: "-qyf", expected: true },
    { name: "in the value of another letter", text: "-oy", expected: false },
    { name: "in a long name", text: "--yes", expected: false },
    { name: "behind --", text: "-- -y", expected: false },
    { name: "in a value behind =", text: "-q=y", expected: false },
  ])("$name", ({ text, expected }) => {
    expect(hasLetterFlag(holder(text), "y", "o")).toBe(expected);
  });
});

describe("flagValue", () => {
  test.each([
    { name: "next argument", text: "--out a", expected: "a" },
    { name: "behind =", text: "--out=a=b", expected: "a=b" },
    { name: "short, next argument", text: "-o a", expected: "a" },
    { name: "short, attached", text: "-oa", expected: "a" },
    { name: "the last counts", text: "-o a --out b", expected: "b" },
    { name: "missing value", text: "-o", expected: undefined },
    { name: "behind --", text: "-- -o a", expected: undefined },
    { name: "longer name", text: "--output a", expected: undefined },
  ])("$name", ({ text, expected }) => {
    expect(flagValue(holder(text), ["--out", "-o"])).toBe(expected);
  });
});

describe("operandsOf", () => {
  test.each([
    { name: "between flags", text: "a -v b --long=x c", expected: ["a", "b", "c"] },
    { name: "values are none", text: "-o a b --out c d -oe f --out=g h", expected: ["b", "d", "f", "h"] },
    { name: "value of the last letter of a cluster", text: "-vo a b", expected: ["b"] },
    { name: "behind --", text: "-v -- -a --", expected: ["-a", "--"] },
    { name: "standard input", text: "- a", expected: ["-", "a"] },
    { name: "missing value", text: "a -o", expected: ["a"] },
  ])("$name", ({ text, expected }) => {
    expect(operandsOf(holder(text), ["-o", "--out"]).map((argument) => argument.text)).toEqual(expected);
  });
});

test("clusters are taken apart, names with one dash only where asked for", () => {
  const { args } = holder("-abo x -tags y");

  const clusters = readArguments(args, { valueFlags: new Set(["-o"]) });
  const names = readArguments(args, { valueFlags: new Set(["-tags"]), hasSingleDashNames: true });

  expect(clusters.options.map(({ name, value }) => [name, value])).toEqual([
    ["-a", undefined],
    ["-b", undefined],
    ["-o", "x"],
    ["-t", undefined],
    ["-a", undefined],
    ["-g", undefined],
    ["-s", undefined],
  ]);
  expect(names.options.map(({ name, value }) => [name, value])).toEqual([
    ["-abo", undefined],
    ["-tags", "y"],
  ]);
  expect(names.operands.map((argument) => argument.text)).toEqual(["x"]);
});
