import * as z from "zod/mini";
import type { AcceptedException } from "../../model/finding.ts";
import { vexJustifications } from "../../model/vex.ts";
import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { notScanned } from "../parts/not-scanned.ts";
import { present } from "../parts/present.ts";
import { tellNameless } from "../parts/tell-nameless.ts";
import { toTime } from "../parts/to-time.ts";
import { PackageListing } from "../sbom/package-listing.ts";
import { readTrivyPackage } from "../sbom/trivy.ts";
import { flawEntry, licenceEntry, misconfigurationEntry, secretEntry } from "./convert-entries.ts";
import { clusterPlace, reportPlace, resultPlace, type TrivyPlace } from "./place.ts";
import {
  clusterHead,
  listHead,
  reportHead,
  trivyFlaw,
  trivyLicence,
  trivyMisconfiguration,
  trivyModified,
  trivySecret,
} from "./schema.ts";

const entryLists = ["Vulnerabilities", "Misconfigurations", "Secrets", "Licenses", "ExperimentalModifiedFindings"];
const clusterLists = ["Resources", "Findings", "Vulnerabilities", "Misconfigurations"] as const;
const resultFields = ["Target", "Class", "Type"];
const objectFields = [
  "Namespace",
  "Kind",
  "Name",
  "Error",
  ...["RepoTags", "RepoDigests", "ImageID", "OS"].map((field) => `Metadata/*/${field}`),
  ...resultFields.map((field) => `Results/*/${field}`),
];

/** Reads what Trivy says of images, folders, repositories, virtual machines and clusters. */
export const trivy = defineImporter({
  id: "trivy",
  name: "Trivy",
  reads: [
    "Trivy JSON, schema 2 (0.20 and later): image, fs, repo, rootfs, vm, config, sbom",
    "Trivy JSON, list of results (before 0.20)",
    "trivy k8s JSON: --report all and summary, also with separate lists of vulnerabilities and misconfigurations",
  ],
  mapped: {
    en: "Vulnerabilities, misconfigurations (failed, passed, excepted), secrets, licences and suppressed findings with severity, CVSS, fixed version, layer, lines, references, CWE; the end of support of the distribution. Lists of packages (--list-all-pkgs) are packages of the report; of clusters, of the images that run there. CycloneDX, SPDX and SARIF of Trivy are read by those formats.",
    ja: "脆弱性、設定ミス (不合格、合格、例外)、シークレット、ライセンス、抑制された検出事項を、重大度、CVSS、修正バージョン、レイヤー、行、参照先、CWE とともに取り込みます。ディストリビューションのサポート終了も取り込みます。パッケージの一覧 (--list-all-pkgs) はレポートのパッケージとします。クラスターのレポートでは、稼働しているイメージのパッケージとします。Trivy の CycloneDX、SPDX、SARIF は、それぞれの形式として読み取ります。",
  },
  variants: [
    {
      name: "Trivy JSON, schema 2",
      form: "json",
      signs: [
        { at: "/SchemaVersion", equals: "2" },
        { at: "/ArtifactName", is: "text" },
        { at: "/spdxVersion", isAbsent: true },
      ],
      header: [
        ...["CreatedAt", "ArtifactName", "ArtifactType", "Trivy"].map((field) => `/${field}`),
        ...["OS", "ImageID", "RepoTags", "RepoDigests"].map((field) => `/Metadata/${field}`),
        ...resultFields.map((field) => `/Results/*/${field}`),
      ],
      records: [[...entryLists, "Packages"].map((list) => `/Results/*/${list}/*`)],
      begin: beginReport,
    },
    {
      name: "Trivy JSON, list of results",
      form: "json",
      signs: [
        { at: "", is: "list" },
        { at: "/*/Target" },
        { at: "/*/Vulnerabilities" },
        { at: "/*/Metadata", isAbsent: true },
      ],
      header: resultFields.map((field) => `/*/${field}`),
      records: [[...entryLists, "Packages"].map((list) => `/*/${list}/*`)],
      begin: beginList,
    },
    {
      name: "trivy k8s JSON",
      form: "json",
      signs: [
        { at: "/ClusterName", is: "text" },
        { at: "", below: /^\/(?:Resources|Findings|Vulnerabilities|Misconfigurations)$/ },
        { at: "/controls", isAbsent: true },
        { at: "/Controls", isAbsent: true },
      ],
      header: ["/ClusterName", ...clusterLists.flatMap((list) => objectFields.map((field) => `/${list}/*/${field}`))],
      records: [
        clusterLists.flatMap((list) =>
          [...entryLists, "Packages"].map((entries) => `/${list}/*/Results/*/${entries}/*`),
        ),
      ],
      begin: beginCluster,
    },
  ],
});

