import { resolve } from "node:path";
import type { Importer } from "../../importers/define.ts";
import { createMappedImporter } from "../../importers/mapping/mapped-importer.ts";
import { readConfigurationSource } from "../configuration/load-configuration.ts";
import { readMapping } from "./read-mapping.ts";

/**
 * Loads what a user says of another tool's documents, as an importer.
 *
 * @param file As the user wrote it, relative to the working directory.
 * @throws {SekishoError} `configuration-unreadable` or `configuration-invalid`.
 */
export async function loadMapping(file: string, workingDirectory: string): Promise<Importer> {
  const source = await readConfigurationSource(resolve(workingDirectory, file), workingDirectory);
  return createMappedImporter(readMapping(source));
}
