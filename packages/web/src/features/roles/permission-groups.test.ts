import { expect, test } from "vitest";
import { permissions } from "../../../../platform/src/contract/permission.ts";
import { obstacleTo, permissionGroups } from "./permission-groups.ts";

test("every permission of the platform stands in one group", () => {
  const grouped = permissionGroups.flatMap((group) => [...group.permissions]);

  expect(grouped.toSorted()).toEqual([...permissions].toSorted());
});

test.each([
  { name: "what one has oneself", permission: "audit:read", scope: "tenant", own: ["audit:read"], expected: undefined },
  {
    name: "what one does not have",
    permission: "tenant:manage",
    scope: "tenant",
    own: ["audit:read"],
    expected: "notOwn",
  },
  {
    name: "in a project, what is of the tenant",
    permission: "audit:read",
    scope: "project",
    own: ["audit:read"],
    expected: "ofTenant",
  },
  {
    name: "in a project, what is of it",
    permission: "findings:read",
    scope: "project",
    own: ["findings:read"],
    expected: undefined,
  },
] as const)("says whether one may give $name", ({ permission, scope, own, expected }) => {
  expect(obstacleTo(permission, scope, own)).toBe(expected);
});
