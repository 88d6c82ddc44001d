import { describe, expect, test } from "vitest";
import { conditionOf, load, problemsOf, rule } from "./example-rules.ts";

// Expected expansions by hand from Falco 0.44, rule_loader_compiler.cpp (resolve_list).
describe("lists are text", () => {
  test.each([
    {
      name: "in parentheses",
      lists: "- list: l\n  items: [a, b]",
      condition: "proc.name in (l)",
      wanted: "proc.name in (a, b)",
    },
    {
      name: "beside other values",
      lists: "- list: l\n  items: [a, b]",
      condition: "proc.name in (x,l, y)",
      wanted: "proc.name in (x, a, b, y)",
    },
    {
      name: "behind an equal sign",
      lists: "- list: l\n  items: [a]",
      condition: "proc.name=l",
      wanted: "proc.name = a",
    },
    {
      name: "in quotes, between blanks",
      lists: "- list: l\n  items: [a]",
      condition: "'proc.cmdline = \"x l y\"'",
      wanted: 'proc.cmdline = "x a y"',
    },
    {
      name: "not within a word",
      lists: "- list: l\n  items: [a]",
      condition: "proc.name in (/bin/l, l.sh)",
      wanted: "proc.name in (/bin/l, l.sh)",
    },
    {
      name: "items with blanks in quotes",
      lists: "- list: l\n  items: [a b, '\"c d\"']",
      condition: "proc.name in (l)",
      wanted: 'proc.name in ("a b", "c d")',
    },
    {
      name: "numbers as they are written",
      lists: "- list: l\n  items: [22, 0x1F, 1.50]",
      condition: "fd.num in (l)",
      wanted: "fd.num in (22, 0x1F, 1.50)",
    },
    { name: "empty", lists: "- list: l\n  items: []", condition: "proc.name in (l)", wanted: "proc.name in ()" },
    {
      name: "empty, with the comma in front",
      lists: "- list: l\n  items: []",
      condition: "proc.name in (a, l)",
      wanted: "proc.name in (a)",
    },
    {
      name: "empty, with the comma behind",
      lists: "- list: l\n  items: []",
      condition: "proc.name in (l , b)",
      wanted: "proc.name in (b)",
    },
    {
      name: "empty, between two",
      lists: "- list: l\n  items: []",
      condition: "proc.name in (a, l, b)",
      wanted: "proc.name in (a, b)",
    },
    {
      name: "of an earlier list",
      lists: "- list: k\n  items: [a]\n- list: l\n  items: [k, b]",
      condition: "proc.name in (l)",
      wanted: "proc.name in (a, b)",
    },
    {
      name: "of a later list",
      lists: "- list: l\n  items: [k, b]\n- list: k\n  items: [a]",
      condition: "proc.name in (l)",
      wanted: "proc.name in (a, b)",
    },
    {
      name: "of an earlier list's own list: one level",
      lists: "- list: j\n  items: [x]\n- list: k\n  items: [j]\n- list: l\n  items: [k]",
      condition: "proc.name in (l)",
      wanted: "proc.name in (j)",
    },
    {
      name: "of itself",
      lists: "- list: l\n  items: [l, a]",
      condition: "proc.name in (l)",
      wanted: "proc.name in (l, a)",
    },
    {
      name: "defined again",
      lists: "- list: l\n  items: [a]\n- list: l\n  items: [b]",
      condition: "proc.name in (l)",
      wanted: "proc.name in (b)",
    },
    {
      name: "appended",
      lists: "- list: l\n  items: [a]\n- list: l\n  items: [b]\n  override: { items: append }",
      condition: "proc.name in (l)",
      wanted: "proc.name in (a, b)",
    },
    {
      name: "appended in the old way",
      lists: "- list: l\n  items: [a]\n- list: l\n  items: [b]\n  append: true",
      condition: "proc.name in (l)",
      wanted: "proc.name in (a, b)",
    },
    {
      name: "replaced",
      lists: "- list: l\n  items: [a]\n- list: l\n  items: [b]\n  override: { items: replace }",
      condition: "proc.name in (l)",
      wanted: "proc.name in (b)",
    },
  ])("$name", ({ lists, condition, wanted }) => {
    expect(conditionOf(load(`${lists}\n${rule(condition)}`))).toBe(wanted);
  });

  test("a place in an expanded list is that of its name", () => {
    expect(problemsOf(load(`- list: l\n  items: [a, ")"]\n${rule("proc.name in (l) and proc.nme = x")}`))).toEqual([
      "1.yaml:5:28 condition-syntax",
    ]);
  });
});

test("a value that is nearly the name of a list is doubtful", () => {
  const lists = "- list: trusted_images\n  items: [a]\n";
  const check = (condition: string) => load(lists + rule(condition)).problems.map(({ code }) => code);

  expect(check("proc.name in (trusted_images) and proc.name in (trusted_image)")).toEqual(["doubtful-list"]);
  expect(check("proc.name in (trusted_images, other_images, trusted)")).toEqual([]);
  expect(check('proc.name in (trusted_images, "trusted_image")')).toEqual([]);
});

