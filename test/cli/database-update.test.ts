import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as fetchers from "../../packages/sekisho/src/access/feeds/registry.ts";
import { sampleZip } from "../../packages/sekisho/src/formats/zip/sample-zip.ts";

const main = fileURLToPath(new URL("../../packages/sekisho/src/cli/main.ts", import.meta.url));
const kev = "/flaws/kev/known_exploited_vulnerabilities.json";

// Each test starts the command line several times.
vi.setConfig({ testTimeout: 120_000 });

let folder = "";
let server: Server;
let address = "";
/** Path and range of every request. */
let requests: string[] = [];
let pages: Map<string, Buffer>;
/** Answers a request itself, or gives false to let the page be given. */
let fault: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-update-"));
  requests = [];
  fault = () => false;
  pages = publish("lodash");
  server = createServer((request, response) => {
    const path = request.url ?? "";
    requests.push([path, request.headers.range].filter((part) => part !== undefined).join(" "));
    if (!fault(request, response)) give(pages.get(path), request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

function give(page: Buffer | undefined, request: IncomingMessage, response: ServerResponse): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  if (page === undefined) response.writeHead(404).end();
  else {
    const range = { "content-range": `bytes ${from}-${page.length - 1}/${page.length}` };
    response.writeHead(from === 0 ? 200 : 206, { etag: `"${page.length}"`, ...(from > 0 && range) });
    response.end(page.subarray(from));
  }
}

/** What the publishers have: an archive of npm of some size, and the lists that everybody wants. */
function publish(name: string): Map<string, Buffer> {
  const record = (id: string, of: string, details: string) =>
    JSON.stringify({
      id,
      modified: "2026-01-01T00:00:00Z",
      details,
      affected: [
        {
          package: { ecosystem: "npm", name: of },
          ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "9.0.0" }] }],
        },
      ],
    });
  const filler = Array.from({ length: 2000 }, (_none, at) => ({
    name: `GHSA-f-${at}.json`,
    content: Buffer.from(record(`GHSA-f-${at}`, `filler-${at}`, `${at * 7919} `.repeat(40))),
  }));
  const archive = sampleZip([{ name: "GHSA-1.json", content: Buffer.from(record("GHSA-1", name, "x")) }, ...filler]);
  const catalogue = {
    dateReleased: "2026-01-01T00:00:00Z",
    vulnerabilities: [{ cveID: "CVE-2026-0001", dateAdded: "2026-01-01" }],
  };
  return new Map([
    ["/osv/osv/ecosystems.txt", Buffer.from("npm\nPyPI\nSUSE:Linux Enterprise Server 15 SP5\n")],
    ["/osv/osv/npm/modified_id.csv", Buffer.from("2026-01-01T00:00:00Z,GHSA-1\n")],
    ["/osv/osv/npm/all.zip", archive],
    [
      "/flaws/epss/epss_scores-current.csv.gz",
      Buffer.from("#score_date:2026-01-01\ncve,epss,percentile\nCVE-2026-0001,0.1,0.2\n"),
    ],
    [
      "/support/endoflife/products/full",
      Buffer.from('{"result":[{"name":"debian","releases":[{"name":"12","isEol":true,"eolFrom":"2026-06-10"}]}]}'),
    ],
    [kev, Buffer.from(JSON.stringify(catalogue))],
  ]);
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

function start(words: readonly string[], database = join(folder, "db")): ChildProcess {
  const environment = { PATH: process.env["PATH"], HOME: folder, LANG: "C", SEKISHO_DB_DIR: database };
  return spawn(process.execPath, [main, ...words], { cwd: folder, env: environment });
}

function finish(child: ChildProcess): Promise<Ended> {
  let output = "";
  let errors = "";
  child.stdout?.on("data", (piece: Buffer) => (output += piece.toString()));
  child.stderr?.on("data", (piece: Buffer) => (errors += piece.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output, errors })));
}

function run(words: readonly string[], database?: string): Promise<Ended> {
  return finish(start(words, database));
}

/** Every publisher is this machine; NVD is asked on request only. */
function feedOptions(): readonly string[] {
  const feeds = Object.values(fetchers).map(({ feed }) => feed);
  return feeds.filter((feed) => feed !== "flaws/nvd").flatMap((feed) => ["--feed", `${feed}=${address}/${feed}`]);
}

function update(...words: readonly string[]): readonly string[] {
  return ["db", "update", ...feedOptions(), ...words];
}

function writeProject(): void {
  const lock = { lockfileVersion: 3, packages: { "": {}, "node_modules/lodash": { version: "4.0.0" } } };
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
}

