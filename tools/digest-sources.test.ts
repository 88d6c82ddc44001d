import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { digestSources } from "./digest-sources.ts";

let repository: string;

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), "sekisho-sources-"));
  mkdirSync(join(repository, "packages/sekisho/src/scan"), { recursive: true });
  write("package-lock.json", "{}");
  write("packages/sekisho/src/a.ts", "1");
  write("packages/sekisho/src/scan/b.ts", "2");
});

afterEach(() => {
  rmSync(repository, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  writeFileSync(join(repository, path), text);
}

test.each([
  { name: "a source", path: "packages/sekisho/src/scan/b.ts", isSeen: true },
  { name: "a new source", path: "packages/sekisho/src/scan/c.ts", isSeen: true },
  { name: "the dependencies", path: "package-lock.json", isSeen: true },
  { name: "a test", path: "packages/sekisho/src/a.test.ts", isSeen: false },
  { name: "a guide", path: "README.md", isSeen: false },
])("a change of $name makes another digest: $isSeen", ({ path, isSeen }) => {
  const before = digestSources(repository);

  write(path, "changed");

  expect(digestSources(repository) !== before).toBe(isSeen);
});

test("text that moves from one file to the next makes another digest", () => {
  const before = digestSources(repository);

  write("packages/sekisho/src/a.ts", "12");
  write("packages/sekisho/src/scan/b.ts", "");

  expect(digestSources(repository)).not.toBe(before);
});

test("a repository without sources is told", () => {
  rmSync(join(repository, "packages"), { recursive: true });

  expect(() => digestSources(repository)).toThrow("expected sources");
});
