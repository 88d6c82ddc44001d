import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openScratchFile } from "./scratch-file.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-scratch-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("gives back what was put there, small and large, written yet or not", () => {
  const scratch = openScratchFile(folder);
  const parts = [10, 700_000, 700_000, 3_000_000, 1, 0].map((length, turn) => Buffer.alloc(length, 65 + turn));
  const places = parts.map((part) => ({ part, offset: scratch.append(part) }));
  expect(places.map(({ offset }) => offset)).toEqual([0, 10, 700_010, 1_400_010, 4_400_010, 4_400_011]);
  for (const { part, offset } of places) expect(scratch.read(offset, part.length).equals(part)).toBe(true);
  const late = scratch.append(Buffer.from("late"));
  expect(scratch.read(late, 4).toString()).toBe("late");
  scratch.close();
});

test("takes the bytes: the caller may write over them", () => {
  const scratch = openScratchFile(folder);
  const bytes = Buffer.from("first");
  const offset = scratch.append(bytes);
  bytes.fill("x");
  expect(scratch.read(offset, 5).toString()).toBe("first");
  scratch.close();
});

test("leaves nothing in the folder", () => {
  const scratch = openScratchFile(folder);
  scratch.append(Buffer.alloc(2_000_000));
  scratch.close();
  expect(readdirSync(folder)).toEqual([]);
});

test("has nothing behind its end", () => {
  const scratch = openScratchFile(folder);
  scratch.append(Buffer.from("abc"));
  expect(() => scratch.read(2, 5)).toThrow(RangeError);
  scratch.close();
});

test("is not made where a file is in its way", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => openScratchFile(join(folder, "file"))).toThrow(/file/);
});
