import type { VexCollection } from "./load-vex.ts";

/**
 * Loads the VEX documents of a call; `undefined`, and nothing that reads them is loaded, where none are named.
 *
 * @throws {SekishoError} `vex-unreadable`, `vex-invalid`.
 */
export async function loadNamedVex(
  paths: readonly string[],
  workingDirectory: string,
): Promise<VexCollection | undefined> {
  if (paths.length === 0) return undefined;
  const { loadVex } = await import("./load-vex.ts");
  return await loadVex(paths, workingDirectory);
}
