import type { output } from "zod/mini";
import type { AcceptedException } from "../../model/finding.ts";
import { vexJustifications } from "../../model/vex.ts";
import {
  type Conversion,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type Outcome,
} from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { grypeHead, grypeMatch } from "./schema.ts";

const reading = {
  form: "json",
  header: [
    "/source/type",
    "/source/target",
    "/distro/name",
    "/distro/version",
    "/descriptor/version",
    "/descriptor/timestamp",
  ],
  records: [["/matches/*", "/ignoredMatches/*"]],
  begin,
} as const;

/** Reads what Grype says of images, folders and SBOMs. */
export const grype = defineImporter({
  id: "grype",
  name: "Grype",
  reads: ["Grype JSON, 0.1 and later"],
  mapped: {
    en: "Matches and ignored matches with severity, CVSS, state and version of the repair, related ids, places and layers, EPSS, known exploitation, weaknesses. How a match came about (matchDetails) and licences are not mapped. CycloneDX and SARIF of Grype are read by those formats.",
    ja: "一致した脆弱性と無視された一致を、重大度、CVSS、修正の状態とバージョン、関連 ID、場所とレイヤー、EPSS、悪用の確認状況、CWE とともに取り込みます。一致の経緯 (matchDetails) とライセンスは取り込みません。Grype の CycloneDX と SARIF は、それぞれの形式として読み取ります。",
  },
  variants: [
    {
      ...reading,
      name: "Grype JSON",
      signs: [
        { at: "/matches", is: "list" },
        { at: "/matches/*/vulnerability/id" },
        { at: "/matches/*/artifact/name" },
      ],
    },
    {
      ...reading,
      name: "Grype JSON, no matches",
      signs: [{ at: "/matches" }, { at: "/descriptor/name", equals: "grype" }],
    },
  ],
});

type Head = output<typeof grypeHead>;
type Match = output<typeof grypeMatch>;

function begin(header: unknown, context: ImportContext): Conversion {
  const head = context.read(grypeHead, header ?? {}, "");
  const target = targetOf(head, context.targetName);
  return {
    target,
    ...present({ toolVersion: head?.descriptor?.version, scannedAt: toTime(head?.descriptor?.timestamp) }),
    convert: (record) => convert(record, { head, target, context }),
  };
}

function targetOf(head: Head | undefined, targetName: string): ImportedTarget {
  const told = head?.source?.target ?? undefined;
  const type = head?.source?.type ?? "";
  const name = typeof told === "string" ? told : (told?.userInput ?? targetName);
  if (type === "image" && typeof told !== "string") {
    return imageTarget({
      name,
      digests: [told?.repoDigests?.[0], told?.manifestDigest, told?.imageID],
      distribution: `${head?.distro?.name ?? ""} ${head?.distro?.version ?? ""}`,
    });
  }
  if (type.startsWith("sbom")) return { kind: "sbom", name };
  return { kind: type === "file" ? "filesystem" : "directory", name };
}

interface Around {
  readonly head: Head | undefined;
  readonly target: ImportedTarget;
  readonly context: ImportContext;
}

function convert({ value, pattern, pointer }: ImportedRecord, { head, target, context }: Around): readonly Outcome[] {
  const match = context.read(grypeMatch, value, pointer);
  if (match === undefined) return [];
  const { vulnerability, relatedVulnerabilities, artifact } = match;
  const related = relatedVulnerabilities ?? [];
  const isIgnored = pattern.startsWith("/ignoredMatches");
  const distribution = head?.distro?.name;
  return [
    flawOutcome({
      id: vulnerability.id,
      aliases: related.map(({ id }) => id),
      package:
        artifact.purl ||
        toolPackageUrl({
          kinds: [artifact.type, distribution],
          name: artifact.name,
          version: artifact.version,
          distribution,
        }),
      name: artifact.name,
      installed: artifact.version,
      fixedIn: vulnerability.fix?.versions?.[0] ?? vulnerability.fixedInVersion,
      state: vulnerability.fix?.state,
      rating: vulnerability.severity,
      description: vulnerability.description || related.find(({ description }) => description)?.description,
      evidence: (artifact.locations ?? []).map(({ path, layerID }) =>
        evidenceAt(path ?? target.name, { layer: layerID }),
      ),
      exception: isIgnored ? exceptionOf(match) : undefined,
      severities: severitiesOf(match),
      references: [
        vulnerability.dataSource,
        ...(vulnerability.urls ?? []),
        ...(vulnerability.advisories ?? []).map(({ link }) => link),
        ...related.map(({ dataSource }) => dataSource),
      ],
      weaknesses: (vulnerability.cwes ?? []).map(({ cwe }) => cwe),
      ...factsOf(match),
    }),
  ];
}

/** Grype names whoever gave a rating since 0.40. */
function severitiesOf({ vulnerability, relatedVulnerabilities }: Match) {
  const lists = [vulnerability, ...(relatedVulnerabilities ?? [])].map(({ cvss }) => cvss ?? []);
  return givenSeverities(
    lists.flat().map(({ source, vector, metrics }) => ({ from: source || "grype", vector, score: metrics?.baseScore })),
  );
}

function factsOf({ vulnerability: { epss, knownExploited } }: Match) {
  const [chance] = epss ?? [];
  const [listed] = knownExploited ?? [];
  return {
    epss: chance && { probability: chance.epss, percentile: chance.percentile, date: chance.date },
    knownExploited: listed && {
      added: listed.dateAdded,
      ...present({ due: listed.dueDate || undefined }),
      ransomware: listed.knownRansomwareCampaignUse === "Known",
    },
  };
}

const maxRule = 300;

/** The reason of the rule, of a VEX statement, or else what the rule says. */
function exceptionOf({ appliedIgnoreRules }: Match): AcceptedException {
  const [rule = {}] = appliedIgnoreRules ?? [];
  const told = rule["reason"];
  const vex = rule["vex-justification"];
  const justification = vexJustifications.find((word) => word === vex);
  const reason = typeof told === "string" && told !== "" ? told : JSON.stringify(rule).slice(0, maxRule);
  return { reason, ...present({ justification }) };
}
