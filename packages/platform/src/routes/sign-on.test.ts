import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import {
  type ForgingProvider,
  type Lies,
  startForgingProvider,
} from "../identity/sign-on/fixtures/forging-provider.ts";
import { startRealProvider } from "../identity/sign-on/fixtures/real-provider.ts";
import { openSignOn } from "../identity/sign-on/open-sign-on.ts";
import { sessionOf, testOrigin } from "./fixtures/second-factors.ts";
import { openTestServer, type TestAnswer, type TestServer } from "./fixtures/test-server.ts";

type Headers = Record<string, string>;

interface Begun {
  /** Where the browser is sent. */
  readonly address: string;
  /** Headers of the page that comes back. */
  readonly page: Headers;
  readonly status: number;
}

const timeoutMs = 120_000;
const page = { origin: testOrigin, host: "localhost" };
const hanako = { sub: "1", email: "hanako@example.com", email_verified: true, groups: ["developers"] };

let server: TestServer;
let owner: Headers;
let provider: ForgingProvider;
let providerId: string;
let records: string[][];
let close: () => Promise<void>;

async function open(): Promise<void> {
  records = [];
  provider = await startForgingProvider();
  const signOn = openSignOn("127.0.0.1");
  server = await openTestServer({
    signOn: { ...signOn, resolveTexts: () => Promise.resolve(records) },
    // More is refused here within a minute than anybody gets wrong.
    settings: { doorRequestsPerMinute: 100_000 },
  });
  close = async () => {
    await server.close();
    await provider.close();
    signOn.network.client.close();
  };
  owner = await server.signIn();
  await proveDomain("example.com");
  providerId = await setUp(provider.issuer);
}

describe("signing in at a provider", { timeout: timeoutMs }, () => {
  beforeEach(open, timeoutMs);
  afterEach(() => close());

  test("makes a member with the role of the groups, who comes back as the same", async () => {
    const first = await signOn(hanako);
    const second = await signOn({ ...hanako, email: "married@example.com", groups: ["operators"] });
    const reads = await server.call({ url: "/api/v1/findings", headers: sessionOf(first) });
    const members = await server.call<{ members: unknown[] }>({ url: "/api/v1/members", headers: owner });

    expect(first.body).toMatchObject({ account: { email: "hanako@example.com", role: "editor" } });
    // The provider's id counts, not the address; the role follows the groups.
    expect(second.body).toMatchObject({ account: { email: "hanako@example.com", role: "admin" } });
    expect(reads.status).toBe(200);
    expect(members.body.members).toHaveLength(2);
    expect(provider.verifiers[0]).toMatch(/^[\w-]{43,}$/);
  });

  test("works with a provider that others made", async () => {
    const real = await startRealProvider(
      { sub: "h-1", email: hanako.email, groups: ["developers"] },
      `${testOrigin}/sign-on`,
    );
    onTestFinished(() => real.close());
    const begun = await begin(await setUp(real.issuer));
    const ended = await end(begun, await real.follow(begun.address));

    expect(ended.body).toMatchObject({ account: { email: hanako.email, name: "Hanako", role: "editor" } });
  });

  test("is ended once, and in the browser that began it", async () => {
    const begun = await begin();
    const other = await begin();
    await provider.prepare(begun.address, hanako);
    const foreign = await end({ ...begun, page: other.page }, queryOf(begun));
    const without = await end({ ...begun, page }, queryOf(begun));
    const right = await end(begun, queryOf(begun));
    const again = await end(begun, queryOf(begun));

    expect([foreign.status, without.status, right.status, again.status]).toEqual([401, 404, 201, 401]);
  });

  test("makes nobody an owner, and lets nobody in whose account is shut", async () => {
    const link = await server.call<{ link: string }>({
      method: "POST",
      url: "/api/v1/invitations",
      headers: owner,
      payload: { email: "boss@example.com", role: "owner" },
    });
    const [, token = ""] = link.body.link.split("#");
    const payload = { token, password: server.password };
    await server.call({ method: "POST", url: "/api/v1/invitations/answer", payload });
    const boss = await signOn({ ...hanako, sub: "2", email: "boss@example.com" });
    const member = await signOn<{ account: { id: string } }>(hanako);
    const url = `/api/v1/members/${member.body.account.id}`;
    await server.call({ method: "PATCH", url, headers: owner, payload: { isDisabled: true } });

    expect([boss.status, (await signOn(hanako)).status]).toEqual([403, 403]);
  });

  test("shows what a provider says, and signs nobody in", async () => {
    const request = { method: "POST", url: `/api/v1/sign-on-providers/${providerId}/preview`, headers: owner } as const;
    const begun = readBegun(await server.call<{ address: string }>(request));
    await provider.prepare(begun.address, { ...hanako, department: "関所" });
    const ended = await end(begun, queryOf(begun));

    expect(ended.status).toBe(200);
    expect(ended.body).toMatchObject({
      claims: { sub: "1", department: "関所" },
      groups: ["developers"],
      role: "editor",
      email: hanako.email,
      isDomainProved: true,
    });
    expect(ended.headers["set-cookie"]).toBeUndefined();
  });

  test("ends with the provider that is shut", async () => {
    const url = `/api/v1/sign-on-providers/${providerId}`;
    await server.call({ method: "PATCH", url, headers: owner, payload: { isEnabled: false } });
    const choices = await server.call<{ providers: unknown[] }>({ url: "/api/v1/sign-on" });

    expect([(await begin()).status, choices.body.providers.length]).toEqual([404, 0]);
  });
});

