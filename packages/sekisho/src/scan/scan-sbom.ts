import { statSync } from "node:fs";
import { refuseFailedRead } from "../access/filesystem/read-file.ts";
import { readPieces } from "../access/filesystem/read-pieces.ts";
import type { SbomListing } from "../importers/sbom/read-sbom.ts";
import { SekishoError } from "../model/error.ts";
import type { Inventory } from "../model/inventory.ts";
import type { Report } from "../model/report.ts";
import type { ContentScanSettings } from "./content-settings.ts";
import { reportContent } from "./image/report-content.ts";

/** An SBOM with its report. */
export interface SbomScan {
  readonly report: Report;
  readonly inventory: Inventory;
}

/** An SBOM to scan. */
export interface SbomFile {
  /** Absolute. */
  readonly path: string;
  /** As reports name it. */
  readonly name: string;
}

/** Scans an SBOM: what it lists, and what of it cannot be read. */
export async function scanSbom(file: SbomFile, settings: ContentScanSettings): Promise<SbomScan> {
  const startedAt = settings.clock().toISOString();
  const inventory = await readSbomInventory(file, settings.onBytes);
  const content = { inventory, facts: [], secrets: [], malware: [] };
  return { report: reportContent(content, [], { settings, startedAt, pathPrefix: "" }), inventory };
}

/** A smaller document is read before anybody has seen a bar, and takes little memory. */
const toldBytes = 4_194_304;

/** Reads an SBOM. Throws a `SekishoError` when the file cannot be read; trouble inside is in the diagnostics. */
export async function readSbomInventory(
  { path, name }: SbomFile,
  onBytes: ContentScanSettings["onBytes"] = () => undefined,
): Promise<Inventory> {
  try {
    return await readSbomStream(countBytes(readPieces(path), path, onBytes), name);
  } catch (error) {
    const reading = refuseFailedRead(name, error);
    throw reading.kind === "refused" ? new SekishoError("target-unreadable", reading.message, { cause: error }) : error;
  }
}

/** Reads an SBOM from a stream such as `process.stdin`. Trouble inside is in the diagnostics. */
export async function readSbomStream(stream: AsyncIterable<Uint8Array | string>, name: string): Promise<Inventory> {
  const { readSbom } = await import("../importers/sbom/read-sbom.ts");
  return await readSbom(bytesOf(stream), { name });
}

/** Reads an SBOM from a stream as `readSbomStream` does, and keeps little of each package: there may be any number. */
export async function listSbomStream(stream: AsyncIterable<Uint8Array | string>, name: string): Promise<SbomListing> {
  const { listSbom } = await import("../importers/sbom/read-sbom.ts");
  return await listSbom(bytesOf(stream), { name });
}

async function* countBytes(
  pieces: AsyncIterable<Uint8Array>,
  path: string,
  onBytes: ContentScanSettings["onBytes"],
): AsyncGenerator<Uint8Array> {
  const totalBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  let readBytes = 0;
  for await (const piece of pieces) {
    readBytes += piece.length;
    if (totalBytes >= toldBytes) onBytes(readBytes, totalBytes);
    yield piece;
  }
}

async function* bytesOf(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for await (const piece of stream) yield typeof piece === "string" ? Buffer.from(piece) : piece;
}
