import { closeSync, type Dirent, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join, relative } from "node:path";
import { matchesPathOrParent, type PathPattern } from "../../model/path-pattern.ts";
import type { Text } from "../../model/text.ts";
import {
  chartFileName,
  type DocumentPlace,
  findKustomizationName,
  isChartDocument,
  placeBelowChart,
} from "./chart-places.ts";
import { judgeName, looksLikeDockerfile } from "./dockerfile-names.ts";
import { findOuterRules, type IgnoreRules, isIgnored, readIgnoreFile, slashed } from "./ignore-rules.ts";
import { findLostLink } from "./lost-link.ts";
import { refuseFailedRead } from "./read-file.ts";

/** Directories that hold no sources of the user, left out whether git ignores them or not. */
const skippedDirectories: readonly string[] = [".git", ".hg", ".svn", "node_modules"];

/** Larger files whose name tells nothing are not opened. */
const maxSniffedFileBytes = 65_536;
/** So much of a file decides whether it is a Dockerfile. */
const sniffedBytes = 4_096;
/** What Kubernetes' objects are written in. */
const documentName = /\.(?:ya?ml|json)$/i;
/** Directories below each other; deeper ones are reported. */
const maxDepth = 128;

/** What a walk obeys. */
export interface DiscoveryOptions {
  /** Paths to leave out, relative to `excludeBase`. */
  readonly exclude: readonly PathPattern[];
  /** Absolute. */
  readonly excludeBase: string;
}

/** A directory that could not be read, or a Dockerfile behind a link that is not followed. */
export interface UnreadPlace {
  /** Absolute. */
  readonly path: string;
  readonly message: Text;
}

/** What a walk found. */
export interface Discovery {
  /** Dockerfiles, absolute, in the order of their paths. */
  readonly files: readonly string[];
  /** YAML and JSON files, absolute, in the order of their paths: what is in them is not known yet. */
  readonly documents: readonly string[];
  /** Directories of Helm charts, absolute, in the order of their paths. Charts that another one holds are a part of it. */
  readonly charts: readonly string[];
  /** Kustomization files, absolute, in the order of their paths. */
  readonly kustomizations: readonly string[];
  readonly unread: readonly UnreadPlace[];
}

interface Walk {
  /** Where it starts; absolute. */
  readonly root: string;
  readonly options: DiscoveryOptions;
  readonly files: string[];
  readonly documents: string[];
  readonly charts: string[];
  readonly kustomizations: string[];
  readonly unread: UnreadPlace[];
}

/** A directory on the way of a walk. */
interface Place {
  readonly directory: string;
  readonly outer: readonly IgnoreRules[];
  readonly depth: number;
  readonly documents: DocumentPlace;
}

/**
 * Finds the Dockerfiles below a directory, by name and, for names that leave it open, by their first lines, and the files of
 * YAML and JSON beside them, with charts and kustomizations. What only helm reads of a chart is not among the documents.
 *
 * What git ignores is left out (.gitignore files of every level, `.git/info/exclude`; whether a file is tracked all the
 * same is not asked), and so are `exclude` and repositories' own folders and `node_modules`. Symbolic links are not followed: what they
 * point to inside the directory is found at its own place, and nothing outside is drawn in. A link with the name of a
 * Dockerfile that leads to no file inside is among the unread.
 */
export function discoverDockerfiles(directory: string, options: DiscoveryOptions): Discovery {
  const walk: Walk = { root: directory, options, files: [], documents: [], charts: [], kustomizations: [], unread: [] };
  walkDirectory(walk, { directory, outer: findOuterRules(directory), depth: 0, documents: "plain" });
  const { files, documents, charts, kustomizations, unread } = walk;
  return { files, documents, charts, kustomizations, unread };
}

