import { replaceCurrent, type StoreFolder } from "../../access/database/store-folder.ts";
import { withUpdateLock } from "../../access/database/update-lock.ts";
import { isBundle, printEnvelope, readEnvelope } from "../../advisories/database/envelope.ts";
import { SekishoError } from "../../model/error.ts";
import { getManifest, type TrustedManifest, trustManifest } from "./read-database.ts";
import type { Trusted } from "./trust.ts";

/** A bundle that goes to the database in use. */
export interface AttachOptions {
  /** Of the file, for messages. */
  readonly from: string;
  /** With anybody, only a bundle by one of them is taken. */
  readonly trusted: readonly Trusted[];
}

/**
 * Puts a sigstore bundle over the manifest into the manifest's envelope: it goes wherever the database goes.
 *
 * @throws {SekishoError} `database-missing`, `database-untrusted`, `database-unwritable`; the manifest stays as it is.
 */
export function attachBundle(folder: StoreFolder, bundle: string, options: AttachOptions): Promise<TrustedManifest> {
  return withUpdateLock(folder.path, async () => {
    const { text } = await getManifest(folder, []);
    const read = readEnvelope(text);
    const parsed = parse(bundle);
    if (read.ended === "refused" || !isBundle(parsed)) throw noBundle(options.from);
    const signed = printEnvelope({ ...read.envelope, bundle: parsed });
    const trusted = await trustManifest(signed, options.trusted, options.from);
    await replaceCurrent(folder, signed);
    return trusted;
  });
}

/** Gives the bytes of the manifest in use, as they are signed. */
export async function readSignedBytes(folder: StoreFolder, trusted: readonly Trusted[]): Promise<Buffer> {
  const { text } = await getManifest(folder, trusted);
  const read = readEnvelope(text);
  if (read.ended === "read") return read.envelope.payload;
  throw noBundle(folder.path);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noBundle(from: string): SekishoError {
  return new SekishoError("database-untrusted", {
    en: `${from}: expected a sigstore bundle (JSON, as cosign sign-blob --bundle writes it), got something else`,
    ja: `${from}: sigstore バンドル（cosign sign-blob --bundle が出力する JSON）を想定しましたが、異なる内容でした。`,
  });
}
