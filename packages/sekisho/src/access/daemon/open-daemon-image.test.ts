import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttp2Server, type Http2Server, type ServerHttp2Stream } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LoopbackRegistry, startRegistry } from "../fixtures/loopback-registry.ts";
import { layoutFiles, sampleImage, tarOf } from "../fixtures/sample-image.ts";
import { openImage } from "../open-image.ts";
import { dockerAddresses } from "./engine-sockets.ts";
import { countField, readMessage, textField, writeMessage } from "./protobuf.ts";

const image = sampleImage();
const archive = tarOf(layoutFiles([{ image, name: "web:1" }]));

let root: string;
let servers: (Server | Http2Server)[];
let registry: LoopbackRegistry | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sekisho-daemon-"));
  servers = [];
});

afterEach(async () => {
  for (const server of servers) server.close();
  await registry?.close();
  registry = undefined;
  rmSync(root, { recursive: true, force: true });
});

async function startEngine(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(join(root, "engine.sock"), resolve));
  return `unix://${join(root, "engine.sock")}`;
}

/** Docker Engine API 1.47: `/images/{name}/json` and `/images/{name}/get`. */
const engine: RequestListener = (request, response) => {
  if (request.url === "/images/web:1/json") response.end("{}");
  else if (request.url === "/images/web:1/get") response.end(archive);
  else response.writeHead(404).end();
};

function options(environment: Readonly<Record<string, string>>) {
  return { environment, temporaryDirectory: root, platform: "linux/amd64" };
}

describe("Docker's API", () => {
  test.each([
    { name: "docker-daemon:web:1", variable: "DOCKER_HOST", source: "docker-daemon" },
    { name: "podman:web:1", variable: "CONTAINER_HOST", source: "podman" },
    { name: "web:1", variable: "DOCKER_HOST", source: "docker-daemon" },
  ])("$name", async ({ name, variable, source }) => {
    const opened = await openImage(name, options({ [variable]: await startEngine(engine) }));

    expect(opened.description).toMatchObject({ source, configDigest: image.configuration.digest });
    await opened.close();
    expect(readdirSync(root)).toEqual(["engine.sock"]);
  });

  test.each([
    {
      name: "an image that it does not have",
      image: "docker-daemon:none",
      code: "image-not-found",
      says: "no image none",
    },
    {
      name: "no daemon",
      image: "docker-daemon:web:1",
      host: "unix:///nowhere/x.sock",
      code: "daemon-unreachable",
      says: "/nowhere/x.sock",
    },
    {
      name: "a strange address",
      image: "docker-daemon:web:1",
      host: "fd://",
      code: "daemon-unreachable",
      says: "No daemon",
    },
  ])("says: $name", async ({ image: name, host, code, says }) => {
    const environment = { DOCKER_HOST: host ?? (await startEngine(engine)) };

    await expect(openImage(name, options(environment))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says),
    });
  });

  test("a stream that breaks off leaves nothing behind", async () => {
    const host = await startEngine((request, response) => {
      if (request.url?.endsWith("/json") === true) response.end("{}");
      else {
        response.writeHead(200, { "content-length": archive.length });
        response.write(archive.subarray(0, 1000), () => response.destroy());
      }
    });

    await expect(openImage("docker-daemon:web:1", options({ DOCKER_HOST: host }))).rejects.toMatchObject({
      code: "daemon-unreachable",
    });
    expect(readdirSync(root)).toEqual(["engine.sock"]);
  });

  test("an image that no daemon has comes from its registry", async () => {
    registry = await startRegistry(image);

    const opened = await openImage(
      `${registry.host}/shop/web:1.0`,
      options({ DOCKER_HOST: await startEngine(engine) }),
    );

    expect(opened.description.source).toBe("registry");
  });

  test("a named address is the only one that is asked", () => {
    expect(dockerAddresses({ DOCKER_HOST: "tcp://10.0.0.1:2375", HOME: "/root" })).toMatchObject([{ kind: "address" }]);
  });
});

