import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCappedFile } from "./read-file.ts";
import { readCappedStream } from "./standard-input.ts";
import { findContextIgnoreFile, listContext } from "./surroundings.ts";

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "sekisho-read-"));
  writeFileSync(join(root, "file"), "12345");
  writeFileSync(join(root, ".dockerignore"), "general\n");
  writeFileSync(join(root, "web.Dockerfile.dockerignore"), "own\n");
  symlinkSync(join(root, "loop"), join(root, "loop"));
  symlinkSync(join(root, "file"), join(root, "link"));
  symlinkSync("/dev/zero", join(root, "device"));
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe("readCappedFile", () => {
  test.each([
    { name: "a file of exactly the limit", file: "file", limit: 5 },
    { name: "a link", file: "link", limit: 100 },
  ])("reads $name", async ({ file, limit }) => {
    const reading = await readCappedFile(join(root, file), limit);
    expect(reading.kind === "read" ? Buffer.from(reading.bytes).toString() : reading).toBe("12345");
  });

  test.each([
    { name: "a larger file", file: "file", limit: 4, code: "too-large", says: "maxFileBytes of 4 bytes" },
    { name: "a missing file", file: "no", limit: 9, code: "not-found", says: "does not exist" },
    { name: "a name below a file", file: "file/x", limit: 9, code: "not-found", says: "does not exist" },
    { name: "a directory", file: ".", limit: 9, code: "no-regular-file", says: "expected a regular file" },
    { name: "a device without an end", file: "device", limit: 9, code: "no-regular-file", says: "device" },
    { name: "a loop of links", file: "loop", limit: 9, code: "unreadable", says: "form a loop" },
  ])("refuses $name", async ({ file, limit, code, says }) => {
    const reading = await readCappedFile(join(root, file), limit);
    expect(reading).toMatchObject({ kind: "refused", code, message: { en: expect.stringContaining(says) } });
  });
});

describe("readCappedStream", () => {
  async function* stream() {
    yield Buffer.from("FROM ");
    yield "é";
  }

  test("joins the pieces", async () => {
    expect(await readCappedStream(stream(), 7)).toEqual({ kind: "read", bytes: new Uint8Array(Buffer.from("FROM é")) });
  });

  test("stops above the limit", async () => {
    expect(await readCappedStream(stream(), 6)).toMatchObject({ kind: "refused", code: "too-large" });
  });
});

describe("surroundings", () => {
  // Dockerfile reference, ".dockerignore file": the one that carries the Dockerfile's name has precedence.
  test.each([
    { name: "its own ignore file", dockerfile: "web.Dockerfile", expected: "own\n" },
    { name: "the general one", dockerfile: "Dockerfile", expected: "general\n" },
  ])("$name", ({ dockerfile, expected }) => {
    expect(findContextIgnoreFile(join(root, dockerfile))?.text).toBe(expected);
  });

  test("lists what is there", () => {
    expect(listContext(root).toSorted()).toEqual([
      ".dockerignore",
      "device",
      "file",
      "link",
      "loop",
      "web.Dockerfile.dockerignore",
    ]);
    expect(listContext(join(root, "no"))).toEqual([]);
  });
});
