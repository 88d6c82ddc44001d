import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SekishoError } from "../../model/error.ts";
import { json, layoutFiles, type SampleImage, sampleImage, type TarFile, tarOf } from "../fixtures/sample-image.ts";
import type { FileRange, OpenedImage } from "../image-source.ts";
import { findImageFile, openImage } from "../open-image.ts";
import type { OpenImageOptions } from "../open-image-options.ts";
import { openUnnamedFile } from "./unnamed-file.ts";

const image = sampleImage();
const other = sampleImage(["other"]);

let root: string;
let options: OpenImageOptions;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sekisho-archive-"));
  mkdirSync(join(root, "temporary"));
  options = { environment: {}, temporaryDirectory: join(root, "temporary"), platform: "linux/amd64" };
});

afterEach(() => {
  const left = readdirSync(join(root, "temporary"));
  rmSync(root, { recursive: true, force: true });
  // Whatever a test did, no file may stay behind.
  if (left.length > 0) throw new Error(`left behind: ${left.join(", ")}`);
});

function write(bytes: Uint8Array, name = "image.tar"): string {
  const path = join(root, name);
  writeFileSync(path, bytes);
  return path;
}

function layoutDirectory(files: readonly TarFile[]): string {
  const directory = join(root, "layout");
  for (const file of files) {
    mkdirSync(dirname(join(directory, file.name)), { recursive: true });
    writeFileSync(join(directory, file.name), file.content ?? "");
  }
  return directory;
}

/** The files of `docker save`: folders with `layer.tar` before Docker 25, blobs by digest since then. */
function savedFiles(saved: SampleImage, tags: readonly string[], form: "folders" | "blobs"): readonly TarFile[] {
  const hex = saved.configuration.digest.slice("sha256:".length);
  const configuration = saved.blobs.get(saved.configuration.digest) ?? "";
  const layerNames = saved.layers.map((_, index) =>
    form === "folders" ? `layer-${index}/layer.tar` : `blobs/sha256/${`${index}`.repeat(64)}`,
  );
  const config = form === "folders" ? `${hex}.json` : `blobs/sha256/${hex}`;
  return [
    { name: config, content: configuration },
    ...saved.layers.map((content, index) => ({ name: layerNames[index] ?? "", content })),
    { name: "manifest.json", content: json([{ Config: config, RepoTags: tags, Layers: layerNames }]) },
  ];
}

async function layersOf(opened: OpenedImage): Promise<readonly Buffer[]> {
  const layers: Buffer[] = [];
  for (const layer of opened.layers) {
    const pieces: Uint8Array[] = [];
    for await (const piece of layer?.open() ?? []) pieces.push(piece);
    layers.push(Buffer.concat(pieces));
  }
  return layers;
}

function readRange(range: FileRange | undefined): Buffer {
  const bytes = Buffer.alloc(range?.length ?? 0);
  const { file = "", offset = 0 } = range ?? {};
  const descriptor = typeof file === "number" ? file : openSync(file, "r");
  readSync(descriptor, bytes, 0, bytes.length, offset);
  if (typeof file === "string") closeSync(descriptor);
  return bytes;
}

describe("archives", () => {
  test.each([
    {
      name: "docker save, folders",
      source: "docker-archive",
      make: () => tarOf(savedFiles(image, ["web:1"], "folders")),
    },
    { name: "docker save, blobs", source: "docker-archive", make: () => tarOf(savedFiles(image, ["web:1"], "blobs")) },
    {
      name: "docker save, gzip",
      source: "docker-archive",
      make: () => gzipSync(tarOf(savedFiles(image, [], "blobs"))),
    },
    { name: "an OCI layout", source: "oci-archive", make: () => tarOf(layoutFiles([{ image, name: "1.0" }])) },
    {
      name: "an OCI layout, zstd",
      source: "oci-archive",
      make: () => zstdCompressSync(tarOf(layoutFiles([{ image }]))),
    },
    {
      name: "names with ./",
      source: "oci-archive",
      make: () => tarOf(layoutFiles([{ image }]).map((file) => ({ ...file, name: `./${file.name}` }))),
    },
  ])("$name", async ({ source, make }) => {
    const opened = await openImage(write(make()), options);

    expect(opened.description).toMatchObject({ source, configDigest: image.configuration.digest });
    expect(await layersOf(opened)).toEqual(image.layers);
    expect(opened.layers.map((layer) => readRange(layer?.range))).toEqual(image.layers);
    await opened.close();
  });

  test("keep open what is compressed until they are closed, under no name", async () => {
    const opened = await openImage(write(gzipSync(tarOf(savedFiles(image, [], "blobs")))), options);

    expect(readdirSync(join(root, "temporary"))).toEqual([]);
    expect(await layersOf(opened)).toEqual(image.layers);
    await opened.close();
    await opened.close();
  });

  test("share layers over links", async () => {
    const files = savedFiles(image, ["web:1"], "folders").filter((file) => file.name !== "layer-0/layer.tar");
    const shared = { name: "shared/layer.tar", content: image.layers[0] ?? "" };
    const path = write(tarOf([...files, shared, { name: "layer-0/layer.tar", linkTo: "../shared/layer.tar" }]));

    const opened = await openImage(path, options);

    expect(await layersOf(opened)).toEqual(image.layers);
    await opened.close();
  });

  test("with several images give the named one", async () => {
    const files = layoutFiles([
      { image, name: "web:1" },
      { image: other, name: "docker.io/library/job:latest" },
    ]);
    const path = write(tarOf(files));

    const opened = await openImage(`oci-archive:${path}:job`, options);

    expect(opened.description.configDigest).toBe(other.configuration.digest);
    await opened.close();
    await expect(openImage(path, options)).rejects.toMatchObject({
      code: "image-ambiguous",
      message: expect.stringContaining("docker.io/library/job:latest, web:1"),
    });
    await expect(openImage(`oci-archive:${path}:none`, options)).rejects.toMatchObject({ code: "image-not-found" });
  });
});

