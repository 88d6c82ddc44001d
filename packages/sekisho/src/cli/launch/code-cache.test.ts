import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openCodeCache } from "./code-cache.ts";

const code = { bytes: Buffer.from("code"), generation: 2 };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-cache-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function open() {
  return openCodeCache({ NODE_COMPILE_CACHE: folder });
}

function fileOf(name: string): string {
  return join(folder, "sekisho", `${process.version}-${process.arch}`, name);
}

describe("openCodeCache", () => {
  test("gives what an earlier run has saved", () => {
    open()?.save("a.cjs", code);

    const found = open()?.find("a.cjs");

    expect([found?.bytes.toString(), found?.generation]).toEqual(["code", 2]);
    expect(open()?.find("b.cjs")).toBeUndefined();
  });

  test.skipIf(process.platform === "win32")("leaves one file, which the user alone can read and write", () => {
    open()?.save("a.cjs", code);
    open()?.save("a.cjs", { ...code, generation: 3 });

    expect(readdirSync(join(fileOf("a.cjs"), ".."))).toEqual(["a.cjs"]);
    expect(open()?.find("a.cjs")?.generation).toBe(3);
    expect(statSync(fileOf("a.cjs")).mode & 0o777).toBe(0o600);
  });

  test.skipIf(process.platform === "win32")("takes no code from a file that others can write to", () => {
    open()?.save("a.cjs", code);
    chmodSync(fileOf("a.cjs"), 0o666);

    expect(open()?.find("a.cjs")).toBeUndefined();
  });

  test("takes nothing from an empty file", () => {
    open()?.save("a.cjs", code);
    truncateSync(fileOf("a.cjs"));

    expect(open()?.find("a.cjs")).toBeUndefined();
  });

  test("goes on where nothing can be saved", () => {
    writeFileSync(join(folder, "sekisho"), "a file where the folder should be");

    open()?.save("a.cjs", code);

    expect(open()?.find("a.cjs")).toBeUndefined();
  });

  test("is off when Node's own compile cache is", () => {
    expect(openCodeCache({ NODE_COMPILE_CACHE: folder, NODE_DISABLE_COMPILE_CACHE: "1" })).toBeUndefined();
  });
});
