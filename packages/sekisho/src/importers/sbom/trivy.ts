import { findObject, findText, isJsonObject, type JsonObject, listOf, textsOf } from "../../formats/json/json-value.ts";
import type { JsonHandling, JsonPlace } from "../../formats/json-stream/json-splitter.ts";
import type { PackageLocation } from "../../model/package.ts";
import { formatPackageUrl } from "../../semantics/package-url/package-url.ts";
import type { DocumentCollector } from "./document-collector.ts";
import { joinVersion } from "./foreign-properties.ts";
import type { PackageCollector } from "./package-collector.ts";
import { relativePath, toHash } from "./package-record.ts";

const opened = new Set(["", "/Results", "/Results/*", "/Results/*/Packages"]);
const taken = new Set([
  "/SchemaVersion",
  "/Metadata",
  "/Trivy",
  "/Results/*/Target",
  "/Results/*/Type",
  "/Results/*/Packages/*",
]);

/** Says what is read of Trivy's own JSON. */
export function handleTrivy(pattern: string): JsonHandling {
  if (opened.has(pattern)) return "open";
  return taken.has(pattern) ? "take" : "skip";
}

/** Package URL types of what Trivy calls the type of a result. */
const typeOfResult: ReadonlyMap<string, string> = new Map([
  ...["npm", "node-pkg", "yarn", "pnpm", "bun"].map((type) => [type, "npm"] as const),
  ...["pip", "pipenv", "poetry", "uv", "python-pkg", "pylock"].map((type) => [type, "pypi"] as const),
  ...["gobinary", "gomod"].map((type) => [type, "golang"] as const),
  ...["jar", "pom", "gradle", "sbt"].map((type) => [type, "maven"] as const),
  ...["bundler", "gemspec"].map((type) => [type, "gem"] as const),
  ...["cargo", "rustbinary"].map((type) => [type, "cargo"] as const),
  ...["composer", "composer-vendor"].map((type) => [type, "composer"] as const),
  ...["nuget", "dotnet-core", "packages-props"].map((type) => [type, "nuget"] as const),
  ...["debian", "ubuntu"].map((type) => [type, "deb"] as const),
  ...["alpine", "wolfi", "chainguard", "minimos"].map((type) => [type, "apk"] as const),
  ...["alma", "amazon", "azurelinux", "cbl-mariner", "centos", "fedora", "opensuse", "opensuse-leap", "oracle"].map(
    (type) => [type, "rpm"] as const,
  ),
  ...["photon", "redhat", "rocky", "suse linux enterprise server"].map((type) => [type, "rpm"] as const),
  ["conan", "conan"],
  ["cocoapods", "cocoapods"],
  ["conda-pkg", "conda"],
  ["hex", "hex"],
  ["julia", "julia"],
  ["pub", "pub"],
  ["swift", "swift"],
]);

/** Reads Trivy's own JSON, result by result. Source: the report of Trivy, schema version 2. */
export class TrivyReport {
  readonly #collector: DocumentCollector;
  /** Of the result that is being read: file or system, and what kind it is. */
  #target = "";
  #type = "";

  constructor(collector: DocumentCollector) {
    this.#collector = collector;
  }

  /** Takes the next part of the document. */
  add({ pattern, pointer }: JsonPlace, value: unknown): void {
    const { facts } = this.#collector;
    if (pattern === "/Results/*/Target" && typeof value === "string") {
      this.#target = value;
      this.#type = "";
    } else if (pattern === "/Results/*/Type" && typeof value === "string") this.#type = value;
    else if (pattern === "/SchemaVersion" && typeof value === "number") {
      facts.origin = { ...facts.origin, format: `trivy@${value}` };
    }
    if (!isJsonObject(value)) return;
    if (pattern === "/Metadata") this.#readMetadata(value);
    else if (pattern === "/Trivy") {
      facts.origin = {
        ...facts.origin,
        tool: ["trivy", findText(value, "Version")].filter((part) => part !== undefined).join(" "),
      };
    } else if (pattern === "/Results/*/Packages/*") {
      readTrivyPackage(value, pointer, { target: this.#target, type: this.#type }, this.#collector);
    }
  }

  /** Says that the document ends here. */
  end(): void {
    if (this.#collector.size > 0) return;
    this.#collector.diagnostics.tell("no-packages", {
      en: "This report of Trivy lists no packages. Trivy writes them with --list-all-pkgs.",
      ja: "この Trivy のレポートにはパッケージの一覧がありません。Trivy を --list-all-pkgs 付きで実行すると出力されます。",
    });
  }

  #readMetadata(metadata: JsonObject): void {
    const system = findObject(metadata, "OS") ?? {};
    const id = findText(system, "Family");
    const version = findText(system, "Name");
    if (id === undefined) return;
    this.#collector.facts.distribution = { id, idLike: [], ...(version === undefined ? {} : { version }) };
  }
}

