import type { FoundSecret } from "../../model/analysis.ts";
import { defineStreamAnalyzer } from "../define.ts";
import { reasonToSkip } from "./skipped-paths.ts";

/** A file that is a store of keys, told by its first bytes. */
interface StoreFormat {
  readonly rule: string;
  readonly describe: string;
  readonly recognizes: (start: Buffer, path: string) => boolean;
}

/** Stores of certificates alone, under the names that Java and distributions give them. */
const trustStore = /(?:cacerts|trust-?store|trusted|ca-bundle)[^/]{0,40}$/i;

/**
 * Sources: JKS, sun.security.provider.JavaKeyStore (magic, version, count, tag of the first entry); RFC 7292 (PFX version 3
 * and its ASN.1); RFC 5958 and RFC 8017 (private keys); KeePass "KDBX 4"; RFC 9580, 5.5.3 (secret key packet).
 */
const storeFormats: readonly StoreFormat[] = [
  {
    rule: "secret/java-key-store",
    describe: "Java key store with a private key",
    recognizes: (start) =>
      start.length > 16 &&
      [0xfeedfeed, 0xcececece].includes(start.readUInt32BE(0)) &&
      [1, 2].includes(start.readUInt32BE(4)) &&
      start.readUInt32BE(8) > 0 &&
      [1, 3].includes(start.readUInt32BE(12)),
  },
  {
    rule: "secret/pkcs12-key-store",
    describe: "PKCS #12 key store",
    recognizes: (start, path) =>
      !trustStore.test(path) &&
      /^30(?:82....|83......|84........|80)020103(?:30|a0)/.test(start.toString("hex", 0, 16)),
  },
  {
    rule: "secret/keepass-database",
    describe: "KeePass database",
    recognizes: (start) => /^03d9a29a6[57]fb4bb5/.test(start.toString("hex", 0, 8)),
  },
  {
    rule: "secret/binary-private-key",
    describe: "private key in binary form",
    recognizes: (start, path) =>
      /\.(?:key|der|pk8|p8|pkcs8)$/i.test(path) &&
      /^30(?:2e|3[0-9a-f]|[4-7][0-9a-f]|81..|82....)0201(?:00(?:30|02)|010420)/.test(start.toString("hex", 0, 16)),
  },
  {
    rule: "secret/pgp-secret-key-ring",
    describe: "OpenPGP secret key ring",
    recognizes: (start, path) =>
      /(?:secring|secret|private)[^/]{0,40}\.(?:gpg|pgp)$/i.test(path) && [0x94, 0x95, 0xc5].includes(start[0] ?? 0),
  },
];

/** Finds stores of private keys and passwords by their first bytes. */
export const keyStores = defineStreamAnalyzer({
  id: "secret/key-stores",
  version: 1,
  finds: ["secret"],
  scope: "everywhere",
  open({ path }, start) {
    if (start.length < 16) return undefined;
    const format = storeFormats.find(({ recognizes }) => recognizes(start, path));
    if (format === undefined || reasonToSkip(path) !== undefined) return undefined;
    return { write: ignore, end: () => ({ secrets: [toSecret(format)] }) };
  },
});

function toSecret({ rule, describe }: StoreFormat): FoundSecret {
  return { rule, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1, excerpt: describe };
}

/** The first bytes have said it all. */
function ignore(): void {}
