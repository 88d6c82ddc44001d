import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openCodeCache } from "./code-cache.ts";

const code = [
  { name: "a.cjs", bytes: Buffer.from("code") },
  { name: "b.cjs", bytes: Buffer.alloc(1_000, "b") },
];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-cache-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function open(pack = "scan.cjs") {
  return openCodeCache({ NODE_COMPILE_CACHE: folder }, pack);
}

function fileOf(pack = "scan.cjs"): string {
  return join(folder, "sekisho", `${process.version}-${process.arch}`, pack);
}

describe("openCodeCache", () => {
  test("gives what an earlier run has saved", () => {
    open()?.save(code, false);

    const cache = open();

    expect(cache?.find("a.cjs")?.toString()).toBe("code");
    expect(cache?.find("b.cjs")?.toString()).toBe("b".repeat(1_000));
    expect(cache?.find("c.cjs")).toBeUndefined();
  });

  test("gives code at places that are multiples of eight bytes, where V8 needs no copy", () => {
    open()?.save([...code, { name: "c.cjs", bytes: Buffer.from("c") }], false);

    const places = ["a.cjs", "b.cjs", "c.cjs"].map((name) => (open()?.find(name)?.byteOffset ?? 1) % 8);

    expect(places).toEqual([0, 0, 0]);
  });

  test("counts runs by the chunks that they loaded, in whatever order", () => {
    open()?.save(code, false);
    open()?.save(code.toReversed(), false);
    open()?.save(code.slice(0, 1), false);

    const cache = open();

    expect(cache?.runsWith(["a.cjs", "b.cjs"])).toBe(2);
    expect(cache?.runsWith(["a.cjs"])).toBe(1);
    expect(cache?.runsWith(["b.cjs"])).toBe(0);
  });

  test("keeps the code of other runs, unless it was of no use", () => {
    open()?.save(code, false);
    open()?.save([{ name: "a.cjs", bytes: Buffer.from("more code") }], false);
    const cache = open();
    const both = [cache?.find("a.cjs")?.toString(), cache?.find("b.cjs")?.length];
    open()?.save([{ name: "a.cjs", bytes: Buffer.from("new") }], true);
    const fresh = open();

    expect(both).toEqual(["more code", 1_000]);
    expect([fresh?.find("a.cjs")?.toString(), fresh?.find("b.cjs")]).toEqual(["new", undefined]);
    expect([fresh?.runsWith(["a.cjs", "b.cjs"]), fresh?.runsWith(["a.cjs"])]).toEqual([0, 1]);
  });

  test("keeps what one command has compiled from the others", () => {
    open("sbom.cjs")?.save(code, false);

    expect(open("scan.cjs")?.find("a.cjs")).toBeUndefined();
    expect(open("scan.cjs")?.runsWith(["a.cjs", "b.cjs"])).toBe(0);
  });

  test.skipIf(process.platform === "win32")("leaves one file, which the user alone can read and write", () => {
    open()?.save(code, false);
    open()?.save(code, false);

    expect(readdirSync(join(fileOf(), ".."))).toEqual(["scan.cjs"]);
    expect(statSync(fileOf()).mode & 0o777).toBe(0o600);
  });

  test.skipIf(process.platform === "win32")("takes no code from a file that others can write to", () => {
    open()?.save(code, false);
    chmodSync(fileOf(), 0o666);

    expect(open()?.find("a.cjs")).toBeUndefined();
  });

  test.each([
    { name: "nothing", content: "" },
    { name: "half a line", content: '{"runs":{"1-97":4},"sizes":[["a.cjs",' },
    { name: "a line of another kind", content: '["a.cjs"]\n' },
    { name: "a line with other members", content: '{"runs":3,"sizes":4}\n' },
    { name: "less than the line says", content: '{"runs":{"1-97":4},"sizes":[["a.cjs",64]]} \ncode' },
  ])("takes nothing from a file that holds $name", ({ content }) => {
    open()?.save(code, false);
    writeFileSync(fileOf(), content, { mode: 0o600 });

    const cache = open();

    expect([cache?.find("a.cjs"), cache?.runsWith(["a.cjs"])]).toEqual([undefined, 0]);
  });

  test("takes nothing from a file whose end is missing", () => {
    open()?.save(code, false);
    truncateSync(fileOf(), statSync(fileOf()).size - 8);

    expect(open()?.find("a.cjs")).toBeUndefined();
  });

  test("goes on where nothing can be saved", () => {
    writeFileSync(join(folder, "sekisho"), "a file where the folder should be");

    open()?.save(code, false);

    expect(open()?.find("a.cjs")).toBeUndefined();
  });

  test("is off when Node's own compile cache is", () => {
    const environment = { NODE_COMPILE_CACHE: folder, NODE_DISABLE_COMPILE_CACHE: "1" };

    expect(openCodeCache(environment, "scan.cjs")).toBeUndefined();
  });
});
