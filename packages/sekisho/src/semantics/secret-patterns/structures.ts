import { looksRandom } from "./entropy.ts";
import type { SecretMatch } from "./kinds/define.ts";
import { isPlaceholder } from "./placeholders.ts";
import { meaningOfName } from "./secret-names.ts";

const base32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const base62Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** Characters of CRC-32 in base 62 at the end of a token. */
const checksumLength = 6;

/**
 * Tells whether the last six characters of a token are the CRC-32 of those between its prefix and them, in base 62.
 * Source: GitHub, "Behind GitHub's new authentication token formats" (2021); npm's tokens follow it.
 */
export function hasTokenChecksum(token: string): boolean {
  const body = token.slice(token.indexOf("_") + 1);
  const checked = body.slice(0, -checksumLength);
  // Loaded when a token is looked at: few scans see one, and it takes longer to load than some scans take.
  let rest = process.getBuiltinModule("node:zlib").crc32(checked);
  let digits = "";
  for (let count = 0; count < checksumLength; count++) {
    digits = base62Digits.charAt(rest % base62Digits.length) + digits;
    rest = Math.floor(rest / base62Digits.length);
  }
  return body.endsWith(digits);
}

/**
 * Tells whether an AWS access key id can have been issued: newer ones (fifth character Q and above) hold the account's
 * number of at most twelve digits, bits 1 to 40 of the characters after the prefix in base 32.
 */
export function hasAwsAccount(keyId: string): boolean {
  const digits = Array.from(keyId.slice(4, 14), (digit) => base32Digits.indexOf(digit));
  if ((digits[0] ?? 0) < base32Digits.indexOf("Q")) return true;
  let bits = 0n;
  for (const digit of digits) bits = (bits << 5n) | BigInt(Math.max(digit, 0));
  // 50 bits: the account is the 40 bits behind the first one.
  return ((bits >> 9n) & 0xff_ffff_ffffn) <= 999_999_999_999n;
}

/** Tells whether a JSON Web Token is one: header and body are JSON objects, the header names an algorithm, and it is no example. */
export function isJsonWebToken(token: string): boolean {
  const [header = "", body = ""] = token.split(".");
  const parsed = parseObject(decodeBase64(header));
  if (parsed === undefined || typeof parsed["alg"] !== "string" || parsed["alg"] === "none") return false;
  const claims = parseObject(decodeBase64(body));
  return claims !== undefined && claims["name"] !== "John Doe";
}

/** Tells whether base 64 text begins a JSON object. */
export function isBase64Json(value: string): boolean {
  return decodeBase64(value).startsWith('{"');
}

/** Tells whether a service account token of 1Password holds what such a token does. */
export function isOnePasswordToken(token: string): boolean {
  return decodeBase64(token.slice("ops_".length)).startsWith('{"');
}

/** Tells whether a text is base 64 for something of the wanted form. */
export function isBase64Of(value: string, wanted: RegExp): boolean {
  if (value.replace(/=+$/, "").length % 4 === 1) return false;
  return wanted.test(decodeBase64(value));
}

/** Users in the examples of RFC 7617 and RFC 6749. */
const exampleUsers: ReadonlySet<string> = new Set(["Aladdin", "s6BhdRkqt3"]);

/** Tells whether the password in base 64 for `user:password` is more than a placeholder. */
export function isPasswordValue(encoded: string): boolean {
  const [user = "", password = ""] = decodeBase64(encoded).split(":", 2);
  return /^[\x21-\x7e]+$/.test(password) && !isPlaceholder(password) && !exampleUsers.has(user);
}

/** Tells whether a PyPI token is a macaroon of version 2 that pypi.org or test.pypi.org issued. */
export function isMacaroonForPypi(token: string): boolean {
  const bytes = Buffer.from(token.slice("pypi-".length), "base64url").toString("latin1");
  return bytes.startsWith("\x02\x01\x08pypi.org") || bytes.startsWith("\x02\x01\rtest.pypi.org");
}

/** Tells whether a Slack token has the parts that its prefix asks for. */
export function hasSlackShape(token: string): boolean {
  if (token.startsWith("xapp-")) return /^xapp-\d-[A-Z0-9]{8,14}-\d{8,16}-[0-9a-f]{32,128}$/.test(token);
  if (token.startsWith("xoxe")) return token.length >= 60;
  if (/^xox[cd]-/.test(token)) return token.length >= 40 && /\d/.test(token);
  return /^xox[abprso]-(?:\d+-){1,4}[0-9A-Za-z]{14,80}$/.test(token);
}

/** Tells whether the first part of a Discord token is a number in base 64: the id of its bot. */
export function isDiscordToken(token: string): boolean {
  return /^\d{17,20}$/.test(decodeBase64(token.split(".", 1)[0] ?? ""));
}

/** Tells whether a WireGuard key is none of a manual: 32 bytes with enough different ones. */
export function isWireguardKey(value: string): boolean {
  return new Set(Buffer.from(value, "base64")).size > 16;
}

/** Words in passwords of addresses that manuals use. */
const addressExample =
  /^(?:passw(?:or)?d?\d{0,3}|pass(?:word)?|pw|pwd|p4ssw0rd|mypass(?:word)?|userpass|secret\d{0,3})$/i;

