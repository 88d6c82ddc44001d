import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSignOn } from "../identity/sign-on/open-sign-on.ts";
import {
  type IdentityProvider,
  makeIdentityProvider,
  type SamlLies,
} from "../identity/sign-on/saml/fixtures/identity-provider.ts";
import { entityBomb, sayFailed, wrappings } from "../identity/sign-on/saml/fixtures/wrapped-answers.ts";
import { testOrigin } from "./fixtures/second-factors.ts";
import { openTestServer, type TestAnswer, type TestServer } from "./fixtures/test-server.ts";

type Headers = Record<string, string>;

interface Begun {
  readonly status: number;
  /** Where the browser is sent. */
  readonly address: string;
  /** Headers of the page that comes back. */
  readonly page: Headers;
}

interface SetUp {
  readonly id: string;
  readonly clientId: string;
  readonly saml: { readonly answerPath: string; readonly metadataPath: string };
}

interface AuditList {
  readonly entries: readonly { readonly action: string; readonly details: Readonly<Record<string, unknown>> }[];
}

const timeoutMs = 120_000;
const minuteMs = 60_000;
const page = { origin: testOrigin, host: "localhost" };
const rsaSha1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
const sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";

let server: TestServer;
let owner: Headers;
let idp: IdentityProvider;
let provider: SetUp;
let records: string[][];
beforeAll(async () => {
  records = [];
  idp = makeIdentityProvider();
  const signOn = openSignOn(undefined);
  server = await openTestServer({
    signOn: { ...signOn, resolveTexts: () => Promise.resolve(records) },
    // More is refused here within a minute than anybody gets wrong.
    settings: { doorRequestsPerMinute: 100_000 },
  });
  owner = await server.signIn();
  const claim = { method: "POST", url: "/api/v1/domains", headers: owner, payload: { domain: "example.com" } } as const;
  records = [[(await server.call<{ recordText: string }>(claim)).body.recordText]];
  await server.call({ method: "POST", url: "/api/v1/domains/example.com/proof", headers: owner });
}, timeoutMs);
afterAll(() => server.close());

beforeEach(async () => {
  provider = (await setUp({})).body;
});

