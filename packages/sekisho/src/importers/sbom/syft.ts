import { findObject, findText, isJsonObject, type JsonObject, listOf, textsOf } from "../../formats/json/json-value.ts";
import type { JsonHandling, JsonPlace } from "../../formats/json-stream/json-splitter.ts";
import type { SourcePackage } from "../../model/package.ts";
import type { PackageCollector } from "./package-collector.ts";
import { relativePath } from "./package-record.ts";

const opened = new Set(["", "/artifacts", "/artifactRelationships"]);
const taken = new Set(["/artifacts/*", "/artifactRelationships/*", "/distro", "/descriptor", "/schema"]);

/** Says what is read of Syft's own JSON. */
export function handleSyft(pattern: string): JsonHandling {
  if (opened.has(pattern)) return "open";
  return taken.has(pattern) ? "take" : "skip";
}

/** Reads one part of Syft's own JSON. Source: Syft's JSON schema, versions 1 to 16. */
export function readSyft(
  { pattern, pointer }: Pick<JsonPlace, "pattern" | "pointer">,
  value: unknown,
  collector: PackageCollector,
): void {
  if (!isJsonObject(value)) return;
  if (pattern === "/artifacts/*") readArtifact(value, pointer, collector);
  else if (pattern === "/artifactRelationships/*") readRelationship(value, collector);
  else if (pattern === "/distro") readDistro(value, collector);
  else if (pattern === "/schema") {
    const major = findText(value, "version")?.split(".")[0] ?? "1";
    collector.facts.origin = { ...collector.facts.origin, format: `syft@${major}` };
  } else if (pattern === "/descriptor") {
    const tool = [findText(value, "name") ?? "syft", findText(value, "version")].filter((part) => part !== undefined);
    collector.facts.origin = { ...collector.facts.origin, tool: tool.join(" ") };
  }
}

function readArtifact(artifact: JsonObject, pointer: string, collector: PackageCollector): void {
  const ref = findText(artifact, "id") ?? "";
  const purl = findText(artifact, "purl");
  const version = findText(artifact, "version");
  const foundBy = findText(artifact, "foundBy");
  const source = sourceOf(findObject(artifact, "metadata") ?? {}, version ?? "");
  collector.add({
    ref,
    place: { pointer },
    ...(purl === undefined ? {} : { purl }),
    name: findText(artifact, "name") ?? "",
    isFullName: true,
    ...(version === undefined ? {} : { version }),
    licenses: listOf(artifact, "licenses").flatMap(licenseOf),
    hashes: [],
    properties: foundBy === undefined ? [] : [{ name: "sekisho:foundBy", value: `syft:${foundBy}` }],
    locations: listOf(artifact, "locations").flatMap((location) => {
      const path = isJsonObject(location) ? findText(location, "path") : undefined;
      return path === undefined ? [] : [{ path: relativePath(path) }];
    }),
    ...(source === undefined ? {} : { source }),
  });
}

/** Older schemas have texts, newer ones objects. */
function licenseOf(license: unknown): readonly string[] {
  if (typeof license === "string") return license === "" ? [] : [license];
  if (!isJsonObject(license)) return [];
  const text = findText(license, "spdxExpression") ?? findText(license, "value");
  return text === undefined ? [] : [text];
}

function sourceOf(metadata: JsonObject, version: string): SourcePackage | undefined {
  const name = findText(metadata, "source") ?? findText(metadata, "originPackage");
  return name === undefined ? undefined : { name, version: findText(metadata, "sourceVersion") ?? version };
}

function readRelationship(relationship: JsonObject, collector: PackageCollector): void {
  const parent = findText(relationship, "parent");
  const child = findText(relationship, "child");
  const isNeed = findText(relationship, "type") === "dependency-of";
  // "parent is a dependency of child".
  if (isNeed && parent !== undefined && child !== undefined) collector.references.addNeed(child, parent);
}

function readDistro(distro: JsonObject, collector: PackageCollector): void {
  const id = findText(distro, "id") ?? findText(distro, "name")?.toLowerCase();
  if (id === undefined) return;
  const version = findText(distro, "versionID") ?? findText(distro, "version");
  const codename = findText(distro, "versionCodename");
  const prettyName = findText(distro, "prettyName");
  collector.facts.distribution = {
    id,
    idLike: textsOf(distro, "idLike"),
    ...(version === undefined ? {} : { version }),
    ...(codename === undefined ? {} : { codename }),
    ...(prettyName === undefined ? {} : { prettyName }),
  };
}
