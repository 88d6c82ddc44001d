import { describe, expect, test } from "vitest";
import type { FoundPackage, Package } from "../../model/package.ts";
import { listPackages, toPackage } from "./package-list.ts";
import type { PlacedPackage } from "./placed-package.ts";

function at(path: string, found: Partial<FoundPackage> = {}, layer = 0): PlacedPackage {
  return { found: { type: "npm", name: "a", version: "1", ...found }, path, layer, analyzer: "language/npm-package" };
}

function packagesOf(placed: readonly PlacedPackage[], baseLayers?: number): readonly Package[] {
  const settings = { distribution: undefined, baseLayers, hasLayers: true };
  return listPackages(placed, undefined).flatMap(
    (listed) => toPackage(listed, { dependsOn: [], ownerOf: () => undefined }, settings) ?? [],
  );
}

describe("the list of packages", () => {
  test("has one entry with every place, sorted, each once", () => {
    const packages = packagesOf(
      [at("b/package.json", {}, 1), at("a/package.json", {}, 1), at("b/package.json", {}, 1)],
      1,
    );

    expect(packages).toHaveLength(1);
    expect(packages[0]?.locations).toEqual([
      { path: "a/package.json", layer: 1, origin: "application" },
      { path: "b/package.json", layer: 1, origin: "application" },
    ]);
  });

  test("tells packages apart that a package URL does not", () => {
    const packages = packagesOf([
      at("go", { type: "golang", namespace: "github.com/BurntSushi", name: "toml" }),
      at("go", { type: "golang", namespace: "github.com/burntsushi", name: "toml" }),
    ]);

    expect(packages.map(({ id, purl, namespace }) => [id, purl, namespace])).toEqual([
      ["pkg:golang/github.com/burntsushi/toml@1", "pkg:golang/github.com/burntsushi/toml@1", "github.com/BurntSushi"],
      ["pkg:golang/github.com/burntsushi/toml@1#2", "pkg:golang/github.com/burntsushi/toml@1", "github.com/burntsushi"],
    ]);
  });

  test("joins what places say: licences as SPDX writes them, hashes, the best confidence", () => {
    const sha1 = { algorithm: "sha1" as const, value: "aa" };
    const [found] = packagesOf([
      at("a", { licenses: ["MIT"], hashes: [sha1], confidence: "possible", isDirect: false, isDevelopment: true }),
      at("b", { licenses: ["mit", "Apache-2.0"], hashes: [sha1], confidence: "likely", isDirect: true }),
    ]);

    expect(found).toMatchObject({
      licenses: ["Apache-2.0", "MIT"],
      hashes: [sha1],
      confidence: "likely",
      isDirect: true,
    });
    expect(found?.isDevelopment).toBeUndefined();
  });

  test("leaves the origin out where the base image is not known", () => {
    expect(packagesOf([at("a")])[0]?.locations).toEqual([{ path: "a", layer: 0 }]);
  });
});
