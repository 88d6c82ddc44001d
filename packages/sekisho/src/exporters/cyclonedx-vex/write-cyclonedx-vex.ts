import type { ReportDocument, Target } from "../../model/report.ts";
import type { VexJustification, VexStatus } from "../../model/vex.ts";
import type { GivenSeverity, Vulnerability } from "../../model/vulnerability.ts";
import type { ExportContext } from "../context.ts";
import { type JsonMember, writeJsonDocument } from "../sbom/json-document.ts";
import { contentUuid } from "../vex/content-uuid.ts";
import { findImageUrl } from "../vex/image-url.ts";
import { type FlawStatement, type StatedFlaw, statedFlaws } from "../vex/stated-flaws.ts";

/** Source: CycloneDX 1.6, `impactAnalysisState`. */
const states: Readonly<Record<VexStatus, string>> = {
  not_affected: "not_affected",
  affected: "exploitable",
  fixed: "resolved",
  under_investigation: "in_triage",
};

/**
 * Source: CycloneDX 1.6, `impactAnalysisJustification`. What an attacker cannot control has no word there: its label goes
 * into the detail.
 */
const justifications: Readonly<Record<VexJustification, string | undefined>> = {
  component_not_present: "code_not_present",
  vulnerable_code_not_present: "code_not_present",
  vulnerable_code_not_in_execute_path: "code_not_reachable",
  vulnerable_code_cannot_be_controlled_by_adversary: undefined,
  inline_mitigations_already_exist: "protected_by_mitigating_control",
};

/** Writes what the decisions in a document state, as a CycloneDX 1.6 document with the packages that they are about. */
export function writeCycloneDxVex(document: ReportDocument, context: ExportContext): Iterable<string> {
  const flaws = statedFlaws(document);
  const packages = new Map(flaws.map(({ vulnerability }) => [vulnerability.package, vulnerability]));
  const vulnerabilities = toVulnerabilities(flaws);
  const serialNumber = contentUuid(JSON.stringify([context.now, vulnerabilities]));
  const members: JsonMember[] = [
    { key: "$schema", value: "http://cyclonedx.org/schema/bom-1.6.schema.json" },
    { key: "bomFormat", value: "CycloneDX" },
    { key: "specVersion", value: "1.6" },
    { key: "serialNumber", value: serialNumber },
    { key: "version", value: 1 },
    { key: "metadata", value: metadataOf(document, context) },
    { key: "components", items: [...packages.values()].map(toComponent) },
    { key: "vulnerabilities", items: vulnerabilities },
  ];
  return writeJsonDocument(members);
}

/** Several targets have no component in common: then the document is about packages alone. */
function metadataOf({ reports }: ReportDocument, { now, author }: ExportContext): object {
  const targets = reports.filter(({ target }) => target.kind !== "configuration");
  const [first] = targets;
  const component = first === undefined || targets.length !== 1 ? undefined : toTarget(first.target);
  const tools = reports.slice(0, 1).map(({ producer }) => ({ type: "application", ...producer }));
  return {
    timestamp: now,
    ...(tools.length === 0 ? {} : { tools: { components: tools } }),
    ...(author === undefined ? {} : { manufacturer: { name: author } }),
    ...(component === undefined ? {} : { component }),
  };
}

function toTarget(target: Target): object {
  const purl = findImageUrl(target);
  const isImage = target.kind === "image";
  return {
    type: isImage ? "container" : "application",
    "bom-ref": "target",
    name: target.name,
    ...(purl === undefined ? {} : { purl }),
    ...(!isImage || target.digest === undefined
      ? {}
      : { hashes: [{ alg: "SHA-256", content: target.digest.replace("sha256:", "") }] }),
  };
}

function toComponent({ package: purl, name, installed }: Vulnerability): object {
  return { type: "library", "bom-ref": purl, name, version: installed, purl };
}

function toVulnerabilities(flaws: readonly StatedFlaw[]): readonly unknown[] {
  const groups = Map.groupBy(flaws, ({ vulnerability: { flaw }, statement }) => JSON.stringify([flaw, statement]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const packages = new Set(group.map(({ vulnerability }) => vulnerability.package));
    return [toVulnerability(first, [...packages])];
  });
}

function toVulnerability({ vulnerability, statement }: StatedFlaw, packages: readonly string[]): object {
  const { flaw, aliases, summary, severities, weaknesses } = vulnerability;
  const names = [...new Set(aliases)].map((id) => ({ id, source: { name: sourceOf(id) } }));
  const cwes = weaknesses.flatMap((text) => /^CWE-(\d{1,6})$/.exec(text)?.[1] ?? []).map(Number);
  const ratings = severities.flatMap(toRating);
  return {
    id: flaw,
    source: { name: sourceOf(flaw) },
    ...(names.length === 0 ? {} : { references: names }),
    ...(ratings.length === 0 ? {} : { ratings }),
    ...(cwes.length === 0 ? {} : { cwes }),
    ...(summary === "" ? {} : { description: summary }),
    ...(statement.action === undefined ? {} : { recommendation: statement.action }),
    analysis: toAnalysis(statement),
    affects: packages.map((ref) => ({ ref })),
  };
}

/** Who gives names of that form. */
function sourceOf(id: string): string {
  const prefix = /^[A-Za-z]{2,20}(?=-)/.exec(id)?.[0] ?? id;
  return prefix === "CVE" ? "NVD" : prefix;
}

function toRating({ system, vector, from }: GivenSeverity): readonly object[] {
  if (vector === undefined) return [];
  const methods: Readonly<Record<string, string>> = {
    "cvss-2": "CVSSv2",
    "cvss-3": vector.startsWith("CVSS:3.0/") ? "CVSSv3" : "CVSSv31",
    "cvss-4": "CVSSv4",
  };
  return [{ source: { name: from }, method: methods[system] ?? "other", vector }];
}

function toAnalysis({ status, justification, impact, notes }: FlawStatement): object {
  const word = justification === undefined ? undefined : justifications[justification];
  const label = justification !== undefined && word === undefined ? justification : undefined;
  const detail = [label, impact, notes].filter((text) => text !== undefined && text !== "").join(": ");
  return {
    state: states[status],
    ...(word === undefined ? {} : { justification: word }),
    ...(detail === "" ? {} : { detail }),
  };
}
