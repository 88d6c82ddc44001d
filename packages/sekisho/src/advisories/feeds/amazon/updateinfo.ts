import type { XmlElement } from "../../../formats/xml/parse-xml.ts";
import type { Advisory, AdvisorySeverity, AdvisorySource, AffectedPackage } from "../../../model/advisory.ts";
import { defineFeed, type FeedContext, type FeedReader, type FeedSink } from "../define.ts";
import { readFeedDate } from "../feed-date.ts";
import { oddPart, wrongRecord } from "../feed-problem.ts";
import { findCves } from "../flaw-name.ts";
import { rateByWords } from "../rating-words.ts";
import { childrenOf, findChild, findChildText, openXmlRecords } from "../xml-records.ts";
import { findAmazonRelease } from "./release.ts";

const source: AdvisorySource = {
  id: "amazon-alas",
  name: "Amazon Linux Security Center",
  license: "terms not stated by the publisher",
  attribution: "Amazon Web Services, Inc.",
};

/** Reads the errata of an Amazon Linux repository, its `updateinfo.xml`. Source: libsolv, repo_updateinfoxml. */
export const updateinfo = defineFeed({
  id: "amazon/updateinfo",
  sources: [source],
  reads: ["updateinfo.xml of Amazon Linux 1, 2, 2022 and 2023, with extras and kernel lines"],
  open: openUpdateinfo,
});

function openUpdateinfo(context: FeedContext, sink: FeedSink): FeedReader {
  return openXmlRecords(context, sink, {
    root: "updates",
    expected: { en: "a list of updates", ja: "更新の一覧" },
    handle: (path) => (path === "updates/update" ? "take" : "skip"),
    onRecord(path, element, line) {
      if (path === "updates/update") convertUpdate(element, { ...context, line }, sink);
    },
  });
}

interface UpdateContext extends FeedContext {
  readonly line: number;
}

function convertUpdate(update: XmlElement, context: UpdateContext, sink: FeedSink): void {
  const id = findChildText(update, "id");
  const place = { path: context.path, line: context.line };
  const release = id === undefined ? undefined : findAmazonRelease(id);
  const ecosystem = context.ecosystem ?? release?.ecosystem;
  if (id === undefined || ecosystem === undefined) {
    const expected = {
      en: "an update with the id of an Amazon Linux erratum",
      ja: "Amazon Linux のエラータ ID を持つ更新",
    };
    sink(wrongRecord(place, expected, id));
    return;
  }
  const type = update.attributes.get("type") ?? "security";
  if (type !== "security") {
    sink({ kind: "left-out", id, reason: "not-security" });
    return;
  }
  const affected = readPackages(update, ecosystem, release?.channel);
  if (affected.length === 0) sink(oddPart(place, "no-packages", noPackages));
  sink({ kind: "advisory", advisory: { ...describeUpdate(id, update), affected } });
}

const noPackages = {
  en: "Expected packages with name, version and release, got none.",
  ja: "名前、バージョン、リリースを持つパッケージを想定しましたが、ありませんでした。",
};

function describeUpdate(id: string, update: XmlElement): Omit<Advisory, "affected"> {
  const references = childrenOf(findChild(update, "references"), "reference");
  const flaws = references.flatMap(({ attributes }) =>
    findCves(`${attributes.get("id") ?? ""} ${attributes.get("title") ?? ""}`),
  );
  const published = readFeedDate(findChild(update, "issued")?.attributes.get("date"));
  const modified = readFeedDate(findChild(update, "updated")?.attributes.get("date"));
  return {
    id,
    aliases: [],
    upstream: [...new Set(flaws)],
    source: source.id,
    kind: "vulnerability",
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    summary: findChildText(update, "title") ?? "",
    details: findChildText(update, "description") ?? "",
    references: [...new Set(references.flatMap(({ attributes }) => attributes.get("href") || []))],
    weaknesses: [],
    severities: readSeverity(update),
  };
}

function readSeverity(update: XmlElement): readonly AdvisorySeverity[] {
  const words = findChildText(update, "severity");
  return words === undefined ? [] : [{ system: "rating", ...rateByWords(words), from: source.id }];
}

interface OpenRow {
  readonly name: string;
  readonly version: string;
  readonly architectures: Set<string>;
}

/** A package is listed once an architecture: the rows of one version are one. */
function readPackages(update: XmlElement, ecosystem: string, channel: string | undefined): readonly AffectedPackage[] {
  const rows = new Map<string, OpenRow>();
  for (const collection of childrenOf(findChild(update, "pkglist"), "collection")) {
    for (const { attributes } of childrenOf(collection, "package")) {
      const name = attributes.get("name");
      const version = joinVersion(attributes);
      const architecture = attributes.get("arch") ?? "noarch";
      if (name === undefined || version === undefined || architecture === "src") continue;
      const key = `${name}\n${version}`;
      const row = rows.get(key) ?? { name, version, architectures: new Set<string>() };
      rows.set(key, row);
      row.architectures.add(architecture);
    }
  }
  return [...rows.values()].map(({ name, version, architectures }) => ({
    ecosystem,
    name,
    names: "binary",
    status: "fixed",
    ranges: [{ fixed: version }],
    versions: [],
    ...(architectures.has("noarch") ? {} : { architectures: [...architectures].sort() }),
    ...(channel === undefined ? {} : { channel }),
  }));
}

function joinVersion(attributes: ReadonlyMap<string, string>): string | undefined {
  const version = attributes.get("version");
  const release = attributes.get("release");
  const epoch = attributes.get("epoch") ?? "0";
  if (version === undefined || release === undefined) return undefined;
  return `${epoch === "0" || epoch === "" ? "" : `${epoch}:`}${version}-${release}`;
}
