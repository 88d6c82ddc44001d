import { lstatSync, readdirSync, readlinkSync, realpathSync, type Stats } from "node:fs";
import { join, relative } from "node:path";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FileEntry, FileType } from "../../model/file-entry.ts";
import { matchesPathOrParent, type PathPattern } from "../../model/path-pattern.ts";
import { findOuterRules, type IgnoreRules, isIgnored, readIgnoreFile, slashed } from "./ignore-rules.ts";
import { type ContentReader, createContentReader } from "./read-content.ts";
import { refuseFailedRead } from "./read-file.ts";

/** Directories of a source tree that hold no sources of the user, left out whether git ignores them or not. */
const skippedDirectories: ReadonlySet<string> = new Set([".git", ".hg", ".svn", "node_modules"]);

const defaultMaxDepth = 256;
const defaultMaxEntries = 10_000_000;

/** What a walk obeys. */
export interface WalkTreeOptions {
  /**
   * `root`: a root file system, everything is given. `source`: a source tree; what git ignores, folders of version control
   * and `node_modules` are left out.
   */
  readonly kind: "root" | "source";
  /** Paths to leave out, relative to `excludeBase`; none by default. */
  readonly exclude?: readonly PathPattern[];
  /** Absolute; the directory itself by default. */
  readonly excludeBase?: string;
  /** Walks into other file systems mounted below; by default in source trees only, so that `/proc` stays outside. */
  readonly crossesDevices?: boolean;
  readonly maxDepth?: number;
  readonly maxEntries?: number;
  /** Takes what could not be read; paths are those of the entries. */
  readonly report: (diagnostic: Diagnostic) => void;
}

/** A file of a directory on this machine. */
export interface WalkedFile {
  readonly entry: FileEntry;
  /**
   * Gives the content in pieces that are valid during the call only, at most `entry.size` bytes of it. False when it could
   * not be read to its end, which is reported; nothing at all for what is no regular file.
   */
  readonly readContent: (consume: (piece: Buffer) => void) => boolean;
}

/** Absolute; in bytes below a name that is no UTF-8. */
type SystemPath = string | Buffer;

interface Frame {
  readonly path: SystemPath;
  /** Relative to the root of the walk, with forward slashes; empty for the root. */
  readonly name: string;
  readonly rules: readonly IgnoreRules[];
  readonly names: readonly SystemPath[];
  next: number;
}

interface Walk {
  readonly options: WalkTreeOptions;
  readonly excludeBase: string;
  readonly device: number;
  readonly crossesDevices: boolean;
  readonly content: ContentReader;
  /** First path of every file that has several names. */
  readonly linked: Map<string, string>;
}

/**
 * Walks a directory: every file once, parents before children, names in order of their code units.
 *
 * Symbolic links are given, never followed, but for the directory itself. A second name of a file is a `hardlink` to the
 * first one. Devices and pipes are given and never opened; sockets are left out, as archives do. What cannot be read is
 * reported, and the walk goes on. Extended attributes are not read: Node has no call for them.
 */
export function* walkTree(directory: string, options: WalkTreeOptions): Generator<WalkedFile> {
  const root = realpathSync(directory);
  const walk: Walk = {
    options,
    excludeBase: options.excludeBase ?? root,
    device: lstatSync(root).dev,
    crossesDevices: options.crossesDevices ?? options.kind === "source",
    content: createContentReader(options.report),
    linked: new Map(),
  };
  const outer = options.kind === "source" ? findOuterRules(root) : [];
  const stack: Frame[] = [openDirectory(walk, { path: root, name: "", outer })];
  const maxEntries = options.maxEntries ?? defaultMaxEntries;
  let entries = 0;
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const name = frame.names[frame.next++];
    if (name === undefined) {
      stack.pop();
      continue;
    }
    const file = examine(walk, frame, name);
    if (file === undefined) continue;
    entries += 1;
    if (entries > maxEntries) return options.report(tooMany(maxEntries));
    yield { entry: file.entry, readContent: (consume) => walk.content.read(file.path, file.entry, consume) };
    if (file.entry.type === "directory" && mayEnter(walk, file, stack.length)) {
      stack.push(openDirectory(walk, { path: file.path, name: file.entry.path, outer: frame.rules }));
    }
  }
}

interface FoundFile {
  readonly path: SystemPath;
  readonly entry: FileEntry;
  readonly device: number;
}

function openDirectory(
  walk: Walk,
  place: { readonly path: SystemPath; readonly name: string; readonly outer: readonly IgnoreRules[] },
): Frame {
  const { path, name, outer } = place;
  const names = readNames(walk, path, name);
  const own =
    walk.options.kind === "source" && typeof path === "string" && names.includes(".gitignore")
      ? readIgnoreFile(join(path, ".gitignore"), path)
      : undefined;
  return { path, name, rules: own === undefined ? outer : [...outer, own], names, next: 0 };
}

/** Gives the names in a directory, sorted; in bytes those that are no UTF-8 and would not be found again as texts. */
function readNames(walk: Walk, path: SystemPath, name: string): readonly SystemPath[] {
  try {
    const names = readdirSync(path).sort();
    if (!names.some((text) => text.includes("\uFFFD"))) return names;
    const bytes = readdirSync(path, { encoding: "buffer" }).sort((left, right) => Buffer.compare(left, right));
    return bytes.map((raw) => (raw.equals(Buffer.from(raw.toString())) ? raw.toString() : raw));
  } catch (error) {
    reportFailure(walk, name, error);
    return [];
  }
}

