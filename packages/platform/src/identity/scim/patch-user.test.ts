import { describe, expect, test } from "vitest";
import { patchUser } from "./patch-user.ts";
import { readPatch } from "./read-patch.ts";
import { readUser, type UserAttributes } from "./user-attributes.ts";

const schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
const hanako: UserAttributes = {
  userName: "Hanako@example.com",
  email: "hanako@example.com",
  name: "花子 山田",
  givenName: "花子",
  familyName: "山田",
  externalId: "h-1",
  isActive: true,
};

describe("a change of a member", () => {
  test.each<{ name: string; operations: readonly unknown[]; changed: Partial<UserAttributes> }>([
    // As Microsoft describes what Entra ID sends.
    {
      name: "Entra ID shuts an account",
      operations: [{ op: "Replace", path: "active", value: "False" }],
      changed: { isActive: false },
    },
    {
      name: "Entra ID changes several attributes",
      operations: [
        { op: "Replace", path: 'emails[type eq "work"].value', value: "h@example.com" },
        { op: "Replace", path: "name.familyName", value: "佐藤" },
        { op: "Add", path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", value: "関所" },
      ],
      changed: { email: "h@example.com", familyName: "佐藤", name: "花子 佐藤" },
    },
    {
      name: "Entra ID writes parts of a name in one value",
      operations: [{ op: "Add", value: { displayName: "H", "name.givenName": "Hana" } }],
      changed: { name: "H", givenName: "Hana" },
    },
    // As Okta describes what it sends.
    {
      name: "Okta shuts an account",
      operations: [{ op: "replace", value: { active: false } }],
      changed: { isActive: false },
    },
    {
      name: "Okta tells the id along",
      operations: [{ op: "replace", value: { id: "1", userName: "h2@example.com" } }],
      changed: { userName: "h2@example.com", email: "h2@example.com" },
    },
    {
      name: "a list of addresses, of which the primary one counts",
      operations: [
        {
          op: "replace",
          path: "emails",
          value: [
            { value: "home@example.com", type: "home" },
            { value: "Work@Example.com", type: "work", primary: true },
          ],
        },
      ],
      changed: { email: "work@example.com" },
    },
    {
      name: "what is said of another address is not kept",
      operations: [{ op: "add", path: 'emails[type eq "home"].value', value: "home@example.com" }],
      changed: {},
    },
    {
      name: "an id is taken away",
      operations: [{ op: "remove", path: "externalId" }],
      changed: { externalId: undefined },
    },
    {
      name: "a name as a whole",
      operations: [{ op: "replace", path: "name", value: { givenName: "H", familyName: "Y", formatted: "H Y" } }],
      changed: { givenName: "H", familyName: "Y", name: "H Y" },
    },
    { name: "nothing at all", operations: [], changed: {} },
  ])("$name", ({ operations, changed }) => {
    const changes = readPatch({ schemas, Operations: operations });

    expect(patchUser("1", hanako, changes)).toEqual({ ...hanako, ...changed });
  });

  test.each<{ name: string; body: unknown; type: string }>([
    { name: "no message", body: { Operations: [] }, type: "invalidSyntax" },
    { name: "no operations", body: { schemas }, type: "invalidSyntax" },
    {
      name: "an operation that is none",
      body: { schemas, Operations: [{ op: "move", path: "a" }] },
      type: "invalidSyntax",
    },
    { name: "something removed without a path", body: { schemas, Operations: [{ op: "remove" }] }, type: "noTarget" },
    {
      name: "a value that is no object",
      body: { schemas, Operations: [{ op: "add", value: "x" }] },
      type: "invalidValue",
    },
    {
      name: "a path that is none",
      body: { schemas, Operations: [{ op: "add", path: "a[", value: 1 }] },
      type: "invalidPath",
    },
    {
      name: "the name taken away",
      body: { schemas, Operations: [{ op: "remove", path: "userName" }] },
      type: "invalidValue",
    },
    {
      name: "another id",
      body: { schemas, Operations: [{ op: "replace", path: "id", value: "2" }] },
      type: "mutability",
    },
    { name: "groups", body: { schemas, Operations: [{ op: "add", path: "groups", value: [] }] }, type: "mutability" },
    {
      name: "active as a number",
      body: { schemas, Operations: [{ op: "add", path: "active", value: 1 }] },
      type: "invalidValue",
    },
    {
      name: "an address that is none",
      body: { schemas, Operations: [{ op: "add", path: "emails", value: [{ value: "x y" }] }] },
      type: "invalidValue",
    },
    {
      name: "a name of a megabyte",
      body: { schemas, Operations: [{ op: "add", path: "displayName", value: "x".repeat(1e6) }] },
      type: "invalidValue",
    },
  ])("is refused with its kind: $name", ({ body, type }) => {
    expect(() => patchUser("1", hanako, readPatch(body))).toThrow(expect.objectContaining({ status: 400, type }));
  });
});

describe("a whole member", () => {
  test("is read as RFC 7643 writes it, with names of attributes in every case", () => {
    const user = readUser({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      USERNAME: "bjensen@example.com",
      externalId: "bjensen",
      Name: { formatted: "Ms. Barbara J Jensen III", familyName: "Jensen", givenName: "Barbara" },
      title: "Tour Guide",
    });

    expect(user).toEqual({
      userName: "bjensen@example.com",
      email: "bjensen@example.com",
      name: "Ms. Barbara J Jensen III",
      givenName: "Barbara",
      familyName: "Jensen",
      externalId: "bjensen",
      isActive: true,
    });
  });

  test.each([
    { name: "no object", body: [] },
    { name: "no name", body: {} },
    { name: "a name that is no address, and none", body: { userName: "bjensen" } },
    { name: "a name of another kind", body: { userName: { a: 1 } } },
  ])("is refused: $name", ({ body }) => {
    expect(() => readUser(body)).toThrow(expect.objectContaining({ status: 400, type: "invalidValue" }));
  });
});
