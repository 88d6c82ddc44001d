import { findObject, findText, isJsonObject, type JsonObject, listOf } from "../../../formats/json/json-value.ts";
import type { AdvisorySource, AffectedPackage } from "../../../model/advisory.ts";
import { apk } from "../../../versions/apk.ts";
import { type CollectedAdvisories, collectAdvisories } from "../collected-advisories.ts";
import { defineFeed, type FeedContext, type FeedSink } from "../define.ts";
import { type FeedPlace, oddPart, showValue, wrongRecord } from "../feed-problem.ts";
import { openWholeJson } from "../whole-json.ts";
import { readSecdbFlaws } from "./flaws.ts";

const source: AdvisorySource = {
  id: "alpine-secdb",
  name: "Alpine Linux security database",
  license: "terms not stated by the publisher",
  attribution: "Alpine Linux security team",
};
const maxBytes = 64 * 1_048_576;

/** Reads a file of Alpine's security database: one branch and repository, the versions that repaired flaws. */
export const secdb = defineFeed({
  id: "alpine/secdb",
  sources: [source],
  reads: ["Alpine secdb JSON (vX.Y/main.json, community.json, edge)"],
  open: openWholeJson(maxBytes, convertBranch),
});

interface Reading {
  readonly path: string;
  readonly sink: FeedSink;
  readonly ecosystem: string;
  readonly advisories: CollectedAdvisories;
}

function convertBranch(root: JsonObject, context: FeedContext, sink: FeedSink): void {
  const branch = findText(root, "distroversion");
  const ecosystem = branch === undefined ? context.ecosystem : `alpine:${branch.replace(/^v(?=\d)/, "")}`;
  const { path } = context;
  if (ecosystem === undefined) {
    const expected = { en: "the branch of Alpine", ja: "Alpine のブランチ" };
    sink(wrongRecord({ path, pointer: "/distroversion" }, expected, root["distroversion"]));
    return;
  }
  const packages = root["packages"];
  // A repository in which nothing was repaired yet has `null`.
  if (packages !== null && !Array.isArray(packages)) {
    sink(wrongRecord({ path, pointer: "/packages" }, { en: "a list of packages", ja: "パッケージの配列" }, packages));
    return;
  }
  const advisories = collectAdvisories(source.id);
  for (const [index, element] of listOf(root, "packages").entries()) {
    convertPackage(element, `/packages/${index}`, { path, sink, ecosystem, advisories });
  }
  advisories.give(sink);
}

function convertPackage(element: unknown, pointer: string, reading: Reading): void {
  const { path, sink } = reading;
  const named = isJsonObject(element) ? findObject(element, "pkg") : undefined;
  const name = named === undefined ? undefined : findText(named, "name");
  const fixes = named === undefined ? undefined : findObject(named, "secfixes");
  if (name === undefined || fixes === undefined) {
    const expected = { en: "a package with its name and secfixes", ja: "名前と secfixes を持つパッケージ" };
    sink(wrongRecord({ path, pointer }, expected, element));
    return;
  }
  for (const [version, flaws] of Object.entries(fixes)) {
    const place = { path, pointer: `${pointer}/pkg/secfixes/${version}` };
    addFixes({ name, version: checkVersion(version.trim(), place, sink), flaws }, place, reading);
  }
}

interface Fix {
  readonly name: string;
  readonly version: string;
  readonly flaws: unknown;
}

function addFixes({ name, version, flaws }: Fix, place: FeedPlace, { sink, ecosystem, advisories }: Reading): void {
  // A version under which nobody has named a flaw yet has `null`.
  if (!Array.isArray(flaws) && flaws !== null) sink(oddPart(place, "no-flaws", noFlaws));
  const row: AffectedPackage = {
    ecosystem,
    name,
    names: "source",
    status: version === "0" ? "not-affected" : "fixed",
    ranges: version === "0" ? [] : [{ fixed: version }],
    versions: [],
  };
  const texts: readonly unknown[] = Array.isArray(flaws) ? flaws : [];
  for (const text of texts) {
    const ids = typeof text === "string" ? readSecdbFlaws(text) : [];
    if (ids.length === 0) sink(oddPart(place, "no-flaws", noFlaws));
    const details = typeof text === "string" && text.trim() !== ids[0] ? { details: text.trim() } : {};
    for (const id of ids) advisories.add(id, [row], details);
  }
}

const noFlaws = {
  en: "Expected the names of flaws, got something else. It is left out.",
  ja: "脆弱性の名前を想定しましたが、違う内容でした。この部分は使用しません。",
};

/** Versions typed with a dot before the release, `10.2.26.r0`, mean a hyphen. */
function checkVersion(version: string, place: FeedPlace, sink: FeedSink): string {
  const repaired = version.replace(/\.r(?=\d+$)/, "-r");
  const isOrdered = apk.parse(repaired) !== undefined;
  if (repaired === version && isOrdered) return version;
  const shown = showValue(version);
  const meaning = isOrdered
    ? { en: `It is read as "${repaired}".`, ja: `「${repaired}」として扱います。` }
    : { en: "No version can be compared with it.", ja: "このバージョンとは比較できません。" };
  sink(
    oddPart(place, "odd-version", {
      en: `Expected a version of apk, got ${shown.en}. ${meaning.en}`,
      ja: `apk のバージョンを想定しましたが、${shown.ja}でした。${meaning.ja}`,
    }),
  );
  return isOrdered ? repaired : version;
}
