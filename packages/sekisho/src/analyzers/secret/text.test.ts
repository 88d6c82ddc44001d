import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AnalyzerResult } from "../../model/analysis.ts";
import { text } from "./text.ts";

const body = "QYLPMN5HFIQR7XYA";
const keyId = ["AK", "IA", body].join("");
const googleKey = ["AI", "za", "Sy9Kd4LmZ3wQ7Xv2Bn8TcRp5JhGf6VbNaEu"].join("").padEnd(39, "k7");
const address = `postgres://shop:${"t4nG3rineVo"}lcano@db.acme.io/shop`;

function analyze(path: string, content: Buffer, cuts: readonly number[] = []): AnalyzerResult | undefined {
  const watch = text.open({ path, mode: 0o644, userId: 0, size: content.length }, content.subarray(0, 4096));
  if (watch === undefined) return undefined;
  const places = [0, ...cuts.map((cut) => cut % (content.length + 1)).toSorted((left, right) => left - right)];
  places.forEach((from, index) => {
    watch.write(content.subarray(from, places[index + 1] ?? content.length));
  });
  return watch.end();
}

test("tells line, column and checksums, and masks every secret of the line", () => {
  const content = Buffer.from(`a\nb é ${keyId} and ${googleKey}\n`);

  const result = analyze("app/a.txt", content);

  expect(result?.secrets).toEqual([
    {
      rule: "secret/aws-access-key",
      startLine: 2,
      startColumn: 5,
      endLine: 2,
      endColumn: 25,
      excerpt: "b é AKIA**** and ****",
    },
    expect.objectContaining({ rule: "secret/google-api-key", startLine: 2, startColumn: 30, endColumn: 69 }),
  ]);
  expect(result?.contentDigests?.sha256).toBe(createHash("sha256").update(content).digest("hex"));
});

describe("a published package's files", () => {
  const content = Buffer.from(`url: ${address}\n`);
  const vendors = Buffer.from(`id: ${keyId}\n`);

  test.each([
    { name: "a setting of the application", path: "srv/web/config.yaml", content, found: 1 },
    { name: "a setting in node_modules", path: "srv/web/node_modules/orm/config.yaml", content, found: undefined },
    { name: "a setting in site-packages", path: "usr/lib/python3/site-packages/orm.yaml", content, found: undefined },
    { name: "a vendor's key in node_modules", path: "srv/web/node_modules/orm/a.yaml", content: vendors, found: 1 },
  ])("$name", ({ path, content: bytes, found }) => {
    expect(analyze(path, bytes)?.secrets?.length).toBe(found);
  });
});

describe("which files are searched", () => {
  const line = `id=${keyId}\n`;
  test.each([
    { name: "a text", path: "app/a.txt", content: Buffer.from(line), found: 1 },
    { name: "an application's test", path: "app/test/a.py", content: Buffer.from(line), found: 1 },
    { name: "UTF-16 with a mark", path: "app/a.txt", content: Buffer.from(`\ufeff${line}`, "utf16le"), found: 1 },
    { name: "bytes", path: "app/a", content: Buffer.from(`\x00${line}`), found: undefined },
    { name: "a program", path: "app/a", content: Buffer.from(`\x7fELF${line}`), found: undefined },
    { name: "a manual", path: "usr/share/doc/a/README", content: Buffer.from(line), found: undefined },
    {
      name: "tests of a package",
      path: "srv/node_modules/a/test/b.js",
      content: Buffer.from(line),
      found: undefined,
    },
    { name: "nothing", path: "app/a", content: Buffer.alloc(0), found: undefined },
  ])("$name", ({ path, content, found }) => {
    expect(analyze(path, content)?.secrets?.length).toBe(found);
  });
});

