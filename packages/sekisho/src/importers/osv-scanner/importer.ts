import type { output } from "zod/mini";
import { packageSubject } from "../../semantics/package-url/package-subject.ts";
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
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { findPackageType } from "../parts/package-type.ts";
import { severityOfScore } from "../parts/severity-of-score.ts";
import { severityOfWord } from "../parts/severity-of-word.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { findFixedVersion } from "./fixed-version.ts";
import { osvAdvisory, osvHead, osvLicence, osvPackage } from "./schema.ts";

/** Reads what OSV-Scanner says of lock files, folders, SBOMs and images. */
export const osvScanner = defineImporter({
  id: "osv-scanner",
  name: "OSV-Scanner",
  reads: ["OSV-Scanner JSON, 1.0 and later, 2.0 and later: source and image"],
  mapped: {
    en: "Each advisory of each package with aliases, CVSS, highest severity of its group, fixed version, references, CWE, whether the code is called, the layer; licences that are not allowed. Lists of licences and base images are not mapped. The document does not name the image: --target does.",
    ja: "パッケージごとのアドバイザリを、別名、CVSS、グループの最大の重大度、修正バージョン、参照先、CWE、コードが呼び出されるかどうか、レイヤーとともに取り込みます。許可されていないライセンスも取り込みます。ライセンスの一覧とベースイメージは取り込みません。文書にはイメージ名がないため、--target で指定します。",
  },
  variants: [
    {
      name: "OSV-Scanner JSON",
      form: "json",
      signs: [
        { at: "/results", is: "list" },
        { at: "/results/*/source/path" },
        { at: "/results/*/packages/*/package/ecosystem" },
      ],
      header: ["/results/*/source", "/image_metadata/os", "/image_metadata/layer_metadata"],
      records: [["/results/*/packages/*"]],
      begin,
    },
    {
      name: "OSV-Scanner JSON, nothing found",
      form: "json",
      signs: [
        { at: "/results", is: "list" },
        { at: "/experimental_config", is: "object" },
      ],
      header: [],
      records: [["/results/*/packages/*"]],
      begin,
    },
  ],
});

type Head = output<typeof osvHead>;
type Package = output<typeof osvPackage>;
type Advisory = output<typeof osvAdvisory>;

function begin(header: unknown, context: ImportContext): Conversion {
  const head = context.read(osvHead, header ?? {}, "");
  const name = context.targetName;
  const image = head?.image_metadata;
  const target: ImportedTarget = image ? imageTarget({ name, distribution: image.os }) : { kind: "directory", name };
  return { target, convert: (record) => convert(record, { head, target, context }) };
}

interface Around {
  readonly head: Head | undefined;
  readonly target: ImportedTarget;
  readonly context: ImportContext;
}

function convert(record: ImportedRecord, { head, target, context }: Around): readonly Outcome[] {
  const found = context.read(osvPackage, record.value, record.pointer);
  if (found === undefined) return [];
  const path = head?.results?.[record.indices[0] ?? -1]?.source?.path || target.name;
  const index = found.package.image_origin_details?.index;
  const layer = head?.image_metadata?.layer_metadata?.[index ?? -1]?.diff_id;
  const evidence = [evidenceAt(path, { layer })];
  const outcomes: Outcome[] = [];
  for (const [at, value] of (found.vulnerabilities ?? []).entries()) {
    const advisory = context.read(osvAdvisory, value, `${record.pointer}/vulnerabilities/${at}`);
    if (advisory !== undefined) outcomes.push(toFlaw(advisory, found, evidence));
  }
  for (const [at, value] of (found.license_violations ?? []).entries()) {
    const licence = context.read(osvLicence, value, `${record.pointer}/license_violations/${at}`);
    if (licence !== undefined) outcomes.push(toLicence(licence, found, evidence));
  }
  return outcomes;
}

type Evidences = readonly ReturnType<typeof evidenceAt>[];

function toFlaw(advisory: Advisory, found: Package, evidence: Evidences): Outcome {
  const { name, installed, type, purl } = identityOf(found);
  const group = (found.groups ?? []).find(({ ids }) => ids?.includes(advisory.id));
  const highest = toNumber(group?.max_severity);
  const word = advisory.database_specific?.severity;
  const analysis = group?.experimentalAnalysis ?? {};
  const isUncalled = Object.hasOwn(analysis, advisory.id) && analysis[advisory.id]?.called === false;
  return flawOutcome({
    id: advisory.id,
    aliases: [...(advisory.aliases ?? []), ...(advisory.upstream ?? []), ...(group?.aliases ?? [])],
    package: purl,
    name,
    installed,
    fixedIn: findFixedVersion(advisory, found.package.name ?? "", { type, installed }),
    state: isUncalled ? "uncalled" : undefined,
    rating: word ?? group?.max_severity,
    severity: highest === undefined ? severityOfWord(word) : severityOfScore(highest),
    title: advisory.summary,
    description: advisory.details,
    evidence,
    severities: givenSeverities(
      (advisory.severity ?? [])
        .filter(({ score }) => /^(?:CVSS:|AV:)/.test(score ?? ""))
        .map(({ score }) => ({ from: "osv", vector: score })),
    ),
    score: highest,
    references: (advisory.references ?? []).map(({ url }) => url),
    weaknesses: weaknessesOf(advisory),
  });
}

/** The database of GitHub names them once, that of npm at each package. */
function weaknessesOf({ database_specific: database, affected }: Advisory): readonly (string | null | undefined)[] {
  const ofPackages = (affected ?? []).flatMap(({ database_specific: own }) => own?.cwes ?? []);
  return [...(database?.cwe_ids ?? []), ...ofPackages.map(({ cweId }) => cweId)];
}

function toLicence(licence: string, found: Package, evidence: Evidences): Outcome {
  const { name, installed, purl } = identityOf(found);
  return misconfigurationOutcome({
    rule: `license/${licence}`,
    severity: "unknown",
    title: `License ${licence} is not allowed`,
    message: `${name} ${installed}: ${licence}`,
    subject: packageSubject(purl),
    evidence,
  });
}

/** Ecosystems carry the release behind a colon: `Debian:12`. */
function identityOf({ package: { name, os_package_name: systemName, version, ecosystem, commit } }: Package) {
  const installed = version || commit || "";
  const [kind = ""] = (ecosystem ?? "").split(":");
  const type = findPackageType(kind) ?? "generic";
  const isSystem = type === "deb" || type === "apk" || type === "rpm";
  const full = (isSystem ? systemName : undefined) || name || "";
  const purl = toolPackageUrl({
    kinds: [kind],
    name: full,
    version: installed,
    distribution: isSystem ? kind : undefined,
  });
  return { name: full, installed, type, purl };
}
