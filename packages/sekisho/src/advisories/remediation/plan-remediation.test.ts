import { describe, expect, test } from "vitest";
import type { Finding } from "../../model/finding.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import type { RemediationPlan } from "../../model/remediation.ts";
import { packageSubject } from "../../semantics/package-url/package-subject.ts";
import { flawSeverity } from "../matching/flaw-severity.ts";
import { matchInventory } from "../matching/match-inventory.ts";
import { installed, inventoryOf, row, type SampleStatement, sampleStore } from "../matching/sample-store.ts";
import { planRemediation } from "./plan-remediation.ts";

interface Case {
  readonly packages: readonly Package[];
  readonly statements: readonly SampleStatement[];
  readonly distribution?: string;
  readonly inventory?: Partial<Inventory>;
  readonly accepted?: readonly string[];
  /** Checks with the packages that they call needless. */
  readonly needless?: Readonly<Record<string, readonly string[]>>;
}

function plan({
  packages,
  statements,
  distribution = "",
  inventory: fields = {},
  accepted = [],
  needless = {},
}: Case): RemediationPlan | undefined {
  const store = sampleStore(statements);
  const inventory = inventoryOf(distribution, packages, fields);
  const { vulnerabilities } = matchInventory(inventory, store);
  const findings = new Map<string, Finding>();
  for (const vulnerability of vulnerabilities) {
    const subject = packageSubject(vulnerability.package);
    const id = `${vulnerability.flaw} ${subject}`;
    if (findings.has(id)) continue;
    findings.set(id, {
      ...sampleFinding(id, `vulnerability/${vulnerability.flaw}`, subject),
      kind: "vulnerability",
      severity: flawSeverity(vulnerability),
      status: accepted.includes(vulnerability.flaw) || vulnerability.suppressed !== undefined ? "accepted" : "open",
      vulnerability,
    });
  }
  const others = Object.entries(needless).flatMap(([rule, names]) =>
    names.map((name): Finding => ({ ...sampleFinding(name, rule, `package:${name}`), kind: "misconfiguration" })),
  );
  return planRemediation(
    { findings: [...others, ...findings.values()], vulnerabilities, inventory },
    { store, language: "en", today: "2026-01-01", pathPrefix: "" },
  );
}

function sampleFinding(id: string, rule: string, subject: string): Omit<Finding, "kind"> {
  return {
    id,
    rule: { id: rule, aliases: [], controls: [] },
    severity: "low",
    title: "",
    message: "",
    remediation: "",
    subject,
    evidence: [{ location: { path: "x" } }],
    status: "open",
  };
}

/** `TITLE: adds N, risk R; remains M, risk Q`, an action a line. */
function lines(planned: RemediationPlan | undefined): readonly string[] {
  return (planned?.actions ?? []).map(
    ({ title, adds, remains }) =>
      `${title}: adds ${adds.findings}, risk ${adds.risk}; remains ${remains.findings}, risk ${remains.risk}`,
  );
}

function rated(score: number): Partial<SampleStatement> {
  return { severities: [{ system: "score", score, from: "test" }] };
}

function fixedIn(ecosystem: string, name: string, fixed: string | undefined, fields: Parameters<typeof row>[2] = {}) {
  return row(ecosystem, name, { ranges: [fixed === undefined ? {} : { fixed }], ...fields });
}

const image: NonNullable<Inventory["image"]> = {
  name: "shop/web:1",
  tags: [],
  configDigest: "sha256:00",
  source: "docker-archive",
  configuration: {
    platform: { os: "linux", architecture: "amd64" },
    user: "",
    exposedPorts: [],
    environment: [],
    entrypoint: [],
    command: [],
    workingDirectory: "",
    labels: {},
    volumes: [],
    onBuild: [],
  },
  history: [],
  layers: [],
  annotations: {},
};
const base = (name?: string): Partial<Inventory> => ({
  target: { kind: "image", name: image.name },
  image,
  baseImage: { ...(name === undefined ? {} : { name }), layers: 1, known: "compared" },
});
const inBase = { locations: [{ path: "var/lib/dpkg/status", layer: 0, origin: "base-image" }] } as const;
const above = { locations: [{ path: "var/lib/dpkg/status", layer: 1, origin: "application" }] } as const;

