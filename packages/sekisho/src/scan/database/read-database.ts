import { access } from "node:fs/promises";
import { readCurrent, type StoreFolder } from "../../access/database/store-folder.ts";
import {
  type Envelope,
  findSigner,
  keyIdOf,
  manifestMediaType,
  readEnvelope,
} from "../../advisories/database/envelope.ts";
import { type Manifest, readManifest } from "../../advisories/database/manifest.ts";
import { SekishoError } from "../../model/error.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import { identitiesOf, keysOf, type Trusted } from "./trust.ts";

/** A manifest that may be used. */
export interface TrustedManifest {
  readonly manifest: Manifest;
  /** As it was signed, to be handed on. */
  readonly text: string;
  /** Name of the key or of the person that signed it; left out when no signature was asked for. */
  readonly signedBy?: string;
}

/**
 * Reads a signed manifest. With anybody trusted, one of them must have signed it, by a signature of the envelope or by a
 * sigstore bundle; without, signatures are not looked at.
 *
 * @param from Where it comes from, for messages.
 * @throws {SekishoError} `database-untrusted`, `database-damaged`.
 */
export async function trustManifest(text: string, trusted: readonly Trusted[], from: string): Promise<TrustedManifest> {
  const read = readEnvelope(text);
  if (read.ended === "refused") throw noEnvelope(from);
  const signedBy = trusted.length === 0 ? undefined : await getSigner(read.envelope, trusted, from);
  const content = readManifest(read.envelope.payload.toString("utf8"));
  if (content.ended === "refused") throw damagedManifest(from, content.problem);
  return { manifest: content.manifest, text, ...(signedBy === undefined ? {} : { signedBy }) };
}

/** Gives the name of who signed; a bundle is looked at where no key of ours fits. */
async function getSigner(envelope: Envelope, trusted: readonly Trusted[], from: string): Promise<string> {
  const keys = keysOf(trusted);
  const signer = findSigner(envelope, keys);
  if (signer !== undefined) return keyIdOf(signer);
  const { bundle, payload } = envelope;
  if (bundle === undefined) throw untrusted(from, envelope.signatures.length, trusted);
  // What verifies certificates and logs is loaded where there is a bundle to verify.
  const { verifyBundle } = await import("../../access/signatures/verify-bundle.ts");
  const signed = { bytes: payload, mediaType: manifestMediaType };
  const verdict = verifyBundle(bundle, signed, { keys, identities: identitiesOf(trusted) });
  if (verdict.ended === "refused") throw refusedBundle(from, verdict.reason);
  const key = verdict.key === undefined ? undefined : keys[verdict.key];
  return verdict.identity ?? (key === undefined ? "" : keyIdOf(key));
}

/** Gives the manifest in use; `undefined` where there is no database. */
export async function findManifest(
  folder: StoreFolder,
  trusted: readonly Trusted[],
): Promise<TrustedManifest | undefined> {
  const text = await readCurrent(folder);
  return text === undefined ? undefined : trustManifest(text, trusted, folder.path);
}

/**
 * Gives the manifest in use.
 *
 * @throws {SekishoError} `database-missing`.
 */
export async function getManifest(folder: StoreFolder, trusted: readonly Trusted[]): Promise<TrustedManifest> {
  const found = await findManifest(folder, trusted);
  if (found !== undefined) return found;
  const isThere = await access(folder.path).then(
    () => true,
    () => false,
  );
  const where: Text = isThere
    ? { en: `${folder.path} holds no advisory database`, ja: `${folder.path} にアドバイザリデータベースがありません。` }
    : { en: `there is no folder ${folder.path}`, ja: `フォルダー ${folder.path} がありません。` };
  throw new SekishoError("database-missing", where, {
    hint: { en: "make one: sekisho db update", ja: "作成するには sekisho db update を実行します。" },
  });
}

function untrusted(from: string, signatures: number, trusted: readonly Trusted[]): SekishoError {
  const keys = keysOf(trusted).map((key) => keyIdOf(key).slice(0, 16));
  const names = [...keys, ...identitiesOf(trusted).map(({ identity }) => quote(identity))].join(", ");
  return new SekishoError("database-untrusted", {
    en: `${from}: expected a signature by one of those who are trusted (${names}), got ${signatures === 0 ? "none" : `${signatures} by others`}`,
    ja: `${from}: 信頼する署名者（${names}）による署名を想定しましたが、${signatures === 0 ? "署名がありません。" : `ほかの鍵による署名が ${signatures} 件あるだけです。`}`,
  });
}

function refusedBundle(from: string, reason: string): SekishoError {
  const shown = quote(reason);
  return new SekishoError("database-untrusted", {
    en: `${from}: the sigstore bundle of the database proves no trusted signature: ${shown}`,
    ja: `${from}: データベースの sigstore バンドルでは、信頼する署名を確認できません。詳細: ${shown}`,
  });
}

function noEnvelope(from: string): SekishoError {
  return damagedManifest(from, "it is no signed manifest of a sekisho database");
}

function damagedManifest(from: string, problem: string): SekishoError {
  return new SekishoError("database-damaged", {
    en: `${from}: the manifest of the advisory database cannot be read: ${problem}`,
    ja: `${from}: アドバイザリデータベースのマニフェストを読み取れません。詳細: ${problem}`,
  });
}
