import { describe, expect, test } from "vitest";
import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import { matchInventory } from "./match-inventory.ts";
import { installed, inventoryOf, row, type SampleStatement, sampleStore } from "./sample-store.ts";

interface Case {
  readonly name: string;
  readonly distribution?: string;
  readonly packages: readonly Package[];
  readonly statements: readonly SampleStatement[];
  readonly inventory?: Partial<Inventory>;
  /** `FLAW NAME VERSION`, with `< FIX`, `!REASON` where suppressed and `?` where only possible. */
  readonly expected: readonly string[];
}

function found({ distribution = "", packages, statements, inventory = {} }: Case): readonly string[] {
  const result = matchInventory(inventoryOf(distribution, packages, inventory), sampleStore(statements));
  return result.vulnerabilities.map(({ flaw, name, installed: version, fixedIn, fixChannel, suppressed, confidence }) =>
    [
      flaw,
      name,
      version,
      ...(fixedIn === undefined ? [] : [`< ${fixedIn}`]),
      ...(fixChannel === undefined ? [] : [`(${fixChannel})`]),
      ...(suppressed === undefined ? [] : [`!${suppressed}`]),
      ...(confidence === "possible" ? ["?"] : []),
    ].join(" "),
  );
}

const debianFix: SampleStatement = {
  id: "CVE-2024-1",
  source: "debian-tracker",
  affected: [row("debian:12", "samba", { names: "source", ranges: [{ fixed: "2:4.17.12+dfsg-0+deb12u2" }] })],
};

