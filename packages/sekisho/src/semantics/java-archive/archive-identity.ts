import type { Confidence, FoundPackage } from "../../model/package.ts";
import { isUsableIdentity } from "../package-identity/usable-identity.ts";
import { parseArchiveName } from "./archive-name.ts";
import { findKnownGroup } from "./known-groups.ts";

/** What an archive says of itself. */
export interface ArchiveMetadata {
  /** Its name, with or without folders. */
  readonly path: string;
  /** Main attributes of the manifest by their names in lower case. */
  readonly manifest: ReadonlyMap<string, string>;
  /** One for each `pom.properties`: of the archive itself, or of others that were packed into it. */
  readonly coordinates: readonly MavenCoordinates[];
}

/** Group, artifact and version of Maven. */
export interface MavenCoordinates {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
}

const groupPattern = /^[A-Za-z][\w-]*(?:\.[\w-]+)+$/;

/**
 * Gives the packages in an archive: itself first, then those that were packed into it (shaded).
 *
 * Maven's metadata are certain. Of several, the archive's own are those whose artifact its name starts with. Without
 * them the manifest and the name tell: `likely` where the manifest confirms what the name says or a group is known for the
 * artifact, `possible` for the name or the manifest alone. An archive that nobody gave a version is no package.
 */
export function identifyArchive(metadata: ArchiveMetadata): readonly FoundPackage[] {
  const own = findOwnCoordinates(metadata);
  const shaded = metadata.coordinates.filter((coordinates) => coordinates !== own).map(toPackage);
  const licenses = readBundleLicense(metadata.manifest.get("bundle-license"));
  const vendor = metadata.manifest.get("implementation-vendor");
  const first = own === undefined ? guessPackage(metadata) : toPackage(own);
  if (first === undefined) return shaded;
  // A guess adds nothing where the same artifact was packed in under its full name.
  if (own === undefined && shaded.some(({ name }) => name === first.name)) return shaded;
  const described = {
    ...first,
    ...(licenses.length > 0 && { licenses }),
    ...(vendor !== undefined && vendor !== "" && { vendor }),
  };
  return [described, ...shaded];
}

function toPackage(coordinates: MavenCoordinates): FoundPackage {
  return { type: "maven", namespace: coordinates.group, name: coordinates.artifact, version: coordinates.version };
}

/**
 * Finds the coordinates of the archive itself: those with the longest artifact that its name starts with, else the only
 * ones with its version, else the only ones of an archive whose name has no version (`app.jar` in many images).
 */
function findOwnCoordinates({ path, manifest, coordinates }: ArchiveMetadata): MavenCoordinates | undefined {
  const name = parseArchiveName(path);
  let own: MavenCoordinates | undefined;
  for (const candidate of coordinates) {
    if (!startsWithArtifact(name.base, candidate)) continue;
    if (own === undefined || candidate.artifact.length > own.artifact.length) own = candidate;
  }
  if (own !== undefined) return own;
  const version = name.version ?? declaredVersion(manifest);
  const sameVersion = coordinates.filter((candidate) => version?.startsWith(candidate.version) === true);
  if (sameVersion.length === 1) return sameVersion[0];
  return coordinates.length === 1 && name.version === undefined ? coordinates[0] : undefined;
}

/** Says whether a name starts with an artifact and its version, as Maven and OSGi (`GROUP.ARTIFACT-VERSION`) write them. */
function startsWithArtifact(base: string, { group, artifact, version }: MavenCoordinates): boolean {
  if (base === artifact) return true;
  return [
    `${artifact}-${version}`,
    `${artifact}.${version}`,
    `${artifact}_${version}`,
    `${group}.${artifact}-${version}`,
  ].some((start) => base.startsWith(start));
}

function guessPackage({ path, manifest }: ArchiveMetadata): FoundPackage | undefined {
  const name = parseArchiveName(path);
  const declared = declaredVersion(manifest);
  const version = name.version === undefined ? declared : withoutClassifier(name.version, declared);
  const artifact = name.version === undefined ? declaredArtifact(manifest, name.artifact) : name.artifact;
  if (version === undefined || artifact === undefined) return undefined;
  if (!isUsableIdentity(artifact) || !isUsableIdentity(version)) return undefined;
  const group = findKnownGroup(artifact, version) ?? declaredGroup(manifest, artifact);
  const isConfirmed = group !== undefined && (name.version === undefined || isSameVersion(declared, version));
  const confidence: Confidence = isConfirmed ? "likely" : "possible";
  return { type: "maven", ...(group !== undefined && { namespace: group }), name: artifact, version, confidence };
}

/** Says whether a manifest does not contradict a version: bundles write `1.70.0` and `1.9.0-release-358` of 1.70 and 1.9.0. */
function isSameVersion(declared: string | undefined, version: string): boolean {
  return (
    declared === undefined ||
    declared === version ||
    [".", "-"].some((next) => declared.startsWith(`${version}${next}`))
  );
}

/** Removes what stands behind the version that the manifest names: `4.1.0-linux-x86_64` of 4.1.0. */
function withoutClassifier(version: string, declared: string | undefined): string {
  return declared !== undefined && version.startsWith(`${declared}-`) ? declared : version;
}

function declaredVersion(manifest: ReadonlyMap<string, string>): string | undefined {
  return ["implementation-version", "bundle-version", "plugin-version", "specification-version"]
    .map((name) => manifest.get(name)?.trim())
    .find(
      (version) => version !== undefined && isUsableIdentity(version) && /\d/.test(version) && !version.includes("${"),
    );
}

function declaredArtifact(manifest: ReadonlyMap<string, string>, base: string): string | undefined {
  const names = [manifest.get("short-name"), manifest.get("implementation-title"), base];
  return names.find((name) => name !== undefined && /^[A-Za-z][\w-]*$/.test(name));
}

function declaredGroup(manifest: ReadonlyMap<string, string>, artifact: string): string | undefined {
  const declared = [manifest.get("group-id"), manifest.get("implementation-vendor-id")];
  const found = declared.find((group) => group !== undefined && groupPattern.test(group));
  if (found !== undefined) return found;
  for (const dotted of [symbolicName(manifest), manifest.get("automatic-module-name")]) {
    const group = dotted === undefined ? undefined : groupOf(dotted, artifact);
    if (group !== undefined) return group;
  }
  return undefined;
}

function symbolicName(manifest: ReadonlyMap<string, string>): string | undefined {
  return manifest.get("bundle-symbolicname")?.split(";")[0]?.trim();
}

/** Gives the group of `com.example.group.artifact`: what stands before the artifact. */
function groupOf(dotted: string, artifact: string): string | undefined {
  const plain = dotted.toLowerCase();
  for (const ending of [artifact, artifact.replaceAll("-", "."), artifact.slice(artifact.lastIndexOf("-") + 1)]) {
    if (!plain.endsWith(`.${ending.toLowerCase()}`)) continue;
    const group = dotted.slice(0, -ending.length - 1);
    if (groupPattern.test(group)) return group;
  }
  return undefined;
}

/** Reads `Bundle-License`: names or addresses with attributes behind `;`, several with a comma between. */
function readBundleLicense(value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  return value
    .split(",")
    .map((license) => (license.split(";")[0] ?? "").trim().replaceAll('"', ""))
    .filter((license) => license !== "" && license.length <= 256);
}