describe("signing in with what does not hold", { timeout: timeoutMs }, () => {
  beforeAll(open, timeoutMs);
  afterAll(() => close());

  test.each<{ name: string; lies: Lies }>([
    { name: "signed by somebody else", lies: { isForged: true } },
    { name: "not signed", lies: { isUnsigned: true } },
    { name: "of another issuer", lies: { claims: { iss: "https://evil.example" } } },
    { name: "for another client", lies: { claims: { aud: "other" } } },
    {
      name: "for another client, too, by whom it was asked",
      lies: { claims: { aud: ["sekisho", "other"], azp: "other" } },
    },
    { name: "expired", lies: { issuedAt: 1_700_000_000 } },
    { name: "of another question", lies: { claims: { nonce: "another" } } },
    { name: "of no question", lies: { claims: { nonce: undefined } } },
    { name: "of nobody", lies: { claims: { sub: undefined } } },
  ])("is refused with a token $name", async ({ lies }) => {
    const ended = await signOn(hanako, lies);

    expect([ended.status, ended.body.error?.code]).toEqual([401, "sign-on-failed"]);
    expect(ended.headers["set-cookie"]).toBeUndefined();
  });

  test.each([
    { name: "another state", alter: (query: string) => query.replace(/state=[^&]+/, "state=other") },
    { name: "no state", alter: (query: string) => query.replace(/&state=[^&]+/, "") },
    { name: "no code", alter: (query: string) => query.replace(/code=[^&]+&/, "") },
    { name: "the provider's error", alter: (query: string) => query.replace(/code=[^&]+/, "error=access_denied") },
    { name: "nothing of it", alter: () => "?" },
  ])("is refused with $name", async ({ alter }) => {
    const begun = await begin();
    await provider.prepare(begun.address, hanako);
    const ended = await end(begun, alter(queryOf(begun)));

    expect(ended.body.error?.code).toBe("sign-on-failed");
  });

  test.each([
    { name: "of a domain that nobody proved", claims: { ...hanako, email: "hanako@other.example" } },
    { name: "of a domain that ends like it", claims: { ...hanako, email: "hanako@evil-example.com" } },
    { name: "that the provider did not check", claims: { ...hanako, email_verified: false } },
    { name: "that is missing", claims: { ...hanako, email: undefined } },
    { name: "in no group", claims: { ...hanako, groups: [] } },
  ])("lets nobody new in with an address $name", async ({ claims }) => {
    const ended = await signOn(claims);

    expect([ended.status, ended.body.error?.code]).toEqual([403, "not-permitted"]);
  });
});

