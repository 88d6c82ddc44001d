import type { Finding } from "../model/finding.ts";
import type { Evidence } from "../model/location.ts";
import type { Report } from "../model/report.ts";

/** First and last line. */
type Lines = readonly [first: number, last: number];

/**
 * Leaves the secrets of files out that findings about the same lines of manifests tell already: what they are for is known
 * there, and every question is answered once.
 */
export function withoutToldSecrets(report: Report, manifests: readonly Report[]): Report {
  const told = new Map<string, Lines[]>();
  for (const { kind, evidence } of manifests.flatMap(({ findings }) => findings)) {
    if (kind === "secret") for (const { location } of evidence) note(told, location);
  }
  if (told.size === 0) return report;
  const findings = report.findings.flatMap((finding) => withoutTold(finding, told) ?? []);
  return findings.length === report.findings.length && findings.every((finding, at) => finding === report.findings[at])
    ? report
    : { ...report, findings };
}

function note(told: Map<string, Lines[]>, { path, startLine, endLine = startLine }: Evidence["location"]): void {
  if (startLine === undefined || endLine === undefined) return;
  const lines = told.get(path);
  if (lines === undefined) told.set(path, [[startLine, endLine]]);
  else lines.push([startLine, endLine]);
}

/** Gives a finding with the places that nobody told; `undefined` when there are none. */
function withoutTold(finding: Finding, told: ReadonlyMap<string, readonly Lines[]>): Finding | undefined {
  if (finding.kind !== "secret") return finding;
  const [first, ...others] = finding.evidence.filter(({ location }) => !isTold(location, told));
  if (first === undefined) return undefined;
  return others.length + 1 === finding.evidence.length ? finding : { ...finding, evidence: [first, ...others] };
}

function isTold({ path, startLine }: Evidence["location"], told: ReadonlyMap<string, readonly Lines[]>): boolean {
  if (startLine === undefined) return false;
  return told.get(path)?.some(([first, last]) => first <= startLine && startLine <= last) === true;
}
