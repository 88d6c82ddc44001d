import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tarEnd, tarHeader, tarPadding } from "./tar.ts";

function hasTar(): boolean {
  try {
    execFileSync("tar", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    // Without the program there is nothing to compare with.
    return false;
  }
}

test.skipIf(!hasTar())("tar reads what is written, whatever the sizes", () => {
  const directory = mkdtempSync(join(tmpdir(), "sekisho-tar-"));
  const files = [0, 1, 511, 512, 513, 2000].map((size) => ({
    name: `files/${size}.txt`,
    bytes: Buffer.alloc(size, "x"),
  }));
  const parts = files.flatMap(({ name, bytes }) => [
    tarHeader(name, bytes.length, 1_790_000_000),
    bytes,
    tarPadding(bytes.length),
  ]);
  writeFileSync(join(directory, "a.tar"), Buffer.concat([...parts, tarEnd()]));
  const names = execFileSync("tar", ["-tf", "a.tar"], { cwd: directory, encoding: "utf8" }).trim().split("\n");
  const sizes = files.map(({ name }) => execFileSync("tar", ["-xOf", "a.tar", name], { cwd: directory }).length);
  rmSync(directory, { recursive: true });

  expect(names).toEqual(files.map(({ name }) => name));
  expect(sizes).toEqual([0, 1, 511, 512, 513, 2000]);
});

test("a name or size that has no room in a header is refused, not cut", () => {
  expect(() => tarHeader("x".repeat(101), 1, 0)).toThrow(/100 bytes/);
  expect(() => tarHeader("x", 8 * 1024 ** 3, 0)).toThrow(/8 GiB/);
});
