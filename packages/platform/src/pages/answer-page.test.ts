import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerPage, type PageAnswer, type PageRequest } from "./answer-page.ts";
import { openWebClient, type WebClient } from "./web-client.ts";

const script = `console.log("${"関所 ".repeat(1000)}");`;
const page: PageRequest = {
  method: "GET",
  path: "/",
  accept: "text/html,application/xhtml+xml,*/*;q=0.8",
  acceptEncoding: "gzip, deflate, br, zstd",
  acceptLanguage: undefined,
  ifNoneMatch: undefined,
};

let folder: string;
let client: WebClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sekisho-client-"));
  await mkdir(join(folder, "static"));
  await writeFile(
    join(folder, "index.html"),
    '<!doctype html><meta property="csp-nonce" nonce="__SEKISHO_NONCE__"><div id="root"></div>',
  );
  await writeFile(join(folder, "static/index-B4f2x91a.js"), script);
  await writeFile(join(folder, "static/index-B4f2x91a.js.map"), "{}");
  await writeFile(join(folder, "favicon.svg"), "<svg/>");
  const opened = await openWebClient(folder);
  if (opened === undefined) throw new Error("expected a client, got none");
  client = opened;
});
afterAll(() => rm(folder, { recursive: true }));

describe("the document", () => {
  test.each(["/", "/findings", "/assets/0f66-a1", "/components/pkg:npm/lodash@4.17.15"])(
    "stands at the address %s",
    async (path) => {
      const answer = await answerPage(client, { ...page, path });

      expect(answer).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
      expect(answer?.body).toContain('<div id="root">');
    },
  );

  test("lets in scripts of this address alone, and styles with a value that is new each time", async () => {
    const answers = [await answerPage(client, page), await answerPage(client, page)];

    const nonces = answers.map((answer) => {
      const policy = new Map(
        (answer?.headers["content-security-policy"] ?? "").split("; ").map((part): [string, string] => {
          const space = part.indexOf(" ");
          return [part.slice(0, space), part.slice(space + 1)];
        }),
      );
      const nonce = /^'self' 'nonce-([\w-]{24})'$/.exec(policy.get("style-src") ?? "")?.[1] ?? "";
      expect(Object.fromEntries(policy)).toMatchObject({
        "default-src": "'none'",
        "script-src": "'self'",
        "connect-src": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
      });
      expect(answer?.body).toContain(`nonce="${nonce}"`);
      expect(answer?.headers["cache-control"]).toBe("no-store");
      return nonce;
    });
    expect(new Set(nonces).size).toBe(2);
  });

  test.each([
    { name: "an unknown address of the API", change: { path: "/api/v1/nothing" } },
    { name: "a file that is gone", change: { path: "/static/index-old.js" } },
    { name: "what a script asks for", change: { path: "/findings", accept: "application/json" } },
    { name: "a caller who says nothing", change: { path: "/findings", accept: undefined } },
    { name: "a change", change: { method: "POST" } },
    { name: "a way out of the folder", change: { path: "/../package.json", accept: "*/*" } },
    { name: "an encoded way out", change: { path: "/%2e%2e/package.json", accept: "*/*" } },
    { name: "a source map", change: { path: "/static/index-B4f2x91a.js.map", accept: "*/*" } },
  ])("does not stand for $name", async ({ change }) => {
    expect(await answerPage(client, { ...page, ...change })).toBeUndefined();
  });
});

describe("files", () => {
  const request = { ...page, path: "/static/index-B4f2x91a.js", accept: "*/*" };

  test.each([
    { name: "brotli", accepted: "gzip, deflate, br", encoding: "br", decode: brotliDecompressSync },
    { name: "gzip", accepted: "gzip, br;q=0", encoding: "gzip", decode: gunzipSync },
    { name: "nothing", accepted: undefined, encoding: undefined, decode: (bytes: Uint8Array) => Buffer.from(bytes) },
  ])("are compressed with $name where that is understood", async ({ accepted, encoding, decode }) => {
    const answer = await answerPage(client, { ...request, acceptEncoding: accepted });

    expect(answer?.headers["content-encoding"]).toBe(encoding);
    expect(decode(bytesOf(answer)).toString("utf8")).toBe(script);
  });

  test("with a hash in the name are kept for a year, others are asked for again", async () => {
    const hashed = await answerPage(client, request);
    const icon = await answerPage(client, { ...request, path: "/favicon.svg" });
    const etag = icon?.headers["etag"];
    const again = await answerPage(client, { ...request, path: "/favicon.svg", ifNoneMatch: etag });

    expect(hashed?.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(icon?.headers["cache-control"]).toBe("public, max-age=0, must-revalidate");
    expect(again).toMatchObject({ status: 304, body: "" });
  });
});

describe("without a client", () => {
  test.each([
    { language: "en-US,en", says: "<h1>Sekisho runs</h1>" },
    { language: "ja,en;q=0.5", says: '<html lang="ja">' },
  ])("/ says in $language how it is built, and nothing else is a page", async ({ language, says }) => {
    const first = await answerPage(undefined, { ...page, acceptLanguage: language });
    const other = await answerPage(undefined, { ...page, path: "/findings" });

    expect(first?.body).toContain(says);
    expect(first?.body).toContain("npm run build");
    expect(other).toBeUndefined();
  });

  test("a folder without a document is no client", async () => {
    expect(await openWebClient(join(folder, "static"))).toBeUndefined();
    expect(await openWebClient(join(folder, "nothing"))).toBeUndefined();
  });
});

function bytesOf(answer: PageAnswer | undefined): Uint8Array {
  return typeof answer?.body === "object" ? answer.body : Buffer.alloc(0);
}
