import { describe, expect, test } from "vitest";
import type { TargetComparison } from "../../model/comparison.ts";
import type { Finding } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import { compareReports, findingsNewlyAtLeast } from "./compare-reports.ts";
import { documentOf, flawFinding, reportOf } from "./sample-findings.ts";

function namesIn({ appeared, fixed, changed, unassessed, unchanged }: TargetComparison) {
  const names = (findings: readonly Finding[]) => findings.map(({ rule }) => rule.id.replace("vulnerability/", ""));
  return {
    appeared: names(appeared),
    fixed: names(fixed),
    changed: names(changed.map(({ after }) => after)),
    unassessed: names(unassessed),
    unchanged,
  };
}

function compare(before: Report, after: Report): TargetComparison {
  const [target] = compareReports(documentOf(before), documentOf(after)).targets;
  if (target === undefined) throw new Error("the document has one report");
  return target;
}

const nothing = { appeared: [], fixed: [], changed: [], unassessed: [], unchanged: 0 };
const one = flawFinding("CVE-2024-1");
const misconfiguration: Finding = {
  ...one,
  kind: "misconfiguration",
  rule: { id: "image/root-user", aliases: [], controls: [] },
  subject: "config",
};

// Counted by hand.
describe("what two reports of one target say", () => {
  test.each([
    { name: "the same", before: [one], after: [one], expected: { unchanged: 1 } },
    { name: "a new one", before: [], after: [one], expected: { appeared: ["CVE-2024-1"] } },
    { name: "one that is gone", before: [one], after: [], expected: { fixed: ["CVE-2024-1"] } },
    {
      name: "another wording, line and id: no change",
      before: [one],
      after: [
        flawFinding("CVE-2024-1", { id: "x", message: "m", evidence: [{ location: { path: "a", startLine: 9 } }] }),
      ],
      expected: { unchanged: 1 },
    },
    {
      name: "a flaw that got its CVE: the same one, with a new name",
      before: [flawFinding("GHSA-1")],
      after: [flawFinding("CVE-2024-1", {}, { aliases: ["GHSA-1"] })],
      expected: { changed: ["CVE-2024-1"] },
    },
    {
      name: "two flaws that share an alias stay two",
      before: [
        flawFinding("CVE-2024-1", {}, { aliases: ["DSA-1"] }),
        flawFinding("CVE-2024-2", {}, { aliases: ["DSA-1"] }),
      ],
      after: [flawFinding("CVE-2024-2", {}, { aliases: ["DSA-1"] })],
      expected: { fixed: ["CVE-2024-1"], unchanged: 1 },
    },
    {
      name: "the same flaw in another package is another finding",
      before: [one],
      after: [flawFinding("CVE-2024-1", { subject: "pkg:npm/right" })],
      expected: { appeared: ["CVE-2024-1"], fixed: ["CVE-2024-1"] },
    },
    {
      name: "one that was accepted and is gone is no news",
      before: [flawFinding("CVE-2024-1", { status: "accepted" })],
      after: [],
      expected: {},
    },
    {
      name: "one that comes and is accepted at once is no news",
      before: [],
      after: [flawFinding("CVE-2024-1", { status: "accepted" })],
      expected: {},
    },
  ])("$name", ({ before, after, expected }) => {
    expect(namesIn(compare(reportOf(before), reportOf(after)))).toEqual({ ...nothing, ...expected });
  });

  test.each([
    {
      name: "the database had nothing of the ecosystem",
      fields: { coverage: [{ plugin: "advisories/npm", ended: "skipped" }] },
    },
    { name: "there was no database", fields: { coverage: [{ plugin: "advisories", ended: "skipped" }] } },
    { name: "packages were left out", fields: { target: { kind: "sbom", name: "bom.json" }, coverage: [] } },
  ] as const)("is not fixed when $name", ({ fields }) => {
    expect(namesIn(compare(reportOf([one]), reportOf([], fields)))).toEqual({ ...nothing, unassessed: ["CVE-2024-1"] });
  });

  test("is fixed when the last package of its ecosystem is gone, so that nobody asked for it", () => {
    const { fixed } = compare(
      reportOf([one]),
      reportOf([], { coverage: [], target: { kind: "sbom", name: "bom.json", packages: 0 } }),
    );

    expect(fixed).toEqual([one]);
  });

  test("what an SBOM cannot tell of an image is not fixed", () => {
    const image = reportOf([one, misconfiguration], { target: { kind: "image", name: "shop", packages: 1 } });

    expect(namesIn(compare(image, reportOf([one])))).toEqual({
      ...nothing,
      unassessed: ["image/root-user"],
      unchanged: 1,
    });
    expect(namesIn(compare(image, { ...image, findings: [one] }))).toMatchObject({ fixed: ["image/root-user"] });
  });

  test("says that a part was out of sight", () => {
    const diagnostics = [{ code: "sbom/broken", level: "error", message: "m" }] as const;

    expect(compare(reportOf([one]), reportOf([], { diagnostics })).isPartial).toBe(true);
  });
});

