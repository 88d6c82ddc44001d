import {
  findObject,
  findText,
  isJsonObject,
  type JsonObject,
  listOf,
  textsOf,
} from "../../../formats/json/json-value.ts";
import type { AdvisorySource, AffectedPackage } from "../../../model/advisory.ts";
import { findDebianVersion } from "../../../semantics/distribution/support-products.ts";
import { collectAdvisories } from "../collected-advisories.ts";
import { compareIn } from "../compare-in.ts";
import { defineFeed, type FeedContext, type FeedSink } from "../define.ts";
import { oddPart, wrongRecord } from "../feed-problem.ts";
import { isCve } from "../flaw-name.ts";
import { openWholeJson } from "../whole-json.ts";

const source: AdvisorySource = {
  id: "debian-changelogs",
  name: "Fixes named in Debian changelogs",
  license: "facts from Debian package changelogs",
  attribution: "Debian package maintainers",
};
const maxBytes = 16 * 1_048_576;

/**
 * Reads fixes that were gathered from the changelogs of one source package: `{ codename, source, fixes: { VERSION:
 * { cves } } }`. Flaws that nobody has repaired are unknown to it.
 */
export const changelogFixes = defineFeed({
  id: "debian/changelog-fixes",
  sources: [source],
  reads: ["Fixes by version gathered from changelogs, JSON"],
  open: openWholeJson(maxBytes, convertPackage),
});

function convertPackage(root: JsonObject, { path }: FeedContext, sink: FeedSink): void {
  const codename = findText(root, "codename");
  const name = findText(root, "source");
  const fixes = findObject(root, "fixes");
  if (codename === undefined || name === undefined || fixes === undefined) {
    const expected = { en: "a source package with its release and fixes", ja: "リリースと修正を持つソースパッケージ" };
    sink(wrongRecord({ path, pointer: "" }, expected, root["source"]));
    return;
  }
  const ecosystem = `debian:${findDebianVersion(codename) ?? codename}`;
  const advisories = collectAdvisories(source.id);
  const newest = findText(root, "newest_seen");
  for (const [flaw, version] of findLastFixes(fixes, { path, sink, ecosystem })) {
    advisories.add(flaw, [
      makeRow(ecosystem, name, isBackportOf(ecosystem, newest, version) ? `${version}~` : version),
    ]);
  }
  advisories.give(sink);
  for (const flaw of readUnclear(root)) sink({ kind: "left-out", id: flaw, reason: "nothing-known" });
}

function makeRow(ecosystem: string, name: string, version: string): AffectedPackage {
  return { ecosystem, name, names: "source", status: "fixed", ranges: [{ fixed: version }], versions: [] };
}

/**
 * Tells whether the package whose changelog was read is a backport of a version: `1.3~deb12u5` has the entry of `1.3` in its
 * changelog, and so the repair, although it sorts before it. Every backport of that version sorts behind `1.3~`.
 */
function isBackportOf(ecosystem: string, newest: string | undefined, version: string): boolean {
  if (newest?.startsWith(`${version}~`) !== true) return false;
  return (compareIn(ecosystem, newest, version) ?? 0) < 0;
}

interface Reading {
  readonly path: string;
  readonly sink: FeedSink;
  readonly ecosystem: string;
}

/** A flaw that several versions name was repaired by the last of them: those before it repaired a part. */
function findLastFixes(fixes: JsonObject, { path, sink, ecosystem }: Reading): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const [version, entry] of Object.entries(fixes)) {
    const flaws = isJsonObject(entry) ? textsOf(entry, "cves") : [];
    for (const flaw of flaws) {
      if (!isCve(flaw)) sink(oddPart({ path, pointer: `/fixes/${version}/cves` }, "no-flaws", noFlaw));
      else if (isLater(ecosystem, version, last.get(flaw))) last.set(flaw, version);
    }
  }
  return last;
}

const noFlaw = {
  en: "Expected the number of a flaw, got something else. It is left out.",
  ja: "脆弱性の番号を想定しましたが、違う内容でした。この部分は使用しません。",
};

function isLater(ecosystem: string, version: string, known: string | undefined): boolean {
  return known === undefined || (compareIn(ecosystem, known, version) ?? -1) < 0;
}

function readUnclear(root: JsonObject): readonly string[] {
  return listOf(root, "unclear").filter((flaw) => typeof flaw === "string");
}
