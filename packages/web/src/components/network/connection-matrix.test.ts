import { expect, test } from "vitest";
import { cellKey, connectionMatrix } from "./connection-matrix.ts";
import { shopConnections } from "./fixtures/shop-connections.ts";

test("shows each namespace in one place, with what may pass within it and out of it", () => {
  const { ends, cells } = connectionMatrix(shopConnections, new Set());

  expect(ends).toEqual([
    { id: "namespace shop", kind: "namespace", label: "shop", members: 2, namespace: "shop" },
    { id: "0.0.0.0/0", kind: "outside", label: "0.0.0.0/0", members: 1, namespace: undefined },
  ]);
  // Counted by hand in the list: two within the namespace, two out of it, two into it.
  expect([...cells.values()].map(({ from, to, pairs }) => [from, to, pairs])).toEqual([
    ["0.0.0.0/0", "namespace shop", 2],
    ["namespace shop", "0.0.0.0/0", 2],
    ["namespace shop", "namespace shop", 2],
  ]);
});

test("shows the workloads of a namespace that is opened", () => {
  const { ends, cells } = connectionMatrix(shopConnections, new Set(["shop"]));

  expect(ends.map(({ label }) => label)).toEqual(["shop/orders[Deployment]", "shop/web[Deployment]", "0.0.0.0/0"]);
  expect(cells.get(cellKey("shop/orders[Deployment]", "shop/web[Deployment]"))?.ports).toBe("All");
  expect(cells.has(cellKey("shop/web[Deployment]", "shop/web[Deployment]"))).toBe(false);
});

test("names ports only where all of them agree", () => {
  const from = "a/x[Deployment]";
  const connections = [
    { from, to: "b/y[Deployment]", ports: "TCP 80" },
    { from, to: "b/z[Deployment]", ports: "TCP 443" },
    { from, to: "c/y[Deployment]", ports: "TCP 80" },
  ];
  const { cells } = connectionMatrix(connections, new Set());

  expect(cells.get(cellKey("namespace a", "namespace b"))).toMatchObject({ pairs: 2, ports: undefined });
  expect(cells.get(cellKey("namespace a", "namespace c"))).toMatchObject({ pairs: 1, ports: "TCP 80" });
});

test("takes names apart that mean something else, and empty ones", () => {
  const connections = [
    { from: "", to: "::/0", ports: "All" },
    { from: "/x[Pod]", to: "no-namespace[Pod]", ports: "All" },
  ];

  expect(connectionMatrix(connections, new Set()).ends.map(({ kind }) => kind)).toEqual(
    Array.from({ length: 4 }, () => "outside"),
  );
});

test("stays small with 500 workloads that all reach each other", () => {
  const names = Array.from({ length: 500 }, (_, place) => `team-${place % 20}/app-${place}[Deployment]`);
  const connections = names.flatMap((from) =>
    names.filter((to) => to !== from).map((to) => ({ from, to, ports: "All" })),
  );
  const { ends, cells } = connectionMatrix(connections, new Set(["team-0"]));

  // 19 namespaces, and the 25 workloads of the one that is open.
  expect(ends).toHaveLength(44);
  // Every end with every other; a namespace with itself, a single workload not.
  expect(cells.size).toBe(44 * 44 - 25);
});