function beginReport(header: unknown, context: ImportContext): Conversion {
  const head = context.read(reportHead, header ?? {}, "");
  const around = reportPlace(head, context.targetName);
  const system = head?.Metadata?.OS;
  tellNameless(context, head?.Results, { pointer: "/Results", field: "Target" });
  const placeOf = placesOfResults((index) => resultPlace(head?.Results?.[index], around));
  return {
    target: around.target,
    ...present({ toolVersion: head?.Trivy?.Version, scannedAt: toTime(head?.CreatedAt) }),
    convert: packagesOr((record) => convertEntry(record, placeOf(record), context), { placeOf, context }),
    finish: () =>
      system?.EOSL === true ? [endOfSupport(`${system.Family ?? ""}`, system.Name ?? "", around.target.name)] : [],
  };
}

/** The list says neither what was scanned nor how: the first result of the system's packages names an image. */
function beginList(header: unknown, context: ImportContext): Conversion {
  const results = context.read(listHead, header ?? [], "") ?? [];
  tellNameless(context, results, { pointer: "", field: "Target" });
  const ofSystem = results
    .map(({ Target }) => /^([^\s(]{1,600}) \(([a-z-]{2,30}) [^)]{1,40}\)$/.exec(Target ?? ""))
    .find((found) => found !== null);
  const [, name = "", family = ""] = ofSystem ?? [];
  const around =
    name === ""
      ? reportPlace({ ArtifactName: context.targetName, Results: results }, context.targetName)
      : reportPlace(
          { ArtifactName: name, ArtifactType: "container_image", Metadata: { OS: { Family: family } } },
          context.targetName,
        );
  const placeOf = placesOfResults((index) => resultPlace(results[index], { ...around, folder: "" }));
  return {
    target: around.target,
    convert: packagesOr((record) => convertEntry(record, placeOf(record), context), { placeOf, context }),
  };
}

const listedPackage = z.record(z.string(), z.unknown());

/** Reads packages itself, and leaves entries of other lists to `convert`. */
function packagesOr(
  convert: (record: ImportedRecord) => readonly Outcome[],
  { placeOf, context }: { readonly placeOf: (record: ImportedRecord) => TrivyPlace; readonly context: ImportContext },
): (record: ImportedRecord) => readonly Outcome[] {
  const listing = new PackageListing(context);
  return (record) => {
    if (!record.pattern.endsWith("/Packages/*")) return convert(record);
    const read = context.read(listedPackage, record.value, record.pointer);
    const { resultTarget, resultType, target } = placeOf(record);
    if (read !== undefined) readTrivyPackage(read, record.pointer, { target: resultTarget, type: resultType }, listing);
    return listing.take().map((outcome) => (outcome.kind === "package" ? { ...outcome, target } : outcome));
  };
}

/** The entries of a result stand one behind the other: its place is made once for them. */
function placesOfResults(make: (index: number) => TrivyPlace): (record: ImportedRecord) => TrivyPlace {
  let last: { readonly index: number; readonly place: TrivyPlace } | undefined;
  return ({ indices }) => {
    const [index = -1] = indices;
    if (last?.index !== index) last = { index, place: make(index) };
    return last.place;
  };
}

function beginCluster(header: unknown, context: ImportContext): Conversion {
  const head = context.read(clusterHead, header ?? {}, "");
  const cluster = { kind: "cluster", name: head?.ClusterName ?? context.targetName } as const;
  for (const list of clusterLists) {
    tellNameless(context, head?.[list], { pointer: `/${list}`, field: "Name" });
    for (const [index, { Error: problem }] of (head?.[list] ?? []).entries()) {
      if (problem !== undefined && problem !== null && problem !== "")
        context.tell(notScanned("Trivy", problem, `/${list}/${index}/Error`));
    }
  }
  let last: { readonly result: unknown; readonly place: TrivyPlace } | undefined;
  const placeOf = ({ pattern, indices }: ImportedRecord): TrivyPlace => {
    const list = clusterLists.find((name) => pattern.startsWith(`/${name}/`)) ?? "Resources";
    const object = head?.[list]?.[indices[0] ?? -1];
    const result = object?.Results?.[indices[1] ?? -1];
    if (last === undefined || last.result !== result || result === undefined)
      last = { result, place: resultPlace(result, clusterPlace(object, result, cluster)) };
    return last.place;
  };
  return {
    target: cluster,
    convert: packagesOr((record) => convertEntry(record, placeOf(record), context), { placeOf, context }),
  };
}

