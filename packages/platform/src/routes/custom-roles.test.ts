import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newTenantOwner } from "./fixtures/other-tenant.ts";
import { sessionOf } from "./fixtures/second-factors.ts";
import { openTestServer, type TestAnswer, type TestServer } from "./fixtures/test-server.ts";

type Headers = Record<string, string>;

interface Person {
  readonly id: string;
  readonly headers: Headers;
}

interface Role {
  readonly id: string;
  readonly members: number;
}

const timeoutMs = 120_000;
const password = "four words with blanks";

let server: TestServer;
let owner: Headers;
beforeAll(async () => {
  server = await openTestServer();
  owner = await server.signIn();
  for (const name of ["shop", "bank"]) {
    await server.call({ method: "POST", url: "/api/v1/projects", headers: owner, payload: { name } });
  }
}, timeoutMs);
afterAll(() => server.close());

describe("a role that the tenant makes", { timeout: timeoutMs }, () => {
  test("allows what it says and nothing else, from the moment that it is given or changed", async () => {
    const { body: role } = await make("Readers of the trail", ["audit:read"]);
    const person = await join("reader@example.com", { role: "viewer" });
    const before = await mayDo(person.headers);
    const given = await give(person.id, role.id);
    const with_ = await mayDo(person.headers);
    await send("PATCH", `/api/v1/roles/${role.id}`, { permissions: ["findings:read"] });
    const changed = await mayDo(person.headers);
    await send("PATCH", `/api/v1/members/${person.id}`, { role: "auditor" });
    const back = await mayDo(person.headers);

    expect(given.body).toMatchObject({ customRole: { id: role.id, title: "Readers of the trail" } });
    // Findings, the audit trail.
    expect([before, with_, changed, back]).toEqual([
      [200, 403],
      [403, 200],
      [200, 403],
      [200, 200],
    ]);
  });

  test("of a project counts in that project alone", async () => {
    const { body: role } = await make("Deciders", ["findings:read", "findings:decide"], "project");
    const projects = [
      { project: "shop", role: "viewer", customRole: role.id },
      { project: "bank", role: "viewer" },
    ];
    const person = await join("decider@example.com", { projects });
    const inProject = (project: string): Promise<TestAnswer<unknown>> =>
      server.call({
        method: "POST",
        url: "/api/v1/decisions",
        headers: person.headers,
        payload: { verdict: "accepted", reason: "known", scope: "project", project, rule: "x" },
      });
    const listed = await server.call<{ members: readonly { id: string; projects: unknown }[] }>({
      url: "/api/v1/members",
      headers: owner,
    });
    const session = await server.call<{ permissions: string[] }>({ url: "/api/v1/session", headers: person.headers });

    expect([(await inProject("shop")).status, (await inProject("bank")).status]).toEqual([201, 404]);
    expect(listed.body.members.find(({ id }) => id === person.id)?.projects).toEqual([
      { project: "bank", role: "viewer" },
      { project: "shop", role: "viewer", customRole: role.id },
    ]);
    expect(session.body.permissions).toContain("findings:decide");
  });

  test("is deleted when nobody has it any more, and not before", async () => {
    const { body: role } = await make("Short", ["audit:read"]);
    const person = await join("short@example.com", { role: "viewer" });
    await give(person.id, role.id);
    const used = await send("DELETE", `/api/v1/roles/${role.id}`);
    const list = await server.call<{ roles: readonly Role[] }>({ url: "/api/v1/roles", headers: owner });
    await send("PATCH", `/api/v1/members/${person.id}`, { role: "viewer" });
    const unused = await send("DELETE", `/api/v1/roles/${role.id}`);
    const again = await give(person.id, role.id);

    expect(list.body.roles.find(({ id }) => id === role.id)?.members).toBe(1);
    expect([used.status, used.body.error?.code, unused.status, again.status]).toEqual([
      409,
      "record-conflict",
      204,
      404,
    ]);
  });

  test("voids links to it that are open when it goes", async () => {
    const { body: role } = await make("Gone", ["findings:read"], "project");
    const token = await invite("gone@example.com", {
      projects: [{ project: "shop", role: "viewer", customRole: role.id }],
    });
    await send("DELETE", `/api/v1/roles/${role.id}`);
    const answer = await server.call({
      method: "POST",
      url: "/api/v1/invitations/answer",
      payload: { token, password },
    });

    expect(answer.status).toBe(404);
  });

  test("takes what a key of its holder may do along", async () => {
    const { body: role } = await make("Keepers", ["keys:manage", "findings:read"]);
    const person = await join("keeper@example.com", { role: "viewer" });
    await give(person.id, role.id);
    const payload = { name: "k", permissions: ["findings:read"] };
    const request = { method: "POST", url: "/api/v1/api-keys", headers: person.headers, payload } as const;
    const made = await server.call<{ key: string }>(request);
    const key = { authorization: `Bearer ${made.body.key}` };
    const before = await server.call({ url: "/api/v1/findings", headers: key });
    await send("PATCH", `/api/v1/roles/${role.id}`, { permissions: ["keys:manage"] });
    const after = await server.call({ url: "/api/v1/findings", headers: key });

    expect([made.status, before.status, after.status]).toEqual([201, 200, 403]);
  });
});

