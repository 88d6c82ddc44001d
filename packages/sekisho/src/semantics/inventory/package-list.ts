import type { Distribution } from "../../model/inventory.ts";
import type { Confidence, FoundPackage, Package, PackageHash, PackageLocation } from "../../model/package.ts";
import { packageUrlOf } from "../package-url/package-url-of.ts";
import { normaliseLicense } from "../spdx-licenses/normalise-license.ts";
import type { PlacedPackage } from "./placed-package.ts";

/** What a package's entry in the list needs beside what its files say. */
export interface PackageSettings {
  readonly distribution: Distribution | undefined;
  /** How many layers are the base image's; `undefined` when that is not known. */
  readonly baseLayers: number | undefined;
  /** Whether the target has layers: an index of one says something. */
  readonly hasLayers: boolean;
}

/** A package with its id and every file that tells of it. */
export interface ListedPackage {
  readonly id: string;
  readonly purl: string;
  readonly places: readonly PlacedPackage[];
}

/**
 * Gives one entry for each package, sorted by id. The id is the package URL; `#2`, `#3` … stand behind it where two
 * packages differ in what it does not say: letters in capitals, the source package.
 */
export function listPackages(
  placed: readonly PlacedPackage[],
  distribution: Distribution | undefined,
): readonly ListedPackage[] {
  const byUrl = new Map<string, Map<string, PlacedPackage[]>>();
  for (const place of placed) {
    const purl = packageUrlOf(place.found, distribution);
    const variants = byUrl.get(purl) ?? new Map<string, PlacedPackage[]>();
    byUrl.set(purl, variants);
    const key = identityOf(place.found);
    const same = variants.get(key);
    if (same === undefined) variants.set(key, [place]);
    else same.push(place);
  }
  const listed: ListedPackage[] = [];
  for (const [purl, variants] of byUrl) {
    const keys = [...variants.keys()].toSorted();
    for (const [index, key] of keys.entries()) {
      listed.push({ id: index === 0 ? purl : `${purl}#${index + 1}`, purl, places: variants.get(key) ?? [] });
    }
  }
  return listed.toSorted((left, right) => compareTexts(left.id, right.id));
}

function identityOf(found: FoundPackage): string {
  const { namespace = "", name, version, source } = found;
  return [namespace, name, version, source?.name ?? "", source?.version ?? ""].join("\n");
}

/** Joins what the files say of one package. */
export function toPackage(
  listed: ListedPackage,
  links: { readonly dependsOn: readonly string[]; readonly ownerOf: (place: PlacedPackage) => string | undefined },
  settings: PackageSettings,
): Package | undefined {
  const [first, ...others] = listed.places
    .map((place) => toLocation(place, links.ownerOf(place), settings))
    .toSorted(compareLocations);
  const [sample] = listed.places;
  if (first === undefined || sample === undefined) return undefined;
  const founds = listed.places.map(({ found }) => found);
  const { type, namespace, name, version } = sample.found;
  return {
    id: listed.id,
    purl: listed.purl,
    type,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    version,
    ...optionalFieldsOf(founds),
    licenses: licensesOf(founds),
    hashes: hashesOf(founds),
    foundBy: sortedOnce(listed.places.map(({ analyzer }) => analyzer)),
    confidence: bestConfidence(founds),
    locations: [first, ...withoutRepeats([first, ...others])],
    dependsOn: links.dependsOn,
    ...flagsOf(founds),
  };
}

function toLocation(place: PlacedPackage, owner: string | undefined, settings: PackageSettings): PackageLocation {
  const { found, path, layer } = place;
  const { baseLayers, hasLayers } = settings;
  return {
    path,
    ...(found.innerPath === undefined ? {} : { innerPath: found.innerPath }),
    ...(found.line === undefined ? {} : { line: found.line }),
    ...(found.columns === undefined ? {} : { columns: found.columns }),
    ...(hasLayers ? { layer } : {}),
    ...(hasLayers && baseLayers !== undefined ? { origin: layer < baseLayers ? "base-image" : "application" } : {}),
    ...(owner === undefined ? {} : { owner }),
  };
}

function compareLocations(left: PackageLocation, right: PackageLocation): number {
  return (
    compareTexts(left.path, right.path) ||
    (left.layer ?? 0) - (right.layer ?? 0) ||
    compareTexts(left.innerPath ?? "", right.innerPath ?? "") ||
    (left.line ?? 0) - (right.line ?? 0) ||
    (left.columns?.[0] ?? 0) - (right.columns?.[0] ?? 0)
  );
}

/** Gives the locations behind the first that differ from the one before. */
function withoutRepeats(sorted: readonly PackageLocation[]): readonly PackageLocation[] {
  return sorted.filter((location, index) => {
    const before = sorted[index - 1];
    return before !== undefined && compareLocations(before, location) !== 0;
  });
}

function licensesOf(founds: readonly FoundPackage[]): readonly string[] {
  return sortedOnce(
    founds.flatMap(({ licenses, type }) => (licenses ?? []).map((text) => normaliseLicense(text, type))),
  );
}

function hashesOf(founds: readonly FoundPackage[]): readonly PackageHash[] {
  const byText = new Map<string, PackageHash>();
  for (const hash of founds.flatMap((found) => found.hashes ?? [])) byText.set(`${hash.algorithm} ${hash.value}`, hash);
  return [...byText.keys()].toSorted().flatMap((key) => byText.get(key) ?? []);
}

const confidences: readonly Confidence[] = ["certain", "likely", "possible"];

function bestConfidence(founds: readonly FoundPackage[]): Confidence {
  return confidences.find((level) => founds.some(({ confidence = "certain" }) => confidence === level)) ?? "certain";
}

/** A package that one place names directly is direct; one that every place needs for development only is that. */
function flagsOf(founds: readonly FoundPackage[]): Pick<Package, "isDirect" | "isDevelopment"> {
  const direct = founds.map(({ isDirect }) => isDirect).filter((value) => value !== undefined);
  return {
    ...(direct.length === 0 ? {} : { isDirect: direct.includes(true) }),
    ...(founds.every(({ isDevelopment }) => isDevelopment === true) ? { isDevelopment: true } : {}),
  };
}

/** Gives each field from the first place that has it. */
function optionalFieldsOf(
  founds: readonly FoundPackage[],
): Pick<Package, "architecture" | "source" | "vendor" | "module" | "files"> {
  const architecture = founds.find((found) => found.architecture !== undefined)?.architecture;
  const source = founds.find((found) => found.source !== undefined)?.source;
  const vendor = founds.find((found) => found.vendor !== undefined)?.vendor;
  const module = founds.find((found) => found.module !== undefined)?.module;
  const files = founds.find((found) => found.files !== undefined)?.files;
  return {
    ...(architecture === undefined ? {} : { architecture }),
    ...(source === undefined ? {} : { source }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(module === undefined ? {} : { module }),
    ...(files === undefined ? {} : { files }),
  };
}

function sortedOnce(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