describe("layouts", () => {
  test("choose the platform and leave attestations out", async () => {
    const attestation = { os: "unknown", architecture: "unknown" };
    const arm = sampleImage(["arm"], { configuration: { architecture: "arm64" } });
    const directory = layoutDirectory(
      layoutFiles([
        { image: other, platform: attestation },
        { image: arm, platform: { os: "linux", architecture: "arm64", variant: "v8" } },
        { image, platform: { os: "linux", architecture: "amd64" } },
      ]),
    );

    const [amd64, arm64] = await Promise.all([
      openImage(directory, options),
      openImage(`oci:${directory}`, { ...options, platform: "arm64" }),
    ]);

    expect(amd64.description.configDigest).toBe(image.configuration.digest);
    expect(arm64.description.configDigest).toBe(arm.configuration.digest);
    await expect(openImage(directory, { ...options, platform: "linux/s390x" })).rejects.toMatchObject({
      code: "platform-missing",
      message: expect.stringContaining("it exists for linux/amd64, linux/arm64/v8"),
    });
  });

  test("refuse a single image of another platform when one is named", async () => {
    const directory = layoutDirectory(layoutFiles([{ image }]));

    await expect(openImage(directory, { ...options, platform: "linux/arm64" })).rejects.toMatchObject({
      code: "platform-missing",
    });
  });

  test("name layers that cannot be read and leave the others", async () => {
    const layers = [
      {
        mediaType: "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
        digest: `sha256:${"2".repeat(64)}`,
        size: 3,
      },
      {
        mediaType: "application/vnd.oci.image.layer.v1.tar+gzip+encrypted",
        digest: `sha256:${"3".repeat(64)}`,
        size: 3,
      },
    ];
    const directory = layoutDirectory(layoutFiles([{ image: sampleImage(["a", "b"], { manifest: { layers } }) }]));

    const opened = await openImage(directory, options);

    expect(opened.description.layers.map((layer) => layer.unreadable)).toEqual(["foreign", "encrypted"]);
    expect(opened.layers).toEqual([undefined, undefined]);
  });

  test("tolerate a history that does not fit the layers", async () => {
    const configuration = { history: [{ created_by: "a" }], config: { Env: "A=b" } };
    const directory = layoutDirectory(layoutFiles([{ image: sampleImage(["a", "b"], { configuration }) }]));

    const opened = await openImage(directory, options);

    expect(opened.description.layers.map((layer) => layer.history)).toEqual([undefined, undefined]);
    expect(opened.diagnostics.map((diagnostic) => diagnostic.code)).toEqual([
      "image/configuration-value",
      "image/history-mismatch",
    ]);
  });
});

