import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  execEvent as exec,
  eventList as listOf,
  tickEvent as tick,
} from "../../../sekisho/src/scan/detect/fixtures/exec-events.ts";
import type { BlobStore } from "../ingest/blob-store.ts";
import { jobs } from "../jobs/registry.ts";
import { Worker } from "../jobs/worker.ts";
import { newTenantOwner } from "./fixtures/other-tenant.ts";
import { openTestServer, type TestServer } from "./fixtures/test-server.ts";

interface Incident {
  readonly id: string;
  readonly cluster: string;
  readonly severity: string;
  readonly actors: readonly string[];
  readonly activities: number;
  readonly isAccepted: boolean;
}

interface Activity {
  readonly rule: string;
  readonly subject: string;
  readonly count: number;
  readonly finding: string | null;
}

type Headers = Record<string, string>;

let server: TestServer;
let worker: Worker;
let owner: Headers;
let sender: Headers;
let clusters = 0;
beforeAll(async () => {
  server = await openTestServer();
  worker = workerOf(server);
  owner = await server.signIn();
  sender = await server.makeKey(["events:send"]);
}, 120_000);
afterAll(() => server.close());

function workerOf({ services, store }: TestServer): Worker {
  return new Worker({
    jobs,
    services,
    connection: { url: store.workerUrl },
    places: 1,
    onError: () => undefined,
  });
}

function newCluster(): string {
  clusters += 1;
  return `cluster-${clusters}`;
}

interface Sending {
  readonly headers?: Headers;
  readonly kind?: "audit-events" | "runtime-events";
}

async function send(
  cluster: string,
  payload: string | Buffer | object,
  { headers = sender, kind = "audit-events" }: Sending = {},
) {
  const isRaw = typeof payload === "string" || Buffer.isBuffer(payload);
  return await server.call<{ segment: string }>({
    method: "POST",
    url: `/api/v1/clusters/${cluster}/${kind}`,
    headers: { ...headers, "content-type": "application/json" },
    payload: isRaw ? payload : JSON.stringify(payload),
  });
}

async function incidentsOf(cluster: string, headers = owner): Promise<readonly Incident[]> {
  const url = `/api/v1/incidents?cluster=${cluster}`;
  return (await server.call<{ incidents: readonly Incident[] }>({ url, headers })).body.incidents;
}

async function timelineOf(id: string): Promise<readonly Activity[]> {
  const url = `/api/v1/incidents/${id}`;
  return (await server.call<{ timeline: readonly Activity[] }>({ url, headers: owner })).body.timeline;
}

