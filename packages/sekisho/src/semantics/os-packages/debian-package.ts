import type { ControlRecord } from "../../formats/dpkg/parse-control.ts";
import { parseRelations } from "../../formats/dpkg/parse-relations.ts";
import { parseSource } from "../../formats/dpkg/parse-source.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FileChecksumsFact } from "../../model/fact.ts";
import type { FoundPackage, PackageType } from "../../model/package.ts";
import { quote } from "../../model/quote.ts";

/** Fields of a record that are read; the others are long and many. */
export const debianFields: ReadonlySet<string> = new Set([
  "package",
  "status",
  "version",
  "architecture",
  "source",
  "maintainer",
  "depends",
  "pre-depends",
  "provides",
  "conffiles",
  "license",
]);

/** What one record gives. */
export interface DebianRecord {
  /** Left out for a record of a package that is not installed, and for one without name or version. */
  readonly package?: FoundPackage;
  /** Checksums of configuration files, which stand in no other file. */
  readonly checksums?: FileChecksumsFact;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * States, the third word of `Status`, in which the files of a package are on disk. Not among them: `not-installed`,
 * `config-files` (removed but for its configuration) and `half-installed` (unpacking broke off: what is there is not
 * known). What is wanted, the first word, changes nothing: a package on hold or about to be removed is still there.
 * Source: dpkg(1), "Package states".
 */
const installedStates: ReadonlySet<string> = new Set([
  "installed",
  "unpacked",
  "half-configured",
  "triggers-awaited",
  "triggers-pending",
]);

/** Turns one record of a status file into a package. A record without `Status` counts as installed. */
export function readDebianRecord(path: string, record: ControlRecord, type: PackageType): DebianRecord {
  const value = (name: string) => record.fields.get(name)?.value;
  const status = value("status");
  const state = status === undefined ? "installed" : (status.slice(0, 256).split(/\s+/)[2] ?? "");
  if (!installedStates.has(state)) return { diagnostics: [] };
  const name = value("package") ?? "";
  const version = value("version") ?? "";
  if (name === "" || version === "") return { diagnostics: [incomplete(path, record.line, name, version)] };
  const architecture = value("architecture");
  const checksummed = parseConffiles(value("conffiles") ?? "");
  const requires = [value("pre-depends"), value("depends")].flatMap((field) => parseRelations(field ?? ""));
  const provides = parseRelations(value("provides") ?? "").map((relation) => relation.name);
  const license = value("license");
  const vendor = value("maintainer");
  const found: FoundPackage = {
    type,
    name,
    version,
    ...(architecture === undefined ? {} : { architecture }),
    source: parseSource(value("source"), name, version),
    ...(license === undefined || license === "" ? {} : { licenses: [license] }),
    ...(vendor === undefined || vendor === "" ? {} : { vendor: vendor.split("\n", 1).join("") }),
    ...(requires.length === 0 ? {} : { requires }),
    ...(provides.length === 0 ? {} : { provides }),
    line: record.line,
  };
  if (checksummed.length === 0) return { package: found, diagnostics: [] };
  const checksums: FileChecksumsFact = {
    kind: "file-checksums",
    type,
    packageName: name,
    ...(architecture === undefined ? {} : { architecture }),
    algorithm: "md5",
    entries: checksummed,
  };
  return { package: found, checksums, diagnostics: [] };
}

/** Reads lines `/etc/file MD5 [obsolete]`: path and checksum in turn. Which files belong to it says its file list. */
function parseConffiles(text: string): readonly string[] {
  const entries: string[] = [];
  for (const line of text.split("\n")) {
    const [, path, checksum] = /^\s*\/(.*?) ([0-9a-f]{32})(?: |$)/.exec(line) ?? [];
    if (path !== undefined && checksum !== undefined) entries.push(path, checksum);
  }
  return entries;
}

function incomplete(path: string, line: number, name: string, version: string): Diagnostic {
  const got = `Package: ${quote(name)}, Version: ${quote(version)}`;
  return {
    code: "dpkg/incomplete-record",
    level: "error",
    message: {
      en: `Expected the name and the version of a package, got "${got}". The record is left out.`,
      ja: `パッケージの名前とバージョンを想定しましたが、「${got}」でした。このレコードは読み飛ばしました。`,
    },
    location: { path, startLine: line },
  };
}
