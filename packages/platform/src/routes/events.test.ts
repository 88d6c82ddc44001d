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
import { newTenantOwner } from "./fixtures/other-tenant.ts";
import { openTestClusters, type TestClusters, workerOf } from "./fixtures/test-clusters.ts";

let clusters: TestClusters;

/** Listing what is in a namespace. */
function listEvent(auditID: string, minute: number, resource: string, namespace: string) {
  const { objectRef: _, ...event } = exec("jane", auditID, minute);
  return {
    ...event,
    verb: "list",
    requestURI: `/api/v1/namespaces/${namespace}/${resource}`,
    objectRef: { resource, namespace, apiVersion: "v1" },
    responseStatus: { code: 200 },
  };
}

beforeAll(async () => {
  clusters = await openTestClusters();
}, 120_000);
afterAll(() => clusters.server.close());

describe("events of a cluster", () => {
  test("become an incident with its timeline, its events and a finding", async () => {
    const cluster = clusters.newCluster();
    const { status } = await clusters.send(cluster, listOf(exec("jane", "a"), exec("tom", "b", 1), tick("c", 5)));
    await clusters.worker.drain();

    const incidents = await clusters.incidentsOf(cluster);
    expect(status).toBe(202);
    expect(incidents.map(({ actors }) => actors)).toEqual([["User:tom"], ["User:jane"]]);
    const id = incidents.find(({ actors }) => actors.includes("User:jane"))?.id ?? "";
    const [activity] = await clusters.timelineOf(id);
    expect(activity).toMatchObject({
      rule: "audit/exec-in-pod",
      subject: "User:jane > shop/web-0[pods/exec]",
      count: 1,
    });
    const finding = await clusters.server.call({
      url: `/api/v1/findings/${activity?.finding ?? ""}`,
      headers: clusters.owner,
    });
    expect(finding.body).toMatchObject({ kind: "activity" });
    const events = await clusters.server.call<{ events: readonly unknown[] }>({
      url: `/api/v1/incidents/${id}/events`,
      headers: clusters.owner,
    });
    expect(events.body.events).toMatchObject([{ id: "a", event: { auditID: "a", user: { username: "jane" } } }]);
  }, 60_000);

  test("that are sent again, or come after more of the story, are one incident with a count", async () => {
    const cluster = clusters.newCluster();
    await clusters.send(cluster, listOf(exec("jane", "a"), tick("t1", 5)));
    await clusters.worker.drain();
    await clusters.send(cluster, listOf(exec("jane", "a"), exec("jane", "b", 6), tick("t2", 10)));
    await clusters.worker.drain();

    const incidents = await clusters.incidentsOf(cluster);
    expect(incidents).toHaveLength(1);
    expect(await clusters.timelineOf(incidents[0]?.id ?? "")).toMatchObject([{ count: 2 }]);
  }, 60_000);

  test("of sensors are judged with those of the API server, packed or not", async () => {
    const cluster = clusters.newCluster();
    const falco = {
      time: "2026-03-02T09:01:00Z",
      rule: "Read sensitive file",
      priority: "Critical",
      output: "Sensitive file opened",
      source: "syscall",
      output_fields: { "k8s.ns.name": "shop", "k8s.pod.name": "web-0", "proc.name": "cat" },
    };
    await clusters.send(cluster, listOf(exec("jane", "a")));
    const lines = `${JSON.stringify(falco)}\n${JSON.stringify({ ...falco, time: "2026-03-02T09:09:00Z", output: "x" })}\n`;
    await clusters.send(cluster, gzipSync(lines), { kind: "runtime-events" });
    await clusters.worker.drain();

    expect(await clusters.incidentsOf(cluster)).toMatchObject([
      { severity: "critical", actors: ["Pod:shop/web-0", "User:jane"] },
    ]);
  }, 60_000);

  test("that are unusual say what is, how much, compared with what and since when", async () => {
    const cluster = clusters.newCluster();
    const hour = (index: number) => 60 * index;
    const usual = Array.from({ length: 200 }, (_, index) => listEvent(`pods-${index}`, hour(index), "pods", "shop"));
    await clusters.send(cluster, listOf(...usual, exec("jane", "x", hour(200))));
    const unusual = listEvent("secrets", hour(200) + 1, "secrets", "accounts");
    await clusters.send(cluster, listOf(unusual, tick("t", hour(201))));
    await clusters.worker.drain();

    const [incident] = await clusters.incidentsOf(cluster);
    const timeline = await clusters.timelineOf(incident?.id ?? "");
    const anomalies = new Map(timeline.map(({ rule, anomaly }) => [rule, anomaly]));
    expect(anomalies.get("audit/exec-in-pod")).toBeNull();
    // 200 lists and one exec; 2026-03-02 is the day of the first of them.
    expect(anomalies.get("audit/unusual-secret-access")).toMatchObject({
      unusual: {
        en: expect.stringContaining("action list secrets"),
        ja: expect.stringContaining("操作 list secrets"),
      },
      rarity: { en: expect.stringContaining("action: never"), ja: expect.stringContaining("操作: 初めて") },
      baseline: { en: expect.stringContaining("201 requests"), ja: expect.stringContaining("201 件") },
      learned: { en: "since 2026-03-02", ja: "2026-03-02 から学習" },
      dimensions: expect.arrayContaining([{ name: "action", value: "list secrets", seen: "never" }]),
    });
  }, 60_000);

  test("survive a worker that breaks off in the middle, and count once", async () => {
    let isBroken = true;
    const kept = clusters.server.services.blobs;
    const blobs: BlobStore = {
      sweep: (settings) => kept.sweep(settings),
      erase: (tenantId) => kept.erase(tenantId),
      read: (tenantId, digest) => kept.read(tenantId, digest),
      write: (tenantId, bytes) => {
        if (isBroken) throw new Error("the disk is gone");
        return kept.write(tenantId, bytes);
      },
    };
    const cluster = clusters.newCluster();
    await clusters.send(cluster, listOf(exec("jane", "a"), tick("t", 5)));
    const broken = workerOf({ ...clusters.server, services: { ...clusters.server.services, blobs } });
    await broken.drain();
    expect(await clusters.incidentsOf(cluster)).toEqual([]);
    isBroken = false;
    const admin = new pg.Client({ connectionString: clusters.server.store.adminUrl });
    await admin.connect();
    await admin.query("UPDATE jobs SET run_at = now() WHERE state = 'waiting'");
    await admin.end();
    await broken.drain();

    const incidents = await clusters.incidentsOf(cluster);
    expect(incidents).toHaveLength(1);
    expect(await clusters.timelineOf(incidents[0]?.id ?? "")).toMatchObject([{ count: 1 }]);
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
      const cluster = clusters.newCluster();
      const { status } = await clusters.send(cluster, body);
      const hostile = { ...exec("\u0000<b>\u202e\ud800", "x\u0000"), userAgent: "\u001b[2J", extra: "\u0000" };
      await clusters.send(cluster, listOf(hostile, tick("t", 5)));
      await clusters.worker.drain();

      expect([202, 400]).toContain(status);
      expect(await clusters.incidentsOf(cluster)).toHaveLength(1);
    },
    60_000,
  );
});