describe("refuses", () => {
  const whole = tarOf(savedFiles(image, ["web:1"], "folders"));

  test.each([
    {
      name: "an archive that breaks off",
      make: () => whole.subarray(0, 600),
      code: "image-invalid",
      says: "ends inside a file",
    },
    {
      name: "gzip that breaks off",
      make: () => gzipSync(whole).subarray(0, 100),
      code: "image-invalid",
      says: "decompressed",
    },
    {
      name: "a tar without images",
      make: () => tarOf([{ name: "a" }]),
      code: "image-invalid",
      says: "holds no images",
    },
    {
      name: "a wrong checksum",
      make: () => Buffer.concat([whole.subarray(0, 512), Buffer.alloc(whole.length, "x")]),
      code: "image-invalid",
      says: "checksum",
    },
    {
      name: "no image in the list",
      make: () => tarOf([{ name: "manifest.json", content: "[]" }]),
      code: "image-not-found",
      says: "holds no image",
    },
    {
      name: "a list that is no list",
      make: () => tarOf([{ name: "manifest.json", content: "{}" }]),
      code: "image-invalid",
      says: "expected a list",
    },
    {
      name: "links in a circle",
      make: () =>
        tarOf([
          { name: "a", linkTo: "b" },
          { name: "b", linkTo: "a" },
          { name: "manifest.json", content: '[{"Config":"a"}]' },
        ]),
      code: "image-not-found",
      says: "expected a",
    },
  ])("$name", async ({ make, code, says }) => {
    const path = write(make());

    await expect(openImage(`docker-archive:${path}`, options)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says),
    });
  });

  test.each([
    { name: "tar", pack: (bytes: Buffer, length: number) => bytes.subarray(0, length), says: "ends inside a file" },
    {
      name: "gzip",
      // Stored without compression: the same bytes break off as of the tar.
      pack: (bytes: Buffer, length: number) => gzipSync(bytes, { level: 0 }).subarray(0, length),
      says: "decompressed",
    },
  ])("what stands behind the end of a $name that breaks off; the layers before are there", async ({ pack, says }) => {
    const files = savedFiles(image, ["web:1"], "folders");
    const layerFiles = files.filter((file) => file.name.endsWith("layer.tar"));
    const others = files.filter((file) => !file.name.endsWith("layer.tar"));
    const bytes = tarOf([...others, ...layerFiles]);
    // The last layer takes four blocks, and the end of the archive two.
    const path = write(pack(bytes, bytes.length - 1024 - 700));

    const opened = await openImage(`docker-archive:${path}`, options);
    const [first, second] = opened.layers.map((layer) => ({ ...opened, layers: [layer] }));

    expect(opened.diagnostics.map(({ code, level }) => ({ code, level }))).toEqual([
      { code: "image/archive-broke-off", level: "error" },
    ]);
    expect(opened.diagnostics[0]?.message.en).toContain(says);
    await expect(layersOf(first ?? opened)).resolves.toEqual([image.layers[0]]);
    await expect(layersOf(second ?? opened)).rejects.toMatchObject({ code: "target-unreadable" });
    await opened.close();
  });

  test("a layer that is missing, when somebody reads it; the others are there", async () => {
    const files = savedFiles(image, [], "folders").filter((file) => !file.name.startsWith("layer-1"));
    const opened = await openImage(`docker-archive:${write(tarOf(files))}`, options);
    const [first, second] = opened.layers.map((layer) => ({ ...opened, layers: [layer] }));

    await expect(layersOf(first ?? opened)).resolves.toEqual([image.layers[0]]);
    await expect(layersOf(second ?? opened)).rejects.toMatchObject({
      code: "image-not-found",
      message: expect.stringContaining("layer-1/layer.tar"),
    });
    await opened.close();
  });

  test("a configuration that is not what its name says", async () => {
    const files = savedFiles(image, [], "folders").map((file) =>
      file.name.endsWith(".json") && file.name !== "manifest.json" ? { ...file, content: "{}" } : file,
    );

    await expect(openImage(write(tarOf(files)), options)).rejects.toMatchObject({ code: "digest-mismatch" });
  });

  test("a blob of a layout that is a link to somewhere else", async () => {
    const directory = layoutDirectory(layoutFiles([{ image }]));
    const blob = join(directory, "blobs", image.configuration.digest.replace(":", "/"));
    rmSync(blob);
    symlinkSync("/etc/passwd", blob);

    await expect(openImage(directory, options)).rejects.toMatchObject({ code: "image-not-found" });
  });

  test.each([
    { name: "no name at all", image: "A B", code: "reference-invalid" },
    { name: "a missing archive", image: "docker-archive:/nowhere/a.tar", code: "target-unreadable" },
    { name: "a missing layout", image: "oci:/nowhere/a", code: "image-not-found" },
  ])("$name", async ({ image: name, code }) => {
    await expect(openImage(name, options)).rejects.toMatchObject({ code });
  });

  test("archives of any damage with an error of ours", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        const outcome = await openImage(`docker-archive:${write(bytes)}`, options).then(
          async (opened) => {
            await opened.close();
            return "opened";
          },
          (failure: unknown) => (failure instanceof SekishoError ? "refused" : failure),
        );
        expect(["opened", "refused"]).toContain(outcome);
      }),
      { numRuns: 150 },
    );
  });
});

test.each([
  { name: "a layout", make: () => layoutDirectory(layoutFiles([{ image }])), expected: "oci-layout" },
  { name: "a tar", make: () => write(tarOf([{ name: "a" }])), expected: "archive" },
  { name: "gzip", make: () => write(gzipSync("a")), expected: "archive" },
  { name: "a text", make: () => write(Buffer.from("FROM debian\n")), expected: undefined },
  { name: "an empty file", make: () => write(Buffer.alloc(0)), expected: undefined },
  { name: "another directory", make: () => root, expected: undefined },
  { name: "a device", make: () => "/dev/zero", expected: undefined },
  { name: "nothing", make: () => join(root, "nothing"), expected: undefined },
])("findImageFile tells $name", ({ make, expected }) => {
  expect(findImageFile(make())).toBe(expected);
});

test("a folder that cannot be written is named", () => {
  expect(() => openUnnamedFile(join(root, "nowhere"))).toThrow(join(root, "nowhere"));
});
