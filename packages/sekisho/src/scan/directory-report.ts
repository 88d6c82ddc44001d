import type { Report } from "../model/report.ts";
import type { Language } from "../model/text.ts";
import { nothingFound } from "./nothing-found.ts";
import { producer } from "./producer.ts";
import { reportDiagnostic } from "./reported-place.ts";
import type { WalkedDirectory } from "./resolve-targets.ts";

/** What the report of a directory needs beside what was found in it. */
export interface DirectoryReportSettings {
  readonly frame: Pick<Report, "startedAt" | "finishedAt">;
  readonly language: Language;
  /** Whether manifests were found: they have a report of their own. */
  readonly hasManifests: boolean;
}

/**
 * Gives the report of a directory that has something to say beside its Dockerfiles: packages, secrets, parts that could
 * not be read, or that there was nothing to look at. Nothing found is never the same as nothing looked at.
 *
 * @param scanned The report about its lock files and secrets; `undefined` when nobody looked for them.
 */
export function reportDirectory(
  directory: WalkedDirectory,
  scanned: Report | undefined,
  { frame, language, hasManifests }: DirectoryReportSettings,
): Report | undefined {
  const packages = scanned?.target.packages ?? 0;
  const isEmpty = directory.files === 0 && !hasManifests && packages === 0 && (scanned?.findings.length ?? 0) === 0;
  const walked = isEmpty
    ? [nothingFound(directory.name, "directory"), ...directory.diagnostics]
    : directory.diagnostics;
  const known = new Set((scanned?.diagnostics ?? []).map(({ location }) => location?.path));
  const own = walked
    .map((diagnostic) => reportDiagnostic(diagnostic, language))
    .filter(({ location }) => location === undefined || !known.has(location.path));
  const diagnostics = [...own, ...(scanned?.diagnostics ?? [])];
  if (packages === 0 && (scanned?.findings.length ?? 0) === 0 && diagnostics.length === 0) return undefined;
  const [first] = directory.diagnostics;
  return {
    schemaVersion: 1,
    producer,
    target: scanned?.target ?? { kind: "directory", name: directory.name },
    ...frame,
    findings: scanned?.findings ?? [],
    ...(scanned?.remediationPlan === undefined ? {} : { remediationPlan: scanned.remediationPlan }),
    coverage: [
      first === undefined
        ? { plugin: "discovery", ended: "done" }
        : { plugin: "discovery", ended: "partial", reason: first.code },
      ...(scanned?.coverage ?? []),
    ],
    diagnostics,
  };
}
