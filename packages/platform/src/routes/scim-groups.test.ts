import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "../store/uuid.ts";
import { newTenantOwner } from "./fixtures/other-tenant.ts";
import {
  type Group,
  groupSchema,
  type List,
  openScimClient,
  patch,
  type ScimClient,
  type ScimFailure,
  scimPassword,
  type User,
  userSchema,
} from "./fixtures/scim-client.ts";
import type { TestAnswer } from "./fixtures/test-server.ts";

const timeoutMs = 120_000;

let scim: ScimClient;
beforeAll(async () => {
  scim = await openScimClient();
}, timeoutMs);
afterAll(() => scim.server.close());

describe("groups by SCIM", { timeout: timeoutMs }, () => {
  test("give the roles of the provider's rules, and take them away", async () => {
    const { id } = (await scim.create("grouped@example.com")).body;
    const roles: unknown[] = [];
    const note = async (): Promise<void> => {
      const member = await scim.memberOf(id);
      roles.push([member?.role, member?.projects]);
    };
    const developers = await scim.createGroup("developers", [id]);
    await note();
    const operators = await scim.createGroup("operators", []);
    await scim.call(
      "PATCH",
      `/Groups/${operators}`,
      patch({ op: "Add", path: "members", value: [{ $ref: null, value: id }] }),
    );
    await note();
    await scim.call("PATCH", `/Groups/${operators}`, patch({ op: "remove", path: `members[value eq "${id}"]` }));
    await note();
    await scim.call(
      "PATCH",
      `/Groups/${developers}`,
      patch({ op: "replace", value: { id: developers, displayName: "others" } }),
    );
    await note();
    await scim.call("PUT", `/Groups/${developers}`, {
      schemas: [groupSchema],
      displayName: "operators-2",
      members: [],
    });
    await scim.call("PATCH", `/Groups/${operators}`, patch({ op: "Add", path: "members", value: [{ value: id }] }));
    await note();
    await scim.call("DELETE", `/Groups/${operators}`);
    await note();

    // In no group that gives a role a member sees nothing: a viewer of no project.
    expect(roles).toEqual([
      ["editor", null],
      ["admin", null],
      ["editor", null],
      ["viewer", []],
      ["admin", null],
      ["viewer", []],
    ]);
  });

  test("of thousands give everybody their role at once, each on record in a trail that holds", async () => {
    const { server, owner } = scim;
    const session = await server.call<{ tenant: { id: string } }>({ url: "/api/v1/session", headers: owner });
    const tenantId = session.body.tenant.id;
    // More than one statement of the trail takes.
    const accounts = Array.from({ length: 2100 }, (_, index) => {
      const email = `many-${index}@example.com`;
      return { tenant_id: tenantId, account_id: newId(), email, name: email, role: "viewer" };
    });
    await server.store.worker.inTenant({ tenantId }, (transaction) =>
      transaction.insertInto("accounts").values(accounts).execute(),
    );
    const ids = accounts.map(({ account_id: id }) => id);
    const group = await scim.createGroup("many developers", ids);
    const url = `/api/v1/sign-on-providers/${scim.base.split("/").at(-1)}`;
    const payload = {
      roleByGroup: { developers: "editor", operators: "admin", all: "auditor" },
      customRoleByGroup: {},
    };
    await server.call({ method: "PATCH", url, headers: owner, payload });
    await scim.call("PATCH", `/Groups/${group}`, patch({ op: "replace", path: "displayName", value: "all" }));
    const counted = await server.store.worker.inTenant({ tenantId }, async (transaction) => ({
      auditors: await transaction.selectFrom("accounts").select("account_id").where("role", "=", "auditor").execute(),
      entries: await transaction
        .selectFrom("audit_entries")
        .select("subject")
        .where("action", "=", "account.change")
        .where("subject", "in", ids)
        .execute(),
    }));
    const verified = await server.call({ url: "/api/v1/audit/verification", headers: owner });

    expect(counted.auditors).toHaveLength(2100);
    expect(new Set(counted.entries.map(({ subject }) => subject)).size).toBe(2100);
    expect(verified.body).toMatchObject({ brokenAt: null });
  });

  test("are read with and without their members, and found by name", async () => {
    const users = [(await scim.create("g1@example.com")).body.id, (await scim.create("g2@example.com")).body.id];
    const id = await scim.createGroup("Readers", users);
    const read = await scim.call<Group>("GET", `/Groups/${id}`);
    const without = await scim.call<Group>("GET", `/Groups/${id}?excludedAttributes=members`);
    const byName = await scim.list<Group>('displayName eq "readers"', "&excludedAttributes=members", "Groups");
    const byMember = await scim.list<Group>(`members eq "${users[0]}"`, "", "Groups");
    const user = await scim.call<User>("GET", `/Users/${users[0]}`);
    const removed = await scim.call<Group>(
      "PATCH",
      `/Groups/${id}`,
      patch({ op: "Remove", path: "members", value: [{ value: users[0] }] }),
    );
    const emptied = await scim.call<Group>("PATCH", `/Groups/${id}`, patch({ op: "remove", path: "members" }));

    expect(read.body.members?.map(({ value }) => value).toSorted()).toEqual(users.toSorted());
    expect(without.body).not.toHaveProperty("members");
    expect([byName.body.totalResults, byMember.body.totalResults]).toEqual([1, 1]);
    expect(user.body.groups.map(({ value }) => value)).toEqual([id]);
    expect(removed.body.members?.map(({ value }) => value)).toEqual([users[1]]);
    expect(emptied.body.members).toEqual([]);
    expect(emptied.body.meta.version).not.toBe(read.body.meta.version);
  });

  test("leave owners and members that were in no group what they are", async () => {
    const { id } = await scim.invite("by-hand@example.com", "auditor");
    const session = await scim.server.call<{ account: { id: string } }>({
      url: "/api/v1/session",
      headers: scim.owner,
    });
    const group = await scim.createGroup("plain", [id]);
    const admins = await scim.createGroup("operators", [session.body.account.id]);
    await scim.call("DELETE", `/Groups/${group}`);
    await scim.call("DELETE", `/Groups/${admins}`);

    expect((await scim.memberOf(id))?.role).toBe("auditor");
    expect((await scim.memberOf(session.body.account.id))?.role).toBe("owner");
  });

  test("change nobody who may do more than whoever made the key", async () => {
    const boss = await scim.invite("boss@example.com", "admin");
    const maker = await scim.invite("maker@example.com", "viewer");
    const asOwner = { headers: scim.owner } as const;
    const permissions = ["members:provision", "keys:manage", "findings:read"];
    const payload = { title: "Provisioning", scope: "tenant", permissions };
    const role = await scim.server.call<{ id: string }>({ method: "POST", url: "/api/v1/roles", ...asOwner, payload });
    const given = { method: "PUT", url: `/api/v1/members/${maker.id}/custom-role`, ...asOwner } as const;
    await scim.server.call({ ...given, payload: { role: role.body.id } });
    const made = await scim.server.call<{ key: string }>({
      method: "POST",
      url: "/api/v1/api-keys",
      headers: maker.headers,
      payload: { name: "weak", permissions: ["members:provision"] },
    });
    const weak = { headers: { authorization: `Bearer ${made.body.key}` } };
    const group = await scim.createGroup("weaker", []);
    const named = await scim.createGroup("operators", [boss.id]);
    const add = patch({ op: "add", path: "members", value: [{ value: boss.id }] });
    const inPlain = await scim.call("PATCH", `/Groups/${group}`, add, weak);
    const renamed = patch({ op: "replace", path: "displayName", value: "nothing" });
    const byName = await scim.call<ScimFailure>("PATCH", `/Groups/${named}`, renamed, weak);
    const deleted = await scim.call<ScimFailure>("DELETE", `/Groups/${named}`, undefined, weak);
    const member = await scim.memberOf(boss.id);
    await scim.call("DELETE", `/Groups/${named}`);

    expect([inPlain.status, byName.status, deleted.status]).toEqual([200, 403, 403]);
    expect([member?.role, member?.projects]).toEqual(["admin", null]);
  });

  test("give what is left when somebody leaves two at once", async () => {
    const { id } = (await scim.create("twice@example.com")).body;
    const first = await scim.createGroup("developers", [id]);
    const second = await scim.createGroup("operators", [id]);
    const { rows } = await scim.server.store.worker.pool.query<{ id: string }>(
      "SELECT tenant_id AS id FROM tenants WHERE name = 'default'",
    );
    const remove = patch({ op: "remove", path: `members[value eq "${id}"]` });
    // The first change has begun and is not written yet when the second comes.
    const asked = await scim.server.store.application.inTenant({ tenantId: rows[0]?.id ?? "" }, async (transaction) => {
      await transaction.selectFrom("accounts").select("role").where("account_id", "=", id).forUpdate().execute();
      await transaction.deleteFrom("scim_group_members").where("group_id", "=", first).execute();
      const answer = scim.call("PATCH", `/Groups/${second}`, remove);
      await vi.waitUntil(isSomebodyWaiting, { timeout: 20_000 });
      return { answer };
    });
    const answer = await asked.answer;
    const member = await scim.memberOf(id);
    for (const group of [first, second]) await scim.call("DELETE", `/Groups/${group}`);

    expect(answer.status).toBe(200);
    // In no group that gives a role a member sees nothing: a viewer of no project.
    expect([member?.role, member?.projects]).toEqual(["viewer", []]);
  });

  test("are refused in the words of the standard", async () => {
    const id = await scim.createGroup("refused", []);
    const none = "00000000-0000-4000-8000-000000000000";
    const answers = [
      await scim.call("POST", "/Groups", { schemas: [groupSchema], displayName: "REFUSED" }),
      await scim.call("POST", "/Groups", { schemas: [groupSchema] }),
      await scim.call("PATCH", `/Groups/${id}`, patch({ op: "add", path: "members", value: [{ value: none }] })),
      await scim.call("PATCH", `/Groups/${id}`, patch({ op: "add", path: "members", value: [{ value: "x" }] })),
      await scim.call("PATCH", `/Groups/${id}`, patch({ op: "remove", path: 'members[display eq "x"]' })),
      await scim.call("GET", `/Groups/${none}`),
      await scim.call("DELETE", `/Groups/${id}`, undefined, { headers: { "if-match": 'W/"99"' } }),
    ] as readonly TestAnswer<ScimFailure>[];

    expect(answers.map(({ status, body }) => [status, body.scimType])).toEqual([
      [409, "uniqueness"],
      [400, "invalidValue"],
      [400, "invalidValue"],
      [400, "invalidValue"],
      [400, "invalidPath"],
      [404, undefined],
      [412, undefined],
    ]);
  });

  test("of another provider or tenant are not there", async () => {
    const id = await scim.createGroup("hidden", []);
    const { id: user } = (await scim.create("hidden@example.com")).body;
    const byOther = await scim.call("GET", `/Groups/${id}`, undefined, { at: scim.open });
    const stranger = await newTenantOwner(scim.server, scimPassword);
    const made = await scim.server.call<{ key: string }>({
      method: "POST",
      url: "/api/v1/api-keys",
      headers: stranger,
      payload: { name: "scim", permissions: ["members:provision"] },
    });
    const theirs = { authorization: `Bearer ${made.body.key}` };
    const statuses: number[] = [];
    for (const url of ["/Users", `/Users/${user}`, "/Groups", `/Groups/${id}`, "/Schemas"]) {
      statuses.push((await scim.call("GET", url, undefined, { headers: theirs })).status);
    }

    expect([byOther.status, statuses]).toEqual([404, [404, 404, 404, 404, 404]]);
  });
});

