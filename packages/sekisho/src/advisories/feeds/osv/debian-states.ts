import { findObject, isJsonObject, type JsonObject, listOf } from "../../../formats/json/json-value.ts";
import type { AffectedPackage } from "../../../model/advisory.ts";
import { findDebianVersion } from "../../../semantics/distribution/support-products.ts";
import type { FeedSink } from "../define.ts";
import { oddPart } from "../feed-problem.ts";

const stateWords: ReadonlyMap<string, AffectedPackage["status"]> = new Map<string, AffectedPackage["status"]>([
  ["end-of-life", "end-of-life"],
  ["not-affected", "not-affected"],
  ["no-dsa", "affected"],
  ["ignored", "will-not-fix"],
  ["postponed", "affected"],
  ["undetermined", "under-investigation"],
  ["unfixed", "affected"],
]);

/** Gives what Debian's lists of advisories say of releases beside versions: `{ release, package, state }`. */
export function readDebianStates(record: JsonObject, path: string, sink: FeedSink): readonly AffectedPackage[] {
  const states = listOf(findObject(record, "database_specific") ?? {}, "states");
  return states.flatMap((state, index) => {
    const { release, package: name, state: word } = isJsonObject(state) ? state : {};
    const version = typeof release === "string" ? (findDebianVersion(release) ?? oldReleases.get(release)) : undefined;
    const status = typeof word === "string" ? stateWords.get(word) : undefined;
    if (version === undefined || status === undefined || typeof name !== "string") {
      sink(oddPart({ path, pointer: `/database_specific/states/${index}` }, "unknown-state", unknownState));
      return [];
    }
    const ranges = status === "not-affected" ? [] : [{}];
    return [{ ecosystem: `debian:${version}`, name, names: "source" as const, status, ranges, versions: [] }];
  });
}

/** Releases that were out of support before anybody asked for their version. */
const oldReleases: ReadonlyMap<string, string> = new Map([
  ["sarge", "3.1"],
  ["woody", "3.0"],
]);

const unknownState = {
  en: "Expected a release of Debian, a package and a known state, got something else. The state is left out.",
  ja: "Debian のリリース、パッケージ、既知の状態を想定しましたが、違う内容でした。この状態は使用しません。",
};
