import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeApiKey } from "../identity/api-key-token.ts";
import {
  type ForgingProvider,
  type Lies,
  startForgingProvider,
} from "../identity/sign-on/fixtures/forging-provider.ts";
import { openSignOn } from "../identity/sign-on/open-sign-on.ts";
import { newId } from "../store/uuid.ts";
import { openTestServer, type TestServer } from "./fixtures/test-server.ts";

interface Entry {
  readonly action: string;
  readonly subject: string;
  readonly actor: unknown;
  readonly address: string;
  readonly details: Readonly<Record<string, unknown>>;
}

interface MadeKey {
  readonly id: string;
  readonly key: string;
}

const timeoutMs = 120_000;
const remoteAddress = "203.0.113.7";

let server: TestServer;
let owner: Record<string, string>;
let tenantId: string;
let issuer: ForgingProvider;
beforeAll(async () => {
  issuer = await startForgingProvider();
  server = await openTestServer({ signOn: openSignOn("127.0.0.1") });
  owner = await server.signIn();
  tenantId = (await server.call<{ tenant: { id: string } }>({ url: "/api/v1/session", headers: owner })).body.tenant.id;
  await make("/api/v1/trust-rules", {
    name: "shop",
    issuer: issuer.issuer,
    audience: "sekisho",
    claims: { repository: "acme/shop" },
    permissions: ["reports:upload"],
  });
}, timeoutMs);
afterAll(async () => {
  await server.close();
  server.services.signOn.network.client.close();
  await issuer.close();
});

describe("a key that is refused is on record", { timeout: timeoutMs }, () => {
  test.each<{ name: string; reason: string; more?: object; spoil?: (key: MadeKey) => Promise<unknown>; known?: false }>(
    [
      { name: "after it was revoked", reason: "revoked", spoil: ({ id }) => remove(`/api/v1/api-keys/${id}`) },
      {
        name: "after it expired",
        reason: "expired",
        spoil: ({ id }) => change(id, { expires_at: "2001-01-01T00:00:00Z" }),
      },
      { name: "from another network", reason: "network", more: { networks: ["10.0.0.0/8"] } },
    ],
  )("$name, with its id and where it came from", async ({ reason, more, spoil }) => {
    const key = await makeKey(more);
    await spoil?.(key);
    const status = await ask(key.key);
    const [entry, ...rest] = await entriesOf(key.id, "api-key.refuse");

    expect(status).toBe(401);
    expect(rest).toEqual([]);
    expect(entry).toMatchObject({ address: remoteAddress, details: { reason, refused: 1 } });
    expect(JSON.stringify(entry)).not.toContain(key.key.slice(-20));
  });

  test("with another secret", async () => {
    const { id } = await makeKey();
    const forged = makeApiKey(tenantId, id);
    const status = await ask(forged.text);

    expect(status).toBe(401);
    expect(await entriesOf(id, "api-key.refuse")).toMatchObject([{ details: { reason: "secret", refused: 1 } }]);
  });

  test("that the tenant never made, all of them together", async () => {
    for (let keys = 0; keys < 3; keys++) await ask(makeApiKey(tenantId, newId()).text);
    const entries = await entriesOf("api-key", "api-key.refuse");

    // The first, and the second, which doubles their number; the third is counted.
    expect(entries.map(({ details }) => details)).toEqual([
      { reason: "unknown", refused: 2 },
      { reason: "unknown", refused: 1 },
    ]);
  });

  test("some times within a minute, and not once for each of a flood", async () => {
    const { id, key } = await makeKey();
    await remove(`/api/v1/api-keys/${id}`);
    const statuses = await Promise.all(Array.from({ length: 20 }, () => ask(key)));
    const first = await entriesOf(id, "api-key.refuse");
    await ageCounts();
    await ask(key);
    const second = await entriesOf(id, "api-key.refuse");

    expect(new Set(statuses)).toEqual(new Set([401]));
    // 1, 2, 4, 8, 16; a minute later they are counted anew.
    expect(first.map(({ details }) => details["refused"])).toEqual([16, 8, 4, 2, 1]);
    expect(second.map(({ details }) => details["refused"])).toEqual([1, 16, 8, 4, 2, 1]);
  });

  test("is not written where nobody has a trail", async () => {
    const statuses = [await ask(makeApiKey(newId(), newId()).text), await ask("sekisho_' OR '1'='1"), await ask("")];
    const { rows } = await server.store.application.pool.query("SELECT FROM refused_credentials");

    expect(statuses).toEqual([401, 401, 401]);
    // Without a tenant nobody sees any.
    expect(rows).toEqual([]);
  });
});