// What is expected follows from the documents that the subtleties come from: Debian policy and security tracker, Ubuntu
// Pro, Alpine secdb, Red Hat CSAF VEX, rpm, and OSV.
describe("packages of distributions", () => {
  test.each<Case>([
    {
      name: "Debian: source name and source version decide, not the binary's",
      distribution: "debian 12",
      packages: [
        installed("deb", "libldb2", "2:2.6.2+samba4.17.12+dfsg-0+deb12u1", {
          source: { name: "samba", version: "2:4.17.12+dfsg-0+deb12u1" },
        }),
      ],
      statements: [debianFix],
      expected: ["CVE-2024-1 libldb2 2:2.6.2+samba4.17.12+dfsg-0+deb12u1 < 2:4.17.12+dfsg-0+deb12u2"],
    },
    {
      name: "Debian: a binary of the same name as another source is not that source",
      distribution: "debian 12",
      packages: [installed("deb", "samba", "1.0", { source: { name: "other", version: "1.0" } })],
      statements: [debianFix],
      expected: [],
    },
    {
      name: "Debian: a binary-only rebuild has its source's version",
      distribution: "debian 12",
      packages: [installed("deb", "login", "1:4.13-1+b1", { source: { name: "shadow", version: "1:4.13-1+b1" } })],
      statements: [
        {
          id: "CVE-2024-2",
          source: "debian-tracker",
          affected: [row("debian:12", "shadow", { names: "source", ranges: [{ lastAffected: "1:4.13-1" }] })],
        },
      ],
      expected: ["CVE-2024-2 login 1:4.13-1+b1"],
    },
    {
      name: "Debian: what nobody has repaired is affected in every version",
      distribution: "debian 12",
      packages: [installed("deb", "tar", "1.34+dfsg-1.2")],
      statements: [
        {
          id: "CVE-2005-2541",
          source: "debian-tracker",
          affected: [row("debian:12", "tar", { names: "source", status: "affected", ranges: [{}] })],
        },
      ],
      expected: ["CVE-2005-2541 tar 1.34+dfsg-1.2"],
    },
    {
      name: "Debian: what is under investigation is possible",
      distribution: "debian 12",
      packages: [installed("deb", "tar", "1.34")],
      statements: [
        {
          id: "CVE-2024-3",
          source: "debian-tracker",
          affected: [row("debian:12", "tar", { names: "source", status: "under-investigation", ranges: [{}] })],
        },
      ],
      expected: ["CVE-2024-3 tar 1.34 ?"],
    },
    {
      name: "Debian: not affected cancels what a weaker source says",
      distribution: "debian 12",
      packages: [installed("deb", "tar", "1.34")],
      statements: [
        {
          id: "CVE-2024-4",
          source: "debian-tracker",
          affected: [row("debian:12", "tar", { names: "source", status: "not-affected" })],
        },
        {
          id: "DSA-1",
          source: "osv-debian",
          upstream: ["CVE-2024-4"],
          affected: [row("debian:12", "tar", { names: "source", ranges: [{ fixed: "9" }] })],
        },
      ],
      expected: ["CVE-2024-4 tar 1.34 !own-statement"],
    },
    {
      name: "Debian: a backport is judged by the release that it comes from",
      distribution: "debian 12",
      packages: [installed("deb", "samba", "2:4.20.1-1~bpo12+1")],
      statements: [
        debianFix,
        {
          id: "CVE-2024-5",
          source: "debian-tracker",
          affected: [row("debian:13", "samba", { names: "source", ranges: [{ fixed: "2:4.20.2-1" }] })],
        },
      ],
      expected: ["CVE-2024-5 samba 2:4.20.1-1~bpo12+1 < 2:4.20.2-1"],
    },
    {
      name: "Debian: in a container the host's kernel runs",
      distribution: "debian 12",
      packages: [installed("deb", "linux-libc-dev", "6.1.1-1", { source: { name: "linux", version: "6.1.1-1" } })],
      inventory: { target: { kind: "image", name: "image" } },
      statements: [
        {
          id: "CVE-2024-6",
          source: "debian-tracker",
          affected: [row("debian:12", "linux", { names: "source", ranges: [{ fixed: "6.1.9-1" }] })],
        },
      ],
      expected: ["CVE-2024-6 linux-libc-dev 6.1.1-1 < 6.1.9-1 !kernel-of-host"],
    },
    {
      name: "distroless: its packages are Debian's",
      distribution: "debian 12",
      packages: [
        installed("deb", "samba", "2:4.17.12+dfsg-0+deb12u1", { locations: [{ path: "var/lib/dpkg/status.d/samba" }] }),
      ],
      statements: [debianFix],
      expected: ["CVE-2024-1 samba 2:4.17.12+dfsg-0+deb12u1 < 2:4.17.12+dfsg-0+deb12u2"],
    },
    {
      name: "Ubuntu: a repair of extended support is told with its channel",
      distribution: "ubuntu 18.04",
      packages: [installed("deb", "curl", "7.58.0-2ubuntu3.24")],
      statements: [
        {
          id: "CVE-2024-7",
          source: "osv-ubuntu",
          affected: [
            row("ubuntu:18.04", "curl", {
              names: "source",
              ranges: [{ fixed: "7.58.0-2ubuntu3.24+esm4" }],
              channel: "esm",
            }),
          ],
        },
      ],
      expected: ["CVE-2024-7 curl 7.58.0-2ubuntu3.24 < 7.58.0-2ubuntu3.24+esm4 (esm)"],
    },
    {
      name: "Ubuntu: who has the repair of extended support is not affected by the ordinary line's lack of one",
      distribution: "ubuntu 18.04",
      packages: [installed("deb", "curl", "7.58.0-2ubuntu3.24+esm4")],
      statements: [
        {
          id: "CVE-2024-8",
          source: "osv-ubuntu",
          affected: [
            row("ubuntu:18.04", "curl", { names: "source", status: "affected", ranges: [{}] }),
            row("ubuntu:18.04", "curl", {
              names: "source",
              ranges: [{ fixed: "7.58.0-2ubuntu3.24+esm4" }],
              channel: "esm",
            }),
          ],
        },
      ],
      expected: ["CVE-2024-8 curl 7.58.0-2ubuntu3.24+esm4 !own-statement"],
    },
    {
      name: "Ubuntu: FIPS is a line of its own",
      distribution: "ubuntu 22.04",
      packages: [installed("deb", "openssl", "3.0.2-0ubuntu1.20")],
      statements: [
        {
          id: "CVE-2024-9",
          source: "osv-ubuntu",
          affected: [
            row("ubuntu:22.04", "openssl", {
              names: "source",
              ranges: [{ fixed: "3.0.2-0ubuntu1.21+Fips1" }],
              channel: "fips",
            }),
          ],
        },
      ],
      expected: [],
    },
    {
      name: "Alpine: the origin is asked, in its branch",
      distribution: "alpine 3.20.3",
      packages: [installed("apk", "libcrypto3", "3.3.1-r0", { source: { name: "openssl", version: "3.3.1-r0" } })],
      statements: [
        {
          id: "CVE-2024-10",
          source: "alpine-secdb",
          affected: [row("alpine:3.20", "openssl", { names: "source", ranges: [{ fixed: "3.3.1-r1" }] })],
        },
        {
          id: "CVE-2024-11",
          source: "alpine-secdb",
          affected: [row("alpine:3.19", "openssl", { names: "source", ranges: [{ fixed: "3.3.9-r1" }] })],
        },
      ],
      expected: ["CVE-2024-10 libcrypto3 3.3.1-r0 < 3.3.1-r1"],
    },
    {
      name: "Alpine: version 0 says never affected, and cancels",
      distribution: "alpine 3.20.3",
      packages: [installed("apk", "tiff", "4.0-r0")],
      statements: [
        {
          id: "CVE-2024-12",
          source: "alpine-secdb",
          affected: [row("alpine:3.20", "tiff", { names: "source", status: "not-affected" })],
        },
        {
          id: "ALPINE-CVE-2024-12",
          source: "osv-alpine",
          upstream: ["CVE-2024-12"],
          affected: [row("alpine:3.20", "tiff", { names: "source", status: "affected", ranges: [{}] })],
        },
      ],
      expected: ["CVE-2024-12 tiff 4.0-r0 !own-statement"],
    },
    {
      name: "Alpine: edge has no version",
      distribution: "alpine",
      packages: [installed("apk", "tiff", "4.0-r0")],
      statements: [
        {
          id: "CVE-2024-13",
          source: "alpine-secdb",
          affected: [row("alpine:edge", "tiff", { names: "source", ranges: [{ fixed: "4.1-r0" }] })],
        },
      ],
      expected: ["CVE-2024-13 tiff 4.0-r0 < 4.1-r0"],
    },
    {
      name: "rpm: an epoch is higher than any version",
      distribution: "almalinux 9.4",
      packages: [installed("rpm", "bind", "33:9.16-1.el9")],
      statements: [
        {
          id: "ALSA-1",
          upstream: ["CVE-2024-14"],
          affected: [row("almalinux:9", "bind", { ranges: [{ fixed: "32:9.18-1.el9" }] })],
        },
      ],
      expected: [],
    },
    {
      name: "rpm: an epoch that the feed leaves out is left out of the comparison",
      distribution: "almalinux 9.4",
      packages: [installed("rpm", "bind", "32:9.16-1.el9")],
      statements: [
        {
          id: "ALSA-1",
          upstream: ["CVE-2024-14"],
          affected: [row("almalinux:9", "bind", { ranges: [{ fixed: "9.18-1.el9" }] })],
        },
      ],
      expected: ["CVE-2024-14 bind 32:9.16-1.el9 < 9.18-1.el9"],
    },
    {
      name: "rpm: a module is compared inside its stream only",
      distribution: "almalinux 8.10",
      packages: [installed("rpm", "nodejs", "1:18.9-1.module_el8.7", { module: "nodejs:18:8070020221213:bd1311ed" })],
      statements: [
        {
          id: "ALSA-2",
          upstream: ["CVE-2024-15"],
          affected: [
            row("almalinux:8", "nodejs", { ranges: [{ fixed: "1:18.10-1.module_el8.7" }], module: "nodejs:18" }),
          ],
        },
        {
          id: "ALSA-3",
          upstream: ["CVE-2024-16"],
          affected: [
            row("almalinux:8", "nodejs", { ranges: [{ fixed: "1:20.1-1.module_el8.7" }], module: "nodejs:20" }),
          ],
        },
        {
          id: "ALSA-4",
          upstream: ["CVE-2024-17"],
          affected: [row("almalinux:8", "nodejs", { ranges: [{ fixed: "1:99-1.el8" }] })],
        },
      ],
      expected: ["CVE-2024-15 nodejs 1:18.9-1.module_el8.7 < 1:18.10-1.module_el8.7"],
    },
    {
      name: "rpm: a row of another architecture says nothing",
      distribution: "amzn 2023",
      packages: [
        installed("rpm", "curl", "8.0-1", { architecture: "x86_64" }),
        installed("rpm", "curl-docs", "8.0-1", { architecture: "noarch" }),
      ],
      statements: [
        {
          id: "ALAS2023-1",
          upstream: ["CVE-2024-18"],
          affected: [
            row("amzn:2023", "curl", { ranges: [{ fixed: "8.1-1" }], architectures: ["aarch64"] }),
            row("amzn:2023", "curl-docs", { ranges: [{ fixed: "8.1-1" }], architectures: ["aarch64"] }),
          ],
        },
      ],
      expected: ["CVE-2024-18 curl-docs 8.0-1 < 8.1-1"],
    },
    {
      name: "RHEL: a minor stream speaks to those who have it, and decides there",
      distribution: "rhel 9.2",
      packages: [installed("rpm", "curl", "7.76-19.el9_2.5")],
      inventory: { contentSets: ["rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_2"] },
      statements: [
        {
          id: "CVE-2024-19",
          source: "redhat-vex",
          affected: [
            row("rhel:9", "curl", { ranges: [{ fixed: "7.76-29.el9_4" }] }),
            row("rhel:9", "curl", { ranges: [{ fixed: "7.76-19.el9_2.5" }], channel: "eus-9.2" }),
          ],
        },
      ],
      expected: ["CVE-2024-19 curl 7.76-19.el9_2.5 !own-statement"],
    },
    {
      name: "RHEL: without the minor stream the ordinary line decides",
      distribution: "rhel 9.2",
      packages: [installed("rpm", "curl", "7.76-19.el9_2.5")],
      statements: [
        {
          id: "CVE-2024-19",
          source: "redhat-vex",
          affected: [
            row("rhel:9", "curl", { ranges: [{ fixed: "7.76-29.el9_4" }] }),
            row("rhel:9", "curl", { ranges: [{ fixed: "7.76-19.el9_2.5" }], channel: "eus-9.2" }),
          ],
        },
      ],
      expected: ["CVE-2024-19 curl 7.76-19.el9_2.5 < 7.76-29.el9_4"],
    },
    {
      name: "AlmaLinux: bug fixes and enhancements repair no flaw",
      distribution: "almalinux 9.4",
      packages: [installed("rpm", "curl", "7.76-1.el9")],
      statements: [
        { id: "ALBA-2024:1", affected: [row("almalinux:9", "curl", { ranges: [{ fixed: "7.76-9.el9" }] })] },
        { id: "ALSA-2024:2", affected: [row("almalinux:9", "curl", { ranges: [{ fixed: "7.76-8.el9" }] })] },
      ],
      expected: ["ALSA-2024:2 curl 7.76-1.el9 < 7.76-8.el9"],
    },
    {
      name: "Amazon Linux: a kernel of one line is not repaired by another line's",
      distribution: "amzn 2",
      packages: [installed("rpm", "kernel", "4.14.300-1.amzn2")],
      statements: [
        {
          id: "ALAS2-1",
          upstream: ["CVE-2024-20"],
          affected: [row("amzn:2", "kernel", { ranges: [{ fixed: "4.14.301-1.amzn2" }] })],
        },
        {
          id: "ALAS2KERNEL-5.10-1",
          upstream: ["CVE-2024-21"],
          affected: [row("amzn:2", "kernel", { ranges: [{ fixed: "5.10.9-1.amzn2" }], channel: "extras-kernel-5.10" })],
        },
      ],
      expected: ["CVE-2024-20 kernel 4.14.300-1.amzn2 < 4.14.301-1.amzn2"],
    },
  ])("$name", (one) => {
    expect(found(one)).toEqual(one.expected);
  });
});

