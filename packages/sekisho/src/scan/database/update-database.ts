import { unpackArchive, writeArchive } from "../../access/database/archive.ts";
import { fetchFile, fetchText, type MirrorSettings } from "../../access/database/mirror.ts";
import { filePath, moveFile, type StoreFolder } from "../../access/database/store-folder.ts";
import { damagedPart } from "../../advisories/database/stored-database.ts";
import { type Installation, type InstallOptions, installDatabase } from "./install-database.ts";
import { getManifest, trustManifest } from "./read-database.ts";
import type { Trusted } from "./trust.ts";

/** Where a database goes, and whom its user trusts. */
export interface ReceiveOptions extends InstallOptions {
  readonly trusted: readonly Trusted[];
}

/** No manifest of a database comes near. */
export const maxManifestBytes = 64 * 1024 * 1024;

/**
 * Brings a database up to a mirror's state: a folder over HTTP that looks as a store does. Only files that are missing
 * or damaged are fetched; what broke off goes on where it was.
 *
 * @param base Address of the folder.
 */
export async function updateFromMirror(
  base: URL,
  settings: MirrorSettings,
  options: ReceiveOptions,
): Promise<Installation> {
  const root = base.pathname.endsWith("/") ? base : new URL(`${base.pathname}/${base.search}`, base.href);
  const url = new URL("current.json", root);
  const text = await fetchText(url, maxManifestBytes, settings);
  const manifest = await trustManifest(text, options.trusted, `${url.origin}${url.pathname}`);
  return await installDatabase(
    {
      manifest,
      bring: ({ digest, bytes }) =>
        fetchFile({ url: new URL(`files/${digest}`, root), digest, bytes }, filePath(options.folder, digest), settings),
    },
    options,
  );
}

/** Writes the database in use into one file, for machines without a network. */
export async function exportDatabase(
  folder: StoreFolder,
  path: string,
  trusted: readonly Trusted[],
): Promise<{ readonly files: number }> {
  const { manifest, text } = await getManifest(folder, trusted);
  await writeArchive(folder, { manifest: text, files: manifest.parts }, path);
  return { files: manifest.parts.length };
}

/** Makes the database in a file the one in use. */
export async function importDatabase(path: string, options: ReceiveOptions): Promise<Installation> {
  const unpacked = await unpackArchive(options.folder, path);
  try {
    const manifest = await trustManifest(unpacked.manifest, options.trusted, path);
    return await installDatabase(
      {
        manifest,
        async bring(part) {
          const from = unpacked.find(part.digest);
          if (from === undefined) throw damagedPart(part, new Error(`${path} does not hold it whole`));
          await moveFile(options.folder, from, part.digest);
        },
      },
      options,
    );
  } finally {
    await unpacked.remove();
  }
}