describe("a token of a pipeline that is refused is on record", { timeout: timeoutMs }, () => {
  const claims = { aud: "sekisho", sub: "repo:acme/shop:ref:refs/heads/main", repository: "acme/shop" };

  test.each<{ name: string; reason: string; claims: Readonly<Record<string, unknown>>; lies?: Lies }>([
    { name: "since no rule trusts its claims", reason: "claims", claims: { ...claims, repository: "evil/shop" } },
    {
      name: "since somebody else signed it",
      reason: "token",
      claims: { ...claims, sub: "forged" },
      lies: { isForged: true },
    },
    { name: "since no rule names its issuer", reason: "issuer", claims: { ...claims, iss: "https://evil.example" } },
  ])("$name, with what it says of itself", async ({ reason, claims: said, lies }) => {
    await ageCounts();
    const token = await issuer.sign(said, lies);
    const status = await signIn(token);
    const [entry] = await entriesOf("pipeline", "pipeline.refuse");

    expect(status).toBe(401);
    expect(entry).toMatchObject({
      address: remoteAddress,
      details: { reason, refused: 1, issuer: said["iss"] ?? issuer.issuer, subject: said["sub"] },
    });
    expect(JSON.stringify(entry)).not.toContain(token.split(".")[2]);
  });

  test("when it comes a second time", async () => {
    const token = await issuer.sign({ ...claims, jti: "twice" });
    const statuses = [await signIn(token), await signIn(token)];
    const [entry] = await entriesOf("pipeline", "pipeline.refuse");

    expect(statuses).toEqual([201, 401]);
    expect(entry?.details).toMatchObject({ reason: "used", refused: 1 });
  });

  test("when it is none, and cut short when it is long", async () => {
    const said = { iss: "i".repeat(1000), sub: ["list"] };
    const payload = Buffer.from(JSON.stringify(said)).toString("base64url");
    await ageCounts();
    const status = await signIn(`x.${payload}.x`);
    const [entry] = await entriesOf("pipeline", "pipeline.refuse");

    expect(status).toBe(401);
    expect(entry?.details).toEqual({ reason: "issuer", refused: 1, issuer: "i".repeat(300) });
  });
});

async function make<Body>(url: string, payload: object): Promise<Body> {
  return (await server.call<Body>({ method: "POST", url, headers: owner, payload })).body;
}

async function makeKey(more: object = {}): Promise<MadeKey> {
  const payload = { name: "k", permissions: ["projects:read"], ...more };
  return await make<MadeKey>("/api/v1/api-keys", payload);
}

async function remove(url: string): Promise<void> {
  await server.call({ method: "DELETE", url, headers: owner });
}

async function change(id: string, set: { readonly expires_at: string }): Promise<void> {
  await server.store.worker.inTenant({ tenantId }, (transaction) =>
    transaction.updateTable("api_keys").set(set).where("key_id", "=", id).execute(),
  );
}

/** Pretends that more than a minute went by. */
async function ageCounts(): Promise<void> {
  await server.store.worker.inTenant({ tenantId }, (transaction) =>
    transaction.updateTable("refused_credentials").set({ since: "2026-01-01T00:00:00Z" }).execute(),
  );
}

async function ask(key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  return (await server.call({ url: "/api/v1/projects", headers, remoteAddress })).status;
}

async function signIn(token: string): Promise<number> {
  const payload = { token };
  return (await server.call({ method: "POST", url: "/api/v1/pipelines/session", payload, remoteAddress })).status;
}

/** The newest first. */
async function entriesOf(subject: string, action: string): Promise<readonly Entry[]> {
  const list = await server.call<{ entries: Entry[] }>({
    url: `/api/v1/audit?action=${action}&limit=200`,
    headers: owner,
  });
  return list.body.entries.filter((entry) => entry.subject === subject);
}
