import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { sessionOf } from "./fixtures/second-factors.ts";
import { openSignOnDesk, type SignOnDesk } from "./fixtures/sign-on-desk.ts";

const timeoutMs = 120_000;

let desk: SignOnDesk;
beforeAll(async () => {
  desk = await openSignOnDesk();
}, timeoutMs);
afterAll(() => desk.close());

describe("signing on as somebody who is invited", { timeout: timeoutMs }, () => {
  test.each([
    { name: "has its role", groups: [], invited: { role: "auditor" }, role: "auditor", projects: null },
    {
      name: "has what its groups give where they give something",
      groups: ["operators"],
      invited: { role: "viewer" },
      role: "admin",
      projects: null,
    },
    {
      name: "sees the projects that it names",
      groups: [],
      invited: { projects: [{ project: "default", role: "editor" }] },
      role: "editor",
      projects: [expect.any(String)],
    },
  ])("is the answer to the invitation: whoever comes $name", async ({ groups, invited, role, projects }) => {
    const sub = `${role}-${groups.length}`;
    const claims = { sub, email: `${sub}@example.com`, email_verified: true, groups };
    const token = await desk.invite(claims.email, invited);
    const looked = await desk.look(token);
    const ended = await desk.signOn(claims);
    const back = await desk.signOn(claims);
    const statuses = [ended.status, back.status, (await desk.look(token)).status];

    expect(looked.body).toMatchObject({ email: claims.email, providers: [{ id: desk.providerId, title: "Company" }] });
    expect(statuses).toEqual([201, 201, 404]);
    expect(ended.body).toMatchObject({
      account: { role },
      projects,
    });
  });

  test.each<{ name: string; email: string; role: string; spoil?: () => Promise<unknown> }>([
    { name: "makes an owner", email: "invited@example.com", role: "owner" },
    { name: "is of another address", email: "another@example.com", role: "viewer" },
    { name: "was taken back", email: "invited@example.com", role: "viewer", spoil: () => revokeAll() },
  ])("without groups is no answer to an invitation that $name", async ({ email, role, spoil }) => {
    const token = await desk.invite(email, { role });
    await spoil?.();
    const ended = await desk.signOn({ sub: "stranger", email: "invited@example.com", email_verified: true });

    expect(ended.status).toBe(403);
    expect((await desk.look(token)).status).toBe(spoil === undefined ? 200 : 404);
  });

  test("is not offered to whoever is invited with an address of another domain", async () => {
    const looked = await desk.look(await desk.invite("a@foreign.example", { role: "viewer" }));

    expect(looked.body).toMatchObject({ email: "a@foreign.example", providers: [] });
  });
});

