import { expect, test } from "vitest";
import { type GraphEdge, type GraphNode, groupNodes } from "./group-nodes.ts";

const image: GraphNode = { id: "image", kind: "image", name: "shop/web" };
const workloads = Array.from(
  { length: 500 },
  (_, place): GraphNode => ({ id: `w${place}`, kind: "workload", name: `shop/web-${place}[Deployment]` }),
);
const runs = workloads.map(({ id }): GraphEdge => ({ from: "image", to: id, kind: "runs" }));

test("five hundred workloads of one image stand in one place", () => {
  const graph = groupNodes([image, ...workloads], runs, { expanded: new Set(), focus: "image" });

  expect(graph.nodes).toEqual([image]);
  expect(graph.groups.map(({ kind, members }) => [kind, members.length])).toEqual([["workload", 500]]);
  expect(graph.edges).toEqual([{ from: "image", to: "group w0", kind: "runs" }]);
});

test("a group that is opened shows its members", () => {
  const graph = groupNodes([image, ...workloads], runs, { expanded: new Set(["group w0"]), focus: "image" });

  expect(graph.nodes).toHaveLength(501);
  expect(graph.groups).toEqual([]);
});

test("what the page is about never hides in a group", () => {
  const graph = groupNodes([image, ...workloads], runs, { expanded: new Set(), focus: "w7" });

  expect(graph.nodes.map(({ id }) => id)).toEqual(["image", "w7"]);
  expect(graph.groups[0]?.members).toHaveLength(499);
});

test("three alike, and those with other neighbours, stand by themselves", () => {
  const other: GraphNode = { id: "other", kind: "image", name: "shop/api" };
  const few = workloads.slice(0, 6);
  const edges = few.map(({ id }, place): GraphEdge => ({ from: place < 3 ? "image" : "other", to: id, kind: "runs" }));
  const graph = groupNodes([image, other, ...few], edges, { expanded: new Set(), focus: "image" });

  expect(graph.groups).toEqual([]);
  expect(graph.edges).toEqual(edges);
});