describe("events of a cluster", () => {
  test("become an incident with its timeline, its events and a finding", async () => {
    const cluster = newCluster();
    const { status } = await send(cluster, listOf(exec("jane", "a"), exec("tom", "b", 1), tick("c", 5)));
    await worker.drain();

    const incidents = await incidentsOf(cluster);
    expect(status).toBe(202);
    expect(incidents.map(({ actors }) => actors)).toEqual([["User:tom"], ["User:jane"]]);
    const id = incidents.find(({ actors }) => actors.includes("User:jane"))?.id ?? "";
    const [activity] = await timelineOf(id);
    expect(activity).toMatchObject({
      rule: "audit/exec-in-pod",
      subject: "User:jane > shop/web-0[pods/exec]",
      count: 1,
    });
    const finding = await server.call({ url: `/api/v1/findings/${activity?.finding ?? ""}`, headers: owner });
    expect(finding.body).toMatchObject({ kind: "activity" });
    const events = await server.call<{ events: readonly unknown[] }>({
      url: `/api/v1/incidents/${id}/events`,
      headers: owner,
    });
    expect(events.body.events).toMatchObject([{ id: "a", event: { auditID: "a", user: { username: "jane" } } }]);
  }, 60_000);

  test("that are sent again, or come after more of the story, are one incident with a count", async () => {
    const cluster = newCluster();
    await send(cluster, listOf(exec("jane", "a"), tick("t1", 5)));
    await worker.drain();
    await send(cluster, listOf(exec("jane", "a"), exec("jane", "b", 6), tick("t2", 10)));
    await worker.drain();

    const incidents = await incidentsOf(cluster);
    expect(incidents).toHaveLength(1);
    expect(await timelineOf(incidents[0]?.id ?? "")).toMatchObject([{ count: 2 }]);
  }, 60_000);

  test("of sensors are judged with those of the API server, packed or not", async () => {
    const cluster = newCluster();
    const falco = {
      time: "2026-03-02T09:01:00Z",
      rule: "Read sensitive file",
      priority: "Critical",
      output: "Sensitive file opened",
      source: "syscall",
      output_fields: { "k8s.ns.name": "shop", "k8s.pod.name": "web-0", "proc.name": "cat" },
    };
    await send(cluster, listOf(exec("jane", "a")));
    const lines = `${JSON.stringify(falco)}\n${JSON.stringify({ ...falco, time: "2026-03-02T09:09:00Z", output: "x" })}\n`;
    await send(cluster, gzipSync(lines), { kind: "runtime-events" });
    await worker.drain();

    expect(await incidentsOf(cluster)).toMatchObject([
      { severity: "critical", actors: ["Pod:shop/web-0", "User:jane"] },
    ]);
  }, 60_000);

  test("survive a worker that breaks off in the middle, and count once", async () => {
    let isBroken = true;
    const kept = server.services.blobs;
    const blobs: BlobStore = {
      sweep: (settings) => kept.sweep(settings),
      read: (tenantId, digest) => kept.read(tenantId, digest),
      write: (tenantId, bytes) => {
        if (isBroken) throw new Error("the disk is gone");
        return kept.write(tenantId, bytes);
      },
    };
    const cluster = newCluster();
    await send(cluster, listOf(exec("jane", "a"), tick("t", 5)));
    const broken = workerOf({ ...server, services: { ...server.services, blobs } });
    await broken.drain();
    expect(await incidentsOf(cluster)).toEqual([]);
    isBroken = false;
    const admin = new pg.Client({ connectionString: server.store.adminUrl });
    await admin.connect();
    await admin.query("UPDATE jobs SET run_at = now() WHERE state = 'waiting'");
    await admin.end();
    await broken.drain();

    const incidents = await incidentsOf(cluster);
    expect(incidents).toHaveLength(1);
    expect(await timelineOf(incidents[0]?.id ?? "")).toMatchObject([{ count: 1 }]);
  }, 60_000);

  test.each([
    { name: "nothing", body: "" },
    { name: "no JSON", body: "\0\0{" },
    { name: "noise", body: randomBytes(2_000) },
    { name: "deep nesting", body: "[".repeat(50_000) },
    { name: "wrong types", body: '{"items":[{"auditID":{},"stage":[]},7,null]}' },
  ])(
    "that are hostile harm nothing: $name",
    async ({ body }) => {
      const cluster = newCluster();
      const { status } = await send(cluster, body);
      const hostile = { ...exec("\u0000<b>\u202e\ud800", "x\u0000"), userAgent: "\u001b[2J", extra: "\u0000" };
      await send(cluster, listOf(hostile, tick("t", 5)));
      await worker.drain();

      expect([202, 400]).toContain(status);
      expect(await incidentsOf(cluster)).toHaveLength(1);
    },
    60_000,
  );
});

interface Stream {
  readonly cluster: string;
  readonly coverage: readonly { readonly plugin: string; readonly ended: string }[];
  readonly troubles: readonly { readonly code: string; readonly message: { readonly en: string } }[];
}

