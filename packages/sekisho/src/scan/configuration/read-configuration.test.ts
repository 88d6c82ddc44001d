import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSourceText } from "../../model/source-text.ts";
import { catalogue, errorsOf } from "./fixtures/readings.ts";
import { configurationSchema, readConfiguration } from "./read-configuration.ts";

function read(text: string) {
  return readConfiguration(createSourceText(".sekisho.yaml", text), catalogue);
}

describe("readConfiguration", () => {
  test("gives every setting of a full file", () => {
    const { configuration, diagnostics } = read(`failOn: high
exclude: ["vendor/**"]
kubernetesVersion: "1.36"
exceptions:
  - rule: hadolint:DL3002
    paths: ["services/*/Dockerfile"]
    subjects: ["stage:build"]
    containers: [build-*]
    reason: built in a sandbox
    owner: platform-team
    expires: 2027-03-31
severity: { dockerfile/no-user: low, "trivy:DS-0002": info }
parameters: { DL3026: { trusted: [public.ecr.aws], limit: 2, mode: first, isStrict: true, names: { a: b } } }
labels: { required: { org.opencontainers.image.source: url }, strict: true }
enable: [dockerfile/root-user]
disable: [dl3002, SC2086]
target: build
buildArguments: { VERSION: 1.10, DEBUG: true, NAME: "x y" }
shellcheck: true
`);
    expect(diagnostics).toEqual([]);
    expect(configuration).toEqual({
      path: ".sekisho.yaml",
      failOn: "high",
      exclude: ["vendor/**"],
      exceptions: [
        {
          rule: "hadolint:DL3002",
          ids: ["dockerfile/no-user"],
          paths: ["services/*/Dockerfile"],
          subjects: ["stage:build"],
          containers: ["build-*"],
          reason: "built in a sandbox",
          owner: "platform-team",
          expires: "2027-03-31",
          range: { start: 78, end: 272 },
          path: ".sekisho.yaml",
          isOwn: true,
        },
      ],
      severity: { "dockerfile/no-user": "info", "dockerfile/root-user": "info" },
      parameters: {
        "dockerfile/untrusted-registry": {
          trusted: ["public.ecr.aws"],
          limit: 2,
          mode: "first",
          isStrict: true,
          names: { a: "b" },
        },
      },
      labels: { required: { "org.opencontainers.image.source": "url" }, isStrict: true },
      enable: ["dockerfile/root-user"],
      disable: ["dockerfile/no-user", "shellcheck/SC2086"],
      target: "build",
      buildArguments: { VERSION: "1.10", DEBUG: "true", NAME: "x y" },
      vex: [],
      channels: [],
      author: undefined,
      services: [],
      policies: [],
      kubernetesMinor: 36,
      shellcheck: true,
    });
  });

  // Lines and columns are counted by hand.
  test.each([
    { name: "unknown key", text: "fialOn: high", error: '1:1: unknown key "fialOn"; did you mean failOn?' },
    { name: "unknown key far from all", text: "zzzzzz: 1", error: /^1:1: unknown key "zzzzzz", expected failOn, / },
    {
      name: "unknown severity",
      text: "failOn: hihg",
      error: /^1:9: failOn: expected critical, .*got "hihg"; did you mean high\?$/,
    },
    { name: "value of another type", text: "failOn: [high]", error: /^1:9: failOn: expected .*, got a list$/ },
    { name: "nothing", text: "exclude:\nfailOn: low", error: "1:9: exclude: expected a list, got nothing" },
    { name: "a text for a list", text: "exclude: vendor", error: '1:10: exclude: expected a list, got "vendor"' },
    {
      name: "unclosed glob",
      text: 'exclude: ["[a"]',
      error: "1:11: exclude[0]: expected ] to close [, got the end of the glob",
    },
    { name: "glob outside", text: 'exclude:\n  - "../x"', error: /^2:5: exclude\[0\]: expected a path pattern below/ },
    {
      name: "comment as glob",
      text: 'exclude: ["#x"]',
      error: /^1:11: exclude\[0\]: expected a path pattern, got one that is empty/,
    },
    {
      name: "unknown rule",
      text: "disable: [dockerfile/no-usr]",
      error: /^1:11: disable\[0\]: no check has .*; did you mean dockerfile\/no-user\?$/,
    },
    {
      name: "unknown alias",
      text: "disable: [DL3003]",
      error: /^1:11: disable\[0\]: no check has the id or alias "DL3003"; did you mean hadolint:DL3002\?$/,
    },
    {
      name: "unknown name of what is not known",
      text: "exceptions:\n- { rule: advisories/thirdparty, reason: x }",
      error: /^2:11: exceptions\[0\].rule: no check has .*; did you mean advisories\/third-party\?$/,
    },
    {
      name: "rule without reason",
      text: "exceptions:\n  - rule: DL3002",
      error: '2:5: exceptions[0]: the key "reason" is missing',
    },
    {
      name: "empty reason",
      text: "exceptions:\n- { rule: DL3002, reason: ' ' }",
      error: '2:27: exceptions[0].reason: expected a text, got " "',
    },
    {
      name: "no date",
      text: "exceptions:\n- { rule: DL3002, reason: x, expires: soon }",
      error: /^2:39: exceptions\[0\].expires: expected a date as YYYY-MM-DD, got "soon"$/,
    },
    {
      name: "no day of that month",
      text: "exceptions:\n- { rule: DL3002, reason: x, expires: 2027-02-29 }",
      error: /^2:39: .*expected a day from 01 to 28 for that month, got "2027-02-29"$/,
    },
    {
      name: "no month",
      text: "exceptions:\n- { rule: DL3002, reason: x, expires: 2027-13-01 }",
      error: /^2:39: .*expected a month from 01 to 12/,
    },
    {
      name: "check without parameters",
      text: "parameters: { DL3002: {} }",
      error: '1:15: parameters: the check "DL3002" has no parameters',
    },
    {
      name: "unknown parameter",
      text: "parameters: { DL3026: { trustd: [] } }",
      error: /^1:25: parameters.DL3026: unknown key "trustd"; did you mean trusted\?$/,
    },
    {
      name: "parameter of another type",
      text: "parameters: { DL3026: { limit: 1.5 } }",
      error: /^1:32: .*limit: expected a whole number, got the number 1.5$/,
    },
    {
      name: "parameter out of its values",
      text: "parameters: { DL3026: { mode: al } }",
      error: /^1:31: .*expected all or first, got "al"; did you mean all\?$/,
    },
    {
      name: "label kind",
      text: "labels: { required: { a: ulr } }",
      error: /^1:26: labels.required.a: expected text, .*; did you mean url\?$/,
    },
    {
      name: "kubernetes version",
      text: "kubernetesVersion: latest",
      error: /^1:20: kubernetesVersion: expected a Kubernetes version such as "1.36", got "latest"$/,
    },
    { name: "no mapping", text: "- a", error: "1:1: expected a mapping, got a list" },
    {
      name: "key twice",
      text: "failOn: low\nfailOn: high",
      error: /^2:1: YAML: the key stands here for the second time/,
    },
    { name: "two documents", text: "failOn: low\n---\nfailOn: high", error: /^2:1: YAML: expected one document/ },
    { name: "tab", text: "labels:\n\tstrict: true", error: /^2:1: YAML: a tab cannot indent YAML/ },
    {
      name: "cyclic alias",
      text: "exclude: &a [*a]",
      error: /^1:14: expected a value, got an alias that contains itself$/,
    },
    { name: "collection as key", text: "? [a]\n: b", error: /^1:3: expected a text as key, got a collection$/ },
  ])("refuses: $name", ({ text, error }) => {
    const errors = errorsOf(() => read(text));
    expect(errors).toHaveLength(1);
    expect(errors[0]?.slice(".sekisho.yaml:".length)).toMatch(error);
  });

  test("names every error in one go, in the order of the file", () => {
    const errors = errorsOf(() => read("failOn: x\nexclude: 1\ndisable: [nope, DL3002]\nshellcheck: maybe\n"));
    expect(errors.map((error) => error.split(": ")[0])).toEqual([
      ".sekisho.yaml:1:9",
      ".sekisho.yaml:2:10",
      ".sekisho.yaml:3:11",
      ".sekisho.yaml:4:13",
    ]);
  });

  test("says errors in Japanese too", () => {
    expect(errorsOf(() => read("fialOn: high"), "ja")).toEqual([
      '.sekisho.yaml:1:1: キー "fialOn" は定義されていません。「failOn」の誤りではありませんか。',
    ]);
  });

  test.each([
    { name: "an empty file", text: "" },
    { name: "comments only", text: "# nothing yet\n" },
    { name: "an explicit null", text: "~\n" },
  ])("takes the defaults: $name", ({ text }) => {
    const { configuration } = read(text);
    expect(configuration.exceptions).toEqual([]);
    expect(configuration.failOn).toBeUndefined();
  });

  test("takes policies, and their names wherever rules are named", () => {
    const { configuration } = read(
      "policies: ['policies/*.yaml']\nseverity: { policy/no-latest: low }\ndisable: [policy/other.example.com]\n" +
        "exceptions: [{ rule: policy/no-latest, reason: x }]\n",
    );
    expect(configuration.policies).toEqual(["policies/*.yaml"]);
    expect(configuration.severity).toEqual({ "policy/no-latest": "low" });
    expect(configuration.disable).toEqual(["policy/other.example.com"]);
    expect(configuration.exceptions.map(({ rule }) => rule)).toEqual(["policy/no-latest"]);
  });

  test("anchors and aliases stand for their values", () => {
    const { configuration } = read("exclude: &all [a, b]\ndisable: []\nlabels: { required: {} }\nenable: [DL3002]\n");
    expect(configuration.exclude).toEqual(["a", "b"]);
    const shared = read(
      "exceptions:\n- { rule: DL3002, reason: x, paths: &p [a] }\n- { rule: DL3026, reason: y, paths: *p }\n",
    );
    expect(shared.configuration.exceptions.map((exception) => exception.paths)).toEqual([["a"], ["a"]]);
  });

  test("aliases cannot blow a small file up", () => {
    const levels = Array.from({ length: 8 }, (_, level) => {
      const previous = level === 0 ? "x" : `*a${level - 1}`;
      return `- &a${level} [${Array.from({ length: 10 }, () => previous).join(", ")}]`;
    });
    const errors = errorsOf(() => read(levels.join("\n")));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain("expected at most 100000 values");
  });

  test.each([
    { name: "brackets without end", text: `exclude: ${"[".repeat(20_000)}` },
    { name: "nested mappings", text: Array.from({ length: 3_000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n") },
  ])("ends with few words: $name", ({ text }) => {
    const errors = errorsOf(() => read(text));
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThan(5);
  });

  test("any text is read or refused with a place", () => {
    const word = fc.constantFrom(
      "failOn",
      "exclude",
      "exceptions",
      "rule",
      ":",
      " ",
      "\n",
      "- ",
      "[",
      "]",
      "{",
      "}",
      '"',
      "&a",
      "*a",
      "1",
      "#",
      "\t",
      "|",
      ">",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(word).map((words) => words.join("")),
    );
    fc.assert(
      fc.property(text, (written) => {
        for (const error of errorsOf(() => read(written)))
          expect(error).toMatch(/^(?:\.sekisho\.yaml:\d+:\d+: |… and \d+ more)/);
      }),
    );
  });
});

describe("exceptions of known flaws", () => {
  test.each([
    { name: "a CVE", text: "{ rule: CVE-2024-1234, reason: x }", rule: "vulnerability/CVE-2024-1234" },
    { name: "a CVE in small letters", text: "{ rule: cve-2024-1234, reason: x }", rule: "vulnerability/CVE-2024-1234" },
    {
      name: "an advisory",
      text: "{ rule: GHSA-p6mc-m468-83gw, reason: x }",
      rule: "vulnerability/GHSA-p6mc-m468-83gw",
    },
    { name: "an erratum", text: '{ rule: "RHSA-2024:1234", reason: x }', rule: "vulnerability/RHSA-2024:1234" },
    {
      name: "the rule of a report",
      text: "{ rule: vulnerability/CVE-2024-1, reason: x }",
      rule: "vulnerability/CVE-2024-1",
    },
    { name: "every flaw", text: "{ rule: vulnerability/*, reason: x }", rule: "vulnerability/*" },
    { name: "packages alone", text: "{ packages: [openssl], reason: x }", rule: "vulnerability/*" },
  ])("$name", ({ text, rule }) => {
    const { configuration } = read(`exceptions:\n- ${text}\n`);

    expect(configuration.exceptions.map((exception) => exception.rule)).toEqual([rule]);
  });

  test.each([
    { name: "a letter wrong in a check's name", text: "{ rule: no-usr, reason: x }" },
    { name: "a name without a digit", text: "{ rule: CVE-old, reason: x }" },
    { name: "a wrong name beside packages", text: "{ rule: nonsense, packages: [a], reason: x }" },
    { name: "neither rule nor packages", text: "{ reason: x }" },
    { name: "a long name", text: `{ rule: "CVE-${"-".repeat(10000)}1", reason: x }` },
  ])("$name is refused", ({ text }) => {
    expect(() => read(`exceptions:\n- ${text}\n`)).toThrow(expect.objectContaining({ code: "configuration-invalid" }));
  });
});

describe("configurationSchema", () => {
  const schema = configurationSchema(catalogue);

  test("names every key of the file and every parameter of the checks", () => {
    expect(schema).toMatchObject({
      type: "object",
      additionalProperties: false,
      properties: {
        failOn: { enum: ["critical", "high", "medium", "low", "info"] },
        exceptions: { items: { required: ["reason"], anyOf: [{ required: ["rule"] }, { required: ["packages"] }] } },
        parameters: {
          properties: { "dockerfile/untrusted-registry": { properties: { mode: { enum: ["all", "first"] } } } },
        },
        labels: { properties: { strict: { type: "boolean" } } },
      },
    });
  });
});
