import { isAbsolute, relative, sep } from "node:path";
import type { ImportedFinding } from "../../importers/define.ts";
import type { Target } from "../../model/report.ts";

/** Kinds of targets that are named by a path. */
const pathKinds: readonly Target["kind"][] = [
  "configuration",
  "directory",
  "dockerfile",
  "filesystem",
  "manifest",
  "sbom",
  "audit-log",
];

/**
 * Gives a path as our own reports have it: relative to the working directory where it lies below, with forward slashes.
 * What lies elsewhere, perhaps on another machine, stays as it is written.
 */
export function localPath(path: string, workingDirectory: string | undefined): string {
  if (workingDirectory === undefined || !isAbsolute(path)) return path;
  const inside = relative(workingDirectory, path);
  if (inside === "") return ".";
  return inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? path : inside.split(sep).join("/");
}

/** Gives a target with its path as our own reports have it. */
export function localTarget<Named extends Pick<Target, "kind" | "name">>(
  target: Named,
  workingDirectory: string | undefined,
): Named {
  return pathKinds.includes(target.kind) ? { ...target, name: localPath(target.name, workingDirectory) } : target;
}

/** Gives a finding with the paths of its evidence as our own reports have them. */
export function localFinding(finding: ImportedFinding, workingDirectory: string | undefined): ImportedFinding {
  if (workingDirectory === undefined) return finding;
  if (finding.evidence.every(({ location }) => !isAbsolute(location.path))) return finding;
  return {
    ...finding,
    evidence: finding.evidence.map((one) => ({
      ...one,
      location: { ...one.location, path: localPath(one.location.path, workingDirectory) },
    })),
  };
}
