import { describe, expect, test } from "vitest";
import type { z } from "zod";
import type { destinationList } from "../contract/destination.ts";
import { useCatcher } from "../destinations/fixtures/catcher.ts";
import { type Book, read, useBook } from "./fixtures/notification-book.ts";
import { newTenantOwner } from "./fixtures/other-tenant.ts";
import { sampleDocument } from "./fixtures/sample-report.ts";

const timeoutMs = 180_000;

function change({ server, headers }: Book, id: string, payload: object, as = headers) {
  return server.call({ method: "PATCH", url: `/api/v1/destinations/${id}`, headers: as, payload });
}

async function settingsOf({ server, headers }: Book): Promise<z.infer<typeof destinationList>["destinations"]> {
  return (await server.call<z.infer<typeof destinationList>>({ url: "/api/v1/destinations", headers })).body
    .destinations;
}

async function sealed({ server }: Book): Promise<readonly (string | null)[]> {
  const { rows } = await server.store.worker.pool.query<{ tenant_id: string }>(
    "SELECT tenant_id FROM tenants ORDER BY created_at",
  );
  const tenantId = rows[0]?.tenant_id ?? "";
  return await server.store.worker.inTenant({ tenantId }, async (transaction) =>
    (await transaction.selectFrom("destinations").select("secret").execute()).map(({ secret }) => secret),
  );
}

describe("a destination that is changed", { timeout: timeoutMs }, () => {
  test("keeps its secret where none is given, and what waits goes to the new place in its order", async () => {
    const { url, caught } = await useCatcher();
    const book = await useBook();
    const id = await book.destination(`${url}/gone`);
    await book.rule(id);
    const before = await sealed(book);
    for (const rule of ["a", "b"]) await book.upload(sampleDocument({ name: rule, findings: [{ rule }] }));
    const changed = await change(book, id, { name: "renamed", language: "ja", settings: { url: `${url}/new` } });
    await book.work();
    const [told] = await settingsOf(book);

    expect(changed.status).toBe(204);
    expect(await sealed(book)).toEqual(before);
    expect(told).toMatchObject({ id, name: "renamed", language: "ja", settings: { url: `${url}/new` } });
    expect(caught.map(({ path }) => path)).toEqual(["/new", "/new"]);
    expect(read(caught).map(({ data }) => data.findings.map(({ rule }) => rule))).toEqual([["a"], ["b"]]);
  });

  test("takes its secret to no other host and over no open line, unless it is given again", async () => {
    const book = await useBook();
    const id = await book.destination("https://hooks.example.com/");
    const before = await sealed(book);
    const elsewhere = { settings: { url: "https://evil.example.com/" } };
    const refused = await change(book, id, elsewhere);
    const unguarded = await change(book, id, { settings: { url: "http://hooks.example.com/" } });
    const allowed = await change(book, id, { ...elsewhere, secret: `whsec_${Buffer.alloc(32, 9).toString("base64")}` });

    expect([refused.status, unguarded.status, allowed.status]).toEqual([400, 400, 204]);
    expect(await sealed(book)).not.toEqual(before);
  });

  test.each([
    { name: "settings of another kind", payload: { settings: { to: ["a@example.com"] } }, status: 400 },
    { name: "a kind", payload: { kind: "mail" }, status: 400 },
    { name: "a malformed address", payload: { settings: { url: "ftp://example.com" } }, status: 400 },
    { name: "a malformed secret", payload: { secret: "short" }, status: 400 },
    { name: "the name of another one", payload: { name: "other" }, status: 409 },
    { name: "nothing", payload: {}, status: 204 },
  ])("by $name is answered with $status and loses nothing", async ({ payload, status }) => {
    const book = await useBook();
    const id = await book.destination("https://hooks.example.com/");
    await book.destination("https://hooks.example.com/", "other");
    const before = await settingsOf(book);
    const answer = await change(book, id, payload);

    expect(answer.status).toBe(status);
    expect(await settingsOf(book)).toEqual(before);
  });

  test("is one's own", async () => {
    const book = await useBook();
    const id = await book.destination("https://hooks.example.com/");
    const stranger = await newTenantOwner(book.server, "four words with blanks");

    expect((await change(book, id, { name: "taken" }, stranger)).status).toBe(404);
  });
});
