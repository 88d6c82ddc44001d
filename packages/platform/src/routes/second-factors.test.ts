import { beforeEach, describe, expect, test } from "vitest";
import { VirtualAuthenticator } from "../identity/fixtures/virtual-authenticator.ts";
import { addPasskey, type Challenge, codeAt, sessionOf, setUpCodes, testOrigin } from "./fixtures/second-factors.ts";
import { openTestServer, type TestAnswer, type TestServer } from "./fixtures/test-server.ts";

interface SecondStep {
  readonly secondFactor: Challenge & { readonly factors: readonly string[] };
}

const timeoutMs = 120_000;
const page = { origin: testOrigin, host: "localhost" };
const email = "owner@localhost";

let nowMs: number;
let server: TestServer;
let owner: Record<string, string>;
beforeEach(async (context) => {
  nowMs = 1_800_000_000_000;
  server = await openTestServer({ settings: { clock: () => nowMs } });
  context.onTestFinished(() => server.close());
  owner = await server.signIn();
}, timeoutMs);

describe("one-time codes", { timeout: timeoutMs }, () => {
  test("are asked for beside the password, and each is good once", async () => {
    const { secret, recoveryCodes } = await setUpCodes(server, owner, nowMs);
    const alone = await signIn<SecondStep>();
    // The code that set the app up is used up, too.
    const used = await endWith(alone.body.secondFactor.ticket, codeAt(secret, nowMs));
    nowMs += 30_000;
    const code = codeAt(secret, nowMs);
    const right = await endWith(alone.body.secondFactor.ticket, code);
    const again = await signIn({ code });
    nowMs += 30_000;
    const together = await signIn({ code: codeAt(secret, nowMs) });

    expect(recoveryCodes).toHaveLength(10);
    expect(alone.status).toBe(202);
    expect(alone.headers["set-cookie"]).toBeUndefined();
    expect(alone.body.secondFactor.factors).toEqual(["one-time-code", "recovery-code"]);
    expect([used.status, right.status, again.status, together.status]).toEqual([401, 201, 401, 201]);
    expect(used.body.error?.code).toBe("second-factor-refused");
    expect((await server.call({ url: "/api/v1/projects", headers: sessionOf(right) })).status).toBe(200);
  });

  test("that come with a wrong password are not looked at", async () => {
    const { secret } = await setUpCodes(server, owner, nowMs);
    nowMs += 30_000;
    const wrong = await signIn({ password: "wrong", code: codeAt(secret, nowMs) });
    const right = await signIn({ code: codeAt(secret, nowMs) });

    expect([wrong.body.error?.code, right.status]).toEqual(["not-signed-in", 201]);
  });

  test("of two at once let one in", async () => {
    const { secret } = await setUpCodes(server, owner, nowMs);
    nowMs += 30_000;
    const code = codeAt(secret, nowMs);
    const answers = await Promise.all([signIn({ code }), signIn({ code })]);

    expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([201, 401]);
  });

  test("are guessed no faster than passwords: a ticket takes five, and the account then waits", async () => {
    await setUpCodes(server, owner, nowMs);
    const { ticket } = (await signIn<SecondStep>()).body.secondFactor;
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) statuses.push((await endWith(ticket, "000000")).status);
    const next = await signIn<SecondStep>();

    expect(statuses).toEqual([401, 401, 401, 401, 401, 401]);
    // A right password does not make the failures of codes forgotten.
    expect(next.body.error?.code).toBe("too-many-requests");
  });

  test("are not stored in the open, and the secret is told once", async () => {
    const { secret } = await setUpCodes(server, owner, nowMs);
    const list = await server.call({ url: "/api/v1/account/second-factors", headers: owner });
    const rows = await readAll("one_time_codes");
    const more = await server.call<unknown>({ method: "POST", url: "/api/v1/account/one-time-code", headers: owner });

    expect(rows).toHaveLength(1);
    expect(JSON.stringify([rows, list.body])).not.toContain(secret);
    expect(more.body.error?.code).toBe("record-conflict");
  });

  test("count for nothing before a first one was shown", async () => {
    await server.call({ method: "POST", url: "/api/v1/account/one-time-code", headers: owner });
    const url = "/api/v1/account/one-time-code/confirmation";
    const wrong = await server.call({ method: "POST", url, headers: owner, payload: { code: "000000" } });

    expect([wrong.status, (await signIn()).status]).toEqual([401, 201]);
  });
});

