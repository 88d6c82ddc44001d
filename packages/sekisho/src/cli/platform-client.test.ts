import { createServer } from "node:http";
import { text as readText } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { callPlatform, type PlatformConnection, sendReport } from "./platform-client.ts";

interface Busy {
  readonly status: number;
  readonly retryAfter?: string;
}

const sent = { query: new URLSearchParams(), waitSeconds: 0, failOn: undefined };
const busy: Busy = { status: 429, retryAfter: "7" };

describe("a busy platform", () => {
  test.each<{ name: string; answers: readonly Busy[]; paused: readonly number[] }>([
    { name: "429 with seconds", answers: [busy], paused: [7000] },
    { name: "503 with the longest wait", answers: [{ status: 503, retryAfter: "30" }], paused: [30_000] },
    {
      name: "503 that says nothing, three times",
      answers: [{ status: 503 }, { status: 503 }, { status: 503 }],
      paused: [1000, 2000, 4000],
    },
    { name: "one that says nonsense", answers: [{ status: 503, retryAfter: "soon" }], paused: [1000] },
    {
      name: "a date that is over",
      answers: [{ status: 503, retryAfter: "Sun, 06 Nov 1994 08:49:37 GMT" }],
      paused: [0],
    },
  ])("gets the whole report again: $name", async ({ answers, paused }) => {
    const { connection, bodies, pauses } = await listen(answers);
    const report = await sendReport(connection, {
      ...sent,
      body: { open: () => piecesOf("{", "}"), isRepeatable: true },
    });

    expect(report.status).toBe("queued");
    expect(pauses).toEqual(paused);
    expect(bodies).toEqual(["{}", ...answers.map(() => "{}")]);
  });

  test.each<{ name: string; answers: readonly Busy[]; requests: number; isRepeatable: boolean }>([
    { name: "it stays busy", answers: [busy, busy, busy, busy, busy], requests: 4, isRepeatable: true },
    {
      name: "it asks for longer than 30 seconds",
      answers: [{ status: 429, retryAfter: "31" }],
      requests: 1,
      isRepeatable: true,
    },
    { name: "it refuses", answers: [{ status: 403, retryAfter: "1" }], requests: 1, isRepeatable: true },
    { name: "the report came from standard input", answers: [busy], requests: 1, isRepeatable: false },
  ])("is given up where $name, with its own words", async ({ answers, requests, isRepeatable }) => {
    const { connection, bodies } = await listen(answers);
    const sending = sendReport(connection, { ...sent, body: { open: () => piecesOf("{}"), isRepeatable } });

    await expect(sending).rejects.toThrow(
      expect.objectContaining({ code: "platform-refused", message: expect.stringContaining("come later") }),
    );
    expect(bodies.length).toBe(requests);
  });

  test("gets a text again", async () => {
    const { connection, bodies } = await listen([busy]);
    await callPlatform(connection, "/api/v1/access-maps", { method: "PUT", body: "[]" });

    expect(bodies).toEqual(["[]", "[]"]);
  });
});

async function* piecesOf(...pieces: readonly string[]): AsyncGenerator<string> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

interface Loopback {
  readonly connection: PlatformConnection;
  readonly bodies: readonly string[];
  readonly pauses: readonly number[];
}

/** A platform that answers as told, then takes everything; nobody waits. */
async function listen(answers: readonly Busy[]): Promise<Loopback> {
  const bodies: string[] = [];
  const pauses: number[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const answer = answers[bodies.length];
      bodies.push(await readText(request));
      const taken = { status: "queued", failure: null, outcome: null, links: { self: "/api/v1/reports/1" } };
      const refusal = { error: { code: "too-many-requests", message: "come later" } };
      if (answer?.retryAfter !== undefined) response.setHeader("retry-after", answer.retryAfter);
      response.writeHead(answer?.status ?? 202, { "content-type": "application/json" });
      response.end(JSON.stringify(answer === undefined ? taken : refusal));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const pause = (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  const readKey = () => Promise.resolve("key");
  return { connection: { url: `http://127.0.0.1:${port}`, readKey, pause }, bodies, pauses };
}