describe("a provider", { timeout: timeoutMs }, () => {
  beforeAll(open, timeoutMs);
  afterAll(() => close());

  test.each([
    { name: "of the machine itself", issuer: (own: string) => own },
    { name: "of the machine itself by a name", issuer: (own: string) => own.replace("127.0.0.1", "localhost") },
    { name: "where clouds keep secrets", issuer: () => "http://169.254.169.254/latest" },
    { name: "of a private network", issuer: () => "https://10.0.0.1" },
  ])("$name is not asked unless the owner of the server allows it", async ({ issuer }) => {
    const signOn = openSignOn(undefined);
    const shut = await openTestServer({ signOn });
    onTestFinished(async () => {
      await shut.close();
      signOn.network.client.close();
    });
    const headers = await shut.signIn();
    const payload = { ...settings, issuer: issuer(provider.issuer) };
    const made = await shut.call<{ id: string }>({
      method: "POST",
      url: "/api/v1/sign-on-providers",
      headers,
      payload,
    });
    const wish = { provider: made.body.id };
    const begun = await shut.call<unknown>({
      method: "POST",
      url: "/api/v1/session/sign-on",
      headers: page,
      payload: wish,
    });

    expect([made.status, begun.body.error?.code]).toEqual([201, "sign-on-failed"]);
  });

  test("keeps its secret to itself", async () => {
    const list = await server.call({ url: "/api/v1/sign-on-providers", headers: owner });
    const session = await server.call<{ tenant: { id: string } }>({ url: "/api/v1/session", headers: owner });
    const rows = await server.store.worker.inTenant({ tenantId: session.body.tenant.id }, (transaction) =>
      transaction.selectFrom("sign_on_providers").selectAll().execute(),
    );

    expect(rows).toHaveLength(1);
    expect(JSON.stringify([list.body, rows])).not.toContain(settings.clientSecret);
  });
});

test(
  "a domain is proved by its record alone",
  async () => {
    await open();
    onTestFinished(() => close());
    const claimed = await claim("second.example");
    const missing = await prove("second.example");
    records = [["sekisho-domain=another"], ["v=spf1 -all"]];
    const wrong = await prove("second.example");
    records = [[claimed.recordText.slice(0, 20), claimed.recordText.slice(20)]];
    const right = await prove("second.example");
    const foreign = await prove("unclaimed.example");

    expect(claimed.recordName).toBe("_sekisho.second.example");
    expect([missing.status, wrong.status, right.status, foreign.status]).toEqual([409, 409, 200, 404]);
  },
  timeoutMs,
);

const settings = {
  title: "Company",
  clientId: "sekisho",
  clientSecret: "a secret of a test, of no use",
  roleByGroup: { developers: "editor", operators: "admin" },
};

async function setUp(issuer: string): Promise<string> {
  const payload = { ...settings, issuer };
  const request = { method: "POST", url: "/api/v1/sign-on-providers", headers: owner, payload } as const;
  return (await server.call<{ id: string }>(request)).body.id;
}

async function claim(domain: string): Promise<{ recordName: string; recordText: string }> {
  const request = { method: "POST", url: "/api/v1/domains", headers: owner, payload: { domain } } as const;
  return (await server.call<{ recordName: string; recordText: string }>(request)).body;
}

function prove(domain: string): Promise<TestAnswer<unknown>> {
  return server.call({ method: "POST", url: `/api/v1/domains/${domain}/proof`, headers: owner });
}

async function proveDomain(domain: string): Promise<void> {
  records = [[(await claim(domain)).recordText]];
  await prove(domain);
}

async function begin(wanted = providerId): Promise<Begun> {
  const payload = { provider: wanted };
  const request = { method: "POST", url: "/api/v1/session/sign-on", headers: page, payload } as const;
  return readBegun(await server.call<{ address: string }>(request));
}

function readBegun({ status, headers, body }: TestAnswer<{ address: string }>): Begun {
  const [cookie = ""] = String(headers["set-cookie"]).split(";");
  return { status, address: body.address, page: { ...page, cookie } };
}

function queryOf({ address }: Begun): string {
  return `?code=x&state=${new URL(address).searchParams.get("state")}`;
}

function end<Body>(begun: Begun, query: string): Promise<TestAnswer<Body>> {
  const request = {
    method: "POST",
    url: "/api/v1/session/sign-on/end",
    headers: begun.page,
    payload: { query },
  } as const;
  return server.call<Body>(request);
}

async function signOn<Body>(claims: Readonly<Record<string, unknown>>, lies?: Lies): Promise<TestAnswer<Body>> {
  const begun = await begin();
  await provider.prepare(begun.address, claims, lies);
  return await end<Body>(begun, queryOf(begun));
}
