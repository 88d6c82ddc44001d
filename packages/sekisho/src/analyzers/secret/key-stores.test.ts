import { expect, test } from "vitest";
import { storeKinds } from "../../semantics/secret-patterns/kinds/stores.ts";
import { keyStores } from "./key-stores.ts";

/** First bytes by the formats' documents: JavaKeyStore (tag 1 key, 2 certificate), RFC 7292, KDBX, RFC 5958. */
test.each([
  {
    name: "a Java key store with a key",
    path: "app/a.jks",
    start: "feedfeed000000020000000100000001",
    rule: "java-key-store",
  },
  { name: "a Java trust store", path: "app/a.jks", start: "feedfeed000000020000000100000002", rule: undefined },
  { name: "PKCS #12", path: "app/a.p12", start: "308209c90201033082099006092a8648", rule: "pkcs12-key-store" },
  {
    name: "trusted certificates in PKCS #12",
    path: "etc/ssl/java/cacerts",
    start: "308209c90201033082099006092a8648",
    rule: undefined,
  },
  { name: "KeePass", path: "app/a.kdbx", start: "03d9a29a67fb4bb50100040002100000", rule: "keepass-database" },
  {
    name: "a key in PKCS #8",
    path: "app/a.der",
    start: "308204be020100300d06092a864886f7",
    rule: "binary-private-key",
  },
  { name: "a certificate", path: "app/a.der", start: "308203be308202a6a003020102020900", rule: undefined },
  { name: "a short file", path: "app/a.jks", start: "feedfeed", rule: undefined },
])("$name", ({ path, start, rule }) => {
  const bytes = Buffer.concat([Buffer.from(start, "hex"), Buffer.alloc(start.length > 8 ? 64 : 0, 7)]);
  const watch = keyStores.open({ path, mode: 0o600, userId: 0, size: bytes.length }, bytes);
  const rules = watch?.end().secrets?.map((secret) => secret.rule);
  expect(rules).toEqual(rule === undefined ? undefined : [`secret/${rule}`]);
  expect(rule === undefined || storeKinds.some(({ id }) => id === rule)).toBe(true);
});
