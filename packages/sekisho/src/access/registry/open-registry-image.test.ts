import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
  type Fault,
  type LoopbackRegistry,
  quickOptions,
  startRegistry,
  withPassword,
} from "../fixtures/loopback-registry.ts";
import { json, type SampleImage, sampleImage } from "../fixtures/sample-image.ts";
import type { OpenedImage } from "../image-source.ts";
import { openRegistryImage, type RegistryOptions } from "./open-registry-image.ts";

const image = sampleImage();
const [firstLayer = Buffer.alloc(0)] = image.layers;
const firstDigest = [...image.blobs].find(([, bytes]) => bytes === firstLayer)?.[0] ?? "";
const wanted = { platform: { os: "linux", architecture: "amd64" }, isPlatformNamed: false };

let registries: LoopbackRegistry[] = [];
let servers: Server[] = [];

afterEach(async () => {
  await Promise.all(registries.map((registry) => registry.close()));
  for (const server of servers) server.close();
  registries = [];
  servers = [];
});

async function start(fault?: Fault, served: SampleImage = image): Promise<LoopbackRegistry> {
  const registry = await startRegistry(served, fault);
  registries.push(registry);
  return registry;
}

function open(
  registry: LoopbackRegistry,
  options: RegistryOptions = quickOptions(),
  tag = ":1.0",
): Promise<OpenedImage> {
  const name = `${registry.host}/shop/web${tag}`;
  return openRegistryImage(name, { name, ...wanted }, options);
}

async function readLayer(opened: OpenedImage, index = 0): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of opened.layers[index]?.open() ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Answers the first `times` requests for the layer, and lets the registry answer afterwards. */
function onLayer(times: number, answer: (response: ServerResponse) => void): Fault {
  let count = 0;
  return (request, response) => {
    if (request.url?.endsWith(firstDigest) !== true || count >= times) return false;
    count += 1;
    answer(response);
    return true;
  };
}

describe("openRegistryImage", () => {
  test("describes the image and streams its layers", async () => {
    const registry = await start();

    const opened = await open(registry);

    expect(opened.description).toMatchObject({
      digest: image.manifest.digest,
      configDigest: image.configuration.digest,
      source: "registry",
      tags: [`${registry.host}/shop/web:1.0`],
      layers: [
        { index: 0, digest: firstDigest, history: 0 },
        { index: 1, history: 1 },
      ],
    });
    expect(await readLayer(opened)).toEqual(firstLayer);
    expect(opened.diagnostics).toEqual([]);
  });

  test("speaks plain HTTP to loopback where nobody answers with TLS", async () => {
    const registry = await start();

    const opened = await open(registry, quickOptions({ plainHttpHosts: [] }));

    expect(opened.description.digest).toBe(image.manifest.digest);
  });

  test("asks mirrors first and passes over one that has nothing", async () => {
    const [empty, full] = [await start(undefined, sampleImage(["other"])), await start()];
    const options = quickOptions({ mirrors: { "registry.invalid": [`${empty.host}/none`, full.host] } });

    const opened = await openRegistryImage("registry.invalid/shop/web:1.0", { name: "web", ...wanted }, options);

    expect(opened.description.digest).toBe(image.manifest.digest);
    expect(opened.diagnostics).toMatchObject([{ code: "image/mirror", level: "warning" }]);
  });
});