function findingsOf({ output }: Ended): readonly string[] {
  return [...output.matchAll(/"id": "(vulnerability\/[^"]+)"/g)].map(([, id = ""]) => id);
}

describe("a Node user", () => {
  test("downloads what the packages of a directory need, and nothing of anybody else", async () => {
    writeProject();
    const updated = await run(update("--for", "."));
    expect(updated).toMatchObject({ code: 0, errors: "" });
    expect(
      requests.filter((path) => !/^\/(?:osv\/osv\/(?:ecosystems\.txt|npm\/)|flaws\/|support\/)/.test(path)),
    ).toEqual([]);
    expect(findingsOf(await run(["scan", ".", "-f", "json"]))).toEqual(["vulnerability/GHSA-1"]);
  });

  test("needs not say it: the scan before does", async () => {
    writeProject();
    const before = await run(update());
    expect(before).toMatchObject({ code: 2, output: "" });
    expect(before.errors).toContain("--for");
    await run(["scan", ".", "-f", "json"]);
    expect(await run(update())).toMatchObject({ code: 0, errors: "" });
    expect(findingsOf(await run(["scan", ".", "-f", "json"]))).toEqual(["vulnerability/GHSA-1"]);
  });

  test("keeps old data, marked as stale, of a publisher that is down", async () => {
    await run(update("--only", "npm"));
    pages.delete(kev);
    const again = await run(update());
    expect(again.code).toBe(3);
    expect(again.errors).toContain("flaws/kev");
    const status: unknown = JSON.parse((await run(["db", "status", "-f", "json"])).output);
    expect(status).toMatchObject({
      sources: expect.arrayContaining([
        expect.objectContaining({ source: "kev", isStale: true, dataDate: "2026-01-01T00:00:00Z" }),
        expect.objectContaining({ source: "osv-github", isStale: false }),
      ]),
    });
  });
});

describe("publishers that cannot be reached", () => {
  test("leave no empty database at the first use; scans judge by the demonstration and say so", async () => {
    pages.clear();
    const updated = await run(update("--only", "npm"));
    expect(updated).toMatchObject({ code: 3, output: "" });
    expect(updated.errors).toContain("none of the publishers could be reached");
    expect(updated.errors).toContain("There is no database yet");
    expect(existsSync(join(folder, "db/current.json"))).toBe(false);
    expect(JSON.parse((await run(["db", "status", "-f", "json"])).output)).toMatchObject({ origin: "demonstration" });
  });

  test("leave the database of before as it is", async () => {
    await run(update("--only", "npm"));
    const before = readFileSync(join(folder, "db/current.json"));
    pages.clear();
    const again = await run(update());
    expect(again).toMatchObject({ code: 3, output: "" });
    expect(again.errors).toMatch(/The database of \d{4}-\d\d-\d\dT[^ ]* stays in use\./);
    expect(readFileSync(join(folder, "db/current.json"))).toEqual(before);
    writeProject();
    expect(findingsOf(await run(["scan", ".", "-f", "json"]))).toEqual(["vulnerability/GHSA-1"]);
  });

  test("are named with the age of what is kept; what came is in use", async () => {
    pages.delete("/osv/osv/npm/all.zip");
    writeProject();
    const first = await run(update("--only", "npm"));
    expect(first.code).toBe(3);
    expect(first.errors).toContain("osv/osv npm: could not be fetched; there is no earlier data");
    const scanned = await run(["scan", ".", "-f", "json"]);
    expect(scanned.output).toContain("the advisory database has nothing of npm");
    expect(scanned.output).toContain('"reason": "not-in-database"');
    pages = publish("lodash");
    expect((await run(update())).code).toBe(0);
    pages.delete("/osv/osv/npm/all.zip");
    pages.set("/osv/osv/npm/modified_id.csv", Buffer.from(changes(600)));
    const later = await run(update());
    expect(later.errors).toMatch(
      /osv\/osv npm: could not be fetched; data of 2026-01-01 stays in use \(\d+ days old\)/,
    );
    const stale = await run(["scan", ".", "-f", "json"]);
    expect(findingsOf(stale)).toEqual(["vulnerability/GHSA-1"]);
    expect(stale.output).toContain('"reason": "stale"');
    expect(stale.output).toContain("what is newer than 2026-01-01 may be missing");
  });
});

