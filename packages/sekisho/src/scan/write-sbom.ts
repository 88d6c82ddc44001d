import type { Inventory } from "../model/inventory.ts";
import { producer } from "./producer.ts";
import { loadSbomWriter, type SbomFormat } from "./sbom-formats.ts";

/** What the writing of an SBOM obeys; everything has its default. */
export interface SbomExportOptions {
  /** RFC 3339; when the document says that it was made. The image's own time when left out. */
  readonly created?: string;
}

/** Writes an inventory as an SBOM, piece by piece: together the pieces are the document. */
export async function writeSbom(
  inventory: Inventory,
  format: SbomFormat,
  options: SbomExportOptions = {},
): Promise<Iterable<string>> {
  const write = await loadSbomWriter(format);
  return write(inventory, { producer, ...options });
}
