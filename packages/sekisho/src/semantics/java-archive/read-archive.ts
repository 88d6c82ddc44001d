import { createHash } from "node:crypto";
import { parseManifest } from "../../formats/java-manifest/parse-manifest.ts";
import { parseProperties } from "../../formats/java-properties/parse-properties.ts";
import { readZipEntry } from "../../formats/zip/read-entry.ts";
import { readZip, type ZipEntry } from "../../formats/zip/read-zip.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FoundPackage } from "../../model/package.ts";
import { isUsableIdentity } from "../package-identity/usable-identity.ts";
import { identifyArchive, type MavenCoordinates } from "./archive-identity.ts";
import { isArchiveName, isDocumentation } from "./archive-name.ts";
import { createArchiveProblems, describeLimit } from "./archive-problems.ts";

/** How far archives in archives are followed. */
export interface ArchiveLimits {
  /** Archives around an archive; 0 for one that lies in no other. */
  readonly maxDepth: number;
  /** Bytes of one archive in another. */
  readonly maxArchiveBytes: number;
  /** Bytes that are taken out of the archives of one file: archives in it and what is read of them together. */
  readonly maxInnerBytes: number;
  /** Archives in one file, on all depths. */
  readonly maxArchives: number;
}

/** What the archives in one file are. */
export interface ArchiveContent {
  readonly packages: readonly FoundPackage[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An archive that is still to be read. */
interface PendingArchive {
  readonly bytes: Buffer;
  /** From the outermost archive, `!/` between archives; the empty text for that one. */
  readonly innerPath: string;
  readonly depth: number;
}

const manifestName = "META-INF/MANIFEST.MF";
const coordinatesPattern = /^META-INF\/maven\/([^/]+)\/([^/]+)\/pom\.properties$/;
const maxManifestBytes = 4 * 1024 * 1024;
const maxPropertiesBytes = 64 * 1024;

/**
 * Identifies a Java archive and all archives in it, in memory: depth first, each one's bytes are given up before the next.
 *
 * Whatever is broken or beyond a limit is a diagnostic; everything else is read.
 */
export function readJavaArchive(bytes: Buffer, path: string, limits: ArchiveLimits): ArchiveContent {
  const packages: FoundPackage[] = [];
  const problems = createArchiveProblems(path);
  const stack: (() => PendingArchive | undefined)[] = [() => ({ bytes, innerPath: "", depth: 0 })];
  let innerBytes = 0;
  let archives = 0;
  const read = (archive: PendingArchive, entry: ZipEntry, maxBytes: number): Buffer | undefined => {
    if (entry.size > limits.maxInnerBytes - innerBytes) {
      problems.addOnce(archive.innerPath, describeLimit("maxInnerBytes", limits.maxInnerBytes));
      return undefined;
    }
    // Stored bytes count, too: entries may overlap. What proves wrong counts as well, for it was work.
    innerBytes += entry.size;
    const content = readZipEntry(archive.bytes, entry, maxBytes);
    if (content.kind === "content") return content.bytes;
    problems.add(archive.innerPath, content.problem);
    return undefined;
  };
  while (stack.length > 0) {
    const archive = stack.pop()?.();
    if (archive === undefined) continue;
    archives += 1;
    if (archives > limits.maxArchives) {
      problems.addOnce("", describeLimit("maxArchives", limits.maxArchives));
      break;
    }
    const zip = readZip(archive.bytes, isWanted);
    for (const problem of zip.problems) problems.add(archive.innerPath, problem);
    const inner = zip.entries.filter((entry) => isArchiveName(entry.name) && !isDocumentation(entry.name));
    packages.push(...identify(archive, zip.entries, path, read));
    if (inner.length > 0 && archive.depth === limits.maxDepth) {
      problems.addOnce(joinInnerPath(archive, inner[0]), describeLimit("maxDepth", limits.maxDepth));
      continue;
    }
    for (const entry of inner.toReversed()) {
      stack.push(() => {
        const content = read(archive, entry, limits.maxArchiveBytes);
        if (content === undefined) return undefined;
        return { bytes: content, innerPath: joinInnerPath(archive, entry), depth: archive.depth + 1 };
      });
    }
  }
  return { packages, diagnostics: problems.list() };
}

function isWanted(name: string): boolean {
  if (name.startsWith("META-INF/") && (name === manifestName || coordinatesPattern.test(name))) return true;
  return isArchiveName(name) && !name.endsWith("/");
}

function joinInnerPath(archive: PendingArchive, entry: ZipEntry | undefined): string {
  const name = entry?.name ?? "";
  return archive.innerPath === "" ? name : `${archive.innerPath}!/${name}`;
}

function identify(
  archive: PendingArchive,
  entries: readonly ZipEntry[],
  path: string,
  read: (archive: PendingArchive, entry: ZipEntry, maxBytes: number) => Buffer | undefined,
): readonly FoundPackage[] {
  const manifestEntry = entries.find(({ name }) => name === manifestName);
  const manifestBytes = manifestEntry && read(archive, manifestEntry, maxManifestBytes);
  const coordinates: MavenCoordinates[] = [];
  for (const entry of entries) {
    const [, group, artifact] = coordinatesPattern.exec(entry.name) ?? [];
    if (group === undefined || artifact === undefined) continue;
    const bytes = read(archive, entry, maxPropertiesBytes);
    const found = bytes && readCoordinates(bytes, { group, artifact });
    if (found !== undefined) coordinates.push(found);
  }
  const packages = identifyArchive({
    path: archive.innerPath === "" ? path : archive.innerPath,
    manifest: manifestBytes === undefined ? new Map() : parseManifest(manifestBytes),
    coordinates,
  });
  return packages.map((found) => ({
    ...found,
    // Where names are guessed, the checksum lets a database of archives say which one it is.
    ...(found.confidence !== undefined && { hashes: [{ algorithm: "sha1" as const, value: sha1(archive.bytes) }] }),
    ...(archive.innerPath !== "" && { innerPath: archive.innerPath }),
  }));
}

/** Reads a `pom.properties`; its place says group and artifact where the file does not. */
function readCoordinates(
  bytes: Buffer,
  place: { readonly group: string; readonly artifact: string },
): MavenCoordinates | undefined {
  const properties = parseProperties(bytes);
  const version = properties.get("version")?.trim() ?? "";
  const group = properties.get("groupId")?.trim() || place.group;
  const artifact = properties.get("artifactId")?.trim() || place.artifact;
  if (![group, artifact, version].every((text) => isUsableIdentity(text) && !text.includes("${"))) return undefined;
  return { group, artifact, version };
}

function sha1(bytes: Buffer): string {
  return createHash("sha1").update(bytes).digest("hex");
}
