import { findObject, findText, isJsonObject, type JsonObject } from "../../../formats/json/json-value.ts";
import type { AdvisorySource, AdvisoryStatus, AffectedPackage } from "../../../model/advisory.ts";
import { findDebianVersion } from "../../../semantics/distribution/support-products.ts";
import { type CollectedAdvisories, collectAdvisories } from "../collected-advisories.ts";
import { defineFeed, type FeedContext, type FeedReader, type FeedSink } from "../define.ts";
import { oddPart, showValue, wrongRecord } from "../feed-problem.ts";
import { openJsonRecords } from "../json-records.ts";
import { rateByWords } from "../rating-words.ts";

const source: AdvisorySource = {
  id: "debian-tracker",
  name: "Debian Security Tracker",
  license: "terms not stated by the publisher",
  attribution: "Debian Security and LTS teams",
};

/**
 * Reads the document of Debian's security tracker: what every release says of every flaw of a source package.
 *
 * The document is ordered by package, an advisory by flaw: rows are held until the end, about 100 MB of them.
 * Source: Debian Security Tracker documentation, "Severity levels" and "The CVE list".
 */
export const tracker = defineFeed({
  id: "debian/tracker",
  sources: [source],
  reads: ["Debian Security Tracker JSON (tracker/data/json)"],
  open: openTracker,
});

interface Reading extends FeedContext {
  readonly sink: FeedSink;
  readonly advisories: CollectedAdvisories;
}

function openTracker(context: FeedContext, sink: FeedSink): FeedReader {
  const reading = { ...context, sink, advisories: collectAdvisories(source.id) };
  let flaws = 0;
  return openJsonRecords(context, sink, {
    handle: (pattern) => (depthOf(pattern) < 2 ? "open" : "take"),
    onRecord({ pointer }, value) {
      flaws++;
      convertFlaw(pointer, value, reading);
    },
    onEnd() {
      if (flaws === 0) sink(wrongRecord({ path: context.path, pointer: "" }, expectedPackages, undefined));
      reading.advisories.give(sink);
    },
  });
}

const expectedPackages = { en: "packages with their flaws", ja: "脆弱性を持つパッケージ" };

/** `/openssl` has depth 1, `/openssl/CVE-2024-0727` depth 2. */
function depthOf(pattern: string): number {
  return pattern.split("/").length - 1;
}

function convertFlaw(pointer: string, value: unknown, { path, sink, advisories }: Reading): void {
  const [, name = "", id = ""] = pointer.split("/");
  const releases = isJsonObject(value) ? findObject(value, "releases") : undefined;
  if (!isJsonObject(value) || releases === undefined || name === "" || id === "") {
    const expected = { en: "what releases say of a flaw", ja: "脆弱性に対する各リリースの状態" };
    sink(wrongRecord({ path, pointer }, expected, value));
    return;
  }
  const rows = Object.entries(releases).flatMap(([codename, state]) => {
    const row = isJsonObject(state) ? readRelease(name, codename, state) : undefined;
    if (row === undefined) sink(unknownState({ path, pointer: `${pointer}/releases/${codename}` }, state));
    return row ?? [];
  });
  const description = findText(value, "description");
  advisories.add(id, rows, {
    ...(description === undefined ? {} : { details: description }),
    references: [`https://security-tracker.debian.org/tracker/${id}`],
  });
}

function readRelease(name: string, codename: string, state: JsonObject): AffectedPackage | undefined {
  const status = findStatus(state);
  if (status === undefined) return undefined;
  const fixed = findText(state, "fixed_version");
  const urgency = findText(state, "urgency");
  return {
    ecosystem: `debian:${findDebianVersion(codename) ?? codename}`,
    name,
    names: "source",
    status,
    ranges: rangesOf(status, fixed),
    versions: [],
    ...(urgency === undefined ? {} : { rating: rateByWords(urgency) }),
  };
}

function rangesOf(status: AdvisoryStatus, fixed: string | undefined): AffectedPackage["ranges"] {
  if (status === "not-affected") return [];
  return status === "fixed" && fixed !== undefined ? [{ fixed }] : [{}];
}

/** `open` packages are told apart by why nobody has repaired them; version `0` says that no version was affected. */
function findStatus(state: JsonObject): AdvisoryStatus | undefined {
  switch (state["status"]) {
    case "resolved":
      if (findText(state, "fixed_version") === undefined) return undefined;
      return state["fixed_version"] === "0" ? "not-affected" : "fixed";
    case "open":
      if (state["urgency"] === "end-of-life") return "end-of-life";
      return state["nodsa_reason"] === "ignored" ? "will-not-fix" : "affected";
    case "undetermined":
      return "under-investigation";
    default:
      return undefined;
  }
}

function unknownState(place: { readonly path: string; readonly pointer: string }, state: unknown) {
  const got = isJsonObject(state) ? state["status"] : state;
  const shown = showValue(got);
  return oddPart(place, "unknown-state", {
    en: `Expected the status open, undetermined, or resolved with a version, got ${shown.en}. The release is left out.`,
    ja: `open、undetermined、またはバージョンを伴う resolved の状態を想定しましたが、${shown.ja}でした。このリリースは使用しません。`,
  });
}