function pathBelow(directory: SystemPath, name: SystemPath): SystemPath {
  if (typeof directory === "string" && typeof name === "string") return join(directory, name);
  return Buffer.concat([Buffer.from(directory), Buffer.from("/"), Buffer.from(name)]);
}

function examine(walk: Walk, frame: Frame, systemName: SystemPath): FoundFile | undefined {
  const name = systemName.toString();
  const path = pathBelow(frame.path, systemName);
  const entryPath = frame.name === "" ? name : `${frame.name}/${name}`;
  let status: Stats;
  try {
    status = lstatSync(path);
  } catch (error) {
    reportFailure(walk, entryPath, error);
    return undefined;
  }
  const type = typeOf(status);
  if (type === undefined || isLeftOut(walk, { frame, name, path: path.toString(), isDirectory: type === "directory" }))
    return undefined;
  try {
    return { path, entry: entryOf(walk, { path, entryPath, status, type }), device: status.dev };
  } catch (error) {
    reportFailure(walk, entryPath, error);
    return undefined;
  }
}

function entryOf(
  walk: Walk,
  found: { readonly path: SystemPath; readonly entryPath: string; readonly status: Stats; readonly type: FileType },
): FileEntry {
  const { path, entryPath, status, type } = found;
  const first = type !== "directory" && status.nlink > 1 ? firstName(walk, status, entryPath) : undefined;
  const isFile = type === "file" && first === undefined;
  let linkTarget = first;
  if (linkTarget === undefined && type === "symlink") linkTarget = readlinkSync(path);
  return {
    path: entryPath,
    type: first === undefined ? type : "hardlink",
    mode: status.mode & 0o7777,
    userId: status.uid,
    groupId: status.gid,
    size: isFile ? status.size : 0,
    modifiedAt: Math.floor(status.mtimeMs / 1000),
    ...(linkTarget === undefined ? {} : { linkTarget }),
  };
}

/** Gives the name under which the same file was seen before; remembers this one when it is the first. */
function firstName(walk: Walk, status: Stats, entryPath: string): string | undefined {
  const key = `${status.dev}:${status.ino}`;
  const first = walk.linked.get(key);
  if (first === undefined) walk.linked.set(key, entryPath);
  return first;
}

function typeOf(status: Stats): FileType | undefined {
  if (status.isFile()) return "file";
  if (status.isDirectory()) return "directory";
  if (status.isSymbolicLink()) return "symlink";
  if (status.isCharacterDevice()) return "character-device";
  if (status.isBlockDevice()) return "block-device";
  return status.isFIFO() ? "fifo" : undefined;
}

function isLeftOut(
  walk: Walk,
  file: { readonly frame: Frame; readonly name: string; readonly path: string; readonly isDirectory: boolean },
): boolean {
  const { frame, name, path, isDirectory } = file;
  const { options } = walk;
  if (options.exclude !== undefined && options.exclude.length > 0) {
    const excluded = slashed(relative(walk.excludeBase, path));
    // A pattern such as `vendor/**` names what is inside: the directory itself need not be walked for it.
    if (isDirectory && matchesPathOrParent(options.exclude, `${excluded}/*`)) return true;
    if (matchesPathOrParent(options.exclude, excluded)) return true;
  }
  if (options.kind === "root") return false;
  if (isDirectory && skippedDirectories.has(name)) return true;
  return isIgnored(frame.rules, path, isDirectory);
}

function mayEnter(walk: Walk, file: FoundFile, depth: number): boolean {
  const maxDepth = walk.options.maxDepth ?? defaultMaxDepth;
  if (depth >= maxDepth) {
    walk.options.report(tooDeep(file.entry.path, maxDepth));
    return false;
  }
  if (file.device === walk.device || walk.crossesDevices) return true;
  walk.options.report(otherDevice(file.entry.path));
  return false;
}

function reportFailure(walk: Walk, name: string, error: unknown): void {
  const reading = refuseFailedRead(name === "" ? "." : name, error);
  if (reading.kind !== "refused") return;
  walk.options.report({
    code: "file/unreadable",
    level: "error",
    message: reading.message,
    location: { path: name === "" ? "." : name },
  });
}

function tooDeep(path: string, maxDepth: number): Diagnostic {
  return {
    code: "file/too-deep",
    level: "error",
    message: {
      en: `${path} was not examined: it lies more than maxDepth = ${maxDepth} directories deep.`,
      ja: `${path} は検査しませんでした。ディレクトリの深さが上限 maxDepth（${maxDepth}）を超えています。`,
    },
    location: { path },
  };
}

function otherDevice(path: string): Diagnostic {
  return {
    code: "file/other-device",
    level: "warning",
    message: {
      en: `${path} was not entered: another file system is mounted there.`,
      ja: `${path} の中は検査しませんでした。別のファイルシステムがマウントされています。`,
    },
    location: { path },
  };
}

function tooMany(maxEntries: number): Diagnostic {
  return {
    code: "file/too-many",
    level: "error",
    message: {
      en: `The walk ended after maxEntries = ${maxEntries} files; the rest was not examined.`,
      ja: `ファイル数が上限 maxEntries（${maxEntries}）に達したため、残りは検査しませんでした。`,
    },
    location: { path: "." },
  };
}
