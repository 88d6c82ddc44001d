import {
  findBytes,
  findNumbers,
  findString,
  findStrings,
  type HeaderBlob,
  type HeaderProblem,
  parseHeaderBlob,
} from "./header-blob.ts";

/** One file of a package, as the header lists it. */
export interface RpmFile {
  /** From the root, without a leading slash. */
  readonly path: string;
  /** Type and permission bits, as `st_mode`; 0 when the header does not say it. */
  readonly mode: number;
  /** RPMFILE_ bits: 1 configuration, 2 documentation, 64 ghost. */
  readonly flags: number;
  /** Hexadecimal; left out for links, directories and ghosts. */
  readonly digest?: string;
  /** Another package's file took its place. */
  readonly isReplaced: boolean;
}

/** A name that a package needs or provides. */
export interface RpmRelation {
  readonly name: string;
  /** `>= 2:1.4-1`. */
  readonly range?: string;
}

/** What a package header says, as far as it is needed. */
export interface RpmPackage {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch: number | undefined;
  readonly architecture: string | undefined;
  /** File name of the source package: `bash-5.1.8-6.el9.src.rpm`. */
  readonly sourcePackage: string | undefined;
  readonly license: string | undefined;
  readonly vendor: string | undefined;
  readonly modularityLabel: string | undefined;
  /** SHA-256 of the immutable header, hexadecimal. */
  readonly headerSha256: string | undefined;
  /** MD5 of header and payload, hexadecimal. */
  readonly signatureMd5: string | undefined;
  readonly fileDigestAlgorithm: DigestAlgorithm;
  readonly requires: readonly RpmRelation[];
  readonly provides: readonly RpmRelation[];
  readonly files: readonly RpmFile[];
  /** The header claims so many long paths that some were left out: no real package does. */
  readonly hasTooManyFiles: boolean;
}

/** Algorithms of checksums that rpm uses. */
export type DigestAlgorithm = "md5" | "sha1" | "sha256" | "sha384" | "sha512" | "other";

/** Numbers of tags. Source: rpmtag.h of rpm 4.20. */
const tags = {
  sha256Header: 273,
  signatureMd5: 261,
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  vendor: 1011,
  license: 1014,
  oldFileNames: 1027,
  fileStates: 1029,
  fileModes: 1030,
  fileDigests: 1035,
  fileFlags: 1037,
  architecture: 1022,
  sourceRpm: 1044,
  provideName: 1047,
  requireFlags: 1048,
  requireName: 1049,
  requireVersion: 1050,
  provideFlags: 1112,
  provideVersion: 1113,
  directoryIndexes: 1116,
  baseNames: 1117,
  directoryNames: 1118,
  fileDigestAlgorithm: 5011,
  modularityLabel: 5096,
} as const;

/** Numbers of RFC 4880, 9.4. */
const digestAlgorithms: ReadonlyMap<number, DigestAlgorithm> = new Map([
  [1, "md5"],
  [2, "sha1"],
  [8, "sha256"],
  [9, "sha384"],
  [10, "sha512"],
]);

/** `rpmlib(…)` names features of rpm itself: nothing installed provides them. */
const rpmFeature = 1 << 24;
const replacedState = 1;

/** Reads a package out of a header blob, or says what is wrong with it. */
export function parsePackage(blob: Buffer): RpmPackage | HeaderProblem {
  const header = parseHeaderBlob(blob);
  if ("expected" in header) return header;
  const [name, version, release] = [tags.name, tags.version, tags.release].map((tag) => findString(header, tag));
  if (name === undefined || version === undefined || release === undefined) {
    return {
      expected: "tags for name, version and release",
      got: `${[...header.entries.keys()].slice(0, 8).join(", ")}`,
    };
  }
  const files = filesOf(header);
  return {
    name,
    version,
    release,
    epoch: findNumbers(header, tags.epoch)?.[0],
    architecture: findText(header, tags.architecture),
    sourcePackage: findText(header, tags.sourceRpm),
    license: findText(header, tags.license),
    vendor: findText(header, tags.vendor),
    modularityLabel: findText(header, tags.modularityLabel),
    headerSha256: findText(header, tags.sha256Header),
    signatureMd5: findBytes(header, tags.signatureMd5)?.toString("hex"),
    fileDigestAlgorithm: algorithmOf(header, tags.fileDigestAlgorithm),
    requires: relationsOf(header, tags.requireName, tags.requireFlags, tags.requireVersion),
    provides: relationsOf(header, tags.provideName, tags.provideFlags, tags.provideVersion),
    ...files,
  };
}

