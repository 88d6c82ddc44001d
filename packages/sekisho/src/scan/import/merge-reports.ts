import type { Finding } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import { familiarTarget } from "./import-targets.ts";
import { compareWitnesses, joinEvidence } from "./make-finding.ts";
import { OwnFindings } from "./own-findings.ts";

/**
 * Joins what other tools say with reports of ours about the same targets: where they say the same, they are witnesses of
 * our finding, which reads as we wrote it.
 */
export function mergeReports(own: readonly Report[], imported: readonly Report[]): readonly Report[] {
  const reports = [...own];
  for (const report of imported) {
    const index = reports.findIndex((one) => isSameTarget(one, report));
    const known = reports[index];
    if (known === undefined) reports.push(report);
    else reports[index] = joinReports(known, report);
  }
  return reports;
}

/** Tells whether what a report says belongs into another one, which comes first. */
export function isSameTarget({ target: left }: Report, { target: right }: Report): boolean {
  // Our report about the manifests of a directory is about each of its files, too.
  if (left.kind === "manifest" && right.kind === "manifest" && isBelow(right.name, left.name)) return true;
  const [one, other] = [familiarTarget(left), familiarTarget(right)];
  const isNamed = one.kind === other.kind && one.name === other.name;
  return isNamed && (one.digest === undefined || other.digest === undefined || one.digest === other.digest);
}

function isBelow(path: string, directory: string): boolean {
  if (directory === ".") return !path.startsWith("/") && !path.startsWith("../");
  return path.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}

function joinReports(own: Report, imported: Report): Report {
  const listed = joinPackages(own, imported);
  const findings = new OwnFindings(own.findings);
  for (const finding of imported.findings) {
    const same = findings.find(finding);
    if (same.length === 0) findings.add(finding);
    for (const one of same) findings.replace(one, joinFindings(one, finding));
  }
  const { digest = imported.target.digest, distribution = imported.target.distribution } = own.target;
  return {
    ...own,
    ...(listed === undefined ? {} : { packages: listed }),
    target: {
      ...own.target,
      // What we found ourselves is counted as we found it.
      ...(listed === undefined || (own.packages === undefined && own.target.packages !== undefined)
        ? {}
        : { packages: listed.length }),
      ...(digest === undefined ? {} : { digest }),
      ...(distribution === undefined ? {} : { distribution }),
    },
    origins: [...(own.origins ?? []), ...(imported.origins ?? [])],
    startedAt: own.startedAt < imported.startedAt ? own.startedAt : imported.startedAt,
    finishedAt: own.finishedAt > imported.finishedAt ? own.finishedAt : imported.finishedAt,
    findings: findings.list,
    coverage: [...own.coverage, ...imported.coverage],
    diagnostics: [...own.diagnostics, ...imported.diagnostics],
  };
}

/** A package that both list is listed once, as we wrote it. */
function joinPackages(own: Report, imported: Report): Report["packages"] {
  if (imported.packages === undefined) return own.packages;
  const known = new Set((own.packages ?? []).map(({ purl }) => purl));
  return [...(own.packages ?? []), ...imported.packages.filter(({ purl }) => !known.has(purl))];
}

/** What was decided about our finding holds, whatever the users of another tool decided there. */
function joinFindings(own: Finding, imported: Finding): Finding {
  const witnesses = [...(own.witnesses ?? []), ...(imported.witnesses ?? [])].toSorted(compareWitnesses);
  // We name places more exactly: only files that we do not name are further evidence.
  const paths = new Set(own.evidence.map(({ location }) => location.path));
  const further = imported.evidence.filter(({ location }) => !paths.has(location.path));
  const [place = own.evidence[0], ...places] = joinEvidence([own.evidence, further]);
  return {
    ...own,
    rule: { ...own.rule, aliases: [...new Set([...own.rule.aliases, ...imported.rule.aliases])].toSorted() },
    evidence: [place, ...places],
    ...(witnesses.length === 0 ? {} : { witnesses }),
  };
}
