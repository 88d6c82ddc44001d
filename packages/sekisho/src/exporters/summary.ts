import type { Finding } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { Report, ReportDocument } from "../model/report.ts";
import { type Severity, severities } from "../model/severity.ts";
import { isGap } from "../semantics/completeness/completeness.ts";
import { isUnrated } from "./package-groups.ts";

/** A part that nobody looked at, or not wholly, and why. */
export interface Unexamined {
  readonly target: string;
  /** Diagnostic code, or the plug-in that did not end well. */
  readonly code: string;
  readonly message: string;
  readonly location?: Location;
}

/** What a document says in numbers. */
export interface Summary {
  /** Open findings by severity. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly open: number;
  /** Open findings about flaws that nobody rated; `counts` has them where they stand among the others. */
  readonly unrated: number;
  readonly accepted: number;
  /** Of the accepted ones those that a VEX statement rules out. */
  readonly ruledOut: number;
  /** Files that have an open finding. */
  readonly files: number;
  readonly targets: number;
  /** Whether a target is a file or a tree of files of the reader's own, and no image or root file system. */
  readonly isOfFiles: boolean;
  /** Open findings with a safe fix. */
  readonly repairable: number;
  /** Open findings whose fix needs a choice. */
  readonly proposals: number;
  readonly warnings: number;
  /** What holds for the result as a whole, each once. */
  readonly notices: readonly string[];
  /** In the order of the reports. */
  readonly unexamined: readonly Unexamined[];
}

/** Counts a document's findings and collects what was not examined. */
export function summarize(document: ReportDocument): Summary {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const files = new Set<string>();
  let repairable = 0;
  let proposals = 0;
  let accepted = 0;
  let ruledOut = 0;
  let unrated = 0;
  for (const finding of findingsOf(document)) {
    if (finding.status === "accepted") {
      accepted++;
      if (finding.exception?.by === "vex") ruledOut++;
      continue;
    }
    counts[finding.severity]++;
    if (isUnrated(finding)) unrated++;
    files.add(finding.evidence[0].location.path);
    if (finding.fix?.safety === "safe") repairable++;
    if (finding.fix?.safety === "proposal") proposals++;
  }
  return {
    counts,
    open: severities.reduce((sum, severity) => sum + counts[severity], 0),
    unrated,
    accepted,
    ruledOut,
    files: files.size,
    targets: document.reports.length,
    isOfFiles: document.reports.some(
      ({ target: { kind } }) => kind !== "image" && kind !== "filesystem" && kind !== "sbom",
    ),
    repairable,
    proposals,
    warnings: warningsOf(document).length,
    notices: noticesOf(document),
    unexamined: document.reports.flatMap(unexaminedOf),
  };
}

/** Gives the findings of all reports, in the order of the reports. */
export function findingsOf(document: ReportDocument): readonly Finding[] {
  return document.reports.flatMap((report) => report.findings);
}

/** Says that the result rests on the data that comes with the program, and of when that is. */
const demonstration = "advisories/demonstration";

/** Gives the places of the input that are doubtful; they were examined. */
export function warningsOf(document: ReportDocument): readonly Unexamined[] {
  return placesOf(document, "warning").filter(
    ({ code }) => code !== demonstration && !isGap({ level: "warning", code }),
  );
}

/** Gives what holds for the result as a whole, each text once. */
function noticesOf({ reports }: ReportDocument): readonly string[] {
  const diagnostics = reports.flatMap((report) => report.diagnostics);
  return [...new Set(diagnostics.filter(({ code }) => code === demonstration).map(({ message }) => message))];
}

/** Gives what is good to know: nothing is wrong there. */
export function notesOf(document: ReportDocument): readonly Unexamined[] {
  return placesOf(document, "info");
}

function placesOf(document: ReportDocument, wanted: "warning" | "info"): readonly Unexamined[] {
  return document.reports.flatMap(({ target, diagnostics }) =>
    diagnostics
      .filter(({ level }) => level === wanted)
      .map(({ code, message, location }) => ({
        target: target.name,
        code,
        message,
        ...(location === undefined ? {} : { location }),
      })),
  );
}

/**
 * Gives the errors, what no data speaks of, and the plug-ins that failed or saw only a part. A plug-in that failed because
 * of an error is said with it: one unreadable file is one gap, not one for each check. A plug-in that was skipped was not
 * wanted or does not apply.
 */
function unexaminedOf(report: Report): readonly Unexamined[] {
  const target = report.target.name;
  const parts: Unexamined[] = [];
  for (const { code, level, message, location } of report.diagnostics) {
    const hides = level === "error" || isGap({ level, code });
    if (hides) parts.push({ target, code, message, ...(location === undefined ? {} : { location }) });
  }
  const said = new Set(parts.map(({ code }) => code));
  for (const { plugin, ended, reason } of report.coverage) {
    if (ended === "failed" && !said.has(reason ?? "")) parts.push({ target, code: plugin, message: reason ?? ended });
  }
  if (parts.some(({ code }) => !isGap({ level: "warning", code }))) return parts;
  const partial = report.coverage.filter(
    ({ ended, reason }) => ended === "partial" && !said.has(`advisories/${reason ?? ""}`),
  );
  return [
    ...parts,
    ...partial.map(({ plugin, ended, reason }) => ({ target, code: plugin, message: reason ?? ended })),
  ];
}
