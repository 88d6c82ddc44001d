import type { output } from "zod/mini";
import type { AcceptedException } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import type { Severity } from "../../model/severity.ts";
import type { GivenSeverity } from "../../model/vulnerability.ts";
import { packageSubject } from "../../semantics/package-url/package-subject.ts";
import type { ImportedFinding, Outcome } from "../define.ts";
import { flawOutcome, textsOf } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { describeContainer, findContainerIn } from "../parts/object-subject.ts";
import { present } from "../parts/present.ts";
import { severityOfWord } from "../parts/severity-of-word.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { trivyRule } from "../parts/trivy-rule.ts";
import type { TrivyPlace } from "./place.ts";
import type { trivyFlaw, trivyLicence, trivyMisconfiguration, trivySecret } from "./schema.ts";

/** Gives the finding of a known flaw. */
export function flawEntry(entry: output<typeof trivyFlaw>, place: TrivyPlace, exception?: AcceptedException): Outcome {
  const { PkgName, InstalledVersion, PkgPath } = entry;
  const path = PkgPath ?? (isPath(place) ? place.resultTarget : undefined);
  return flawOutcome({
    id: entry.VulnerabilityID,
    aliases: entry.VendorIDs,
    package:
      entry.PkgIdentifier?.PURL ??
      toolPackageUrl({
        kinds: [place.resultType, place.family],
        name: PkgName,
        version: InstalledVersion,
        distribution: place.family,
      }),
    name: PkgName,
    installed: InstalledVersion,
    fixedIn: entry.FixedVersion,
    state: entry.Status,
    rating: entry.Severity,
    title: entry.Title,
    description: entry.Description,
    target: place.target,
    evidence: [evidenceAt(path, place, entry.Layer)],
    exception,
    severities: severitiesOf(entry),
    score: ownScore(entry),
    references: [entry.PrimaryURL, ...(entry.References ?? [])],
    weaknesses: entry.CweIDs,
  });
}

const ratings: readonly (Severity | "unknown")[] = ["unknown", "low", "medium", "high", "critical"];

function severitiesOf({ CVSS, VendorSeverity }: output<typeof trivyFlaw>): readonly GivenSeverity[] {
  const scores = Object.entries(CVSS ?? {}).flatMap(([from, given]) =>
    givenSeverities([
      { from, vector: given.V40Vector, score: given.V40Score },
      { from, vector: given.V3Vector, score: given.V3Score },
      { from, vector: given.V2Vector, score: given.V2Score },
    ]),
  );
  const words = Object.entries(VendorSeverity ?? {}).map(([from, given]): GivenSeverity => {
    return { system: "rating", from, rating: ratings[given] ?? "unknown", words: String(given) };
  });
  return [...scores, ...words];
}

/** Of whoever gave the rating that Trivy uses, else of the NVD. */
function ownScore({ CVSS, SeveritySource }: output<typeof trivyFlaw>): number | undefined {
  for (const source of [SeveritySource ?? "", "nvd"]) {
    const given = CVSS !== undefined && CVSS !== null && Object.hasOwn(CVSS, source) ? CVSS[source] : undefined;
    const score = given?.V40Score ?? given?.V3Score ?? given?.V2Score;
    if (score !== undefined && score !== null) return score;
  }
  return undefined;
}

/** Gives the finding of a check that failed, or the answer that it passed. */
export function misconfigurationEntry(
  entry: output<typeof trivyMisconfiguration>,
  place: TrivyPlace,
  given?: AcceptedException,
): Outcome {
  const rule = trivyRule(
    entry.AVDID === undefined || entry.AVDID === null || entry.AVDID === "" ? entry.ID : entry.AVDID,
  );
  if (entry.Status === "PASS") return { kind: "passed", rule };
  const exception = given ?? (entry.Status === "EXCEPTION" ? { reason: "EXCEPTION" } : undefined);
  const names = [entry.ID, entry.AVDID, rule].flatMap((id) => (id === undefined || id === null ? [] : [`trivy:${id}`]));
  const excerpt = (entry.CauseMetadata?.Code?.Lines ?? [])
    .filter(({ IsCause }) => IsCause === true)
    .map(({ Content }) => Content ?? "")
    .join("\n");
  const { StartLine: startLine, EndLine: endLine } = entry.CauseMetadata ?? {};
  const path = isPath(place) ? place.resultTarget : undefined;
  const { location } = evidenceAt(path, place, entry.Layer);
  return {
    kind: "finding",
    finding: {
      kind: "misconfiguration",
      target: place.target,
      rule,
      aliases: [...new Set([...names, ...exactNames(rule, startLine)])],
      severity: severityOfWord(entry.Severity),
      title: entry.Title ?? rule,
      message: entry.Message ?? entry.Description ?? entry.Title ?? rule,
      subject: subjectOf(entry, place),
      evidence: [
        {
          location: { ...location, ...present({ startLine, endLine }) },
          ...(excerpt === "" ? {} : { excerpt: excerpt.slice(0, maxExcerpt) }),
        },
      ],
      ...present({
        rating: entry.Severity,
        remediation: entry.Resolution,
        status: entry.Status,
        exception,
        references: textsOf([entry.PrimaryURL, ...(entry.References ?? [])]),
      }),
    },
  };
}

