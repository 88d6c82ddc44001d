import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { z } from "zod";
import type { deletionCertificate, requestedDeletion, tenantExport } from "../contract/leaving.ts";
import type { AccountPrincipal } from "../identity/principal.ts";
import { permissionsOf } from "../identity/role-permissions.ts";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import { eraseTenant } from "../leaving/erase-tenant.ts";
import { cancelDeletion } from "../leaving/request-deletion.ts";
import { copyTenant, listTables } from "./fixtures/many-tenants.ts";
import { newTenantOwner } from "./fixtures/other-tenant.ts";

type Headers = Record<string, string>;
type Export = z.infer<typeof tenantExport>;

const timeoutMs = 300_000;
let ingest: TestIngest;
let owner: Headers;
beforeAll(async () => {
  ingest = await openTestIngest();
  owner = await ingest.server.signIn();
  await ingest.put([
    { name: "Dockerfile", findings: [{ rule: "one" }, { flaw: "CVE-2026-1" }] },
    { name: "registry.example.com/日本:1", kind: "image", findings: [{ rule: "two", message: "line\nbreak" }] },
  ]);
  await call("POST", "/api/v1/destinations", {
    kind: "webhook",
    name: "hook",
    settings: { url: "https://hooks.example.com" },
  });
}, timeoutMs);
afterAll(() => ingest.close());

