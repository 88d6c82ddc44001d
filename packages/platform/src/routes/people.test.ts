import { beforeEach, describe, expect, test } from "vitest";
import { openTestServer, type TestAnswer, type TestServer } from "./fixtures/test-server.ts";

interface MadeLink {
  readonly id: string;
  readonly link: string;
}

interface ListedMember {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly disabledAt: string | null;
}

const password = "four words with blanks";
const timeoutMs = 120_000;

let server: TestServer;
let owner: Record<string, string>;
beforeEach(async (context) => {
  server = await openTestServer();
  context.onTestFinished(() => server.close());
  owner = await server.signIn();
}, timeoutMs);

describe("an invitation", { timeout: timeoutMs }, () => {
  test("makes an account that may do what its role may, and works once", async () => {
    const made = await invite("Viewer@Example.com", "viewer");
    const answered = await answer(made, { name: "Hanako", password });
    const again = await answer(made, { name: "Somebody else", password });
    const viewer = await signIn("viewer@example.com");
    const reads = await call("GET", "/api/v1/findings", viewer);
    const changes = await call("POST", "/api/v1/projects", viewer, { name: "mine" });
    const invites = await call("POST", "/api/v1/invitations", viewer, { email: "x@example.com", role: "viewer" });

    expect(answered).toMatchObject({ status: 201, body: { tenant: "default", email: "viewer@example.com" } });
    expect(again.body.error?.code).toBe("record-not-found");
    expect([reads.status, changes.status, invites.status]).toEqual([200, 403, 403]);
  });

  test("keeps its secret out of the list and out of the database", async () => {
    const { link } = (await invite("a@example.com", "editor")).body;
    const secret = link.split(".").at(-1) ?? "";
    const list = await call("GET", "/api/v1/invitations", owner);
    const { rows } = await server.store.application.pool.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM invitations",
    );

    expect(link).toMatch(/^\/welcome#[0-9a-f-]{36}\.[\w-]{43}$/);
    expect(JSON.stringify(list.body)).not.toContain(secret);
    expect(list.body).toMatchObject({ invitations: [{ email: "a@example.com", role: "editor", kind: "account" }] });
    // Without a tenant nobody sees any.
    expect(rows).toEqual([{ count: 0 }]);
  });

  test("of the same address takes the place of the one before", async () => {
    const first = await invite("a@example.com", "viewer");
    const second = await invite("a@example.com", "editor");
    const late = await answer(first, { password });
    const right = await answer(second, { password });

    expect(late.status).toBe(404);
    expect(right.status).toBe(201);
  });

  test("that is taken back, or made up, is none", async () => {
    const made = await invite("a@example.com", "viewer");
    const gone = await call("DELETE", `/api/v1/invitations/${made.body.id}`, owner);
    const token = made.body.link.split("#")[1] ?? "";
    const forged = [token, `${token}x`, token.replace(/^.{8}/, "00000000"), "", ".", "a.b.c", "x".repeat(400)];
    const statuses = [];
    for (const one of forged) {
      const payload = { token: one, password };
      statuses.push((await call("POST", "/api/v1/invitations/answer", {}, payload)).status);
    }

    expect(gone.status).toBe(204);
    expect(statuses).toEqual([404, 404, 404, 400, 404, 404, 404]);
  });

  test.each([
    { name: "is short", password: "short", reason: /at least 12/ },
    { name: "is on every list", password: "passwordpassword", reason: /attackers try first/ },
    { name: "is the address", password: "hanako.example.com", reason: /made of/ },
  ])("stays open when the password $name", async ({ password: weak, reason }) => {
    const made = await invite("hanako@example.com", "viewer");
    const refused = await answer(made, { password: weak });
    const taken = await answer(made, { password });

    expect(refused.status).toBe(400);
    expect(refused.body.error?.message).toMatch(reason);
    expect(taken.status).toBe(201);
  });

  test.each([
    { name: "was shut", change: { isDisabled: true } },
    { name: "may not invite any more", change: { role: "editor" } },
  ])("of somebody who $name is none any more", async ({ change }) => {
    const admin = await join("admin@example.com", "admin");
    const made = await call<MadeLink>("POST", "/api/v1/invitations", admin, { email: "a@example.com", role: "admin" });
    const member = (await members()).find(({ email }) => email === "admin@example.com");
    await call("PATCH", `/api/v1/members/${member?.id}`, owner, change);

    expect(made.status).toBe(201);
    expect((await answer(made, { password })).status).toBe(404);
  });

  test("answered twice at once makes one account", async () => {
    const made = await invite("a@example.com", "viewer");
    const answers = await Promise.all([answer(made, { password }), answer(made, { password })]);

    expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([201, 404]);
  });
});

