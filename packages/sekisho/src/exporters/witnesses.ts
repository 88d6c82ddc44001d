import type { Finding } from "../model/finding.ts";
import type { ImportedOrigin, Report, ReportDocument } from "../model/report.ts";
import type { Witness } from "../model/witness.ts";
import type { Phrases } from "./phrases.ts";

/** Gives the tools that say a finding, each once, sorted; none where we alone say it. */
export function toolsOf({ witnesses = [] }: Finding): readonly string[] {
  return [...new Set(witnesses.map(({ tool }) => tool))].toSorted();
}

/**
 * Tells whether it is worth saying who saw a finding: where the findings of a document come from different tools. Where
 * all come from one, its name stands among the imported documents.
 */
export function hasSeveralSources({ reports }: ReportDocument): boolean {
  let first: string | undefined;
  for (const { findings } of reports) {
    for (const finding of findings) {
      const tools = toolsOf(finding).join("\n");
      first ??= tools;
      if (tools !== first || tools.includes("\n")) return true;
    }
  }
  return false;
}

/**
 * Gives what an imported finding is about, where neither its place nor its words say it: the object of a report that names
 * no file, the package of a flaw. Nothing for findings with a line, and for those of ours that nobody else saw.
 */
export function findUntoldSubject(finding: Finding): string | undefined {
  const { witnesses, subject, title, message, evidence, vulnerability } = finding;
  if (witnesses === undefined || evidence.some(({ location }) => location.startLine !== undefined)) return undefined;
  const about =
    vulnerability === undefined ? subject.replace(/^file:/, "") : `${vulnerability.name} ${vulnerability.installed}`;
  const told = [title, message, ...evidence.map(({ location }) => location.path)];
  return about.trim() === "" || told.some((text) => text.includes(about)) ? undefined : about;
}

/** Gives a witness in one line: `trivy 0.58.1 · CVE-2024-1 (HIGH)`. */
export function describeWitness({ tool, version, rule, severity }: Witness): string {
  const name = version === undefined ? tool : `${tool} ${version}`;
  return `${name} · ${rule}${severity === undefined ? "" : ` (${severity})`}`;
}

/** Gives the documents of other tools that reports were made of, each once with what came of it. */
export function originsOf(reports: readonly Report[]): readonly ImportedOrigin[] {
  const origins = new Map<string, ImportedOrigin>();
  for (const origin of reports.flatMap(({ origins: told = [] }) => told)) {
    const key = `${origin.document}\n${origin.tool}\n${origin.format}`;
    const known = origins.get(key);
    origins.set(key, {
      ...origin,
      findings: (known?.findings ?? 0) + origin.findings,
      passed: (known?.passed ?? 0) + origin.passed,
      leftOut: (known?.leftOut ?? 0) + origin.leftOut,
      ...packagesOf(known, origin),
    });
  }
  return [...origins.values()];
}

function packagesOf(...origins: readonly (ImportedOrigin | undefined)[]): Pick<ImportedOrigin, "packages"> {
  const counts = origins.flatMap((origin) => origin?.packages ?? []);
  let packages = 0;
  for (const count of counts) packages += count;
  return counts.length === 0 ? {} : { packages };
}

/** Gives an imported document in one line: name, form, version of the tool, counts. */
export function describeOrigin(origin: ImportedOrigin, phrases: Phrases): string {
  const { document, format, tool, toolVersion, findings, passed, leftOut, packages } = origin;
  const counts = [
    phrases.findingCount(findings),
    ...(packages === undefined ? [] : [phrases.packageCount(packages)]),
    ...(passed === 0 ? [] : [phrases.passedCount(passed)]),
    ...(leftOut === 0 ? [] : [phrases.leftOutCount(leftOut)]),
  ].join(phrases.separator);
  const version = toolVersion === undefined ? "" : ` ${tool} ${toolVersion}`;
  return `${document} · ${format}${version === "" ? "" : ` ·${version}`} · ${counts}`;
}
