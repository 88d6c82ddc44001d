import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReportState } from "../contract/report.ts";
import { jobs } from "../jobs/registry.ts";
import { Worker } from "../jobs/worker.ts";
import { type SampleFinding, sampleDocument } from "./fixtures/sample-report.ts";
import { openTestServer, type TestAnswer, type TestServer } from "./fixtures/test-server.ts";

let server: TestServer;
let worker: Worker;
let key: Record<string, string>;
let projects = 0;
beforeAll(async () => {
  server = await openTestServer();
  key = await server.makeKey(["reports:upload", "reports:read"]);
  worker = new Worker({
    jobs,
    services: server.services,
    connection: { url: server.store.workerUrl },
    places: 1,
    onError: () => undefined,
  });
}, 90_000);
afterAll(() => server.close());

describe("a report that is uploaded", () => {
  test("is queued, then imported, and says what it brought", async () => {
    const project = await newProject();
    const findings = [{ rule: "a" }, { rule: "b", severity: "low" as const }];
    const queued = await upload(sampleDocument({ findings }), { project });
    await worker.drain();
    const done = await server.call<ReportState>({ url: queued.body.links.self, headers: key });

    expect(queued.status).toBe(202);
    expect(queued.headers["location"]).toBe(queued.body.links.self);
    expect(queued.body.status).toBe("queued");
    expect(done.body).toMatchObject({
      status: "imported",
      outcome: { findings: 2, new: 2, reopened: 0, fixed: 0, isComplete: true },
    });
  });

  test.each([
    { name: "plain", encode: (text: string) => Buffer.from(text), headers: {} },
    { name: "gzip, and said so", encode: gzip, headers: { "content-encoding": "gzip" } },
    { name: "gzip, and not said so", encode: gzip, headers: {} },
    { name: "zstd, and said so", encode: zstd, headers: { "content-encoding": "zstd" } },
    {
      name: "plain, and said to be gzip",
      encode: (text: string) => Buffer.from(text),
      headers: { "content-encoding": "gzip" },
    },
    { name: "with a byte order mark", encode: (text: string) => Buffer.from(`\u{feff}${text}`), headers: {} },
    {
      name: "said to be XML",
      encode: (text: string) => Buffer.from(text),
      headers: { "content-type": "application/xml" },
    },
  ])("is read: $name", async ({ encode, headers }) => {
    const project = await newProject();
    const state = await importNow(encode(sampleDocument({ findings: [{}] })), { project }, headers);

    expect(state).toMatchObject({ status: "imported", outcome: { findings: 1, new: 1 } });
  });

  test("passes the gate or does not", async () => {
    const project = await newProject();
    const findings: readonly SampleFinding[] = [
      { rule: "a", severity: "medium" },
      { rule: "b", severity: "low", status: "accepted" },
    ];
    const { id } = await importNow(sampleDocument({ findings }), { project });
    const gates: unknown[] = [];
    for (const failOn of ["high", "medium", "low"]) {
      const { body } = await server.call<ReportState>({ url: `/api/v1/reports/${id}?failOn=${failOn}`, headers: key });
      gates.push(body.gate);
    }

    expect(gates).toEqual([
      { failOn: "high", passed: true, findings: 0 },
      { failOn: "medium", passed: false, findings: 1 },
      { failOn: "low", passed: false, findings: 1 },
    ]);
  });

  test("is waited for when that is asked", async () => {
    const project = await newProject();
    const [answer] = await Promise.all([
      upload(sampleDocument({ findings: [{}] }), { project, wait: "30" }),
      drainSoon(),
    ]);

    expect(answer.body.status).toBe("imported");
  });

  test.each([
    { name: "another version", body: '{"schemaVersion":2,"reports":[]}', place: "/schemaVersion" },
    { name: "no reports", body: '{"schemaVersion":1,"reports":[]}', place: "/reports" },
    {
      name: "a report without a target",
      body: '{"schemaVersion":1,"reports":[{"producer":{"name":"x","version":"1"},"coverage":[]}]}',
      place: "/reports/0/target",
    },
    {
      name: "a target without a name",
      body: sampleDocument({ name: "", findings: [] }),
      place: "/reports/0/target/name",
    },
    {
      name: "a report that breaks off",
      body: sampleDocument({ findings: [{}, {}] }).slice(0, -30),
      place: "/reports/0",
    },
  ])("fails whole with its place: $name", async ({ body, place }) => {
    const project = await newProject();
    const state = await importNow(body, { project });

    expect(state.status).toBe("failed");
    expect(state.failure?.code).toBe("report-invalid");
    expect(state.failure?.message).toContain(place);
  });

  test.each([
    { name: "nothing", body: "", headers: {}, code: "request-invalid" },
    {
      name: "a cut gzip",
      body: gzip(sampleDocument({ findings: [{}] })).subarray(0, 60),
      headers: {},
      code: "request-invalid",
    },
    {
      name: "a cut zstd",
      body: zstd(sampleDocument({ findings: [{}] })).subarray(0, 60),
      headers: {},
      code: "request-invalid",
    },
    {
      name: "an encoding that is not read",
      body: "{}",
      headers: { "content-encoding": "br" },
      code: "request-invalid",
    },
    { name: "a bomb", body: gzipSync(Buffer.alloc(80 * 1024 * 1024)), headers: {}, code: "request-too-large" },
  ])("is refused at once: $name", async ({ body, headers, code }) => {
    const answer = await upload(body, { project: "default" }, headers);

    expect(answer.body.error?.code).toBe(code);
  });

  test.each([
    { name: "a project that is none", query: { project: "nowhere" }, code: "record-not-found" },
    { name: "a scope that is no JSON", query: { scope: "{" }, code: "request-invalid" },
    { name: "a scope of an unknown kind", query: { scope: '{"kind":"moon"}' }, code: "request-invalid" },
    { name: "a digest that is none", query: { scope: '{"kind":"image","digest":"latest"}' }, code: "request-invalid" },
    { name: "a label without a value", query: { label: "team" }, code: "request-invalid" },
    { name: "a word that nobody knows", query: { force: "true" }, code: "request-invalid" },
    { name: "a day of waiting", query: { wait: "86400" }, code: "request-invalid" },
  ])("is refused with $name", async ({ query, code }) => {
    expect((await upload("{}", query)).body.error?.code).toBe(code);
  });

  test("costs itself alone where one finding is wrong, and closes nothing then", async () => {
    const project = await newProject();
    await importNow(sampleDocument({ findings: [{ rule: "a" }, { rule: "gone" }] }), { project });
    const broken = sampleDocument({
      findings: [{ rule: "a" }, { rule: "b", severity: "dreadful" as never }, { rule: "c" }],
    });
    const state = await importNow(broken, { project });

    expect(state.outcome).toMatchObject({ findings: 2, invalid: 1, new: 1, fixed: 0, isComplete: false });
    expect(state.outcome?.diagnostics[0]?.place).toBe("/reports/0/findings/1/severity");
  });

  test("holds any text: NUL, halves of characters, quotes, tabs, back slashes", async () => {
    const project = await newProject();
    const message = "\0 \ud800 \"'\t\n\r\\N \\. 関所 {a,b} $1";
    const state = await importNow(sampleDocument({ findings: [{ message, subject: message, rule: "x" }] }), {
      project,
    });
    const [row] = await findingsOf(project);

    expect(state.status).toBe("imported");
    expect(row?.subject).toBe("\u{fffd} \u{fffd} \"'\t\n\r\\N \\. 関所 {a,b} $1");
  });
});

