import type { ChangedFinding, ReportComparison, TargetComparison } from "../../model/comparison.ts";
import type { Finding } from "../../model/finding.ts";
import type { Report, ReportDocument } from "../../model/report.ts";
import { isAtLeast, type Severity } from "../../model/severity.ts";
import { findChanges } from "./finding-changes.ts";

/**
 * Compares two documents target by target: what is new, what is fixed, what changed.
 *
 * Targets are the same by kind and name; where each document has one more, these two are compared, since an image and its
 * SBOM have different names. Findings are the same by rule and subject; known flaws also by any of their names, since a
 * flaw gets its CVE later. What was not looked for this time is never called fixed.
 */
export function compareReports(before: ReportDocument, after: ReportDocument): ReportComparison {
  const earlier = new Map(before.reports.map((report) => [keyOf(report), report]));
  const pairs: { readonly report: Report; against: Report | undefined }[] = [];
  for (const report of after.reports) {
    const key = keyOf(report);
    pairs.push({ report, against: earlier.get(key) });
    earlier.delete(key);
  }
  const [alone, ...others] = pairs.filter(({ against }) => against === undefined);
  const [leftKey, ...moreKeys] = earlier.keys();
  if (alone !== undefined && others.length === 0 && leftKey !== undefined && moreKeys.length === 0) {
    alone.against = earlier.get(leftKey);
    earlier.delete(leftKey);
  }
  return {
    schemaVersion: 1,
    targets: pairs.map(({ report, against }) => compareTarget(report, against)),
    missing: [...earlier.values()].map(({ target }) => target),
  };
}

/**
 * Gives the findings that are open and at or above a severity now and were not before: new ones, those that were accepted,
 * and those that were less severe.
 */
export function findingsNewlyAtLeast(comparison: ReportComparison, severity: Severity): readonly Finding[] {
  const counts = (finding: Finding): boolean => finding.status === "open" && isAtLeast(finding.severity, severity);
  return comparison.targets.flatMap(({ appeared, changed }) => [
    ...appeared.filter(counts),
    ...changed.filter(({ before, after }) => counts(after) && !counts(before)).map(({ after }) => after),
  ]);
}

function keyOf({ target }: Report): string {
  return `${target.kind}\n${target.name}`;
}

function compareTarget(report: Report, against: Report | undefined): TargetComparison {
  const isPartial = report.diagnostics.some(({ level }) => level === "error");
  const earlier = new EarlierFindings(against?.findings ?? []);
  const appeared: Finding[] = [];
  const changed: ChangedFinding[] = [];
  let unchanged = 0;
  for (const finding of report.findings) {
    const before = earlier.take(finding);
    if (before === undefined) {
      if (finding.status === "open") appeared.push(finding);
      continue;
    }
    const [first, ...more] = findChanges(before, finding);
    if (first === undefined) unchanged++;
    else changed.push({ before, after: finding, changes: [first, ...more] });
  }
  const gone = earlier.left().filter(({ status }) => status === "open");
  const wasAsked = (finding: Finding): boolean => against !== undefined && isAskedAgain(finding, against, report);
  return {
    target: report.target,
    ...(against === undefined ? {} : { against: against.target }),
    appeared,
    fixed: gone.filter(wasAsked),
    changed,
    unassessed: gone.filter((finding) => !wasAsked(finding)),
    unchanged,
    isPartial,
  };
}

/** The findings of the earlier report, each found once. */
class EarlierFindings {
  readonly #byName = new Map<string, Finding>();
  readonly #left: Set<Finding>;

  constructor(findings: readonly Finding[]) {
    this.#left = new Set(findings);
    for (const finding of findings) this.#byName.set(`${finding.rule.id}\n${finding.subject}`, finding);
    // Names that only some source gives never hide a finding of that very rule.
    for (const finding of findings) {
      for (const name of otherNames(finding)) {
        const key = `${name}\n${finding.subject}`;
        if (!this.#byName.has(key)) this.#byName.set(key, finding);
      }
    }
  }

  take(finding: Finding): Finding | undefined {
    for (const name of [finding.rule.id, ...otherNames(finding)]) {
      const found = this.#byName.get(`${name}\n${finding.subject}`);
      if (found !== undefined && this.#left.delete(found)) return found;
    }
    return undefined;
  }

  left(): readonly Finding[] {
    return [...this.#left];
  }
}

function otherNames({ kind, rule }: Finding): readonly string[] {
  return kind === "vulnerability" ? rule.aliases.map((alias) => `vulnerability/${alias}`) : [];
}

/** Tells whether a later report looked for what a finding of an earlier one is about. */
function isAskedAgain(finding: Finding, { target: against }: Report, { target, coverage }: Report): boolean {
  const endings = new Map(coverage.map(({ plugin, ended }) => [plugin, ended]));
  const isAnswered = (plugin: string): boolean => {
    const ended = endings.get(plugin);
    return ended === undefined || ended === "done" || ended === "partial";
  };
  if (finding.kind === "vulnerability") {
    const ecosystem = finding.vulnerability?.statements[0].ecosystem ?? "";
    return target.packages !== undefined && isAnswered("advisories") && isAnswered(`advisories/${ecosystem}`);
  }
  return target.kind === against.kind && isAnswered(finding.rule.id);
}
