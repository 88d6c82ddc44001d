import { describe, expect, test } from "vitest";
import { found, type MatchCase } from "./sample-case.ts";
import { installed, row } from "./sample-store.ts";

describe("packages of languages", () => {
  test.each<MatchCase>([
    {
      name: "Go: a pseudo-version stands before the release that it leads to",
      packages: [installed("golang", "crypto", "v0.0.0-20220101000000-0123456789ab", { namespace: "golang.org/x" })],
      statements: [
        {
          id: "GO-1",
          source: "osv-go",
          affected: [row("golang", "golang.org/x/crypto", { ranges: [{ introduced: "0", fixed: "0.17.0" }] })],
        },
      ],
      expected: ["GO-1 golang.org/x/crypto v0.0.0-20220101000000-0123456789ab < 0.17.0"],
    },
    {
      name: "Go: the standard library is judged by the toolchain's version",
      packages: [installed("golang", "stdlib", "go1.21.3")],
      statements: [
        {
          id: "GO-2",
          source: "osv-go",
          affected: [
            row("golang", "stdlib", { ranges: [{ fixed: "1.20.12" }, { introduced: "1.21.0-0", fixed: "1.21.5" }] }),
          ],
        },
      ],
      expected: ["GO-2 stdlib go1.21.3 < 1.21.5"],
    },
    {
      name: "Go: +incompatible has no part in the order",
      packages: [installed("golang", "docker", "v20.10.9+incompatible", { namespace: "github.com/docker" })],
      statements: [
        {
          id: "GO-3",
          source: "osv-go",
          affected: [row("golang", "github.com/docker/docker", { ranges: [{ fixed: "20.10.9" }] })],
        },
      ],
      expected: [],
    },
    {
      name: "Go: a module that a replace directive brought is asked by its own path",
      packages: [installed("golang", "yaml", "v1.0.0", { namespace: "github.com/Fork" })],
      statements: [
        {
          id: "GO-4",
          source: "osv-go",
          affected: [
            row("golang", "github.com/fork/yaml", { ranges: [{ fixed: "1.0.1" }] }),
            row("golang", "gopkg.in/yaml", { ranges: [{}] }),
          ],
        },
      ],
      expected: ["GO-4 github.com/Fork/yaml v1.0.0 < 1.0.1"],
    },
    {
      name: "Go: a record that nobody has looked at gives way to one with ranges",
      packages: [installed("golang", "tool", "v2.0.0", { namespace: "example.com" })],
      statements: [
        {
          id: "GO-5",
          source: "osv-go",
          aliases: ["GHSA-5"],
          isReviewed: false,
          affected: [row("golang", "example.com/tool", { status: "affected", ranges: [{}] })],
        },
        {
          id: "GHSA-5",
          source: "osv-github",
          affected: [row("golang", "example.com/tool", { ranges: [{ fixed: "1.5.0" }] })],
        },
      ],
      expected: ["GHSA-5 example.com/tool v2.0.0 !own-statement"],
    },
    {
      name: "npm: a prerelease of the repaired version is affected",
      packages: [installed("npm", "lodash", "4.17.21-beta.1")],
      statements: [
        { id: "GHSA-1", source: "osv-github", affected: [row("npm", "lodash", { ranges: [{ fixed: "4.17.21" }] })] },
      ],
      expected: ["GHSA-1 lodash 4.17.21-beta.1 < 4.17.21"],
    },
    {
      name: "npm: a scope is part of the name",
      packages: [installed("npm", "core", "1.0.0", { namespace: "@babel" }), installed("npm", "core", "1.0.0")],
      statements: [
        { id: "GHSA-2", source: "osv-github", affected: [row("npm", "@babel/core", { ranges: [{ fixed: "1.1.0" }] })] },
      ],
      expected: ["GHSA-2 @babel/core 1.0.0 < 1.1.0"],
    },
    {
      name: "PyPI: names meet whatever their separators, and legacy versions have an order",
      packages: [installed("pypi", "Zope.Interface", "2004d")],
      statements: [
        {
          id: "PYSEC-1",
          source: "osv-pypi",
          affected: [row("pypi", "zope-interface", { ranges: [{ fixed: "1.0" }] })],
        },
      ],
      expected: ["PYSEC-1 Zope.Interface 2004d < 1.0"],
    },
    {
      name: "Maven: qualifiers stand before and after the release",
      packages: [
        installed("maven", "guava", "32.0.0-android", { namespace: "com.google.guava" }),
        installed("maven", "spring-core", "5.3.0-RC1", { namespace: "org.springframework" }),
      ],
      statements: [
        {
          id: "GHSA-3",
          source: "osv-github",
          affected: [
            row("maven", "com.google.guava:guava", { ranges: [{ fixed: "32.0.0-android" }] }),
            row("maven", "org.springframework:spring-core", { ranges: [{ fixed: "5.3.0" }] }),
          ],
        },
      ],
      expected: ["GHSA-3 org.springframework/spring-core 5.3.0-RC1 < 5.3.0"],
    },
    {
      name: "NuGet: names and versions in any case, four numbers",
      packages: [installed("nuget", "Newtonsoft.Json", "12.0.3.1")],
      statements: [
        {
          id: "GHSA-4",
          source: "osv-github",
          affected: [row("nuget", "newtonsoft.json", { ranges: [{ fixed: "12.0.3.2" }] })],
        },
      ],
      expected: ["GHSA-4 Newtonsoft.Json 12.0.3.1 < 12.0.3.2"],
    },
    {
      name: "programs without a package are asked by product, as sure as they were found",
      packages: [installed("generic", "nodejs", "18.0.0", { confidence: "possible" })],
      statements: [
        { id: "NODE-1", source: "nodejs-core", affected: [row("generic", "node", { ranges: [{ fixed: "18.0.1" }] })] },
        {
          id: "BIT-node-1",
          source: "osv-bitnami",
          affected: [row("bitnami", "node", { ranges: [{ fixed: "18.0.2" }] })],
        },
      ],
      expected: ["BIT-node-1 nodejs 18.0.0 < 18.0.2 ?", "NODE-1 nodejs 18.0.0 < 18.0.1 ?"],
    },
    {
      name: "versions named one by one",
      packages: [installed("pypi", "six", "1.0"), installed("pypi", "six", "1.1")],
      statements: [
        { id: "PYSEC-2", source: "osv-pypi", affected: [row("pypi", "six", { versions: ["1.0.0", "1.2"] })] },
      ],
      expected: ["PYSEC-2 six 1.0"],
    },
    {
      name: "a bound that nobody can place is no proof that it is not affected",
      packages: [installed("npm", "left", "1.0.0")],
      statements: [
        { id: "GHSA-6", source: "osv-github", affected: [row("npm", "left", { ranges: [{ fixed: "soon" }] })] },
      ],
      expected: ["GHSA-6 left 1.0.0 ?"],
    },
    {
      name: "withdrawn advisories never match",
      packages: [installed("npm", "left", "1.0.0")],
      statements: [
        {
          id: "GHSA-7",
          source: "osv-github",
          withdrawn: "2024-01-01T00:00:00Z",
          affected: [row("npm", "left", { ranges: [{ fixed: "2.0.0" }] })],
        },
      ],
      expected: [],
    },
  ])("$name", (one) => {
    expect(found(one)).toEqual(one.expected);
  });
});
