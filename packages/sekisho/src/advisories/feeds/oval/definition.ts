import type { XmlElement } from "../../../formats/xml/parse-xml.ts";
import type { Advisory, AdvisorySeverity, AffectedPackage } from "../../../model/advisory.ts";
import { readFeedDate } from "../feed-date.ts";
import { findCves } from "../flaw-name.ts";
import { rateByWords } from "../rating-words.ts";
import { childrenOf, findChild, findChildText } from "../xml-records.ts";
import { type OvalQuestion, readCriteria } from "./criteria.ts";
import type { OvalInventory } from "./inventory.ts";
import { findOvalPlatform, type OvalPlatform } from "./platforms.ts";

/** A definition without its criteria resolved: they need tests that stand behind it. */
export interface OvalDefinition {
  readonly texts: Omit<Advisory, "affected">;
  readonly platforms: readonly OvalPlatform[];
  readonly questions: readonly OvalQuestion[];
}

const bulletin =
  /^(ELSA-\d{4}-\d{1,19}|ELBA-\d{4}-\d{1,19}|ELEA-\d{4}-\d{1,19}|PHSA-[\d.:-]{1,60}|SUSE-SU-[\d:.-]{1,60}|openSUSE-SU-[\d:.-]{1,60}|CVE-\d{4}-\d{1,19})/i;
const rating = /\((critical|important|moderate|medium|low)\)\s*$/i;

/** Tells whether a definition only says that nothing needs a patch: Azure Linux lists such flaws as well. */
export function isNotApplicable(definition: XmlElement): boolean {
  return findChildText(findChild(definition, "metadata"), "patchable")?.toLowerCase() === "not applicable";
}

/** Reads the metadata and criteria of a definition; `undefined` when it names neither bulletin nor flaw. */
export function readDefinition(definition: XmlElement, source: string): OvalDefinition | undefined {
  const metadata = findChild(definition, "metadata");
  const title = findChildText(metadata, "title") ?? "";
  const references = childrenOf(metadata, "reference");
  const advisory = findChild(metadata, "advisory");
  const flaws = readFlaws(references, advisory, title);
  const id = bulletin.exec(title)?.[1]?.replace(/[:.-]{1,60}$/, "") ?? flaws[0];
  if (id === undefined) return undefined;
  const published = readFeedDate(
    findChild(advisory, "issued")?.attributes.get("date") ?? findChildText(metadata, "advisory_date"),
  );
  const modified = readFeedDate(findChild(advisory, "updated")?.attributes.get("date"));
  return {
    texts: {
      id,
      aliases: [],
      upstream: flaws.filter((flaw) => flaw !== id),
      source,
      kind: "vulnerability",
      ...(published === undefined ? {} : { published }),
      ...(modified === undefined ? {} : { modified }),
      summary: title,
      details: findChildText(metadata, "description") ?? "",
      references: [...new Set(references.flatMap(({ attributes }) => attributes.get("ref_url") || []))],
      weaknesses: [],
      severities: readSeverities(metadata, advisory, { title, source }),
    },
    platforms: childrenOf(findChild(metadata, "affected"), "platform").flatMap(
      ({ text }) => findOvalPlatform(text) ?? [],
    ),
    questions: readCriteria(definition),
  };
}

function readFlaws(
  references: readonly XmlElement[],
  advisory: XmlElement | undefined,
  title: string,
): readonly string[] {
  const named = references.map(({ attributes }) => attributes.get("ref_id") ?? "");
  const listed = childrenOf(advisory, "cve").map(({ text }) => text);
  return findCves([...listed, ...named, title].join(" "));
}

function readSeverities(
  metadata: XmlElement | undefined,
  advisory: XmlElement | undefined,
  { title, source }: { readonly title: string; readonly source: string },
): readonly AdvisorySeverity[] {
  const words = findChildText(advisory, "severity") ?? findChildText(metadata, "severity") ?? rating.exec(title)?.[1];
  return words === undefined ? [] : [{ system: "rating", ...rateByWords(words), from: source }];
}

/** Gives the packages that a definition's questions are about. */
export function resolveDefinition(
  { questions, platforms }: OvalDefinition,
  inventory: OvalInventory,
): readonly AffectedPackage[] {
  const rows = new Map<string, AffectedPackage>();
  for (const question of questions) {
    const test = inventory.find(question.test);
    const said = test === undefined ? undefined : readStatus(test, question);
    if (test === undefined || said === undefined) continue;
    const module = findModule(question.beside);
    const architectures = test.architectures.length > 0 ? test.architectures : findArchitectures(question.beside);
    for (const { ecosystem, channel } of findPlatforms(question, platforms)) {
      const row: AffectedPackage = {
        ecosystem,
        name: test.name,
        names: "binary",
        ...said,
        versions: [],
        ...(module === undefined ? {} : { module }),
        ...(architectures.length === 0 ? {} : { architectures }),
        ...(channel === undefined ? {} : { channel }),
      };
      rows.set(JSON.stringify(row), row);
    }
  }
  return [...rows.values()];
}

/** `less than` is repaired from there on; `greater than 0` is every version: the package is affected, or is not. */
function readStatus(
  test: { readonly operation?: string; readonly version?: string },
  { comment, isNegated }: OvalQuestion,
): Pick<AffectedPackage, "status" | "ranges"> | undefined {
  if (test.version === undefined || isNegated) return undefined;
  if (test.operation === "less than") return { status: "fixed", ranges: [{ fixed: withoutZeroEpoch(test.version) }] };
  if (test.operation === "less than or equal")
    return { status: "affected", ranges: [{ lastAffected: withoutZeroEpoch(test.version) }] };
  if (test.operation !== "greater than" || !/^0:0-0$/.test(test.version)) return undefined;
  if (comment.endsWith(" is not affected")) return { status: "not-affected", ranges: [] };
  return comment.endsWith(" is affected") ? { status: "affected", ranges: [{}] } : undefined;
}

function withoutZeroEpoch(version: string): string {
  return version.startsWith("0:") ? version.slice(2) : version;
}

function findPlatforms({ beside, comment }: OvalQuestion, platforms: readonly OvalPlatform[]): readonly OvalPlatform[] {
  const named = [...beside, comment]
    .filter((text) => text.endsWith(" is installed"))
    .flatMap((text) => findOvalPlatform(text) ?? []);
  return named.length > 0 ? named : platforms;
}

/** `Module nodejs:18 is enabled`. */
function findModule(comments: readonly string[]): string | undefined {
  for (const comment of comments) {
    const module = /^Module ([\w.+-]+:[\w.+-]+) is enabled$/.exec(comment)?.[1];
    if (module !== undefined) return module;
  }
  return undefined;
}

/** `Oracle Linux arch is x86_64`. */
function findArchitectures(comments: readonly string[]): readonly string[] {
  return comments.flatMap((comment) => /\barch is ([a-z0-9_]+)$/.exec(comment)?.[1] ?? []);
}