describe("a stream", () => {
  const readStream = async (cluster: string, headers = owner) =>
    await server.call<Stream>({ url: `/api/v1/event-streams/${cluster}`, headers });

  test("tells what was counted, what came late or broken, and which questions lacked bodies", async () => {
    const cluster = newCluster();
    const bodiless = { ...exec("jane", "p"), objectRef: { resource: "pods", namespace: "shop", name: "x" } };
    await send(cluster, listOf(exec("jane", "a"), exec("jane", "a"), bodiless, tick("t", 5)));
    await worker.drain();
    await send(cluster, `${JSON.stringify(exec("tom", "late", -1))}\nno event\n`);
    await worker.drain();

    const { body } = await readStream(cluster);
    expect(body).toMatchObject({
      project: "default",
      events: 5,
      duplicates: 1,
      late: 1,
      early: 0,
      problems: 1,
      dropped: 0,
      failedRequests: 0,
      waitingRequests: 0,
      held: 1,
      lastEventAt: "2026-03-02T09:05:00Z",
      learningSince: "2026-03-02T09:00:00Z",
    });
    expect(body.troubles.map(({ code }) => code)).toEqual(["audit-log/late-events", "audit-log/not-json"]);
    expect(body.coverage).toContainEqual(
      expect.objectContaining({ plugin: "audit/privileged-container", ended: "skipped", isAsked: true }),
    );
    const listed = await server.call<{ streams: readonly Stream[] }>({ url: "/api/v1/event-streams", headers: owner });
    expect(listed.body.streams.map((stream) => stream.cluster)).toContain(cluster);
    const [incident] = await incidentsOf(cluster);
    const shown = await server.call({ url: `/api/v1/incidents/${incident?.id}`, headers: owner });
    expect(shown.body).toMatchObject({ stream: { cluster, late: 1, problems: 1 } });
    const assets = await server.call<{ assets: readonly { id: string }[] }>({
      url: `/api/v1/assets?kind=cluster&name=${cluster}`,
      headers: owner,
    });
    const asset = await server.call({ url: `/api/v1/assets/${assets.body.assets[0]?.id}`, headers: owner });
    expect(asset.body).toMatchObject({ kind: "cluster", name: cluster, stream: { cluster, duplicates: 1 } });
  }, 60_000);

  test("that is broken from the first byte is told of in a report, too", async () => {
    const cluster = newCluster();
    await send(cluster, "no event\n");
    await worker.drain();

    expect((await readStream(cluster)).body).toMatchObject({ events: 0, problems: 1, learningSince: null });
    const { body } = await server.call<{ reports: readonly { id: string }[] }>({
      url: "/api/v1/reports?limit=1",
      headers: owner,
    });
    const page = await server.call({ url: `/api/v1/reports/${body.reports[0]?.id}/page`, headers: owner });
    expect(page.body).toMatchObject({
      report: { scope: { cluster } },
      contents: {
        diagnostics: [
          {
            place: expect.stringMatching(/^[0-9a-f-]{36}:1$/),
            message: expect.stringContaining("1 line without JSON"),
          },
        ],
      },
    });
  }, 60_000);

  test("whose request is gone loses that one alone", async () => {
    const kept = server.services.blobs;
    let readable = 0;
    const blobs: BlobStore = {
      sweep: (settings) => kept.sweep(settings),
      write: (tenantId, bytes) => kept.write(tenantId, bytes),
      read: (tenantId, digest) => {
        if (digest === lost) throw new Error("the file is gone");
        readable += 1;
        return kept.read(tenantId, digest);
      },
    };
    const cluster = newCluster();
    await send(cluster, listOf(exec("jane", "a"), tick("t1", 1)));
    const { body } = await send(cluster, listOf(exec("eve", "b", 2), tick("t2", 3)));
    await send(cluster, listOf(exec("tom", "c", 4), tick("t3", 9)));
    const admin = new pg.Client({ connectionString: server.store.adminUrl });
    await admin.connect();
    const { rows } = await admin.query<{ digest: string }>(
      "SELECT blob_digest AS digest FROM event_segments WHERE segment_id = $1",
      [body.segment],
    );
    const lost = rows[0]?.digest ?? "";
    const broken = workerOf({ ...server, services: { ...server.services, blobs } });
    // Tried again and again, and then set aside.
    for (let attempts = 0; attempts < 10; attempts++) {
      await broken.drain();
      await admin.query("UPDATE jobs SET run_at = now() WHERE state = 'waiting'");
    }
    await admin.end();

    expect(readable).toBeGreaterThan(1);
    expect((await incidentsOf(cluster)).flatMap(({ actors }) => actors)).toEqual(["User:tom", "User:jane"]);
    expect((await readStream(cluster)).body).toMatchObject({ failedRequests: 1, waitingRequests: 0, events: 4 });
  }, 60_000);

  test("of others, or of nobody, is not there", async () => {
    const cluster = newCluster();
    await send(cluster, listOf(exec("jane", "a")));
    await worker.drain();
    const stranger = await newTenantOwner(server, "five words with many blanks");

    expect((await readStream(cluster, stranger)).status).toBe(404);
    expect((await readStream("nobody-sends")).status).toBe(404);
    expect((await readStream(cluster, sender)).status).toBe(403);
    const listed = await server.call<{ streams: readonly Stream[] }>({
      url: "/api/v1/event-streams",
      headers: stranger,
    });
    expect(listed.body.streams).toEqual([]);
  }, 60_000);
});

