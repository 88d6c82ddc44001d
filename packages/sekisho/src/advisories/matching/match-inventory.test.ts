import { describe, expect, test } from "vitest";
import { matchInventory } from "./match-inventory.ts";
import { debianFix, found, type MatchCase } from "./sample-case.ts";
import { installed, inventoryOf, row, type SampleStatement, sampleStore } from "./sample-store.ts";

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

  test.each<MatchCase>([
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
  const spoken = {
    id: "GHSA-11",
    affected: [
      row("npm", "app", { ranges: [{ fixed: "2.0.0" }] }),
      row("golang", "example.com/shop", { ranges: [{ fixed: "2.0.0" }] }),
    ],
  };
  const store = sampleStore([debianFix, spoken], { covers: ["rhel:9", "npm", "golang", "generic"] });
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
      name: "a program whose version nobody wrote",
      inventory: inventoryOf("", [installed("golang", "shop", "", { namespace: "example.com" })]),
      expected: "version-missing golang",
    },
    {
      name: "a product that no collection names, such as a library of an SBOM without a package URL",
      inventory: inventoryOf("", [installed("generic", "lodash", "4.17.20")]),
      expected: "unknown-ecosystem generic",
    },
    {
      name: "a package that an SBOM says comes from somebody else",
      inventory: inventoryOf("debian 12", [installed("deb", "nodejs", "20.1.0-1", { namespace: "nodesource" })]),
      expected: "third-party debian:12",
    },
    {
      name: "NodeSource on Debian",
      inventory: inventoryOf("debian 12", [installed("deb", "nodejs", "20.1.0-1nodesource1")]),
      expected: "third-party debian:12",
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

  test("where no advisory names a package, its version need not be known", () => {
    const own = inventoryOf("", [installed("golang", "till", "", { namespace: "example.com" })]);

    const { gaps, judged } = matchInventory(own, store);

    expect(gaps).toEqual([]);
    expect(judged).toEqual([{ ecosystem: "golang", packages: 1 }]);
  });

  test("what holds for every version holds for one that nobody wrote", () => {
    const all = sampleStore([
      { id: "MAL-1", source: "osv-malicious", kind: "malware", affected: [row("npm", "evil", { ranges: [{}] })] },
      { id: "GHSA-10", source: "osv-github", affected: [row("npm", "evil", { ranges: [{ fixed: "2.0.0" }] })] },
    ]);

    const { vulnerabilities, gaps } = matchInventory(inventoryOf("", [installed("npm", "evil", "")]), all);

    expect(vulnerabilities).toMatchObject([{ flaw: "MAL-1", kind: "malware", installed: "" }]);
    expect(gaps).toMatchObject([{ reason: "version-missing", ecosystem: "npm" }]);
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

test("what nobody knows yet is undecided, also of a version that has no order", () => {
  const store = sampleStore([
    { id: "GHSA-12", affected: [row("npm", "left", { status: "under-investigation", ranges: [{}] })] },
  ]);
  const packages = [installed("npm", "left", "1.0.0"), installed("npm", "left", "latest")];

  const { vulnerabilities } = matchInventory(inventoryOf("", packages), store);

  expect(vulnerabilities.map(({ confidence, statements }) => [confidence, statements[0].verdict])).toEqual([
    ["possible", "undecided"],
    ["possible", "undecided"],
  ]);
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

  test("a flaw is rated for each release of a distribution", () => {
    const rate = (release: string, words: "low" | "high") =>
      row(release, "tar", { names: "source", ranges: [{ fixed: "2" }], rating: { rating: words, words } });
    const rated = sampleStore([
      { id: "CVE-2024-41", source: "debian-tracker", affected: [rate("debian:11", "high"), rate("debian:12", "low")] },
    ]);

    const ratings = ["debian 11", "debian 12"].map(
      (release) =>
        matchInventory(inventoryOf(release, [installed("deb", "tar", "1")]), rated).vulnerabilities[0]?.rating,
    );

    expect(ratings).toEqual(["high", "low"]);
  });

  test.each(["will-not-fix", "end-of-life", "affected"] as const)(
    "a flaw that nobody repairs says so: %s",
    (status) => {
      const left = sampleStore([
        {
          id: "CVE-2024-42",
          source: "debian-tracker",
          affected: [row("debian:12", "tar", { names: "source", status, ranges: [{}] })],
        },
      ]);

      const { vulnerabilities } = matchInventory(inventoryOf("debian 12", [installed("deb", "tar", "1")]), left);

      expect(vulnerabilities).toMatchObject([{ status, confidence: "certain" }]);
      expect(vulnerabilities[0]?.fixedIn).toBeUndefined();
    },
  );

  test("what nobody rated is unknown", () => {
    const store = sampleStore([{ id: "GHSA-11", affected: [row("npm", "left", { ranges: [{}] })] }]);

    const { vulnerabilities } = matchInventory(inventoryOf("", [installed("npm", "left", "1.0.0")]), store);

    expect(vulnerabilities[0]?.rating).toBe("unknown");
    expect(vulnerabilities[0]?.score).toBeUndefined();
  });
});
