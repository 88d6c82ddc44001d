import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load, problemsOf, rule } from "./example-rules.ts";

describe("files and versions", () => {
  test.each([
    { name: "an older engine", text: "- required_engine_version: 15", wanted: [] },
    { name: "the understood engine", text: "- required_engine_version: 0.58.0", wanted: [] },
    { name: "a newer engine", text: "- required_engine_version: 1000", wanted: ["newer-engine"] },
    { name: "a known plugin", text: "- required_plugin_versions: [{ name: json, version: 0.7.0 }]", wanted: [] },
    {
      name: "a plugin with a known alternative",
      text: "- required_plugin_versions: [{ name: x, version: 0.1.0, alternatives: [{ name: k8saudit, version: 0.1.0 }] }]",
      wanted: [],
    },
    {
      name: "an unknown plugin",
      text: "- required_plugin_versions: [{ name: okta, version: 0.1.0 }]",
      wanted: ["unknown-plugin"],
    },
    { name: "bytes that are no UTF-8", text: "\u0000", wanted: ["no-text", "no-list"] },
  ])("$name", ({ text, wanted }) => {
    expect(load(text).problems.map(({ code }) => code)).toEqual(wanted);
  });

  test("what nothing uses is said, unless something is broken", () => {
    const unused = "- list: l\n  items: [a]\n- macro: m\n  condition: fd.num = 1\n";

    expect(problemsOf(load(unused + rule("fd.num = 1")))).toEqual([
      "1.yaml:1:9 unused-list",
      "1.yaml:3:10 unused-macro",
    ]);
    expect(load(unused + rule("fd.nam = 1")).problems).toHaveLength(1);
  });

  test("a long list is read; what would grow without bounds is refused", () => {
    const items = Array.from({ length: 200_000 }, (_, index) => `i${index}`).join(",");
    const set = load(`- list: l\n  items: [${items}]\n${rule("proc.name in (l)")}`);
    const doubled = Array.from(
      { length: 30 },
      (_, index) => `- list: d${index}\n  items: [d${index + 1}, d${index + 1}]\n`,
    ).join("");
    const bomb = load(`${doubled}- list: d30\n  items: [x]\n${rule("proc.name in (d0)")}`);

    expect(set.problems).toEqual([]);
    expect(set.rules).toMatchObject([{ condition: { check: { right: { values: { length: 200_000 } } } } }]);
    expect(bomb.problems.map(({ code }) => code)).toEqual(["list-too-long"]);
  }, 60_000);

  test("any mixture of items is loaded or refused", () => {
    const names = fc.constantFrom("a", "b", "c");
    const condition = fc
      .array(fc.constantFrom("a", "b", "c", "and", "or", "not", "(", ")", "fd.num=1", "proc.name in (a, b)"), {
        maxLength: 8,
      })
      .map((words) => words.join(" "));
    const item = fc.oneof(
      fc.tuple(names, fc.array(names)).map(([name, items]) => `- list: ${name}\n  items: [${items.join(", ")}]\n`),
      fc.tuple(names, condition).map(([name, text]) => `- macro: ${name}\n  condition: "${text}"\n`),
      fc
        .tuple(names, condition, fc.boolean())
        .map(
          ([name, text, isAppended]) =>
            `- rule: ${name}\n  condition: "${text}"\n${isAppended ? "  append: true" : "  desc: d\n  output: o\n  priority: INFO"}\n`,
        ),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (items) => {
        const set = load(items.join(""));

        expect(set.counts.rules).toBeGreaterThanOrEqual(set.rules.length);
        expect(set.counts.rules > set.rules.length).toBe(
          set.counts.rules > set.rules.length && set.problems.length > 0,
        );
      }),
      { numRuns: 300 },
    );
  });
});