describe("what SCIM says of itself", { timeout: timeoutMs }, () => {
  test("names what is spoken, the resources and what they hold", async () => {
    const service = await scim.call<unknown>("GET", "/ServiceProviderConfig");
    const types = await scim.call<List<{ id: string; endpoint: string }>>("GET", "/ResourceTypes");
    const schemas = await scim.call<List<{ id: string; attributes: unknown }>>("GET", "/Schemas");
    const one = await scim.call<{ id: string }>("GET", `/Schemas/${userSchema}`);
    const none = await scim.call("GET", "/Schemas/none");

    expect(service.body).toMatchObject({
      patch: { supported: true },
      etag: { supported: true },
      bulk: { supported: false },
    });
    expect(types.body.Resources.map(({ endpoint }) => endpoint)).toEqual(["/Users", "/Groups"]);
    expect(schemas.body.Resources.map(({ id }) => id)).toEqual([userSchema, groupSchema]);
    expect(one.body).toMatchObject({ id: userSchema, name: "User" });
    expect(none.status).toBe(404);
  });

  test("is on record, with who and what", async () => {
    const { id } = (await scim.create("recorded@example.com")).body;
    await scim.call("PATCH", `/Users/${id}`, patch({ op: "replace", path: "active", value: false }));
    const url = `/api/v1/audit?subject=${id}`;
    const { body } = await scim.server.call<{ entries: readonly { action: string; actor: { kind: string } }[] }>({
      url,
      headers: scim.owner,
    });

    expect(body.entries.map(({ action, actor }) => [action, actor.kind])).toEqual([
      ["account.change", "api-key"],
      ["account.change", "api-key"],
      ["account.create", "api-key"],
    ]);
  });
});

async function isSomebodyWaiting(): Promise<boolean> {
  const { rows } = await scim.server.store.application.pool.query(
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows.length > 0;
}
