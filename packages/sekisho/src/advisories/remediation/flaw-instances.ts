import type { Finding, VulnerablePackage } from "../../model/finding.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { PackageLocation } from "../../model/package.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";
import { createSubjectReader } from "../../semantics/package-url/package-subject.ts";
import type { FlawInstance } from "./remediation-context.ts";

/** What is to be repaired. */
export interface OpenFlaws {
  readonly findings: readonly VulnerablePackage[];
  readonly instances: readonly FlawInstance[];
}

/**
 * Gives the open flaws of packages with every package that has them. A package that lies both in the base image and above
 * it counts twice: whoever raises the base image has not raised the other.
 */
export function listOpenFlaws(
  findings: readonly Finding[],
  vulnerabilities: readonly Vulnerability[],
  inventory: Inventory,
): OpenFlaws {
  const open: VulnerablePackage[] = [];
  const indexes = new Map<string, number>();
  for (const finding of findings) {
    if (finding.kind !== "vulnerability" || finding.status !== "open" || finding.vulnerability === undefined) continue;
    indexes.set(`${finding.vulnerability.flaw}\n${finding.subject}`, open.length);
    open.push(finding);
  }
  if (open.length === 0) return { findings: open, instances: [] };
  const wanted = new Set(vulnerabilities.map(({ package: purl }) => purl));
  const packages = Map.groupBy(
    inventory.packages.filter(({ purl }) => wanted.has(purl)),
    ({ purl }) => purl,
  );
  const subjectOf = createSubjectReader();
  const instances: FlawInstance[] = [];
  for (const vulnerability of vulnerabilities) {
    const finding = indexes.get(`${vulnerability.flaw}\n${subjectOf(vulnerability.package)}`);
    if (finding === undefined || !isCounted(vulnerability)) continue;
    for (const found of packages.get(vulnerability.package) ?? []) {
      for (const [origin, locations] of byOrigin(found.locations)) {
        instances.push({ index: instances.length, finding, vulnerability, package: found, origin, locations });
      }
    }
  }
  return { findings: open, instances };
}

/** Neither a better statement nor a VEX document of the user's says that the package does not have it. */
function isCounted({ suppressed, vex }: Vulnerability): boolean {
  return suppressed === undefined && vex?.isHidden !== true;
}

function byOrigin(
  locations: readonly PackageLocation[],
): ReadonlyMap<PackageLocation["origin"], readonly PackageLocation[]> {
  return Map.groupBy(locations, ({ origin }) => origin);
}