function call<Body>(method: "GET" | "POST" | "DELETE", url: string, payload?: object, headers: Headers = owner) {
  return ingest.server.call<Body>({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

async function makeExport(headers = owner, tenant = "default"): Promise<Export> {
  const { body } = await call<Export>("POST", "/api/v1/tenant/exports", { tenant }, headers);
  await ingest.worker.drain();
  const list = await call<{ exports: Export[] }>("GET", "/api/v1/tenant/exports", undefined, headers);
  const found = list.body.exports.find(({ id }) => id === body.id);
  if (found === undefined) throw new Error("expected an archive");
  return found;
}

async function linkOf(id: string): Promise<string> {
  return (await call<{ url: string }>("POST", `/api/v1/tenant/exports/${id}/link`)).body.url;
}

async function fetchArchive(url: string): Promise<Buffer> {
  const { rawPayload } = await ingest.server.server.inject({ url });
  return rawPayload;
}

function unpack(archive: Buffer, name: string): Buffer {
  return execFileSync("tar", ["-xOf", "-", name], { input: archive, maxBuffer: 1 << 28 });
}

interface Manifest {
  readonly tables: readonly {
    readonly name: string;
    readonly rows: number;
    readonly withheld: readonly string[];
    readonly files: readonly {
      readonly name: string;
      readonly rows: number;
      readonly bytes: number;
      readonly sha256: string;
    }[];
  }[];
  readonly blobs: { readonly count: number; readonly bytes: number; readonly missing: readonly string[] };
}

describe("an archive of everything", { timeout: timeoutMs }, () => {
  test("holds every row of every table and every document, with their digests", async () => {
    const made = await makeExport();
    const archive = await fetchArchive(await linkOf(made.id));
    const manifest: Manifest = JSON.parse(unpack(archive, "manifest.json").toString("utf8"));
    const counted = await countByTable(ingest.tenantId);
    const files = manifest.tables.flatMap((table) => table.files);
    const findings = manifest.tables.find(({ name }) => name === "findings");
    const lines = unpack(archive, findings?.files[0]?.name ?? "")
      .toString("utf8")
      .trim()
      .split("\n");
    const names = execFileSync("tar", ["-tf", "-"], { input: archive, encoding: "utf8" }).trim().split("\n");
    const blobs = names.filter((name) => name.startsWith("blobs/sha256/"));

    expect(made).toMatchObject({ state: "ready", sizeBytes: archive.length, blobsWritten: 1 });
    expect(createHash("sha256").update(archive).digest("hex")).toBe(made.digest?.slice("sha256:".length));
    // What the archive itself changed while it was written: its job, its own row, the trail of its link.
    const moving = new Set(["jobs", "tenant_exports", "audit_entries", "blobs", "sessions"]);
    const still = manifest.tables.filter(({ name }) => !moving.has(name));
    expect(still.map(({ name, rows }) => [name, rows])).toEqual(still.map(({ name }) => [name, counted.get(name)]));
    expect(manifest.tables.map(({ name }) => name)).toEqual([...counted.keys()].toSorted());
    for (const file of files) {
      const bytes = unpack(archive, file.name);
      expect([bytes.length, createHash("sha256").update(bytes).digest("hex")]).toEqual([file.bytes, file.sha256]);
    }
    expect(lines.map((line) => /"rule_id": ?"([^"]+)"/.exec(line)?.[1])).toEqual(
      expect.arrayContaining(["CVE-2026-1", "one", "two"]),
    );
    expect(lines).toHaveLength(3);
    expect(blobs).toHaveLength(1);
    expect(
      createHash("sha256")
        .update(unpack(archive, blobs[0] ?? ""))
        .digest("hex"),
    ).toBe(blobs[0]?.slice("blobs/sha256/".length));
    expect(manifest.blobs).toMatchObject({ count: 1, missing: [] });
  });

  test("holds nothing that lets somebody in", async () => {
    const made = await makeExport();
    const archive = (await fetchArchive(await linkOf(made.id))).toString("latin1");
    const secrets = await withAdmin(async (admin) => {
      const { rows } = await admin.query<{ secret: string }>(`
        SELECT password_hash AS secret FROM accounts WHERE password_hash IS NOT NULL
        UNION ALL SELECT secret FROM destinations WHERE secret IS NOT NULL
        UNION ALL SELECT encode(token_hash, 'hex') FROM sessions`);
      return rows.map(({ secret }) => secret);
    });

    expect(secrets.length).toBeGreaterThan(2);
    expect(secrets.filter((secret) => archive.includes(secret))).toEqual([]);
  });

  test("holds nothing of another tenant", async () => {
    const password = "four words with blanks";
    const stranger = await newTenantOwner(ingest.server, password);
    const session = await call<{ tenant: { name: string } }>("GET", "/api/v1/session", undefined, stranger);
    const made = await makeExport(stranger, session.body.tenant.name);
    const link = await call<{ url: string }>("POST", `/api/v1/tenant/exports/${made.id}/link`, undefined, stranger);
    const theirs = (await fetchArchive(link.body.url)).toString("latin1");
    const foreign = await call("POST", `/api/v1/tenant/exports/${made.id}/link`);

    expect(made.state).toBe("ready");
    expect(theirs).toContain("other@localhost");
    expect(theirs).not.toContain(ingest.tenantId);
    expect(theirs).not.toContain("owner@localhost");
    expect(foreign.status).toBe(404);
  });

  test("is fetched by the newest link alone, until it expires, and each time is on record", async () => {
    const made = await makeExport();
    const first = await linkOf(made.id);
    const second = await linkOf(made.id);
    const [byFirst, bySecond, byOther] = await Promise.all(
      [first, second, `${second.slice(0, -2)}xx`].map((url) => ingest.server.call({ url })),
    );
    await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
      transaction.updateTable("tenant_exports").set({ token_expires_at: "2026-01-01T00:00:00Z" }).execute(),
    );
    const late = await ingest.server.call({ url: second });
    const trail = await call<{ entries: { action: string; subject: string }[] }>(
      "GET",
      "/api/v1/audit?action=tenant.*",
    );
    const actions = trail.body.entries.filter(({ subject }) => subject === made.id).map(({ action }) => action);

    expect([byFirst?.status, bySecond?.status, byOther?.status, late.status]).toEqual([404, 200, 404, 404]);
    expect(bySecond?.headers["content-type"]).toBe("application/x-tar");
    expect(actions.toReversed()).toEqual([
      "tenant.export",
      "tenant.export-link",
      "tenant.export-link",
      "tenant.export-fetch",
    ]);
  });

  test("is neither begun nor linked without a fresh proof of identity, nor by a key", async () => {
    const made = await makeExport();
    const link = `/api/v1/tenant/exports/${made.id}/link`;
    const key = await ingest.server.makeKey(["tenant:manage"]);
    const byKey = [
      await call("POST", "/api/v1/tenant/exports", { tenant: "default" }, key),
      await call("POST", link, undefined, key),
    ];
    await ageProofs();
    const late = [await call("POST", "/api/v1/tenant/exports", { tenant: "default" }), await call("POST", link)];
    const proof = await call("POST", "/api/v1/account/proof", { password: ingest.server.password });
    const proved = await call("POST", link);

    expect(byKey.map(({ body }) => body.error?.code)).toEqual(["not-permitted", "not-permitted"]);
    expect(late.map(({ status, body }) => [status, body.error?.code])).toEqual([
      [403, "proof-needed"],
      [403, "proof-needed"],
    ]);
    expect([proof.status, proved.status]).toEqual([204, 201]);
  });

  test("is not made for whoever types another name, or is no owner", async () => {
    const wrong = await call("POST", "/api/v1/tenant/exports", { tenant: "another" });
    const key = await ingest.server.makeKey(["accounts:manage", "audit:read"]);
    const notAllowed = await call("POST", "/api/v1/tenant/exports", { tenant: "default" }, key);

    expect([wrong.status, notAllowed.status]).toEqual([400, 403]);
  });
});

describe("a deletion", { timeout: timeoutMs }, () => {
  test("waits, can be taken back, and then happens not", async () => {
    const asked = await call<z.infer<typeof requestedDeletion>>("POST", "/api/v1/tenant/deletion", {
      tenant: "default",
    });
    const twice = await call("POST", "/api/v1/tenant/deletion", { tenant: "default" });
    await ingest.worker.drain();
    const early = await call("POST", "/api/v1/deletion-certificate", { receipt: asked.body.receipt });
    const kept = await call("DELETE", "/api/v1/tenant/deletion");
    await bringForward(ingest.tenantId);
    await ingest.worker.drain();
    const { body } = await call<{ deletion: unknown }>("GET", "/api/v1/tenant/deletion");

    // By hand: seven days later.
    expect(Date.parse(asked.body.dueAt) - Date.parse(asked.body.requestedAt)).toBe(7 * 86_400_000);
    expect([asked.status, twice.status, early.status, kept.status]).toEqual([202, 409, 404, 204]);
    expect(body.deletion).toBeNull();
    expect((await countByTable(ingest.tenantId)).get("findings")).toBe(3);
  });

  test("that is taken back while it begins shuts nobody out and takes nothing", async () => {
    const { store, services } = ingest.server;
    const { tenantId } = ingest;
    const session = await call<{ account: { id: string } }>("GET", "/api/v1/session");
    const keeper = ownerOf(session.body.account.id);
    await call("POST", "/api/v1/tenant/deletion", { tenant: "default" });
    await bringForward(tenantId);
    const begun = await store.application.inTenant({ tenantId }, async (transaction) => {
      expect(await cancelDeletion(transaction, keeper)).toBe(true);
      const erasing = eraseTenant(services, tenantId, Date.now());
      await vi.waitUntil(isSomebodyWaiting, { timeout: 20_000 });
      return { erasing };
    });
    await begun.erasing;
    const blobs = await digestsOf(tenantId);
    for (const digest of blobs) await readAll(services.blobs.read(tenantId, digest));

    expect(blobs.length).toBeGreaterThan(0);
    expect((await call("GET", "/api/v1/tenant/deletion")).status).toBe(200);
    expect((await countByTable(tenantId)).get("findings")).toBe(3);
  });

  test("that has begun is not taken back any more, and whoever asks is told", async () => {
    const { store } = ingest.server;
    const { tenantId } = ingest;
    const session = await call<{ account: { id: string } }>("GET", "/api/v1/session");
    const { id: accountId } = session.body.account;
    await call("POST", "/api/v1/tenant/deletion", { tenant: "default" });
    const cancelled = (isShut: boolean): Promise<boolean> =>
      store.application.inTenant({ tenantId }, async (transaction) => {
        const set = { disabled_at: isShut ? "2026-01-01T00:00:00Z" : null };
        await transaction.updateTable("accounts").set(set).where("account_id", "=", accountId).execute();
        return await cancelDeletion(transaction, ownerOf(accountId));
      });

    expect([await cancelled(true), await cancelled(false)]).toEqual([false, true]);
  });

  test.each([
    { name: "another name", payload: { tenant: "another" }, keyed: false, status: 400 },
    { name: "no name", payload: {}, keyed: false, status: 400 },
    { name: "a key", payload: { tenant: "default" }, keyed: true, status: 403 },
  ])("is not asked for with $name", async ({ payload, keyed, status }) => {
    const headers = keyed ? await ingest.server.makeKey(["tenant:manage"]) : owner;

    expect((await call("POST", "/api/v1/tenant/deletion", payload, headers)).status).toBe(status);
  });

  test("wants a proof of identity that is fresh", async () => {
    await ageProofs();
    const asked = await call("POST", "/api/v1/tenant/deletion", { tenant: "default" });
    owner = await ingest.server.signIn();

    expect([asked.status, asked.body.error?.code]).toEqual([403, "proof-needed"]);
  });

  test("cannot be forced before its day, not even by whoever has the workers' role", async () => {
    const { worker } = ingest.server.store;
    await call("POST", "/api/v1/tenant/deletion", { tenant: "default" });
    const forced = worker.pool.query("SELECT erase_tenant($1)", [ingest.tenantId]);

    await expect(forced).rejects.toThrow(/not due/);
    await call("DELETE", "/api/v1/tenant/deletion");
  });

  test("takes every row of every table and every document, and nothing of others; the receipt gives the proof", async () => {
    const copies = await copyTenant(ingest, 1);
    const copied = copies[0]?.tenantId ?? "";
    const before = await countByTable(ingest.tenantId);
    const digests = await digestsOf(ingest.tenantId);
    for (const digest of digests) await readAll(ingest.server.services.blobs.read(ingest.tenantId, digest));
    const others = await countByTable(copied);
    const asked = await call<z.infer<typeof requestedDeletion>>("POST", "/api/v1/tenant/deletion", {
      tenant: "default",
    });
    await bringForward(ingest.tenantId);
    await ingest.worker.drain();
    const left = await countByTable(ingest.tenantId);
    const proof = await call<{ certificate: string; sha256: string }>("POST", "/api/v1/deletion-certificate", {
      receipt: asked.body.receipt,
    });
    const certificate: z.infer<typeof deletionCertificate> = JSON.parse(proof.body.certificate);
    const signedIn = await call("GET", "/api/v1/session");
    const wrong = await call("POST", "/api/v1/deletion-certificate", {
      receipt: `${asked.body.receipt.slice(0, -2)}xx`,
    });
    const filled = [...before].filter(([, count]) => count > 0).map(([name]) => name);

    expect(filled.length).toBeGreaterThan(15);
    expect([...left].filter(([name, count]) => count > 0 && name !== "deletion_certificates")).toEqual([]);
    expect(await countByTable(copied)).toEqual(others);
    // What was there, no less: every table that had rows is in the proof.
    for (const name of filled) expect([name, (certificate.rows[name] ?? 0) > 0]).toEqual([name, name !== "sessions"]);
    expect(certificate.rows["findings"]).toBe(before.get("findings"));
    expect(certificate).toMatchObject({ tenant: { id: ingest.tenantId, name: "default" } });
    expect(certificate.blobs).toBeGreaterThan(0);
    expect(certificate.auditTrail.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(proof.body.sha256).toBe(createHash("sha256").update(proof.body.certificate).digest("hex"));
    expect([proof.status, signedIn.status, wrong.status]).toEqual([200, 401, 404]);
    expect(digests.length).toBeGreaterThan(0);
    for (const digest of digests) {
      const reading = readAll(ingest.server.services.blobs.read(ingest.tenantId, digest));
      await expect(reading).rejects.toMatchObject({ code: "ENOENT" });
    }
  });
});

async function readAll(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream) {
    // To its end.
  }
}

async function digestsOf(tenantId: string): Promise<readonly string[]> {
  return await withAdmin(async (admin) => {
    const { rows } = await admin.query<{ digest: string }>("SELECT digest FROM blobs WHERE tenant_id = $1", [tenantId]);
    return rows.map(({ digest }) => digest);
  });
}

/** Pretends that it is a while ago that anybody showed who they are. */
async function ageProofs(): Promise<void> {
  await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
    transaction.updateTable("sessions").set({ proved_at: "2026-01-01T00:00:00Z" }).execute(),
  );
}

