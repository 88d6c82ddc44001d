import { describe, expect, test } from "vitest";
import { conditionOf, load, problemsOf, rule } from "./example-rules.ts";

describe("rules change earlier ones", () => {
  const base =
    "- rule: A\n  desc: one\n  condition: evt.type = open\n  output: o\n  priority: INFO\n  tags: [x]\n- rule: R\n  desc: d\n  condition: evt.type = close\n  output: p\n  priority: INFO\n";

  test("a rule with only a name and enabled is switched", () => {
    const set = load(base, "- rule: A\n  enabled: false");

    expect(set.rules).toMatchObject([
      { name: "A", isEnabled: false },
      { name: "R", isEnabled: true },
    ]);
    expect(set.counts.disabledRules).toBe(1);
  });

  test("a rule that is defined again keeps its place, and the last one counts", () => {
    const set = load(base, "- rule: A\n  desc: two\n  condition: evt.type = read\n  output: o\n  priority: ERROR");

    expect(set.rules).toMatchObject([{ name: "A", description: "two", priority: "Error", tags: [] }, { name: "R" }]);
  });

  test("every key is appended or replaced as override says", () => {
    const set = load(
      base,
      "- rule: A\n  desc: more\n  condition: and fd.num = 1\n  output: '%proc.name'\n  tags: [y]\n  priority: ALERT\n  enabled: false\n  override: { desc: append, condition: append, output: append, tags: append, priority: replace, enabled: replace }",
    );

    expect(conditionOf(set)).toBe("evt.type = open and fd.num = 1");
    expect(set.rules[0]).toMatchObject({
      description: "one more",
      priority: "Alert",
      isEnabled: false,
      tags: ["x", "y"],
      output: { parts: [{ text: "o " }, { operand: { name: "proc.name" } }] },
    });
  });

  test("append joins the texts before they are read, so that a part may be of either file", () => {
    const set = load(base, "- rule: A\n  condition: or\n    evt.type = read\n  override: { condition: append }");

    expect(conditionOf(set)).toBe("evt.type = open or evt.type = read");
    expect(problemsOf(load(base, "- rule: A\n  condition: or fd.nam = 1\n  override: { condition: append }"))).toEqual([
      "2.yaml:2:17 unknown-field",
    ]);
  });

  test.each([
    { name: "a rule that is not there", text: "- rule: Z\n  enabled: false", wanted: ["1.yaml:1:9 nothing-to-change"] },
    {
      name: "a macro that is not there",
      text: "- macro: z\n  condition: x\n  append: true",
      wanted: ["1.yaml:1:10 nothing-to-change", "1.yaml:3:3 deprecated-append"],
    },
    {
      name: "a list that is not there",
      text: "- list: z\n  items: [x]\n  override: { items: append }",
      wanted: ["1.yaml:1:9 nothing-to-change"],
    },
    { name: "a rule without its keys", text: "- rule: Z\n  desc: x", wanted: ["1.yaml:1:9 key-missing"] },
    { name: "a rule with its name alone", text: "- rule: Z", wanted: ["1.yaml:1:9 key-missing"] },
    {
      name: "a rule for another source",
      text: `${rule("fd.num = 1")}- rule: R\n  desc: d\n  condition: ka.verb = get\n  output: o\n  priority: INFO\n  source: k8s_audit`,
      wanted: ["1.yaml:12:11 changed-source"],
    },
  ])("$name cannot be changed", ({ text, wanted }) => {
    expect(problemsOf(load(text))).toEqual(wanted);
  });

  test("a rule of an unknown source is skipped with a warning, and what it uses counts as used", () => {
    const set = load(
      "- macro: m\n  condition: gcp.user = x\n- rule: G\n  desc: d\n  condition: m\n  output: o\n  priority: INFO\n  source: gcp_auditlog",
    );

    expect(set.rules).toEqual([]);
    expect(set.counts.skippedRules).toBe(1);
    expect(set.problems).toMatchObject([{ code: "unknown-source", level: "warning" }]);
  });
});
