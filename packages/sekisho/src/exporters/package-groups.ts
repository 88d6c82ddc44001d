import type { Finding } from "../model/finding.ts";
import { compareSeverity } from "../model/severity.ts";
import type { Vulnerability } from "../model/vulnerability.ts";

/** A finding about a known flaw of a package. */
export type FlawFinding = Finding & { readonly vulnerability: Vulnerability };

/** The known flaws of one package, or of all packages that one source package of a distribution made. */
export interface PackageGroup {
  readonly name: string;
  readonly installed: string;
  /** Names of what is installed, sorted: more than one where they share a source package. */
  readonly packages: readonly string[];
  /** One for each flaw: the worst first, then the riskiest. */
  readonly flaws: readonly [FlawFinding, ...FlawFinding[]];
  /** All of them, also those that say the same of another package. */
  readonly findings: readonly FlawFinding[];
}

/** Tells whether a finding is about a known flaw. */
export function isFlawFinding(finding: Finding): finding is FlawFinding {
  return finding.vulnerability !== undefined;
}

/**
 * Tells whether nobody rated the flaw of a finding, so that its severity is only where it stands among the others: what is
 * unknown is shown and counted as unknown.
 */
export function isUnrated({ vulnerability, severity }: Finding): boolean {
  return vulnerability?.rating === "unknown" && vulnerability.kind === "vulnerability" && severity === "low";
}

/** Gives the other names of a finding's rule with their label: a flaw's, or those of a check in other tools. */
export function namesOf(
  { rule, vulnerability }: Finding,
  phrases: { readonly aliases: string; readonly otherNames: string },
): { readonly label: string; readonly items: readonly string[] } {
  if (vulnerability === undefined) return { label: phrases.aliases, items: rule.aliases };
  return { label: phrases.otherNames, items: rule.aliases.filter((alias) => alias !== vulnerability.flaw) };
}

/**
 * Groups findings about known flaws by file, source package and version; the group with the worst flaw first, then the one
 * with most risk.
 */
export function groupByPackage(findings: readonly Finding[]): readonly PackageGroup[] {
  const groups = Map.groupBy(findings.filter(isFlawFinding), ({ vulnerability, evidence, exception }) => {
    const { source, name, installed } = vulnerability;
    return [evidence[0].location.path, source?.name ?? name, installed, exception?.reason ?? ""].join("\n");
  });
  return [...groups.values()].flatMap((group) => toGroup(group) ?? []).sort(compareGroups);
}

function toGroup(group: readonly FlawFinding[]): PackageGroup | undefined {
  const sorted = group.toSorted(compareFlaws);
  const [first, ...others] = [
    ...new Map(sorted.toReversed().map((finding) => [finding.rule.id, finding])).values(),
  ].toSorted(compareFlaws);
  if (first === undefined) return undefined;
  const { source, name, installed } = first.vulnerability;
  return {
    name: source?.name ?? name,
    installed,
    packages: [...new Set(group.map(({ vulnerability }) => vulnerability.name))].toSorted(),
    flaws: [first, ...others],
    findings: sorted,
  };
}

function compareGroups(left: PackageGroup, right: PackageGroup): number {
  return compareFlaws(left.flaws[0], right.flaws[0]) || right.flaws.length - left.flaws.length;
}

/** Rated ones before unrated ones of the same severity. */
function compareFlaws(left: FlawFinding, right: FlawFinding): number {
  return (
    compareSeverity(left.severity, right.severity) ||
    Number(isUnrated(left)) - Number(isUnrated(right)) ||
    right.vulnerability.risk - left.vulnerability.risk
  );
}
