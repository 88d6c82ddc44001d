import { expect, test } from "vitest";
import { permissionRows } from "../../components/permissions/permission-rows.ts";
import { connectionsOf, grantsOf } from "./access-map.ts";

test("names peers and ports of each connection, and leaves out what is named nowhere", () => {
  const map = {
    peers: ["shop/web[Deployment]", "0.0.0.0/0"],
    ports: ["All", "TCP 80"],
    connections: [
      [0, 1, 1],
      [1, 0, 0],
      [0, 7, 0],
    ],
  } as const;

  expect(connectionsOf(map)).toEqual([
    { from: "shop/web[Deployment]", to: "0.0.0.0/0", ports: "TCP 80" },
    { from: "0.0.0.0/0", to: "shop/web[Deployment]", ports: "All" },
  ]);
});

test("keeps resources as they are named, and the binding and role behind each", () => {
  const grant = {
    verbs: ["get"],
    resources: ["deployments.apps", "/healthz"],
    names: ["web"],
    namespace: "shop",
    binding: "RoleBinding reads",
    role: "Role reader",
  };
  const rows = permissionRows(
    grantsOf({ subjects: [{ name: "User:jane", workloads: [], wayToAdministrator: [], grants: [grant] }] }),
  );

  expect(rows).toMatchObject([
    { subject: "User:jane", namespace: "shop", resource: "deployments.apps", resourceNames: ["web"] },
    { resource: "/healthz", why: [{ binding: "RoleBinding reads", role: "Role reader" }] },
  ]);
});
