import { describe, expect, test } from "vitest";
import type { FoundPackage } from "../../model/package.ts";
import type { PlacedAnalysis } from "./placed-analysis.ts";
import { placePackages } from "./placed-package.ts";

function version(layer: number, names: readonly string[], fate: Partial<PlacedAnalysis> = {}): PlacedAnalysis {
  const packages = names.map((name): FoundPackage => ({ type: "deb", name, version: "1" }));
  const path = "var/lib/dpkg/status";
  return { analyzer: "os/dpkg-status", path, layer, isVisible: false, result: { packages }, ...fate };
}

const replaced = (by: number) => ({ hidden: { by, how: "replaced" as const } });

describe("the layer that a package comes from", () => {
  test.each<{ name: string; analyses: readonly PlacedAnalysis[]; expected: Readonly<Record<string, number>> }>([
    { name: "one version", analyses: [version(3, ["a"], { isVisible: true })], expected: { a: 3 } },
    {
      name: "each layer adds one",
      analyses: [
        version(0, ["a"], replaced(1)),
        version(1, ["a", "b"], replaced(4)),
        version(4, ["a", "b", "c"], { isVisible: true }),
      ],
      expected: { a: 0, b: 1, c: 4 },
    },
    {
      name: "removed and installed again",
      analyses: [version(0, ["a"], replaced(1)), version(1, [], replaced(2)), version(2, ["a"], { isVisible: true })],
      expected: { a: 2 },
    },
    {
      name: "the database was deleted in between",
      analyses: [version(0, ["a"], { hidden: { by: 1, how: "deleted" } }), version(2, ["a"], { isVisible: true })],
      expected: { a: 2 },
    },
    {
      name: "another database of the same analyzer",
      analyses: [
        version(0, ["a"], { ...replaced(1), path: "opt/root/var/lib/dpkg/status" }),
        version(1, ["a"], { isVisible: true }),
      ],
      expected: { a: 1 },
    },
    { name: "hidden alone is no package", analyses: [version(0, ["a"], replaced(1))], expected: {} },
  ])("$name", ({ analyses, expected }) => {
    const placed = placePackages(analyses);

    expect(Object.fromEntries(placed.map(({ found, layer }) => [found.name, layer]))).toEqual(expected);
  });
});