describe("a key", () => {
  test("of one project uploads to no other and sees no other's reports", async () => {
    const [own, other] = [await newProject(), await newProject()];
    const narrow = await server.makeKey(["reports:upload", "reports:read"], own);
    const { id } = await importNow(sampleDocument({ findings: [{}] }), { project: other });
    const uploading = await upload(sampleDocument({ findings: [{}] }), { project: other }, narrow);
    const reading = await server.call<unknown>({ url: `/api/v1/reports/${id}`, headers: narrow });

    expect(uploading.body.error?.code).toBe("record-not-found");
    expect(reading.status).toBe(404);
  });
});

async function newProject(): Promise<string> {
  const name = `project-${projects++}`;
  const headers = await server.signIn();
  await server.call<unknown>({ method: "POST", url: "/api/v1/projects", headers, payload: { name } });
  return name;
}

function upload(
  body: string | Buffer,
  query: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestAnswer<ReportState>> {
  return server.call<ReportState>({
    method: "POST",
    url: `/api/v1/reports?${new URLSearchParams(query).toString()}`,
    headers: { "content-type": "application/json", ...key, ...headers },
    payload: body,
  });
}

async function importNow(
  body: string | Buffer,
  query: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<ReportState> {
  const queued = await upload(body, query, headers);
  await worker.drain();
  const { body: state } = await server.call<ReportState>({ url: queued.body.links.self, headers: key });
  return state;
}

async function drainSoon(): Promise<void> {
  for (let round = 0; round < 100; round++) {
    await worker.drain();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function findingsOf(project: string): Promise<readonly { readonly subject: string; readonly status: string }[]> {
  const { rows } = await server.services.store.worker.pool.query<{ tenant_id: string }>(
    "SELECT tenant_id FROM tenants",
  );
  return await server.services.store.worker.inTenant({ tenantId: rows[0]?.tenant_id ?? "" }, (transaction) =>
    transaction
      .selectFrom("findings")
      .innerJoin("projects", "projects.project_id", "findings.project_id")
      .select(["subject", "findings.status"])
      .where("projects.name", "=", project)
      .execute(),
  );
}

function gzip(text: string): Buffer {
  return gzipSync(text);
}

function zstd(text: string): Buffer {
  return zstdCompressSync(text);
}
