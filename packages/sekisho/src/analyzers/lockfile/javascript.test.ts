import { describe, expect, test } from "vitest";
import { bunBinaryLock } from "./bun-binary-lock.ts";
import { bunLock } from "./bun-lock.ts";
import { denoLock } from "./deno-lock.ts";
import { analyze, type Sample, summarise } from "./fixtures/sample.ts";
import { packageLock } from "./package-lock.ts";
import { pnpmLock } from "./pnpm-lock.ts";
import { yarnLock } from "./yarn-lock.ts";

// Expected values: counted by hand in the sample; the samples have the form that the format's documentation shows.
const samples: readonly Sample[] = [
  {
    name: "npm 3: scope, alias, nested, link, development",
    analyzer: packageLock,
    path: "web/package-lock.json",
    text: `{
  "name": "demo", "lockfileVersion": 3,
  "packages": {
    "": { "dependencies": { "@a/b": "^1", "short": "npm:long@2", "tool": "*" }, "devDependencies": { "d": "1" } },
    "node_modules/@a/b": { "version": "1.0.0", "dependencies": { "c": "^2" } },
    "node_modules/@a/b/node_modules/c": { "version": "2.1.0", "inBundle": true },
    "node_modules/c": { "version": "1.0.0", "dev": true },
    "node_modules/d": { "version": "1.0.0", "dev": true, "dependencies": { "c": "1" } },
    "node_modules/short": { "name": "long", "version": "2.0.0" },
    "node_modules/tool": { "resolved": "packages/tool", "link": true },
    "packages/tool": { "version": "0.0.1" }
  }
}
`,
    packages: [
      "5 npm @a/b@1.0.0 direct",
      "6 npm c@2.1.0",
      "7 npm c@1.0.0 dev",
      "8 npm d@1.0.0 direct dev",
      "9 npm long@2.0.0 direct",
    ],
  },
  {
    name: "npm 1: tree, alias, repository",
    analyzer: packageLock,
    path: "npm-shrinkwrap.json",
    text: `{ "lockfileVersion": 1,
  "dependencies": {
    "a": { "version": "1.0.0", "requires": { "b": "^2" }, "dependencies": {
      "b": { "version": "2.0.0" } } },
    "b": { "version": "npm:other@1.5.0", "dev": true },
    "g": { "version": "git+ssh://git@github.com/o/g.git#0123456789012345678901234567890123456789" } } }
`,
    packages: [
      "4 npm b@2.0.0",
      "3 npm a@1.0.0",
      "5 npm other@1.5.0 dev",
      "6 npm g@0123456789012345678901234567890123456789",
    ],
  },
  {
    name: "Yarn 1",
    analyzer: yarnLock,
    path: "yarn.lock",
    text: `# yarn lockfile v1


"@a/b@^1.0.0", "@a/b@^1.1.0":
  version "1.1.0"
  resolved "https://registry.yarnpkg.com/@a/b/-/b-1.1.0.tgz#da39a3ee5e6b4b0d3255bfef95601890afd80709"
  dependencies:
    c "^2.0.0"

c@^2.0.0:
  version "2.0.1"

short@npm:long@^3:
  version "3.0.0"
`,
    packages: ["4 npm @a/b@1.1.0", "10 npm c@2.0.1", "13 npm long@3.0.0"],
  },
  {
    name: "Yarn 4: workspace, alias, patch",
    analyzer: yarnLock,
    path: "yarn.lock",
    text: `__metadata:
  version: 8
  cacheKey: 10c0

"a@npm:^1.0.0":
  version: 1.0.0
  resolution: "a@npm:1.0.0"
  dependencies:
    b: "npm:^2.0.0"
  languageName: node
  linkType: hard

"b@npm:^2.0.0":
  version: 2.3.0
  resolution: "b@npm:2.3.0"

"c@patch:c@npm%3A1.0.0#~/.yarn/patches/c.patch":
  version: 1.0.0
  resolution: "c@patch:c@npm%3A1.0.0#~/.yarn/patches/c.patch::version=1.0.0&hash=abcdef"

"demo@workspace:.":
  version: 0.0.0-use.local
  resolution: "demo@workspace:."
  dependencies:
    a: "npm:^1.0.0"
    short: "npm:long@^3"
  linkType: soft

"short@npm:long@^3":
  version: 3.0.0
  resolution: "long@npm:3.0.0"
`,
    packages: ["5 npm a@1.0.0 direct", "13 npm b@2.3.0", "17 npm c@1.0.0", "29 npm long@3.0.0 direct"],
  },
  {
    name: "pnpm 9: peers, alias, development by reach",
    analyzer: pnpmLock,
    path: "pnpm-lock.yaml",
    text: `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      '@a/b':
        specifier: ^1.0.0
        version: 1.0.0(peer@2.0.0)
      short:
        specifier: npm:long@3
        version: long@3.0.0
      own:
        specifier: workspace:*
        version: link:../own
    devDependencies:
      d:
        specifier: '1'
        version: 1.0.0
packages:
  '@a/b@1.0.0':
    resolution: {integrity: sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==}
    peerDependencies:
      peer: '*'
  d@1.0.0:
    resolution: {integrity: sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==}
  long@3.0.0:
    resolution: {integrity: sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==}
  peer@2.0.0:
    resolution: {integrity: sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==}
snapshots:
  '@a/b@1.0.0(peer@2.0.0)':
    dependencies:
      peer: 2.0.0
  d@1.0.0: {}
  long@3.0.0: {}
  peer@2.0.0: {}
`,
    packages: [
      "19 npm @a/b@1.0.0 direct",
      "23 npm d@1.0.0 direct dev",
      "25 npm long@3.0.0 direct",
      "27 npm peer@2.0.0",
    ],
  },
  {
    name: "pnpm 6: keys with a slash",
    analyzer: pnpmLock,
    path: "pnpm-lock.yaml",
    text: `lockfileVersion: '6.0'
dependencies:
  a:
    specifier: ^1
    version: 1.0.0(b@2.0.0)
packages:
  /a@1.0.0(b@2.0.0):
    resolution: {integrity: sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==}
    dev: false
  /b@2.0.0:
    resolution: {integrity: sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==}
    dev: true
  github.com/o/g/0123456:
    resolution: {tarball: https://codeload.github.com/o/g/tar.gz/0123456}
    name: g
    version: 4.0.0
    dev: false
`,
    packages: ["7 npm a@1.0.0 direct", "10 npm b@2.0.0 dev", "13 npm g@4.0.0"],
  },
  {
    name: "pnpm 5: versions behind slashes, peers behind an underscore",
    analyzer: pnpmLock,
    path: "pnpm-lock.yaml",
    text: `lockfileVersion: 5.4
specifiers:
  '@a/b': ^1
dependencies:
  '@a/b': 1.0.0_c@2.0.0
packages:
  /@a/b/1.0.0_c@2.0.0:
    resolution: {integrity: sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==}
    dev: false
  /c/2.0.0:
    resolution: {integrity: sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==}
    dev: false
`,
    packages: ["7 npm @a/b@1.0.0 direct", "10 npm c@2.0.0"],
  },
  {
    name: "pnpm of the future",
    analyzer: pnpmLock,
    path: "pnpm-lock.yaml",
    text: `lockfileVersion: '12.0'
packages: {}
`,
    packages: [],
    codes: ["lockfile/unknown-format"],
  },
  {
    name: "Bun: comments, nested, workspace",
    analyzer: bunLock,
    path: "bun.lock",
    text: `{
  "lockfileVersion": 1,
  // written by hand
  "workspaces": {
    "": { "name": "demo", "dependencies": { "a": "^1", "@s/n": "1" }, "devDependencies": { "d": "1", }, },
  },
  "packages": {
    "a": ["a@1.0.0", "", { "dependencies": { "b": "^2" } }, "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="],
    "a/b": ["b@2.0.0", "", {}, "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="],
    "b": ["b@1.0.0", "", {}, "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="],
    "d": ["d@1.0.0", "", { "dependencies": { "b": "^1" } }, "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="],
    "@s/n": ["@s/n@1.0.0", "", {}, "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="],
    "own": ["own@workspace:packages/own"],
  },
}
`,
    packages: [
      "8 npm a@1.0.0 direct",
      "9 npm b@2.0.0",
      "10 npm b@1.0.0 dev",
      "11 npm d@1.0.0 direct dev",
      "12 npm @s/n@1.0.0 direct",
    ],
  },
  {
    name: "Deno 5",
    analyzer: denoLock,
    path: "deno.lock",
    text: `{ "version": "5",
  "specifiers": { "jsr:@std/path@1": "1.0.8", "npm:chalk@5": "5.3.0" },
  "jsr": {
    "@std/path@1.0.8": { "integrity": "548fa456bb6a04d3c1a1e7477986b6cffbce95102d0bb447c67c4ee70e0364be" } },
  "npm": {
    "chalk@5.3.0": { "integrity": "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", "dependencies": ["x"] },
    "x@1.0.0_y@2.0.0": { "integrity": "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==" } } }
`,
    packages: ["6 npm chalk@5.3.0 direct", "7 npm x@1.0.0", "4 generic @std/path@1.0.8 direct"],
  },
];

