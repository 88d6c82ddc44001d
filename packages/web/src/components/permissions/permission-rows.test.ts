import { expect, test } from "vitest";
import { shopGrants } from "./fixtures/shop-grants.ts";
import { allows, type Grant, permissionRows } from "./permission-rows.ts";

const grant: Grant = {
  subject: "User:jane",
  namespace: "shop",
  binding: "RoleBinding reads",
  role: "Role reader",
  rule: { verbs: ["list", "get"], apiGroups: [""], resources: ["pods"], resourceNames: [], nonResourceURLs: [] },
};

test("whoever is cluster administrator may do everything to everything", () => {
  const [row] = permissionRows(shopGrants);

  expect(row).toMatchObject({ subject: "ServiceAccount:shop/orders", namespace: null, resource: "*", verbs: ["*"] });
  expect(row !== undefined && allows(row, "delete")).toBe(true);
});

test("joins what two bindings give for one resource, and keeps both reasons", () => {
  const more: Grant = {
    ...grant,
    binding: "RoleBinding writes",
    role: "Role writer",
    rule: { ...grant.rule, verbs: ["escalate", "update"] },
  };
  const rows = permissionRows([grant, more, grant]);

  expect(rows).toHaveLength(1);
  expect(rows[0]?.verbs).toEqual(["get", "list", "update", "escalate"]);
  expect(rows[0]?.why).toEqual([
    { binding: "RoleBinding reads", role: "Role reader" },
    { binding: "RoleBinding writes", role: "Role writer" },
  ]);
  expect(rows[0] !== undefined && allows(rows[0], "delete")).toBe(false);
});

test.each([
  { name: "another namespace", other: { ...grant, namespace: "pay" } },
  { name: "the whole cluster", other: { ...grant, namespace: null } },
  { name: "somebody else", other: { ...grant, subject: "Group:dev" } },
  { name: "one object alone", other: { ...grant, rule: { ...grant.rule, resourceNames: ["web-0"] } } },
])("keeps $name apart", ({ other }) => {
  expect(permissionRows([grant, other])).toHaveLength(2);
});

test("names resources with their groups, and addresses beside them", () => {
  const rule = {
    verbs: ["get"],
    apiGroups: ["", "apps"],
    resources: ["deployments"],
    resourceNames: [],
    nonResourceURLs: ["/healthz"],
  };

  expect(permissionRows([{ ...grant, rule }]).map(({ resource }) => resource)).toEqual([
    "deployments",
    "deployments.apps",
    "/healthz",
  ]);
});