// Forms: SOPS 3, Sealed Secrets (length of the RSA block, 02 00, first), shyiko/kubesec (text, 12 bytes, 16 bytes), External
// Secrets remoteRef. The bytes are a hash's.
describe("what is encrypted or kept elsewhere in a manifest is no secret", () => {
  const bytes = (length: number) => createHash("sha512").update(String(length)).digest().subarray(0, length);
  const sealed = Buffer.concat([Buffer.from([2, 0, 0xd2]), bytes(48)]).toString("base64");
  const kubesec = [24, 12, 16].map((length) => bytes(length).toString("base64")).join(".");
  const plain = bytes(24).toString("base64");

  test.each([
    {
      name: "SealedSecret",
      content: `kind: SealedSecret\nspec:\n  encryptedData:\n    password: ${sealed}\n`,
      found: undefined,
    },
    { name: "kubesec", content: `data:\n  password: ${kubesec}\n  api_key: "${kubesec}"\n`, found: undefined },
    {
      name: "SOPS",
      content: `data:\n  password: ENC[AES256_GCM,data:${plain},iv:${plain},type:str]\n`,
      found: undefined,
    },
    {
      name: "ExternalSecret",
      content: "data:\n  - secretKey: password\n    remoteRef: { key: prod/shop/db-password-x8Kq2mX7 }\n",
      found: undefined,
    },
    {
      name: "ExternalSecret over lines",
      content: "    remoteRef:\n      property: password\n      key: prod/shop/db-password-x8Kq2mX7\n",
      found: undefined,
    },
    { name: "the same bytes as they are", content: `data:\n  password: ${plain}\n`, found: 1 },
    { name: "two parts", content: `data:\n  password: ${kubesec.split(".").slice(0, 2).join(".")}\n`, found: 1 },
  ])("$name", ({ content, found }) => {
    expect(analyze("deploy/a.yaml", Buffer.from(content))?.secrets?.length).toBe(found);
  });
});

describe("a file in pieces", () => {
  const filler = "All that is gold does not glitter, not all those who wander are lost.\n".repeat(3000);
  const content = Buffer.from(`${filler}${keyId}\n${filler}x ${address}\n${filler}${googleKey} ${keyId}\n`);

  test("gives the same as the whole file", () => {
    const whole = analyze("app/a.txt", content);
    expect(whole?.secrets?.map(({ rule, startLine }) => `${rule} ${startLine}`)).toEqual([
      "secret/aws-access-key 3001",
      "secret/credential-in-address 6002",
      "secret/google-api-key 9003",
      "secret/aws-access-key 9003",
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat(content.length), { maxLength: 12 }), (cuts) => {
        expect(analyze("app/a.txt", content, cuts)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  test("keeps lines beyond the window, and leaves checksums out", () => {
    const large = Buffer.concat([Buffer.from("0123456789012345678901234567890\n".repeat(200_000)), Buffer.from(keyId)]);
    const result = analyze("app/a.txt", large, [1, 70_000, 3_000_000]);
    expect(result?.secrets?.map(({ startLine, startColumn }) => [startLine, startColumn])).toEqual([[200_001, 1]]);
    expect(result?.contentDigests).toBeUndefined();
  });
});

describe("hostile files come to an end", () => {
  test.each([
    { name: "prefixes without end", content: "ghp_".repeat(500_000) },
    { name: "addresses without end", content: "a://b:".repeat(300_000) },
    { name: "keys that never close", content: `-----BEGIN ${"PRIVATE"} KEY-----\n`.repeat(50_000) },
    { name: "tokens in tokens", content: ".eyJ".repeat(500_000) },
    { name: "one line of names", content: "password=".repeat(200_000) },
    { name: "more secrets than are listed", content: `${keyId}\n`.repeat(20_000) },
  ])("$name", { timeout: 30_000 }, ({ content }) => {
    const result = analyze("app/a.conf", Buffer.from(content));
    expect(result?.secrets?.length ?? 0).toBeLessThanOrEqual(100);
  });

  test("says how many were left out", () => {
    const result = analyze("app/a.conf", Buffer.from(`${keyId}\n`.repeat(150)));
    expect(result?.diagnostics?.map(({ code }) => code)).toEqual(["secret/too-many-secrets"]);
  });
});

test("no excerpt shows eight characters of a secret in a row", () => {
  const secrets = [body, googleKey.slice(4), "t4nG3rineVolcano"];
  const piece = fc.oneof(
    fc.constantFrom(keyId, googleKey, address, " ", "=", ",", "password: "),
    fc.string({ maxLength: 9 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      for (const { excerpt } of analyze("app/a.yaml", Buffer.from(pieces.join("")))?.secrets ?? []) {
        expect(excerpt.length).toBeLessThanOrEqual(200);
        for (const secret of secrets) {
          for (let at = 0; at + 8 <= secret.length; at++) expect(excerpt).not.toContain(secret.slice(at, at + 8));
        }
      }
    }),
  );
});