describe("lock files of JavaScript", () => {
  test.each(samples)("$name", (sample) => {
    const result = analyze(sample);

    expect(summarise(result)).toEqual(sample.packages);
    expect(result.diagnostics?.map(({ code }) => code)).toEqual(sample.codes ?? []);
  });

  test.each(samples)("$name: CRLF and a byte order mark change nothing", (sample) => {
    const text = `\uFEFF${sample.text.replaceAll("\n", "\r\n")}`;

    expect(summarise(analyze({ ...sample, text }))).toEqual(sample.packages);
  });
});

describe("what a lock file says beside names", () => {
  test("npm: requirements are resolved as Node looks for folders; integrity gives the checksum", () => {
    const text = JSON.stringify({
      packages: {
        "node_modules/a": {
          version: "1.0.0",
          dependencies: { b: "^2", c: "*" },
          integrity: `sha512-${Buffer.alloc(64, 1).toString("base64")}`,
        },
        "node_modules/a/node_modules/b": { version: "2.0.0" },
        "node_modules/b": { version: "1.0.0" },
      },
    });

    const [first] = analyze({ analyzer: packageLock, path: "package-lock.json", text }).packages ?? [];

    expect(first?.requires).toEqual([
      { name: "b", range: "^2", version: "2.0.0" },
      { name: "c", range: "*" },
    ]);
    expect(first?.hashes).toEqual([{ algorithm: "sha512", value: "01".repeat(64) }]);
  });

  test("addresses lose their passwords", () => {
    const resolved = `git+https://user:${"p".repeat(8)}@example.com/o/r.git#0123456`;
    const text = JSON.stringify({ packages: { "node_modules/a": { version: "1.0.0", resolved } } });

    const [first] = analyze({ analyzer: packageLock, path: "package-lock.json", text }).packages ?? [];

    expect(first?.qualifiers).toEqual({ vcs_url: "git+https://example.com/o/r.git#0123456" });
  });

  test("Bun's binary file is recognised and says what to run", () => {
    const result = analyze({ analyzer: bunBinaryLock, path: "bun.lockb", text: "#!/usr/bin/env bun\n" });

    expect(result.diagnostics).toMatchObject([{ code: "lockfile/binary-format", level: "error" }]);
    expect(result.diagnostics?.[0]?.message.en).toContain("bun install --save-text-lockfile");
  });
});
