import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { SekishoError } from "../../model/error.ts";

/**
 * Reads an Ed25519 private key in PEM (PKCS #8, as `openssl genpkey -algorithm ed25519` writes it).
 *
 * @throws {SekishoError} `credentials-unreadable`.
 */
export function readPrivateKey(path: string): KeyObject {
  return readKey(path, createPrivateKey, { en: "an Ed25519 private key in PEM", ja: "PEM 形式の Ed25519 秘密鍵" });
}

/**
 * Reads an Ed25519 public key in PEM (as `openssl pkey -pubout` writes it).
 *
 * @throws {SekishoError} `credentials-unreadable`.
 */
export function readPublicKey(path: string): KeyObject {
  return readKey(path, createPublicKey, { en: "an Ed25519 public key in PEM", ja: "PEM 形式の Ed25519 公開鍵" });
}

function readKey(
  path: string,
  parse: (pem: Buffer) => KeyObject,
  expected: { readonly en: string; readonly ja: string },
): KeyObject {
  let got: string;
  try {
    const key = parse(readFileSync(path));
    if (key.asymmetricKeyType === "ed25519") return key;
    got = String(key.asymmetricKeyType);
  } catch (error) {
    // The text of the error may quote the file; its code is enough.
    got = error instanceof Error && "code" in error ? String(error.code) : "?";
  }
  throw new SekishoError("credentials-unreadable", {
    en: `${path}: expected ${expected.en}, got ${got}`,
    ja: `${path}: ${expected.ja}を想定しましたが、${got} でした。`,
  });
}
