import { expect, test } from "vitest";
import type { Package } from "../../model/package.ts";
import { installed } from "../matching/sample-store.ts";
import { DependentIndex } from "./dependents.ts";

type Graph = Readonly<Record<string, readonly string[]>>;

/** Packages by their edges; one that begins with `!` is named by the project. */
function packagesOf(graph: Graph): readonly Package[] {
  const idOf = (name: string): string => `pkg:npm/${name.replace("!", "")}@1.0.0`;
  return Object.entries(graph).map(([name, needs]) =>
    installed("npm", name.replace("!", ""), "1.0.0", {
      dependsOn: needs.map(idOf),
      ...(name.startsWith("!") ? { isDirect: true } : { isDirect: false }),
    }),
  );
}

test.each([
  { name: "named by the project", graph: { "!left": [] }, direct: true, by: [] },
  { name: "brought by one", graph: { "!app": ["left"], left: [] }, direct: false, by: ["app"] },
  {
    name: "brought over several, by two",
    graph: { "!web": ["mid"], "!api": ["mid"], mid: ["deep"], deep: ["left"], left: [] },
    direct: false,
    by: ["api", "web"],
  },
  {
    name: "a circle on the way",
    graph: { "!app": ["one"], one: ["two"], two: ["one", "left"], left: ["one"] },
    direct: false,
    by: ["app"],
  },
  { name: "a circle that nothing reaches", graph: { one: ["left"], left: ["one"] }, direct: false, by: [] },
  { name: "nobody says who brings it", graph: { left: [] }, direct: false, by: [] },
  { name: "a root that no file calls direct", graph: { app: ["left"], left: [] }, direct: false, by: ["app"] },
  {
    name: "behind a direct one nobody is asked",
    graph: { "!outer": ["inner"], "!inner": ["left"], left: [] },
    direct: false,
    by: ["inner"],
  },
])("$name", ({ graph, direct, by }) => {
  const packages = packagesOf(graph);
  const wanted = packages.filter(({ name }) => name === "left");

  expect(new DependentIndex(packages).introductionOf(wanted)).toEqual({ isDirect: direct, by });
});

test("what no file says anything of is direct", () => {
  const found = installed("pypi", "left", "1.0");

  expect(new DependentIndex([found]).introductionOf([found])).toEqual({ isDirect: true, by: [] });
});

test("what an installed project asks for is direct", () => {
  const left = installed("npm", "left", "1.0.0", { locations: [{ path: "app/node_modules/left/package.json" }] });
  const deep = installed("npm", "deep", "1.0.0", { locations: [{ path: "app/node_modules/deep/package.json" }] });
  const shop = installed("npm", "shop", "1.0.0", { dependsOn: [left.id], locations: [{ path: "app/package.json" }] });
  const index = new DependentIndex([shop, { ...left, dependsOn: [deep.id] }, deep]);

  expect(index.introductionOf([left])).toEqual({ isDirect: true, by: [] });
  expect(index.introductionOf([deep])).toEqual({ isDirect: false, by: ["left"] });
});

test.each([
  { name: "alone", graph: { left: [] }, gone: ["left"] },
  {
    name: "with what only it needs",
    graph: { left: ["a", "b"], a: ["c"], b: [], c: [], other: ["b"] },
    gone: ["a", "c", "left"],
  },
  { name: "what the project names stays", graph: { left: ["!a".slice(1)], "!a": [] }, gone: ["left"] },
  { name: "a package that needs itself", graph: { left: ["a"], a: ["a"] }, gone: ["a", "left"] },
  { name: "a circle stays: something in it may be needed", graph: { left: ["a"], a: ["b"], b: ["a"] }, gone: ["left"] },
])("what goes with a package: $name", ({ graph, gone }) => {
  const packages = packagesOf(graph);

  const closure = new DependentIndex(packages).closureOf(packages.filter(({ name }) => name === "left"));

  expect([...closure].map(({ name }) => name).toSorted()).toEqual(gone);
});
