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
beforeAll(async () => {
  clusters = await openTestClusters();
}, 120_000);
afterAll(() => clusters.server.close());

interface Stream {
  readonly cluster: string;
  readonly coverage: readonly { readonly plugin: string; readonly ended: string }[];
  readonly troubles: readonly { readonly code: string; readonly message: { readonly en: string } }[];
}

describe("a stream", () => {
  const readStream = async (cluster: string, headers: Record<string, string> = clusters.owner) =>
    await clusters.server.call<Stream>({ url: `/api/v1/event-streams/${cluster}`, headers });

  test("tells what was counted, what came late or broken, and which questions lacked bodies", async () => {
    const cluster = clusters.newCluster();
    const bodiless = { ...exec("jane", "p"), objectRef: { resource: "pods", namespace: "shop", name: "x" } };
    await clusters.send(cluster, listOf(exec("jane", "a"), exec("jane", "a"), bodiless, tick("t", 5)));
    await clusters.worker.drain();
    await clusters.send(cluster, `${JSON.stringify(exec("tom", "late", -1))}\nno event\n`);
    await clusters.worker.drain();

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
      // The late event is the earliest one.
      learningSince: "2026-03-02T08:59:00Z",
    });
    expect(body.troubles.map(({ code }) => code)).toEqual(["audit-log/late-events", "audit-log/not-json"]);
    expect(body.coverage).toContainEqual(
      expect.objectContaining({ plugin: "audit/privileged-container", ended: "skipped", isAsked: true }),
    );
    const listed = await clusters.server.call<{ streams: readonly Stream[] }>({
      url: "/api/v1/event-streams",
      headers: clusters.owner,
    });
    expect(listed.body.streams.map((stream) => stream.cluster)).toContain(cluster);
    const [incident] = await clusters.incidentsOf(cluster);
    const shown = await clusters.server.call({ url: `/api/v1/incidents/${incident?.id}`, headers: clusters.owner });
    expect(shown.body).toMatchObject({ stream: { cluster, late: 1, problems: 1 } });
    const assets = await clusters.server.call<{ assets: readonly { id: string }[] }>({
      url: `/api/v1/assets?kind=cluster&name=${cluster}`,
      headers: clusters.owner,
    });
    const asset = await clusters.server.call({
      url: `/api/v1/assets/${assets.body.assets[0]?.id}`,
      headers: clusters.owner,
    });
    expect(asset.body).toMatchObject({ kind: "cluster", name: cluster, stream: { cluster, duplicates: 1 } });
  }, 60_000);

  test("that is broken from the first byte is told of in a report, too", async () => {
    const cluster = clusters.newCluster();
    await clusters.send(cluster, "no event\n");
    await clusters.worker.drain();

    expect((await readStream(cluster)).body).toMatchObject({ events: 0, problems: 1, learningSince: null });
    const { body } = await clusters.server.call<{ reports: readonly { id: string }[] }>({
      url: "/api/v1/reports?limit=1",
      headers: clusters.owner,
    });
    const page = await clusters.server.call({
      url: `/api/v1/reports/${body.reports[0]?.id}/page`,
      headers: clusters.owner,
    });
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

  test.each([
    {
      name: "broken lines",
      body: (good: string) => `${good}\n{"auditID":\n\u0000\n${good.slice(0, 40)}\n]\n`,
      counted: { events: 1, problems: 4 },
      code: "audit-log/not-json",
    },
    {
      name: "an event of more than 10 MiB",
      // The limit for one request is larger than that for one event.
      body: (good: string) => `${good.slice(0, -1)},"auditID":"large","extra":"${"x".repeat(10_485_760)}"}\n${good}\n`,
      counted: { events: 1, problems: 1 },
      code: "audit-log/too-large",
    },
    {
      name: "an event that is nested 100,000 levels deep",
      body: (good: string) => `{"auditID":"deep","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}\n${good}\n`,
      // It is an event that does not say its time.
      counted: { events: 2, problems: 1 },
      code: "audit-log/no-time",
    },
    {
      name: "wrong types in every field",
      body: (good: string) =>
        `${JSON.stringify({ auditID: 7, stage: [], user: "jane", objectRef: "pods", verb: {} })}\n{"kind":"EventList","items":{"0":1}}\n[null,7]\n${good}\n`,
      counted: { events: 1 },
      code: "audit-log/not-an-event",
    },
    {
      name: "an event from the future",
      body: (good: string) =>
        `${good}\n${JSON.stringify({ ...exec("tom", "future"), requestReceivedTimestamp: "9999-12-31T23:59:59Z", stageTimestamp: "9999-12-31T23:59:59Z" })}\n`,
      counted: { events: 2 },
      code: "audit-log/future-events",
    },
  ])(
    "says what is wrong with $name, and judges the rest",
    async ({ body, counted, code }) => {
      const cluster = clusters.newCluster();
      const { status } = await clusters.send(cluster, body(JSON.stringify(exec("jane", "good"))));
      await clusters.worker.drain();
      await clusters.send(cluster, listOf(tick("t", 5)));
      await clusters.worker.drain();

      const stream = await readStream(cluster);
      expect(status).toBe(202);
      expect(stream.body).toMatchObject({ ...counted, events: counted.events + 1, failedRequests: 0 });
      expect(stream.body.troubles.map((trouble) => trouble.code)).toContain(code);
      const actors = (await clusters.incidentsOf(cluster)).flatMap((incident) => incident.actors);
      expect(actors).toContain("User:jane");
    },
    60_000,
  );

  test("whose request is gone loses that one alone", async () => {
    const kept = clusters.server.services.blobs;
    let readable = 0;
    const blobs: BlobStore = {
      sweep: (settings) => kept.sweep(settings),
      erase: (tenantId) => kept.erase(tenantId),
      write: (tenantId, bytes) => kept.write(tenantId, bytes),
      read: (tenantId, digest) => {
        if (digest === lost) throw new Error("the file is gone");
        readable += 1;
        return kept.read(tenantId, digest);
      },
    };
    const cluster = clusters.newCluster();
    await clusters.send(cluster, listOf(exec("jane", "a"), tick("t1", 1)));
    const { body } = await clusters.send(cluster, listOf(exec("eve", "b", 2), tick("t2", 3)));
    await clusters.send(cluster, listOf(exec("tom", "c", 4), tick("t3", 9)));
    const admin = new pg.Client({ connectionString: clusters.server.store.adminUrl });
    await admin.connect();
    const { rows } = await admin.query<{ digest: string }>(
      "SELECT blob_digest AS digest FROM event_segments WHERE segment_id = $1",
      [body.segment],
    );
    const lost = rows[0]?.digest ?? "";
    const broken = workerOf({ ...clusters.server, services: { ...clusters.server.services, blobs } });
    // Tried again and again, and then set aside.
    for (let attempts = 0; attempts < 10; attempts++) {
      await broken.drain();
      await admin.query("UPDATE jobs SET run_at = now() WHERE state = 'waiting'");
    }
    await admin.end();

    expect(readable).toBeGreaterThan(1);
    expect((await clusters.incidentsOf(cluster)).flatMap(({ actors }) => actors)).toEqual(["User:tom", "User:jane"]);
    expect((await readStream(cluster)).body).toMatchObject({ failedRequests: 1, waitingRequests: 0, events: 4 });
  }, 60_000);

  test("of others, or of nobody, is not there", async () => {
    const cluster = clusters.newCluster();
    await clusters.send(cluster, listOf(exec("jane", "a")));
    await clusters.worker.drain();
    const stranger = await newTenantOwner(clusters.server, "five words with many blanks");

    expect((await readStream(cluster, stranger)).status).toBe(404);
    expect((await readStream("nobody-sends")).status).toBe(404);
    expect((await readStream(cluster, clusters.sender)).status).toBe(403);
    const listed = await clusters.server.call<{ streams: readonly Stream[] }>({
      url: "/api/v1/event-streams",
      headers: stranger,
    });
    expect(listed.body.streams).toEqual([]);
  }, 60_000);
});
