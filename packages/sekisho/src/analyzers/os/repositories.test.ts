import { describe, expect, test } from "vitest";
import type { Fact } from "../../model/fact.ts";
import type { FileAnalyzer } from "../define.ts";
import { apkRepositories } from "./apk-repositories.ts";
import { aptSources } from "./apt-sources.ts";
import { redHatContentSets } from "./red-hat-content-sets.ts";
import { yumRepositories } from "./yum-repositories.ts";

function factsOf(analyzer: FileAnalyzer, path: string, text: string): readonly Fact[] {
  const bytes = Buffer.from(text);
  return analyzer.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes }).facts ?? [];
}

describe("apk", () => {
  test.each([
    { line: "https://dl-cdn.alpinelinux.org/alpine/v3.20/main", suite: "v3.20", components: ["main"] },
    { line: "@edge https://dl-cdn.alpinelinux.org/alpine/edge/testing", suite: "edge", components: ["testing"] },
    { line: "https://user:word@apk.example.com/os", suite: undefined, components: undefined },
  ])("$line", ({ line, suite, components }) => {
    const [fact] = factsOf(apkRepositories, "etc/apk/repositories", `# ${line}\n${line}\n`);

    expect(fact).toMatchObject({ kind: "repository", type: "apk", isEnabled: true });
    expect(fact).toHaveProperty("address", expect.not.stringContaining("word"));
    expect([fact?.kind === "repository" && fact.suite, fact?.kind === "repository" && fact.components]).toEqual([
      suite,
      components,
    ]);
  });
});

describe("apt", () => {
  test("one line each", () => {
    const text =
      "# deb http://no x\ndeb-src http://no x main\ndeb [arch=amd64 signed-by=/k] https://u:p@deb.example.com/debian bookworm main contrib # x\n";

    expect(factsOf(aptSources, "etc/apt/sources.list", text)).toEqual([
      {
        kind: "repository",
        type: "apt",
        address: "https://deb.example.com/debian",
        suite: "bookworm",
        components: ["main", "contrib"],
        isEnabled: true,
      },
    ]);
  });

  test("records", () => {
    const text =
      "Types: deb deb-src\nURIs: http://deb.debian.org/debian\nSuites: trixie trixie-updates\nComponents: main\n\nTypes: deb\nURIs: http://x\nSuites: /\nEnabled: no\n";

    expect(factsOf(aptSources, "etc/apt/sources.list.d/debian.sources", text)).toEqual([
      {
        kind: "repository",
        type: "apt",
        address: "http://deb.debian.org/debian",
        suite: "trixie",
        components: ["main"],
        isEnabled: true,
      },
      {
        kind: "repository",
        type: "apt",
        address: "http://deb.debian.org/debian",
        suite: "trixie-updates",
        components: ["main"],
        isEnabled: true,
      },
      { kind: "repository", type: "apt", address: "http://x", suite: "/", isEnabled: false },
    ]);
  });
});

test("yum", () => {
  const text =
    "[main]\n[baseos]\nname=Base = OS\nbaseurl=\n  https://u:p@a.example.com/os\n  https://b.example.com/os\nenabled=1\n[epel]\nmetalink=https://c.example.com\nenabled = 0\n";

  expect(factsOf(yumRepositories, "etc/yum.repos.d/a.repo", text)).toEqual([
    { kind: "repository", type: "yum", address: "https://a.example.com/os", suite: "baseos", isEnabled: true },
    { kind: "repository", type: "yum", address: "https://c.example.com", suite: "epel", isEnabled: false },
  ]);
});

describe("content sets of Red Hat", () => {
  test.each([
    {
      name: "a list",
      text: '{"metadata":{},"content_sets":["rhel-8-for-x86_64-baseos-rpms", 1]}',
      names: ["rhel-8-for-x86_64-baseos-rpms"],
    },
    { name: "none", text: '{"metadata":{}}', names: undefined },
    { name: "no JSON", text: "{", names: undefined },
  ])("$name", ({ text, names }) => {
    const facts = factsOf(redHatContentSets, "root/buildinfo/content_manifests/a.json", text);

    expect(facts).toEqual(names === undefined ? [] : [{ kind: "content-sets", names }]);
  });
});
