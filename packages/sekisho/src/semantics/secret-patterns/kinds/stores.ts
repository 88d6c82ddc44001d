import type { SecretKind } from "./define.ts";

/** A kind of file that holds keys or passwords in binary form: told by its first bytes, not by a text in it. */
export type StoreKind = Pick<SecretKind, "id" | "name" | "severity" | "opens">;

/** Stores of keys and passwords. */
export const storeKinds: readonly StoreKind[] = [
  {
    id: "java-key-store",
    name: { en: "Java key store with a private key", ja: "秘密鍵を含む Java キーストア" },
    severity: "medium",
    opens: "protected-key",
  },
  {
    id: "pkcs12-key-store",
    name: { en: "PKCS #12 key store", ja: "PKCS #12 キーストア" },
    severity: "low",
    opens: "protected-key",
  },
  {
    id: "keepass-database",
    name: { en: "KeePass database", ja: "KeePass データベース" },
    severity: "medium",
    opens: "protected-key",
  },
  {
    id: "binary-private-key",
    name: { en: "private key in binary form", ja: "バイナリー形式の秘密鍵" },
    severity: "critical",
    opens: "key",
  },
  {
    id: "pgp-secret-key-ring",
    name: { en: "OpenPGP secret key ring", ja: "OpenPGP の秘密鍵リング" },
    severity: "medium",
    opens: "protected-key",
  },
];