/** The result of a report of Trivy that packages stand in. */
interface TrivyResult {
  /** A file, or a system. */
  readonly target: string;
  /** What kind it is, in Trivy's words. */
  readonly type: string;
}

/** Reads an entry of a list of packages. Source: aquasecurity/trivy, pkg/fanal/types/package.go. */
export function readTrivyPackage(
  found: JsonObject,
  pointer: string,
  result: TrivyResult,
  collector: PackageCollector,
): void {
  const name = findText(found, "Name") ?? "";
  const version = versionOf(found, "");
  const ref = `${result.target}\n${findText(found, "ID") ?? `${name}@${version}`}`;
  for (const needed of textsOf(found, "DependsOn")) collector.references.addNeed(ref, `${result.target}\n${needed}`);
  const purl = findText(findObject(found, "Identifier") ?? {}, "PURL") ?? makeUrl(found, { name, version }, result);
  const source = findText(found, "SrcName");
  const vendor = findText(found, "Maintainer");
  const [algorithm, digest] = (findText(found, "Digest") ?? "").split(":");
  const relationship = findText(found, "Relationship");
  collector.add({
    ref,
    place: { pointer },
    ...(purl === undefined ? {} : { purl }),
    name,
    isFullName: true,
    version,
    licenses: textsOf(found, "Licenses"),
    hashes: toHash(algorithm, digest),
    ...(vendor === undefined ? {} : { vendor }),
    properties: [],
    locations: locationsOf(found, result),
    ...(source === undefined ? {} : { source: { name: source, version: versionOf(found, "Src") } }),
    ...(relationship === "direct" || relationship === "indirect" ? { isDirect: relationship === "direct" } : {}),
    ...(found["Dev"] === true ? { isDevelopment: true } : {}),
  });
}

/** Versions of Trivy before 0.47 wrote no package URLs. */
function makeUrl(
  found: JsonObject,
  { name, version }: { readonly name: string; readonly version: string },
  result: TrivyResult,
): string | undefined {
  const type = typeOfResult.get(result.type);
  if (type === undefined || name === "") return undefined;
  const cut = Math.max(name.lastIndexOf("/"), type === "maven" ? name.lastIndexOf(":") : -1);
  const isSystem = type === "deb" || type === "rpm" || type === "apk";
  const namespace = isSystem ? result.type : name.slice(0, Math.max(cut, 0));
  return formatPackageUrl({
    type,
    ...(namespace === "" ? {} : { namespace }),
    name: isSystem ? name : name.slice(cut + 1),
    version,
    qualifiers: { arch: findText(found, "Arch") ?? "" },
  });
}

/** Packages of a system have no path of their own; others lie in their file, or in the file that the result is of. */
function locationsOf(found: JsonObject, { target, type }: TrivyResult): readonly PackageLocation[] {
  const path = findText(found, "FilePath") ?? (type === "" || target === "" ? undefined : target);
  if (path === undefined) return [];
  const [place] = listOf(found, "Locations");
  const line = isJsonObject(place) ? place["StartLine"] : undefined;
  return [{ path: relativePath(path), ...(typeof line === "number" && line > 0 ? { line } : {}) }];
}

function versionOf(found: JsonObject, prefix: "" | "Src"): string {
  const epoch = found[`${prefix}Epoch`];
  return joinVersion({
    epoch: typeof epoch === "number" ? String(epoch) : undefined,
    version: findText(found, `${prefix}Version`) ?? "",
    release: findText(found, `${prefix}Release`),
  });
}