describe("an update that is ended", () => {
  test("by kill -9 while it downloads goes on where it was", async () => {
    await run(update("--only", "npm"));
    const newer = publish("express").get("/osv/osv/npm/all.zip") ?? Buffer.alloc(0);
    pages.set("/osv/osv/npm/all.zip", Buffer.concat([newer]));
    pages.set("/osv/osv/npm/modified_id.csv", Buffer.from(changes(600)));
    const half = Math.floor(newer.length / 2);
    const running: ChildProcess[] = [];
    fault = (request, response) => {
      if (request.url !== "/osv/osv/npm/all.zip" || request.headers.range !== undefined) return false;
      response.writeHead(200, { etag: `"${newer.length}"`, "content-length": newer.length });
      response.write(newer.subarray(0, half), () => setTimeout(() => running[0]?.kill("SIGKILL"), 500));
      return true;
    };
    running.push(start(update()));
    await Promise.all(running.map(finish));
    writeProject();
    expect(findingsOf(await run(["scan", ".", "-f", "json"]))).toEqual(["vulnerability/GHSA-1"]);
    fault = () => false;
    const again = await run(update());
    expect(again).toMatchObject({ code: 0, errors: "" });
    expect(requests).toContain(`/osv/osv/npm/all.zip bytes=${half}-`);
    expect((await run(["db", "verify"])).code).toBe(0);
    expect(findingsOf(await run(["scan", ".", "-f", "json"]))).toEqual([]);
  });

  test.each([{ afterMs: 400 }, { afterMs: 900 }])(
    "by kill -9 after $afterMs ms leaves a database that is sound, and no rubbish",
    async ({ afterMs }) => {
      await run(update("--only", "npm"));
      pages = publish("express");
      const child = start(["db", "update", ...feedOptions()]);
      const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
      await finish(child);
      clearTimeout(timer);
      expect((await run(["db", "verify"])).code).toBe(0);
      expect(await run(update())).toMatchObject({ code: 0, errors: "" });
      expect(readdirSync(join(folder, "db")).filter((name) => /^(?:scratch|lock|import)/.test(name))).toEqual([]);
    },
  );
});

/** So many changes that the whole archive is fetched again. */
function changes(count: number): string {
  return Array.from({ length: count }, (_none, at) => `2026-02-01T00:00:00Z,GHSA-f-${at}\n`).join("");
}

test("two updates at once are both done, one behind the other", async () => {
  const both = await Promise.all([run(update("--only", "npm")), run(update("--only", "npm"))]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect((await run(["db", "verify"])).code).toBe(0);
  writeProject();
  expect(findingsOf(await run(["scan", ".", "-f", "json"]))).toEqual(["vulnerability/GHSA-1"]);
});

describe.skipIf(!canMount())("a disk that is full (left out where no file system can be mounted)", () => {
  test.each([{ freeKib: 0 }, { freeKib: 200 }])(
    "with $freeKib KiB left ends the update with words, and the database of before stays in use",
    async ({ freeKib }) => {
      const disk = join(folder, "disk");
      mkdirSync(disk);
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=32m", "tmpfs", disk]);
      try {
        const database = join(disk, "db");
        expect((await run(update("--only", "npm"), database)).code).toBe(0);
        const { bavail, bsize } = statfsSync(disk);
        writeFileSync(join(disk, "filler"), Buffer.alloc(bavail * bsize - freeKib * 1024));
        pages = new Map([...publish("express"), ["/osv/osv/npm/modified_id.csv", Buffer.from(changes(600))]]);
        const full = await run(update(), database);
        expect(full.code).not.toBe(0);
        expect(full.errors).toContain("no space is left");
        expect((await run(["db", "verify"], database)).code).toBe(0);
        rmSync(join(disk, "filler"));
        expect((await run(update(), database)).code).toBe(0);
      } finally {
        execFileSync("umount", ["-l", disk]);
      }
    },
  );
});

function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const place = mkdtempSync(join(tmpdir(), "sekisho-mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", place], { stdio: "ignore" });
    execFileSync("umount", [place]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

test("what scans note is read back whatever is in the file", async () => {
  mkdirSync(join(folder, "db"));
  writeFileSync(join(folder, "db", "asked.json"), '["npm", 7, "\\u001b[31m", "../x y"');
  expect((await run(update())).code).toBe(2);
  writeFileSync(join(folder, "db", "asked.json"), '["npm", 7, "\\u001b[31m", "../x y"]');
  expect((await run(update())).code).toBe(0);
  const status = readFileSync(join(folder, "db", "current.json"), "utf8");
  const payload = /"payload": ?"([^"]+)"/.exec(status)?.[1] ?? "";
  expect(JSON.parse(Buffer.from(payload, "base64").toString())).toMatchObject({ wanted: ["npm"] });
});
