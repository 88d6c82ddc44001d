import { generateKeyPairSync } from "node:crypto";
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { StoreFolder } from "../../access/database/store-folder.ts";
import { sampleAdvisory, sampleRow } from "../../advisories/database/sample-advisory.ts";
import { defineFeed } from "../../advisories/feeds/define.ts";
import { openStore } from "./open-store.ts";
import { build, codeOf, inputOf, known, license, makeFolder, removeFolders, words } from "./sample-database.ts";
import { verifyDatabase } from "./verify-database.ts";

afterEach(removeFolders);

describe("a build", () => {
  test("makes a database that answers", async () => {
    const folder = makeFolder();
    const { installation, feeds } = await build(folder, [inputOf("one two")]);
    expect(installation.ended).toBe("installed");
    expect(feeds).toMatchObject([{ feed: "words", ended: "done", counts: { advisories: 2, errors: 0 } }]);
    expect(await known(folder, "one", "two", "three")).toEqual(["one", "two"]);
    expect(await verifyDatabase(folder, installation.manifest)).toEqual([]);
  });

  test("gives the same files for the same documents", async () => {
    const [first, second] = [makeFolder(), makeFolder()];
    await build(first, [inputOf("one two")]);
    await build(second, [inputOf("one two")]);
    expect(readdirSync(join(first.path, "files"))).toEqual(readdirSync(join(second.path, "files")));
    expect(readFileSync(join(first.path, "current.json"))).toEqual(readFileSync(join(second.path, "current.json")));
  });

  test("counts up, also when the clock stands", async () => {
    const folder = makeFolder();
    const first = await build(folder, [inputOf("one")]);
    const second = await build(folder, [inputOf("two")]);
    expect(second.installation.manifest.sequence).toBe(first.installation.manifest.sequence + 1);
    expect(await known(folder, "one", "two")).toEqual(["two"]);
  });

  test.each([
    { name: "breaks off", input: { ...inputOf(""), documents: brokenDocuments() } },
    { name: "gives an error page", input: inputOf("!") },
  ])("keeps earlier data of a feed that $name, marked as stale", async ({ input }) => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")]);
    const { feeds, installation } = await build(folder, [input]);
    expect(feeds).toMatchObject([{ ended: "failed" }]);
    expect(installation.manifest.sources).toMatchObject([{ id: "sample", isStale: true }]);
    expect(await known(folder, "one")).toEqual(["one"]);
  });

  test.each([
    { name: "breaks off", input: { ...inputOf(""), documents: brokenDocuments() } },
    { name: "gives an error page", input: inputOf("!") },
    { name: "has no document", input: { ...inputOf(""), documents: [] } },
  ])("makes no database of a feed that $name", async ({ input }) => {
    const folder = makeFolder();
    expect(await codeOf(build(folder, [input]))).toBe("feed-unreachable");
    expect(readdirSync(folder.path)).not.toContain("current.json");
  });

  test.each([
    { name: "keeps sources that were not asked for", keepsOthers: true, left: ["one", "two"] },
    { name: "leaves them out", keepsOthers: false, left: ["two"] },
  ])("$name", async ({ keepsOthers, left }) => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")]);
    const feed = defineFeed({
      ...words,
      id: "others",
      sources: [{ id: "another", ...license }],
      open: (_context, sink) => ({
        write: (piece) => {
          const id = Buffer.from(piece).toString();
          sink({
            kind: "advisory",
            advisory: sampleAdvisory(id, { source: "another", affected: [sampleRow(`package-of-${id}`)] }),
          });
        },
        end: () => undefined,
      }),
    });
    await build(folder, [inputOf("two", feed)], { keepsOthers });
    expect(await known(folder, "one", "two")).toEqual(left);
  });

  test.each([
    { name: "the first part", failAt: 1 },
    { name: "a later part", failAt: 3 },
    { name: "the manifest", failAt: 5 },
  ])("leaves the old database in use when the disk is full at $name", async ({ failAt }) => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")]);
    let writes = 0;
    const full: StoreFolder = {
      path: folder.path,
      async writeNew(path, pieces) {
        writes += 1;
        if (writes < failAt) return await folder.writeNew(path, pieces);
        const [first = Buffer.alloc(0)] = pieces;
        writeFileSync(path, first.subarray(0, 10));
        throw Object.assign(new Error("no space"), { code: "ENOSPC" });
      },
    };
    expect(await codeOf(build(full, [inputOf("two three")]))).toBe("database-unwritable");
    expect(await known(folder, "one", "two")).toEqual(["one"]);
    expect(readdirSync(join(folder.path, "files")).filter((name) => name.endsWith(".draft"))).toEqual([]);
    await build(folder, [inputOf("two three")]);
    expect(await known(folder, "one", "two")).toEqual(["two"]);
  });

  test("waits for another one on the same folder", async () => {
    const folder = makeFolder();
    const built = await Promise.all(["one", "two", "three"].map((word) => build(folder, [inputOf(word)])));
    const sequences = built.map(({ installation }) => installation.manifest.sequence);
    expect(new Set(sequences).size).toBe(3);
    expect(await known(folder, "one", "two", "three")).toHaveLength(1);
    expect(readdirSync(folder.path).includes("lock")).toBe(false);
  });
});

