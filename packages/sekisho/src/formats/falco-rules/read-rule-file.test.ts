import fc from "fast-check";
import { expect, test } from "vitest";
import { createSourceText } from "../../model/source-text.ts";
import { locate } from "./place.ts";
import { readRuleFile } from "./read-rule-file.ts";
import type { RuleFileItem } from "./rule-file.ts";
import type { RuleProblem } from "./rule-problem.ts";

function read(yaml: string): { readonly items: readonly RuleFileItem[]; readonly problems: readonly string[] } {
  const problems: RuleProblem[] = [];
  const { items } = readRuleFile(createSourceText("rules.yaml", yaml), (problem) => problems.push(problem));
  return {
    items,
    problems: problems.map(({ code, level, place }) => {
      const { startLine, startColumn } = locate(place);
      return `${startLine}:${startColumn} ${level} ${code}`;
    }),
  };
}

const whole = `
- required_engine_version: 15
- required_engine_version: 0.38.1
- required_plugin_versions:
    - name: k8saudit
      version: 0.6.0
      alternatives:
        - name: k8saudit-eks
          version: 0.2.0
- list: ports
  items: [22, "80", 0x1F, yes, a b]
- macro: container
  condition: container.id != host
-
- rule: Shell
  desc: a shell
  condition: >
    container and
    proc.name = sh
  output: "shell %proc.name"
  priority: warning
  source: syscall
  tags: [a, b]
  enabled: "false"
  warn_evttypes: false
  skip-if-unknown-filter: true
  capture: true
  capture_duration: 500
  exceptions:
    - name: one
      fields: proc.name
      values: [a, b]
    - name: rows
      fields: [proc.name, fd.num]
      comps: [=, in]
      values:
        - [a, [1, 2]]
---
- rule: Shell
  enabled: false
`;

test("every kind of item and key is read", () => {
  const { items, problems } = read(whole);

  expect(problems).toEqual([]);
  expect(items.map(({ kind }) => kind)).toEqual([
    "engine-version",
    "engine-version",
    "plugin-versions",
    "list",
    "macro",
    "rule",
    "rule",
  ]);
  expect(items[0]).toMatchObject({ version: { text: "0.15.0" } });
  expect(items[2]).toMatchObject({
    plugins: [{ name: { text: "k8saudit" }, alternatives: [{ version: { text: "0.2.0" } }] }],
  });
  expect(items[3]).toMatchObject({ items: ["22", "80", "0x1F", "yes", "a b"].map((text) => ({ text })) });
  expect(items[5]).toMatchObject({
    condition: { text: "container and proc.name = sh\n" },
    priority: { level: "Warning" },
    isEnabled: false,
    warnsOfEventTypes: false,
    skipsUnknownFields: true,
    capture: true,
    captureDurationMs: 500,
    exceptions: [
      { fields: { isList: false }, values: [{ word: { text: "a" } }, { word: { text: "b" } }] },
      { operators: { isList: true }, values: [{ values: [{ kind: "word" }, { kind: "list", values: [{}, {}] }] }] },
    ],
  });
});