describe("groups that give roles which the tenant made", { timeout: timeoutMs }, () => {
  interface ShownSession {
    readonly account: { readonly id: string; readonly role: string };
    readonly permissions: readonly string[];
  }

  const decides = ["findings:read", "findings:decide", "reports:read"];

  test("let somebody do what the role says and nothing else, and follow at every sign-on", async () => {
    const role = await makeRole("Release managers", decides);
    await map({ roleByGroup: { developers: "editor" }, customRoleByGroup: { releases: role } });
    const claims = { sub: "r-1", email: "release@example.com", email_verified: true };
    const first = await desk.signOn<ShownSession>({ ...claims, groups: ["releases"] });
    const stronger = await desk.signOn<ShownSession>({ ...claims, groups: ["releases", "developers"] });
    const back = await desk.signOn<ShownSession>({ ...claims, groups: ["releases"] });
    const deleted = await desk.asOwner("DELETE", `/api/v1/roles/${role}`);
    const trail = await desk.server.call<{ entries: { after: unknown; subject: string }[] }>({
      url: "/api/v1/audit?action=account.change",
      headers: desk.owner,
    });

    expect(first.body.permissions.toSorted()).toEqual(decides.toSorted());
    // An editor may do nine things.
    expect([stronger.body.account.role, stronger.body.permissions.length]).toEqual(["editor", 9]);
    expect(back.body.permissions.toSorted()).toEqual(decides.toSorted());
    expect(trail.body.entries[0]).toMatchObject({ subject: first.body.account.id, after: { customRole: role } });
    expect(deleted.body.error?.code).toBe("record-conflict");
  });

  test("follow groups that a provider writes by SCIM, too", async () => {
    const role = await makeRole("Readers of keys", ["keys:manage", "reports:read"]);
    await map({ roleByGroup: {}, customRoleByGroup: { "key readers": role } });
    const key = await desk.server.makeKey(["members:provision"]);
    const headers = { ...key, "content-type": "application/scim+json" };
    const url = `/scim/v2/${desk.providerId}`;
    // What SCIM answers is JSON of another media type.
    const make = async (kind: string, payload: object): Promise<string> => {
      const { body } = await desk.server.call<string>({ method: "POST", url: `${url}/${kind}`, headers, payload });
      return z.object({ id: z.uuid() }).parse(JSON.parse(body)).id;
    };
    const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
    const user = await make("Users", { schemas, userName: "scim@example.com" });
    const group = await make("Groups", { displayName: "key readers", members: [{ value: user }] });
    const inside = await findMember("scim@example.com");
    await desk.server.call({
      method: "PATCH",
      url: `${url}/Groups/${group}`,
      headers,
      payload: {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        Operations: [{ op: "remove", path: `members[value eq "${user}"]` }],
      },
    });
    const outside = await findMember("scim@example.com");

    expect(inside).toMatchObject({ customRole: { id: role, title: "Readers of keys" }, projects: null });
    expect(outside).toMatchObject({ customRole: null, projects: [] });
  });

  test("are mapped by nobody who may do less than the role", async () => {
    const role = await makeRole("Gate keepers", ["accounts:manage", "members:provision"]);
    const helper = await join("helper@example.com", role);
    const admin = await join("admin@example.com", undefined);
    const paying = await makeRole("Paymasters", ["tenant:manage"]);
    const url = `/api/v1/sign-on-providers/${desk.providerId}`;
    const payload = (id: string): object => ({ roleByGroup: {}, customRoleByGroup: { g: id } });
    const answers = [
      await desk.server.call({ method: "PATCH", url, headers: helper, payload: payload(role) }),
      await desk.server.call({ method: "PATCH", url, headers: helper, payload: { defaultRole: "admin" } }),
      await desk.server.call({ method: "PATCH", url, headers: admin, payload: payload(paying) }),
      // Not even an owner lets a group give more than an administrator has.
      await desk.asOwner("PATCH", url, payload(paying)),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 400]);
  });

  test("give nothing any more where the role was made to do more than an administrator", async () => {
    const role = await makeRole("Growing", ["reports:read"]);
    await map({ roleByGroup: {}, customRoleByGroup: { growing: role } });
    await desk.asOwner("PATCH", `/api/v1/roles/${role}`, { permissions: ["reports:read", "tenant:manage"] });
    const claims = { sub: "g-1", email: "growing@example.com", email_verified: true, groups: ["growing"] };

    expect((await desk.signOn(claims)).status).toBe(403);
  });

  test.each<{ name: string; rules: () => Promise<object>; status: number }>([
    {
      name: "a role of projects",
      rules: async () => ({
        roleByGroup: {},
        customRoleByGroup: { g: await makeRole("Of projects", decides, "project") },
      }),
      status: 400,
    },
    {
      name: "a role that is none",
      rules: () => Promise.resolve({ roleByGroup: {}, customRoleByGroup: { g: crypto.randomUUID() } }),
      status: 404,
    },
    {
      name: "two roles at once",
      rules: async () => ({ roleByGroup: { g: "viewer" }, customRoleByGroup: { g: await makeRole("Twice", decides) } }),
      status: 400,
    },
    { name: "half of the rules", rules: () => Promise.resolve({ roleByGroup: { g: "viewer" } }), status: 400 },
    {
      name: "an owner's role",
      rules: () => Promise.resolve({ roleByGroup: { g: "owner" }, customRoleByGroup: {} }),
      status: 400,
    },
  ])("are not given $name", async ({ rules, status }) => {
    const answer = await desk.asOwner("PATCH", `/api/v1/sign-on-providers/${desk.providerId}`, await rules());

    expect(answer.status).toBe(status);
  });

  async function makeRole(title: string, permissions: readonly string[], scope = "tenant"): Promise<string> {
    return (await desk.asOwner<{ id: string }>("POST", "/api/v1/roles", { title, scope, permissions })).body.id;
  }

  async function map(rules: object): Promise<void> {
    expect((await desk.asOwner("PATCH", `/api/v1/sign-on-providers/${desk.providerId}`, rules)).status).toBe(200);
  }

  async function findMember(email: string): Promise<{ readonly id: string } | undefined> {
    const list = await desk.server.call<{ members: { id: string; email: string }[] }>({
      url: "/api/v1/members",
      headers: desk.owner,
    });
    return list.body.members.find((one) => one.email === email);
  }

  async function join(email: string, role: string | undefined): Promise<Record<string, string>> {
    const token = await desk.invite(email, { role: "admin" });
    const { password } = desk.server;
    await desk.server.call({ method: "POST", url: "/api/v1/invitations/answer", payload: { token, password } });
    const member = await findMember(email);
    if (role !== undefined) await desk.asOwner("PUT", `/api/v1/members/${member?.id}/custom-role`, { role });
    return sessionOf(await desk.server.call({ method: "POST", url: "/api/v1/session", payload: { email, password } }));
  }
});

async function revokeAll(): Promise<void> {
  const url = "/api/v1/invitations";
  const list = await desk.server.call<{ invitations: { id: string }[] }>({ url, headers: desk.owner });
  for (const { id } of list.body.invitations) await desk.asOwner("DELETE", `${url}/${id}`);
}
