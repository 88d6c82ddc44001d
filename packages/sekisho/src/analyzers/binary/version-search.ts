import type { Executable } from "./executable.ts";
import { createRegionWindow, type RegionPiece, type RegionWindow } from "./region-window.ts";
import type { VersionPattern, VersionSignature } from "./signatures/define.ts";

/** What is looked for, ready to be asked of many files. */
export interface CompiledSignatures {
  readonly anchors: RegExp | undefined;
  readonly byAnchor: ReadonlyMap<string, readonly CompiledPattern[]>;
  /** Patterns for a text that is a version and nothing else. */
  readonly bare: readonly CompiledPattern[];
  /** Versions without a point are looked for, too, which takes longer. */
  readonly hasPacked: boolean;
}

interface CompiledPattern extends VersionPattern {
  readonly signature: VersionSignature;
  /** Place in the signature's list: 0 is the surest. */
  readonly rank: number;
}

/** Versions by product; of a product's patterns only the first in its list that gave any counts. */
export type FoundVersions = ReadonlyMap<VersionSignature, ReadonlySet<string>>;

/** Looks for the versions of many products in one file that comes in pieces. */
export interface VersionSearch extends RegionWindow {
  readonly found: FoundVersions;
  /** Names of libraries that the program loads when it runs: `libssl.so.3`. */
  readonly loadedLibraries: ReadonlySet<string>;
}

const textBefore = 128;
const textBehind = 160;
/** Texts of one source file lie close to each other in the constants of a program. */
const nearBytes = 4096;
const maxVersionsPerProduct = 16;
const maxBareLength = 48;
/** Names of the libraries that a program loads stand in front, behind its symbols. */
const libraryNamesEnd = 8 * 1024 * 1024;
const maxLibraryNames = 1000;