/** Pretends that the days of waiting are over. */
async function bringForward(tenantId: string): Promise<void> {
  await withAdmin(async (admin) => {
    await admin.query("UPDATE tenant_deletions SET due_at = now() WHERE tenant_id = $1", [tenantId]);
    await admin.query("UPDATE jobs SET run_at = now() WHERE tenant_id = $1 AND kind = 'erase-tenant'", [tenantId]);
  });
}

async function countByTable(tenantId: string): Promise<ReadonlyMap<string, number>> {
  return await withAdmin(async (admin) => {
    const counts = new Map<string, number>();
    for (const { name } of await listTables(admin)) {
      const { rows } = await admin.query<{ count: string }>(`SELECT count(*) FROM "${name}" WHERE tenant_id = $1`, [
        tenantId,
      ]);
      counts.set(name, Number(rows[0]?.count));
    }
    return counts;
  });
}

function ownerOf(accountId: string): AccountPrincipal {
  const { tenantId } = ingest;
  const permissions = permissionsOf("owner");
  return { kind: "account", tenantId, accountId, role: "owner", permissions, isProved: true, mustSetUpFactor: false };
}

async function isSomebodyWaiting(): Promise<boolean> {
  return await withAdmin(async (admin) => {
    const { rows } = await admin.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rows.length > 0;
  });
}

async function withAdmin<Result>(work: (admin: pg.Client) => Promise<Result>): Promise<Result> {
  const admin = new pg.Client({ connectionString: ingest.server.store.adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
