import {
  fetchFromRegistry,
  findInRegistry,
  type Pushed,
  parseRegistryAddress,
  pushToRegistry,
} from "../../access/database/registry-mirror.ts";
import { filePath, type StoreFolder } from "../../access/database/store-folder.ts";
import type { RegistrySettings } from "../../access/registry/registry-client.ts";
import { SekishoError } from "../../model/error.ts";
import type { ImageReference } from "../../semantics/image-reference/image-reference.ts";
import { type Installation, installDatabase } from "./install-database.ts";
import { getManifest, trustManifest } from "./read-database.ts";
import type { Trusted } from "./trust.ts";
import { maxManifestBytes, type ReceiveOptions } from "./update-database.ts";
import { verifyDatabase } from "./verify-database.ts";

/** Tells whether a mirror is an artifact in a registry. */
export function isRegistryAddress(written: string): boolean {
  return written.startsWith("oci://");
}

/**
 * Brings a database up to the state of an artifact in a registry, `oci://REGISTRY/REPOSITORY:TAG`. Only files that are
 * missing or damaged are fetched; what broke off goes on where it was.
 *
 * @throws {SekishoError} `usage`, `database-unreachable`, what registries answer and what `installDatabase` throws.
 */
export async function updateFromRegistry(
  address: string,
  settings: RegistrySettings,
  options: ReceiveOptions,
): Promise<Installation> {
  const found = await findInRegistry(getReference(address), maxManifestBytes, settings);
  const manifest = await trustManifest(found.manifest, options.trusted, address);
  const bring = (file: { readonly digest: string; readonly bytes: number }) =>
    fetchFromRegistry(found.client, file, filePath(options.folder, file.digest));
  return await installDatabase({ manifest, bring }, options);
}

/** What is pushed. */
export interface PushOptions {
  readonly folder: StoreFolder;
  /** With any, only a database that one of them signed is pushed. */
  readonly trusted: readonly Trusted[];
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Puts the database in use into a registry, `oci://REGISTRY/REPOSITORY:TAG`. A damaged one is refused before anything is
 * sent.
 *
 * @throws {SekishoError} `usage`, `database-missing`, `database-damaged`, what registries answer.
 */
export async function pushDatabase(
  address: string,
  settings: RegistrySettings,
  { folder, trusted, onProgress }: PushOptions,
): Promise<Pushed> {
  const reference = getReference(address);
  if (reference.digest !== undefined) throw wrongAddress(address);
  const { manifest, text } = await getManifest(folder, trusted);
  const [damaged] = await verifyDatabase(folder, manifest);
  if (damaged !== undefined) throw damagedFile(damaged.part.digest);
  const files = manifest.parts.map(({ digest, bytes }) => ({ digest, bytes, path: filePath(folder, digest) }));
  const licences = [...new Set(manifest.sources.map(({ license }) => license))].sort().join(", ");
  const annotations = {
    "org.opencontainers.image.created": manifest.created,
    "org.opencontainers.image.title": "Sekisho advisory database",
    "org.opencontainers.image.licenses": licences,
  };
  const told = onProgress === undefined ? {} : { onProgress };
  return await pushToRegistry(reference, { manifest: text, annotations, files }, { ...settings, ...told });
}

function getReference(address: string): ImageReference {
  const reference = parseRegistryAddress(address);
  if (reference !== undefined) return reference;
  throw wrongAddress(address);
}

function wrongAddress(address: string): SekishoError {
  return new SekishoError("usage", {
    en: `expected oci://REGISTRY/REPOSITORY:TAG, got ${JSON.stringify(address)}`,
    ja: `oci://REGISTRY/REPOSITORY:TAG の形式を想定しましたが、${JSON.stringify(address)} が指定されています。`,
  });
}

function damagedFile(digest: string): SekishoError {
  return new SekishoError("database-damaged", {
    en: `the advisory database is damaged: sha256:${digest} is missing or has other content`,
    ja: `アドバイザリデータベースが壊れています。sha256:${digest} がないか、内容が異なります。`,
  });
}
