import { spawn } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { startPlatform } from "@sekisho/platform";

// Uploads a CycloneDX document of 300,000 components to a platform on an embedded PostgreSQL; at most 60 s, and 512 MB in
// this process. Run with: node --conditions=sekisho-source bench/platform/components.ts [COMPONENTS]

const components = Number(process.argv[2] ?? 300_000);
const pieceCharacters = 65_536;
const password = "only for this measurement";
/** In a process of its own: a client that keeps what it sends is no part of what is measured. */
const clientSource = `
import { openAsBlob } from "node:fs";
const [url, cookie, path] = process.argv.slice(1);
const headers = { cookie, origin: url, "content-type": "application/json" };
const response = await fetch(url + "/api/v1/reports?wait=120", { method: "POST", headers, body: await openAsBlob(path) });
process.stdout.write(await response.text());
`;

const directory = join(tmpdir(), `sekisho-bench-components-${process.pid}`);
const platform = await startPlatform({
  port: 0,
  dataDirectory: directory,
  environment: { SEKISHO_OWNER_PASSWORD: password },
  log: { write: () => undefined },
});
try {
  await measure(platform.url);
} finally {
  await platform.stop();
  await rm(directory, { recursive: true, force: true });
}

async function measure(url: string): Promise<void> {
  const cookie = await signIn(url);
  const before = process.cpuUsage();
  const startedMs = performance.now();
  let answer = await send(url, cookie);
  while (answer.includes('"status":"queued"') || answer.includes('"status":"importing"')) {
    const self = /"self":"([^"]+)"/.exec(answer)?.[1] ?? "";
    answer = await (await fetch(`${url}${self}?wait=60`, { headers: { cookie } })).text();
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - startedMs) / 1000;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(
    `${components} components: ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of CPU in Node, peak ${peakMb.toFixed(0)} MB`,
  );
  console.log(answer.slice(0, 400));
}

async function send(url: string, cookie: string): Promise<string> {
  const path = join(directory, "document.json");
  await writeFile(path, inPieces(documentOf(components)));
  const client = spawn(process.execPath, ["--input-type=module", "--eval", clientSource, url, cookie, path]);
  client.stderr.pipe(process.stderr);
  return await text(client.stdout);
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: "owner@localhost", password }),
  });
  return (response.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
}

/** In pieces as files are read: a client that sends each component by itself would be what is measured. */
function* inPieces(parts: Iterable<string>): Generator<string> {
  let piece = "";
  for (const part of parts) {
    piece += part;
    if (piece.length < pieceCharacters) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

/** An SBOM as Syft writes it of a large image. */
function* documentOf(count: number): Generator<string> {
  yield '{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"tools":{"components":[{"type":"application","name":"syft"}]},';
  yield '"component":{"type":"container","bom-ref":"t","name":"registry.example.com/shop/large:1"}},"components":[';
  for (let index = 0; index < count; index++) {
    const version = `1.${index % 100}.${index % 7}`;
    const component = {
      type: "library",
      "bom-ref": `c${index}`,
      name: `library-${index}`,
      version,
      purl: `pkg:npm/library-${index}@${version}`,
      licenses: [{ license: { id: index % 3 === 0 ? "MIT" : "Apache-2.0" } }],
      properties: [{ name: "syft:location:0:path", value: `/app/node_modules/library-${index}/package.json` }],
    };
    yield `${index === 0 ? "" : ","}${JSON.stringify(component)}`;
  }
  yield "]}";
}
