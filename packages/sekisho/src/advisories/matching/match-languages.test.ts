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
      name: "npm: metadata of a build has no part in the order",
      packages: [installed("npm", "sample", "1.2.3+build.7"), installed("npm", "sample", "1.2.2+build.9")],
      statements: [
        { id: "GHSA-20", source: "osv-github", affected: [row("npm", "sample", { ranges: [{ fixed: "1.2.3" }] })] },
      ],
      expected: ["GHSA-20 sample 1.2.2+build.9 < 1.2.3"],
    },
    {
      name: "PyPI: an epoch stands above every version without one",
      packages: [installed("pypi", "sample", "1!0.1"), installed("pypi", "sample", "2020.1")],
      statements: [
        { id: "GHSA-20", source: "osv-pypi", affected: [row("pypi", "sample", { ranges: [{ fixed: "2021.1" }] })] },
      ],
      expected: ["GHSA-20 sample 2020.1 < 2021.1"],
    },
    {
      name: "PyPI: development and prereleases stand before, post-releases and local versions behind",
      packages: [
        installed("pypi", "sample", "2.0.dev1"),
        installed("pypi", "sample", "2.0rc1"),
        installed("pypi", "sample", "2.0.post1"),
        installed("pypi", "sample", "2.0+local"),
      ],
      statements: [
        { id: "GHSA-20", source: "osv-pypi", affected: [row("pypi", "sample", { ranges: [{ fixed: "2.0" }] })] },
      ],
      expected: ["GHSA-20 sample 2.0.dev1 < 2.0", "GHSA-20 sample 2.0rc1 < 2.0"],
    },
    {
      name: "Maven: 1-ga is 1, in any case of letters",
      packages: [
        installed("maven", "sample", "1-GA"),
        installed("maven", "sample", "1.0.Final"),
        installed("maven", "sample", "1-SNAPSHOT"),
      ],
      statements: [
        { id: "GHSA-20", source: "osv-github", affected: [row("maven", "sample", { ranges: [{ fixed: "1" }] })] },
      ],
      expected: ["GHSA-20 sample 1-SNAPSHOT < 1"],
    },
    {
      name: "Composer: stability stands before the release, and a branch before nothing",
      packages: [installed("composer", "sample", "2.0.0-RC1"), installed("composer", "sample", "v2.0.0")],
      statements: [
        {
          id: "GHSA-20",
          source: "osv-packagist",
          affected: [row("composer", "sample", { ranges: [{ fixed: "2.0.0" }] })],
        },
      ],
      expected: ["GHSA-20 sample 2.0.0-RC1 < 2.0.0"],
    },
    {
      name: "RubyGems: a platform is no part of the version",
      packages: [installed("gem", "sample", "1.10.2-x86_64-linux"), installed("gem", "sample", "1.10.3-x86_64-linux")],
      statements: [
        { id: "GHSA-20", source: "osv-rubygems", affected: [row("gem", "sample", { ranges: [{ fixed: "1.10.3" }] })] },
      ],
      expected: ["GHSA-20 sample 1.10.2-x86_64-linux < 1.10.3"],
    },
    {
      name: "Cargo: a prerelease of the repaired version is affected",
      packages: [installed("cargo", "sample", "1.13.1-alpha.1"), installed("cargo", "sample", "1.13.1")],
      statements: [
        { id: "GHSA-20", source: "osv-crates", affected: [row("cargo", "sample", { ranges: [{ fixed: "1.13.1" }] })] },
      ],
      expected: ["GHSA-20 sample 1.13.1-alpha.1 < 1.13.1"],
    },
    {
      name: "Hex: a prerelease of the repaired version is affected",
      packages: [installed("hex", "sample", "1.7.0-rc.1"), installed("hex", "sample", "1.7.0")],
      statements: [
        { id: "GHSA-20", source: "osv-erlang", affected: [row("hex", "sample", { ranges: [{ fixed: "1.7.0" }] })] },
      ],
      expected: ["GHSA-20 sample 1.7.0-rc.1 < 1.7.0"],
    },
    {
      name: "Pub: builds are ordered",
      packages: [installed("pub", "sample", "1.0.0+1"), installed("pub", "sample", "1.0.0+3")],
      statements: [
        { id: "GHSA-20", source: "osv-github", affected: [row("pub", "sample", { ranges: [{ fixed: "1.0.0+2" }] })] },
      ],
      expected: ["GHSA-20 sample 1.0.0+1 < 1.0.0+2"],
    },
    {
      name: "CRAN: a hyphen is a point",
      packages: [installed("cran", "sample", "1.2-3"), installed("cran", "sample", "1.2.4")],
      statements: [
        { id: "GHSA-20", source: "osv-r", affected: [row("cran", "sample", { ranges: [{ fixed: "1.2-4" }] })] },
      ],
      expected: ["GHSA-20 sample 1.2-3 < 1.2-4"],
    },
    {
      name: "Hackage: a shorter version stands before a longer one",
      packages: [installed("hackage", "sample", "1.2"), installed("hackage", "sample", "1.2.0")],
      statements: [
        {
          id: "GHSA-20",
          source: "osv-hackage",
          affected: [row("hackage", "sample", { ranges: [{ fixed: "1.2.0" }] })],
        },
      ],
      expected: ["GHSA-20 sample 1.2 < 1.2.0"],
    },
    {
      name: "Go: the major suffix is part of the path",
      packages: [
        installed("golang", "v2", "v2.0.5", { namespace: "example.com/tool" }),
        installed("golang", "tool", "v1.9.0", { namespace: "example.com" }),
      ],
      statements: [
        {
          id: "GO-6",
          source: "osv-go",
          affected: [row("golang", "example.com/tool/v2", { ranges: [{ fixed: "2.1.0" }] })],
        },
      ],
      expected: ["GO-6 example.com/tool/v2 v2.0.5 < 2.1.0"],
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