describe("recovery codes", { timeout: timeoutMs }, () => {
  test("let in once each, and new ones make the old ones void", async () => {
    const { recoveryCodes } = await setUpCodes(server, owner, nowMs);
    const [first = "", second = ""] = recoveryCodes;
    const right = await signIn({ code: first.toUpperCase().replaceAll("-", " ") });
    const again = await signIn({ code: first });
    const made = await server.call<{ recoveryCodes: string[] }>({
      method: "POST",
      url: "/api/v1/account/recovery-codes",
      headers: sessionOf(right),
    });
    const old = await signIn({ code: second });
    const fresh = await signIn({ code: made.body.recoveryCodes[0] ?? "" });

    expect([right.status, again.status, old.status, fresh.status]).toEqual([201, 401, 401, 201]);
    expect(JSON.stringify(await readAll("recovery_codes"))).not.toContain(second.slice(0, 9));
  });

  test("are nobody's who has no second factor", async () => {
    const made = await server.call<unknown>({
      method: "POST",
      url: "/api/v1/account/recovery-codes",
      headers: owner,
    });

    expect(made.body.error?.code).toBe("record-conflict");
  });
});

describe("a passkey", { timeout: timeoutMs }, () => {
  test("is a second factor beside the password, and signs in alone", async () => {
    const authenticator = new VirtualAuthenticator();
    const added = await addPasskey(server, owner, authenticator);
    const { secondFactor } = (await signIn<SecondStep>()).body;
    const { challenge } = secondFactor.passkey;
    const second = await show(
      "/api/v1/session/second-factor",
      secondFactor.ticket,
      authenticator.sign({ challenge, ...here, isVerified: false }),
    );
    const alone = await passkeySignIn(authenticator);

    expect(added.body.recoveryCodes).toHaveLength(10);
    expect(secondFactor.factors).toEqual(["passkey", "recovery-code"]);
    expect([second.status, alone.status]).toEqual([201, 201]);
    expect((await server.call({ url: "/api/v1/projects", headers: sessionOf(alone) })).status).toBe(200);
  });

  test.each([
    { name: "a page of somebody else", altered: { origin: "https://evil.example" } },
    { name: "a page of another port", altered: { origin: "http://localhost:8080" } },
    { name: "another host", altered: { party: "evil.example" } },
    { name: "an answer of another kind", altered: { type: "webauthn.create" } },
    { name: "another challenge", altered: { challenge: Buffer.alloc(32).toString("base64url") } },
    { name: "nobody's finger, face or PIN", altered: { isVerified: false } },
    { name: "a counter that was there before", altered: { counter: 1 } },
  ])("does not sign in alone when it signed for $name", async ({ altered }) => {
    const authenticator = new VirtualAuthenticator();
    await addPasskey(server, owner, authenticator);
    const refused = await passkeySignIn(authenticator, altered);

    expect([refused.status, refused.body.error?.code]).toEqual([401, "second-factor-refused"]);
  });

  test("does not sign in twice with one answer", async () => {
    const authenticator = new VirtualAuthenticator();
    await addPasskey(server, owner, authenticator);
    const { body } = await server.call<Challenge>({ ...challengeRequest, payload: {} });
    const signed = authenticator.sign({ challenge: body.passkey.challenge, ...here });
    const answers = await Promise.all([
      show("/api/v1/session/passkey", body.ticket, signed),
      show("/api/v1/session/passkey", body.ticket, signed),
    ]);

    expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([201, 401]);
  });

  test("of somebody else, or with a signature of another key, is refused", async () => {
    const authenticator = new VirtualAuthenticator();
    await addPasskey(server, owner, authenticator);
    const stranger = await passkeySignIn(new VirtualAuthenticator());
    const { body } = await server.call<Challenge>({ ...challengeRequest, payload: {} });
    const signed = new VirtualAuthenticator().sign({ challenge: body.passkey.challenge, ...here });
    const renamed = { ...signed, id: authenticator.id, rawId: authenticator.id };
    const forged = await show("/api/v1/session/passkey", body.ticket, renamed);

    expect([stranger.status, forged.status]).toEqual([401, 401]);
  });

  test.each([
    { name: "for a page of somebody else", altered: { origin: "https://evil.example" } },
    { name: "for another host", altered: { party: "evil.example" } },
    { name: "for signing in", altered: { type: "webauthn.get" } },
  ])("is not added when it was made $name", async ({ altered }) => {
    const refused = await addPasskey(server, owner, new VirtualAuthenticator(), altered);

    expect([refused.status, refused.body.error?.code]).toEqual([401, "second-factor-refused"]);
    expect((await signIn()).status).toBe(201);
  });

  test("is not added twice, and the browser is told which there are", async () => {
    const authenticator = new VirtualAuthenticator();
    await addPasskey(server, owner, authenticator);
    const again = await addPasskey(server, owner, authenticator);
    const challenge = await server.call<Challenge>({
      method: "POST",
      url: "/api/v1/account/passkeys/challenge",
      headers: owner,
    });

    expect(again.body.error?.code).toBe("record-conflict");
    expect(challenge.body.passkey.excludeCredentials).toMatchObject([{ id: authenticator.id }]);
  });

  test("is asked of a tenant that is none as of any other", async () => {
    const known = await server.call<Challenge>({ ...challengeRequest, payload: {} });
    const unknown = await server.call<Challenge>({ ...challengeRequest, payload: { tenant: "nobody" } });

    expect([known.status, unknown.status]).toEqual([201, 201]);
    expect(Object.keys(unknown.body)).toEqual(Object.keys(known.body));
  });

  test("needs a host name", async () => {
    const headers = { origin: "http://127.0.0.1:7480", host: "127.0.0.1:7480" };
    const refused = await server.call<unknown>({ ...challengeRequest, headers, payload: {} });

    expect(refused.body.error?.message).toContain("passkeys need a host name");
  });
});

