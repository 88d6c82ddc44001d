import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { MirrorSettings } from "../../access/database/mirror.ts";
import { filePath, type StoreFolder } from "../../access/database/store-folder.ts";
import { openStore } from "./open-store.ts";
import { build, codeOf, inputOf, known, makeFolder, removeFolders } from "./sample-database.ts";
import { exportDatabase, importDatabase, updateFromMirror } from "./update-database.ts";
import { updateFromFeeds } from "./update-from-feeds.ts";
import { verifyDatabase } from "./verify-database.ts";

const servers: Server[] = [];

afterEach(() => {
  removeFolders();
  for (const server of servers.splice(0)) server.close();
});

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

function receive(folder: StoreFolder) {
  return { folder, trusted: [], now: () => new Date("2026-02-01T00:00:00Z") };
}

describe("an update from the publishers", () => {
  const kev = JSON.stringify({
    catalogVersion: "2026.01.01",
    dateReleased: "2026-01-01T00:00:00Z",
    vulnerabilities: [{ cveID: "CVE-2024-0001", dateAdded: "2026-01-01", knownRansomwareCampaignUse: "Unknown" }],
  });
  const secdb = (name: string) =>
    JSON.stringify({
      distroversion: "v3.20",
      reponame: "main",
      packages: [{ pkg: { name, secfixes: { "1.2.3-r0": ["CVE-2024-0001"] } } }],
    });

  /** Serves what publishers do, each below the id of its feed; a page that is not there is answered with 404. */
  async function publish(pages: Map<string, string>, asked: string[]) {
    const url = await serve((request, response) => {
      const path = (request.url ?? "").slice(1);
      asked.push(path);
      const page = pages.get(path);
      if (page === undefined) response.writeHead(404).end();
      else response.end(page);
    });
    const feeds = ["alpine/secdb", "osv/osv", "flaws/kev", "flaws/epss", "support/endoflife"];
    return new Map(feeds.map((feed) => [feed, `${url.origin}/${feed}`]));
  }

  function pagesOf(): Map<string, string> {
    return new Map([
      ["osv/osv/ecosystems.txt", "npm\nDebian:12\n"],
      ["alpine/secdb/", '<a href="v3.19/">v3.19/</a><a href="v3.20/">v3.20/</a>'],
      ["alpine/secdb/v3.20/main.json", secdb("first")],
      ["alpine/secdb/v3.20/community.json", secdb("second")],
      ["flaws/kev/known_exploited_vulnerabilities.json", kev],
      ["support/endoflife/products/full", '{"result":[{"name":"x","releases":[{"name":"1","isEol":true}]}]}'],
      ["flaws/epss/epss_scores-current.csv.gz", "#model_version:v2025,score_date:2026-01-01\ncve,epss,percentile\n"],
    ]);
  }

  function update(folder: StoreFolder, addresses: ReadonlyMap<string, string>, only: readonly string[]) {
    const { environment, stallTimeoutMs, clock } = settings;
    const now = () => new Date("2026-02-01T00:00:00Z");
    return updateFromFeeds({ folder, settings: { environment, stallTimeoutMs, clock }, now, only, addresses });
  }

  test("fetches what the wanted releases need and nothing else", async () => {
    const folder = makeFolder();
    const asked: string[] = [];
    const addresses = await publish(pagesOf(), asked);
    const { failures } = await update(folder, addresses, ["alpine:3.20"]);
    expect(failures).toEqual([]);
    expect(asked.filter((path) => /npm|Debian|v3\.19/.test(path))).toEqual([]);
    const { store, manifest } = await openStore({ folder: folder.path });
    expect(manifest.wanted).toEqual(["alpine:3.20"]);
    expect(store.rowsOf("alpine:3.20", "first")).toHaveLength(1);
    expect(store.rowsOf("alpine:3.20", "second")).toHaveLength(1);
    expect(store.findFlaw("CVE-2024-0001")?.knownExploited?.added).toBe("2026-01-01");
    store.close();
  });

  test("asks again for what was wanted before; a publisher that is down keeps its earlier data, marked as stale", async () => {
    const folder = makeFolder();
    const pages = pagesOf();
    const addresses = await publish(pages, []);
    await update(folder, addresses, ["alpine:3.20"]);
    pages.delete("flaws/kev/known_exploited_vulnerabilities.json");
    pages.set("alpine/secdb/v3.20/main.json", secdb("third"));
    const { failures } = await update(folder, addresses, []);
    expect(failures).toMatchObject([{ feed: "flaws/kev" }]);
    const { store, manifest } = await openStore({ folder: folder.path });
    expect(manifest.sources.filter(({ isStale }) => isStale === true).map(({ id }) => id)).toEqual(["kev"]);
    expect(store.rowsOf("alpine:3.20", "third")).toHaveLength(1);
    expect(store.findFlaw("CVE-2024-0001")).toBeDefined();
    store.close();
  });

  test("does not forget a source whose documents were lost and which is down", async () => {
    const folder = makeFolder();
    const pages = pagesOf();
    const addresses = await publish(pages, []);
    await update(folder, addresses, ["alpine:3.20"]);
    rmSync(join(folder.path, "feeds"), { recursive: true });
    pages.delete("flaws/kev/known_exploited_vulnerabilities.json");
    await update(folder, addresses, []);
    const { store } = await openStore({ folder: folder.path });
    expect(store.findFlaw("CVE-2024-0001")).toBeDefined();
    store.close();
  });

  test.each([
    { name: "nothing is known of what is wanted", addresses: new Map<string, string>(), only: [] },
    { name: "a feed does not exist", addresses: new Map([["no/such", "https://example.com"]]), only: ["npm"] },
    { name: "an address is none", addresses: new Map([["osv/osv", "nowhere"]]), only: ["npm"] },
  ])("is refused when $name", async ({ addresses, only }) => {
    expect(await codeOf(update(makeFolder(), addresses, only))).toBe("usage");
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

  test.each([
    { name: "cut off", damage: (bytes: Buffer) => bytes.subarray(0, 40) },
    { name: "of its length with another byte", damage: alterEnd },
  ])("mends a file that is $name here", async ({ damage }) => {
    const [mirror, folder] = [makeFolder(), makeFolder()];
    const asked: string[] = [];
    const url = await serveFolder(mirror, asked);
    const { manifest } = (await build(mirror, [inputOf("one")])).installation;
    await updateFromMirror(url, settings, receive(folder));
    const digest = manifest.parts[0]?.digest ?? "";
    const path = filePath(folder, digest);
    writeFileSync(path, damage(readFileSync(path)));
    asked.length = 0;
    expect(await updateFromMirror(url, settings, receive(folder))).toMatchObject({ newFiles: 1 });
    expect(asked).toEqual(["current.json", `files/${digest}`]);
    expect(await verifyDatabase(folder, manifest)).toEqual([]);
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
