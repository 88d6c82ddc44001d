import { describe, expect, test } from "vitest";
import { parseShell } from "../../formats/shell/parser.ts";
import type { ShellDialect } from "../../formats/shell/syntax.ts";
import { uncheckedCommands } from "./checked-commands.ts";
import { expansionsOf, isCommandName } from "./expansions.ts";
import { statementLists } from "./statement-lists.ts";
import { comparisonsOf, testOf } from "./test-expressions.ts";

// Where POSIX 2.6.5 and bash(1), "Word Splitting" and "EXPANSION", let the shell split a value; by hand.
describe("expansionsOf", () => {
  test.each<{ name: string; text: string; split: readonly boolean[]; dialect?: ShellDialect }>([
    { name: "argument", text: "a $x", split: [true] },
    { name: "name of the program", text: "$x a", split: [true] },
    { name: "double quotes", text: 'a "$x" b"$y"$z', split: [false, false, true] },
    { name: "assignment", text: "a=$x b", split: [false] },
    { name: "export in sh", text: "export a=$x", split: [true] },
    { name: "export in bash", text: "export a=$x $y", split: [false, true], dialect: "bash" },
    { name: "case", text: "case $x in $y) ;; esac", split: [false, false] },
    { name: "for", text: "for a in $x; do :; done", split: [false] },
    { name: "redirect", text: "a > $x", split: [true] },
    { name: "here-string", text: "a <<< $x", split: [false], dialect: "bash" },
    { name: "heredoc", text: "a <<E\n$x\nE\n", split: [false] },
    { name: "condition", text: "[[ $x = $y ]]", split: [false, false], dialect: "bash" },
    { name: "test", text: "[ $x = a ]", split: [true] },
    { name: "arithmetic", text: "a $(($x + 1))", split: [false] },
    { name: "operand", text: "a ${x:-$y}", split: [true, false] },
    { name: "element", text: "a=($x)", split: [false], dialect: "bash" },
    { name: "in a substitution", text: 'a "$(b $x)"', split: [true] },
  ])("$name", ({ text, split, dialect = "sh" }) => {
    const { parameters } = expansionsOf(parseShell(text, dialect));

    expect(parameters.map(({ isSplit }) => isSplit)).toEqual(split);
  });

  test.each([
    { name: "alone", text: "$x a", expected: true },
    { name: "in quotes", text: '"$x" a', expected: true },
    { name: "part of a path", text: "$x/bin a", expected: false },
    { name: "argument", text: "a $x", expected: false },
  ])("isCommandName: $name", ({ text, expected }) => {
    expect(expansionsOf(parseShell(text, "sh")).parameters.map(isCommandName)).toEqual([expected]);
  });
});

// Which failures nothing looks at: POSIX, set -e, turned around.
test.each([
  { name: "statements", text: "a; b", expected: ["a statement", "b statement"] },
  { name: "list", text: "a && b || c", expected: ["c part"] },
  { name: "if", text: "if a; then b; fi", expected: ["b statement"] },
  { name: "group with a fallback", text: "{ a; b; } || c", expected: ["c part"] },
  { name: "group", text: "{ a; b; }", expected: ["a statement", "b statement"] },
  { name: "loop", text: "while a; do b; done", expected: ["b statement"] },
  { name: "pipe", text: "a | b", expected: ["a part", "b part"] },
  { name: "checked pipe", text: "a | b && c", expected: ["c part"] },
])("uncheckedCommands: $name", ({ text, expected }) => {
  const found = uncheckedCommands(parseShell(text, "sh"));

  expect([...found].map(([node, place]) => `${text.slice(node.start, node.end)} ${place}`)).toEqual(expected);
});

test.each([
  { name: "bracket", text: "[ a = b ]", form: "[", comparisons: ["="] },
  { name: "test", text: "test 1 -lt 2 -a 3 != 4", form: "test", comparisons: ["-lt", "!="] },
  { name: "double bracket", text: "[[ a == b && c -nt d ]]", form: "[[", comparisons: ["==", "-nt"] },
  { name: "no comparison", text: "[ -f a ]", form: "[", comparisons: [] },
  { name: "an operator as an operand", text: "[ = = = ]", form: "[", comparisons: ["="] },
])("tests: $name", ({ text, form, comparisons }) => {
  const [statement] = parseShell(text, "bash").statements;
  const expression = statement === undefined ? undefined : testOf(statement.command);

  expect(expression?.form).toBe(form);
  expect(expression === undefined ? [] : comparisonsOf(expression).map(({ name }) => name)).toEqual(comparisons);
});

test("every list of statements is found once", () => {
  const text = 'a; if b; then c; else d; fi; for e in "$(f)"; do g; done; case h in i) j ;; esac; (k); { l; }';

  const lists = statementLists(parseShell(text, "sh"));

  const names = lists.map((list) => list.map(({ start, end }) => text.slice(start, end)).join("|"));
  expect(names.slice(1).toSorted()).toEqual(["b", "c", "d", "f", "g", "j", "k", "l"]);
});