describe("nobody gives more than they have", { timeout: timeoutMs }, () => {
  let weak: Person;
  let strong: Person;
  let strongRole: string;
  beforeAll(async () => {
    const { body: manager } = await make("Managers of people", ["accounts:manage", "projects:read", "findings:read"]);
    const { body: keys } = await make("Keys", ["keys:manage", "audit:read"]);
    strongRole = keys.id;
    weak = await join("weak@example.com", { role: "viewer" });
    strong = await join("strong@example.com", { role: "viewer" });
    await give(weak.id, manager.id);
    await give(strong.id, keys.id);
  }, timeoutMs);

  test.each([
    {
      name: "makes a role with more",
      method: "POST",
      path: "/api/v1/roles",
      payload: { title: "M", scope: "tenant", permissions: ["keys:manage"] },
    },
    {
      name: "adds to a role",
      method: "PATCH",
      path: "/api/v1/roles/ROLE",
      payload: { permissions: ["findings:read"] },
    },
    { name: "deletes a role with more", method: "DELETE", path: "/api/v1/roles/ROLE", payload: undefined },
    {
      name: "gives a role with more to itself",
      method: "PUT",
      path: "/api/v1/members/WEAK/custom-role",
      payload: { role: "ROLE" },
    },
    {
      name: "gives a built-in role with more to itself",
      method: "PATCH",
      path: "/api/v1/members/WEAK",
      payload: { role: "admin" },
    },
    {
      name: "shuts out a member with more",
      method: "PATCH",
      path: "/api/v1/members/STRONG",
      payload: { isDisabled: true },
    },
    {
      name: "takes a role with more away",
      method: "PATCH",
      path: "/api/v1/members/STRONG",
      payload: { role: "viewer" },
    },
    {
      name: "makes a link for the password of a member with more",
      method: "POST",
      path: "/api/v1/members/STRONG/password-link",
      payload: {},
    },
    {
      name: "takes the second factors off a member with more",
      method: "DELETE",
      path: "/api/v1/members/STRONG/second-factors",
      payload: undefined,
    },
    {
      name: "sets a provider of sign-on up, which would know everybody",
      method: "POST",
      path: "/api/v1/sign-on-providers",
      payload: {
        title: "Own",
        issuer: "https://idp.example",
        clientId: "x",
        clientSecret: "y",
        roleByGroup: {},
      },
    },
    { name: "changes the first owner", method: "PATCH", path: "/api/v1/members/OWNER", payload: { isDisabled: true } },
  ] as const)("who has less and $name is refused", async ({ method, path, payload }) => {
    const session = await server.call<{ account: { id: string } }>({ url: "/api/v1/session", headers: owner });
    const names = { ROLE: strongRole, WEAK: weak.id, STRONG: strong.id, OWNER: session.body.account.id };
    const fill = (text: string): string =>
      Object.entries(names).reduce((filled, [name, id]) => filled.replaceAll(name, id), text);
    const body =
      payload === undefined || Object.keys(payload).length === 0 ? {} : { payload: fill(JSON.stringify(payload)) };
    const headers = { ...weak.headers, ...("payload" in body ? { "content-type": "application/json" } : {}) };
    const answer = await server.call({ method, url: fill(path), headers, ...body });

    expect([answer.status, answer.body.error?.code]).toEqual([403, "not-permitted"]);
  });

  test("and may do what is theirs to do", async () => {
    const made = await server.call<Role>({
      method: "POST",
      url: "/api/v1/roles",
      headers: weak.headers,
      payload: { title: "Small", scope: "tenant", permissions: ["findings:read"] },
    });
    const person = await join("small@example.com", { role: "viewer" });
    const url = `/api/v1/members/${person.id}/custom-role`;
    const given = await server.call({ method: "PUT", url, headers: weak.headers, payload: { role: made.body.id } });

    // A viewer saves views, which the manager of people may not: such a member is out of reach.
    expect([made.status, given.status]).toEqual([201, 403]);
  });
});

