import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sampleZip } from "../../formats/zip/sample-zip.ts";
import { type FetchOptions, fetchFeed } from "./fetch-feed.ts";
import { alpineSecdb } from "./fetchers/alpine-secdb.ts";
import { amazonUpdateinfo } from "./fetchers/amazon-updateinfo.ts";
import { nvd } from "./fetchers/nvd.ts";
import { osv } from "./fetchers/osv.ts";
import { redhatVex } from "./fetchers/redhat-vex.ts";
import { kev } from "./fetchers/single-files.ts";
import { type Answer, end, type Loopback, serve, tagOf } from "./fixtures/loopback.ts";

let folder = "";
let server: Loopback | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "feeds-"));
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Pauses that were asked for; none is waited. */
function optionsFor(
  address: string,
  changes: Partial<FetchOptions> = {},
): FetchOptions & { readonly pauses: number[] } {
  const pauses: number[] = [];
  return {
    pauses,
    folder,
    address,
    environment: {},
    stallTimeoutMs: 2000,
    wants: () => true,
    clock: {
      now: () => Date.parse("2026-01-02T03:04:05Z"),
      random: () => 0.5,
      pause(milliseconds) {
        pauses.push(milliseconds);
        return Promise.resolve();
      },
    },
    ...changes,
  };
}

async function start(answers: Record<string, Answer>): Promise<Loopback> {
  server = await serve(answers);
  return server;
}

function ended(results: Awaited<ReturnType<typeof fetchFeed>>): readonly string[] {
  return results.map(({ part, ended: how }) => `${part.name} ${how}`);
}

const catalogue = "/known_exploited_vulnerabilities.json";

describe("one file", () => {
  test("is fetched once, and again when it has changed", async () => {
    const answers: Record<string, Answer> = { [catalogue]: '{"count":1}' };
    const { address, requests } = await start(answers);

    expect(ended(await fetchFeed(kev, optionsFor(address)))).toEqual(["kev.json updated"]);
    expect(ended(await fetchFeed(kev, optionsFor(address)))).toEqual(["kev.json unchanged"]);
    answers[catalogue] = '{"count":2}';
    expect(ended(await fetchFeed(kev, optionsFor(address)))).toEqual(["kev.json updated"]);
    expect(requests).toEqual([`${catalogue} 200`, `${catalogue} 304`, `${catalogue} 200`]);
    expect(readFileSync(join(folder, "flaws/kev/kev.json"), "utf8")).toBe('{"count":2}');
  });

  test("that was deleted here is fetched whole, whatever its tag", async () => {
    const { address, requests } = await start({ [catalogue]: "{}" });
    await fetchFeed(kev, optionsFor(address));
    rmSync(join(folder, "flaws/kev/kev.json"));

    expect(ended(await fetchFeed(kev, optionsFor(address)))).toEqual(["kev.json updated"]);
    expect(requests).toEqual([`${catalogue} 200`, `${catalogue} 200`]);
  });

  test("is asked for again after the time that the server names", async () => {
    let asked = 0;
    const { address } = await start({
      [catalogue](_request, response) {
        asked++;
        if (asked > 2) return end(response, 200, Buffer.from("{}"));
        response.setHeader("retry-after", "7");
        return end(response, asked === 1 ? 429 : 503);
      },
    });
    const options = optionsFor(address);

    expect(ended(await fetchFeed(kev, options))).toEqual(["kev.json updated"]);
    expect(options.pauses).toEqual([7000, 7000]);
  });

  test("that breaks off is continued where it stopped", async () => {
    const body = Buffer.from("0123456789".repeat(1000));
    const ranges: (string | undefined)[] = [];
    const { address } = await start({
      [catalogue](request, response) {
        ranges.push(request.headers.range);
        response.setHeader("etag", tagOf(body));
        const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
        if (from > 0) {
          response.setHeader("content-range", `bytes ${from}-${body.length - 1}/${body.length}`);
          return end(response, 206, body.subarray(from));
        }
        response.writeHead(200, { "content-length": body.length });
        response.write(body.subarray(0, 4000), () => response.destroy());
        return 200;
      },
    });

    expect(ended(await fetchFeed(kev, optionsFor(address)))).toEqual(["kev.json updated"]);
    expect(ranges).toEqual([undefined, "bytes=4000-"]);
    expect(readFileSync(join(folder, "flaws/kev/kev.json")).equals(body)).toBe(true);
  });

  test.each([
    {
      name: "is not there",
      answer: (_: unknown, response: Parameters<typeof end>[0]) => end(response, 404),
      attempts: 1,
    },
    {
      name: "never comes",
      answer: (_: unknown, response: Parameters<typeof end>[0]) => end(response, 500),
      attempts: 5,
    },
  ])("that $name keeps the one that was fetched before", async ({ answer, attempts }) => {
    const answers: Record<string, Answer> = { [catalogue]: '{"count":1}' };
    const { address, requests } = await start(answers);
    await fetchFeed(kev, optionsFor(address));
    answers[catalogue] = answer;

    const results = await fetchFeed(kev, optionsFor(address));

    expect(results).toMatchObject([{ ended: "failed", failure: { code: "feed-unreachable" } }]);
    expect(requests).toHaveLength(1 + attempts);
    expect(readFileSync(join(folder, "flaws/kev/kev.json"), "utf8")).toBe('{"count":1}');
  });

  test("is followed where it has moved, but not in circles", async () => {
    const answers: Record<string, Answer> = {
      [catalogue](_request, response) {
        response.setHeader("location", "/moved.json");
        return end(response, 302);
      },
      "/moved.json": "{}",
    };
    const { address } = await start(answers);

    expect(ended(await fetchFeed(kev, optionsFor(address)))).toEqual(["kev.json updated"]);
    answers["/moved.json"] = answers[catalogue] ?? "";
    expect(ended(await fetchFeed(kev, optionsFor(address)))).toEqual(["kev.json failed"]);
  });
});

