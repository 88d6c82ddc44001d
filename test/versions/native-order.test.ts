import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareVersions, getVersion, versionSchemes } from "../../packages/sekisho/src/versions/compare-versions.ts";
import { schemeIds } from "../../packages/sekisho/src/versions/scheme-ids.ts";
import { nativeTools, type Pair } from "./native-tools.ts";
import { ordinaryMavenVersions, versionsOf } from "./version-arbitraries.ts";

const pairsForEach = 10_000;

describe.each(nativeTools)("$scheme as $name orders it", (tool) => {
  const { scheme, name } = tool;
  test(`${pairsForEach} pairs`, { timeout: 60_000 }, ({ skip }) => {
    const version = versionsOf[scheme];
    const pairs: readonly Pair[] = fc.sample(fc.tuple(version, version), { seed: 20_260_101, numRuns: pairsForEach });

    const native = tool.judge(pairs);

    if (native === undefined) return skip(`${name} is not installed`);
    const differences = pairs.flatMap(([left, right], index) => {
      const theirs = native[index];
      const ours = theirs === "?" ? "?" : "<=>"[Math.sign(compareVersions(scheme, left, right)) + 1];
      return ours === theirs ? [] : [`${left} ${ours} ${right}, ${name}: ${theirs}`];
    });
    expect(native).toHaveLength(pairs.length);
    expect(differences).toEqual([]);
  });
});

const orders = schemeIds.map((scheme) => ({
  scheme,
  version: scheme === "maven" ? ordinaryMavenVersions : versionsOf[scheme],
}));

describe.each(orders)("order of $scheme", ({ scheme, version }) => {
  const parsed = version.map((text) => getVersion(scheme, text));
  const compare = (left: unknown, right: unknown) => versionSchemes[scheme].compare(left, right);

  test("is reflexive", () => {
    fc.assert(
      fc.property(version, (text) => {
        expect(compareVersions(scheme, text, text)).toBe(0);
      }),
    );
  });

  test("is antisymmetric", () => {
    fc.assert(
      fc.property(parsed, parsed, (left, right) => {
        expect(Math.sign(compare(left, right)) + Math.sign(compare(right, left))).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  test("is transitive", () => {
    const ordered = fc.tuple(parsed, parsed, parsed).map((three) => three.toSorted(compare));
    fc.assert(
      fc.property(ordered, ([low, middle, high]) => {
        const orders = [compare(low, middle), compare(middle, high), compare(low, high)];
        expect(Math.max(...orders)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 5000 },
    );
  });
});
