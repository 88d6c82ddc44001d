import { closeSync, ftruncateSync, openSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sampleImage, tarOf } from "../../packages/sekisho/src/access/fixtures/sample-image.ts";
import { writeTar } from "../../packages/sekisho/src/formats/tar/fixtures/write-tar.ts";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

let workplace: Workplace;
beforeEach(() => {
  workplace = createWorkplace();
});
afterEach(() => workplace.remove());

/** An archive of `docker save` with a layer for each text. */
function writeImage(texts: readonly string[]): void {
  const { layers, blobs, configuration } = sampleImage(texts);
  const names = layers.map((_, index) => `layer-${index}/layer.tar`);
  const manifest = [{ Config: "config.json", RepoTags: ["web:1"], Layers: names }];
  const files = [
    { name: "manifest.json", content: JSON.stringify(manifest) },
    { name: "config.json", content: blobs.get(configuration.digest) ?? "" },
    ...layers.map((content, index) => ({ name: names[index] ?? "", content })),
  ];
  workplace.write("web.tar", tarOf(files));
}

describe("cache", () => {
  test("tells what is kept of images, and clears it", async () => {
    writeImage(["one", "two"]);
    const directory = join(workplace.folder, ".cache/sekisho/images");
    // A file that was written just now is not kept by its dates: what was read of its layers is.
    const scan = await callCli(workplace, ["sbom", "web.tar"]);
    const kept = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

    const status = await callCli(workplace, ["cache", "status"]);
    const cleared = await callCli(workplace, ["cache", "clear"]);
    const after = await callCli(workplace, ["cache", "status"]);

    expect(scan.exitCode).toBe(0);
    expect(kept.length).toBeGreaterThan(0);
    expect(status).toMatchObject({ exitCode: 0, errorOutput: "" });
    expect(status.output).toMatch(new RegExp(`^\\S+/\\.cache/sekisho/images: ${kept.length} entries, .* of at most `));
    expect(cleared).toMatchObject({ exitCode: 0, errorOutput: "" });
    expect(cleared.output).toMatch(new RegExp(`: ${kept.length} entries cleared, `));
    expect(after.output).toContain("images: 0 entries, ");
  });

  test("is where the environment says, speaks Japanese, and holds nothing after --no-cache", async () => {
    writeImage(["one"]);
    const environment = { SEKISHO_CACHE_DIR: join(workplace.folder, "kept"), LANG: "ja_JP.UTF-8" };
    const scan = await callCli(workplace, ["sbom", "web.tar", "--no-cache"], { environment });
    const status = await callCli(workplace, ["cache", "status"], { environment });

    expect(scan.exitCode).toBe(0);
    expect(status.output).toMatch(/\/kept\/images: 0 件、/);
  });

  test("clears nothing but its own folder", async () => {
    workplace.write(".cache/sekisho/other", "of somebody else");
    const cleared = await callCli(workplace, ["cache", "clear"]);

    expect(cleared.exitCode).toBe(0);
    expect(readFileSync(join(workplace.folder, ".cache/sekisho/other"), "utf8")).toBe("of somebody else");
  });

  test("refuses what is neither status nor clear", async () => {
    const call = await callCli(workplace, ["cache", "claer"]);

    expect(call.exitCode).toBe(2);
    expect(call.errorOutput).toContain("claer");
  });
});

const fileBytes = 5 * 1024 ** 3;
/** Of the layer below, told by sha256sum: a header, 5 GiB of zeros, and another small file. */
const largeDiffId = "sha256:b78f484c91f333628705184c9f4122b51186f9fac63ba8ad77a8a6edebc955a9";

/** Writes an archive whose only layer holds a file of 5 GiB. On disk it takes a few kilobytes: zeros are a hole. */
function writeLargeImage(): void {
  const patch = (block: Buffer) => block.write(fileBytes.toString(8), 124);
  const first = writeTar([{ name: "srv/large.bin", patch }]).subarray(0, 512);
  const last = writeTar([{ name: "usr/lib/node_modules/left-pad/package.json", content: leftPad }]);
  const configuration = JSON.stringify({
    os: "linux",
    architecture: "amd64",
    rootfs: { type: "layers", diff_ids: [largeDiffId] },
  });
  const manifest = JSON.stringify([{ Config: "config.json", RepoTags: ["large:1"], Layers: ["layer.tar"] }]);
  const documents = writeTar([
    { name: "manifest.json", content: manifest },
    { name: "config.json", content: configuration },
  ]);
  const layerBytes = first.length + fileBytes + last.length;
  const layer = writeTar([{ name: "layer.tar", patch: (block) => block.write(layerBytes.toString(8), 124) }]);
  const descriptor = openSync(join(workplace.folder, "large.tar"), "w");
  try {
    // Without the zeros at the end of an archive it goes on.
    const start = Buffer.concat([documents.subarray(0, 2048), layer.subarray(0, 512), first]);
    writeSync(descriptor, start, 0, start.length, 0);
    writeSync(descriptor, last, 0, last.length, start.length + fileBytes);
    ftruncateSync(descriptor, start.length + fileBytes + last.length + 10_240);
  } finally {
    closeSync(descriptor);
  }
}

const leftPad = JSON.stringify({ name: "left-pad", version: "1.3.0" });

test("a file of 5 GiB in an image passes through, in bounded memory", async () => {
  writeLargeImage();
  const memoryFile = join(workplace.folder, "memory");
  const report = `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(memoryFile)}, String(process.resourceUsage().maxRSS)));`;
  workplace.write("report-memory.cjs", report);
  const environment = { NODE_OPTIONS: `--require ${join(workplace.folder, "report-memory.cjs")}` };

  const call = await callCli(workplace, ["sbom", "large.tar", "--no-cache"], { environment });

  expect(call.errorOutput).toBe("");
  expect(call.exitCode).toBe(0);
  expect(call.output).toContain("pkg:npm/left-pad@1.3.0");
  // The sources are compiled in the same process: that alone takes more than half of it.
  expect(Number(readFileSync(memoryFile, "utf8")) / 1024).toBeLessThan(800);
}, 240_000);
