import type { Finding } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import { joinEvidence } from "./imported-findings.ts";

/**
 * Joins reports about one target to one report: a finding that several of them have is one finding with all witnesses.
 * The first report tells how a finding reads; one of our own goes before imported ones.
 */
export function mergeReports(reports: readonly Report[]): readonly Report[] {
  const targets = Map.groupBy(reports, ({ target }) => `${target.kind}\n${target.name}`);
  return [...targets.values()].flatMap((group) => {
    const [first, ...others] = group.toSorted((left, right) => Number(isImported(left)) - Number(isImported(right)));
    return first === undefined ? [] : [others.length === 0 ? first : joinReports(first, others)];
  });
}

function isImported({ origins }: Report): boolean {
  return origins !== undefined;
}

function joinReports(first: Report, others: readonly Report[]): Report {
  const all = [first, ...others];
  const findings = new Map<string, Finding>();
  for (const finding of all.flatMap((report) => report.findings)) {
    const known = findings.get(finding.id);
    findings.set(finding.id, known === undefined ? finding : joinFindings(known, finding));
  }
  const digest = all.find(({ target }) => target.digest !== undefined)?.target.digest;
  const distribution = all.find(({ target }) => target.distribution !== undefined)?.target.distribution;
  const origins = all.flatMap((report) => report.origins ?? []);
  return {
    ...first,
    target: {
      ...first.target,
      ...(digest === undefined ? {} : { digest }),
      ...(distribution === undefined ? {} : { distribution }),
    },
    ...(origins.length === 0 ? {} : { origins }),
    startedAt: all.map(({ startedAt }) => startedAt).toSorted()[0] ?? first.startedAt,
    finishedAt:
      all
        .map(({ finishedAt }) => finishedAt)
        .toSorted()
        .at(-1) ?? first.finishedAt,
    findings: [...findings.values()],
    coverage: all.flatMap(({ coverage }) => coverage),
    diagnostics: all.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** What one tool's users decided is no decision about what another tool says: the finding is open as long as one is. */
function joinFindings(known: Finding, other: Finding): Finding {
  const witnesses = [...(known.witnesses ?? []), ...(other.witnesses ?? [])].toSorted((left, right) =>
    left.tool < right.tool ? -1 : 1,
  );
  const [place, ...places] = joinEvidence([known.evidence, other.evidence]);
  const isOpen = known.status === "open" || other.status === "open";
  const { exception, ...rest } = known;
  return {
    ...rest,
    rule: { ...known.rule, aliases: [...new Set([...known.rule.aliases, ...other.rule.aliases])].toSorted() },
    evidence: [place ?? known.evidence[0], ...places],
    status: isOpen ? "open" : "accepted",
    ...(isOpen || exception === undefined ? {} : { exception }),
    ...(witnesses.length === 0 ? {} : { witnesses }),
  };
}
