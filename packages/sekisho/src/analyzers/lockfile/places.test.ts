import { describe, expect, test } from "vitest";
import type { FileAnalyzer } from "../define.ts";
import { bunLock } from "./bun-lock.ts";
import { composerLock } from "./composer-lock.ts";
import { conanLock } from "./conan-lock.ts";
import { denoLock } from "./deno-lock.ts";
import { analyze } from "./fixtures/sample.ts";
import { packageLock } from "./package-lock.ts";
import { renvLock } from "./renv-lock.ts";
import { sbtLock } from "./sbt-lock.ts";
import { swiftPackageResolved } from "./swift-package-resolved.ts";

describe("where a package stands in a lock file of one line", () => {
  // What is marked, quotes included, is what the format names the package by.
  test.each<{ name: string; analyzer: FileAnalyzer; path: string; content: unknown; marked: readonly string[] }>([
    {
      name: "composer.lock",
      analyzer: composerLock,
      path: "composer.lock",
      content: {
        packages: [
          { name: "a/b", version: "1" },
          { version: "2", require: { "a/b": "*" }, name: "c/d" },
        ],
      },
      marked: ['"a/b"', '"c/d"'],
    },
    {
      name: "conan.lock",
      analyzer: conanLock,
      path: "conan.lock",
      content: { requires: ["zlib/1.3#1", "expat/2.6.0#2"] },
      marked: ['"zlib/1.3#1"', '"expat/2.6.0#2"'],
    },
    {
      name: "Package.resolved",
      analyzer: swiftPackageResolved,
      path: "Package.resolved",
      content: {
        pins: [{ identity: "nio", location: "https://github.com/apple/nio.git", state: { version: "2.0.0" } }],
      },
      marked: ['"nio"'],
    },
    {
      name: "build.sbt.lock",
      analyzer: sbtLock,
      path: "build.sbt.lock",
      content: { dependencies: [{ org: "g", name: "a", version: "1" }] },
      marked: ['"a"'],
    },
    {
      name: "renv.lock",
      analyzer: renvLock,
      path: "renv.lock",
      content: { Packages: { cli: { Package: "cli", Version: "3.6.0" } } },
      marked: ['"cli"'],
    },
    {
      name: "deno.lock",
      analyzer: denoLock,
      path: "deno.lock",
      content: { version: "4", npm: { "chalk@5.3.0": {} }, jsr: { "@std/path@1.0.0": {} } },
      marked: ['"chalk@5.3.0"', '"@std/path@1.0.0"'],
    },
    {
      name: "bun.lock",
      analyzer: bunLock,
      path: "bun.lock",
      content: { lockfileVersion: 1, packages: { "is-odd": ["is-odd@3.0.1", "", {}, "sha512-AA=="] } },
      marked: ['"is-odd"'],
    },
    {
      name: "package-lock.json",
      analyzer: packageLock,
      path: "package-lock.json",
      content: { lockfileVersion: 3, packages: { "node_modules/a": { version: "1.0.0" } } },
      marked: ['"node_modules/a"'],
    },
  ])("$name", ({ analyzer, path, content, marked }) => {
    const text = JSON.stringify(content);

    const { packages = [] } = analyze({ analyzer, path, text });

    const places = packages.map(({ line, columns: [start, end] = [0, 0] }) => [line, text.slice(start - 1, end - 1)]);
    expect(places).toEqual(marked.map((part) => [1, part]));
  });
});
