import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SekishoError } from "sekisho";

/** Encrypts what the platform has to read again: secrets of others, never passwords. */
export interface SecretBox {
  /** @param purpose Whose secret it is and what for: what is moved to another row cannot be opened there. */
  seal(secret: string, purpose: string): string;
  /** @throws {SekishoError} `secret-key-wrong` for what another key sealed, or that was altered. */
  open(sealed: string, purpose: string): string;
  /** Gives 256 bits that belong to a purpose, the same each time: what need not be stored to be sent once more. */
  derive(purpose: string): Buffer;
}

const cipherName = "aes-256-gcm";
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const shortestKey = 32;
/** Name of the file in the data directory. */
const keyFile = "secret.key";

/** Makes a box of a key: AES-256-GCM with a random nonce a secret, and the purpose as associated data. */
export function makeSecretBox(secretKey: string): SecretBox {
  const key = Buffer.from(hkdfSync("sha256", secretKey, "", "sekisho: stored secrets", keyBytes));
  // Says which key sealed something, and tells nothing of it.
  const keyName = createHash("sha256").update(key).digest().subarray(0, 6).toString("base64url");
  return {
    seal: (secret, purpose) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(cipherName, key, nonce).setAAD(Buffer.from(purpose));
      const bytes = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return `${keyName}.${Buffer.concat([nonce, cipher.getAuthTag(), bytes]).toString("base64url")}`;
    },
    open: (sealed, purpose) => {
      const [name = "", text = ""] = sealed.split(".", 2);
      if (name !== keyName) throw wrongKey(undefined);
      const bytes = Buffer.from(text, "base64url");
      try {
        const nonce = bytes.subarray(0, nonceBytes);
        const decipher = createDecipheriv(cipherName, key, nonce, { authTagLength: tagBytes })
          .setAAD(Buffer.from(purpose))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString();
      } catch (cause) {
        throw wrongKey(cause);
      }
    },
    derive: (purpose) => Buffer.from(hkdfSync("sha256", secretKey, "", `sekisho: derived: ${purpose}`, keyBytes)),
  };
}

/**
 * Opens the box of this installation: by `SEKISHO_SECRET_KEY`, else by the file `secret.key` in the data directory, which
 * the first start makes and nobody else may read.
 *
 * @throws {SekishoError} `secret-key-wrong` for a key that is too short, or a file that cannot be read or made.
 */
export async function openSecretBox(asked: string | undefined, directory: string): Promise<SecretBox> {
  const key = asked ?? (await readKeyFile(directory));
  if (key.trim().length >= shortestKey) return makeSecretBox(key.trim());
  const place = asked === undefined ? join(directory, keyFile) : "SEKISHO_SECRET_KEY";
  throw new SekishoError(
    "secret-key-wrong",
    {
      en: `${place}: expected at least ${shortestKey} characters, got ${key.trim().length}`,
      ja: `${place}: ${shortestKey} 文字以上が必要ですが、${key.trim().length} 文字です。`,
    },
    {
      hint: {
        en: "make one with: openssl rand -base64 32",
        ja: "次のコマンドで作成できます: openssl rand -base64 32",
      },
    },
  );
}

/** Two servers that start at once on one directory use the file of whichever wrote first. */
async function readKeyFile(directory: string): Promise<string> {
  const path = join(directory, keyFile);
  try {
    // As root the database runs as another user, who has to pass through.
    await mkdir(directory, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    await writeFile(path, `${randomBytes(keyBytes).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!isExisting(error)) throw unusable(path, error);
  }
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw unusable(path, error);
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

function unusable(path: string, cause: unknown): SekishoError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new SekishoError(
    "secret-key-wrong",
    { en: `cannot read or make ${path}: ${said}`, ja: `${path} を読み取れないか、作成できません: ${said}` },
    { cause },
  );
}

function wrongKey(cause: unknown): SekishoError {
  return new SekishoError(
    "secret-key-wrong",
    {
      en: "a stored secret was encrypted with another key, or was altered",
      ja: "保存された秘密情報は別の鍵で暗号化されたか、改変されています。",
    },
    {
      hint: {
        en: "give every server the same SEKISHO_SECRET_KEY, the one it was sealed with",
        ja: "すべてのサーバーに、暗号化に使用したものと同じ SEKISHO_SECRET_KEY を設定してください。",
      },
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