describe("roles", { timeout: timeoutMs }, () => {
  test("are given by those who have more: no administrator makes or changes owners", async () => {
    const admin = await join("admin@example.com", "admin");
    const [first] = (await members()).filter(({ role }) => role === "owner");
    const making = await call("POST", "/api/v1/invitations", admin, { email: "o@example.com", role: "owner" });
    const changing = await call("PATCH", `/api/v1/members/${first?.id}`, admin, { role: "viewer" });
    const link = await call("POST", `/api/v1/members/${first?.id}/password-link`, admin);
    const allowed = await call("POST", "/api/v1/invitations", admin, { email: "e@example.com", role: "editor" });

    expect([making.status, changing.status, link.status, allowed.status]).toEqual([403, 403, 403, 201]);
  });

  test("change what somebody who is signed in may do at once", async () => {
    const editor = await join("e@example.com", "editor");
    const member = (await members()).find(({ email }) => email === "e@example.com");
    const before = await call("GET", "/api/v1/session", editor);
    await call("PATCH", `/api/v1/members/${member?.id}`, owner, { role: "viewer" });
    const after = await call("GET", "/api/v1/session", editor);

    expect(before.body).toMatchObject({ permissions: expect.arrayContaining(["findings:decide"]) });
    expect(after.body).toMatchObject({ permissions: expect.not.arrayContaining(["findings:decide"]) });
  });

  test("keep the last owner", async () => {
    const [first] = await members();
    const role = await call("PATCH", `/api/v1/members/${first?.id}`, owner, { role: "admin" });
    const shut = await call("PATCH", `/api/v1/members/${first?.id}`, owner, { isDisabled: true });

    expect([role.body.error?.code, shut.body.error?.code]).toEqual(["record-conflict", "record-conflict"]);
  });

  test("keep one of two owners who leave at once", async () => {
    const second = await join("second@example.com", "owner");
    const [one, other] = await members();
    const answers = await Promise.all([
      call("PATCH", `/api/v1/members/${one?.id}`, second, { role: "viewer" }),
      call("PATCH", `/api/v1/members/${other?.id}`, owner, { role: "viewer" }),
    ]);
    const left = (await members()).filter(({ role }) => role === "owner");

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(left).toHaveLength(1);
  });
});