describe("a role that is none", { timeout: timeoutMs }, () => {
  test.each([
    {
      name: "a permission that is none",
      payload: { title: "A", scope: "tenant", permissions: ["everything"] },
      status: 400,
    },
    { name: "no permissions", payload: { title: "A", scope: "tenant", permissions: [] }, status: 400 },
    {
      name: "permissions of the tenant in a project",
      payload: { title: "A", scope: "project", permissions: ["keys:manage"] },
      status: 400,
    },
    { name: "no scope", payload: { title: "A", permissions: ["findings:read"] }, status: 400 },
  ])("is not made: $name", async ({ payload, status }) => {
    expect((await send("POST", "/api/v1/roles", payload)).status).toBe(status);
  });

  test("is not made twice, not given in another scope, not to owners, and not found by another tenant", async () => {
    const { body: role } = await make("Twice", ["findings:read"]);
    const { body: ofProject } = await make("Of a project", ["findings:read"], "project");
    const person = await join("scoped@example.com", { role: "viewer" });
    const session = await server.call<{ account: { id: string } }>({ url: "/api/v1/session", headers: owner });
    const stranger = await newTenantOwner(server, password);
    const foreign = { method: "DELETE", url: `/api/v1/roles/${role.id}`, headers: stranger } as const;
    const statuses = [
      (await make("TWICE", ["findings:read"])).status,
      (await give(person.id, ofProject.id)).status,
      (await give(session.body.account.id, role.id)).status,
      (await server.call(foreign)).status,
    ];

    expect(statuses).toEqual([409, 400, 409, 404]);
  });
});

function make(title: string, permissions: readonly string[], scope = "tenant"): Promise<TestAnswer<Role>> {
  return send<Role>("POST", "/api/v1/roles", { title, scope, permissions });
}

function give(account: string, role: string): Promise<TestAnswer<unknown>> {
  return send("PUT", `/api/v1/members/${account}/custom-role`, { role });
}

function send<Body>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  payload?: object,
): Promise<TestAnswer<Body>> {
  return server.call<Body>({ method, url, headers: owner, ...(payload === undefined ? {} : { payload }) });
}

async function mayDo(headers: Headers): Promise<readonly number[]> {
  const findings = await server.call({ url: "/api/v1/findings", headers });
  return [findings.status, (await server.call({ url: "/api/v1/audit", headers })).status];
}

async function invite(email: string, membership: object): Promise<string> {
  const { body } = await send<{ link: string }>("POST", "/api/v1/invitations", { email, ...membership });
  return body.link.split("#")[1] ?? "";
}

async function join(email: string, membership: object): Promise<Person> {
  const token = await invite(email, membership);
  await server.call({ method: "POST", url: "/api/v1/invitations/answer", payload: { token, password } });
  const request = { method: "POST", url: "/api/v1/session", payload: { email, password } } as const;
  const signedIn = await server.call<{ account: { id: string } }>(request);
  return { id: signedIn.body.account.id, headers: sessionOf(signedIn) };
}