function walkDirectory(walk: Walk, place: Place): void {
  const { directory, outer, depth } = place;
  if (depth > maxDepth) {
    walk.unread.push({ path: directory, message: tooDeep(directory) });
    return;
  }
  const entries = readEntries(walk, directory);
  const own = entries.some((entry) => entry.name === ".gitignore")
    ? readIgnoreFile(join(directory, ".gitignore"), directory)
    : undefined;
  const rules = own === undefined ? outer : [...outer, own];
  const isChart = entries.some((entry) => entry.name === chartFileName && entry.isFile());
  if (isChart && place.documents === "plain") walk.charts.push(directory);
  const kustomization = findKustomizationName(entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])));
  for (const entry of entries) {
    const kind = kindOf(entry, kustomization);
    if (kind === "other" || (kind === "directory" && skippedDirectories.includes(entry.name))) continue;
    const path = join(directory, entry.name);
    if (isExcluded(walk.options, path, kind === "directory") || isIgnored(rules, path, kind === "directory")) continue;
    if (kind === "directory") {
      const documents = isChart ? placeBelowChart(entry.name, place.documents) : place.documents;
      walkDirectory(walk, { directory: path, outer: rules, depth: depth + 1, documents });
    } else if (kind === "link") {
      const message = findLostLink(path, walk.root);
      if (message !== undefined) walk.unread.push({ path, message });
    } else if (kind === "document" || kind === "kustomization") {
      if (place.documents !== "plain" || (isChart && isChartDocument(entry.name))) continue;
      (kind === "document" ? walk.documents : walk.kustomizations).push(path);
    } else if (kind === "dockerfile" || looksLikeDockerfileInside(path)) walk.files.push(path);
  }
}

/** Tells by type and name what an entry may be to us. */
function kindOf(
  entry: Dirent,
  kustomization: string | undefined,
): "directory" | "document" | "kustomization" | "dockerfile" | "link" | "perhaps" | "other" {
  if (entry.isDirectory()) return "directory";
  if (entry.isSymbolicLink() && judgeName(entry.name) === "dockerfile") return "link";
  if (!entry.isFile()) return "other";
  if (entry.name === kustomization) return "kustomization";
  return isDocumentName(entry.name) ? "document" : judgeName(entry.name);
}

/** `Dockerfile.yml` may be either: its first lines decide, as for other names of that kind. */
function isDocumentName(name: string): boolean {
  return documentName.test(name) && judgeName(name) === "other";
}

/** Gives the entries of a directory in the order of their names, whatever the file system's order is. */
function readEntries(walk: Walk, directory: string): readonly Dirent[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries.toSorted((left, right) => (left.name < right.name ? -1 : Number(left.name > right.name)));
  } catch (error) {
    const reading = refuseFailedRead(directory, error);
    if (reading.kind === "refused") walk.unread.push({ path: directory, message: reading.message });
    return [];
  }
}

function isExcluded(options: DiscoveryOptions, path: string, isDirectory: boolean): boolean {
  if (options.exclude.length === 0) return false;
  const name = slashed(relative(options.excludeBase, path));
  // A pattern such as `vendor/**` names what is inside: the directory itself need not be walked for it.
  if (isDirectory && matchesPathOrParent(options.exclude, `${name}/*`)) return true;
  return matchesPathOrParent(options.exclude, name);
}

/** Tells by its first lines whether a file is a Dockerfile; one that cannot be read is none by its name either. */
function looksLikeDockerfileInside(path: string): boolean {
  const head = readHead(path, maxSniffedFileBytes);
  return head !== undefined && looksLikeDockerfile(head);
}

/** Reads the first bytes of a regular file as Latin-1; `undefined` when it is larger than asked or cannot be read. */
export function readHead(path: string, maxFileBytes: number): string | undefined {
  try {
    const descriptor = openSync(path, "r");
    try {
      const status = fstatSync(descriptor);
      if (!status.isFile() || status.size > maxFileBytes) return undefined;
      const buffer = Buffer.alloc(sniffedBytes);
      const bytesRead = readSync(descriptor, buffer, 0, sniffedBytes, 0);
      return buffer.toString("latin1", 0, bytesRead);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The name alone made nobody expect a Dockerfile here, so an unreadable file is no gap in what was asked.
    return undefined;
  }
}

function tooDeep(directory: string): Text {
  return {
    en: `${directory} was not examined: it lies more than maxDepth = ${maxDepth} directories deep.`,
    ja: `${directory} は検査しませんでした。ディレクトリの深さが上限 maxDepth（${maxDepth}）を超えています。`,
  };
}
