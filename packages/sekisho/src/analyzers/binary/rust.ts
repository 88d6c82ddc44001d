import { constants, inflateSync } from "node:zlib";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FoundPackage } from "../../model/package.ts";
import { quote } from "../../model/quote.ts";
import { defineStreamAnalyzer } from "../define.ts";
import { type Executable, findExecutable } from "./executable.ts";
import { createRegionWindow, type RegionPiece, type RegionWindow } from "./region-window.ts";
import { readRustAuditData } from "./rust-audit-data.ts";

const maxCompressedBytes = 4 * 1024 * 1024;
const maxDataBytes = 32 * 1024 * 1024;
/** Inflating is tried this often in one file: more would be an attack. */
const maxTrials = 10_000;
const probeBytes = 192;
/** More than deflate can make of a probe. */
const maxProbedBytes = 1024 * 1024;
const dataStart = '{"packages":[';
/** Every program that holds Rust's standard library names this variable. */
const standardLibraryText = "RUST_BACKTRACE";
const compilerText = "rustc version ";

/**
 * Reads the crates that a program was built from, as cargo-auditable puts them into it: JSON, deflated, in a section of
 * its own, and the version of Rust that compilers leave in a comment. In an ELF file both lie behind the loaded data,
 * in front of the table that says where: so the list is known by its first bytes.
 *
 * Source: rust-secure-code/cargo-auditable, PARSING.md.
 */
export const rust = defineStreamAnalyzer({
  id: "binary/rust",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["cargo", "generic"],
  open(file, start) {
    const executable = findExecutable(start, file.size);
    if (executable === undefined) return undefined;
    const search: RustSearch = { isRust: false, trials: 0, compilers: new Set() };
    const windows = createWindows(executable, search);
    return {
      write(piece) {
        for (const window of windows) window.write(piece);
      },
      end() {
        for (const window of windows) window.end();
        const crates = search.collected === undefined ? {} : inflateAuditData(search.collected.bytes, file.path);
        return { ...crates, packages: [...(crates.packages ?? []), ...describeCompilers(search.compilers)] };
      },
    };
  },
});

interface RustSearch {
  isRust: boolean;
  trials: number;
  readonly compilers: Set<string>;
  collected?: { readonly bytes: Buffer; readonly next: number };
}

/** One window over the data, to see whether it is Rust at all, and one over where the list of crates may be. */
function createWindows(executable: Executable, search: RustSearch): RegionWindow[] {
  const data = createRegionWindow({
    regions: executable.data,
    contextBytes: 64,
    look({ bytes, from }) {
      search.isRust ||= bytes.includes(standardLibraryText, from);
    },
  });
  const { crateList } = executable;
  if (crateList !== undefined) {
    const look = (piece: RegionPiece): void =>
      collectAuditData(search, piece, piece.offset === crateList.start ? 0 : undefined);
    return [createRegionWindow({ regions: [crateList], contextBytes: 0, look })];
  }
  const unloaded = createRegionWindow({
    regions: executable.unloaded,
    contextBytes: probeBytes,
    look(piece) {
      if (!search.isRust) return;
      findCompilers(search, piece);
      collectAuditData(search, piece, search.collected === undefined ? findAuditData(search, piece) : undefined);
    },
  });
  return [data, unloaded];
}

function findCompilers(search: RustSearch, { bytes, from, to }: RegionPiece): void {
  for (let at = bytes.indexOf(compilerText, from); at !== -1 && at < to; at = bytes.indexOf(compilerText, at + 1)) {
    const version = /^\d+\.\d+\.\d+(?:-[\w.]+)?/.exec(bytes.toString("latin1", at + compilerText.length, at + 64));
    if (version !== null && search.compilers.size < 8) search.compilers.add(version[0]);
  }
}

function describeCompilers(versions: ReadonlySet<string>): FoundPackage[] {
  const confidence = versions.size > 1 ? "possible" : "likely";
  return [...versions].map((version) => ({ type: "generic", name: "rust", version, vendor: "rust-lang", confidence }));
}

/** Takes the list from `found` on, or what follows of one that was found before. */
function collectAuditData(search: RustSearch, piece: RegionPiece, found: number | undefined): void {
  const next = piece.offset + piece.bytes.length;
  if (search.collected === undefined) {
    if (found !== undefined) search.collected = { bytes: Buffer.from(piece.bytes.subarray(found)), next };
    return;
  }
  const added = piece.bytes.subarray(Math.max(0, search.collected.next - piece.offset));
  if (search.collected.bytes.length + added.length > maxCompressedBytes) return;
  search.collected = { bytes: Buffer.concat([search.collected.bytes, added]), next };
}

/** zlib data start with `x` and one of four bytes; the block behind must be packed and give the JSON's first bytes. */
function findAuditData(search: RustSearch, { bytes, from, to }: RegionPiece): number | undefined {
  for (let at = bytes.indexOf(0x78, from); at !== -1 && at < to; at = bytes.indexOf(0x78, at + 1)) {
    const level = bytes[at + 1];
    if (level !== 0x01 && level !== 0x5e && level !== 0x9c && level !== 0xda) continue;
    const blockType = ((bytes[at + 2] ?? 0) >> 1) & 3;
    if (blockType === 3 || search.trials >= maxTrials) continue;
    search.trials += 1;
    if (startsAsAuditData(bytes.subarray(at, at + probeBytes))) return at;
  }
  return undefined;
}

function startsAsAuditData(probe: Buffer): boolean {
  try {
    const start = inflateSync(probe, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: maxProbedBytes,
      chunkSize: 256,
    });
    return start.toString("latin1", 0, dataStart.length) === dataStart;
  } catch {
    // Not deflated data: one of many places where two bytes look like it.
    return false;
  }
}

function inflateAuditData(compressed: Buffer, path: string): AnalyzerResult {
  const inflated = inflateOrExplain(compressed);
  if (typeof inflated === "string") return { diagnostics: [describeBroken(path, inflated)] };
  const { packages, problem } = readRustAuditData(inflated.toString("utf8"));
  return { packages, diagnostics: problem === undefined ? [] : [describeBroken(path, problem)] };
}

function inflateOrExplain(compressed: Buffer): Buffer | string {
  try {
    return inflateSync(compressed, { maxOutputLength: maxDataBytes });
  } catch (error) {
    return error instanceof Error ? error.message : "not deflated";
  }
}

function describeBroken(path: string, got: string): Diagnostic {
  return {
    code: "binary/rust-audit-data-broken",
    level: "error",
    message: {
      en: `The list of crates in ${quote(path)} cannot be read: expected deflated JSON of cargo-auditable, got ${quote(got)}.`,
      ja: `${quote(path)} に埋め込まれたクレートの一覧を読み取れません。cargo-auditable の圧縮された JSON が必要ですが、次の問題がありました: ${quote(got)}`,
    },
    location: { path },
  };
}