// Places counted by hand; what is an error and what a warning: Falco 0.44, rule_loader_reader.cpp.
test.each([
  { name: "a file that is no list", yaml: "rule: x", wanted: ["1:1 error no-list"] },
  { name: "broken YAML", yaml: "- rule: 'x", wanted: ["1:9 error yaml-unclosed-quote"] },
  { name: "an item that is no map", yaml: "- x", wanted: ["1:3 error wrong-value"] },
  { name: "an unknown item", yaml: "- rul: x", wanted: ["1:3 warning unknown-item"] },
  { name: "an unknown key", yaml: "- list: a\n  items: []\n  itmes: []", wanted: ["3:3 warning unknown-key"] },
  {
    name: "a key that stands twice",
    yaml: "- list: a\n  items: []\n  items: [b]",
    wanted: ["3:3 warning yaml-duplicate-key"],
  },
  { name: "a list without items", yaml: "- list: a", wanted: ["1:3 error key-missing"] },
  { name: "items that are no list", yaml: "- list: a\n  items: b", wanted: ["2:10 error wrong-value"] },
  {
    name: "an item of a list that is a list",
    yaml: "- list: a\n  items: [[b], c]",
    wanted: ["2:11 error wrong-value"],
  },
  { name: "a macro without a condition", yaml: "- macro: a\n  condition: ''", wanted: ["1:3 error key-missing"] },
  {
    name: "a name that nothing can refer to",
    yaml: "- macro: a-b\n  condition: x",
    wanted: ["1:10 warning unusable-name"],
  },
  { name: "a rule without a name", yaml: "- rule:\n  desc: x", wanted: ["1:3 error name-missing"] },
  { name: "an unknown priority", yaml: "- rule: a\n  priority: HIGH", wanted: ["2:13 error unknown-priority"] },
  { name: "a flag that is none", yaml: "- rule: a\n  enabled: perhaps", wanted: ["2:12 error wrong-value"] },
  { name: "append", yaml: "- list: a\n  items: [b]\n  append: true", wanted: ["3:3 warning deprecated-append"] },
  {
    name: "append with override",
    yaml: "- list: a\n  items: [b]\n  append: true\n  override: { items: append }",
    wanted: ["3:3 warning deprecated-append", "4:3 error append-with-override"],
  },
  {
    name: "override of what cannot be",
    yaml: "- rule: a\n  override: { source: replace }",
    wanted: ["2:23 error wrong-override"],
  },
  {
    name: "append of what can only be replaced",
    yaml: "- rule: a\n  priority: INFO\n  override: { priority: append }",
    wanted: ["3:25 error wrong-override"],
  },
  {
    name: "a key that override leaves out",
    yaml: "- rule: a\n  desc: b\n  priority: INFO\n  override: { desc: append }",
    wanted: ["3:3 error key-without-override"],
  },
  {
    name: "an override without its key",
    yaml: "- rule: a\n  override: { desc: append }",
    wanted: ["1:3 error override-without-key"],
  },
  { name: "a version that is none", yaml: "- required_engine_version: new", wanted: ["1:28 error wrong-version"] },
  {
    name: "a plugin without a version",
    yaml: "- required_plugin_versions: [{ name: a }]",
    wanted: ["1:32 error wrong-version"],
  },
  {
    name: "an exception without a name",
    yaml: "- rule: a\n  exceptions:\n    - fields: x",
    wanted: ["3:7 error exception-without-name"],
  },
  { name: "a map as a value", yaml: "- rule: a\n  desc: { b: c }", wanted: ["2:9 error wrong-value"] },
])("$name is said where it stands", ({ yaml, wanted }) => {
  expect(read(yaml).problems).toEqual(wanted);
});

test("a broken item takes nothing from the others", () => {
  const { items } = read("- list: a\n  items: 1\n- list: b\n  items: [c]\n---\n- rule: '\n---\n- list: c\n  items: []");

  expect(items).toMatchObject([{ name: { text: "b" } }, { name: { text: "c" } }]);
});

test("names like __proto__ mean nothing", () => {
  const { items } = read("- list: __proto__\n  items: [constructor]\n- rule: toString\n  enabled: true");

  expect(items).toMatchObject([{ name: { text: "__proto__" } }, { name: { text: "toString" }, isEnabled: true }]);
});

test("a mutated file is read without an end", () => {
  fc.assert(
    fc.property(fc.nat({ max: whole.length }), fc.nat({ max: 30 }), fc.string({ maxLength: 5 }), (at, length, put) => {
      const { items, problems } = read(whole.slice(0, at) + put + whole.slice(at + length));

      expect(items.length + problems.length).toBeGreaterThanOrEqual(0);
      for (const problem of problems) expect(problem).toMatch(/^\d+:\d+ (?:error|warning) [a-z-]+$/);
    }),
    { numRuns: 300 },
  );
});

test("a list of a hundred thousand items is read", () => {
  const items = Array.from({ length: 100_000 }, (_, index) => `item${index}`);

  expect(read(`- list: a\n  items: [${items.join(", ")}]`).items).toMatchObject([{ items: { length: 100_000 } }]);
});
