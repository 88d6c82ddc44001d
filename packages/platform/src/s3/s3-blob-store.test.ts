import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { SekishoError } from "sekisho";
import { describe, expect, onTestFinished, test } from "vitest";
import type { BlobStore } from "../ingest/blob-store.ts";
import { type S3Server, testKey, useS3Server } from "./fixtures/s3-server.ts";
import { openS3BlobStore } from "./s3-blob-store.ts";
import { readS3Settings } from "./s3-settings.ts";

const tenant = "01890000-0000-7000-8000-000000000001";
const partBytes = 4096;

describe("a bucket", () => {
  test("keeps a small blob in one request, under its tenant and its digest", async () => {
    const { store, server } = await openStore();
    const bytes = Buffer.from("what was said");
    const blob = await store.write(tenant, inPieces(bytes));
    const back = await buffer(store.read(tenant, blob.digest));

    const hex = createHash("sha256").update(bytes).digest("hex");
    expect(blob).toEqual({ digest: `sha256:${hex}`, sizeBytes: 13 });
    expect([...server.objects.keys()]).toEqual([`kept/${tenant}/${hex.slice(0, 2)}/${hex}.zst`]);
    expect(back).toEqual(bytes);
    expect(server.log).toEqual(["PUT object", "GET object"]);
  });

  test("keeps a large blob in parts, of which nothing is left beside it", async () => {
    const { store, server } = await openStore();
    const bytes = randomBytes(50_000);
    const { digest } = await store.write(tenant, inPieces(bytes));
    const back = await buffer(store.read(tenant, digest));

    expect(back.equals(bytes)).toBe(true);
    expect([...server.objects.keys()]).toEqual([expect.stringMatching(/\.zst$/)]);
    expect(server.uploads.size).toBe(0);
    expect(server.log.filter((call) => call === "PUT part").length).toBeGreaterThan(1);
  });

  test("says the same of bytes that are others than their name says", async () => {
    const { store, server } = await openStore();
    const { digest } = await store.write(tenant, inPieces(Buffer.from("one")));
    await store.write(tenant, inPieces(Buffer.from("two")));
    const [first = "", second = ""] = server.objects.keys();
    const other = server.objects.get(second);
    if (other !== undefined) server.objects.set(first, other);

    await expect(buffer(store.read(tenant, digest))).rejects.toThrow(/expected sha256:/);
  });

  test("has nothing of another tenant", async () => {
    const { store } = await openStore();
    const { digest } = await store.write(tenant, inPieces(Buffer.from("ours")));

    await expect(buffer(store.read(tenant.replace(/1$/, "2"), digest))).rejects.toThrow("no such object");
  });
});

describe("a store with troubles", () => {
  test("that is busy is asked again", async () => {
    const { store, server } = await openStore();
    server.trouble.push(503, 500, 429);
    const { digest } = await store.write(tenant, inPieces(randomBytes(20_000)));
    server.trouble.push(503);

    expect((await buffer(store.read(tenant, digest))).length).toBe(20_000);
  });

  test("that breaks off an answer is asked for the rest", async () => {
    const { store, server } = await openStore();
    const bytes = randomBytes(300_000);
    const { digest } = await store.write(tenant, inPieces(bytes));
    server.trouble.push("cut", "cut");

    expect((await buffer(store.read(tenant, digest))).equals(bytes)).toBe(true);
  });

  test("that refuses is not asked again, and its words are told", async () => {
    const { store, server } = await openStore();
    server.trouble.push(403, 403);
    const refused = await problemOf(store.write(tenant, inPieces(Buffer.from("x"))));

    expect(refused.code).toBe("store-unusable");
    expect(refused.message).toMatch(/PUT http:\/\/127.*: 403 AccessDenied told by the test's store/);
    expect(server.trouble).toEqual([403]);
  });

  test("that stays busy is given up, and nothing of a large blob stays behind", async () => {
    const { store, server } = await openStore();
    let isBusy = false;
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 10; index++) {
        if (server.uploads.size === 1 && !isBusy) server.trouble.push(...Array.from({ length: 5 }, () => 503));
        isBusy = server.uploads.size === 1;
        yield await Promise.resolve(randomBytes(200_000));
      }
    };
    const failed = await problemOf(store.write(tenant, pieces()));

    expect(failed.message).toContain("503 SlowDown");
    expect([server.objects.size, server.uploads.size]).toEqual([0, 0]);
  });

  test("with another key is told from one that does not answer", async () => {
    const { server } = await openStore();
    const wrongKey = openAt(server.url, { AWS_SECRET_ACCESS_KEY: "another" });
    const away = openAt("http://127.0.0.1:1");

    expect((await problemOf(wrongKey.write(tenant, inPieces(Buffer.from("x"))))).message).toContain(
      "SignatureDoesNotMatch",
    );
    expect((await problemOf(away.write(tenant, inPieces(Buffer.from("x"))))).message).toMatch(/fetch failed|bad port/);
  });

  test("an upload that breaks off leaves nothing", async () => {
    const { store, server } = await openStore();
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 10; index++) yield await Promise.resolve(randomBytes(200_000));
      throw new Error("the client went away");
    };

    await expect(store.write(tenant, broken())).rejects.toThrow("the client went away");
    expect([server.objects.size, server.uploads.size]).toEqual([0, 0]);
  });
});

