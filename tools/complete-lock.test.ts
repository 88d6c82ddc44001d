import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { completeLock, platformOf } from "./complete-lock.ts";
import { isRecord, readJsonRecord } from "./read-json.ts";

describe("platformOf", () => {
  // Expected values are the os, cpu and libc fields that these packages publish.
  test.each([
    { name: "@swc/core-linux-x64-gnu", expected: { os: ["linux"], cpu: ["x64"], libc: ["glibc"] } },
    { name: "@biomejs/cli-linux-arm64-musl", expected: { os: ["linux"], cpu: ["arm64"], libc: ["musl"] } },
    { name: "@oxlint/binding-linux-arm-gnueabihf", expected: { os: ["linux"], cpu: ["arm"], libc: ["glibc"] } },
    { name: "@oxlint-tsgolint/darwin-arm64", expected: { os: ["darwin"], cpu: ["arm64"] } },
    { name: "@swc/core-win32-ia32-msvc", expected: { os: ["win32"], cpu: ["ia32"] } },
    { name: "@rolldown/binding-wasm32-wasi", expected: { cpu: ["wasm32"] } },
    { name: "fsevents", expected: {} },
  ])("$name", ({ name, expected }) => {
    expect(platformOf(name)).toEqual(expected);
  });
});

describe("completeLock", () => {
  const tool = { version: "1.0.0", dev: true, optionalDependencies: { "tool-darwin-x64": "1.0.0" } };

  test("adds a missing optional dependency with its platform", () => {
    const lock = { lockfileVersion: 3, packages: { "": { name: "root" }, "node_modules/tool": tool } };

    const completed = completeLock(lock);

    expect(completed).toEqual({
      lockfileVersion: 3,
      packages: {
        ...lock.packages,
        "node_modules/tool-darwin-x64": {
          version: "1.0.0",
          os: ["darwin"],
          cpu: ["x64"],
          dev: true,
          optional: true,
        },
      },
    });
  });

  test("keeps an entry that npm wrote", () => {
    const written = { version: "1.0.0", integrity: "sha512-abc", optional: true };
    const lock = { packages: { "node_modules/tool": tool, "node_modules/tool-darwin-x64": written } };

    expect(completeLock(lock)).toEqual(lock);
  });

  test("nests a second version below the package that asks for it", () => {
    const lock = {
      packages: {
        "node_modules/host/node_modules/tool": tool,
        "node_modules/tool-darwin-x64": { version: "2.0.0", optional: true },
      },
    };

    const completed = completeLock(lock);

    expect(completed["packages"]).toHaveProperty([
      "node_modules/host/node_modules/tool/node_modules/tool-darwin-x64",
      "version",
    ]);
  });

  test("takes a range when the lock resolves it and throws when it does not", () => {
    const host = { version: "1.0.0", optionalDependencies: { fsevents: "~2.3.3" } };
    const resolved = { packages: { "node_modules/fsevents": { version: "2.3.3" }, "node_modules/host": host } };

    expect(completeLock(resolved)).toEqual(resolved);
    expect(() => completeLock({ packages: { "node_modules/host": host } })).toThrow("fsevents@~2.3.3");
  });

  test("finds nothing to add in the lock file of this repository", () => {
    const text = readFileSync(new URL("../package-lock.json", import.meta.url), "utf8");
    const lock = readJsonRecord(text);

    expect(`${JSON.stringify(completeLock(lock), null, 2)}\n`).toBe(text);
  });

  test("gives an integrity to every package of this repository that is not for one platform alone", () => {
    const { packages } = readJsonRecord(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));

    const unprotected = Object.entries(isRecord(packages) ? packages : {})
      .filter(([path, entry]) => /(?:^|\/)node_modules\//.test(path) && isRecord(entry))
      .filter(([, entry]) => isRecord(entry) && entry["link"] !== true && entry["optional"] !== true)
      .filter(([, entry]) => isRecord(entry) && entry["integrity"] === undefined);

    expect(unprotected).toEqual([]);
  });

  test("names no registry in the lock file of this repository", () => {
    const text = readFileSync(new URL("../package-lock.json", import.meta.url), "utf8");

    expect(text).not.toMatch(/"resolved": "https?:/);
  });
});