describe("strangers", () => {
  test("of another tenant see nothing of it, and send to their own cluster of the name", async () => {
    const cluster = newCluster();
    await send(cluster, listOf(exec("jane", "a"), tick("t", 5)));
    await worker.drain();
    const [incident] = await incidentsOf(cluster);
    const stranger = await newTenantOwner(server, "four words with blanks");

    const seen = await Promise.all(
      [`/api/v1/incidents/${incident?.id}`, `/api/v1/incidents/${incident?.id}/events`].map(async (url) => {
        const { status } = await server.call({ url, headers: stranger });
        return status;
      }),
    );
    expect(seen).toEqual([404, 404]);
    expect(await incidentsOf(cluster, stranger)).toEqual([]);
  }, 60_000);

  test("without the permission send nothing, and those who send read nothing", async () => {
    const reader = await server.makeKey(["findings:read"]);

    expect((await send(newCluster(), listOf(), { headers: reader })).status).toBe(403);
    expect((await server.call({ url: "/api/v1/incidents", headers: sender })).status).toBe(403);
  });
});

describe("files that events are judged by", () => {
  const url = "/api/v1/detection-files/falco-rules/own.yaml";
  const rule = (condition: string) =>
    `- rule: Any get\n  desc: x\n  condition: ${condition}\n  output: got %ka.uri\n  priority: WARNING\n  source: k8s_audit\n`;
  const put = async (target: string, content: string) =>
    await server.call<unknown>({ method: "PUT", url: target, headers: owner, payload: { content } });

  test("are refused with line and column, kept when they are sound, and judge from then on", async () => {
    const refused = await put(url, rule("ka.vreb=get"));
    const kept = await put(url, rule('ka.verb=get and ka.uri="/healthz"'));
    const cluster = newCluster();
    await send(cluster, listOf(tick("a", 1), tick("b", 5)));
    await worker.drain();
    const incidents = await incidentsOf(cluster);
    await server.call({ method: "DELETE", url, headers: owner });

    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toMatch(/own\.yaml:3:14: .{0,100}ka\.vreb/);
    expect(kept).toMatchObject({ status: 200, body: { name: "own.yaml", problems: [] } });
    expect(incidents).toHaveLength(1);
    expect((await server.call({ url, headers: owner })).status).toBe(404);
  }, 60_000);

  test("suppress what is expected, with a reason and an end", async () => {
    const target = "/api/v1/detection-files/configuration/suppressions.yaml";
    const content =
      'exceptions:\n  - { rule: audit/exec-in-pod, subjects: ["User:jane > *"], reason: support, owner: ops, expires: 2199-12-31 }\n';
    expect(await put(target, content)).toMatchObject({ status: 200 });
    const cluster = newCluster();
    await send(cluster, listOf(exec("jane", "a"), exec("tom", "b"), tick("t", 5)));
    await worker.drain();
    const incidents = await incidentsOf(cluster);
    await server.call({ method: "DELETE", url: target, headers: owner });

    const accepted = new Map(incidents.map(({ actors, isAccepted }) => [actors.join(), isAccepted]));
    expect(accepted).toEqual(
      new Map([
        ["User:jane", true],
        ["User:tom", false],
      ]),
    );
    expect((await put(target, "exceptions: 7\n")).status).toBe(400);
  }, 60_000);
});

describe("looking on", () => {
  test("is told of what the caller's tenant may see, and of nothing else", async () => {
    const room = server.services.liveRoom;
    const session = await server.call<{ tenant: { id: string } }>({ url: "/api/v1/session", headers: owner });
    const tenant = session.body.tenant.id;
    const headers = { ...owner, accept: "text/event-stream" };
    const { stream } = await new Promise<{ readonly stream: NodeJS.ReadableStream }>((resolve, reject) => {
      server.server
        .inject({ url: "/api/v1/live", headers, payloadAsStream: true })
        .then((response) => resolve({ stream: response.stream() }), reject);
    });
    room?.call(JSON.stringify({ tenant: "another", project: "p", kind: "incident", id: "not-for-me" }));
    room?.call(JSON.stringify({ tenant, project: "p", kind: "incident", id: "for-me" }));
    room?.call("no JSON");

    let said = "";
    for await (const piece of stream) {
      said += String(piece);
      if (said.includes("for-me")) break;
    }
    expect(said).toContain('event: incident\ndata: {"id":"for-me","project":"p"}\n\n');
    expect(said).not.toContain("not-for-me");
  }, 60_000);

  test("wants to be asked for", async () => {
    expect((await server.call({ url: "/api/v1/live", headers: owner })).status).toBe(400);
  });
});