describe("signing in by SAML", { timeout: timeoutMs }, () => {
  test.each<{ name: string; lies: SamlLies }>([
    { name: "with the assertion signed", lies: {} },
    { name: "with both signed", lies: { signs: "both" } },
    {
      name: "signed with SHA-512",
      lies: {
        signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
        digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha512",
      },
    },
    { name: "of a clock that is 30 s ahead", lies: { holdsInMs: 30_000 } },
    { name: "of a clock that is 30 s behind", lies: { issuedAgoMs: 310_000 } },
    {
      name: "with a group whose name tells of an algorithm",
      lies: { attributes: { email: ["hanako@example.com"], groups: ["developers", "The Algorithm Team"] } },
    },
    {
      name: "with the name of the W3C",
      lies: { alterResponse: (xml) => `<?xml version="1.0" encoding="UTF-8"?>\n${xml}` },
    },
  ])("lets in whoever has an answer $name", async ({ lies }) => {
    const ended = await signOn<unknown>(lies);

    expect([ended.status, ended.body]).toMatchObject([
      201,
      { account: { email: "hanako@example.com", role: "editor" } },
    ]);
  });

  test("knows people by their NameID, makes members of proved domains, and follows the groups", async () => {
    const attributes = { mail: ["Taro@Example.com"], givenName: ["太郎"], sn: ["山田"], groups: ["x", "operators"] };
    const first = await signOn<{ account: { id: string } }>({ nameId: "t-1", attributes });
    const second = await signOn<{ account: { id: string } }>({ nameId: "t-1", attributes: { groups: ["developers"] } });
    const stranger = await signOn({ nameId: "s-1", attributes: { email: ["x@other.example"], groups: ["operators"] } });
    const byAddress = await signOn({
      nameId: "jiro@example.com",
      nameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
      attributes: { groups: ["developers"] },
    });

    expect(first.body).toMatchObject({ account: { email: "taro@example.com", name: "太郎 山田", role: "admin" } });
    expect(second.body).toMatchObject({ account: { id: first.body.account.id, role: "editor" } });
    expect(stranger.status).toBe(403);
    expect(byAddress.body).toMatchObject({ account: { email: "jiro@example.com", role: "editor" } });
  });

  test("shows what the provider says in a preview, and signs nobody in", async () => {
    const url = `/api/v1/sign-on-providers/${provider.id}/preview`;
    const begun = readBegun(await server.call<{ address: string }>({ method: "POST", url, headers: owner }));
    const ended = await end(begun, await post(idp.answer(begun.address)));

    expect(ended.status).toBe(200);
    expect(ended.body).toMatchObject({
      claims: { sub: "h-1", displayName: "花子" },
      role: "editor",
      isDomainProved: true,
    });
    expect(ended.headers["set-cookie"]).toBeUndefined();
  });

  test("asks with our entity id, where answers go, and its metadata says the same", async () => {
    const begun = await begin();
    const question = idp.read(begun.address);
    const metadata = await server.call<string>({ url: provider.saml.metadataPath, headers: { host: "localhost" } });

    expect(begun.address).toMatch(/^https:\/\/idp\.example\/sso\?tenant=1&SAMLRequest=/);
    expect(question).toMatchObject({ entityId: provider.clientId, relayState: question.id });
    expect(question.answerAddress).toBe(`${testOrigin}${provider.saml.answerPath}`);
    expect(metadata.headers["content-type"]).toContain("application/samlmetadata+xml");
    expect(metadata.body).toContain(`entityID="${provider.clientId}"`);
    expect(metadata.body).toContain(`Location="${question.answerAddress}"`);
    expect(metadata.body).toContain('WantAssertionsSigned="true"');
  });

  test("is ended once, with the first answer, in the browser that began it and by whom the provider answered", async () => {
    const victim = await begin();
    const form = idp.answer(victim.address);
    const query = await post(form);
    const again = await post(form);
    const told = await newestReason();
    // Somebody else began it and had the victim answer: the code came to the victim alone.
    const withoutCode = await end({ ...victim }, "?saml=");
    const other = await begin();
    const foreign = await end(other, query);
    const fresh = await begin();
    const right = await post(idp.answer(fresh.address));
    const ended = await end(fresh, right);
    const twice = await end(fresh, right);

    expect(again).toBe("?error=sign-on-failed");
    expect([withoutCode.status, foreign.status, ended.status, twice.status]).toEqual([401, 401, 201, 401]);
    expect(told).toMatch(/InResponseTo/);
  });

  test("takes another certificate from the moment that it is set", async () => {
    const next = makeIdentityProvider();
    const url = `/api/v1/sign-on-providers/${provider.id}`;
    const before = await signOn({}, next);
    const payload = { certificates: [idp.certificate, next.certificate] };
    const changed = await server.call<unknown>({ method: "PATCH", url, headers: owner, payload });
    const both = [(await signOn({}, idp)).status, (await signOn({}, next)).status];
    await server.call({ method: "PATCH", url, headers: owner, payload: { certificates: [next.certificate] } });
    const after = [(await signOn({}, idp)).status, (await signOn({}, next)).status];

    expect([before.status, changed.status, both, after]).toEqual([401, 200, [201, 201], [401, 201]]);
  });

  test("ends with the provider that is shut", async () => {
    const begun = await begin();
    const query = await post(idp.answer(begun.address));
    const url = `/api/v1/sign-on-providers/${provider.id}`;
    await server.call({ method: "PATCH", url, headers: owner, payload: { isEnabled: false } });
    const ended = await end(begun, query);

    expect([ended.status, (await begin()).status]).toEqual([404, 404]);
  });
});

