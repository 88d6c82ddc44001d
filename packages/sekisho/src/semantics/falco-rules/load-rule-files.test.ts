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

  test("a condition of a hundred thousand parts is read, and every one is looked at", () => {
    const parts = Array.from({ length: 100_000 }, (_, index) => `proc.name=n${index}`).join(" or ");

    expect(load(rule(parts)).problems).toEqual([]);
    expect(problemsOf(load(rule(`${parts} or proc.nam=x`)))).toMatchObject([/^1\.yaml:3:\d{7} unknown-field$/]);
    expect(problemsOf(load(rule(`${parts} or no_macro`)))).toMatchObject([/^1\.yaml:3:\d{7} unknown-macro$/]);
  }, 60_000);

  test("thousands of names that are misspelt are all told, the first ones with what was meant", () => {
    const macros = Array.from({ length: 1_500 }, (_, index) => `- macro: some_name_${index}x\n  condition: fd.num=1\n`);
    const uses = Array.from({ length: 1_500 }, (_, index) => `smoe_name_${index}x`).join(" or ");
    const { problems } = load(macros.join("") + rule(uses));

    expect(problems.map(({ code }) => code)).toEqual(Array.from({ length: 1_500 }, () => "unknown-macro"));
    expect(problems[0]?.hint?.en).toBe("Did you mean some_name_0x?");
    // 1,500 names each: 200,000 pairs are those of 133 problems and a part of one.
    expect(problems.filter(({ hint }) => hint !== undefined).length).toBeLessThan(135);
  }, 60_000);

  test("every rule that is wrong is told in one run, and those that are right count", () => {
    const wrong = (name: string, condition: string) =>
      `- rule: ${name}\n  desc: d\n  condition: ${condition}\n  output: o\n  priority: INFO\n`;
    const set = load(
      [
        wrong("A", "evt.type = execve and proc.name = and x"),
        wrong("B", "evt.type = execve and (proc.name = 3"),
        wrong("C", "evt.type = execve and nosuch and proc.pid startswith x"),
        wrong("D", "evt.type = execve and proc.pid = 3"),
        "- rule: E\n  condition: fd.num = 1\n",
        wrong("F", "evt.type = )"),
      ].join(""),
    );

    expect(problemsOf(set)).toEqual([
      "1.yaml:3:52 condition-syntax",
      "1.yaml:8:50 condition-syntax",
      "1.yaml:13:36 unknown-macro",
      "1.yaml:13:47 wrong-operator",
      "1.yaml:21:9 key-missing",
      "1.yaml:25:25 condition-syntax",
    ]);
    expect(set.rules.map(({ name }) => name)).toEqual(["D"]);
  });

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