describe("macros are trees", () => {
  const a = "- macro: a\n  condition: proc.name = x or proc.name = y\n";

  test.each([
    {
      name: "keep their own brackets",
      files: [a + rule("a and fd.num = 1")],
      wanted: "(proc.name = x or proc.name = y) and fd.num = 1",
    },
    {
      name: "refer to earlier ones",
      files: [`${a}- macro: b\n  condition: not a\n${rule("b")}`],
      wanted: "not (proc.name = x or proc.name = y)",
    },
    { name: "are seen by rules above them", files: [rule("a") + a], wanted: "proc.name = x or proc.name = y" },
    {
      name: "are replaced by a later file",
      files: [a + rule("a"), "- macro: a\n  condition: fd.num = 2"],
      wanted: "fd.num = 2",
    },
    {
      name: "are appended with a blank",
      files: [a + rule("a"), "- macro: a\n  condition: or fd.num = 2\n  override: { condition: append }"],
      wanted: "proc.name = x or proc.name = y or fd.num = 2",
    },
    {
      name: "see what was defined before their last definition",
      files: [`${a}- macro: b\n  condition: fd.num = 1\n- macro: a\n  condition: b and fd.num = 3\n${rule("a")}`],
      wanted: "fd.num = 1 and fd.num = 3",
    },
  ])("$name", ({ files, wanted }) => {
    expect(conditionOf(load(...files))).toBe(wanted);
  });

  test.each([
    { name: "unknown", text: rule("a"), wanted: ["1.yaml:3:14 unknown-macro"] },
    {
      name: "defined further down",
      text: `- macro: b\n  condition: a\n${a}${rule("b")}`,
      wanted: ["1.yaml:2:14 macro-defined-later", "1.yaml:7:14 broken-macro"],
    },
    {
      name: "itself",
      text: `- macro: a\n  condition: fd.num = 1\n- macro: a\n  condition: not a\n${rule("a")}`,
      wanted: ["1.yaml:4:18 macro-loop", "1.yaml:7:14 broken-macro"],
    },
    {
      name: "each other",
      text: `- macro: a\n  condition: fd.num = 1\n- macro: b\n  condition: a\n- macro: a\n  condition: b\n${rule("a")}`,
      wanted: ["1.yaml:4:14 macro-loop", "1.yaml:6:14 broken-macro", "1.yaml:9:14 broken-macro"],
    },
  ])("a macro that names what is $name is refused", ({ text, wanted }) => {
    const set = load(text);

    expect(problemsOf(set)).toEqual(wanted);
    expect(set.rules).toEqual([]);
  });

  test("macros that double each other forty times are one graph", () => {
    const macros = Array.from(
      { length: 40 },
      (_, index) => `- macro: m${index + 1}\n  condition: m${index} and m${index}\n`,
    );
    const set = load(`- macro: m0\n  condition: fd.num = 1\n${macros.join("")}${rule("m40")}`);

    expect(set.rules).toMatchObject([{ condition: { depth: 41 } }]);
  });

  test("a chain of macros is bounded by its depth", () => {
    const macros = Array.from({ length: 2000 }, (_, index) => `- macro: m${index + 1}\n  condition: not m${index}\n`);
    const set = load(`- macro: m0\n  condition: fd.num = 1\n${macros.join("")}${rule("m2000")}`);

    expect(set.problems.map(({ code }) => code)).toContain("condition-too-deep");
    expect(set.rules).toEqual([]);
  });

  test("an error in a macro is told in its own file", () => {
    expect(problemsOf(load(rule("a"), "- macro: a\n  condition: >\n    fd.num = 1 and\n    proc.nme = 2"))).toEqual([
      "2.yaml:4:5 unknown-field",
    ]);
  });
});

describe("every error of a rule is told, in the order of the file", () => {
  test.each([
    {
      name: "in the condition, also beside an unknown macro, and in the output",
      text: rule("evt.typ = open and unknown_macro and proc.nme startswith x", "").replace(
        "output: o",
        "output: '%fd.nme %proc.name'",
      ),
      wanted: [
        "1.yaml:3:14 unknown-field",
        "1.yaml:3:33 unknown-macro",
        "1.yaml:3:51 unknown-field",
        "1.yaml:4:13 unknown-field",
      ],
    },
    {
      name: "on both sides of a comparison",
      text: rule("proc.nme = val(proc.pnme)"),
      wanted: ["1.yaml:3:14 unknown-field", "1.yaml:3:29 unknown-field"],
    },
    {
      name: "beside a priority that there is not",
      text: rule("proc.nme = x").replace("INFO", "WARNIN"),
      wanted: ["1.yaml:3:14 unknown-field", "1.yaml:5:13 unknown-priority"],
    },
    {
      name: "beside a key that is missing",
      text: "- rule: R\n  desc: d\n  condition: proc.nme = x\n  priority: INFO\n",
      wanted: ["1.yaml:1:9 key-missing", "1.yaml:3:14 unknown-field"],
    },
    {
      name: "and nothing of what follows from it",
      text: `${rule("evt.type = open").replace("INFO", "WARNIN")}- rule: R\n  enabled: false\n`,
      wanted: ["1.yaml:5:13 unknown-priority"],
    },
  ])("$name", ({ text, wanted }) => {
    expect(problemsOf(load(text))).toEqual(wanted);
    expect(load(text).rules).toEqual([]);
  });
});