describe("an answer that does not hold", { timeout: timeoutMs }, () => {
  test.each<{ name: string; lies: SamlLies; reason: RegExp }>([
    { name: "is not signed", lies: { signs: "nothing" }, reason: /signature/i },
    { name: "is signed around the assertion alone", lies: { signs: "response" }, reason: /signature/i },
    { name: "is signed by another key", lies: { isForged: true }, reason: /signature/i },
    {
      name: "was changed after it was signed",
      lies: { alterResponse: (xml) => xml.replace("hanako@example.com", "owner@example.com") },
      reason: /signature/i,
    },
    { name: "is signed with SHA-1", lies: { signatureAlgorithm: rsaSha1 }, reason: /rsa-sha1/ },
    { name: "has a digest of SHA-1", lies: { digestAlgorithm: sha1 }, reason: /xmldsig#sha1/ },
    { name: "is over", lies: { issuedAgoMs: 10 * minuteMs }, reason: /expired|confirmation/i },
    { name: "does not hold yet", lies: { holdsInMs: 5 * minuteMs }, reason: /not yet valid/ },
    { name: "is for another audience", lies: { audience: "urn:uuid:other" }, reason: /audience/i },
    { name: "is for another recipient", lies: { recipient: "https://evil.example/acs" }, reason: /recipient/ },
    { name: "was meant for another address", lies: { destination: "https://evil.example/acs" }, reason: /meant for/ },
    { name: "is of another issuer", lies: { issuer: "https://evil.example" }, reason: /issuer/ },
    { name: "confirms another question", lies: { confirmedFor: "_other" }, reason: /InResponseTo|question/ },
    { name: "answers a question that nobody asked", lies: { inResponseTo: "_never" }, reason: /InResponseTo/ },
    { name: "answers no question", lies: { inResponseTo: "", confirmedFor: "" }, reason: /InResponseTo/ },
    {
      name: "has a comment in its NameID",
      lies: { nameId: "owner@example.com<!---->.evil.example" },
      reason: /comment/,
    },
    {
      name: "gets a comment after it was signed",
      lies: { nameId: "owner.evil.example", alterResponse: (xml) => xml.replace("owner.", "owner<!-- -->.") },
      reason: /comment/,
    },
    {
      name: "has a DTD",
      lies: { alterResponse: (xml) => `<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">${xml}` },
      reason: /DTD/,
    },
    {
      name: "has entities that grow",
      lies: { alterResponse: (xml) => `${entityBomb}${xml.replace("h-1", "&j;")}` },
      reason: /DTD/,
    },
    {
      name: "has an instruction",
      lies: { alterResponse: (xml) => xml.replace("<saml:Subject>", "<?x y?><saml:Subject>") },
      reason: /instruction/,
    },
    {
      name: "is of somebody else every time",
      lies: { nameIdFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" },
      reason: /transient/,
    },
    {
      name: "has no subject",
      lies: { alterAssertion: (xml) => xml.replace(/<saml:Subject>.*<\/saml:Subject>/, "") },
      reason: /Subject/,
    },
    {
      name: "has no conditions",
      lies: { alterAssertion: (xml) => xml.replace(/<saml:Conditions.*<\/saml:Conditions>/, "") },
      reason: /./,
    },
    {
      name: "is confirmed by holding a key",
      lies: { alterAssertion: (xml) => xml.replace("cm:bearer", "cm:holder-of-key") },
      reason: /bearer/,
    },
    { name: "is no XML", lies: { alterResponse: () => "関所" }, reason: /./ },
    { name: "is cut", lies: { alterResponse: (xml) => xml.slice(0, -40) }, reason: /./ },
    {
      name: "says that signing in failed",
      lies: { signs: "nothing", alterResponse: sayFailed },
      reason: /AuthnFailed|Responder/,
    },
    ...wrappings(),
  ])("is refused, and on record: it $name", async ({ lies, reason }) => {
    const begun = await begin();
    const query = await post(idp.answer(begun.address, lies));
    const told = await newestReason();
    const ended = await end(begun, query);

    expect(query).toBe("?error=sign-on-failed");
    expect(told).toMatch(reason);
    expect([ended.status, ended.body.error?.code]).toEqual([401, "sign-on-failed"]);
    expect(ended.headers["set-cookie"]).toBeUndefined();
  });

  test("is refused where the question was another's", async () => {
    const mine = await begin();
    const other = await begin();
    const form = idp.answer(mine.address);
    form.set("RelayState", idp.read(other.address).relayState);
    const query = await post(form);

    expect([query, await newestReason()]).toEqual(["?error=sign-on-failed", expect.stringMatching(/RelayState/)]);
  });

  test("is refused where the provider is another one of the same keys", async () => {
    const second = (await setUp({ title: "Second" })).body;
    const begun = await begin();
    const query = await post(idp.answer(begun.address), second.saml.answerPath);

    expect(query).toBe("?error=sign-on-failed");
  });

  test.each([
    { name: "no form", payload: "{}", status: 400 },
    { name: "a form of half a megabyte", payload: `SAMLResponse=${"A".repeat(600_000)}`, status: 413 },
  ])("is told to whoever sends $name", async ({ payload, status }) => {
    const answer = await server.call({ method: "POST", url: provider.saml.answerPath, headers: formHeaders, payload });

    expect(answer.status).toBe(status);
  });

  test("of a tenant or a provider that is none is not heard", async () => {
    const begun = await begin();
    const payload = idp.answer(begun.address).toString();
    const [tenant = "", own = ""] = provider.saml.answerPath.split("/").slice(4);
    const none = "00000000-0000-4000-8000-000000000000";
    const statuses: number[] = [];
    for (const [tenantId, providerId] of [
      [none, own],
      [tenant, none],
      ["x", own],
    ]) {
      const url = `/api/v1/saml/${tenantId}/${providerId}/answer`;
      statuses.push((await server.call({ method: "POST", url, headers: formHeaders, payload })).status);
    }

    expect(statuses).toEqual([404, 404, 400]);
  });
});

describe("setting a provider of SAML up", { timeout: timeoutMs }, () => {
  test.each([
    {
      name: "a certificate that is none",
      change: { certificates: ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"] },
    },
    { name: "no certificate", change: { certificates: [] } },
    { name: "an address without TLS", change: { signInAddress: "http://idp.example/sso" } },
    { name: "an address that is a script", change: { signInAddress: "javascript:alert(1)" } },
    { name: "a secret", change: { clientSecret: "x" } },
  ])("refuses $name", async ({ change }) => {
    const answer = await setUp(change);

    expect([answer.status, answer.body.error?.code]).toEqual([400, "request-invalid"]);
  });

  test("takes a certificate as metadata has it, and shows it by its fingerprint", async () => {
    const bare = idp.certificate.replaceAll(/-----[A-Z ]+-----|\n/g, "");
    const { body } = await setUp({ certificates: [bare] });

    expect(body).toMatchObject({
      kind: "saml",
      clientId: `urn:uuid:${body.id}`,
      saml: {
        signInAddress: idp.signInAddress,
        certificates: [{ fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}/) }],
      },
    });
  });
});

const formHeaders = { "content-type": "application/x-www-form-urlencoded", origin: "https://idp.example" };

function setUp(change: Readonly<Record<string, unknown>>): Promise<TestAnswer<SetUp>> {
  const payload = {
    kind: "saml",
    title: "Company",
    issuer: idp.issuer,
    signInAddress: idp.signInAddress,
    certificates: [idp.certificate],
    roleByGroup: { developers: "editor", operators: "admin" },
    ...change,
  };
  return server.call<SetUp>({ method: "POST", url: "/api/v1/sign-on-providers", headers: owner, payload });
}

async function begin(): Promise<Begun> {
  const payload = { provider: provider.id };
  const request = { method: "POST", url: "/api/v1/session/sign-on", headers: page, payload } as const;
  return readBegun(await server.call<{ address: string }>(request));
}

function readBegun({ status, headers, body }: TestAnswer<{ address: string }>): Begun {
  const [cookie = ""] = String(headers["set-cookie"]).split(";");
  return { status, address: body.address, page: { ...page, cookie } };
}

/** Does what a browser does with a provider's form; gives the query with which it arrives. */
async function post(form: URLSearchParams, url = provider.saml.answerPath): Promise<string> {
  const answer = await server.call({ method: "POST", url, headers: formHeaders, payload: form.toString() });
  const location = String(answer.headers["location"]);
  expect([answer.status, location.startsWith("/sign-on?")]).toEqual([303, true]);
  return location.slice("/sign-on".length);
}

function end<Body>(begun: Begun, query: string): Promise<TestAnswer<Body>> {
  const url = "/api/v1/session/sign-on/end";
  return server.call<Body>({ method: "POST", url, headers: begun.page, payload: { query } });
}

async function signOn<Body>(lies: SamlLies, from = idp): Promise<TestAnswer<Body>> {
  const begun = await begin();
  return await end<Body>(begun, await post(from.answer(begun.address, lies)));
}

async function newestReason(): Promise<string> {
  const { body } = await server.call<AuditList>({ url: "/api/v1/audit?action=session.refuse", headers: owner });
  return String(body.entries[0]?.details["reason"]);
}
