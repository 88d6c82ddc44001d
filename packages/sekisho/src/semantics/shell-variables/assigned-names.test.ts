import { describe, expect, test } from "vitest";
import { parseShell } from "../../formats/shell/parser.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { assignedNames } from "./assigned-names.ts";
import { mentionedNames } from "./mentioned-names.ts";

// Expected values by hand, from POSIX 2.9.1 and bash(1), "Shell Builtin Commands".
describe("assignedNames", () => {
  test.each([
    { name: "export", text: "export a=1 b", expected: [true, true] },
    { name: "an option of declare", text: "declare -rx a=1 b=2", expected: [true, true] },
    { name: "declare without it", text: "declare -r a=1", expected: [false] },
    { name: "an x that is no option", text: "local a=1 x-x=2", expected: [false] },
    { name: "names without end", text: `export ${"a=1 ".repeat(20_000)}`, expected: Array(20_000).fill(true) },
  ])("knows what is exported by $name", ({ text, expected }) => {
    const assigned = commandsOf(parseShell(text, "bash")).flatMap(assignedNames);

    expect(assigned.map(({ isExported }) => isExported)).toEqual(expected);
  });

  test.each([
    { name: "assignments", text: "a=1 b+=2", expected: ["a", "b"] },
    { name: "only for one program", text: "a=1 make", expected: [] },
    { name: "export", text: "export a=1 b", expected: ["a", "b"] },
    { name: "declare with options", text: "declare -r -x a=1", expected: ["a"] },
    { name: "unknown name", text: "export $a=1", expected: [] },
    { name: "array", text: "a=(1 2); declare -a b=(1)", expected: ["a", "b"] },
    { name: "read", text: "read -r -p 'name: ' a b", expected: ["a", "b"] },
    { name: "getopts", text: "getopts ab: option", expected: ["option"] },
    { name: "printf -v", text: "printf -v a %s b", expected: ["a"] },
    { name: "printf", text: "printf a b", expected: [] },
    { name: "let", text: "let a=1 b++ c==1", expected: ["a", "b"] },
    { name: "arithmetic", text: "((a += 1, b == 2, ++c))", expected: ["a", "c"] },
    { name: "counting loop", text: "for ((i = 0; i < 3; i++)); do :; done", expected: ["i", "i"] },
    { name: "for", text: "for a in b c; do :; done", expected: ["a"] },
    { name: "in a substitution", text: "echo $(a=1)", expected: ["a"] },
  ])("$name", ({ text, expected }) => {
    const script = parseShell(text, "bash");

    const assigned = commandsOf(script).flatMap(assignedNames);

    expect(assigned.map(({ name }) => name)).toEqual(expected);
    for (const { name, start } of assigned) expect(text.slice(start, start + name.length)).toBe(name);
  });
});

describe("mentionedNames", () => {
  test.each([
    { name: "expansions", text: 'echo $a "${b:-c}"', expansions: ["a", "b"] },
    { name: "arithmetic", text: "echo $((a + 0x1f)); ((b > 1))", others: ["a", "b"] },
    { name: "compared as numbers", text: "[[ a -eq 1 ]]", others: ["a"] },
    { name: "evaluated later", text: "trap 'rm $a ${b}' EXIT", others: ["a", "b"] },
    { name: "subscript", text: "echo ${a[i]}", expansions: ["a"], others: ["i"] },
    {
      name: "tests",
      text: '[ -n "$a" ]; [ "$b" ]; [[ -v c ]]; [ "$d" = 1 ]',
      expansions: ["a", "b", "d"],
      others: ["c"],
      tested: ["a", "b", "c"],
    },
    { name: "a file that is read", text: ". ./a", isOpen: true },
    { name: "an unknown text", text: 'eval "$a"', expansions: ["a"], isOpen: true },
    { name: "a known text", text: "eval 'echo $a'", others: ["a"] },
  ])("$name", ({ text, expansions = [], others = [], tested = [], isOpen = false }) => {
    const mentioned = mentionedNames(parseShell(text, "bash"));

    expect(mentioned.expansions.map(({ name }) => name)).toEqual(expansions);
    expect([...mentioned.others].toSorted()).toEqual(others);
    expect([...mentioned.tested].toSorted()).toEqual(tested);
    expect(mentioned.isOpen).toBe(isOpen);
  });
});
