import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSourceText } from "../../model/source-text.ts";
import { catalogue } from "../catalogue.ts";
import { createRuleIndex } from "../configuration/rule-index.ts";
import { readGrypeYaml } from "./grype-yaml.ts";
import type { IgnoreList } from "./ignore-list.ts";
import { readTrivyLines } from "./trivy-lines.ts";
import { readTrivyYaml } from "./trivy-yaml.ts";

const index = createRuleIndex(catalogue);

function lines(text: string): IgnoreList {
  return readTrivyLines(createSourceText(".trivyignore", text), index);
}

function trivy(text: string): IgnoreList {
  return readTrivyYaml(createSourceText(".trivyignore.yaml", text), index);
}

function grype(text: string): IgnoreList {
  return readGrypeYaml(createSourceText(".grype.yaml", text));
}

/** What an exception says, without what is the same for all. */
function said({ exceptions }: IgnoreList): readonly object[] {
  return exceptions.map(({ ids: _ids, range: _range, path: _path, isOwn: _isOwn, owner: _owner, ...rest }) => rest);
}

// Source: Trivy's documentation, "Filtering", "By Finding IDs"; an entry is over when its day begins.
describe(".trivyignore", () => {
  test("ids of flaws and of checks, with the comment as the reason", () => {
    const text = [
      "# Accept the risk",
      "CVE-2018-14618",
      "",
      "# No user yet,",
      "# see #12",
      "DS002",
      "AVD-DS-0026 # no health check",
      "KSV-0012 exp:2027-01-01",
    ].join("\n");

    expect(said(lines(text))).toEqual([
      { rule: "vulnerability/CVE-2018-14618", reason: "Accept the risk", expires: undefined },
      { rule: "trivy:DS-0002", reason: "No user yet, see #12", expires: undefined },
      { rule: "trivy:DS-0026", reason: "no health check", expires: undefined },
      { rule: "trivy:KSV-0012", reason: ".trivyignore", expires: "2026-12-31" },
    ]);
  });

  test.each([
    { name: "a check that we do not ask", text: "AVD-AWS-0001\nCVE-2024-1" },
    { name: "a day that is none", text: "CVE-2024-2 exp:2023-02-30\nCVE-2024-1" },
    { name: "an empty end", text: "CVE-2024-2 exp:\nCVE-2024-1" },
  ])("$name is told with its line, and the next one counts", ({ text }) => {
    const list = lines(text);

    expect(said(list)).toMatchObject([{ rule: "vulnerability/CVE-2024-1" }]);
    expect(list.problems).toMatchObject([{ level: "warning", start: 0 }]);
  });

  test("lines that end as on Windows", () => {
    expect(said(lines("CVE-2024-1\r\n# why\r\nCVE-2024-2\r\n"))).toMatchObject([
      { rule: "vulnerability/CVE-2024-1" },
      { rule: "vulnerability/CVE-2024-2", reason: "why" },
    ]);
  });
});

describe(".trivyignore.yaml", () => {
  test("paths are whole, package URLs no globs, the end is the day before", () => {
    const text = `
vulnerabilities:
  - id: CVE-2022-40897
    paths: ["usr/local/lib/python3.9/site-packages/setuptools-58.1.0.dist-info/METADATA"]
    statement: Accept the risk
  - id: CVE-2023-2650
    expired_at: 2027-02-01
  - id: CVE-2023-3446
    purls: ["pkg:deb/debian/libssl3@3.0.8-1?arch=amd64", "pkg:npm/%40a/b*"]
misconfigurations:
  - id: AVD-DS-0001
  - id: AVD-AWS-0031
licenses:
  - id: GPL-3.0
`;
    const list = trivy(text);

    expect(said(list)).toEqual([
      {
        rule: "vulnerability/CVE-2022-40897",
        paths: ["/usr/local/lib/python3.9/site-packages/setuptools-58.1.0.dist-info/METADATA"],
        reason: "Accept the risk",
        expires: undefined,
      },
      { rule: "vulnerability/CVE-2023-2650", reason: ".trivyignore.yaml", expires: "2027-01-31" },
      {
        rule: "vulnerability/CVE-2023-3446",
        packages: ["pkg:deb/debian/libssl3@3.0.8-1", "pkg:npm/%40a/b\\*"],
        reason: ".trivyignore.yaml",
        expires: undefined,
      },
      { rule: expect.stringContaining("DS-0001"), reason: ".trivyignore.yaml", expires: undefined },
    ]);
    expect(list.problems.map(({ text: words }) => words.en)).toEqual([expect.stringContaining("AVD-AWS-0031")]);
  });

  test.each([
    { name: "no id", text: "vulnerabilities: [{ statement: x }]" },
    { name: "an end that is no day", text: "vulnerabilities: [{ id: CVE-2024-1, expired_at: soon }]" },
    { name: "no YAML", text: "vulnerabilities: [" },
  ])("$name gives a warning and no exception", ({ text }) => {
    expect(trivy(text)).toMatchObject({ exceptions: [], problems: [{ level: "warning" }] });
  });
});