describe("connections that break", () => {
  const half = Math.floor(firstLayer.length / 2);
  const drop = (response: ServerResponse): void => {
    response.writeHead(200, { "content-length": firstLayer.length });
    response.write(firstLayer.subarray(0, half), () => response.destroy());
  };

  test("are resumed where they broke", async () => {
    const registry = await start(onLayer(1, drop));
    const opened = await open(registry);

    const bytes = await readLayer(opened);

    expect(bytes).toEqual(firstLayer);
    expect(registry.requests.at(-1)).toContain(`bytes=${half}-`);
  });

  test("are resumed at a registry that does not know ranges", async () => {
    let count = 0;
    const registry = await start((request, response) => {
      if (request.url?.endsWith(firstDigest) !== true) return false;
      if (count++ === 0) drop(response);
      else response.end(firstLayer);
      return true;
    });
    const opened = await open(registry);

    expect(await readLayer(opened)).toEqual(firstLayer);
  });

  test("are given up when nothing more comes", async () => {
    const registry = await start(onLayer(Number.POSITIVE_INFINITY, (response) => response.destroy()));
    const opened = await open(registry);

    await expect(readLayer(opened)).rejects.toMatchObject({ code: "registry-unreachable" });
  });

  test("that stall are resumed", async () => {
    const registry = await start(
      onLayer(1, (response) => {
        response.writeHead(200, { "content-length": firstLayer.length });
        response.write(firstLayer.subarray(0, half));
      }),
    );
    const opened = await open(registry, quickOptions({ stallTimeoutMs: 50 }));

    expect(await readLayer(opened)).toEqual(firstLayer);
  });

  test("that never answer end with an error", async () => {
    const registry = await start(() => true);

    const opening = open(registry, quickOptions({ stallTimeoutMs: 20, maxRetries: 1 }));

    await expect(opening).rejects.toMatchObject({
      code: "registry-unreachable",
      message: expect.stringContaining("nothing came for 20 ms"),
    });
  });
});

describe("refusals", () => {
  test.each([
    { name: "429 with seconds", retryAfter: "7", pauses: [7000, 7000] },
    // RFC 9110, section 10.2.3: a date; the clock of the test stands at midnight of 1 January 2026.
    { name: "429 with a date", retryAfter: "Thu, 01 Jan 2026 00:00:09 GMT", pauses: [9000, 9000] },
    { name: "429 with nonsense", retryAfter: "soon", pauses: [250, 500] },
  ])("$name is waited for", async ({ retryAfter, pauses }) => {
    let count = 0;
    const registry = await start((_, response) => {
      if (count++ >= 2) return false;
      response.writeHead(429, { "retry-after": retryAfter }).end();
      return true;
    });
    const options = quickOptions();

    const opened = await open(registry, options);

    expect(opened.description.digest).toBe(image.manifest.digest);
    expect(options.pauses).toEqual(pauses);
  });

  test.each([
    { name: "429 that asks for an hour", status: 429, code: "registry-limited", says: "Retry-After 3600", tries: 1 },
    { name: "500 that stays", status: 500, code: "registry-unreachable", says: "expected 200, got 500", tries: 4 },
    { name: "403", status: 403, code: "registry-denied", says: "asks for credentials", tries: 1 },
    { name: "404", status: 404, code: "image-not-found", says: "has no manifest 1.0", tries: 1 },
    { name: "418", status: 418, code: "registry-unreachable", says: "got 418", tries: 1 },
    { name: "401 without a challenge", status: 401, code: "registry-unreachable", says: "Bearer or Basic", tries: 1 },
  ])("$name", async ({ status, code, says, tries }) => {
    const registry = await start((_, response) => {
      response.writeHead(status, status === 429 ? { "retry-after": "3600" } : {}).end("{}");
      return true;
    });

    await expect(open(registry)).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
    expect(registry.requests).toHaveLength(tries);
  });

  test("a text of the registry cannot steer the terminal", async () => {
    const registry = await start((_, response) => {
      response.writeHead(403).end(json({ errors: [{ code: "DENIED", message: "\u001b[2Jgone\u202e" }] }));
      return true;
    });

    await expect(open(registry)).rejects.toMatchObject({ message: expect.stringContaining("DENIED ?[2Jgone?") });
  });
});