// Risks by hand: a tenth of the score times 25, and 5 where there is a fix: 8.0 with a fix is 25, 4.0 is 15; without 20 and 10.
describe("dependencies", () => {
  test("the package with most risk first; what has no fix remains", () => {
    const planned = plan({
      packages: [
        installed("npm", "left", "1.0.0"),
        installed("npm", "right", "1.0.0"),
        installed("npm", "lost", "1.0.0"),
      ],
      statements: [
        { id: "A", ...rated(4), affected: [fixedIn("npm", "right", "1.1.0")] },
        { id: "B", ...rated(8), affected: [fixedIn("npm", "left", "1.2.0")] },
        { id: "C", ...rated(4), affected: [fixedIn("npm", "left", "1.3.0")] },
        { id: "D", ...rated(8), affected: [fixedIn("npm", "lost", undefined)] },
      ],
    });

    expect(planned?.total).toMatchObject({ findings: 4, risk: 75, share: 1 });
    expect(lines(planned)).toEqual([
      "Raise left 1.0.0 → 1.3.0: adds 2, risk 40; remains 2, risk 35",
      "Raise right 1.0.0 → 1.1.0: adds 1, risk 15; remains 1, risk 20",
    ]);
  });

  test("several installed versions are raised by one action, each within its line", () => {
    const planned = plan({
      packages: [installed("npm", "left", "2.0.0"), installed("npm", "left", "1.0.0")],
      statements: [
        {
          id: "A",
          ...rated(8),
          affected: [
            row("npm", "left", {
              ranges: [
                { introduced: "0", fixed: "1.9.3" },
                { introduced: "2.0.0", fixed: "2.1.0" },
              ],
            }),
          ],
        },
      ],
    });

    expect(lines(planned)).toEqual(["Raise left 1.0.0 → 1.9.3; 2.0.0 → 2.1.0: adds 1, risk 25; remains 0, risk 0"]);
    expect(planned?.actions[0]?.changes.map(({ from, to }) => [from, to])).toEqual([
      ["1.0.0", "1.9.3"],
      ["2.0.0", "2.1.0"],
    ]);
  });

  test("one version that stays flawed keeps the finding", () => {
    const planned = plan({
      packages: [installed("npm", "left", "1.0.0"), installed("npm", "left", "3.0.0")],
      statements: [
        {
          id: "A",
          ...rated(8),
          affected: [row("npm", "left", { ranges: [{ introduced: "0", fixed: "1.9.3" }, { introduced: "3.0.0" }] })],
        },
      ],
    });

    expect(lines(planned)).toEqual(["Raise left 1.0.0 → 1.9.3: adds 0, risk 0; remains 1, risk 25"]);
  });

  test("what another package brings is led back to what the project names", () => {
    const planned = plan({
      packages: [
        installed("npm", "web", "4.0.0", {
          isDirect: true,
          dependsOn: ["pkg:npm/left@1.0.0"],
          locations: [{ path: "yarn.lock" }],
        }),
        installed("npm", "left", "1.0.0", {
          isDirect: false,
          locations: [{ path: "yarn.lock" }],
          dependsOn: ["pkg:npm/left@1.0.0"],
        }),
      ],
      statements: [{ id: "A", ...rated(8), affected: [fixedIn("npm", "left", "1.2.0")] }],
    });

    expect(planned?.actions).toMatchObject([
      {
        explanation:
          "It comes with web. Raise that if a newer release asks for the repaired version; otherwise set the version in `resolutions` in package.json.",
        commands: ["npm pkg set 'resolutions[left]=1.2.0'", "yarn install"],
        changes: [{ isDirect: false, paths: ["yarn.lock"] }],
      },
    ]);
  });

  test("Go programs are built with a newer standard library; modules have their v", () => {
    const planned = plan({
      packages: [
        installed("golang", "stdlib", "1.22.1", { locations: [{ path: "usr/bin/a" }, { path: "usr/bin/b" }] }),
        installed("golang", "net", "v0.7.0", { namespace: "golang.org/x" }),
      ],
      statements: [
        { id: "A", ...rated(8), affected: [fixedIn("golang", "stdlib", "1.22.5")] },
        { id: "B", ...rated(4), affected: [fixedIn("golang", "golang.org/x/net", "0.17.0")] },
      ],
    });

    expect(planned?.actions).toMatchObject([
      { kind: "rebuild-program", title: "Build with Go 1.22.5 or later" },
      { commands: ["go get golang.org/x/net@v0.17.0", "go mod tidy"], changes: [{ to: "v0.17.0" }] },
    ]);
    expect(planned?.actions[0]?.explanation).toContain("usr/bin/a, usr/bin/b");
  });

  test("malware goes, whatever version is said to be clean", () => {
    const planned = plan({
      packages: [installed("npm", "evil", "1.0.0")],
      statements: [{ id: "MAL-1", kind: "malware", affected: [fixedIn("npm", "evil", "2.0.0")] }],
    });

    expect(planned?.actions).toMatchObject([
      { kind: "remove-package", title: "Remove the malware evil", commands: ["npm uninstall evil"] },
    ]);
  });

  test("a hostile name is one word of the command", () => {
    const planned = plan({
      packages: [installed("npm", "a;rm -rf $HOME", "1.0.0", { isDirect: true })],
      statements: [{ id: "A", affected: [fixedIn("npm", "a;rm -rf $HOME", "1.2.0")] }],
    });

    expect(planned?.actions[0]?.commands).toEqual(["npm install 'a;rm -rf $HOME@1.2.0'"]);
  });

  test("nothing open, nothing to do", () => {
    const statements = [{ id: "A", affected: [fixedIn("npm", "left", "1.2.0")] }];

    expect(plan({ packages: [installed("npm", "left", "1.2.0")], statements })).toBeUndefined();
    expect(plan({ packages: [installed("npm", "left", "1.0.0")], statements, accepted: ["A"] })).toBeUndefined();
  });
});