describe("a tenant that demands a second factor", { timeout: timeoutMs }, () => {
  test("lets whoever has none do nothing but set one up", async () => {
    const early = await demand(0);
    const { secret } = await setUpCodes(server, owner, nowMs);
    const member = await addMember("m@example.com");
    const demanded = await demand(0);
    const before = await server.call<{ mustSetUpFactor: boolean }>({ url: "/api/v1/session", headers: member });
    const shut = await server.call<unknown>({ url: "/api/v1/findings", headers: member });
    const own = await setUpCodes(server, member, nowMs);
    const open = await server.call<unknown>({ url: "/api/v1/findings", headers: member });
    nowMs += 30_000;
    const back = await signIn({ code: codeAt(secret, nowMs) });

    expect(early.body.error?.code).toBe("record-conflict");
    expect(demanded.status).toBe(200);
    expect(before.body).toMatchObject({ mustSetUpFactor: true, permissions: [] });
    expect([shut.status, shut.body.error?.code]).toEqual([403, "second-factor-needed"]);
    expect(own.recoveryCodes).toHaveLength(10);
    expect([open.status, back.status]).toEqual([200, 201]);
  });

  test("leaves people the days of grace, and does not put them off again", async () => {
    await setUpCodes(server, owner, nowMs);
    const member = await addMember("m@example.com");
    const first = await demand(3);
    const later = await demand(30);
    const reads = await server.call({ url: "/api/v1/findings", headers: member });

    expect(reads.status).toBe(200);
    expect(later.body).toEqual(first.body);
  });

  test("keeps the last one on the account", async () => {
    await setUpCodes(server, owner, nowMs);
    await demand(0);
    const kept = await server.call<unknown>({
      method: "DELETE",
      url: "/api/v1/account/one-time-code",
      headers: owner,
    });

    expect(kept.body.error?.code).toBe("record-conflict");
  });
});

