import { type DataNode, findText } from "../../model/data-tree.ts";
import type { PackageHash } from "../../model/package.ts";
import { parsePrefixedHash } from "./integrity.ts";

/**
 * Gives the checksums of a Python package from the list of its archives: only where there is one archive, because of
 * several nobody knows which is installed.
 */
export function hashesOfArchives(archives: readonly DataNode[]): readonly PackageHash[] {
  const [only, ...others] = archives;
  if (only === undefined || others.length > 0) return [];
  return parsePrefixedHash(findText(only) ?? findText(only, "hash"));
}

/** Gives a name of Python as all its spellings compare: lower case, `-` for each run of `-`, `_` and `.` (PEP 503). */
export function normalisePythonName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}

/** Finds the name at the start of a requirement (`requests[socks] (>=2) ; …`). Source: PEP 508. */
export function findRequirementName(text: string): string | undefined {
  return /^\s*([A-Za-z0-9][-\w.]{0,200})/.exec(text)?.[1];
}
