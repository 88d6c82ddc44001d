import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { createAuthority } from "../fixtures/sample-certificates.ts";
import { createBearerTokens, readTokenLines } from "./bearer-tokens.ts";
import { type ReceiverSettings, startWebhookReceiver, type WebhookReceiver } from "./webhook-receiver.ts";

const authority = createAuthority("senders");
const stranger = createAuthority("strangers");
const receiverCertificate = authority.issue("localhost");
const token = "0123456789abcdef-token";

const started: WebhookReceiver[] = [];
afterEach(async () => {
  for (const receiver of started.splice(0)) await receiver.close();
});

async function start(settings: Partial<ReceiverSettings> = {}) {
  const bodies: string[] = [];
  const receiver = await startWebhookReceiver({
    host: "127.0.0.1",
    port: 0,
    tls: undefined,
    tokens: undefined,
    onBody: (bytes) => {
      bodies.push(bytes.toString());
      return bytes.length > 0 ? "accepted" : "malformed";
    },
    ...settings,
  });
  started.push(receiver);
  return { receiver, bodies };
}

async function post(url: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url, { method: "POST", body: new Uint8Array(Buffer.from(body)), headers });
  return { status: response.status, headers: response.headers };
}

describe("requests", () => {
  test("are answered when they are worked off", async () => {
    const { receiver, bodies } = await start();

    const { status } = await post(receiver.url, "{}");

    expect({ status, bodies, counts: receiver.counts() }).toEqual({
      status: 200,
      bodies: ["{}"],
      counts: { accepted: 1, unauthorized: 0, malformed: 0, postponed: 0, failed: 0 },
    });
  });

  // RFC 9110: 405 names what is allowed; 413, 415 and 400 by what is wrong with the content.
  test.each([
    { name: "another method", method: "PUT", body: "{}", headers: {}, status: 405 },
    {
      name: "an encoding that nobody sends",
      method: "POST",
      body: "{}",
      headers: { "content-encoding": "br" },
      status: 415,
    },
    { name: "too large", method: "POST", body: "x".repeat(2_000), headers: {}, status: 413 },
    {
      name: "a bomb",
      method: "POST",
      body: gzipSync(Buffer.alloc(1_000_000)),
      headers: { "content-encoding": "gzip" },
      status: 413,
    },
    { name: "no gzip", method: "POST", body: "{}", headers: { "content-encoding": "gzip" }, status: 400 },
    { name: "nothing", method: "POST", body: "", headers: {}, status: 400 },
  ])("are refused: $name", async ({ method, body, headers, status }) => {
    const { receiver } = await start({ limits: { maxBodyBytes: 1_500 } });

    const response = await fetch(receiver.url, { method, body: new Uint8Array(Buffer.from(body)), headers });

    expect(response.status).toBe(status);
    expect(receiver.counts().malformed).toBe(1);
  });

  test("packed by gzip are unpacked", async () => {
    const { receiver, bodies } = await start();

    await post(receiver.url, gzipSync("{}"), { "content-encoding": "gzip" });

    expect(bodies).toEqual(["{}"]);
  });

  test("are put off while too much is held, and told when to come again", async () => {
    const { receiver } = await start({ limits: { maxHeldBytes: 100 } });

    const { status, headers } = await post(receiver.url, "x".repeat(1_000));

    expect({ status, again: headers.get("retry-after") }).toEqual({ status: 429, again: "1" });
    expect((await post(receiver.url, "{}")).status).toBe(200);
  });

  test("that are postponed when they were read keep their connection: a new one would cost more than they", async () => {
    const { receiver } = await start({ onBody: () => "postponed" });

    const { status, headers } = await post(receiver.url, "{}");

    expect({ status, connection: headers.get("connection") }).toEqual({ status: 429, connection: "keep-alive" });
  });

  test("that cannot be worked off are answered so, and sent again", async () => {
    let calls = 0;
    const { receiver } = await start({
      onBody: () => {
        calls += 1;
        if (calls === 1) throw new Error("disk full");
        return "accepted";
      },
    });

    const statuses = [(await post(receiver.url, "{}")).status, (await post(receiver.url, "{}")).status];

    expect(statuses).toEqual([500, 200]);
    expect(receiver.counts()).toMatchObject({ failed: 1, accepted: 1 });
  });

  test("that never end are ended", async () => {
    const { receiver } = await start({ limits: { requestMs: 300 } });
    const { port } = new URL(receiver.url);

    const answer = await new Promise<string>((resolve) => {
      let said = "";
      const socket = connect(Number(port), "127.0.0.1", () => {
        socket.write("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{");
      });
      socket.on("data", (piece) => {
        said += piece.toString();
      });
      socket.on("close", () => resolve(said));
    });

    expect(answer).toMatch(/^HTTP\/1\.1 4/);
  }, 60_000);

  test("for the state of the receiver need no credentials", async () => {
    const { receiver } = await start({ tokens: createBearerTokens([token]) });

    expect((await fetch(`${receiver.url}/healthz`)).status).toBe(200);
  });
});