test("Alpine: only the branches that are wanted, and one that fails leaves the others", async () => {
  const index = '<a href="../">..</a><a href="edge/">edge/</a><a href="v3.19/">v3.19/</a><a href="v3.20/">v3.20/</a>';
  const { address, requests } = await start({ "/": index, "/v3.20/main.json": "{}" });

  const results = await fetchFeed(
    alpineSecdb,
    optionsFor(address, { wants: (ecosystem) => ecosystem === "alpine:3.20" }),
  );

  expect(ended(results)).toEqual(["v3.20/main.json updated", "v3.20/community.json failed"]);
  expect(requests).toEqual(["/ 200", "/v3.20/main.json 200", "/v3.20/community.json 404"]);
});

test("Amazon: mirror list, index and errata; no path that leads out of the repository", async () => {
  const index = (href: string) =>
    `<repomd><data type="primary"><location href="x"/></data><data type="updateinfo"><location href="${href}"/></data></repomd>`;
  const answers: Record<string, Answer> = { "/repo/repodata/updateinfo.xml.gz": gzipSync("<updates/>") };
  const { address } = await start(answers);
  answers["/2/core/latest/x86_64/mirror.list"] = `${address}/repo/\n`;
  answers["/repo/repodata/repomd.xml"] = index("repodata/updateinfo.xml.gz");
  const options = optionsFor(address, { wants: (ecosystem) => ecosystem === "amzn:2" });

  expect(ended(await fetchFeed(amazonUpdateinfo, options))).toEqual(["amzn@2/updateinfo.xml.gz updated"]);
  answers["/repo/repodata/repomd.xml"] = index("../../etc/passwd");
  expect(ended(await fetchFeed(amazonUpdateinfo, options))).toEqual(["amzn@2/updateinfo.xml.gz failed"]);
});

function archiveOf(records: readonly unknown[]): Buffer {
  return sampleZip(
    records.map((record, index) => ({ name: `${index}.json`, content: Buffer.from(JSON.stringify(record)) })),
  );
}

test("OSV: an archive first, then changed records only, without those that were taken back", async () => {
  const answers: Record<string, Answer> = {
    "/ecosystems.txt": "npm\nGo\n",
    "/Go/modified_id.csv": "2024-01-02T00:00:00Z,GO-2\n2024-01-01T00:00:00Z,GO-1\n",
    "/Go/all.zip": archiveOf([{ id: "GO-1" }, { id: "GO-2", summary: "old" }]),
  };
  const { address, requests } = await start(answers);
  const options = optionsFor(address, { wants: (ecosystem) => ecosystem === "Go" });

  expect(ended(await fetchFeed(osv, options))).toEqual(["Go updated"]);
  expect(ended(await fetchFeed(osv, options))).toEqual(["Go unchanged"]);
  answers["/Go/modified_id.csv"] = "2024-01-03T00:00:00Z,GO-2\n2024-01-04T00:00:00Z,GO-3\n";
  answers["/Go/GO-2.json"] = '{\n "id": "GO-2", "summary": "new"}';
  answers["/Go/GO-3.json"] = '{"id":"GO-3"}';
  expect(ended(await fetchFeed(osv, options))).toEqual(["Go updated"]);

  expect(readdirSync(join(folder, "osv/osv"))).toEqual(["Go.jsonl.gz"]);
  const lines = gunzipSync(readFileSync(join(folder, "osv/osv/Go.jsonl.gz"))).toString();
  expect(lines).toBe('{"id":"GO-2","summary":"new"}\n{"id":"GO-3"}\n');
  expect(requests.filter((line) => line.includes("all.zip"))).toEqual(["/Go/all.zip 200"]);
});