describe("wrong content", () => {
  const swap =
    (path: string, bytes: Buffer, headers: Readonly<Record<string, string>> = {}): Fault =>
    (request, response) => {
      if (request.url?.includes(path) !== true) return false;
      response.writeHead(200, { "content-type": "application/vnd.oci.image.index.v1+json", ...headers }).end(bytes);
      return true;
    };

  test("a manifest with another digest names both", async () => {
    const registry = await start(swap("manifests/", Buffer.from("{}")));

    // SHA-256 of `{}`, by sha256sum.
    const got = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    await expect(open(registry, quickOptions(), `@${image.manifest.digest}`)).rejects.toMatchObject({
      code: "digest-mismatch",
      message: expect.stringContaining(`expected ${image.manifest.digest}, got ${got}`),
    });
  });

  test("a configuration with another digest is refused", async () => {
    const bytes = Buffer.alloc(image.configuration.size, " ");
    const registry = await start(swap(image.configuration.digest, bytes));

    await expect(open(registry)).rejects.toMatchObject({ code: "digest-mismatch" });
  });

  test("a list that points to itself is refused", async () => {
    const digest = `sha256:${"0".repeat(64)}`;
    const entry = { mediaType: "application/vnd.oci.image.index.v1+json", digest, size: 9 };
    const registry = await start(swap("manifests/", json({ schemaVersion: 2, manifests: [entry] })));

    await expect(open(registry)).rejects.toMatchObject({ code: "digest-mismatch" });
    expect(registry.requests).toHaveLength(2);
  });

  test("a manifest without an end is cut off", async () => {
    const registry = await start((_, response) => {
      const piece = Buffer.alloc(1_048_576, " ");
      const feed = (): void => {
        if (!response.destroyed) response.write(piece, feed);
      };
      response.writeHead(200);
      feed();
      return true;
    });

    await expect(open(registry)).rejects.toMatchObject({
      code: "image-invalid",
      message: expect.stringContaining("maxDocumentBytes"),
    });
  });

  test("a layer that is longer than its descriptor says is refused", async () => {
    const registry = await start(onLayer(9, (response) => response.end(Buffer.alloc(firstLayer.length + 1))));
    const opened = await open(registry);

    await expect(readLayer(opened)).rejects.toMatchObject({ code: "image-invalid" });
  });

  test.each([
    {
      name: "an artifact",
      manifest: {
        artifactType: "application/vnd.example",
        config: { mediaType: "application/vnd.oci.empty.v1+json", digest: `sha256:${"1".repeat(64)}`, size: 2 },
      },
      code: "image-unsupported",
    },
    { name: "schema 1", manifest: { schemaVersion: 1 }, code: "image-unsupported" },
    { name: "an image that is also an index", manifest: { manifests: [] }, code: "image-invalid" },
    {
      name: "a path in place of a digest",
      manifest: { config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: "../../../etc", size: 2 } },
      code: "image-invalid",
    },
  ])("$name", async ({ manifest, code }) => {
    const registry = await start(undefined, sampleImage(["one"], { manifest }));

    await expect(open(registry)).rejects.toMatchObject({ code });
  });
});

describe("redirects", () => {
  const redirectTo =
    (location: (path: string) => string): Fault =>
    (request, response) => {
      if (request.url?.startsWith("/v2/") !== true) return false;
      response.writeHead(307, { location: location(request.url) }).end();
      return true;
    };

  test("lead to the content, without credentials for the other host", async () => {
    const seen: (string | undefined)[] = [];
    const storage = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end(firstLayer);
    });
    servers.push(storage);
    await new Promise<void>((resolve) => storage.listen(0, "127.0.0.1", resolve));
    const { port } = storage.address() as AddressInfo;
    const registry = await start((request, response) => {
      if (request.headers.authorization === undefined) {
        response.writeHead(401, { "www-authenticate": 'Basic realm="r"' }).end();
        return true;
      }
      if (request.url?.endsWith(firstDigest) !== true) return false;
      response.writeHead(307, { location: `http://127.0.0.1:${port}/storage` }).end();
      return true;
    });
    const options = withPassword(registry.host);

    const bytes = await readLayer(await open(registry, options));

    expect(bytes).toEqual(firstLayer);
    expect(seen).toEqual([undefined]);
  });

  test.each([
    { name: "to themselves end", location: (path: string) => path, says: "at most 5 redirects" },
    { name: "to a file are refused", location: () => "file:///etc/passwd", says: "file:///etc/passwd" },
    { name: "to nonsense are refused", location: () => "http://[", says: "http://[" },
  ])("$name", async ({ location, says }) => {
    const registry = await start(redirectTo(location));

    await expect(open(registry)).rejects.toMatchObject({
      code: "registry-unreachable",
      message: expect.stringContaining(says),
    });
  });
});
