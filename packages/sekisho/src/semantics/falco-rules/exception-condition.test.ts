import { describe, expect, test } from "vitest";
import { conditionOf, load, problemsOf, rule } from "./example-rules.ts";

// Expected conditions by hand from Falco 0.44, rule_loader_compiler.cpp (build_rule_exception_infos).
describe("exceptions", () => {
  test.each([
    {
      name: "of one field",
      text: "{ name: e, fields: proc.name, values: [a, b c] }",
      wanted: 'fd.num = 1 and (not proc.name in (a, "b c"))',
    },
    {
      name: "of one field with an operator",
      text: "{ name: e, fields: fd.name, comps: pmatch, values: [/etc] }",
      wanted: "fd.num = 1 and (not fd.name pmatch (/etc))",
    },
    {
      name: "of one field with a quantifier",
      text: "{ name: e, fields: fd.name, comps: startswith anyof, values: [/etc, /usr] }",
      wanted: "fd.num = 1 and (not fd.name startswith anyof (/etc, /usr))",
    },
    {
      name: "of several fields",
      text: "{ name: e, fields: [proc.name, fd.name], comps: [=, startswith], values: [[a, /x], [b, /y]] }",
      wanted:
        "fd.num = 1 and (not ((proc.name = a and fd.name startswith /x) or (proc.name = b and fd.name startswith /y)))",
    },
    {
      name: "of several fields without operators",
      text: "{ name: e, fields: [proc.name, fd.num], values: [[a, 2]] }",
      wanted: "fd.num = 1 and (not (proc.name = a and fd.num = 2))",
    },
    {
      name: "with lists in columns",
      text: "{ name: e, fields: [proc.name, fd.num], comps: [in, in], values: [[[a, b], 2]] }",
      wanted: "fd.num = 1 and (not (proc.name in (a, b) and fd.num in (2)))",
    },
    {
      name: "with names of lists",
      text: "{ name: e, fields: [proc.name], comps: [in], values: [[l]] }",
      wanted: "fd.num = 1 and (not proc.name in (x, y))",
    },
    { name: "without values", text: "{ name: e, fields: proc.name }", wanted: "fd.num = 1" },
  ])("$name", ({ text, wanted }) => {
    const lists = "- list: l\n  items: [x, y]\n";

    expect(conditionOf(load(`${lists}${rule("fd.num = 1", `  exceptions:\n    - ${text}`)}`))).toBe(wanted);
  });

  test("several are all denied, and the condition keeps its brackets", () => {
    const exceptions =
      "  exceptions:\n    - { name: e, fields: proc.name, values: [a] }\n    - { name: f, fields: fd.num, values: [2] }";

    expect(conditionOf(load(rule("fd.num = 1 or fd.num = 3", exceptions)))).toBe(
      "(fd.num = 1 or fd.num = 3) and (not proc.name in (a)) and (not fd.num in (2))",
    );
  });

  test("values are appended to one of an earlier file", () => {
    const first = rule("fd.num = 1", "  exceptions:\n    - { name: e, fields: proc.name, values: [a] }");
    const second =
      "- rule: R\n  exceptions:\n    - { name: e, values: [b] }\n    - { name: f, fields: fd.num, values: [2] }\n  override: { exceptions: append }";

    expect(conditionOf(load(first, second))).toBe("fd.num = 1 and (not proc.name in (a, b)) and (not fd.num in (2))");
  });

  test.each([
    { name: "without fields", text: "{ name: e, values: [a] }", wanted: "exception-without-fields" },
    {
      name: "with too few operators",
      text: "{ name: e, fields: [proc.name, fd.num], comps: [=] }",
      wanted: "exception-length",
    },
    {
      name: "with a single operator for a list of fields",
      text: "{ name: e, fields: [proc.name], comps: in }",
      wanted: "exception-length",
    },
    {
      name: "of one field with an operator over one value",
      text: "{ name: e, fields: proc.name, comps: startswith, values: [a] }",
      wanted: "exception-operator",
    },
    {
      name: "with an unknown operator",
      text: "{ name: e, fields: [proc.name], comps: [like] }",
      wanted: "exception-operator",
    },
    {
      name: "with a quantifier over numbers",
      text: "{ name: e, fields: fd.num, comps: < anyof }",
      wanted: "exception-operator",
    },
    {
      name: "with a row that is too short",
      text: "{ name: e, fields: [proc.name, fd.num], values: [[a]] }",
      wanted: "exception-value",
    },
    {
      name: "with a row for a single field",
      text: "{ name: e, fields: proc.name, values: [[a]] }",
      wanted: "exception-value",
    },
    { name: "with an unknown field", text: "{ name: e, fields: proc.nme, values: [a] }", wanted: "unknown-field" },
  ])("one $name is refused", ({ text, wanted }) => {
    expect(load(rule("fd.num = 1", `  exceptions:\n    - ${text}`)).problems.map(({ code }) => code)).toEqual([wanted]);
  });

  test("fields of an earlier definition stay", () => {
    const first = rule("fd.num = 1", "  exceptions:\n    - { name: e, fields: proc.name, values: [a] }");
    const second =
      "- rule: R\n  exceptions:\n    - { name: e, fields: fd.num, values: [2] }\n  override: { exceptions: append }";
    const set = load(first, second);

    expect(problemsOf(set)).toEqual(["2.yaml:3:26 changed-exception"]);
    expect(conditionOf(set)).toBe("fd.num = 1 and (not proc.name in (a))");
  });
});
