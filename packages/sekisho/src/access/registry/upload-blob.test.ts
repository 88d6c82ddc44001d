import { afterEach, expect, test } from "vitest";
import { digestOf } from "../../formats/oci/digest.ts";
import { quickOptions } from "../fixtures/loopback-registry.ts";
import { startWritableRegistry, type WritableRegistry } from "../fixtures/writable-registry.ts";
import { RegistryClient } from "./registry-client.ts";
import { uploadBlob } from "./upload-blob.ts";

let registry: WritableRegistry | undefined;

afterEach(async () => {
  await registry?.close();
  registry = undefined;
});

const bytes = Buffer.from("0123456789".repeat(25));
const digest = digestOf(bytes);

function clientOf({ host }: WritableRegistry): RegistryClient {
  return new RegistryClient({ registry: host, host, repository: "db" }, quickOptions());
}

function contentOf(content: Buffer) {
  return {
    digest,
    sizeBytes: content.length,
    read: (offset: number, length: number) => Promise.resolve(content.subarray(offset, offset + length)),
  };
}

test("a small blob goes in one request, and not again", async () => {
  registry = await startWritableRegistry();
  const client = clientOf(registry);
  expect(await uploadBlob(client, contentOf(bytes))).toBe("uploaded");
  expect(await uploadBlob(client, contentOf(bytes))).toBe("present");
  expect(registry.content.get(`db/blobs/${digest}`)).toEqual(bytes);
  expect(registry.requests).toEqual([
    `HEAD /v2/db/blobs/${digest}`,
    "POST /v2/db/blobs/uploads/",
    "PUT /v2/db/blobs/uploads/0",
    `HEAD /v2/db/blobs/${digest}`,
  ]);
});

test("a larger one goes in chunks", async () => {
  registry = await startWritableRegistry();
  await uploadBlob(clientOf(registry), contentOf(bytes), 100);
  expect(registry.content.get(`db/blobs/${digest}`)).toEqual(bytes);
  expect(registry.requests.filter((line) => line.startsWith("PATCH")).map((line) => line.split(" ")[2])).toEqual([
    "0-99",
    "100-199",
    "200-249",
  ]);
});

test("after a chunk that the registry did not take, it is asked where to go on", async () => {
  let broken = 0;
  registry = await startWritableRegistry((request, response) => {
    if (request.headers["content-range"] !== "100-199" || broken > 0) return false;
    broken += 1;
    response.writeHead(400).end();
    return true;
  });
  await uploadBlob(clientOf(registry), contentOf(bytes), 100);
  expect(registry.content.get(`db/blobs/${digest}`)).toEqual(bytes);
  expect(registry.requests.filter((line) => line.startsWith("GET"))).toEqual(["GET /v2/db/blobs/uploads/0"]);
});

test.each([
  { name: "never takes a chunk", method: "PATCH", status: 400 },
  { name: "takes no uploads", method: "POST", status: 405 },
  { name: "refuses the digest", method: "PUT", status: 400 },
])("a registry that $name is told of", async ({ method, status }) => {
  registry = await startWritableRegistry((request, response) => {
    if (request.method !== method) return false;
    response.writeHead(status).end();
    return true;
  });
  await expect(uploadBlob(clientOf(registry), contentOf(bytes), 100)).rejects.toMatchObject({
    code: "registry-unreachable",
  });
  expect(registry.content.size).toBe(0);
});

test("an upload is not sent on without TLS to another scheme's address", async () => {
  registry = await startWritableRegistry((request, response) => {
    if (request.method !== "POST") return false;
    response.writeHead(202, { location: "ftp://elsewhere.example/x" }).end();
    return true;
  });
  await expect(uploadBlob(clientOf(registry), contentOf(bytes))).rejects.toMatchObject({
    code: "registry-unreachable",
  });
});

test("bytes that changed meanwhile are refused", async () => {
  registry = await startWritableRegistry();
  const changed = Buffer.from(bytes).fill("x");
  await expect(uploadBlob(clientOf(registry), contentOf(changed))).rejects.toMatchObject({
    code: "registry-unreachable",
  });
});