describe("packages of a distribution", () => {
  const openssl = { source: { name: "openssl", version: "3.0.1-1" } };
  const statements: readonly SampleStatement[] = [
    {
      id: "A",
      source: "debian-tracker",
      ...rated(8),
      affected: [fixedIn("debian:12", "openssl", "3.0.2-1", { names: "source" })],
    },
    {
      id: "B",
      source: "debian-tracker",
      ...rated(4),
      affected: [fixedIn("debian:12", "openssl", "3.0.10-1", { names: "source" })],
    },
    {
      id: "C",
      source: "debian-tracker",
      ...rated(4),
      affected: [fixedIn("debian:12", "curl", "7.88.1-2", { names: "source" })],
    },
    {
      id: "D",
      source: "debian-tracker",
      ...rated(8),
      affected: [row("debian:12", "zlib", { names: "source", status: "affected", ranges: [{}] })],
    },
  ];

  test("the base image takes what lies in it, overlaps count once, the ways beside it stand last", () => {
    const planned = plan({
      distribution: "debian 12",
      inventory: base("debian:12.1-slim"),
      packages: [
        installed("deb", "libssl3", "3.0.1-1", { ...openssl, ...inBase }),
        installed("deb", "openssl", "3.0.1-1", { ...openssl, ...above }),
        installed("deb", "curl", "7.88.1-1", inBase),
        installed("deb", "zlib", "1.2-1", inBase),
      ],
      statements,
    });

    // libssl3: A 25, B 15; openssl the same; curl C 15; zlib D 20, without a fix.
    expect(planned?.total).toMatchObject({ findings: 6, risk: 115 });
    expect(lines(planned)).toEqual([
      "Upgrade openssl to 3.0.10-1: adds 4, risk 80; remains 2, risk 35",
      "Raise the base image from debian:12.1-slim to debian:12-slim: adds 1, risk 15; remains 1, risk 20",
      "Install the distribution's packages anew: adds 0, risk 0; remains 1, risk 20",
      "Upgrade curl to 7.88.1-2: adds 0, risk 0; remains 1, risk 20",
    ]);
    expect(planned?.actions[1]).toMatchObject({
      image: { from: "debian:12.1-slim", to: "debian:12-slim" },
      findings: ["A pkg:deb/libssl3", "B pkg:deb/libssl3", "C pkg:deb/curl"],
      removes: { findings: 3, risk: 55, share: 0.478 },
    });
    expect(planned?.actions[0]).toMatchObject({
      commands: ["apt-get update && apt-get install -y --only-upgrade libssl3 openssl"],
      changes: [
        { name: "libssl3", from: "3.0.1-1", to: "3.0.10-1" },
        { name: "openssl", to: "3.0.10-1" },
      ],
    });
  });

  test("without a known base image the distribution's own image stands for it", () => {
    const planned = plan({
      distribution: "debian 12",
      inventory: { target: { kind: "image", name: image.name }, image },
      packages: [installed("deb", "curl", "7.88.1-1")],
      statements,
    });

    expect(planned?.actions[0]).toMatchObject({
      kind: "raise-base-image",
      subject: "debian:12",
      title: "Build anew on the current build of debian:12",
    });
    expect(planned?.actions[0]?.explanation).toContain("does not say what it is built on");
  });

  test.each([
    { distribution: "debian 12", type: "deb", ecosystem: "debian:12", command: "apt-get update && apt-get upgrade -y" },
    { distribution: "alpine 3.20.3", type: "apk", ecosystem: "alpine:3.20", command: "apk upgrade --no-cache" },
    { distribution: "rocky 9.3", type: "rpm", ecosystem: "rocky:9", command: "dnf upgrade -y" },
    { distribution: "amzn 2", type: "rpm", ecosystem: "amzn:2", command: "yum upgrade -y" },
  ] as const)("a machine of $distribution is upgraded at once", ({ distribution, type, ecosystem, command }) => {
    const planned = plan({
      distribution,
      packages: [installed(type, "curl", "1.0-r1")],
      statements: [{ id: "A", affected: [fixedIn(ecosystem, "curl", "1.0-r2", { names: "binary" })] }],
    });

    expect(planned?.actions[0]).toMatchObject({ kind: "upgrade-system", commands: [command], adds: { findings: 1 } });
    expect(planned?.actions[1]).toMatchObject({ kind: "upgrade-source-package", adds: { findings: 0 } });
  });

  test("needless packages go with what only they need, fixed or not", () => {
    const planned = plan({
      distribution: "debian 12",
      inventory: base(),
      packages: [
        installed("deb", "gcc-12", "12.2", { ...above, dependsOn: ["pkg:deb/libgcc@12.2", "pkg:deb/zlib@1.2-1"] }),
        installed("deb", "libgcc", "12.2", above),
        installed("deb", "zlib", "1.2-1", above),
        installed("deb", "curl", "7.88.1-1", { ...above, dependsOn: ["pkg:deb/zlib@1.2-1"] }),
      ],
      statements: [
        ...statements,
        {
          id: "E",
          ...rated(8),
          affected: [row("debian:12", "libgcc", { names: "source", status: "affected", ranges: [{}] })],
        },
      ],
      needless: { "image/build-tool-left": ["gcc-12"] },
    });

    expect(planned?.actions[0]).toMatchObject({
      kind: "remove-package",
      subject: "image/build-tool-left",
      findings: ["E pkg:deb/libgcc"],
      commands: ["apt-get purge -y --auto-remove gcc-12"],
    });
  });

  test("a runtime in its own image: the tag is raised as far as the repair asks", () => {
    const planned = plan({
      distribution: "debian 12",
      inventory: base("node:22.1.0-slim"),
      packages: [
        installed("generic", "node", "22.1.0", {
          locations: [{ path: "usr/local/bin/node", layer: 0, origin: "base-image" }],
        }),
      ],
      statements: [
        {
          id: "A",
          ...rated(8),
          affected: [row("bitnami", "node", { ranges: [{ introduced: "22.0.0", fixed: "22.4.1" }] })],
        },
      ],
    });

    expect(planned?.actions).toMatchObject([
      { kind: "raise-base-image", image: { from: "node:22.1.0-slim", to: "node:22.4.1-slim" }, adds: { findings: 1 } },
    ]);
  });
});
