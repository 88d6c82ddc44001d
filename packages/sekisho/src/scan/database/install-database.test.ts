import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { MirrorSettings } from "../../access/database/mirror.ts";
import { type StoreFolder, storeFolder } from "../../access/database/store-folder.ts";
import { sampleAdvisory, sampleRow } from "../../advisories/database/sample-advisory.ts";
import { defineFeed, type FeedItem } from "../../advisories/feeds/define.ts";
import { SekishoError } from "../../model/error.ts";
import { type BuildOptions, buildDatabase, type FeedInput } from "./build-database.ts";
import { openStore } from "./open-store.ts";
import { exportDatabase, importDatabase, updateFromMirror } from "./update-database.ts";
import { verifyDatabase } from "./verify-database.ts";

const license = { name: "Sample", license: "CC0-1.0" };
/** Says one advisory for each word of the document; `!` stands for a record that cannot be read. */
const words = defineFeed({
  id: "words",
  sources: [{ id: "sample", ...license }],
  reads: ["words"],
  open: (_context, sink) => ({
    write: (piece) => {
      for (const word of Buffer.from(piece).toString().split(" ")) sink(itemOf(word));
    },
    end: () => undefined,
  }),
});
const others = defineFeed({ ...words, id: "others" });

function itemOf(word: string): FeedItem {
  if (word === "!") {
    return {
      kind: "diagnostic",
      diagnostic: { code: "feed/wrong-record", level: "error", message: { en: "?", ja: "?" } },
    };
  }
  const fields = { aliases: [`ALIAS-${word}`], affected: [sampleRow(`package-of-${word}`)] };
  return { kind: "advisory", advisory: sampleAdvisory(word, fields) };
}

function inputOf(text: string, feed = words): FeedInput {
  const documents = [{ context: { path: "words.txt" }, isLines: false, open: () => [Buffer.from(text)] }];
  return { feed, origin: { fetchedAt: "2026-01-01T00:00:00Z" }, documents };
}

const folders: string[] = [];
const servers: Server[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  for (const server of servers.splice(0)) server.close();
});

function makeFolder(): StoreFolder {
  const path = mkdtempSync(join(tmpdir(), "sekisho-db-"));
  folders.push(path);
  return storeFolder(path);
}

function build(folder: StoreFolder, inputs: readonly FeedInput[], options: Partial<BuildOptions> = {}) {
  return buildDatabase(inputs, {
    folder,
    now: () => new Date("2026-01-01T00:00:00Z"),
    keepsOthers: false,
    wants: () => true,
    texts: "all",
    ...options,
  });
}

/** Which of the names something is known of. */
async function known(folder: StoreFolder, ...names: readonly string[]): Promise<readonly string[]> {
  const { store } = await openStore({ folder: folder.path });
  const found = names.filter((name) => store.rowsOf("npm", `package-of-${name}`).length > 0);
  store.close();
  return found;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "no error";
  } catch (error) {
    return error instanceof SekishoError ? error.code : String(error);
  }
}