describe("packages of languages", () => {
  test.each<Case>([
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

describe("one flaw is one finding", () => {
  test("the names that databases give to a flaw are one, and all statements stay visible", () => {
    const store = sampleStore([
      {
        id: "GHSA-8",
        source: "osv-github",
        aliases: ["CVE-2024-30"],
        affected: [row("pypi", "django", { ranges: [{ fixed: "4.2.9" }] })],
      },
      {
        id: "PYSEC-8",
        source: "osv-pypi",
        aliases: ["CVE-2024-30"],
        affected: [row("pypi", "django", { ranges: [{ fixed: "4.2.8" }] })],
      },
    ]);

    const { vulnerabilities } = matchInventory(inventoryOf("", [installed("pypi", "Django", "4.2.1")]), store);

    expect(vulnerabilities).toMatchObject([
      { flaw: "CVE-2024-30", advisory: "PYSEC-8", aliases: ["GHSA-8", "PYSEC-8"], fixedIn: "4.2.8" },
    ]);
    expect(vulnerabilities[0]?.statements.map(({ source, affected }) => `${source} ${affected}`)).toEqual([
      "osv-pypi < 4.2.8",
      "osv-github < 4.2.9",
    ]);
  });

  test("an erratum is a finding for each flaw that it repairs", () => {
    const store = sampleStore([
      {
        id: "ALSA-9",
        upstream: ["CVE-2024-31", "CVE-2024-32"],
        affected: [row("almalinux:9", "curl", { ranges: [{ fixed: "8-1" }] })],
      },
    ]);

    const { vulnerabilities } = matchInventory(inventoryOf("almalinux 9.4", [installed("rpm", "curl", "7-1")]), store);

    expect(vulnerabilities.map(({ flaw, advisory }) => `${flaw} ${advisory}`)).toEqual([
      "CVE-2024-31 ALSA-9",
      "CVE-2024-32 ALSA-9",
    ]);
  });

  const statements: readonly SampleStatement[] = [
    debianFix,
    { id: "GHSA-9", source: "osv-github", affected: [row("pypi", "six", { ranges: [{ fixed: "2.0" }] })] },
  ];
  const owned = [{ path: "usr/lib/python3/dist-packages/six.dist-info", owner: "pkg:deb/python3-six@1.16-4" }] as const;

  test.each<Case>([
    {
      name: "what belongs to a package of the distribution is judged by the distribution",
      distribution: "debian 12",
      packages: [installed("deb", "python3-six", "1.16-4"), installed("pypi", "six", "1.16", { locations: owned })],
      statements,
      expected: ["GHSA-9 six 1.16 < 2.0 !owned-by-distribution"],
    },
    {
      name: "what also lies elsewhere is judged by its ecosystem",
      distribution: "debian 12",
      packages: [
        installed("deb", "python3-six", "1.16-4"),
        installed("pypi", "six", "1.16", { locations: [...owned, { path: "app/six.dist-info" }] }),
      ],
      statements,
      expected: ["GHSA-9 six 1.16 < 2.0"],
    },
    {
      name: "a package of somebody else's repository answers for nothing",
      distribution: "debian 12",
      packages: [
        installed("deb", "python3-six", "1.16-4", { vendor: "GitLab <support@gitlab.com>" }),
        installed("pypi", "six", "1.16", { locations: owned }),
      ],
      statements,
      expected: ["GHSA-9 six 1.16 < 2.0"],
    },
  ])("$name", (one) => {
    expect(found(one)).toEqual(one.expected);
  });
});

describe("what nothing can be said of is never clean", () => {
  const store = sampleStore([debianFix], { covers: ["rhel:9", "npm"] });
  test.each([
    {
      name: "docker-ce on Debian",
      inventory: inventoryOf("debian 12", [
        installed("deb", "docker-ce", "5:27.0.1-1~debian.12~bookworm", { vendor: "Docker <support@docker.com>" }),
      ]),
      expected: "third-party debian:12",
    },
    {
      name: "pgdg on Debian",
      inventory: inventoryOf("debian 12", [installed("deb", "postgresql-16", "16.3-1.pgdg120+1")]),
      expected: "third-party debian:12",
    },
    {
      name: "EPEL on RHEL",
      inventory: inventoryOf("rhel 9.4", [installed("rpm", "htop", "3.2-1.el9", { vendor: "Fedora Project" })]),
      expected: "third-party rhel:9",
    },
    {
      name: "a derivative with packages of its own",
      inventory: inventoryOf("kali 2024.1", [installed("deb", "curl", "8")]),
      expected: "unknown-distribution kali",
    },
    {
      name: "a release that the database has nothing of",
      inventory: inventoryOf("debian 9", [installed("deb", "curl", "8")]),
      expected: "not-in-database debian:9",
    },
    {
      name: "packages of a distribution that is not known",
      inventory: inventoryOf("", [installed("apk", "curl", "8")]),
      expected: "unknown-distribution apk",
    },
    {
      name: "a package without a version",
      inventory: inventoryOf("", [installed("npm", "app", "")]),
      expected: "version-missing npm",
    },
    {
      name: "an ecosystem without advisories",
      inventory: inventoryOf("", [installed("alpm", "curl", "8")]),
      expected: "unknown-ecosystem alpm",
    },
  ])("$name", ({ inventory, expected }) => {
    const { vulnerabilities, gaps } = matchInventory(inventory, store);

    expect(gaps.map(({ reason, ecosystem }) => `${reason} ${ecosystem}`)).toEqual([expected]);
    expect(gaps[0]?.packages).toEqual(inventory.packages.map(({ id }) => id));
    expect(vulnerabilities).toEqual([]);
  });

  test("a version that has no order is said, and matches where every version is affected", () => {
    const all = sampleStore([
      { id: "MAL-1", source: "osv-malicious", kind: "malware", affected: [row("npm", "evil", { ranges: [{}] })] },
      { id: "GHSA-10", source: "osv-github", affected: [row("npm", "evil", { ranges: [{ fixed: "2.0.0" }] })] },
    ]);

    const { vulnerabilities, gaps } = matchInventory(inventoryOf("", [installed("npm", "evil", "latest")]), all);

    expect(vulnerabilities).toMatchObject([{ flaw: "MAL-1", kind: "malware" }]);
    expect(gaps).toEqual([{ reason: "version-unreadable", ecosystem: "npm", packages: ["pkg:npm/evil@latest"] }]);
  });
});

describe("rating and risk", () => {
  const flaws = [
    {
      cve: "CVE-2024-40",
      knownExploited: { added: "2024-01-01", ransomware: false },
      epss: { probability: 0.9, percentile: 0.96, date: "2026-01-01" },
      severities: [{ system: "cvss-3" as const, vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", from: "nvd" }],
    },
  ];

  test("the distribution's word comes before the score; the parts of a risk are given", () => {
    const store = sampleStore(
      [
        {
          id: "CVE-2024-40",
          source: "debian-tracker",
          affected: [
            row("debian:12", "tar", {
              names: "source",
              ranges: [{ fixed: "2" }],
              rating: { rating: "low", words: "low" },
            }),
          ],
        },
      ],
      { flaws },
    );

    const { vulnerabilities } = matchInventory(inventoryOf("debian 12", [installed("deb", "tar", "1")]), store);

    expect(vulnerabilities).toMatchObject([
      {
        rating: "low",
        score: 9.8,
        riskParts: [
          { part: "known-exploited", points: 45 },
          { part: "exploit-probability", points: 24 },
          { part: "severity", points: 24.5 },
          { part: "fix-available", points: 5 },
        ],
        risk: 98.5,
      },
    ]);
  });

  test("what nobody rated is unknown", () => {
    const store = sampleStore([{ id: "GHSA-11", affected: [row("npm", "left", { ranges: [{}] })] }]);

    const { vulnerabilities } = matchInventory(inventoryOf("", [installed("npm", "left", "1.0.0")]), store);

    expect(vulnerabilities[0]?.rating).toBe("unknown");
    expect(vulnerabilities[0]?.score).toBeUndefined();
  });
});
