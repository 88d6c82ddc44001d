import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLiteralCredential } from "./literal-credential.ts";
import { readableValues } from "./secret-values.ts";

const token = `${"ghp_"}${"aZ8kQ2mX7vB4nC6dF1gH3jK5lP9qR0sTuVwY"}`;

// What a person says of each: a secret that is there, one that is only named, or no secret.
test.each([
  { name: "DB_PASSWORD", value: "tangerine", strength: "plain" },
  { name: "dbPassword", value: "tangerine", strength: "plain" },
  { name: "spring.datasource.password", value: "9vKxLq2ZtR8mWn", strength: "random" },
  { name: "MYSQL_ROOT_PASSWORD", value: "changeme", strength: "well-known" },
  { name: "ANYTHING", value: token, strength: "format" },
  { name: "SECRET_NAME", value: "web-db", strength: undefined },
  { name: "DB_PASSWORD_FILE", value: "/run/secrets/db", strength: undefined },
  { name: "TOKEN", value: "/run/token", strength: undefined },
  { name: "TOKEN_TTL", value: "30m", strength: undefined },
  { name: "AUTH", value: "true", strength: undefined },
  { name: "PASSWORD", value: "", strength: undefined },
  { name: "PASSWORD", value: "$(OTHER)", strength: undefined },
  { name: "PASSWORD", value: "{{ .Values.password }}", strength: undefined },
  { name: "PASSWORD", value: "ref+vault://kv/db#password", strength: undefined },
  { name: "PASSWORD", value: "ENC[AES256_GCM,data:p8Q=,type:str]", strength: undefined },
  { name: "OAUTH_TOKEN", value: "https://login.example.com/token", strength: undefined },
  { name: "COLOUR", value: "9vKxLq2ZtR8mWn", strength: undefined },
])("$name=$value", ({ name, value, strength }) => {
  expect(findLiteralCredential(name, value)?.strength).toBe(strength);
});

describe("values of Secrets", () => {
  const source = { path: "a.yaml", document: 0, pointer: "" };
  const base = {
    apiVersion: "v1",
    kind: "Secret",
    name: "a",
    namespace: "a",
    hasNamespace: true,
    labels: {},
    annotations: {},
    source,
  };
  const keysOf = (content: Parameters<typeof readableValues>[0]["content"]) =>
    readableValues({ ...base, content }).map(({ key, strength }) => `${key}: ${strength}`);

  test.each([
    { name: "base64 is read", content: { data: { a: "dGFuZ2VyaW5l" } }, expected: ["a: plain"] },
    { name: "base64 over several lines", content: { data: { a: "dGFu\nZ2VyaW5l\n" } }, expected: ["a: plain"] },
    { name: "plain text where base64 belongs", content: { data: { a: "not base64!" } }, expected: ["a: plain"] },
    { name: "a default password", content: { data: { a: "cGFzc3dvcmQ=" } }, expected: ["a: well-known"] },
    { name: "a number", content: { stringData: { pin: 12_345_678 } }, expected: ["pin: plain"] },
    { name: "nothing", content: { data: { a: "", b: null }, stringData: null }, expected: [] },
    { name: "SOPS", content: { data: { a: "ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]" } }, expected: [] },
    { name: "kubesec", content: { data: { a: "TUFkWD1iuKs=.T1VU.RFVE" } }, expected: [] },
    { name: "public parts", content: { data: { "ca.crt": "Y2E=", username: "c2hvcA==" } }, expected: [] },
    { name: "a map where a text belongs", content: { data: { a: { b: "c" } } }, expected: [] },
    { name: "no map at all", content: { data: "x" }, expected: [] },
  ])("$name", ({ content, expected }) => {
    expect(keysOf(content)).toEqual(expected);
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean())), (data) => {
        expect(keysOf({ data, stringData: data }).length).toBeLessThanOrEqual(2 * Object.keys(data).length);
      }),
    );
  });

  test("megabytes of one character are read without overflow", () => {
    expect(keysOf({ data: { a: "A".repeat(8_000_000) }, stringData: { b: `${"x.".repeat(1_000_000)}` } })).toHaveLength(
      2,
    );
  });
});
