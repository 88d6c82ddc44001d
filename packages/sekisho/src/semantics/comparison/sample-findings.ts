import type { Finding } from "../../model/finding.ts";
import type { Report, ReportDocument } from "../../model/report.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";

const time = "2026-01-01T00:00:00.000Z";

/** Gives a known flaw of `left` 1.0.0 for tests: what is left out is as plain as can be. */
function sampleFlaw(flaw: string, fields: Partial<Vulnerability> = {}): Vulnerability {
  return {
    flaw,
    advisory: flaw,
    aliases: [],
    kind: "vulnerability",
    summary: "",
    package: "pkg:npm/left@1.0.0",
    name: "left",
    installed: "1.0.0",
    status: "affected",
    confidence: "certain",
    rating: "medium",
    severities: [],
    weaknesses: [],
    references: [],
    statements: [
      {
        advisory: flaw,
        source: "osv-github",
        ecosystem: "npm",
        name: "left",
        version: "1.0.0",
        affected: "*",
        verdict: "affected",
      },
    ],
    risk: 10,
    riskParts: [],
    ...fields,
  };
}

/** Gives a finding of a known flaw for tests. */
export function flawFinding(
  flaw: string,
  fields: Partial<Finding> = {},
  vulnerability: Partial<Vulnerability> = {},
): Finding {
  const known = sampleFlaw(flaw, vulnerability);
  return {
    id: `id-${flaw}`,
    kind: "vulnerability",
    rule: { id: `vulnerability/${flaw}`, aliases: [flaw, ...known.aliases], controls: [] },
    severity: "medium",
    title: `${flaw}: left 1.0.0`,
    message: "",
    remediation: "",
    subject: "pkg:npm/left",
    evidence: [{ location: { path: "bom.json" } }],
    status: "open",
    vulnerability: known,
    ...fields,
  };
}

/** Gives a report of an SBOM whose npm packages were judged. */
export function reportOf(findings: readonly Finding[], fields: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    producer: { name: "sekisho", version: "0.0.0" },
    target: { kind: "sbom", name: "bom.json", packages: 1 },
    startedAt: time,
    finishedAt: time,
    findings,
    coverage: [{ plugin: "advisories/npm", ended: "done" }],
    diagnostics: [],
    ...fields,
  };
}

/** Gives a document of reports. */
export function documentOf(...reports: readonly Report[]): ReportDocument {
  return { schemaVersion: 1, reports };
}