describe("tokens", () => {
  test.each([
    { name: "the right one", authorization: `Bearer ${token}`, status: 200 },
    { name: "in small letters, RFC 9110 11.1", authorization: `bearer ${token}`, status: 200 },
    { name: "none", authorization: "", status: 401 },
    { name: "another one", authorization: "Bearer 0123456789abcdef-tokem", status: 401 },
    { name: "its beginning", authorization: "Bearer 0123456789abcdef", status: 401 },
    { name: "as a password", authorization: `Basic ${token}`, status: 401 },
    { name: "a word alone", authorization: token, status: 401 },
  ])("$name", async ({ authorization, status }) => {
    const { receiver, bodies } = await start({ tokens: createBearerTokens(["another-token-of-old", token]) });

    const answer = await post(receiver.url, "{}", authorization === "" ? {} : { authorization });

    expect(answer.status).toBe(status);
    expect(bodies).toHaveLength(status === 200 ? 1 : 0);
    expect(receiver.counts().unauthorized).toBe(status === 200 ? 0 : 1);
  });

  test("stand one a line, with comments", () => {
    expect(readTokenLines("# old\none\r\n\n  two \n#three\n")).toEqual(["one", "two"]);
  });
});

describe("certificates", () => {
  const tls = {
    certificate: Buffer.from(receiverCertificate.certificate),
    key: Buffer.from(receiverCertificate.key),
    clientAuthority: Buffer.from(authority.certificate),
    clientNames: ["api-server"],
  };
  const send = async (url: string, client: { readonly certificate: string; readonly key: string } | undefined) =>
    await new Promise<number | string>((resolve) => {
      const request = httpsRequest(
        url,
        { method: "POST", ca: authority.certificate, cert: client?.certificate, key: client?.key },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      request.on("error", () => resolve("no connection"));
      request.end("{}");
    });

  test.each([
    { name: "the API server's", client: authority.issue("api-server"), result: 200 },
    { name: "another one of the same authority", client: authority.issue("kubelet"), result: 401 },
    { name: "the right name by another authority", client: stranger.issue("api-server"), result: "no connection" },
    { name: "none", client: undefined, result: "no connection" },
  ])("of the sender: $name", async ({ client, result }) => {
    const { receiver, bodies } = await start({ tls });

    expect(await send(receiver.url, client)).toBe(result);
    expect(bodies).toHaveLength(result === 200 ? 1 : 0);
    expect(receiver.counts().unauthorized).toBe(result === 200 ? 0 : 1);
  });

  test("that are none are refused before anything listens", async () => {
    const broken = { ...tls, certificate: Buffer.from("nothing") };

    await expect(start({ tls: broken })).rejects.toMatchObject({ code: "usage" });
  });
});

test("an address that is taken is a wrong call", async () => {
  const { receiver } = await start();

  await expect(start({ port: Number(new URL(receiver.url).port) })).rejects.toMatchObject({ code: "usage" });
});
