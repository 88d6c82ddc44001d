import { parseDependencies } from "../../formats/apk/parse-dependencies.ts";
import { type ApkRecord, parseInstalled } from "../../formats/apk/parse-installed.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Fact, FileChecksumsFact } from "../../model/fact.ts";
import type { FoundPackage } from "../../model/package.ts";
import { quote } from "../../model/quote.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads the packages of Alpine, Wolfi and their like, with their files and checksums. */
export const apk = defineAnalyzer({
  id: "os/apk",
  version: 1,
  finds: ["package", "fact"],
  scope: "installed",
  packageTypes: ["apk"],
  paths: ["{lib,usr/lib}/apk/db/installed"],
  maxBytes: 64 * 1024 * 1024,
  analyze({ path, bytes }) {
    const { records, diagnostics: damage } = parseInstalled(path, bytes.toString("utf8"));
    const packages: FoundPackage[] = [];
    const facts: Fact[] = [];
    const diagnostics: Diagnostic[] = [...damage];
    for (const record of records) {
      const found = toPackage(record);
      if (found === undefined) {
        diagnostics.push(incomplete(path, record));
        continue;
      }
      packages.push(found);
      for (const algorithm of ["sha1", "sha256"] as const) {
        const checksums = toChecksums(record, found, algorithm);
        if (checksums !== undefined) facts.push(checksums);
      }
    }
    return { packages, facts, diagnostics };
  },
});

function toPackage({ fields, files, line }: ApkRecord): FoundPackage | undefined {
  const name = fields.get("P") ?? "";
  const version = fields.get("V") ?? "";
  if (name === "" || version === "") return undefined;
  const architecture = fields.get("A");
  const license = fields.get("L");
  const vendor = fields.get("m");
  const requires = parseDependencies(fields.get("D") ?? "");
  const provides = parseDependencies(fields.get("p") ?? "").map((provided) => provided.name);
  return {
    type: "apk",
    name,
    version,
    ...(architecture === undefined ? {} : { architecture }),
    source: { name: fields.get("o") ?? name, version },
    ...(license === undefined || license === "" ? {} : { licenses: [license] }),
    ...(vendor === undefined || vendor === "" ? {} : { vendor }),
    ...(files.length === 0 ? {} : { files: files.map((file) => file.path) }),
    ...(requires.length === 0 ? {} : { requires }),
    ...(provides.length === 0 ? {} : { provides }),
    line,
  };
}

/** `Q1` marks SHA-1, `Q2` SHA-256; the checksum of a symbolic link is one of its target, and compared with nothing. */
const marks = { sha1: "Q1", sha256: "Q2" } as const;

function toChecksums(
  { files }: ApkRecord,
  { name, architecture }: FoundPackage,
  algorithm: keyof typeof marks,
): FileChecksumsFact | undefined {
  const entries: string[] = [];
  for (const { path, checksum } of files) {
    if (checksum?.startsWith(marks[algorithm]) !== true) continue;
    const value = Buffer.from(checksum.slice(2), "base64");
    if (value.length === (algorithm === "sha1" ? 20 : 32)) entries.push(path, value.toString("hex"));
  }
  if (entries.length === 0) return undefined;
  const machine = architecture === undefined ? {} : { architecture };
  return { kind: "file-checksums", type: "apk", packageName: name, ...machine, algorithm, entries };
}

function incomplete(path: string, { fields, line }: ApkRecord): Diagnostic {
  const got = quote(`P:${fields.get("P") ?? ""} V:${fields.get("V") ?? ""}`);
  return {
    code: "apk/incomplete-record",
    level: "error",
    message: {
      en: `Expected the name (P:) and the version (V:) of a package, got "${got}". The record is left out.`,
      ja: `パッケージの名前（P:）とバージョン（V:）を想定しましたが、「${got}」でした。このレコードは読み飛ばしました。`,
    },
    location: { path, startLine: line },
  };
}