test("NVD: years first, then pages of changes, at the pace that is allowed", async () => {
  const years = Array.from({ length: 2026 - 2002 + 1 }, (_, index) => 2002 + index);
  const answers: Record<string, Answer> = {};
  for (const year of years)
    answers[`/feeds/json/cve/2.0/nvdcve-2.0-${year}.json.gz`] = gzipSync('{"vulnerabilities":[]}');
  const { address } = await start(answers);
  await fetchFeed(nvd, optionsFor(address));
  const later = Date.parse("2026-01-05T00:00:00Z");
  const span = `lastModStartDate=${encodeURIComponent("2026-01-02T03:04:05.000Z")}&lastModEndDate=${encodeURIComponent("2026-01-05T00:00:00.000Z")}`;
  const seenKeys: unknown[] = [];
  for (const startIndex of [0, 2000]) {
    answers[`/rest/json/cves/2.0?${span}&resultsPerPage=2000&startIndex=${startIndex}`] = (request, response) => {
      seenKeys.push(request.headers["apikey"]);
      return end(response, 200, Buffer.from('{"totalResults":2500,"vulnerabilities":[]}'));
    };
  }
  const options = optionsFor(address, { apiKey: "k" });

  const results = await fetchFeed(nvd, { ...options, clock: { ...options.clock, now: () => later } });

  expect(ended(results)).toEqual(["changes updated"]);
  expect(options.pauses).toEqual([600]);
  expect(seenKeys).toEqual(["k", "k"]);
  const names = readdirSync(join(folder, "flaws/nvd")).sort();
  // What is read last counts: pages stand behind years.
  expect(names.slice(-2).every((name) => name.startsWith("page-2026-01-05"))).toBe(true);
  expect(names).toHaveLength(years.length + 2);
});

/** A tar archive of small files: a header of 512 bytes with its checksum, the content padded to 512 bytes, two empty blocks. */
function tarOf(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write("0000644\0", 100);
    header.write(`${text.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write("00000000000\0        0", 136);
    header.write("ustar\u000000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [header, Buffer.concat([Buffer.from(text), Buffer.alloc((512 - (text.length % 512)) % 512)])];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function vexOf(id: string, title: string): string {
  return JSON.stringify(
    { document: { title, tracking: { generator: { date: "x" }, id } }, vulnerabilities: [] },
    undefined,
    1,
  );
}

test("Red Hat: the archive by year, then changed documents, without deleted ones", async () => {
  const files = {
    "2023/cve-2023-1.json": vexOf("CVE-2023-1", "a"),
    "2024/cve-2024-1.json": vexOf("CVE-2024-1", "a"),
    "2024/cve-2024-2.json": vexOf("CVE-2024-2", "a"),
  };
  const answers: Record<string, Answer> = {
    "/archive_latest.txt": "csaf_vex_2024-10-01.tar.zst\n",
    "/csaf_vex_2024-10-01.tar.zst": zstdCompressSync(tarOf(files)),
    "/changes.csv": '"2024/cve-2024-1.json","2024-09-01T00:00:00+00:00"\n',
    "/deletions.csv": "",
  };
  const { address } = await start(answers);

  expect(ended(await fetchFeed(redhatVex, optionsFor(address)))).toEqual(["documents updated"]);
  expect(ended(await fetchFeed(redhatVex, optionsFor(address)))).toEqual(["documents unchanged"]);
  answers["/changes.csv"] = '"2024/cve-2024-1.json","2024-11-01T00:00:00+00:00"\n';
  answers["/2024/cve-2024-1.json"] = vexOf("CVE-2024-1", "b");
  answers["/deletions.csv"] = '"2024/cve-2024-2.json","2024-11-01T00:00:00+00:00"\n';
  expect(ended(await fetchFeed(redhatVex, optionsFor(address)))).toEqual(["documents updated"]);

  expect(readdirSync(join(folder, "redhat/vex")).sort()).toEqual(["2023.jsonl.gz", "2024.jsonl.gz"]);
  const lines = gunzipSync(readFileSync(join(folder, "redhat/vex/2024.jsonl.gz")))
    .toString()
    .trim()
    .split("\n");
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    expect.objectContaining({ document: expect.objectContaining({ title: "b" }) }),
  ]);
});

test("Red Hat: an archive that breaks off leaves no half of it", async () => {
  const archive = zstdCompressSync(tarOf({ "2024/cve-2024-1.json": vexOf("CVE-2024-1", "a") }));
  const { address } = await start({
    "/archive_latest.txt": "csaf_vex_2024-10-01.tar.zst",
    "/csaf_vex_2024-10-01.tar.zst": archive.subarray(0, archive.length - 20),
    "/changes.csv": "",
    "/deletions.csv": "",
  });

  expect(ended(await fetchFeed(redhatVex, optionsFor(address)))).toEqual(["documents failed"]);
  expect(readdirSync(join(folder, "redhat/vex"))).toEqual([]);
});

test("a damaged state costs a download and nothing else", async () => {
  const { address } = await start({ [catalogue]: "{}" });
  await fetchFeed(kev, optionsFor(address));
  writeFileSync(join(folder, ".state/flaws-kev.json"), '{"files":{"kev.json":7},"notes":[');

  expect(ended(await fetchFeed(kev, optionsFor(address)))).toEqual(["kev.json updated"]);
});
