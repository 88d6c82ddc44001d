import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CacheStore } from "./cache-store.ts";

const keys = { first: "aa11", second: "bb22", third: "cc33" };
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sekisho-cache-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function open(maxBytes?: number): CacheStore {
  return new CacheStore(directory, { now: () => 2_000_000_000_000, ...(maxBytes === undefined ? {} : { maxBytes }) });
}

describe("a cache in a directory", () => {
  test("gives back what was kept, also to another process", async () => {
    await open().write(keys.first, Buffer.from("kept"));

    expect((await open().read(keys.first))?.toString()).toBe("kept");
    expect(await open().read(keys.second)).toBeUndefined();
  });

  test("leaves no half-written file behind", async () => {
    const store = open();

    await Promise.all(Array.from({ length: 20 }, () => store.write(keys.first, Buffer.alloc(10_000, 1))));

    expect(readdirSync(join(directory, "aa"))).toEqual([keys.first]);
    expect((await store.read(keys.first))?.length).toBe(10_000);
  });

  test("tells and clears what it holds", async () => {
    const store = open();
    await store.write(keys.first, Buffer.alloc(100));
    await store.write(keys.second, Buffer.alloc(50));

    expect(await store.clear()).toEqual({ directory, entries: 2, sizeBytes: 150, maxBytes: 1024 ** 3 });
    expect(await store.status()).toMatchObject({ entries: 0, sizeBytes: 0 });
  });

  test("drops what was not used for longest once the limit is passed", async () => {
    const store = open(250);
    for (const [index, key] of Object.values(keys).entries()) {
      await store.write(key, Buffer.alloc(100));
      utimesSync(join(directory, key.slice(0, 2), key), 1_900_000_000, 1_900_000_000 + index);
    }
    // Reading it is a use.
    await store.read(keys.first);

    await store.tidy();

    expect(await store.read(keys.first)).toBeDefined();
    expect(await store.read(keys.second)).toBeUndefined();
    expect(await store.read(keys.third)).toBeDefined();
  });

  test("takes away what a killed process left, but nothing that is being written", async () => {
    const store = open();
    await store.write(keys.first, Buffer.alloc(1));
    const left = join(directory, "aa", "aa11.0.part");
    const fresh = join(directory, "aa", "aa11.1.part");
    writeFileSync(left, "");
    writeFileSync(fresh, "");
    utimesSync(left, 1_900_000_000, 1_900_000_000);
    utimesSync(fresh, 2_000_000_000, 2_000_000_000);

    await store.tidy();

    expect(readdirSync(join(directory, "aa")).toSorted()).toEqual(["aa11", "aa11.1.part"]);
  });

  test("is a miss and no error where it cannot be written", async () => {
    writeFileSync(join(directory, "file"), "");
    const store = new CacheStore(join(directory, "file"), { now: () => 0 });

    await store.write(keys.first, Buffer.from("x"));

    expect(await store.read(keys.first)).toBeUndefined();
    expect(await store.status()).toMatchObject({ entries: 0 });
  });
});
