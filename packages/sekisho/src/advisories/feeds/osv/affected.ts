import {
  findObject,
  findText,
  isJsonObject,
  type JsonObject,
  listOf,
  textsOf,
} from "../../../formats/json/json-value.ts";
import type { AdvisoryStatus, AffectedPackage } from "../../../model/advisory.ts";
import { normalisePackageName } from "../../package-name.ts";
import { compareIn } from "../compare-in.ts";
import type { FeedSink } from "../define.ts";
import { type FeedPlace, oddPart, showValue } from "../feed-problem.ts";
import { rateByWords } from "../rating-words.ts";
import { findOsvEcosystem, type OsvEcosystem } from "./ecosystems.ts";
import { readOsvRanges } from "./ranges.ts";

/** Gives what a record says of one package; nothing for packages that we have no ecosystem for. */
export function readOsvAffected(value: unknown, place: FeedPlace, sink: FeedSink): readonly AffectedPackage[] {
  const affected = isJsonObject(value) ? value : {};
  const named = findObject(affected, "package") ?? {};
  const ecosystemName = findText(named, "ecosystem");
  const name = findText(named, "name");
  const ecosystem = ecosystemName === undefined ? undefined : findOsvEcosystem(ecosystemName);
  if (name === undefined || ecosystem === undefined) {
    sink(
      oddPart({ ...place, pointer: `${place.pointer}/package` }, "unknown-ecosystem", unknownPackage(ecosystemName)),
    );
    return [];
  }
  const compare = (left: string, right: string) => compareIn(ecosystem.ecosystem, left, right);
  const { ranges, doubtful, oddities } = readOsvRanges(affected, compare);
  for (const { pointer, message } of oddities) {
    sink(oddPart({ ...place, pointer: `${place.pointer}${pointer}` }, "odd-range", message));
  }
  const versions = textsOf(affected, "versions");
  const base = describePackage(affected, ecosystem, name);
  const rows: AffectedPackage[] = [];
  if (ranges.length > 0 || versions.length > 0) {
    const status: AdvisoryStatus = ranges.some(({ fixed }) => fixed !== undefined) ? "fixed" : "affected";
    rows.push({ ...base, status, ranges, versions });
  } else if (doubtful.length === 0) {
    sink(oddPart(place, "no-versions", noVersions));
    rows.push({ ...base, status: "under-investigation", ranges: [{}], versions: [] });
  }
  if (doubtful.length > 0) rows.push({ ...base, status: "under-investigation", ranges: doubtful, versions: [] });
  return rows;
}

const noVersions = {
  en: "Expected versions or ranges of versions, got none. The package counts as possibly affected in every version.",
  ja: "バージョンまたはその範囲を想定しましたが、ありませんでした。このパッケージは、全バージョンが影響を受ける可能性があるものとして扱います。",
};

function unknownPackage(ecosystem: string | undefined) {
  const shown = showValue(ecosystem);
  return {
    en: `Expected a package of an ecosystem that Sekisho knows, got the ecosystem ${shown.en}. The package is left out.`,
    ja: `Sekisho が扱うエコシステムのパッケージを想定しましたが、エコシステムは${shown.ja}でした。このパッケージは使用しません。`,
  };
}

function describePackage(affected: JsonObject, { ecosystem, names, channel }: OsvEcosystem, name: string) {
  const specific = findObject(affected, "ecosystem_specific") ?? {};
  const words = findText(specific, "urgency") ?? findText(specific, "severity");
  const imports = readImports(specific);
  return {
    ecosystem,
    name: normalisePackageName(ecosystem, name),
    names,
    ...(channel === undefined ? {} : { channel }),
    ...(words === undefined ? {} : { rating: rateByWords(words) }),
    ...(imports.length === 0 ? {} : { imports }),
  };
}

type Imports = NonNullable<AffectedPackage["imports"]>;

/** Go names packages with symbols; RustSec names functions by their path. */
function readImports(specific: JsonObject): Imports {
  const paths = listOf(specific, "imports")
    .filter(isJsonObject)
    .flatMap((entry) => {
      const path = findText(entry, "path");
      return path === undefined ? [] : [{ path, symbols: textsOf(entry, "symbols") }];
    });
  const functions = textsOf(findObject(specific, "affects") ?? {}, "functions");
  return [...paths, ...functions.map(splitFunction)];
}

/** `openssl::ssl::Ssl::new` is the symbol `new` of `openssl::ssl::Ssl`. */
function splitFunction(path: string): Imports[number] {
  const at = path.lastIndexOf("::");
  return at === -1 ? { path, symbols: [] } : { path: path.slice(0, at), symbols: [path.slice(at + 2)] };
}
