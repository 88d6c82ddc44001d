import { sql } from "kysely";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readTrustedProxies } from "../audit/client-address.ts";
import { tendTrails } from "../audit/tend-trail.ts";
import type { AuditVerification, auditPage } from "../contract/audit.ts";
import { recordAudit } from "../identity/audit.ts";
import { readSessionToken } from "../identity/session-token.ts";
import { type TestServer, useTestServer } from "./fixtures/test-server.ts";
import { routes } from "./registry.ts";
import { defineRoute } from "./route.ts";

type AuditPage = z.infer<typeof auditPage>;
const timeoutMs = 120_000;

function tenantOf(headers: Readonly<Record<string, string>>): string {
  return readSessionToken(headers["cookie"])?.tenantId ?? "";
}

async function asAdmin(server: TestServer, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: server.store.adminUrl });
  await admin.connect();
  await admin.query(statement);
  await admin.end();
}

async function verify(server: TestServer, headers: Readonly<Record<string, string>>): Promise<AuditVerification> {
  const { body } = await server.call<AuditVerification>({ url: "/api/v1/audit/verification", headers: { ...headers } });
  return body;
}

describe("the audit trail", () => {
  test(
    "says who did what when and from where, and what was there before and after",
    async () => {
      const server = await useTestServer({ settings: { isTrustedProxy: readTrustedProxies("127.0.0.1") } });
      const headers = { ...(await server.signIn()), "x-forwarded-for": "8.8.8.8, 198.51.100.9" };
      const url = "/api/v1/service-levels";
      await server.call({ method: "PUT", url, headers, payload: { high: 30 } });
      await server.call({ method: "PUT", url, headers, payload: { high: 14 } });
      const wrong = { email: "owner@localhost", password: "wrong" };
      await server.call({
        method: "POST",
        url: "/api/v1/session",
        headers: { "x-forwarded-for": "203.0.113.5" },
        payload: wrong,
      });
      const { body } = await server.call<AuditPage>({ url: "/api/v1/audit?limit=2", headers });
      const refused = await server.call<AuditPage>({
        url: "/api/v1/audit?action=session.*&address=203.0.113.5",
        headers,
      });

      expect(body.entries[1]).toMatchObject({
        action: "service-level.set",
        actor: { kind: "account", name: "owner@localhost" },
        address: "198.51.100.9",
        before: { high: 30 },
        after: { high: 14 },
      });
      expect(refused.body.entries.map(({ action, actor }) => [action, actor.kind])).toEqual([
        ["session.refuse", "nobody"],
      ]);
      expect(body.next).not.toBeNull();
    },
    timeoutMs,
  );

  test(
    "is listed page by page, filtered, and exported whole",
    async () => {
      const server = await useTestServer();
      const headers = await server.signIn();
      for (const name of ["one", "two", "three"]) {
        await server.call({ method: "POST", url: "/api/v1/projects", headers, payload: { name } });
      }
      const seen: number[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const from: string = cursor === "" ? "" : `&cursor=${cursor}`;
        const { body } = await server.call<AuditPage>({ url: `/api/v1/audit?limit=2${from}`, headers });
        seen.push(...body.entries.map(({ sequence }) => sequence));
        cursor = body.next;
      }
      const one = await server.call<AuditPage>({ url: "/api/v1/audit?action=project.create&subject=two", headers });
      const csv = await server.call<string>({ url: "/api/v1/audit/export?action=project.*", headers });
      const lines = await server.call<string>({ url: "/api/v1/audit/export?format=ndjson", headers });
      const newest = z.object({ action: z.string() }).parse(JSON.parse(lines.body.split("\n")[0] ?? ""));

      expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => seen.length - index));
      expect(one.body.entries).toHaveLength(1);
      expect(csv.body.trimEnd().split("\r\n")).toHaveLength(4);
      expect(newest.action).toBe("audit.export");
    },
    timeoutMs,
  );

  test(
    "is told to auditors and not to viewers",
    async () => {
      const server = await useTestServer();
      const viewer = await server.makeKey(["findings:read"]);
      const auditor = await server.makeKey(["audit:read"]);

      expect((await server.call({ url: "/api/v1/audit", headers: viewer })).status).toBe(403);
      expect((await server.call({ url: "/api/v1/audit", headers: auditor })).status).toBe(200);
    },
    timeoutMs,
  );

  test(
    "has an entry of every changing request that was answered, even where its handler writes none",
    async () => {
      const silent = defineRoute({
        method: "PUT",
        path: "/api/v1/silent/:thing",
        summary: "Changes something and says nothing.",
        permission: "signed-in",
        input: { parameters: z.object({ thing: z.string() }) },
        answer: z.undefined(),
        handle: () => Promise.resolve({ status: 204, body: undefined }),
      });
      const server = await useTestServer({ routes: [...routes, silent] });
      const headers = await server.signIn();
      await server.call({ method: "PUT", url: "/api/v1/silent/lamp", headers });
      const { body } = await server.call<AuditPage>({ url: "/api/v1/audit?limit=1", headers });

      expect(body.entries[0]).toMatchObject({
        action: "request.put",
        subject: "/api/v1/silent/:thing",
        details: { parameters: { thing: "lamp" } },
      });
    },
    timeoutMs,
  );

  test(
    "stays one chain where many write at once, and goes on where old months were forgotten",
    async () => {
      const server = await useTestServer();
      const headers = await server.signIn();
      const tenantId = tenantOf(headers);
      const write = (index: number): Promise<void> =>
        server.store.application.inTenant({ tenantId }, (transaction) =>
          recordAudit(transaction, tenantId, { kind: "platform" }, { action: "test", subject: `\0 \ud800 ${index}` }),
        );
      await Promise.all(Array.from({ length: 40 }, (_, index) => write(index)));
      const many = await verify(server, headers);
      // Everything so far becomes three years old, as the owner of the database could have it.
      await asAdmin(server, "CREATE TABLE audit_entries_202201 (LIKE audit_entries INCLUDING ALL)");
      await asAdmin(server, "ALTER TABLE audit_entries_202201 OWNER TO sekisho_owner");
      await asAdmin(server, "INSERT INTO audit_entries_202201 SELECT * FROM audit_entries");
      await asAdmin(server, "UPDATE audit_entries_202201 SET at = '2022-01-05T00:00:00Z'");
      await asAdmin(server, "DELETE FROM audit_entries");
      await asAdmin(
        server,
        "ALTER TABLE audit_entries ATTACH PARTITION audit_entries_202201 FOR VALUES FROM ('2022-01-01Z') TO ('2022-02-01Z')",
      );
      await tendTrails(server.services, 12);
      const empty = await verify(server, headers);
      await write(41);
      const after = await verify(server, headers);

      expect(many).toMatchObject({ brokenAt: null });
      expect(many.entries).toBeGreaterThan(40);
      expect(empty).toMatchObject({ entries: 0, brokenAt: null });
      expect(after).toMatchObject({ entries: 1, first: many.entries + 1, brokenAt: null });
    },
    timeoutMs,
  );

  test(
    "shows a cut end by the anchor that was left, and a change by its hash",
    async () => {
      const server = await useTestServer();
      const headers = await server.signIn();
      await server.call({ method: "POST", url: "/api/v1/projects", headers, payload: { name: "kept" } });
      const [end] = await tendTrails(server.services, undefined);
      const again = await tendTrails(server.services, undefined);
      await asAdmin(server, `DELETE FROM audit_entries WHERE sequence >= ${end?.sequence ?? 0}`);
      const cut = await verify(server, headers);
      await asAdmin(server, "UPDATE audit_entries SET subject = 'somebody else' WHERE sequence = 2");
      const changed = await verify(server, headers);

      expect(again).toEqual([]);
      expect(cut.brokenAt).toMatchObject({ kind: "cut", sequence: end?.sequence });
      expect(changed.brokenAt).toMatchObject({ kind: "changed", sequence: 2 });
    },
    timeoutMs,
  );

  test.each([
    { name: "be changed", statement: "UPDATE audit_entries SET action = 'x'" },
    { name: "be shortened", statement: "DELETE FROM audit_entries" },
    { name: "be emptied", statement: "TRUNCATE audit_entries" },
    { name: "be dropped", statement: "DROP TABLE audit_entries" },
    { name: "lose its anchors", statement: "DELETE FROM audit_anchors" },
    { name: "be changed by a part", statement: "UPDATE audit_entries_other SET action = 'x'" },
    { name: "be read past the policy by a part", statement: "SELECT * FROM audit_entries_other" },
    { name: "lose its guard", statement: "ALTER TABLE audit_entries DISABLE ROW LEVEL SECURITY" },
    { name: "lose its months", statement: "SELECT forget_audit_months(1)" },
  ])("cannot $name by the role that answers requests", async ({ statement }) => {
    const { store } = await useTestServer();

    await expect(sql.raw(statement).execute(store.application.queries)).rejects.toThrow(
      /permission denied|must be owner/,
    );
  });

  test("is not forgotten within the month", async () => {
    const { services } = await useTestServer();

    await expect(tendTrails(services, 0)).rejects.toThrow("at least one whole month");
  });
});
