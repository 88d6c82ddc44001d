import { resolve } from "node:path";
import { readCappedFile } from "../../access/filesystem/read-file.ts";
import { readVex } from "../../importers/vex/read-vex.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import type { VexStatement } from "../../model/vex.ts";

/** The statements of all VEX documents of a call. */
export interface VexCollection {
  readonly statements: readonly VexStatement[];
  /** Statements by the names of their flaws, in lower case. */
  readonly byFlaw: ReadonlyMap<string, readonly VexStatement[]>;
  /** What of the documents could not be used. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The largest documents that were seen have 3 MB, SBOMs with analyses more. */
const maxVexBytes = 64 * 1_048_576;

/**
 * Loads VEX documents.
 *
 * @param paths As the user names them, from the working directory.
 *
 * @throws {SekishoError} `vex-unreadable` when a file cannot be read, `vex-invalid` when it is no VEX document.
 */
export async function loadVex(paths: readonly string[], workingDirectory: string): Promise<VexCollection> {
  const statements: VexStatement[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of new Set(paths)) {
    const absolute = resolve(workingDirectory, path);
    const file = await readCappedFile(absolute, maxVexBytes);
    if (file.kind === "refused") {
      // The message names the file that was opened; the user is told the name that was given.
      const { en, ja } = file.message;
      const text = { en: en.replace(absolute, () => path), ja: ja.replace(absolute, () => path) };
      throw new SekishoError("vex-unreadable", text);
    }
    const reading = readVex(file.bytes, path);
    if (reading.kind === "refused") {
      const { en, ja } = reading.message;
      throw new SekishoError("vex-invalid", { en: `${path}: ${en}`, ja: `${path}: ${ja}` });
    }
    for (const statement of reading.statements) statements.push(statement);
    for (const diagnostic of reading.diagnostics) diagnostics.push(diagnostic);
  }
  return { statements, byFlaw: indexByFlaw(statements), diagnostics };
}

function indexByFlaw(statements: readonly VexStatement[]): ReadonlyMap<string, readonly VexStatement[]> {
  const byFlaw = new Map<string, VexStatement[]>();
  for (const statement of statements) {
    for (const flaw of new Set(statement.flaws.map((name) => name.toLowerCase()))) {
      const known = byFlaw.get(flaw);
      if (known === undefined) byFlaw.set(flaw, [statement]);
      else known.push(statement);
    }
  }
  return byFlaw;
}