/** Tells whether the password of an address is more than a port, a variable or an example. */
export function isPasswordInAddress(value: string): boolean {
  return !isPlaceholder(value) && !/^\d{1,5}$/.test(value) && !addressExample.test(value);
}

/** Tells whether the host behind a password is none that is reserved for documents. Source: RFC 2606. */
export function isRealHost(behind: string): boolean {
  const host = /^[\w.[:\]-]{1,100}/.exec(behind)?.[0];
  return (
    host !== undefined &&
    !/\bexample\b|\.(?:test|invalid)\b|^(?:host(?:name)?|proxyhost|server|domain|foo|bogus)\b/i.test(host)
  );
}

/** Tells whether the text between the lines of a private key is a key that needs no passphrase. */
export function isPlainKey(text: string): boolean {
  const body = keyBody(text);
  return body !== undefined && !isProtected(text, body);
}

/** Tells whether the text between the lines of a private key is a key that a passphrase protects. */
export function isEncryptedKey(text: string): boolean {
  const body = keyBody(text);
  return body !== undefined && isProtected(text, body);
}

function isProtected(text: string, body: Buffer): boolean {
  if (/^-----BEGIN [A-Z ]{0,20}ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(text)) return true;
  if (!body.toString("latin1", 0, openSshMagic.length).startsWith(openSshMagic)) return false;
  const cipherLength = body.readUInt32BE(openSshMagic.length);
  return body.toString("latin1", openSshMagic.length + 4, openSshMagic.length + 4 + cipherLength) !== "none";
}

const openSshMagic = "openssh-key-v1\0";
/** Bytes of the shortest key: Ed25519 in PKCS #8 has 48. */
const minimumKeyBytes = 40;

/** Finds the bytes of a key: an ASN.1 sequence, an OpenSSH key or OpenPGP packets; `undefined` for an example. */
function keyBody(text: string): Buffer | undefined {
  const lines = text
    .replaceAll(/\\r|\\n/g, "\n")
    .split("\n")
    .map((line) => line.replaceAll(/^[\s"'+#*/|>-]{1,8}(?=[A-Za-z0-9+/=])|[\s"'+,;\\]+$/g, ""));
  const isPgp = text.startsWith("-----BEGIN PGP");
  const body = lines.filter((line) => /^[A-Za-z0-9+/]{4,}={0,2}$/.test(line)).join("");
  const bytes = Buffer.from(body, "base64");
  if (bytes.length < minimumKeyBytes || new Set(bytes).size < 12) return undefined;
  const [first = 0] = bytes;
  const isCipherText = /Proc-Type: 4,ENCRYPTED|BEGIN ENCRYPTED (?:SIGSTORE|COSIGN)/.test(text);
  const isOpenSsh =
    bytes.toString("latin1", 0, openSshMagic.length) === openSshMagic && bytes.length > openSshMagic.length + 20;
  if (isPgp ? first >= 0x80 : first === 0x30 || isOpenSsh || isCipherText) return bytes;
  return undefined;
}

/** Words between which a name and its value stand. */
const nameBefore = /([A-Za-z_][\w.-]{1,80})["']?[ \t]{0,3}(?::=|[=:])[ \t]{0,3}["']?$/;
/** Names of what is public by its nature. */
const publicName =
  /public|fingerprint|checksum|integrity|sha\d|hash|digest|keyid|key_id|tokeni[sz]|license|nonce_|_url|_uri|keyserver|keyring|cache_?key|sort_?key|primary_?key|foreign_?key|(?:result|input|output|next|page)_(?:key|token)/i;

/**
 * Values that SOPS, Sealed Secrets (RSA blocks of 4096 bits: their length comes first) and kubesec (text, 12 bytes, 16 bytes)
 * have encrypted.
 */
const encrypted = /^(?:ENC\[|Ag[A-D]|[A-Za-z0-9+/]{1,400}={0,2}\.[A-Za-z0-9+/]{16}\.[A-Za-z0-9+/]{22}==$)/;
/** Behind it stands where an ExternalSecret finds a value. */
const remoteKey = /\bremoteRef["']?[ \t]{0,3}:[^#]{0,120}\bkey["']?[ \t]{0,3}:[ \t]{0,3}["']?$/;

/** Tells whether a value behind a telling name in a file is a credential and no word, path, checksum or name of another thing. */
export function isAssignedSecret({ value, text, start }: SecretMatch): boolean {
  const name = nameBefore.exec(text.slice(Math.max(0, start - 100), start))?.[1] ?? "";
  const words = name.replaceAll(/([a-z])([A-Z])/g, "$1_$2").replaceAll(/[.-]/g, "_");
  if (meaningOfName(words) !== "secret" || publicName.test(words)) return false;
  if (/[[\]*^]|^(?:sha\d+[-:]|vault:|arn:|projects\/|secret:|ref\+|op:\/\/|file:|env:)/.test(value)) return false;
  if (encrypted.test(value) || remoteKey.test(text.slice(Math.max(0, start - 200), start))) return false;
  if (/[A-Za-z]{3,}(?:[._/:-][A-Za-z]{3,}){2,}/.test(value) || /^[A-Z][a-z]+(?:[A-Z][a-z]+)+$/.test(value))
    return false;
  return looksRandom(value) && /\d/.test(value);
}

function decodeBase64(text: string): string {
  return Buffer.from(text, "base64").toString("latin1");
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // No JSON: then it is no token, which is what the caller asked.
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