const maxExcerpt = 1000;

/** Trivy asks two of our questions in one: only where a USER is root does the answer have a line. */
function exactNames(rule: string, startLine: number | null | undefined): readonly string[] {
  if (rule !== "DS-0002") return [];
  return [typeof startLine === "number" && startLine > 0 ? "dockerfile/root-user" : "dockerfile/no-user"];
}

/** Trivy names a container of Kubernetes in the message alone; resources of other files by their address. */
function subjectOf({ Message, CauseMetadata }: output<typeof trivyMisconfiguration>, place: TrivyPlace): string {
  if (place.object !== "") {
    const container = findContainerIn(Message ?? "");
    return container === undefined ? place.object : `${place.object}/${describeContainer(container)}`;
  }
  const { kind } = place.target;
  if (kind === "dockerfile" || kind === "manifest" || kind === "image") return "";
  const resource = CauseMetadata?.Resource ?? "";
  return [`file:${place.resultTarget}`, resource].filter((part) => part !== "").join("/");
}

/** Gives the finding of a secret in a file. */
export function secretEntry(
  entry: output<typeof trivySecret>,
  place: TrivyPlace,
  exception?: AcceptedException,
): Outcome {
  const { StartLine: startLine, EndLine: endLine, Match } = entry;
  const { location } = evidenceAt(place.resultTarget, place, entry.Layer);
  const finding: ImportedFinding = {
    kind: "secret",
    target: place.target,
    rule: entry.RuleID,
    severity: severityOfWord(entry.Severity),
    title: entry.Title ?? entry.RuleID,
    message: `${entry.Title ?? entry.RuleID}: ${place.resultTarget}`,
    subject: `file:${place.resultTarget}`,
    evidence: [
      {
        location: { ...location, ...present({ startLine, endLine }) },
        // Trivy has put asterisks in place of the secret.
        ...(Match === undefined || Match === null ? {} : { excerpt: Match.slice(0, maxExcerpt) }),
      },
    ],
    ...present({ rating: entry.Severity, exception }),
  };
  return { kind: "finding", finding };
}

/** Gives the finding of a licence; its category says what the licence asks of those who ship it. */
export function licenceEntry(
  entry: output<typeof trivyLicence>,
  place: TrivyPlace,
  exception?: AcceptedException,
): Outcome {
  const { Name, Category, PkgName, FilePath } = entry;
  const path = FilePath === undefined || FilePath === null || FilePath === "" ? undefined : FilePath;
  const hasPackage = PkgName !== undefined && PkgName !== null && PkgName !== "";
  const purl = hasPackage
    ? toolPackageUrl({ kinds: [place.resultType, place.family], name: PkgName, distribution: place.family })
    : undefined;
  const of = PkgName ?? path ?? place.resultTarget;
  return {
    kind: "finding",
    finding: {
      kind: "misconfiguration",
      target: place.target,
      rule: `license/${Name}`,
      severity: severityOfWord(entry.Severity),
      title: `License ${Name}`,
      message: `${of}: ${Name}${Category === undefined || Category === null ? "" : ` (${Category})`}`,
      subject: purl === undefined ? `file:${path ?? place.resultTarget}` : packageSubject(purl),
      evidence: [evidenceAt(path, place, undefined)],
      ...present({
        rating: entry.Severity,
        status: Category,
        exception,
        references: textsOf([entry.Link]),
      }),
    },
  };
}

/** Targets of results that are no path: an image, or what packages are of. */
function isPath({ resultTarget, target, resultClass }: TrivyPlace): boolean {
  if (resultTarget === "" || resultClass === "os-pkgs" || resultTarget.endsWith(")")) return false;
  return target.kind !== "image" || /[/.]/.test(resultTarget.replace(/^(?:Node|\.NET)[^/]*$/, ""));
}

function evidenceAt(
  path: string | undefined,
  { folder, target }: TrivyPlace,
  layer:
    | { readonly Digest?: string | null | undefined; readonly DiffID?: string | null | undefined }
    | null
    | undefined,
): Evidence {
  const digest = layer?.DiffID ?? layer?.Digest;
  return {
    location: {
      path: path === undefined || path === "" ? target.name : folder + path,
      ...(digest === undefined || digest === null || digest === "" ? {} : { layer: digest }),
    },
  };
}