describe("who lost a second factor", { timeout: timeoutMs }, () => {
  test("gets back in when an owner takes it off, which is on record and ends the sessions", async () => {
    const member = await addMember("m@example.com");
    await setUpCodes(server, member, nowMs);
    const { body } = await server.call<{ account: { id: string } }>({ url: "/api/v1/session", headers: member });
    const url = `/api/v1/members/${body.account.id}/second-factors`;
    const own = await server.call({ method: "DELETE", url, headers: member });
    const reset = await server.call({ method: "DELETE", url, headers: owner });
    const ended = await server.call({ url: "/api/v1/session", headers: member });
    const back = await signIn({ email: "m@example.com" });

    expect([own.status, reset.status, ended.status, back.status]).toEqual([403, 204, 401, 201]);
    expect(await readAll("audit_entries")).toContainEqual(
      expect.objectContaining({ action: "second-factor.reset", subject: body.account.id, value_before: { had: true } }),
    );
  });

  test("is no API key, and nobody who showed a while ago who it is", async () => {
    const key = await server.makeKey(["accounts:manage", "findings:read"]);
    const byKey = await server.call<unknown>({ method: "POST", url: "/api/v1/account/one-time-code", headers: key });
    await server.store.worker.inTenant({ tenantId: await tenantId() }, (transaction) =>
      transaction.updateTable("sessions").set({ proved_at: "2020-01-01T00:00:00Z" }).execute(),
    );
    const late = await server.call<unknown>({ method: "POST", url: "/api/v1/account/one-time-code", headers: owner });
    const proof = { method: "POST", url: "/api/v1/account/proof", headers: owner } as const;
    const wrong = await server.call({ ...proof, payload: { password: "wrong" } });
    const right = await server.call({ ...proof, payload: { password: server.password } });
    const proved = await server.call({ method: "POST", url: "/api/v1/account/one-time-code", headers: owner });

    expect([byKey.body.error?.code, late.body.error?.code]).toEqual(["not-permitted", "proof-needed"]);
    expect([wrong.status, right.status, proved.status]).toEqual([400, 204, 201]);
  });
});

const here = { origin: testOrigin, party: "localhost" };
const challengeRequest = { method: "POST", url: "/api/v1/session/passkey-challenge", headers: page } as const;

function signIn<Body>(said: { email?: string; password?: string; code?: string } = {}): Promise<TestAnswer<Body>> {
  const payload = { email, password: server.password, ...said };
  return server.call<Body>({ method: "POST", url: "/api/v1/session", headers: page, payload });
}

function endWith(ticket: string, code: string): Promise<TestAnswer<unknown>> {
  const payload = { ticket, code };
  return server.call({ method: "POST", url: "/api/v1/session/second-factor", headers: page, payload });
}

function show(url: string, ticket: string, passkey: unknown): Promise<TestAnswer<unknown>> {
  return server.call({ method: "POST", url, headers: page, payload: { ticket, passkey } });
}

async function passkeySignIn(authenticator: VirtualAuthenticator, altered: object = {}): Promise<TestAnswer<unknown>> {
  const { body } = await server.call<Challenge>({ ...challengeRequest, payload: {} });
  const signed = authenticator.sign({ challenge: body.passkey.challenge, ...here, ...altered });
  return await show("/api/v1/session/passkey", body.ticket, signed);
}

function demand(graceDays: number): Promise<TestAnswer<unknown>> {
  const payload = { isSecondFactorDemanded: true, graceDays };
  return server.call({ method: "PUT", url: "/api/v1/sign-in-rules", headers: owner, payload });
}

async function addMember(address: string): Promise<Record<string, string>> {
  const invitation = { email: address, role: "viewer" };
  const request = { method: "POST", url: "/api/v1/invitations", headers: owner, payload: invitation } as const;
  const { body } = await server.call<{ link: string }>(request);
  const [, token = ""] = body.link.split("#");
  const payload = { token, password: server.password };
  await server.call({ method: "POST", url: "/api/v1/invitations/answer", payload });
  return sessionOf(await signIn({ email: address }));
}

async function tenantId(): Promise<string> {
  const { body } = await server.call<{ tenant: { id: string } }>({ url: "/api/v1/session", headers: owner });
  return body.tenant.id;
}

async function readAll(table: "one_time_codes" | "recovery_codes" | "audit_entries"): Promise<readonly unknown[]> {
  return await server.store.worker.inTenant({ tenantId: await tenantId() }, (transaction) =>
    transaction.selectFrom(table).selectAll().execute(),
  );
}
