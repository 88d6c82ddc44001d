import type { RpmPackage, RpmRelation } from "../../formats/rpmdb/parse-package.ts";
import type { FileChecksumsFact } from "../../model/fact.ts";
import type { FoundPackage, Requirement, SourcePackage } from "../../model/package.ts";

const directoryBits = 0o040000;
const typeBits = 0o170000;

/** Turns a package header into a package. */
export function toFoundPackage(found: RpmPackage): FoundPackage {
  const { name, architecture, license, vendor, modularityLabel } = found;
  const source = found.sourcePackage === undefined ? undefined : parseSourcePackage(found.sourcePackage);
  const files = found.files.filter(isOwned).map((file) => file.path);
  const requires = found.requires.filter(isPlain).map(toRequirement);
  const provides = [...new Set(found.provides.map((relation) => relation.name))].filter((other) => other !== name);
  return {
    type: "rpm",
    name,
    version: rpmVersion(found.epoch, found.version, found.release),
    ...(architecture === undefined ? {} : { architecture }),
    ...(source === undefined ? {} : { source }),
    ...(license === undefined ? {} : { licenses: [license] }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(modularityLabel === undefined ? {} : { module: modularityLabel }),
    ...(files.length === 0 ? {} : { files }),
    ...(requires.length === 0 ? {} : { requires }),
    ...(provides.length === 0 ? {} : { provides }),
  };
}

/** Gives the checksums that a package brought for its files; `undefined` when it has none that are kept. */
export function toChecksums(found: RpmPackage): FileChecksumsFact | undefined {
  const algorithm = found.fileDigestAlgorithm;
  if (algorithm !== "md5" && algorithm !== "sha1" && algorithm !== "sha256") return undefined;
  const entries: string[] = [];
  for (const file of found.files) {
    if (file.digest !== undefined && !file.isReplaced) entries.push(file.path, file.digest);
  }
  if (entries.length === 0) return undefined;
  const architecture = found.architecture === undefined ? {} : { architecture: found.architecture };
  return { kind: "file-checksums", type: "rpm", packageName: found.name, ...architecture, algorithm, entries };
}

/** Puts a version together as rpm compares it: `[epoch:]version-release`; an epoch of 0 stays if it is written. */
function rpmVersion(epoch: number | undefined, version: string, release: string): string {
  const prefix = epoch === undefined ? "" : `${epoch}:`;
  return release === "" ? prefix + version : `${prefix}${version}-${release}`;
}

/** Splits `bash-5.1.8-6.el9.src.rpm` into name and version; `undefined` for what is no name of a source package. */
export function parseSourcePackage(fileName: string): SourcePackage | undefined {
  const found = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(fileName.slice(0, 512));
  const [, name, version] = found ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** A directory belongs to everybody, a replaced file to another package. */
function isOwned({ mode, isReplaced }: { readonly mode: number; readonly isReplaced: boolean }): boolean {
  return !isReplaced && (mode & typeBits) !== directoryBits;
}

/** Conditions such as `(a if b)` are no name that something provides. */
function isPlain({ name }: RpmRelation): boolean {
  return !name.startsWith("(");
}

function toRequirement({ name, range }: RpmRelation): Requirement {
  return range === undefined ? { name } : { name, range };
}
