import { afterEach, describe, expect, test } from "vitest";
import {
  type Fault,
  type LoopbackRegistry,
  quickOptions,
  startRegistry,
  withPassword,
} from "../fixtures/loopback-registry.ts";
import { json, sampleImage } from "../fixtures/sample-image.ts";
import type { OpenedImage } from "../image-source.ts";
import { openRegistryImage, type RegistryOptions } from "./open-registry-image.ts";

const image = sampleImage();

let registries: LoopbackRegistry[] = [];

afterEach(async () => {
  await Promise.all(registries.map((registry) => registry.close()));
  registries = [];
});

async function start(fault: Fault): Promise<LoopbackRegistry> {
  const registry = await startRegistry(image, fault);
  registries.push(registry);
  return registry;
}

function open(registry: LoopbackRegistry, options: RegistryOptions = quickOptions()): Promise<OpenedImage> {
  const name = `${registry.host}/shop/web:1.0`;
  const platform = { os: "linux", architecture: "amd64" };
  return openRegistryImage(name, { name, platform, isPlatformNamed: false }, options);
}

async function readLayer(opened: OpenedImage): Promise<void> {
  for await (const piece of opened.layers[0]?.open() ?? []) expect(piece.length).toBeGreaterThan(0);
}

describe("authentication", () => {
  /** Demands tokens `token-1`, `token-2`, … that hold for `seconds`; gives them to the password `user:pass` alone. */
  function tokenServer(seconds: number, isOpen = false): Fault {
    let issued = 0;
    return (request, response) => {
      if (request.url?.startsWith("/token") === true) {
        const isKnown = request.headers.authorization === `Basic ${Buffer.from("user:pass").toString("base64")}`;
        if (!isOpen && !isKnown) response.writeHead(401).end();
        else response.end(json({ token: `token-${++issued}`, expires_in: seconds }));
        return true;
      }
      if (request.headers.authorization === `Bearer token-${issued}` && issued > 0) return false;
      const realm = `http://${request.headers.host}/token`;
      const challenge = `Bearer realm="${realm}",service="loop,back",scope="repository:shop/web:pull"`;
      response.writeHead(401, { "www-authenticate": challenge }).end();
      return true;
    };
  }

  test("fetches a token for everybody and uses it for all", async () => {
    const registry = await start(tokenServer(300, true));

    const opened = await open(registry);
    await readLayer(opened);

    const tokens = registry.requests.filter((request) => request.includes("/token"));
    expect(tokens).toEqual(["GET /token?service=loop%2Cback&scope=repository%3Ashop%2Fweb%3Apull"]);
  });

  test("fetches a token with the user's password", async () => {
    const registry = await start(tokenServer(300));

    const opened = await open(registry, withPassword(registry.host));

    expect(opened.description.digest).toBe(image.manifest.digest);
  });

  test("fetches another token when the first one is too old", async () => {
    const registry = await start(tokenServer(60));
    const options = withPassword(registry.host);
    let nowMs = 0;
    const clock = { ...options.clock, now: () => nowMs };
    const opened = await open(registry, { ...options, clock });
    nowMs = 61_000;

    await readLayer(opened);

    expect(registry.requests.filter((request) => request.includes("/token"))).toHaveLength(2);
  });

  test("says that credentials are missing, and why", async () => {
    const registry = await start(tokenServer(300));
    const environment = { DOCKER_AUTH_CONFIG: '{"credsStore":"sekisho-test-none"}' };
    const options = quickOptions({ credentials: { configDirectory: undefined, environment } });

    await expect(open(registry, options)).rejects.toMatchObject({
      code: "registry-denied",
      hint: { en: expect.stringContaining("docker-credential-sekisho-test-none is not installed") },
    });
  });

  test("does not send a password to a token server without TLS when the registry has TLS only", async () => {
    const registry = await start((request, response) => {
      response.writeHead(401, { "www-authenticate": 'Bearer realm="ftp://tokens.example/"' }).end();
      return request.url !== undefined;
    });

    await expect(open(registry, withPassword(registry.host))).rejects.toMatchObject({
      code: "registry-unreachable",
      message: expect.stringContaining("ftp://tokens.example/"),
    });
  });

  test("says that a password is refused", async () => {
    const registry = await start((_, response) => {
      response.writeHead(401, { "www-authenticate": 'Basic realm="r"' }).end();
      return true;
    });

    await expect(open(registry, withPassword(registry.host))).rejects.toMatchObject({
      code: "registry-denied",
      message: expect.stringContaining("refuses the credentials"),
    });
    expect(registry.requests).toHaveLength(2);
  });
});
