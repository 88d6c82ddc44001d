import { SekishoError } from "sekisho";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arrive } from "../identity/sign-on/arrive.ts";
import { makeIdentityProvider } from "../identity/sign-on/saml/fixtures/identity-provider.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { sessionOf } from "./fixtures/second-factors.ts";
import { openTestServer, type TestServer } from "./fixtures/test-server.ts";

type Headers = Record<string, string>;

const timeoutMs = 120_000;
const password = "four words with blanks";
const idp = makeIdentityProvider();

let server: TestServer;
let owner: Headers;
let tenantId: string;
let provider: string;
beforeAll(async () => {
  server = await openTestServer();
  owner = await server.signIn();
  const { rows } = await server.store.worker.pool.query<{ id: string }>("SELECT tenant_id AS id FROM tenants");
  tenantId = rows[0]?.id ?? "";
  await asTenant((transaction) =>
    transaction
      .insertInto("claimed_domains")
      .values({ tenant_id: tenantId, domain: "example.com", token: "x", proved_at: "2026-01-01T00:00:00Z" })
      .execute(),
  );
}, timeoutMs);
afterAll(() => server.close());

describe("who says which keys a provider signs with", { timeout: timeoutMs }, () => {
  test.each([
    { name: "an owner signs in there", role: "owner", status: 403 },
    { name: "an administrator signs in there", role: "admin", status: 200 },
  ])("may do as much as everybody who comes by it: $name", async ({ role, status }) => {
    provider = await setUp();
    const admin = await join(`admin-${role}@example.com`, "admin");
    const linked = await join(`linked-${role}@example.com`, role);
    await asTenant((transaction) =>
      transaction
        .insertInto("sign_on_identities")
        .values({ tenant_id: tenantId, provider_id: provider, subject: "s-1", account_id: linked.id })
        .execute(),
    );
    const byAdmin = await changeKeys(admin.headers);
    const byOwner = await changeKeys(owner);

    expect([byAdmin, byOwner]).toEqual([status, 200]);
  });

  test.each([
    { name: "an administrator", email: "known-admin@example.com", role: "admin", permissions: undefined, isIn: true },
    { name: "an owner", email: "known-owner@example.com", role: "owner", permissions: undefined, isIn: false },
    {
      name: "a member who may do what administrators may not",
      email: "known-manager@example.com",
      role: "viewer",
      permissions: ["tenant:manage"],
      isIn: false,
    },
  ])("lets no provider know $name without more, unless its owner could", async (known) => {
    provider = await setUp();
    const { id } = await join(known.email, known.role);
    if (known.permissions !== undefined) await giveRole(id, known.permissions);
    const claims = {
      subject: "s-2",
      email: known.email,
      name: "n",
      groups: [],
      role: undefined,
      customRole: null,
      isByGroup: false,
    };
    const visitor = { userAgent: "", address: "192.0.2.1" };
    const place = { tenantId, providerId: provider };
    const arrived = asTenant((transaction) => arrive(transaction, place, { claims, visitor, cameBy: "saml" }));
    const outcome = await arrived.then(
      ({ accountId }) => accountId,
      (error: unknown) => (error instanceof SekishoError ? error.code : "another error"),
    );

    expect(outcome).toBe(known.isIn ? id : "not-permitted");
  });
});

function asTenant<Result>(work: (transaction: TenantTransaction) => Promise<Result>): Promise<Result> {
  return server.store.application.inTenant({ tenantId }, work);
}

async function setUp(): Promise<string> {
  const { issuer, signInAddress, certificate } = idp;
  const payload = { kind: "saml", title: newId(), issuer, signInAddress, certificates: [certificate], roleByGroup: {} };
  const request = { method: "POST", url: "/api/v1/sign-on-providers", headers: owner, payload } as const;
  return (await server.call<{ id: string }>(request)).body.id;
}

async function changeKeys(headers: Headers): Promise<number> {
  const payload = { certificates: [makeIdentityProvider().certificate] };
  const url = `/api/v1/sign-on-providers/${provider}`;
  return (await server.call({ method: "PATCH", url, headers, payload })).status;
}

async function giveRole(accountId: string, permissions: readonly string[]): Promise<void> {
  const payload = { title: "Manager of the tenant", scope: "tenant", permissions };
  const made = await server.call<{ id: string }>({ method: "POST", url: "/api/v1/roles", headers: owner, payload });
  const url = `/api/v1/members/${accountId}/custom-role`;
  await server.call({ method: "PUT", url, headers: owner, payload: { role: made.body.id } });
}

async function join(email: string, role: string): Promise<{ readonly id: string; readonly headers: Headers }> {
  const invitation = { method: "POST", url: "/api/v1/invitations", headers: owner, payload: { email, role } } as const;
  const { link } = (await server.call<{ link: string }>(invitation)).body;
  const payload = { token: link.split("#")[1] ?? "", password };
  await server.call({ method: "POST", url: "/api/v1/invitations/answer", payload });
  const request = { method: "POST", url: "/api/v1/session", payload: { email, password } } as const;
  const signedIn = await server.call<{ account: { id: string } }>(request);
  return { id: signedIn.body.account.id, headers: sessionOf(signedIn) };
}
