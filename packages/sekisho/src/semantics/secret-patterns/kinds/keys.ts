import { isEncryptedKey, isJsonWebToken, isPlainKey, isWireguardKey } from "../structures.ts";
import type { SecretKind } from "./define.ts";

const keyHeader = /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----/dg;
const closing = "-----END";
/** Characters of the longest private key that is looked at whole: RSA with 16,384 bits. */
const keyReach = 16_384;

/**
 * Keys and signed tokens, whoever made them.
 * Sources: RFC 7468 (textual encodings of keys); PROTOCOL.key of OpenSSH; RFC 9580 (OpenPGP); RFC 7519 (JSON Web Token);
 * RFC 7517 (JSON Web Key); PuTTY manual, appendix C; age(1); wg(8); minisign(1).
 */
export const keyKinds: readonly SecretKind[] = [
  {
    id: "private-key",
    name: { en: "private key", ja: "秘密鍵" },
    severity: "critical",
    opens: "key",
    aliases: ["trivy:private-key"],
    keywords: ["PRIVATE KEY-----", "PRIVATE KEY BLOCK-----"],
    pattern: () => keyHeader,
    reach: keyReach,
    closing,
    isStructured: true,
    verifies: ({ value }) => isPlainKey(value),
  },
  {
    id: "encrypted-private-key",
    name: { en: "private key with a passphrase", ja: "パスフレーズ付きの秘密鍵" },
    severity: "low",
    opens: "protected-key",
    keywords: ["PRIVATE KEY-----"],
    pattern: () => keyHeader,
    reach: keyReach,
    closing,
    isStructured: true,
    isInFilesOnly: true,
    verifies: ({ value }) => isEncryptedKey(value),
  },
  {
    id: "putty-private-key",
    name: { en: "PuTTY private key", ja: "PuTTY 秘密鍵" },
    severity: "critical",
    opens: "key",
    keywords: ["PuTTY-User-Key-File-"],
    pattern: () =>
      /PuTTY-User-Key-File-[23]: [\w@.-]{3,40}\r?\nEncryption: none\r?\n[\s\S]{0,6000}?Private-Lines: \d{1,4}\r?\n([A-Za-z0-9+/=\r\n]{40,8000})/dg,
    reach: keyReach,
    minimumEntropy: 4,
  },
  {
    id: "age-secret-key",
    name: { en: "age secret key", ja: "age 秘密鍵" },
    severity: "critical",
    opens: "key",
    aliases: ["trivy:age-secret-key"],
    keywords: ["AGE-SECRET-KEY-"],
    pattern: () => /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/dg,
  },
  {
    id: "wireguard-private-key",
    name: { en: "WireGuard private key", ja: "WireGuard 秘密鍵" },
    severity: "critical",
    opens: "key",
    keywords: ["privatekey", "presharedkey"],
    pattern: () =>
      /^[ \t]{0,8}(?:PrivateKey|PresharedKey)[ \t]{0,4}=[ \t]{0,4}([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)[ \t\r]{0,4}$/dgm,
    verifies: ({ value }) => isWireguardKey(value),
    isInFilesOnly: true,
  },
  {
    id: "json-web-key",
    name: { en: "private JSON Web Key", ja: "JSON Web Key の秘密鍵" },
    severity: "high",
    opens: "key",
    keywords: ['"kty"'],
    pattern: () => /"kty"\s{0,9}:\s{0,9}"(?:RSA|EC|OKP)"[^{}]{0,3000}?"d"\s{0,9}:\s{0,9}"([\w-]{32,800})"/dg,
    reach: 4000,
    minimumEntropy: 3.8,
  },
  {
    id: "xml-private-key",
    name: { en: "RSA private key in XML", ja: "XML 形式の RSA 秘密鍵" },
    severity: "high",
    opens: "key",
    keywords: ["<RSAKeyValue>"],
    pattern: () => /<RSAKeyValue>[A-Za-z0-9+/=<>\s]{100,4000}?<D>\s{0,9}([A-Za-z0-9+/=\s]{80,1000})<\/D>/dg,
    reach: 5200,
    minimumEntropy: 4,
  },
  {
    id: "openvpn-static-key",
    name: { en: "OpenVPN static key", ja: "OpenVPN 静的鍵" },
    severity: "critical",
    opens: "key",
    keywords: ["OpenVPN Static key"],
    pattern: () => /-----BEGIN OpenVPN Static key V1-----\s{1,4}([0-9a-f\s]{500,640})-----END/dg,
    reach: 900,
    isStructured: true,
    accepts: ({ value }) => new Set(value).size > 8,
  },
  {
    id: "minisign-secret-key",
    name: { en: "minisign secret key", ja: "minisign 秘密鍵" },
    severity: "low",
    opens: "protected-key",
    keywords: ["secret key\nRW", "secret key\r\nRW"],
    pattern: () => /untrusted comment: [^\n]{0,80}secret key\r?\n(RW[A-Za-z0-9+/]{180,240}={0,2})/dg,
    minimumEntropy: 3,
  },
  {
    id: "json-web-token",
    name: { en: "JSON Web Token", ja: "JSON Web Token" },
    severity: "medium",
    opens: "identity",
    aliases: ["trivy:jwt-token"],
    keywords: [".eyJ"],
    pattern: () => /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,1000}(?![\w-])/dg,
    reach: 7100,
    verifies: ({ value }) => isJsonWebToken(value),
  },
];
