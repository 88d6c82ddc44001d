import { createServer, type IncomingMessage } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { type SentBody, sendReport } from "./platform-client.ts";
import { readConnection } from "./upload-report.ts";

interface Heard {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

interface Loopback {
  readonly url: string;
  readonly heard: readonly Heard[];
}

/** As GitHub's runner answers; the token is none. */
const githubToken = "header.payload.signature";
const sent = { query: new URLSearchParams(), waitSeconds: 0, failOn: undefined };

describe("a pipeline that uploads without a key", () => {
  test("of GitHub asks for a token for the audience, and signs in with it once", async () => {
    const { url, heard } = await listen();
    const connection = readConnection(url, {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/github?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "runner",
      SEKISHO_TENANT: "acme",
      SEKISHO_AUDIENCE: "platform",
    });
    const before = heard.length;
    for (const text of ["{}", "{}"]) await sendReport(connection, { ...sent, body: oneOf(text) });

    expect(before).toBe(0);
    expect(heard.map(({ path, authorization }) => [path, authorization])).toEqual([
      ["/github?api-version=2.0&audience=platform", "Bearer runner"],
      ["/api/v1/pipelines/session", undefined],
      ["/api/v1/reports?wait=0", "Bearer key-of-minutes"],
      ["/api/v1/reports?wait=0", "Bearer key-of-minutes"],
    ]);
    expect(JSON.parse(heard[1]?.body ?? "")).toEqual({ tenant: "acme", token: githubToken });
  });

  test("of GitLab signs in with the token that its job has, in the default tenant", async () => {
    const { url, heard } = await listen();
    const connection = readConnection(url, { SEKISHO_ID_TOKEN: "of.git.lab", SEKISHO_API_KEY: "" });
    await sendReport(connection, { ...sent, body: oneOf("{}") });

    expect(JSON.parse(heard[0]?.body ?? "")).toEqual({ tenant: "default", token: "of.git.lab" });
  });

  test("uses the key where there is one", async () => {
    const { url, heard } = await listen();
    const connection = readConnection(url, { SEKISHO_ID_TOKEN: "of.git.lab", SEKISHO_API_KEY: "own" });
    await sendReport(connection, { ...sent, body: oneOf("{}") });

    expect(heard.map(({ authorization }) => authorization)).toEqual(["Bearer own"]);
  });

  test.each([
    {
      name: "no rule trusts it",
      path: "/refusing",
      code: "platform-refused",
      message: "no key (not-signed-in): no rule",
    },
    { name: "the platform is something else", path: "/other", code: "platform-unreachable", message: "answers 404" },
    { name: "GitHub gives no token", github: "/other", code: "platform-unreachable", message: "no token of the job" },
    { name: "the address of GitHub is none", github: "x:y z", code: "platform-unreachable", message: "REQUEST_URL" },
  ])("says so when $name", async ({ path = "", github, code, message }) => {
    const { url } = await listen(path);
    const token =
      github === undefined
        ? { SEKISHO_ID_TOKEN: "secret.of.job" }
        : {
            ACTIONS_ID_TOKEN_REQUEST_URL: github.startsWith("/") ? `${url}${github}` : "no address",
            ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret.of.job",
          };
    const sending = sendReport(readConnection(url, token), { ...sent, body: oneOf("{}") });

    await expect(sending).rejects.toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
    await expect(sending).rejects.not.toThrow("secret.of.job");
  });

  test.each([
    { name: "nothing", environment: {} },
    { name: "half of what GitHub gives", environment: { ACTIONS_ID_TOKEN_REQUEST_URL: "https://github.example" } },
  ])("is told what is missing where there is $name", ({ environment }) => {
    expect(() => readConnection("https://sekisho.example", environment)).toThrow(
      expect.objectContaining({ code: "usage", message: expect.stringContaining("SEKISHO_API_KEY") }),
    );
  });
});

function oneOf(text: string): SentBody {
  return {
    async *open() {
      yield await Promise.resolve(text);
    },
    isRepeatable: true,
  };
}

/** A runner's token service and a platform in one; `mode` says what the platform does instead. */
async function listen(mode = ""): Promise<Loopback> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const { url: path = "", headers } = request;
      heard.push({ path, authorization: headers.authorization, body: await readBody(request) });
      const { status, body } = answerOf(path, mode);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, heard };
}

function answerOf(path: string, mode: string): { readonly status: number; readonly body: unknown } {
  if (path.startsWith("/github")) return { status: 200, body: { value: githubToken } };
  if (path === "/other" || path.startsWith("/other?")) return { status: 404, body: {} };
  if (path === "/api/v1/pipelines/session") {
    if (mode === "/refusing") return { status: 401, body: { error: { code: "not-signed-in", message: "no rule" } } };
    return mode === "/other" ? { status: 404, body: {} } : { status: 201, body: { key: "key-of-minutes" } };
  }
  return {
    status: 202,
    body: { status: "queued", failure: null, outcome: null, links: { self: "/api/v1/reports/1" } },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) if (Buffer.isBuffer(piece)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
