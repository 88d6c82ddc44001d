import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../store/uuid.ts";
import {
  openScimClient,
  patch,
  patchSchema,
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

describe("users by SCIM", { timeout: timeoutMs }, () => {
  test("are made, read, and found by their names", async () => {
    const made = await scim.create("made@example.com", {
      externalId: "m-1",
      name: { givenName: "花子", familyName: "山田" },
    });
    const read = await scim.call<User>("GET", `/Users/${made.body.id}`);
    const found = await scim.list<User>('userName eq "MADE@example.com"');
    const member = await scim.memberOf(made.body.id);

    expect(made.status).toBe(201);
    expect(made.headers["content-type"]).toBe("application/scim+json; charset=utf-8");
    expect(made.headers["location"]).toBe(made.body.meta.location);
    expect(made.headers["etag"]).toBe(made.body.meta.version);
    expect(read.body).toEqual(made.body);
    expect(read.body).toMatchObject({
      schemas: [userSchema],
      userName: "made@example.com",
      externalId: "m-1",
      displayName: "花子 山田",
      name: { givenName: "花子", familyName: "山田", formatted: "花子 山田" },
      emails: [{ value: "made@example.com", type: "work", primary: true }],
      active: true,
      groups: [],
      meta: { resourceType: "User" },
    });
    expect(found.body).toMatchObject({
      totalResults: 1,
      startIndex: 1,
      itemsPerPage: 1,
      Resources: [{ id: made.body.id }],
    });
    // Nobody said what such a member is: they see nothing.
    expect(member).toMatchObject({ email: "made@example.com", projects: [] });
  });

  test("have the role that the provider gives by default", async () => {
    const made = await scim.create("default@example.com", {}, scim.open);

    expect(await scim.memberOf(made.body.id)).toMatchObject({ role: "auditor", projects: null });
  });

  test("are chosen by filters, in pages", async () => {
    for (const name of ["page-1", "page-2", "page-3"])
      await scim.create(`${name}@paging.example`, { externalId: name });
    const numbers: number[] = [];
    for (const filter of [
      'userName sw "page-"',
      'userName ew "@paging.example" and not (externalId eq "page-2")',
      'emails[type eq "work" and value co "PAGE-3@"]',
      'externalId eq "PAGE-1"',
      'userName eq "page-1@paging.example" or externalId eq "page-2"',
      'userName co "@paging.example" and active eq false',
      'userName co "%"',
      'userName co "\' OR true --"',
      'externalId pr and userName co "@paging.example"',
      'meta.created gt "2020-01-01T00:00:00Z" and userName sw "page-"',
      'id eq "not a uuid"',
    ]) {
      numbers.push((await scim.list<User>(filter)).body.totalResults);
    }
    const window = "&startIndex=2&count=1";
    const second = await scim.list<User>('userName ew "@paging.example"', window);
    const none = await scim.list<User>('userName ew "@paging.example"', "&count=0");
    const far = await scim.list<User>('userName ew "@paging.example"', "&startIndex=90");
    const projected = await scim.list<User>('externalId eq "page-1"', "&attributes=userName");

    // Counted by hand.
    expect(numbers).toEqual([3, 2, 1, 0, 2, 0, 0, 0, 3, 3, 0]);
    expect(second.body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 });
    expect([none.body.Resources, far.body.Resources]).toEqual([[], []]);
    expect(none.body.totalResults).toBe(3);
    expect(Object.keys(projected.body.Resources[0] ?? {}).toSorted()).toEqual(["id", "meta", "schemas", "userName"]);
  });

  test("are changed by PUT and PATCH, and only as they were seen", async () => {
    const { id, meta } = (await scim.create("changed@example.com")).body;
    const url = `/Users/${id}`;
    const put = await scim.call<User>("PUT", url, {
      schemas: [userSchema],
      userName: "changed@example.com",
      displayName: "C",
    });
    const stale = await scim.call<ScimFailure>("PATCH", url, patch({ op: "replace", path: "active", value: false }), {
      headers: { "if-match": meta.version },
    });
    const fresh = await scim.call<User>("PATCH", url, patch({ op: "replace", path: "displayName", value: "D" }), {
      headers: { "if-match": put.body.meta.version },
    });
    const known = await scim.call("GET", url, undefined, { headers: { "if-none-match": fresh.body.meta.version } });
    const same = await scim.call<User>("PATCH", url, patch({ op: "replace", path: "displayName", value: "D" }));

    expect(put.body).toMatchObject({ displayName: "C" });
    expect([stale.status, stale.body.status]).toEqual([412, "412"]);
    expect(fresh.body).toMatchObject({ displayName: "D", active: true });
    expect(known.status).toBe(304);
    expect(same.body.meta.version).toBe(fresh.body.meta.version);
  });

  test("that are shut are out at once: sessions, keys and links", async () => {
    const { id, headers } = await scim.invite("leaver@example.com", "admin");
    const made = await scim.server.call<{ key: string }>({
      method: "POST",
      url: "/api/v1/api-keys",
      headers,
      payload: { name: "k", permissions: ["findings:read"] },
    });
    const theirs = { authorization: `Bearer ${made.body.key}` };
    const ask = async (): Promise<number[]> => {
      const bySession = await scim.server.call({ url: "/api/v1/findings", headers });
      return [bySession.status, (await scim.server.call({ url: "/api/v1/findings", headers: theirs })).status];
    };
    const before = await ask();
    const shut = await scim.call<User>(
      "PATCH",
      `/Users/${id}`,
      patch({ op: "Replace", path: "active", value: "False" }),
    );
    const after = await ask();
    await scim.call("PATCH", `/Users/${id}`, patch({ op: "Replace", path: "active", value: true }));
    const back = await ask();
    const payload = { email: "leaver@example.com", password: scimPassword };
    const signedIn = await scim.server.call({ method: "POST", url: "/api/v1/session", payload });

    expect([before, shut.body.active, after]).toEqual([[200, 200], false, [401, 401]]);
    // Whoever comes back signs in anew; old keys stay void.
    expect([back, signedIn.status]).toEqual([[401, 401], 201]);
  });

  test("that are deleted are gone for the provider, and come back as the same account", async () => {
    const { id } = (await scim.create("deleted@example.com")).body;
    const gone = await scim.call("DELETE", `/Users/${id}`);
    const read = await scim.call("GET", `/Users/${id}`);
    const found = await scim.list('userName eq "deleted@example.com"');
    const member = await scim.memberOf(id);
    const again = await scim.create("deleted@example.com");

    expect([gone.status, read.status, found.body.totalResults]).toEqual([204, 404, 0]);
    expect(member?.disabledAt).not.toBeNull();
    expect([again.status, again.body.id]).toEqual([201, id]);
  });

  test("that are deleted leave nothing with which somebody comes back", async () => {
    const { id } = (await scim.create("keyed@example.com")).body;
    const { rows } = await scim.server.store.worker.pool.query<{ id: string }>(
      "SELECT tenant_id AS id FROM tenants WHERE name = 'default'",
    );
    const tenantId = rows[0]?.id ?? "";
    const owned = { tenant_id: tenantId, account_id: id };
    const providerId = scim.base.split("/").at(-1) ?? "";
    const left = async (): Promise<readonly number[]> =>
      await scim.server.store.application.inTenant({ tenantId }, async (transaction) => {
        const counts: number[] = [];
        for (const table of ["passkeys", "recovery_codes", "sign_on_identities"] as const) {
          counts.push(
            (await transaction.selectFrom(table).select("account_id").where("account_id", "=", id).execute()).length,
          );
        }
        return counts;
      });
    await scim.server.store.application.inTenant({ tenantId }, async (transaction) => {
      const passkey = { passkey_id: newId(), name: "p", credential_id: "c", public_key: Buffer.of(1), counter: 0 };
      await transaction
        .insertInto("passkeys")
        .values({ ...owned, ...passkey, transports: [], is_backed_up: false })
        .execute();
      await transaction
        .insertInto("recovery_codes")
        .values({ ...owned, code_hash: Buffer.alloc(32) })
        .execute();
      await transaction
        .insertInto("sign_on_identities")
        .values({ ...owned, provider_id: providerId, subject: "s" })
        .execute();
    });
    const before = await left();
    await scim.call("DELETE", `/Users/${id}`);
    await scim.create("keyed@example.com");

    expect([before, await left()]).toEqual([
      [1, 1, 1],
      [0, 0, 0],
    ]);
  });

  test("are refused in the words of the standard", async () => {
    const { id } = (await scim.create("first@example.com")).body;
    await scim.create("second@example.com");
    const session = await scim.server.call<{ account: { id: string } }>({
      url: "/api/v1/session",
      headers: scim.owner,
    });
    const ownersUrl = `/Users/${session.body.account.id}`;
    const none = "00000000-0000-4000-8000-000000000000";
    const answers = [
      await scim.create("FIRST@example.com"),
      await scim.call("PATCH", `/Users/${id}`, patch({ op: "replace", path: "userName", value: "second@example.com" })),
      await scim.call("GET", `/Users/${none}`),
      await scim.call("GET", "/Users/x"),
      await scim.list('userName is "x"'),
      await scim.list('nickName eq "x"'),
      await scim.call("POST", "/Users", { schemas: [userSchema] }),
      await scim.call("PATCH", `/Users/${id}`, { schemas: [patchSchema] }),
      await scim.call("DELETE", ownersUrl),
      await scim.call("PATCH", ownersUrl, patch({ op: "replace", path: "active", value: false })),
      await scim.call("GET", "/Users", undefined, { headers: { authorization: "Bearer nonsense" } }),
      await scim.call("GET", "/Users", undefined, { headers: await scim.server.makeKey(["findings:read"]) }),
    ] as readonly TestAnswer<ScimFailure>[];

    expect(answers.map(({ status, body }) => [status, body.status, body.scimType])).toEqual([
      [409, "409", "uniqueness"],
      [409, "409", "uniqueness"],
      [404, "404", undefined],
      [400, "400", "invalidValue"],
      [400, "400", "invalidFilter"],
      [400, "400", "invalidFilter"],
      [400, "400", "invalidValue"],
      [400, "400", "invalidSyntax"],
      [403, "403", undefined],
      [403, "403", undefined],
      [401, "401", undefined],
      [403, "403", undefined],
    ]);
    for (const { body, headers } of answers) {
      expect(body).toMatchObject({ schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"] });
      expect(headers["content-type"]).toContain("application/scim+json");
    }
  });
});
