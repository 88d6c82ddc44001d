import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { isJsonObject } from "../../formats/json/json-value.ts";
import { SekishoError } from "../../model/error.ts";

/**
 * Reads an Ed25519 private key in PEM (PKCS #8, as `openssl genpkey -algorithm ed25519` writes it).
 *
 * @throws {SekishoError} `credentials-unreadable`.
 */
export function readPrivateKey(path: string): KeyObject {
  return readKey(
    path,
    { parse: createPrivateKey, types: ["ed25519"] },
    {
      en: "an Ed25519 private key in PEM",
      ja: "PEM 形式の Ed25519 秘密鍵",
    },
  );
}

/**
 * Reads an Ed25519 or ECDSA public key in PEM (as `openssl pkey -pubout` and `cosign public-key` write it). Those of
 * ECDSA verify sigstore bundles.
 *
 * @throws {SekishoError} `credentials-unreadable`.
 */
export function readPublicKey(path: string): KeyObject {
  return readKey(
    path,
    { parse: createPublicKey, types: ["ed25519", "ec"] },
    {
      en: "an Ed25519 or ECDSA public key in PEM",
      ja: "PEM 形式の Ed25519 または ECDSA 公開鍵",
    },
  );
}

function readKey(
  path: string,
  { parse, types }: { readonly parse: (pem: Buffer) => KeyObject; readonly types: readonly string[] },
  expected: { readonly en: string; readonly ja: string },
): KeyObject {
  let got: string;
  try {
    const key = parse(readFileSync(path));
    if (types.includes(key.asymmetricKeyType ?? "")) return key;
    got = String(key.asymmetricKeyType);
  } catch (error) {
    got = reasonOf(error);
  }
  throw new SekishoError("credentials-unreadable", {
    en: `${path}: expected ${expected.en}, got ${got}`,
    ja: `${path}: ${expected.ja}を想定しましたが、${got} でした。`,
  });
}

/** No trusted root comes near. */
const maxRootBytes = 4 * 1024 * 1024;

/**
 * Reads a trusted root of sigstore: JSON, as `cosign trusted-root create` writes it and sigstore publishes it.
 *
 * @throws {SekishoError} `credentials-unreadable`.
 */
export function readTrustedRoot(path: string): unknown {
  let got: string;
  try {
    const bytes = readFileSync(path);
    const root: unknown = bytes.length <= maxRootBytes ? JSON.parse(bytes.toString("utf8")) : undefined;
    if (isTrustedRoot(root)) return root;
    got = bytes.length > maxRootBytes ? `${bytes.length} bytes` : "JSON of another kind";
  } catch (error) {
    got = error instanceof SyntaxError ? "no JSON" : reasonOf(error);
  }
  throw new SekishoError("credentials-unreadable", {
    en: `${path}: expected a trusted root of sigstore (JSON with certificateAuthorities), got ${got}`,
    ja: `${path}: sigstore の信頼ルート（certificateAuthorities を含む JSON）を想定しましたが、${got} でした。`,
  });
}

/**
 * Reads the text of a sigstore bundle.
 *
 * @throws {SekishoError} `credentials-unreadable`.
 */
export function readBundle(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const got = reasonOf(error);
    throw new SekishoError(
      "credentials-unreadable",
      {
        en: `${path}: expected a sigstore bundle, got ${got}`,
        ja: `${path}: sigstore バンドルを想定しましたが、${got} でした。`,
      },
      { cause: error },
    );
  }
}

function isTrustedRoot(root: unknown): boolean {
  return isJsonObject(root) && Array.isArray(root["certificateAuthorities"]);
}

/** The text of the error may quote the file; its code is enough. */
function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "?";
}