/** Prepares signatures: one expression finds the anchors of all of them. */
export function compileSignatures(
  signatures: readonly VersionSignature[],
  isAsked: (pattern: VersionPattern) => boolean,
): CompiledSignatures {
  const byAnchor = new Map<string, CompiledPattern[]>();
  const bare: CompiledPattern[] = [];
  for (const signature of signatures) {
    for (const [rank, pattern] of signature.patterns.entries()) {
      if (!isAsked(pattern)) continue;
      const compiled = { ...pattern, signature, rank };
      const { anchor } = pattern;
      if (anchor === undefined) bare.push(compiled);
      else byAnchor.set(anchor, [...(byAnchor.get(anchor) ?? []), compiled]);
    }
  }
  const literals = [...byAnchor.keys()].map((anchor) => anchor.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  const anchors = literals.length === 0 ? undefined : new RegExp(literals.join("|"), "g");
  return { anchors, byAnchor, bare, hasPacked: bare.some(({ notation }) => notation === "packed") };
}

/**
 * Makes a search over the data of one program. A version holds a digit, a point and a digit: only around such places is
 * the text looked at, so that the cost hardly grows with the signatures.
 */
export function createVersionSearch(compiled: CompiledSignatures, executable: Executable): VersionSearch {
  const found = new Map<VersionSignature, Set<string>>();
  const ranks = new Map<VersionSignature, number>();
  const add = ({ signature, notation, rank }: CompiledPattern, written: string): void => {
    const best = ranks.get(signature) ?? rank;
    if (rank > best) return;
    ranks.set(signature, rank);
    const versions = rank < best ? new Set<string>() : (found.get(signature) ?? new Set<string>());
    found.set(signature, versions);
    if (versions.size < maxVersionsPerProduct) versions.add(readNotation(written, notation));
  };
  const loadedLibraries = new Set<string>();
  const window = createRegionWindow({
    regions: executable.data,
    contextBytes: nearBytes + textBehind,
    look(piece) {
      collectLibraryNames(piece, loadedLibraries);
      searchPiece(piece, compiled, add);
    },
  });
  return { ...window, found, loadedLibraries };
}

type AddVersion = (pattern: CompiledPattern, written: string) => void;

function collectLibraryNames({ bytes, offset, from, to }: RegionPiece, names: Set<string>): void {
  if (offset + from > libraryNamesEnd) return;
  for (let at = bytes.indexOf(".so.", from); at !== -1 && at < to; at = bytes.indexOf(".so.", at + 4)) {
    const name = /[\w+.-]{1,60}\.so\.$/.exec(bytes.toString("latin1", Math.max(0, at - 60), at + 4));
    if (name !== null && names.size < maxLibraryNames) names.add(name[0]);
  }
}

/** Looking for the point is fastest: the runtime compares many bytes at once. */
function searchPiece({ bytes, from, to }: RegionPiece, compiled: CompiledSignatures, add: AddVersion): void {
  let next = from;
  for (let at = bytes.indexOf(0x2e, from); at !== -1 && at < to; at = bytes.indexOf(0x2e, Math.max(next, at + 1))) {
    if (isDigit(bytes[at - 1]) && isDigit(bytes[at + 1])) next = lookAround(bytes, at, { compiled, add });
  }
  if (!compiled.hasPacked) return;
  for (let at = from; at < to; at += 1) {
    if (isDigit(bytes[at]) && isLoneNumber(bytes, at)) lookAround(bytes, at, { compiled, add });
  }
}

/** Tells whether five digits start here, with a NUL behind them. */
function isLoneNumber(bytes: Buffer, start: number): boolean {
  if (bytes[start + 5] !== 0) return false;
  for (let digit = start + 1; digit < start + 5; digit += 1) if (!isDigit(bytes[digit])) return false;
  return true;
}

interface TextQuestion {
  readonly compiled: CompiledSignatures;
  readonly add: AddVersion;
}

/** Asks the text around a place; gives where to look on. */
function lookAround(bytes: Buffer, at: number, { compiled, add }: TextQuestion): number {
  let start = at;
  let end = at + 1;
  const first = Math.max(0, at - textBefore);
  const last = Math.min(bytes.length, at + textBehind);
  while (start > first && isPrintable(bytes[start - 1])) start -= 1;
  while (end < last && isPrintable(bytes[end])) end += 1;
  if (end - start <= maxBareLength) askBare(bytes, { start, end }, { compiled, add });
  if (compiled.anchors !== undefined && end - start > 5)
    askAnchored(bytes.toString("latin1", start, end), compiled, add);
  return end === last ? end - textBefore / 2 : end;
}

function askAnchored(text: string, { anchors, byAnchor }: CompiledSignatures, add: AddVersion): void {
  if (anchors === undefined) return;
  anchors.lastIndex = 0;
  for (let match = anchors.exec(text); match !== null; match = anchors.exec(text)) {
    for (const pattern of byAnchor.get(match[0]) ?? []) {
      const version = pattern.text.exec(text)?.[1];
      if (version !== undefined) add(pattern, version);
    }
    anchors.lastIndex = match.index + 1;
  }
}

interface TextRange {
  readonly start: number;
  readonly end: number;
}

function askBare(bytes: Buffer, { start, end }: TextRange, { compiled, add }: TextQuestion): void {
  if (compiled.bare.length === 0) return;
  const text = bytes.toString("latin1", start, end);
  let surroundings: string | undefined;
  for (const pattern of compiled.bare) {
    const version = pattern.text.exec(text)?.[1];
    if (version === undefined) continue;
    if (pattern.near !== undefined) {
      surroundings ??= bytes.toString("latin1", Math.max(0, start - nearBytes), end + nearBytes);
      if (!pattern.near.some((literal) => surroundings?.includes(literal) === true)) continue;
    }
    add(pattern, version);
  }
}

function readNotation(written: string, notation: VersionPattern["notation"]): string {
  if (notation === undefined) return written;
  const number = Number(written);
  return `${Math.floor(number / 10_000)}.${Math.floor(number / 100) % 100}.${number % 100}`;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function isPrintable(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x20 && byte <= 0x7e) || byte === 0x0a || byte === 0x09);
}
