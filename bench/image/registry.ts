/**
 * How well the scan of an image in a registry overlaps with its download: a registry on loopback gives the blobs of an OCI
 * layout at a bounded rate, once to a reader that throws them away, once to `sekisho sbom`.
 *
 * Build first: `npm run build`. Then `node bench/image/registry.ts LAYOUT [MEGABYTES_PER_SECOND] [RUNS]`. The rate is that of
 * all connections together. The tail is what is left to do when the last byte has been sent.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isJsonObject, type JsonObject, listOf } from "../../packages/sekisho/src/formats/json/json-value.ts";
import { median } from "../measure-process.ts";
import { runMeasured } from "./measured-run.ts";

const layout = process.argv[2];
const bytesPerMs = Number(process.argv[3] ?? 40) * 1000;
const runs = Number(process.argv[4] ?? 3);
if (layout === undefined) throw new Error("expected the directory of an OCI layout");
const cli = fileURLToPath(new URL("../../packages/sekisho/dist/cli.cjs", import.meta.url));
const chunkBytes = 262_144;

/** When the next chunk may be sent, and when the last one was. */
const line = { freeAtMs: 0, lastByteMs: 0 };

const server = createServer((request, response) => {
  const path = request.url ?? "";
  const digest = /\/(?:blobs|manifests)\/(sha256:[0-9a-f]{64})$/.exec(path)?.[1];
  if (path.startsWith("/v2/bench/manifests/latest")) sendManifest(response, topManifest());
  else if (digest !== undefined && path.includes("/manifests/")) sendManifest(response, digest);
  else if (digest !== undefined) void sendBlob(response, digest);
  else response.writeHead(path === "/v2/" ? 200 : 404).end();
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.address();
const port = typeof address === "object" && address !== null ? address.port : 0;
const host = `127.0.0.1:${port}`;

const ratios: number[] = [];
for (let run = 0; run < runs; run++) {
  const downloadMs = await download();
  const cache = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  const startedMs = performance.now();
  const scan = await runMeasured(process.execPath, [cli, "sbom", `registry:${host}/bench:latest`, "--quiet"], {
    SEKISHO_CACHE_DIR: cache,
  });
  rmSync(cache, { recursive: true, force: true });
  const sentMs = line.lastByteMs - startedMs;
  ratios.push(sentMs / downloadMs);
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  console.log(
    `download alone ${seconds(downloadMs)}, scan ${seconds(scan.wallMs)} of which tail ${seconds(scan.wallMs - sentMs)}: ${(sentMs / downloadMs).toFixed(2)} times the download plus the tail; peak ${(scan.peakBytes / 1e6).toFixed(0)} MB`,
  );
}
console.log(`median ${median(ratios).toFixed(2)} times the download alone, plus the tail`);
server.close();
server.closeAllConnections();

/** Reads every blob of the image, two at a time, and throws it away. */
async function download(): Promise<number> {
  const startedMs = performance.now();
  const manifest = readJson(topManifest());
  const digests = listOf(manifest, "layers").flatMap((layer) => (isJsonObject(layer) ? [String(layer["digest"])] : []));
  await Promise.all(
    digests.map(async (digest) => {
      const response = await fetch(`http://${host}/v2/bench/blobs/${digest}`);
      for await (const chunk of response.body ?? []) void chunk;
    }),
  );
  return performance.now() - startedMs;
}

/** The manifest of an image, whatever indexes stand above it. */
function topManifest(): string {
  let document = readJsonFile(join(layout ?? "", "index.json"));
  for (;;) {
    const [first] = listOf(document, "manifests");
    if (!isJsonObject(first)) throw new Error("expected a manifest in the layout's index");
    const digest = String(first["digest"]);
    document = readJson(digest);
    if (listOf(document, "layers").length > 0) return digest;
  }
}

function blobPath(digest: string): string {
  return join(layout ?? "", "blobs", digest.replace(":", "/"));
}

function readJson(digest: string): JsonObject {
  return readJsonFile(blobPath(digest));
}

function readJsonFile(path: string): JsonObject {
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isJsonObject(value)) throw new Error(`${path}: expected an object`);
  return value;
}

function sendManifest(response: ServerResponse, digest: string): void {
  const type = "application/vnd.oci.image.manifest.v1+json";
  response.writeHead(200, { "content-type": type, "docker-content-digest": digest });
  response.end(readFileSync(blobPath(digest)));
}

/** Sends a blob no faster than the line has room for. */
async function sendBlob(response: ServerResponse, digest: string): Promise<void> {
  const file = await open(blobPath(digest));
  response.writeHead(200, { "content-length": statSync(blobPath(digest)).size });
  try {
    for (let at = 0; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      line.freeAtMs = Math.max(line.freeAtMs, performance.now()) + bytesRead / bytesPerMs;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, line.freeAtMs - performance.now())));
      const hasRoom = response.write(buffer.subarray(0, bytesRead));
      if (!hasRoom) await new Promise((resolve) => response.once("drain", resolve));
      line.lastByteMs = performance.now();
    }
  } finally {
    await file.close();
    response.end();
  }
}
