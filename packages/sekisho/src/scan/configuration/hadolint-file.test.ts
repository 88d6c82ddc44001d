import { describe, expect, test } from "vitest";
import { createSourceText } from "../../model/source-text.ts";
import { catalogue, errorsOf } from "./fixtures/readings.ts";
import { readHadolintConfiguration } from "./read-configuration.ts";

describe("readHadolintConfiguration", () => {
  function readHadolint(text: string) {
    return readHadolintConfiguration(createSourceText(".hadolint.yaml", text), catalogue);
  }

  // Forms and defaults as hadolint 2.15.1 takes them.
  test("gives its lists the form of ours", () => {
    const { configuration, diagnostics } = readHadolint(`failure-threshold: warning
ignored: [DL3002, SC1010]
override:
  error: [DL3026]
  info: []
trustedRegistries: [docker.io, "*.gcr.io"]
label-schema: { author: text, version: semver, other: "" }
strict-labels: true
disable-ignore-pragma: true
format: json
no-color: true
`);
    expect(diagnostics).toEqual([]);
    expect(configuration).toMatchObject({
      path: ".hadolint.yaml",
      failOn: "medium",
      exceptions: [
        { rule: "hadolint:DL3002", isOwn: false, path: ".hadolint.yaml", range: { start: 37, end: 43 } },
        { rule: "shellcheck:SC1010", isOwn: false },
      ],
      severity: { "dockerfile/untrusted-registry": "high" },
      parameters: { "dockerfile/untrusted-registry": { trusted: ["docker.io", "*.gcr.io"] } },
      labels: { required: { author: "text", version: "semver", other: "raw" }, isStrict: true },
      refusesHadolintComments: true,
    });
  });

  test.each([
    { name: "error", failOn: "high" },
    { name: "info", failOn: "low" },
    { name: "style", failOn: "info" },
    { name: "none", failOn: undefined },
    { name: "ignore", failOn: undefined },
  ])("failure-threshold $name", ({ name, failOn }) => {
    expect(readHadolint(`failure-threshold: ${name}`).configuration.failOn).toBe(failOn);
  });

  test("no-fail wins over the threshold", () => {
    expect(readHadolint("no-fail: true\nfailure-threshold: error").configuration.failOn).toBeUndefined();
  });

  test.each([
    { name: "one registry, as its README has it", text: "trustedRegistries: docker.io" },
    { name: "a list without value", text: "ignored:\ntrustedRegistries: [docker.io]" },
  ])("takes $name", ({ text }) => {
    expect(readHadolint(text).configuration.parameters).toEqual({
      "dockerfile/untrusted-registry": { trusted: ["docker.io"] },
    });
  });

  test.each([
    {
      name: "a key hadolint passes over",
      text: "ignore: [DL3002]",
      warning: 'unknown key "ignore"; did you mean ignored?',
    },
    { name: "a rule nobody knows", text: "ignored: [DL9999]", warning: /no check has the id or alias "DL9999"/ },
    { name: "a level nobody knows", text: "override: { warn: [DL3002] }", warning: /override: unknown key "warn"/ },
  ])("warns of $name", ({ text, warning }) => {
    const { diagnostics } = readHadolint(text);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.message.en).toMatch(warning);
  });

  test.each([
    {
      name: "one rule without list",
      text: "ignored: DL3002",
      error: '.hadolint.yaml:1:10: ignored: expected a list, got "DL3002"',
    },
    {
      name: "a number",
      text: "ignored: [3002]",
      error: ".hadolint.yaml:1:11: ignored[0]: expected a rule code such as DL3008, got the number 3002",
    },
    { name: "another case", text: "failure-threshold: Warning", error: /got "Warning"; did you mean warning\?$/ },
    {
      name: "a label kind",
      text: "label-schema: { a: RFC3339 }",
      error: /label-schema.a: expected text, .*got "RFC3339"; did you mean rfc3339\?$/,
    },
    {
      name: "yes for true",
      text: "no-fail: yes",
      error: '.hadolint.yaml:1:10: no-fail: expected true or false, got "yes"',
    },
  ])("refuses as hadolint does: $name", ({ text, error }) => {
    const errors = errorsOf(() => readHadolint(text));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(error);
  });
});