const settings: MirrorSettings = {
  environment: {},
  stallTimeoutMs: 2000,
  signal: undefined,
  clock: { now: () => 0, random: () => 0, pause: () => Promise.resolve() },
  maxRetries: 3,
};

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/db`);
}

/** Serves a store's folder; `asked` gets the paths. */
function serveFolder(folder: StoreFolder, asked: string[]): Promise<URL> {
  return serve((request, response) => {
    const path = (request.url ?? "").replace(/^\/db\//, "");
    asked.push(path);
    response.end(readFileSync(join(folder.path, path)));
  });
}

function receive(folder: StoreFolder, trusted: BuildOptions["signKey"][] = []) {
  const keys = trusted.filter((key) => key !== undefined);
  return { folder, trusted: keys, now: () => new Date("2026-02-01T00:00:00Z") };
}

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
    { name: "keeps sources that were not asked for", keepsOthers: true, left: ["one", "two"] },
    { name: "leaves them out", keepsOthers: false, left: ["two"] },
  ])("$name", async ({ keepsOthers, left }) => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")]);
    const feed = defineFeed({
      ...others,
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
      async writeNew(path, bytes) {
        writes += 1;
        if (writes < failAt) return await folder.writeNew(path, bytes);
        writeFileSync(path, bytes.subarray(0, 10));
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
      name: "a sigstore bundle",
      text: '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}',
      code: "database-untrusted",
    },
  ])("refuses a manifest that is $name", async ({ text, code = "database-damaged" }) => {
    const folder = makeFolder();
    await build(folder, [inputOf("one")]);
    writeFileSync(join(folder.path, "current.json"), text);
    expect(await codeOf(openStore({ folder: folder.path }))).toBe(code);
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

describe("an update from a mirror", () => {
  test("fetches what is missing alone", async () => {
    const [mirror, folder] = [makeFolder(), makeFolder()];
    const asked: string[] = [];
    const url = await serveFolder(mirror, asked);
    const { installation } = await build(mirror, [inputOf("one")]);
    expect(await updateFromMirror(url, settings, receive(folder))).toMatchObject({ ended: "installed", newFiles: 3 });
    expect(asked).toHaveLength(1 + installation.manifest.parts.length);
    asked.length = 0;
    expect(await updateFromMirror(url, settings, receive(folder))).toMatchObject({ ended: "unchanged" });
    expect(asked).toEqual(["current.json"]);
    await build(mirror, [inputOf("one two")]);
    asked.length = 0;
    await updateFromMirror(url, settings, receive(folder));
    expect(await known(folder, "one", "two")).toEqual(["one", "two"]);
  });

  test("refuses an older database", async () => {
    const [mirror, folder] = [makeFolder(), makeFolder()];
    const url = await serveFolder(mirror, []);
    await build(mirror, [inputOf("one")]);
    const older = readFileSync(join(mirror.path, "current.json"));
    await build(mirror, [inputOf("two")]);
    await updateFromMirror(url, settings, receive(folder));
    writeFileSync(join(mirror.path, "current.json"), older);
    expect(await codeOf(updateFromMirror(url, settings, receive(folder)))).toBe("database-older");
    expect(await known(folder, "one", "two")).toEqual(["two"]);
  });

  test("refuses files with other bytes, and keeps the old database", async () => {
    const [mirror, folder] = [makeFolder(), makeFolder()];
    await build(folder, [inputOf("old")]);
    await build(mirror, [inputOf("one")], { now: () => new Date("2026-03-01T00:00:00Z") });
    const url = await serve((request, response) => {
      const path = (request.url ?? "").replace(/^\/db\//, "");
      const bytes = readFileSync(join(mirror.path, path));
      if (path.startsWith("files/")) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      response.end(bytes);
    });
    expect(await codeOf(updateFromMirror(url, settings, receive(folder)))).toBe("database-unreachable");
    expect(await known(folder, "old", "one")).toEqual(["old"]);
  });

  test("goes on where a download broke off", async () => {
    const [mirror, folder] = [makeFolder(), makeFolder()];
    await build(mirror, [inputOf("one two three four")]);
    const ranges: string[] = [];
    const url = await serve((request, response) => {
      const bytes = readFileSync(join(mirror.path, (request.url ?? "").replace(/^\/db\//, "")));
      const { range } = request.headers;
      if (request.url?.endsWith("current.json") === true) return response.end(bytes);
      if (range !== undefined) ranges.push(range);
      const from = Number(/^bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
      const headers = {
        "content-length": bytes.length - from,
        "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      };
      response.writeHead(range === undefined ? 200 : 206, headers);
      const piece = bytes.subarray(from, from + 100);
      if (from + 100 >= bytes.length) return response.end(piece);
      // A hundred bytes, and the connection is closed.
      return response.write(piece, () => response.socket?.end());
    });
    expect(await updateFromMirror(url, settings, receive(folder))).toMatchObject({ ended: "installed" });
    expect(ranges.length).toBeGreaterThan(0);
    expect(await known(folder, "one", "four")).toEqual(["one", "four"]);
  });

  test.each([
    { name: "a missing page", status: 404 },
    { name: "a server that fails again and again", status: 503 },
    { name: "a redirect without end", status: 302 },
  ])("gives up on $name", async ({ status }) => {
    const url = await serve((_request, response) => response.writeHead(status, { location: "/db/current.json" }).end());
    expect(await codeOf(updateFromMirror(url, settings, receive(makeFolder())))).toBe("database-unreachable");
  });
});

describe("one file for machines without a network", () => {
  test("carries a database", async () => {
    const [from, to] = [makeFolder(), makeFolder()];
    const archive = join(makeFolder().path, "database.tar");
    await build(from, [inputOf("one")]);
    await exportDatabase(from, archive, []);
    expect(await importDatabase(archive, receive(to))).toMatchObject({ ended: "installed", newFiles: 3 });
    expect(await known(to, "one")).toEqual(["one"]);
    expect(readdirSync(to.path).sort()).toEqual(["current.json", "files"]);
    expect(await importDatabase(archive, receive(to))).toMatchObject({ ended: "unchanged" });
  });

  test.each([
    { name: "cut off", damage: (bytes: Buffer) => bytes.subarray(0, bytes.length - 2500), code: "database-damaged" },
    { name: "altered", damage: (bytes: Buffer) => alterEnd(bytes), code: "database-damaged" },
    { name: "no archive", damage: () => Buffer.from("hello"), code: "database-damaged" },
    { name: "empty", damage: () => Buffer.alloc(0), code: "database-damaged" },
  ])("is refused when it is $name", async ({ damage, code }) => {
    const [from, to] = [makeFolder(), makeFolder()];
    const archive = join(makeFolder().path, "database.tar");
    await build(from, [inputOf("one")]);
    await build(to, [inputOf("old")], { now: () => new Date("2025-01-01T00:00:00Z") });
    await exportDatabase(from, archive, []);
    writeFileSync(archive, damage(readFileSync(archive)));
    expect(await codeOf(importDatabase(archive, receive(to)))).toBe(code);
    expect(await known(to, "one", "old")).toEqual(["old"]);
    expect(readdirSync(to.path).filter((name) => name.startsWith("import-"))).toEqual([]);
  });

  test("is not made of a damaged database", async () => {
    const from = makeFolder();
    await build(from, [inputOf("one")]);
    const [name = ""] = readdirSync(join(from.path, "files"));
    const path = join(from.path, "files", name);
    writeFileSync(path, alterEnd(readFileSync(path)));
    const archive = join(makeFolder().path, "database.tar");
    expect(await codeOf(exportDatabase(from, archive, []))).toBe("database-damaged");
    expect(() => readFileSync(archive)).toThrow("ENOENT");
  });
});

/** Alters the last byte that is not zero. */
function alterEnd(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  let at = copy.length - 1;
  while (at > 0 && copy[at] === 0) at -= 1;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
