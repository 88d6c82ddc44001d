import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LayerEdge, layerGraph } from "./layer-graph.ts";

const layersOf = (nodes: readonly string[], edges: readonly LayerEdge[]) =>
  Object.fromEntries(layerGraph(nodes, edges).places.map(({ id, layer }) => [id, layer]));

describe("layers", () => {
  test.each([
    { name: "nothing", nodes: [], edges: [], expected: {} },
    {
      name: "a chain",
      nodes: ["cluster", "image", "dockerfile", "workload"],
      edges: [
        { from: "dockerfile", to: "image" },
        { from: "image", to: "workload" },
        { from: "workload", to: "cluster" },
      ],
      expected: { dockerfile: 0, image: 1, workload: 2, cluster: 3 },
    },
    {
      name: "a way with a shortcut: the longest counts",
      nodes: ["a", "b", "c"],
      edges: [
        { from: "a", to: "c" },
        { from: "a", to: "b" },
        { from: "b", to: "c" },
      ],
      expected: { a: 0, b: 1, c: 2 },
    },
    {
      name: "a circle: the edge that closes it does not count",
      nodes: ["a", "b"],
      edges: [
        { from: "a", to: "b" },
        { from: "b", to: "a" },
      ],
      expected: { a: 0, b: 1 },
    },
    { name: "an edge to itself", nodes: ["a"], edges: [{ from: "a", to: "a" }], expected: { a: 0 } },
    { name: "an edge to nowhere", nodes: ["a"], edges: [{ from: "a", to: "z" }], expected: { a: 0 } },
  ])("of $name", ({ nodes, edges, expected }) => {
    expect(layersOf(nodes, edges)).toEqual(expected);
  });
});

test("edges that would cross do not", () => {
  const { places } = layerGraph(
    ["left-1", "left-2", "right-1", "right-2"],
    [
      { from: "left-1", to: "right-2" },
      { from: "left-2", to: "right-1" },
    ],
  );
  const rowOf = (id: string) => places.find((place) => place.id === id)?.row;

  expect(rowOf("left-1")).toBe(rowOf("right-2"));
  expect(rowOf("left-2")).toBe(rowOf("right-1"));
});

test("any graph: each node has a place of its own, and a way of a hundred thousand nodes does not overflow", () => {
  const edge = fc.record({ from: fc.nat(30).map(String), to: fc.nat(30).map(String) });
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(30).map(String)), fc.array(edge), (nodes, edges) => {
      const { places } = layerGraph(nodes, edges);

      expect(places.map(({ id }) => id)).toEqual(nodes);
      expect(new Set(places.map(({ layer, row }) => `${layer} ${row}`)).size).toBe(nodes.length);
    }),
  );
  const long = Array.from({ length: 100_000 }, (_, place) => String(place));
  const way = long.slice(1).map((to, place) => ({ from: String(place), to }));

  expect(layerGraph(long, way).layers).toBe(100_000);
});