function brokenDocuments(): Iterable<never> {
  return {
    [Symbol.iterator]: () => {
      throw new Error("the archive is cut off");
    },
  };
}

describe("a reader", () => {
  test("keeps reading what it opened while the database is replaced", async () => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")]);
    const { store } = await openStore({ folder: folder.path });
    await build(folder, [inputOf("two")]);
    expect(store.rowsOf("npm", "package-of-one")).toHaveLength(1);
    store.close();
  });

  test.each([
    { name: "missing", damage: (path: string) => rmSync(path) },
    { name: "cut off", damage: (path: string) => truncateSync(path, 40) },
    { name: "empty", damage: (path: string) => truncateSync(path, 0) },
  ])("is told when it opens that a file is $name", async ({ damage }) => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")]);
    for (const name of readdirSync(join(folder.path, "files"))) damage(join(folder.path, "files", name));
    expect(await codeOf(openStore({ folder: folder.path }))).toBe("database-damaged");
  });

  test.each([
    { name: "no JSON", text: "{" },
    { name: "other JSON", text: "[]" },
    { name: "empty", text: "" },
    {
      name: "a sigstore bundle that holds no manifest",
      text: '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}',
    },
  ])("refuses a manifest that is $name", async ({ text }) => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")]);
    writeFileSync(join(folder.path, "current.json"), text);
    expect(await codeOf(openStore({ folder: folder.path }))).toBe("database-damaged");
  });

  test("gets the demonstration where there is no database, and is told so", async () => {
    const demonstration = makeFolder();
    await build(demonstration, [inputOf("one")], { purpose: "demonstration" });
    const opened = await openStore({ folder: makeFolder().path, demonstration: demonstration.path });
    expect(opened).toMatchObject({ origin: "demonstration", manifest: { purpose: "demonstration" } });
    opened.store.close();
  });
});

describe("a signature", () => {
  const mine = generateKeyPairSync("ed25519");
  const theirs = generateKeyPairSync("ed25519");

  test.each([
    {
      name: "of a trusted key is accepted",
      signKey: mine.privateKey,
      trusted: [theirs.publicKey, mine.publicKey],
      code: "no error",
    },
    {
      name: "of another key is refused",
      signKey: theirs.privateKey,
      trusted: [mine.publicKey],
      code: "database-untrusted",
    },
    { name: "that is missing is refused", signKey: undefined, trusted: [mine.publicKey], code: "database-untrusted" },
    { name: "is not asked for without a key", signKey: undefined, trusted: [], code: "no error" },
  ])("$name", async ({ signKey, trusted, code }) => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")], signKey === undefined ? {} : { signKey });
    expect(await codeOf(openStore({ folder: folder.path, trusted }).then(({ store }) => store.close()))).toBe(code);
  });

  test("covers every byte of the manifest", async () => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")], { signKey: mine.privateKey });
    const path = join(folder.path, "current.json");
    const envelope = JSON.parse(readFileSync(path, "utf8")) as { payload: string };
    const payload = Buffer.from(envelope.payload, "base64").toString().replace('"rows": 1', '"rows": 2');
    writeFileSync(path, JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString("base64") }));
    expect(await codeOf(openStore({ folder: folder.path, trusted: [mine.publicKey] }))).toBe("database-untrusted");
  });
});
