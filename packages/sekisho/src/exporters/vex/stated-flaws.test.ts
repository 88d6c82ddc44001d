import { expect, test } from "vitest";
import { type DecidedFinding, decidedFinding, documentOf } from "./fixtures/decided-report.ts";
import { statedFlaws } from "./stated-flaws.ts";

const remediation = "Raise left to 1.2.0 or later.";
const vexReason = { reason: "VEX: not affected (vex.json)", by: "vex" } as const;

// OpenVEX specification, "Status Labels": affected needs an action, not_affected a justification or an impact statement.
test.each<{ name: string; said: Omit<DecidedFinding, "flaw">; expected: object | undefined }>([
  {
    name: "nobody decided",
    said: {},
    expected: { status: "under_investigation", notes: remediation },
  },
  {
    name: "a risk that is accepted is no reason to be unaffected",
    said: { exception: { reason: "internal only" } },
    expected: { status: "affected", action: "accepted: internal only", isRiskAccepted: true },
  },
  {
    name: "accepted until a day",
    said: { exception: { reason: "internal only", expires: "2027-01-31" } },
    expected: { status: "affected", action: "accepted: internal only (2027-01-31)", isRiskAccepted: true },
  },
  {
    name: "justified",
    said: { exception: { reason: "not called", justification: "vulnerable_code_not_in_execute_path" } },
    expected: { status: "not_affected", justification: "vulnerable_code_not_in_execute_path", notes: "not called" },
  },
  {
    name: "VEX: not affected with justification",
    said: {
      exception: vexReason,
      vex: { status: "not_affected", justification: "component_not_present", impact: "no" },
    },
    expected: { status: "not_affected", justification: "component_not_present", notes: "no" },
  },
  {
    name: "VEX: not affected without",
    said: { exception: vexReason, vex: { status: "not_affected" } },
    expected: { status: "not_affected", impact: vexReason.reason },
  },
  {
    name: "VEX: fixed",
    said: { exception: vexReason, vex: { status: "fixed" } },
    expected: { status: "fixed" },
  },
  {
    name: "VEX: affected",
    said: { vex: { status: "affected", action: "Wait." } },
    expected: { status: "affected", action: "Wait." },
  },
  {
    name: "VEX: affected, and nothing is said to do",
    said: { vex: { status: "affected" } },
    expected: { status: "affected", action: remediation },
  },
  {
    name: "VEX that is contradicted decides nothing",
    said: { vex: { role: "contradicted", status: "not_affected" } },
    expected: { status: "under_investigation", notes: remediation },
  },
  {
    name: "malware",
    said: { vulnerability: { kind: "malware" } },
    expected: { status: "affected", action: remediation },
  },
  {
    name: "the distribution's own word",
    said: { exception: { reason: "Debian says so." }, vulnerability: { suppressed: "own-statement" } },
    expected: { status: "not_affected", impact: "Debian says so." },
  },
  {
    name: "the match of a package that belongs to another",
    said: { exception: { reason: "dpkg" }, vulnerability: { suppressed: "owned-by-distribution" } },
    expected: undefined,
  },
  { name: "a notice that is no flaw", said: { vulnerability: { kind: "unmaintained" } }, expected: undefined },
])("$name", ({ said, expected }) => {
  const flaws = statedFlaws(documentOf([decidedFinding({ flaw: "CVE-2024-1", ...said })]));

  expect(flaws.map(({ statement }) => statement)).toEqual(expected === undefined ? [] : [expected]);
});

test("other findings state nothing", () => {
  const { vulnerability, ...secret } = decidedFinding({ flaw: "CVE-2024-1" });

  expect(vulnerability).toBeDefined();
  expect(statedFlaws(documentOf([{ ...secret, kind: "secret" }]))).toEqual([]);
});
