import type { Executable } from "./executable.ts";
import { createRegionWindow, type RegionPiece, type RegionWindow } from "./region-window.ts";

/** What a Go linker left in a program. */
export interface GoBuildInfo {
  /** `go1.22.1`, as written; left out when it was not found. */
  readonly toolchain?: string;
  /** Lines about modules; left out in programs that were built without modules. */
  readonly moduleText?: string;
}

/** Looks for the build information of Go in one file that comes in pieces. */
export interface GoBuildInfoReader extends RegionWindow {
  /** Gives what was found, `undefined` when it is no Go program; valid after `end`. */
  find(): GoBuildInfo | undefined;
}

const marker = Buffer.from("\xff Go buildinf:", "latin1");
const moduleTextStart = Buffer.from("3077af0c9274080241e1c107e6d618e6", "hex");
const moduleTextEnd = Buffer.from("f932433186182072008242104116d8f2", "hex");
const maxModuleTextBytes = 4 * 1024 * 1024;
const maxToolchainBytes = 120;
const maxCandidates = 4096;

/**
 * Reads both layouts: since Go 1.18 the texts follow the marker; before, pointers follow it, to texts that lie earlier
 * in the file, so that everything that starts like a version of Go is remembered with its place.
 *
 * Source: Go, package debug/buildinfo and cmd/link, "buildinfo".
 */
export function createGoBuildInfoReader(executable: Executable): GoBuildInfoReader {
  const state: GoSearch = { executable, candidates: new Map() };
  const window = createRegionWindow({
    regions: executable.data,
    contextBytes: 512,
    look(piece) {
      collectModuleText(state, piece);
      if (!state.isInline) rememberCandidates(state, piece);
      findMarker(state, piece);
      readTextHeader(state, piece);
    },
  });
  return { ...window, find: () => conclude(state) };
}

interface GoSearch {
  readonly executable: Executable;
  /** Texts that look like a version of Go, by their place in the file. */
  readonly candidates: Map<number, string>;
  toolchain?: string;
  isInline?: boolean;
  hasMarker?: boolean;
  pointers?: PointerLayout;
  /** Bytes from behind the start mark, while the end mark was not seen. */
  collecting?: { readonly bytes: Buffer; readonly next: number };
  moduleText?: string;
}

interface PointerLayout {
  readonly pointerBytes: 4 | 8;
  readonly isLittleEndian: boolean;
  /** Where the header of the version text lies in the file. */
  readonly header: number;
}

function conclude(state: GoSearch): GoBuildInfo | undefined {
  if (state.hasMarker !== true) return undefined;
  return {
    ...(state.toolchain === undefined ? {} : { toolchain: state.toolchain }),
    ...(state.moduleText === undefined ? {} : { moduleText: state.moduleText }),
  };
}

function collectModuleText(state: GoSearch, { bytes, offset, from, to }: RegionPiece): void {
  if (state.moduleText !== undefined) return;
  if (state.collecting === undefined) {
    const found = bytes.indexOf(moduleTextStart, from);
    if (found === -1 || found >= to) return;
    state.collecting = { bytes: Buffer.alloc(0), next: offset + found + moduleTextStart.length };
  }
  const { bytes: collected, next } = state.collecting;
  const all = Buffer.concat([collected, bytes.subarray(Math.max(0, next - offset))]);
  const end = all.indexOf(moduleTextEnd);
  if (end !== -1) {
    state.moduleText = all.toString("utf8", 0, end);
    delete state.collecting;
  } else if (all.length > maxModuleTextBytes) delete state.collecting;
  else state.collecting = { bytes: all, next: offset + bytes.length };
}

function rememberCandidates(state: GoSearch, { bytes, offset, from, to }: RegionPiece): void {
  for (let at = bytes.indexOf("go1.", from); at !== -1 && at < to; at = bytes.indexOf("go1.", at + 4)) {
    if (state.candidates.size >= maxCandidates) return;
    state.candidates.set(offset + at, bytes.toString("latin1", at, at + maxToolchainBytes));
  }
}

function findMarker(state: GoSearch, { bytes, offset, from, to }: RegionPiece): void {
  for (let at = bytes.indexOf(marker, from); at !== -1 && at < to; at = bytes.indexOf(marker, at + 1)) {
    if (state.hasMarker === true || (offset + at) % 16 !== 0 || at + 32 > bytes.length) continue;
    const pointerBytes = bytes[at + 14];
    const flags = bytes[at + 15] ?? 0;
    if ((flags & 2) !== 0) {
      const length = bytes[at + 32] ?? 0;
      const toolchain = bytes.toString("utf8", at + 33, at + 33 + length);
      if (length >= 0x80 || !/^(?:go\d|devel )/.test(toolchain)) continue;
      state.hasMarker = true;
      state.isInline = true;
      state.toolchain = toolchain;
    } else if (pointerBytes === 4 || pointerBytes === 8) {
      state.hasMarker = true;
      const isLittleEndian = (flags & 1) === 0;
      const address = readPointer(bytes, at + 16, { pointerBytes, isLittleEndian });
      const header = placeOf(state.executable, address);
      if (header !== undefined) state.pointers = { pointerBytes, isLittleEndian, header };
    }
  }
}

/** A text in Go is a pointer and a length; the header lies in the data behind the marker. */
function readTextHeader(state: GoSearch, { bytes, offset }: RegionPiece): void {
  const { pointers } = state;
  if (pointers === undefined || state.toolchain !== undefined) return;
  const at = pointers.header - offset;
  if (at < 0 || at + 2 * pointers.pointerBytes > bytes.length) return;
  const start = placeOf(state.executable, readPointer(bytes, at, pointers));
  const length = readPointer(bytes, at + pointers.pointerBytes, pointers);
  const text = start === undefined ? undefined : state.candidates.get(start);
  if (text !== undefined && length <= maxToolchainBytes) state.toolchain = text.slice(0, length);
}

function readPointer(
  bytes: Buffer,
  at: number,
  { pointerBytes, isLittleEndian }: Omit<PointerLayout, "header">,
): number {
  if (at + pointerBytes > bytes.length) return 0;
  if (pointerBytes === 4) return isLittleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  return Number(isLittleEndian ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
}

function placeOf(executable: Executable, address: number): number | undefined {
  const region = executable.data.find(
    ({ start, end, address: first }) => first !== undefined && address >= first && address - first < end - start,
  );
  return region?.address === undefined ? undefined : region.start + (address - region.address);
}