describe("strangers", () => {
  test("of another tenant see nothing of it, and send to their own cluster of the name", async () => {
    const cluster = clusters.newCluster();
    await clusters.send(cluster, listOf(exec("jane", "a"), tick("t", 5)));
    await clusters.worker.drain();
    const [incident] = await clusters.incidentsOf(cluster);
    const stranger = await newTenantOwner(clusters.server, "four words with blanks");

    const seen = await Promise.all(
      [`/api/v1/incidents/${incident?.id}`, `/api/v1/incidents/${incident?.id}/events`].map(async (url) => {
        const { status } = await clusters.server.call({ url, headers: stranger });
        return status;
      }),
    );
    expect(seen).toEqual([404, 404]);
    expect(await clusters.incidentsOf(cluster, stranger)).toEqual([]);
  }, 60_000);

  test("without the permission send nothing, and those who send read nothing", async () => {
    const reader = await clusters.server.makeKey(["findings:read"]);

    expect((await clusters.send(clusters.newCluster(), listOf(), { headers: reader })).status).toBe(403);
    expect((await clusters.server.call({ url: "/api/v1/incidents", headers: clusters.sender })).status).toBe(403);
  });
});

describe("files that events are judged by", () => {
  const url = "/api/v1/detection-files/falco-rules/own.yaml";
  const rule = (condition: string) =>
    `- rule: Any get\n  desc: x\n  condition: ${condition}\n  output: got %ka.uri\n  priority: WARNING\n  source: k8s_audit\n`;
  const put = async (target: string, content: string) =>
    await clusters.server.call<unknown>({ method: "PUT", url: target, headers: clusters.owner, payload: { content } });

  test("are refused with line and column, kept when they are sound, and judge from then on", async () => {
    const refused = await put(url, rule("ka.vreb=get"));
    const kept = await put(url, rule('ka.verb=get and ka.uri="/healthz"'));
    const cluster = clusters.newCluster();
    await clusters.send(cluster, listOf(tick("a", 1), tick("b", 5)));
    await clusters.worker.drain();
    const incidents = await clusters.incidentsOf(cluster);
    await clusters.server.call({ method: "DELETE", url, headers: clusters.owner });

    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toMatch(/own\.yaml:3:14: .{0,100}ka\.vreb/);
    expect(kept).toMatchObject({ status: 200, body: { name: "own.yaml", problems: [] } });
    expect(incidents).toHaveLength(1);
    expect((await clusters.server.call({ url, headers: clusters.owner })).status).toBe(404);
  }, 60_000);

  test("suppress what is expected, with a reason and an end", async () => {
    const target = "/api/v1/detection-files/configuration/suppressions.yaml";
    const content =
      'exceptions:\n  - { rule: audit/exec-in-pod, subjects: ["User:jane > *"], reason: support, owner: ops, expires: 2199-12-31 }\n';
    expect(await put(target, content)).toMatchObject({ status: 200 });
    const cluster = clusters.newCluster();
    await clusters.send(cluster, listOf(exec("jane", "a"), exec("tom", "b"), tick("t", 5)));
    await clusters.worker.drain();
    const incidents = await clusters.incidentsOf(cluster);
    await clusters.server.call({ method: "DELETE", url: target, headers: clusters.owner });

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
    const room = clusters.server.services.liveRoom;
    const session = await clusters.server.call<{ tenant: { id: string } }>({
      url: "/api/v1/session",
      headers: clusters.owner,
    });
    const tenant = session.body.tenant.id;
    const headers = { ...clusters.owner, accept: "text/event-stream" };
    const { stream } = await new Promise<{ readonly stream: NodeJS.ReadableStream }>((resolve, reject) => {
      clusters.server.server
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
    expect((await clusters.server.call({ url: "/api/v1/live", headers: clusters.owner })).status).toBe(400);
  });
});
