import type { SbomOptions } from "../exporters/sbom/options.ts";
import type { Inventory } from "../model/inventory.ts";

/** Writes an inventory in one format, piece by piece: together the pieces are the document. */
export type SbomWriter = (inventory: Inventory, options: SbomOptions) => Iterable<string>;

/** Each format with its writer, loaded on first use. */
const writers = {
  cyclonedx: async () => (await import("../exporters/cyclonedx/write-json.ts")).writeCycloneDxJson,
  "cyclonedx-xml": async () => (await import("../exporters/cyclonedx/write-xml.ts")).writeCycloneDxXml,
  spdx: async () => (await import("../exporters/spdx/write-json.ts")).writeSpdxJson,
  "spdx-3": async () => (await import("../exporters/spdx/write-json-ld.ts")).writeSpdxJsonLd,
  "spdx-tag-value": async () => (await import("../exporters/spdx/write-tag-value.ts")).writeSpdxTagValue,
} as const satisfies Readonly<Record<string, () => Promise<SbomWriter>>>;

/** A format that SBOMs can be written in. */
export type SbomFormat = keyof typeof writers;

function isSbomFormat(word: string): word is SbomFormat {
  return Object.hasOwn(writers, word);
}

/** Every format, sorted. */
export const sbomFormats: readonly SbomFormat[] = Object.keys(writers).filter(isSbomFormat).toSorted();

/** Loads the writer of a format. */
export async function loadSbomWriter(format: SbomFormat): Promise<SbomWriter> {
  return await writers[format]();
}
