import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import { findTextAt, listAt, type ManifestValue, mapAt, pointerPart } from "../kubernetes/manifest-value.ts";
import { findSecrets } from "../secret-patterns/find-secrets.ts";
import { isSecretReference, type LiteralCredential, strengthOf } from "./literal-credential.ts";

/** A value of a Secret that anybody who can read the manifest can read. */
export interface ReadableValue extends Omit<LiteralCredential, "kind"> {
  readonly key: string;
  /** JSON pointer in the object. */
  readonly pointer: string;
}

/** Keys whose values are public, or tell where to connect and not how to get in. */
const publicKey =
  /(?:\.(?:crt|cer|pub)|^ca\.pem|public[-_.]?key|^known_hosts)$|^(?:user|username|user[-_]?name|login|email|host|hostname|port|database|db|dbname|db[-_]?name|endpoint|region|type|name|project|engine|schema|sslmode|namespace|server|url)$/i;

/**
 * Gives the values of a Secret that are not encrypted. Values of SOPS and kubesec, references to a store, templates, empty
 * values, and what is public by its key are left out.
 */
export function readableValues({ content }: ManifestObject): readonly ReadableValue[] {
  return [
    ...Object.entries(mapAt(content, "data")).flatMap(([key, value]) => judge(key, "data", value)),
    ...Object.entries(mapAt(content, "stringData")).flatMap(([key, value]) => judge(key, "stringData", value)),
  ];
}

/** Gives the values that a Kustomization makes a Secret of: its literals, `key=value`. */
export function readableLiterals({ content }: ManifestObject): readonly ReadableValue[] {
  return listAt(content, "secretGenerator").flatMap((generator, place) =>
    listAt(generator, "literals").flatMap((literal, index) => {
      if (typeof literal !== "string") return [];
      const equals = literal.indexOf("=");
      const key = literal.slice(0, Math.max(0, equals));
      const pointer = `/secretGenerator/${place}/literals/${index}`;
      const name = findTextAt(generator, "name") ?? String(place);
      return judgeText(key, literal.slice(equals + 1)).map((found) => ({ ...found, key: `${name}.${key}`, pointer }));
    }),
  );
}

/** Tells of a value of a Secret that SOPS or kubesec encrypted, or that a tool replaces by another one. */
export function isEncryptedOrReference(value: string): boolean {
  const written = value.trim();
  return isSecretReference(written) || isKubesecValue(written.replaceAll(/\s/g, ""));
}

function judge(key: string, field: string, value: ManifestValue): readonly ReadableValue[] {
  if (value === null || typeof value === "object") return [];
  const written = String(value).trim();
  if (isSecretReference(written)) return [];
  const text = field === "data" ? decode(written) : written;
  if (text === undefined) return [];
  return judgeText(key, text).map((found) => ({ ...found, pointer: `/${field}${pointerPart(key)}` }));
}

function judgeText(key: string, text: string): readonly Omit<ReadableValue, "pointer">[] {
  const value = text.trim();
  if (value === "" || isSecretReference(value)) return [];
  const found = findSecrets(value).find(({ certainty }) => certainty === "format");
  if (found !== undefined) return [{ key, strength: "format", isForTests: found.isForTests }];
  if (publicKey.test(key) || isPublicText(value)) return [];
  return [{ key, strength: strengthOf(value), isForTests: false }];
}

/** Gives the text that base64 stands for; the written text itself where it is no base64; `undefined` for encrypted ones. */
function decode(written: string): string | undefined {
  const bare = written.replaceAll(/\s/g, "");
  if (isKubesecValue(bare)) return undefined;
  const isWhole = bare.length % 4 === 0 && isBase64(bare);
  return isWhole ? Buffer.from(bare, "base64").toString("utf8") : written;
}

/** Three parts of base64 are what shyiko/kubesec makes of a value. */
function isKubesecValue(bare: string): boolean {
  const parts = bare.split(".", 4);
  return parts.length === 3 && parts.every((part) => part !== "" && isBase64(part));
}

/** Looks for what does not belong: a loop over what does would run megabytes deep. */
function isBase64(text: string): boolean {
  return !/[^A-Za-z0-9+/=]/.test(text);
}

function isPublicText(value: string): boolean {
  return value.startsWith("-----BEGIN CERTIFICATE-----") && !value.includes("PRIVATE KEY");
}
