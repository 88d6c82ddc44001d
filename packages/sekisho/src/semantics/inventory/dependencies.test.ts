import { describe, expect, test } from "vitest";
import type { FoundPackage } from "../../model/package.ts";
import { type IdentifiedPackage, resolveDependencies } from "./dependencies.ts";

function at(path: string, found: FoundPackage, id = `${found.name}@${found.version}`): IdentifiedPackage {
  return { found, path, id, analyzer: "test", layer: 0 };
}

function edgesOf(packages: readonly IdentifiedPackage[], links: Readonly<Record<string, string>> = {}) {
  const edges = resolveDependencies(packages, (path) => links[path]);
  return Object.fromEntries([...edges].map(([id, targets]) => [id, [...targets].toSorted()]));
}

describe("what a requirement leads to", () => {
  test.each<{
    name: string;
    packages: readonly IdentifiedPackage[];
    links?: Readonly<Record<string, string>>;
    expected: Readonly<Record<string, readonly string[]>>;
  }>([
    {
      name: "dpkg: alternatives, provided names and :any",
      packages: [
        at("status", {
          type: "deb",
          name: "reportbug",
          version: "1",
          requires: [{ name: "exim4 | mail-transport-agent" }, { name: "python3:any" }, { name: "absent" }],
        }),
        at("status", { type: "deb", name: "postfix", version: "2", provides: ["mail-transport-agent"] }),
        at("status", { type: "deb", name: "python3", version: "3" }),
      ],
      expected: { "reportbug@1": ["postfix@2", "python3@3"] },
    },
    {
      name: "dpkg: the same architecture answers first",
      packages: [
        at("status", {
          type: "deb",
          name: "app",
          version: "1",
          architecture: "i386",
          requires: [{ name: "libc6" }],
        }),
        at("status", { type: "deb", name: "libc6", version: "2", architecture: "amd64" }, "libc6:amd64"),
        at("status", { type: "deb", name: "libc6", version: "2", architecture: "i386" }, "libc6:i386"),
      ],
      expected: { "app@1": ["libc6:i386"] },
    },
    {
      name: "apk: so: and cmd: names",
      packages: [
        at("installed", { type: "apk", name: "curl", version: "8", requires: [{ name: "so:libc.musl-x86_64.so.1" }] }),
        at("installed", { type: "apk", name: "musl", version: "1", provides: ["so:libc.musl-x86_64.so.1"] }),
      ],
      expected: { "curl@8": ["musl@1"] },
    },
    {
      name: "rpm: a file, behind a merged /usr",
      packages: [
        at("rpmdb", { type: "rpm", name: "app", version: "1", requires: [{ name: "/bin/sh" }] }),
        at("rpmdb", { type: "rpm", name: "bash", version: "5", files: ["usr/bin/sh"] }),
      ],
      links: { "bin/sh": "usr/bin/sh" },
      expected: { "app@1": ["bash@5"] },
    },
    {
      name: "npm: the nearest node_modules",
      packages: [
        at("app/node_modules/a/package.json", { type: "npm", name: "a", version: "1", requires: [{ name: "b" }] }),
        at("app/node_modules/a/node_modules/b/package.json", { type: "npm", name: "b", version: "1" }),
        at("app/node_modules/b/package.json", { type: "npm", name: "b", version: "2" }),
        at("app/node_modules/@s/c/package.json", {
          type: "npm",
          namespace: "@s",
          name: "c",
          version: "1",
          requires: [{ name: "b" }],
        }),
      ],
      expected: { "a@1": ["b@1"], "c@1": ["b@2"] },
    },
    {
      name: "npm: a directory link of pnpm",
      packages: [
        at("node_modules/.pnpm/a@1/node_modules/a/package.json", {
          type: "npm",
          name: "a",
          version: "1",
          requires: [{ name: "@s/b" }],
        }),
        at("node_modules/.pnpm/@s+b@2/node_modules/@s/b/package.json", {
          type: "npm",
          namespace: "@s",
          name: "b",
          version: "2",
        }),
      ],
      links: {
        "node_modules/.pnpm/a@1/node_modules/@s/b/package.json":
          "node_modules/.pnpm/@s+b@2/node_modules/@s/b/package.json",
      },
      expected: { "a@1": ["b@2"] },
    },
    {
      name: "lock file: the chosen version",
      packages: [
        at("yarn.lock", { type: "npm", name: "a", version: "1", requires: [{ name: "b", version: "2" }] }),
        at("yarn.lock", { type: "npm", name: "b", version: "1" }),
        at("yarn.lock", { type: "npm", name: "b", version: "2" }),
      ],
      expected: { "a@1": ["b@2"] },
    },
    {
      name: "two versions and no choice: no edge",
      packages: [
        at("x.lock", { type: "cargo", name: "a", version: "1", requires: [{ name: "b" }] }),
        at("x.lock", { type: "cargo", name: "b", version: "1" }),
        at("x.lock", { type: "cargo", name: "b", version: "2" }),
      ],
      expected: {},
    },
    {
      name: "Python: names as PEP 503 compares them, extras left out",
      packages: [
        at("lib/a.dist-info/METADATA", {
          type: "pypi",
          name: "a",
          version: "1",
          requires: [{ name: "Zope.Event[x]" }],
        }),
        at("lib/zope_event.dist-info/METADATA", { type: "pypi", name: "zope_event", version: "5" }),
      ],
      expected: { "a@1": ["zope_event@5"] },
    },
    {
      name: "Maven: group and name",
      packages: [
        at("a.jar", { type: "maven", namespace: "g", name: "a", version: "1", requires: [{ name: "h:b" }] }),
        at("b.jar", { type: "maven", namespace: "h", name: "b", version: "2" }),
        at("c.jar", { type: "maven", namespace: "i", name: "b", version: "3" }),
      ],
      expected: { "a@1": ["b@2"] },
    },
    {
      name: "no package needs itself",
      packages: [at("status", { type: "deb", name: "a", version: "1", provides: ["x"], requires: [{ name: "x" }] })],
      expected: {},
    },
  ])("$name", ({ packages, links, expected }) => {
    expect(edgesOf(packages, links)).toEqual(expected);
  });
});