// Source: Grype's README, "Specifying matches to ignore": the conditions of a rule all have to hold.
describe(".grype.yaml", () => {
  test.each([
    { name: "a flaw", rule: "vulnerability: CVE-2008-4318", expected: { rule: "vulnerability/CVE-2008-4318" } },
    {
      name: "a flaw with its reason and state",
      rule: "{ vulnerability: CVE-2008-4318, fix-state: unknown, include-aliases: true, reason: not called }",
      expected: { rule: "vulnerability/CVE-2008-4318", repair: "unknown", reason: "not called" },
    },
    { name: "a state", rule: "fix-state: wont-fix", expected: { rule: "vulnerability/*", repair: "wont-fix" } },
    {
      name: "a package with version and type",
      rule: "package: { name: libcurl, version: 1.5.1, type: deb }",
      expected: { rule: "vulnerability/*", packages: ["pkg:deb/libcurl@1.5.1", "pkg:deb/*/libcurl@1.5.1"] },
    },
    { name: "a type", rule: "package: { type: gem }", expected: { packages: ["pkg:gem/*"] } },
    {
      name: "a place",
      rule: 'package: { location: "/usr/local/lib/node_modules/**" }',
      expected: { rule: "vulnerability/*", paths: ["/usr/local/lib/node_modules/**"] },
    },
    { name: "a name with an end", rule: 'package: { name: "kernel-.*" }', expected: { packages: ["pkg:*/kernel-*"] } },
    {
      name: "a name with a scope",
      rule: 'package: { name: "@babel/core" }',
      expected: { packages: ["pkg:*/%40babel/core"] },
    },
  ])("$name", ({ rule, expected }) => {
    const list = grype(`ignore:\n  - ${rule}\n`);

    expect(list.problems).toEqual([]);
    expect(list.exceptions).toMatchObject([expected]);
  });

  test.each([
    {
      name: "a condition without counterpart",
      rule: "{ vulnerability: CVE-2024-1, namespace: debian:distro:debian:12 }",
    },
    { name: "a name that is an expression", rule: 'package: { name: "lib(ssl|crypto)" }' },
    { name: "a type that we do not know", rule: "package: { type: nix }" },
    { name: "a state that there is not", rule: "fix-state: perhaps" },
    { name: "a VEX status", rule: "{ vex-status: not_affected }" },
    { name: "a condition of a package without counterpart", rule: "package: { name: a, upstream-name: b }" },
    { name: "no condition at all", rule: "{ reason: why not }" },
  ])("leaves out a rule with $name, for it would accept more", ({ rule }) => {
    expect(grype(`ignore:\n  - ${rule}\n`)).toMatchObject({ exceptions: [], problems: [{ level: "warning" }] });
  });

  test("settings of other kinds are none of ours", () => {
    expect(grype("fail-on-severity: high\nignore: []\n")).toEqual({ exceptions: [], problems: [] });
  });
});

test("whatever is in a list, it is read", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.jsonValue().map((value) => JSON.stringify({ ignore: value, vulnerabilities: value })),
      ),
      (text) => {
        for (const read of [lines, trivy, grype]) expect(read(text).exceptions.every(({ isOwn }) => isOwn)).toBe(true);
      },
    ),
  );
});
