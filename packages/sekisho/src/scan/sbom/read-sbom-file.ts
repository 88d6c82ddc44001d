import { createReadStream } from "node:fs";
import { readSbom } from "../../importers/sbom/read-sbom.ts";
import { SekishoError } from "../../model/error.ts";
import type { Inventory } from "../../model/inventory.ts";

/** Read at once: large enough that few calls are made. */
const pieceBytes = 262_144;

/** A file that holds an SBOM. */
export interface SbomFile {
  /** Absolute. */
  readonly path: string;
  /** As reports name it. */
  readonly name: string;
}

/**
 * Reads an SBOM into an inventory, piece by piece. Trouble in the document is in its diagnostics.
 *
 * @throws {SekishoError} `target-not-found`, `target-unreadable`.
 */
export async function readSbomFile({ path, name }: SbomFile): Promise<Inventory> {
  try {
    return await readSbom(createReadStream(path, { highWaterMark: pieceBytes }), { name });
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    const isMissing = "code" in error && error.code === "ENOENT";
    throw new SekishoError(
      isMissing ? "target-not-found" : "target-unreadable",
      { en: `${name}: cannot be read: ${error.message}`, ja: `${name}: 読み取れません。${error.message}` },
      { cause: error },
    );
  }
}
