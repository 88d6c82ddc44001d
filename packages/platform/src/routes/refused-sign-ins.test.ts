import { expect, test } from "vitest";
import { providerNobodyUses } from "../identity/sign-on/saml/fixtures/identity-provider.ts";
import { useTestServer } from "./fixtures/test-server.ts";

interface Trail {
  readonly entries: readonly { readonly address: string; readonly details: Readonly<Record<string, unknown>> }[];
}

const timeoutMs = 60_000;

test(
  "attempts that are held back are on record, and thousands of them fill no trail",
  async () => {
    const { call, signIn, store } = await useTestServer();
    const owner = await signIn();
    const attempt = async (): Promise<number> => {
      const payload = { email: "who@localhost", password: "wrong" };
      return (await call({ method: "POST", url: "/api/v1/session", payload, remoteAddress: "203.0.113.7" })).status;
    };
    const statuses: number[] = [];
    for (let failures = 0; failures < 5; failures++) statuses.push(await attempt());
    // After so many failures the wait is a quarter of an hour: nothing is heard any more while this test runs.
    const session = await call<{ tenant: { id: string } }>({ url: "/api/v1/session", headers: owner });
    await store.worker.inTenant({ tenantId: session.body.tenant.id }, (transaction) =>
      transaction.updateTable("sign_in_failures").set({ failures: 20 }).execute(),
    );
    for (let held = 0; held < 9; held++) statuses.push(await attempt());
    const trail = await call<Trail>({ url: "/api/v1/audit?action=session.refuse", headers: owner });

    expect(statuses).toEqual([...Array<number>(5).fill(401), ...Array<number>(9).fill(429)]);
    // The first, and each that doubles their number: 1, 2, 4, 8.
    expect(trail.body.entries.map(({ details }) => details["held"] ?? "failure")).toEqual([
      8,
      4,
      2,
      1,
      ...Array<string>(5).fill("failure"),
    ]);
    expect(new Set(trail.body.entries.map(({ address }) => address))).toEqual(new Set(["203.0.113.7"]));
  },
  timeoutMs,
);

test(
  "forged answers of a provider are on record some times within a minute, whatever they say",
  async () => {
    const { call, signIn, store } = await useTestServer({ settings: { doorRequestsPerMinute: 100_000 } });
    const owner = await signIn();
    const payload = providerNobodyUses();
    const set = { method: "POST", url: "/api/v1/sign-on-providers", headers: owner, payload } as const;
    const { answerPath } = (await call<{ saml: { answerPath: string } }>(set)).body.saml;
    const forge = async (attempt: number): Promise<number> => {
      const answer = Buffer.from(`<!-- ${attempt} --><forged-${attempt}/>`).toString("base64url");
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const form = `SAMLResponse=${answer}&RelayState=${attempt}`;
      return (await call({ method: "POST", url: answerPath, headers, payload: form })).status;
    };
    const readCounts = async (): Promise<readonly unknown[]> => {
      const trail = await call<Trail>({ url: "/api/v1/audit?action=session.refuse&limit=200", headers: owner });
      return trail.body.entries.map(({ details }) => details["refused"]);
    };
    const statuses = await Promise.all(Array.from({ length: 20 }, (_, attempt) => forge(attempt)));
    const first = await readCounts();
    const session = await call<{ tenant: { id: string } }>({ url: "/api/v1/session", headers: owner });
    await store.worker.inTenant({ tenantId: session.body.tenant.id }, (transaction) =>
      transaction.updateTable("refused_credentials").set({ since: "2026-01-01T00:00:00Z" }).execute(),
    );
    await forge(20);
    const second = await readCounts();

    expect(new Set(statuses)).toEqual(new Set([303]));
    // 1, 2, 4, 8, 16; a minute later they are counted anew.
    expect(first).toEqual([16, 8, 4, 2, 1]);
    expect(second).toEqual([1, 16, 8, 4, 2, 1]);
  },
  timeoutMs,
);

test(
  "attempts at tenants that are none are counted where the server is watched",
  async () => {
    const { call } = await useTestServer();
    const payload = { tenant: "who", email: "who@localhost", password: "wrong" };
    for (let attempts = 0; attempts < 2; attempts++) await call({ method: "POST", url: "/api/v1/session", payload });
    const metrics = await call<string>({ url: "/metrics" });

    expect(metrics.body).toContain("\nsekisho_sign_ins_unknown_tenant_total 2\n");
  },
  timeoutMs,
);
