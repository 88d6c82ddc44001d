import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeWholeFile } from "./write-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-write-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): Promise<void> {
  return writeWholeFile({ name, workingDirectory: folder }, text);
}

describe("writeWholeFile", () => {
  test("makes a file and leaves no draft", async () => {
    await write("a.txt", "text");
    expect(readdirSync(folder)).toEqual(["a.txt"]);
    expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("text");
  });

  test("keeps the permissions of a file", async () => {
    writeFileSync(join(folder, "a.sh"), "old");
    chmodSync(join(folder, "a.sh"), 0o750);
    await write("a.sh", "new");
    expect(statSync(join(folder, "a.sh")).mode & 0o777).toBe(0o750);
  });

  test("writes through a symbolic link", async () => {
    mkdirSync(join(folder, "real"));
    writeFileSync(join(folder, "real/a"), "old");
    symlinkSync("real/a", join(folder, "link"));
    await write("link", "new");
    expect(readFileSync(join(folder, "real/a"), "utf8")).toBe("new");
    expect(readdirSync(join(folder, "real"))).toEqual(["a"]);
  });

  test("writes to a device without replacing it", async () => {
    await write("/dev/null", "text");
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  test.each([
    { name: "no folder", file: "none/a", message: "cannot write none/a: its directory does not exist" },
    { name: "a folder", file: ".", message: "cannot write .: it is a directory" },
    { name: "a file as folder", file: "file/a", message: "cannot write file/a: its directory is a file" },
  ])("refuses $name", async ({ file, message }) => {
    writeFileSync(join(folder, "file"), "");
    await expect(write(file, "x")).rejects.toMatchObject({ code: "output-unwritable", message });
  });
});