test("old objects that nobody names are swept, with uploads that broke off; what is others' stays", async () => {
  const { store, server } = await openStore();
  const [named, unnamed, fresh] = await Promise.all(
    ["named", "unnamed", "fresh"].map((text) => store.write(tenant, inPieces(Buffer.from(text)))),
  );
  const old = { bytes: Buffer.from("x"), modifiedMs: 0 };
  server.objects.set("kept/incoming/broken-off", { ...old });
  server.objects.set("kept/of somebody else & theirs", { ...old });
  server.objects.set("beside/it", { ...old });
  server.uploads.set("one", { key: "kept/incoming/one", parts: new Map(), startedMs: 0 });
  server.uploads.set("two", { key: "kept/incoming/two", parts: new Map(), startedMs: Date.now() });
  for (const [key, object] of server.objects) {
    if (!key.includes(fresh?.digest.slice("sha256:".length) ?? "")) object.modifiedMs = 0;
  }
  const olderThanMs = Date.now() - 3_600_000;
  const removed = await store.sweep({
    olderThanMs,
    findNamed: (_tenant, digests) => Promise.resolve(new Set(digests.filter((digest) => digest === named?.digest))),
  });

  const left = [...server.objects.keys()];
  expect(removed).toBe(3);
  expect(left.some((key) => key.includes(unnamed?.digest.slice(7) ?? ""))).toBe(false);
  expect(left).toHaveLength(4);
  expect([...server.uploads.keys()]).toEqual(["two"]);
});

test("the role of a container gives the key, which is asked for anew before it ends", async () => {
  const { server } = await openStore();
  let asked = 0;
  const role = createServer((request, response) => {
    asked += request.headers.authorization === "a token" ? 1 : 0;
    const { accessKeyId, secretAccessKey } = testKey;
    const ends = new Date(Date.now() + (asked === 1 ? 60_000 : 86_400_000)).toISOString();
    response.end(
      JSON.stringify({ AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: "t", Expiration: ends }),
    );
  });
  await new Promise<void>((resolve) => role.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void role.close());
  const address = role.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const store = openAt(server.url, {
    AWS_ACCESS_KEY_ID: "",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/role`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: "a token",
  });
  for (const text of ["one", "two", "three"]) await store.write(tenant, inPieces(Buffer.from(text)));

  expect(server.objects.size).toBe(3);
  expect(asked).toBe(2);
});

describe("the settings", () => {
  const key = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };
  test.each([
    {
      name: "a bucket of Amazon",
      written: "s3://my-reports",
      url: "https://my-reports.s3.eu-west-1.amazonaws.com",
      prefix: "",
    },
    {
      name: "a prefix",
      written: "s3://my-reports/a/b/",
      url: "https://my-reports.s3.eu-west-1.amazonaws.com",
      prefix: "a/b/",
    },
    {
      name: "a name with dots",
      written: "s3://my.reports",
      url: "https://s3.eu-west-1.amazonaws.com/my.reports",
      prefix: "",
    },
    {
      name: "a store of one's own",
      written: "s3://my-reports",
      endpoint: "http://minio:9000/",
      url: "http://minio:9000/my-reports",
      prefix: "",
    },
  ])("name $name", ({ written, endpoint, url, prefix }) => {
    const settings = readS3Settings({
      ...key,
      AWS_REGION: "eu-west-1",
      SEKISHO_BLOBS: written,
      SEKISHO_S3_ENDPOINT: endpoint,
    });

    expect(settings).toMatchObject({ bucketUrl: url, prefix, region: "eu-west-1" });
  });

  test.each([
    { name: "no bucket", environment: { ...key, SEKISHO_BLOBS: "s3://" }, says: "SEKISHO_BLOBS" },
    { name: "another kind", environment: { ...key, SEKISHO_BLOBS: "gs://reports" }, says: "SEKISHO_BLOBS" },
    { name: "a way out", environment: { ...key, SEKISHO_BLOBS: "s3://reports/../x" }, says: "SEKISHO_BLOBS" },
    { name: "no region", environment: { ...key, SEKISHO_BLOBS: "s3://reports" }, says: "AWS_REGION" },
    {
      name: "no key",
      environment: { SEKISHO_BLOBS: "s3://reports", AWS_REGION: "eu-west-1" },
      says: "AWS_ACCESS_KEY_ID",
    },
    {
      name: "a password in the address",
      environment: { ...key, SEKISHO_BLOBS: "s3://reports", SEKISHO_S3_ENDPOINT: "https://u:p@host" },
      says: "SEKISHO_S3_ENDPOINT",
    },
  ])("refuse $name", ({ environment, says }) => {
    expect(() => readS3Settings(environment)).toThrow(new RegExp(says));
  });

  test("are none without a bucket", () => {
    expect(readS3Settings({})).toBeUndefined();
  });
});

async function openStore(): Promise<{ readonly store: BlobStore; readonly server: S3Server }> {
  const server = await useS3Server();
  return { server, store: openAt(server.url) };
}

function openAt(endpoint: string, environment: Readonly<Record<string, string>> = {}): BlobStore {
  const settings = readS3Settings({
    SEKISHO_BLOBS: "s3://reports/kept",
    SEKISHO_S3_ENDPOINT: endpoint,
    AWS_REGION: "eu-test-1",
    AWS_ACCESS_KEY_ID: testKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: testKey.secretAccessKey,
    ...environment,
  });
  if (settings === undefined) throw new Error("expected settings of a bucket");
  return openS3BlobStore(settings, { partBytes, firstPauseMs: 1 });
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1000) {
    yield await Promise.resolve(bytes.subarray(start, start + 1000));
  }
}

async function problemOf(work: Promise<unknown>): Promise<SekishoError> {
  const error = await work.then(
    () => undefined,
    (found: unknown) => found,
  );
  if (!(error instanceof SekishoError)) throw new Error(`expected a SekishoError, got ${String(error)}`);
  return error;
}