describe("an account", { timeout: timeoutMs }, () => {
  test("that is shut is signed out at once and comes back as it was", async () => {
    const viewer = await join("v@example.com", "viewer");
    const member = (await members()).find(({ email }) => email === "v@example.com");
    await call("PATCH", `/api/v1/members/${member?.id}`, owner, { isDisabled: true });
    const shut = await call("GET", "/api/v1/session", viewer);
    const attempt = await call("POST", "/api/v1/session", {}, { email: "v@example.com", password });
    await call("PATCH", `/api/v1/members/${member?.id}`, owner, { isDisabled: false });
    const back = await call("POST", "/api/v1/session", {}, { email: "v@example.com", password });

    expect([shut.status, attempt.status, back.status]).toEqual([401, 401, 201]);
  });

  test("that lost its password gets a link, and the old password and sessions end", async () => {
    const viewer = await join("v@example.com", "viewer");
    const member = (await members()).find(({ email }) => email === "v@example.com");
    const link = await call<MadeLink>("POST", `/api/v1/members/${member?.id}/password-link`, owner);
    const fresh = "another five words with blanks";
    const answered = await answer(link, { password: fresh });
    const statuses = [
      (await call("GET", "/api/v1/session", viewer)).status,
      (await call("POST", "/api/v1/session", {}, { email: "v@example.com", password })).status,
      (await call("POST", "/api/v1/session", {}, { email: "v@example.com", password: fresh })).status,
    ];

    expect(answered.status).toBe(201);
    expect(statuses).toEqual([401, 401, 201]);
    expect((await members()).filter(({ email }) => email === "v@example.com")).toHaveLength(1);
  });

  test("changes its password with the current one alone, and is signed out everywhere", async () => {
    const first = await join("v@example.com", "viewer");
    const second = await signIn("v@example.com");
    const fresh = "another five words with blanks";
    const change = (current: string, next: string) =>
      call("PUT", "/api/v1/account/password", first, { current, password: next });
    const wrong = await change("not the current one", fresh);
    const weak = await change(password, "v@example.com");
    const member = (await members()).find(({ email }) => email === "v@example.com");
    const link = await call<MadeLink>("POST", `/api/v1/members/${member?.id}/password-link`, owner);
    const right = await change(password, fresh);
    const late = await answer(link, { password: "one more with five words" });
    const ended = [await call("GET", "/api/v1/session", first), await call("GET", "/api/v1/session", second)];

    expect([wrong.status, weak.status, right.status, late.status]).toEqual([400, 400, 204, 404]);
    expect(ended.map(({ status }) => status)).toEqual([401, 401]);
  });

  test("sees its own sessions alone, and ends one of them", async () => {
    const viewer = await join("v@example.com", "viewer");
    const second = await signIn("v@example.com");
    const list = await call<{ sessions: { id: string; isCurrent: boolean }[] }>(
      "GET",
      "/api/v1/account/sessions",
      second,
    );
    const other = list.body.sessions.find(({ isCurrent }) => !isCurrent);
    const foreign = await call("DELETE", `/api/v1/account/sessions/${other?.id}`, owner);
    const own = await call("DELETE", `/api/v1/account/sessions/${other?.id}`, second);

    expect(list.body.sessions).toHaveLength(2);
    expect(JSON.stringify(list.body)).not.toContain("hash");
    expect([foreign.status, own.status]).toEqual([404, 204]);
    expect((await call("GET", "/api/v1/session", viewer)).status).toBe(401);
    expect((await call("GET", "/api/v1/session", second)).status).toBe(200);
  });

  test("is changed by nobody's API key", async () => {
    const key = await server.makeKey(["findings:read", "accounts:manage"]);
    const sessions = await call("GET", "/api/v1/account/sessions", key);
    const change = await call("PUT", "/api/v1/account/password", key, { current: "a", password });

    expect([sessions.status, change.status]).toEqual([403, 403]);
  });
});

function call<Body>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  headers: Record<string, string>,
  payload?: object,
): Promise<TestAnswer<Body>> {
  return server.call<Body>({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

function invite(email: string, role: string): Promise<TestAnswer<MadeLink>> {
  return call<MadeLink>("POST", "/api/v1/invitations", owner, { email, role });
}

function answer(made: TestAnswer<MadeLink>, said: { name?: string; password: string }): Promise<TestAnswer<unknown>> {
  const [, token = ""] = made.body.link.split("#");
  return call("POST", "/api/v1/invitations/answer", {}, { token, ...said });
}

async function join(email: string, role: string): Promise<Record<string, string>> {
  await answer(await invite(email, role), { password });
  return await signIn(email);
}

async function signIn(email: string): Promise<Record<string, string>> {
  const { headers } = await call("POST", "/api/v1/session", {}, { email, password });
  const [cookie = ""] = String(headers["set-cookie"]).split(";");
  return { cookie, origin: "http://localhost", host: "localhost" };
}

async function members(): Promise<readonly ListedMember[]> {
  return (await call<{ members: ListedMember[] }>("GET", "/api/v1/members", owner)).body.members;
}