describe("what counts as a change", () => {
  const epss = (probability: number) => ({ epss: { probability, percentile: 0.5, date: "2026-01-01" } });
  test.each([
    {
      name: "severity",
      before: flawFinding("CVE-2024-1"),
      after: flawFinding("CVE-2024-1", { severity: "high" }),
      expected: [{ aspect: "severity", before: "medium", after: "high" }],
    },
    {
      name: "a repair that came",
      before: flawFinding("CVE-2024-1"),
      after: flawFinding("CVE-2024-1", {}, { fixedIn: "1.1.0", status: "fixed" }),
      expected: [
        { aspect: "fixed-version", after: "1.1.0" },
        { aspect: "repair", before: "affected", after: "fixed" },
      ],
    },
    {
      name: "exploitation that was seen",
      before: flawFinding("CVE-2024-1"),
      after: flawFinding("CVE-2024-1", {}, { knownExploited: { added: "2026-01-02", ransomware: false } }),
      expected: [{ aspect: "known-exploited", after: "2026-01-02" }],
    },
    {
      name: "a probability that comes to a step",
      before: flawFinding("CVE-2024-1", {}, epss(0.099)),
      after: flawFinding("CVE-2024-1", {}, epss(0.1)),
      expected: [{ aspect: "exploit-probability", before: "0.099", after: "0.100" }],
    },
    {
      name: "an exception that ended",
      before: flawFinding("CVE-2024-1", { status: "accepted" }),
      after: flawFinding("CVE-2024-1"),
      expected: [{ aspect: "status", before: "accepted", after: "open" }],
    },
  ])("$name", ({ before, after, expected }) => {
    expect(compare(reportOf([before]), reportOf([after])).changed[0]?.changes).toEqual(expected);
  });

  test("a probability that moves between two steps is none", () => {
    const { unchanged } = compare(
      reportOf([flawFinding("CVE-2024-1", {}, epss(0.11))]),
      reportOf([flawFinding("CVE-2024-1", {}, epss(0.49))]),
    );

    expect(unchanged).toBe(1);
  });
});

describe("which targets are compared", () => {
  const named = (name: string, findings: readonly Finding[] = []) =>
    reportOf(findings, { target: { kind: "sbom", name, packages: 1 } });

  test("those of one name, in whatever order; others stand alone on both sides", () => {
    const comparison = compareReports(
      documentOf(named("a"), named("b"), named("gone"), named("gone too")),
      documentOf(named("b"), named("new", [one]), named("a")),
    );

    expect(comparison.targets.map(({ target, against }) => [target.name, against?.name])).toEqual([
      ["b", "b"],
      ["new", undefined],
      ["a", "a"],
    ]);
    expect(comparison.missing.map(({ name }) => name)).toEqual(["gone", "gone too"]);
    expect(comparison.targets[1]?.appeared).toEqual([one]);
  });

  test("the only one that is left on each side, whatever its name", () => {
    const comparison = compareReports(documentOf(named("a"), named("old")), documentOf(named("a"), named("new")));

    expect(comparison.targets[1]?.against?.name).toBe("old");
    expect(comparison.missing).toEqual([]);
  });

  test("nothing against nothing", () => {
    expect(compareReports(documentOf(), documentOf())).toEqual({ schemaVersion: 1, targets: [], missing: [] });
  });
});

test.each([
  { name: "a new one at the threshold", before: [], after: [flawFinding("A", { severity: "high" })], expected: ["A"] },
  { name: "a new one below it", before: [], after: [flawFinding("A")], expected: [] },
  {
    name: "an old one",
    before: [flawFinding("A", { severity: "high" })],
    after: [flawFinding("A", { severity: "high" })],
    expected: [],
  },
  {
    name: "one that became worse",
    before: [flawFinding("A")],
    after: [flawFinding("A", { severity: "critical" })],
    expected: ["A"],
  },
  {
    name: "one that was at the threshold and became worse",
    before: [flawFinding("A", { severity: "high" })],
    after: [flawFinding("A", { severity: "critical" })],
    expected: [],
  },
  {
    name: "one whose exception ended",
    before: [flawFinding("A", { severity: "high", status: "accepted" })],
    after: [flawFinding("A", { severity: "high" })],
    expected: ["A"],
  },
] as const)("the gate stops at what is new: $name", ({ before, after, expected }) => {
  const comparison = compareReports(documentOf(reportOf(before)), documentOf(reportOf(after)));

  expect(findingsNewlyAtLeast(comparison, "high").map(({ vulnerability }) => vulnerability?.flaw)).toEqual(expected);
});
