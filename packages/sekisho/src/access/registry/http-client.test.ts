import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { quickOptions } from "../fixtures/loopback-registry.ts";
import { type HttpSettings, sendRequest } from "./http-client.ts";
import { readLimitedBody } from "./limited-body.ts";
import { RegistryClient } from "./registry-client.ts";

let servers: Server[] = [];

afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers = [];
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function settings(environment: Readonly<Record<string, string>>): HttpSettings {
  return { environment, stallTimeoutMs: 5_000, signal: undefined };
}

function send(address: string, environment: Readonly<Record<string, string>>) {
  return sendRequest({ url: new URL(address), method: "GET", headers: {} }, settings(environment));
}

// RFC 9112, section 3.2.2: a request to a proxy names the whole address; RFC 9110, section 9.3.6: CONNECT.
describe("proxies", () => {
  test("are asked for the whole address of plain HTTP, with their own password", async () => {
    const seen: (string | undefined)[] = [];
    const port = await listen(
      createServer((request, response) => {
        seen.push(request.url, request.headers.host, request.headers["proxy-authorization"]);
        response.end("by proxy");
      }),
    );

    const response = await send("http://registry.invalid/v2/", { HTTP_PROXY: `http://a:b@127.0.0.1:${port}` });

    expect(Buffer.from((await readLimitedBody(response, 100)) ?? []).toString()).toBe("by proxy");
    // `a:b` in Base64, by base64(1).
    expect(seen).toEqual(["http://registry.invalid/v2/", "registry.invalid", "Basic YTpi"]);
  });

  test("that refuse a tunnel are named", async () => {
    const proxy = createServer();
    proxy.on("connect", (_, socket) => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
    const port = await listen(proxy);

    const sending = send("https://registry.invalid/", { HTTPS_PROXY: `127.0.0.1:${port}` });

    await expect(sending).rejects.toThrow(`127.0.0.1:${port} answers 403 to CONNECT registry.invalid:443`);
  });
});

test("a body that is longer than allowed is not read on", async () => {
  const port = await listen(createServer((_, response) => response.end(Buffer.alloc(101))));

  const response = await send(`http://127.0.0.1:${port}/`, {});

  expect(await readLimitedBody(response, 100)).toBeUndefined();
});

test("a signal that has ended ends every request", async () => {
  const ended = { ...settings({}), signal: AbortSignal.abort(new Error("ended by the user")) };

  const sending = sendRequest({ url: new URL("http://127.0.0.1:1/"), method: "GET", headers: {} }, ended);

  await expect(sending).rejects.toThrow("ended by the user");
});

function hasOpenssl(): boolean {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasOpenssl())("TLS (left out without openssl)", () => {
  /** Starts a server with a certificate that nobody knows. */
  async function startTls(): Promise<number> {
    const root = mkdtempSync(join(tmpdir(), "sekisho-tls-"));
    const [key, cert] = [join(root, "key.pem"), join(root, "cert.pem")];
    const request = [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "1",
    ];
    execFileSync("openssl", [...request, "-subj", "/CN=registry.invalid", "-keyout", key, "-out", cert], {
      stdio: "ignore",
    });
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
      response.end(),
    );
    rmSync(root, { recursive: true });
    return listen(server);
  }

  test("with a certificate that is not known is refused, on loopback too, and never given up for plain HTTP", async () => {
    const host = `127.0.0.1:${await startTls()}`;
    const client = new RegistryClient({ registry: host, host, repository: "a" }, quickOptions({ plainHttpHosts: [] }));

    await expect(client.get("manifests/x", {}, { en: "manifest", ja: "マニフェスト" })).rejects.toMatchObject({
      code: "registry-unreachable",
      message: expect.stringContaining("DEPTH_ZERO_SELF_SIGNED_CERT"),
      hint: { en: expect.stringContaining("NODE_EXTRA_CA_CERTS") },
    });
  });

  test("goes through the tunnel of a proxy to the registry itself", async () => {
    const port = await startTls();
    const tunnels: (string | undefined)[] = [];
    const proxy = createServer();
    proxy.on("connect", (request, socket) => {
      tunnels.push(request.url);
      const upstream = connect(port, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
      upstream.on("error", () => socket.destroy());
      socket.on("error", () => upstream.destroy());
      upstream.pipe(socket).pipe(upstream);
    });

    const sending = send("https://registry.invalid/", { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}` });

    // The certificate is the registry's: the proxy sees nothing but the name.
    await expect(sending).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect(tunnels).toEqual(["registry.invalid:443"]);
  });
});