/** Gives a text that says something; rpm writes `(none)` for what is not set. */
function findText(header: HeaderBlob, tag: number): string | undefined {
  const value = findString(header, tag);
  return value === "" || value === "(none)" ? undefined : value;
}

function algorithmOf(header: HeaderBlob, tag: number): DigestAlgorithm {
  const number = findNumbers(header, tag)?.[0];
  return number === undefined ? "md5" : (digestAlgorithms.get(number) ?? "other");
}

function relationsOf(header: HeaderBlob, names: number, flags: number, versions: number): readonly RpmRelation[] {
  const allFlags = findNumbers(header, flags) ?? [];
  const allVersions = findStrings(header, versions) ?? [];
  const relations: RpmRelation[] = [];
  const seen = new Set<string>();
  for (const [index, name] of (findStrings(header, names) ?? []).entries()) {
    const flag = allFlags[index] ?? 0;
    if ((flag & rpmFeature) !== 0 || name.startsWith("rpmlib(") || name === "") continue;
    const version = allVersions[index] ?? "";
    const range = version === "" ? undefined : `${operatorOf(flag)} ${version}`;
    const key = `${name} ${range ?? ""}`;
    if (seen.has(key)) continue;
    seen.add(key);
    relations.push(range === undefined ? { name } : { name, range });
  }
  return relations;
}

function operatorOf(flag: number): string {
  const less = (flag & 2) === 0 ? "" : "<";
  const greater = (flag & 4) === 0 ? "" : ">";
  const equal = (flag & 8) === 0 ? "" : "=";
  return less + greater + equal;
}

/** Longer paths cannot be opened (PATH_MAX of Linux). */
const maxPathLength = 4096;

function filesOf(header: HeaderBlob): Pick<RpmPackage, "files" | "hasTooManyFiles"> {
  const modes = findNumbers(header, tags.fileModes) ?? [];
  const flags = findNumbers(header, tags.fileFlags) ?? [];
  const digests = findStrings(header, tags.fileDigests) ?? [];
  const states = findNumbers(header, tags.fileStates) ?? [];
  const files: RpmFile[] = [];
  // One long directory name in front of millions of short names would be more text than any memory holds.
  let room = maxPathLength + 16 * header.store.length;
  let index = -1;
  for (const path of filePathsOf(header)) {
    index++;
    room -= path.length;
    if (room < 0 || path.length > maxPathLength) return { files, hasTooManyFiles: true };
    const file = {
      path,
      mode: modes[index] ?? 0,
      flags: flags[index] ?? 0,
      isReplaced: states[index] === replacedState,
    };
    const digest = digests[index];
    files.push(digest === undefined || digest === "" ? file : { ...file, digest });
  }
  return { files, hasTooManyFiles: false };
}

/** Directories and names stand apart and are joined by an index; packages of rpm 3 list whole paths. */
function* filePathsOf(header: HeaderBlob): Generator<string> {
  const directories = findStrings(header, tags.directoryNames);
  const indexes = findNumbers(header, tags.directoryIndexes);
  const names = findStrings(header, tags.baseNames);
  if (directories === undefined || indexes === undefined || names === undefined) {
    for (const path of findStrings(header, tags.oldFileNames) ?? []) yield withoutSlash(path);
    return;
  }
  const parents = directories.map(withoutSlash);
  for (const [index, name] of names.entries()) yield (parents[indexes[index] ?? -1] ?? "") + name;
}

function withoutSlash(path: string): string {
  return path.startsWith("/") ? path.slice(1) : path;
}
