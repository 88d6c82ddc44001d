import type { output } from "zod/mini";
import type { AcceptedException } from "../../model/finding.ts";
import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { nearestFix } from "../parts/nearest-fix.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { trackFinding, trackHead } from "./schema.ts";

/** Reads what Dependency-Track says of a project. */
export const dependencyTrack = defineImporter({
  id: "dependency-track",
  name: "Dependency-Track",
  reads: ["Finding Packaging Format (FPF) 1.0 to 1.6"],
  mapped: {
    en: "Findings with severity, CVSS, EPSS, CWE, aliases, the ends of affected ranges (1.6) as fixed version, and the analysis: suppressed ones and those judged not affected, false positive or resolved are accepted. Policies and metrics are not part of the format.",
    ja: "検出事項を、重大度、CVSS、EPSS、CWE、別名、影響範囲の終わり (1.6、修正バージョンとして)、分析の状態とともに取り込みます。抑制されたもの、影響なし、誤検知、解決済みと判断されたものは承認済みとします。ポリシーと指標はこの形式に含まれません。",
  },
  variants: [
    {
      name: "Dependency-Track FPF",
      form: "json",
      signs: [{ at: "/meta/application", equals: ["Dependency-Track", "Dependency Track"] }, { at: "/findings" }],
      header: ["/meta", "/project"],
      records: [["/findings/*"]],
      begin,
    },
  ],
});

function begin(header: unknown, context: ImportContext): Conversion {
  const head = context.read(trackHead, header ?? {}, "");
  const { name, version } = head?.project ?? {};
  const project = [name, version].filter((part) => part).join("@");
  const target = { kind: "sbom", name: project || context.targetName } as const;
  return {
    target,
    ...present({ toolVersion: head?.meta?.version, scannedAt: toTime(head?.meta?.timestamp) }),
    convert: (record) => convert(record, { context, name: target.name, day: toTime(head?.meta?.timestamp) ?? "" }),
  };
}

interface Around {
  readonly context: ImportContext;
  readonly name: string;
  readonly day: string;
}

function convert({ value, pointer }: ImportedRecord, { context, name, day }: Around): readonly Outcome[] {
  const read = context.read(trackFinding, value, pointer);
  if (read === undefined) return [];
  const { component, vulnerability, analysis, attribution } = read;
  const { epssScore, epssPercentile, cweId, cwes } = vulnerability;
  const hasEpss = typeof epssScore === "number" && typeof epssPercentile === "number";
  const purl =
    component.purl ||
    toolPackageUrl({ kinds: [], namespace: component.group, name: component.name, version: component.version });
  return [
    flawOutcome({
      id: vulnerability.vulnId,
      aliases: aliasesOf(vulnerability.aliases),
      package: purl,
      name: component.name,
      installed: component.version,
      fixedIn: nearestFix(
        (vulnerability.affectedVersions ?? []).map(({ versionEndExcluding: end }) => end ?? ""),
        purl,
      ),
      state: analysis?.state,
      rating: vulnerability.severity,
      title: vulnerability.title,
      description: vulnerability.description,
      remediation: vulnerability.recommendation,
      evidence: [evidenceAt(name)],
      exception: exceptionOf(analysis),
      severities: givenSeverities([
        { from: source(vulnerability), vector: vulnerability.cvssV3Vector, score: vulnerability.cvssV3BaseScore },
        { from: source(vulnerability), vector: vulnerability.cvssV2Vector, score: vulnerability.cvssV2BaseScore },
      ]),
      weaknesses: [cweId, ...(cwes ?? []).map((one) => one.cweId)].map((id) => (id ? `CWE-${id}` : undefined)),
      firstSeen: attribution?.attributedOn,
      epss:
        hasEpss && day !== ""
          ? { probability: epssScore, percentile: epssPercentile, date: day.slice(0, 10) }
          : undefined,
    }),
  ];
}

function source({ source: from }: output<typeof trackFinding>["vulnerability"]): string {
  return (from || "dependency-track").toLowerCase();
}

/** Each alias names the flaw at several sources: `cveId`, `ghsaId`. */
function aliasesOf(aliases: readonly Readonly<Record<string, unknown>>[] | null | undefined): readonly string[] {
  return (aliases ?? []).flatMap((alias) =>
    Object.entries(alias).flatMap(([key, id]) => (key.endsWith("Id") && typeof id === "string" ? [id] : [])),
  );
}

const accepted = new Set(["NOT_AFFECTED", "FALSE_POSITIVE", "RESOLVED"]);

function exceptionOf(analysis: output<typeof trackFinding>["analysis"]): AcceptedException | undefined {
  const state = analysis?.state ?? "";
  if (analysis?.isSuppressed !== true && !accepted.has(state)) return undefined;
  return { reason: state === "" || state === "NOT_SET" ? "suppressed" : state };
}
