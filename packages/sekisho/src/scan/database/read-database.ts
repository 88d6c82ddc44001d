import type { KeyObject } from "node:crypto";
import { access } from "node:fs/promises";
import { readCurrent, type StoreFolder } from "../../access/database/store-folder.ts";
import { findSigner, keyIdOf, readEnvelope } from "../../advisories/database/envelope.ts";
import { type Manifest, readManifest } from "../../advisories/database/manifest.ts";
import { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";

/** A manifest that may be used. */
export interface TrustedManifest {
  readonly manifest: Manifest;
  /** As it was signed, to be handed on. */
  readonly text: string;
  /** Name of the key that signed it; `undefined` when no key was asked for. */
  readonly signedBy?: string;
}

/**
 * Reads a signed manifest. With trusted keys, one of them must have signed it; without any, its signatures are not
 * looked at.
 *
 * @param from Where it comes from, for messages.
 * @throws {SekishoError} `database-untrusted`, `database-damaged`.
 */
export function trustManifest(text: string, trusted: readonly KeyObject[], from: string): TrustedManifest {
  const read = readEnvelope(text);
  if (read.ended === "refused") throw read.problem === "sigstore" ? sigstoreBundle(from) : noEnvelope(from);
  const signer = findSigner(read.envelope, trusted);
  if (trusted.length > 0 && signer === undefined) throw untrusted(from, read.envelope.signatures.length, trusted);
  const content = readManifest(read.envelope.payload.toString("utf8"));
  if (content.ended === "refused") throw damagedManifest(from, content.problem);
  return { manifest: content.manifest, text, ...(signer === undefined ? {} : { signedBy: keyIdOf(signer) }) };
}

/** Gives the manifest in use; `undefined` where there is no database. */
export async function findManifest(
  folder: StoreFolder,
  trusted: readonly KeyObject[],
): Promise<TrustedManifest | undefined> {
  const text = await readCurrent(folder);
  return text === undefined ? undefined : trustManifest(text, trusted, folder.path);
}

/**
 * Gives the manifest in use.
 *
 * @throws {SekishoError} `database-missing`.
 */
export async function getManifest(folder: StoreFolder, trusted: readonly KeyObject[]): Promise<TrustedManifest> {
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

function untrusted(from: string, signatures: number, trusted: readonly KeyObject[]): SekishoError {
  const keys = trusted.map((key) => keyIdOf(key).slice(0, 16)).join(", ");
  return new SekishoError("database-untrusted", {
    en: `${from}: expected a signature by one of the trusted keys (${keys}), got ${signatures === 0 ? "none" : `${signatures} by others`}`,
    ja: `${from}: 信頼する鍵（${keys}）による署名を想定しましたが、${signatures === 0 ? "署名がありません。" : `ほかの鍵による署名が ${signatures} 件あるだけです。`}`,
  });
}

function sigstoreBundle(from: string): SekishoError {
  return new SekishoError(
    "database-untrusted",
    {
      en: `${from}: sigstore bundles are not supported yet; a database is signed with an Ed25519 key`,
      ja: `${from}: sigstore バンドルには未対応です。データベースの署名には Ed25519 鍵を使用します。`,
    },
    {
      hint: {
        en: "sign it: sekisho db build --sign KEY",
        ja: "署名するには sekisho db build --sign KEY を実行します。",
      },
    },
  );
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
