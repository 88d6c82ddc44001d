import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { parsePathPattern } from "../../model/path-pattern.ts";
import { type WalkedFile, type WalkTreeOptions, walkTree } from "./walk-tree.ts";

let root: string;
let reported: Diagnostic[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sekisho-walk-"));
  reported = [];
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text = path): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

function walk(options: Partial<WalkTreeOptions> = {}): readonly WalkedFile[] {
  return [...walkTree(root, { kind: "root", report: (diagnostic) => reported.push(diagnostic), ...options })];
}

function read(file: WalkedFile | undefined): { readonly text: string; readonly isWhole: boolean } {
  const pieces: string[] = [];
  const isWhole = file?.readContent((piece) => pieces.push(piece.toString("latin1"))) ?? false;
  return { text: pieces.join(""), isWhole };
}

function paths(files: readonly WalkedFile[]): readonly string[] {
  return files.map((file) => file.entry.path);
}

describe("a root file system", () => {
  test("is given whole, parents first, sorted, with modes and links", () => {
    chmodSync(write("usr/bin/tool", "four"), 0o4755);
    write("etc/motd");
    write(".git/HEAD");
    symlinkSync("../../nowhere", join(root, "etc/link"));
    linkSync(join(root, "usr/bin/tool"), join(root, "usr/bin/tool2"));

    const files = walk();

    expect(paths(files)).toEqual([
      ".git",
      ".git/HEAD",
      "etc",
      "etc/link",
      "etc/motd",
      "usr",
      "usr/bin",
      "usr/bin/tool",
      "usr/bin/tool2",
    ]);
    expect(files.find((file) => file.entry.path === "usr/bin/tool")?.entry).toMatchObject({
      type: "file",
      mode: 0o4755,
      size: 4,
    });
    expect(files.find((file) => file.entry.path === "etc/link")?.entry).toMatchObject({
      type: "symlink",
      linkTarget: "../../nowhere",
    });
    expect(files.find((file) => file.entry.path === "usr/bin/tool2")?.entry).toMatchObject({
      type: "hardlink",
      linkTarget: "usr/bin/tool",
      size: 0,
    });
    expect(reported).toEqual([]);
  });

  test("is read in pieces", () => {
    const text = "x".repeat(700_000);
    write("big", text);
    write("empty", "");

    const [big, empty] = walk();

    expect(read(big)).toEqual({ text, isWhole: true });
    expect(read(empty)).toEqual({ text: "", isWhole: true });
  });

  test("does not leave the tree over links and does not go round", () => {
    write("a/file");
    symlinkSync("/", join(root, "a/root"));
    symlinkSync(root, join(root, "a/loop"));

    const files = walk();

    expect(paths(files)).toEqual(["a", "a/file", "a/loop", "a/root"]);
    expect(files.map((file) => file.entry.type)).toEqual(["directory", "file", "symlink", "symlink"]);
  });

  test("leaves sockets out", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, "socket"), resolve));

    const files = walk();

    expect(files).toEqual([]);
    server.close();
  });

  test("keeps names that are no UTF-8 readable", () => {
    writeFileSync(Buffer.concat([Buffer.from(`${root}/a`), Buffer.from([0xff])]), "content");
    write("b");

    const files = walk();

    expect(paths(files)).toEqual(["a\uFFFD", "b"]);
    expect(read(files[0])).toEqual({ text: "content", isWhole: true });
    expect(reported).toEqual([]);
  });
});

describe("trouble", () => {
  test.each([
    { name: "a file that shrinks", size: 2, text: "12", isWhole: false, says: "expected 5 bytes, got 2" },
    { name: "a file that grows", size: 9, text: "12345", isWhole: false, says: "expected 5 bytes, got 9" },
  ])("reports $name", ({ size, text, isWhole, says }) => {
    const path = write("file", "12345");
    const [file] = walk();
    truncateSync(path, size);

    const reading = read(file);

    expect(reading).toEqual({ text, isWhole });
    expect(reported).toMatchObject([{ code: "file/changed", message: { en: expect.stringContaining(says) } }]);
  });

  test("reports a file that is gone, and one that became a link", () => {
    const [gone, swapped] = [write("gone"), write("swapped")];
    const files = walk();
    rmSync(gone);
    rmSync(swapped);
    symlinkSync("/etc/passwd", swapped);

    const readings = files.map(read);

    expect(readings).toEqual([
      { text: "", isWhole: false },
      { text: "", isWhole: false },
    ]);
    expect(reported.map((diagnostic) => diagnostic.location?.path)).toEqual(["gone", "swapped"]);
  });

  test("lets errors of the reader of the content through", () => {
    write("file");
    const [file] = walk();

    expect(() =>
      file?.readContent(() => {
        throw new TypeError("of the caller");
      }),
    ).toThrow("of the caller");
    expect(reported).toEqual([]);
  });

  test.each([
    { name: "depth", options: { maxDepth: 2 }, code: "file/too-deep", expected: ["a", "a/b", "z"] },
    { name: "number", options: { maxEntries: 2 }, code: "file/too-many", expected: ["a", "a/b"] },
  ])("keeps the limit of $name", ({ options, code, expected }) => {
    write("a/b/c/d");
    write("z");

    const files = walk(options);

    expect(paths(files)).toEqual(expected);
    expect(reported).toMatchObject([{ code, level: "error" }]);
  });
});

describe("a source tree", () => {
  // Expected values: gitignore(5).
  test("is given without what git ignores and without excluded paths", () => {
    write(".gitignore", "out/\n");
    write(".git/config");
    write("node_modules/a/package.json");
    write("out/file");
    write("src/.gitignore", "*.log\n!keep.log\n");
    write("src/a.log");
    write("src/keep.log");
    write("vendor/file");
    const pattern = parsePathPattern("vendor/**");
    if (pattern === undefined) throw new Error("no pattern");

    const files = walk({ kind: "source", exclude: [pattern] });

    expect(paths(files)).toEqual([".gitignore", "src", "src/.gitignore", "src/keep.log"]);
  });
});