describe("containerd", () => {
  interface Answer {
    readonly messages?: readonly Buffer[];
    readonly status?: number;
  }

  /** Speaks gRPC over HTTP/2: five bytes before each message, the status in the trailers. */
  async function startContainerd(
    answer: (path: string, message: Buffer, namespace: string) => Answer,
  ): Promise<string> {
    const server = createHttp2Server();
    servers.push(server);
    server.on("stream", (stream: ServerHttp2Stream, headers) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const namespace = String(headers["containerd-namespace"] ?? "");
        const { messages = [], status = 0 } = answer(
          String(headers[":path"]),
          Buffer.concat(parts).subarray(5),
          namespace,
        );
        stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
        stream.on("wantTrailers", () =>
          stream.sendTrailers({ "grpc-status": String(status), "grpc-message": "a%20b" }),
        );
        for (const message of messages) {
          const prefix = Buffer.alloc(5);
          prefix.writeUInt32BE(message.length, 1);
          stream.write(Buffer.concat([prefix, message]));
        }
        stream.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(join(root, "containerd.sock"), resolve));
    return join(root, "containerd.sock");
  }

  function nested(number: number, message: Buffer): Buffer {
    return Buffer.concat([Buffer.from([number * 8 + 2, message.length]), message]);
  }

  const target = writeMessage([
    [1, image.manifest.mediaType],
    [2, image.manifest.digest],
    [3, image.manifest.size],
  ]);

  /** One image, `docker.io/library/web:1` in the namespace `team`; blobs come in pieces of 100 bytes. */
  function content(path: string, message: Buffer, namespace: string): Answer {
    const asked = textField(readMessage(message), 1);
    if (path.endsWith("Namespaces/List")) return { messages: [nested(1, writeMessage([[1, "team"]]))] };
    if (path.endsWith("Images/Get")) {
      const isKnown = namespace === "team" && asked === "docker.io/library/web:1";
      return isKnown ? { messages: [nested(1, nested(3, target))] } : { status: 5 };
    }
    const blob = image.blobs.get(asked);
    if (blob === undefined) return { status: 5 };
    const pieces = Array.from({ length: Math.ceil(blob.length / 100) }, (_, index) =>
      blob.subarray(index * 100, index * 100 + 100),
    );
    return { messages: pieces.map((piece) => nested(2, piece)) };
  }

  test("gives an image from its content store", async () => {
    const address = await startContainerd(content);

    const opened = await openImage("containerd:web:1", options({ CONTAINERD_ADDRESS: address }));

    const layers: Buffer[] = [];
    for (const layer of opened.layers) {
      const pieces: Uint8Array[] = [];
      for await (const piece of layer?.open() ?? []) pieces.push(piece);
      layers.push(Buffer.concat(pieces));
    }
    expect(opened.description).toMatchObject({ source: "containerd", tags: ["docker.io/library/web:1"] });
    expect(layers).toEqual(image.layers);
    await opened.close();
  });

  test("is asked for a name without transport", async () => {
    const address = await startContainerd(content);

    const opened = await openImage("web:1", options({ CONTAINERD_ADDRESS: address, DOCKER_HOST: "unix:///nowhere" }));

    expect(opened.description.source).toBe("containerd");
    await opened.close();
  });

  test.each([
    { name: "no image of that name", answer: content, image: "none", code: "image-not-found" },
    { name: "a refusal", answer: () => ({ status: 7 }), image: "web:1", code: "daemon-unreachable" },
    {
      name: "an answer that is no message",
      answer: () => ({ messages: [Buffer.from([0xff])] }),
      image: "web:1",
      code: "image-not-found",
    },
  ])("says: $name", async ({ answer, image: name, code }) => {
    const address = await startContainerd(answer);

    await expect(openImage(`containerd:${name}`, options({ CONTAINERD_ADDRESS: address }))).rejects.toMatchObject({
      code,
    });
  });
});

describe("messages", () => {
  // Protocol Buffers, "Encoding": field 1 with 150 is 08 96 01; field 2 with "testing" is 12 07 74 65 73 74 69 6e 67.
  test("are written as the specification shows", () => {
    const bytes = writeMessage([
      [1, 150],
      [2, "testing"],
    ]);

    expect(bytes.toString("hex")).toBe("089601120774657374696e67");
    expect([countField(readMessage(bytes), 1), textField(readMessage(bytes), 2)]).toEqual([150, "testing"]);
  });

  test("of any bytes are read or refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const fields = readMessage(Buffer.from(bytes));
        expect(fields === undefined || fields instanceof Map).toBe(true);
      }),
    );
  });
});