function convertEntry(
  { value, pattern, pointer }: ImportedRecord,
  place: TrivyPlace,
  context: ImportContext,
): readonly Outcome[] {
  const list = pattern.slice(0, -"/*".length);
  const what = list.slice(list.lastIndexOf("/") + 1);
  if (what === "ExperimentalModifiedFindings") return convertModified(value, pointer, { place, context });
  return convertAs(what, value, { pointer, place, context });
}

interface Reading {
  readonly pointer: string;
  readonly place: TrivyPlace;
  readonly context: ImportContext;
  readonly exception?: AcceptedException;
}

function convertAs(what: string, value: unknown, { pointer, place, context, exception }: Reading): readonly Outcome[] {
  switch (what) {
    case "Vulnerabilities": {
      const read = context.read(trivyFlaw, value, pointer);
      return read === undefined ? [] : [flawEntry(read, place, exception)];
    }
    case "Misconfigurations": {
      const read = context.read(trivyMisconfiguration, value, pointer);
      return read === undefined ? [] : [misconfigurationEntry(read, place, exception)];
    }
    case "Secrets": {
      const read = context.read(trivySecret, value, pointer);
      return read === undefined ? [] : [secretEntry(read, place, exception)];
    }
    default: {
      const read = context.read(trivyLicence, value, pointer);
      return read === undefined ? [] : [licenceEntry(read, place, exception)];
    }
  }
}

const listOfType: ReadonlyMap<string, string> = new Map([
  ["vulnerability", "Vulnerabilities"],
  ["misconfiguration", "Misconfigurations"],
  ["secret", "Secrets"],
  ["license", "Licenses"],
]);

function convertModified(
  value: unknown,
  pointer: string,
  { place, context }: Pick<Reading, "place" | "context">,
): readonly Outcome[] {
  const read = context.read(trivyModified, value, pointer);
  if (read === undefined) return [];
  const list = listOfType.get(read.Type);
  if (list === undefined) return [{ kind: "left-out", note: unknownType(read.Type, pointer) }];
  const isOpen = read.Status === "affected" || read.Status === "under_investigation";
  const reading: Reading = { pointer: `${pointer}/Finding`, place, context };
  return convertAs(list, read.Finding, isOpen ? reading : { ...reading, exception: exceptionOf(read) });
}

function exceptionOf({
  Status,
  Statement,
  Source,
}: {
  readonly Status?: string | null | undefined;
  readonly Statement?: string | null | undefined;
  readonly Source?: string | null | undefined;
}): AcceptedException {
  const justification = vexJustifications.find((word) => word === Statement);
  const words = [Statement, Status, Source].flatMap((text) =>
    text === undefined || text === null || text === "" ? [] : [text],
  );
  const [first = "ignored", second, third] = words;
  const around = [second, third].filter((text) => text !== undefined).join(", ");
  return {
    reason: around === "" ? first : `${first} (${around})`,
    ...present({ justification }),
  };
}

function endOfSupport(family: string, version: string, path: string): Outcome {
  const name = `${family} ${version}`.trim();
  return {
    kind: "finding",
    finding: {
      kind: "misconfiguration",
      rule: "EOSL",
      severity: "high",
      title: "Distribution is no longer supported",
      message: `${name} is no longer supported by its maker.`,
      subject: `distribution:${family}`,
      evidence: [{ location: { path } }],
    },
  };
}

function unknownType(type: string, pointer: string) {
  const text = type.slice(0, 60);
  return {
    code: "no-place",
    level: "warning",
    message: {
      en: `Expected a finding of a known type, got "${text}".`,
      ja: `既知の種類の検出事項を想定しましたが、「${text}」でした。`,
    },
    pointer,
  } as const;
}
