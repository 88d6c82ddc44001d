import { findDemonstration } from "../../access/database/demonstration-folder.ts";
import { openPartFiles } from "../../access/database/part-files.ts";
import { filePath, type StoreFolder, storeFolder } from "../../access/database/store-folder.ts";
import type { Manifest } from "../../advisories/database/manifest.ts";
import type { Part } from "../../advisories/database/part.ts";
import { damagedPart, openStoredDatabase } from "../../advisories/database/stored-database.ts";
import type { VulnerabilityStore } from "../../advisories/vulnerability-store.ts";
import { sha256Hex } from "../digest.ts";
import { findManifest, getManifest, type TrustedManifest } from "./read-database.ts";
import type { Trusted } from "./trust.ts";

/** Which database is opened. */
export interface OpenStoreOptions {
  /** The user's; `undefined` where no folder can be named. */
  readonly folder: string | undefined;
  /** With any, only a database that one of them signed is opened. */
  readonly trusted?: readonly Trusted[];
  /** Takes the demonstration's place: a folder of a database. */
  readonly demonstration?: string;
}

/** An opened database with what stands in its manifest. */
export interface OpenedStore {
  readonly store: VulnerabilityStore;
  readonly manifest: Manifest;
  /** `demonstration`: the user has none, and what comes with the program is old. Whoever shows a result says so. */
  readonly origin: "user" | "demonstration";
  /** `sha256:…` of the manifest, which names every part by its digest. */
  readonly digest: string;
  /** Where it lies. */
  readonly folder: string;
}

/**
 * Opens the user's database; where there is none, the demonstration that comes with the program.
 *
 * @throws {SekishoError} `database-damaged`, `database-untrusted`: a database that is there and bad never gives way to
 * another one. `database-missing` when the demonstration is not installed either.
 */
export async function openStore(options: OpenStoreOptions): Promise<OpenedStore> {
  if (options.folder !== undefined) {
    const folder = storeFolder(options.folder);
    const found = await findManifest(folder, options.trusted ?? []);
    if (found !== undefined) return opened(folder, found, "user");
  }
  const folder = storeFolder(options.demonstration ?? findDemonstration(import.meta.dirname));
  // It comes with the program and is trusted as the program is.
  return opened(folder, await getManifest(folder, []), "demonstration");
}

function opened(folder: StoreFolder, { manifest, text }: TrustedManifest, origin: OpenedStore["origin"]): OpenedStore {
  const files = openPartFiles();
  for (const part of manifest.parts) checkPresence(files.bytesOf(filePath(folder, part.digest)), part);
  const source = { open: (part: Part) => files.open(filePath(folder, part.digest)), close: () => files.close() };
  try {
    const digest = `sha256:${sha256Hex(Buffer.from(text))}`;
    return { store: openStoredDatabase(manifest, source), manifest, origin, digest, folder: folder.path };
  } catch (error) {
    files.close();
    throw error;
  }
}

/** A part that is missing or cut off is told before the first question is asked. */
function checkPresence(bytes: number | undefined, part: Part): void {
  if (bytes === part.bytes) return;
  const got = bytes === undefined ? "its file is missing" : `expected ${part.bytes} bytes, got ${bytes}`;
  throw damagedPart(part, new Error(got));
}
