import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestEntry, writeEntry, writeTar } from "../packages/sekisho/src/formats/tar/fixtures/write-tar.ts";
import { sampleZip } from "../packages/sekisho/src/formats/zip/sample-zip.ts";
import {
  digestOf,
  type MadeLayer,
  packedArchive,
  packedLayer,
  writeIndex,
  writeInnerIndex,
  writeLayout,
} from "../packages/sekisho/src/scan/image/fixtures/made-layout.ts";
import { type CallResult, callCli, createWorkplace, type Workplace } from "./cli/run-cli.ts";

/** The whole command line is started for each image, on however busy a machine. */
const timeoutMs = 120_000;

let workplace: Workplace;

beforeAll(() => {
  workplace = createWorkplace();
  mkdirSync(join(workplace.folder, "temporary"));
});

afterAll(() => {
  workplace.remove();
});

function call(...words: readonly string[]): Promise<CallResult> {
  const environment = {
    TMPDIR: join(workplace.folder, "temporary"),
    SEKISHO_CACHE_DIR: join(workplace.folder, "cache"),
  };
  return callCli(workplace, words, { environment });
}

interface ScanOutcome {
  readonly exitCode: number | null;
  readonly errorOutput: string;
  /** Codes of the diagnostics that are errors, each once. */
  readonly errors: readonly string[];
  /** Names of the packages in the SBOM. */
  readonly packages: readonly string[];
}

/** Scans the image in a folder and writes its SBOM, too. */
async function examine(folder: string): Promise<ScanOutcome> {
  const [scanned, listed] = await Promise.all([call("scan", folder, "--format", "json"), call("sbom", folder)]);
  const { reports }: ScannedDocument = JSON.parse(scanned.output === "" ? '{"reports":[]}' : scanned.output);
  const sbom: ListedDocument = JSON.parse(listed.output === "" ? "{}" : listed.output);
  const errors = reports.flatMap(({ diagnostics }) => diagnostics.filter(({ level }) => level === "error"));
  expect(listed.exitCode, "sbom and scan end alike").toBe(scanned.exitCode);
  return {
    exitCode: scanned.exitCode,
    errorOutput: scanned.errorOutput,
    errors: [...new Set(errors.map(({ code }) => code))].toSorted(),
    packages: (sbom.components ?? []).filter(({ type }) => type === "library").map(({ name }) => name),
  };
}

interface ScannedDocument {
  readonly reports: readonly {
    readonly diagnostics: readonly { readonly level: string; readonly code: string }[];
  }[];
}

interface ListedDocument {
  readonly components?: readonly { readonly type: string; readonly name: string }[];
}

function npmEntry(name: string, folder = "app"): TestEntry {
  return {
    name: `${folder}/node_modules/${name}/package.json`,
    content: JSON.stringify({ name, version: "1.0.0", description: "x".repeat(600) }),
  };
}

function npmLayer(...names: readonly string[]): MadeLayer {
  return packedLayer(names.map((name) => npmEntry(name)));
}

/** A layer whose stored bytes are changed on their way; the manifest names the bytes as they were. */
function damaged(layer: MadeLayer, change: (bytes: Buffer) => Buffer): MadeLayer {
  return { ...layer, digest: digestOf(layer.bytes), bytes: change(Buffer.from(layer.bytes)) };
}

/** An archive in itself in itself. Source of the depth: nothing that works lies more than a few archives deep. */
function nestedJar(depth: number): Buffer {
  let jar = sampleZip([
    {
      name: "META-INF/maven/org.example/inner/pom.properties",
      content: "groupId=org.example\nartifactId=inner\nversion=1\n",
    },
  ]);
  for (let level = 0; level < depth; level++) jar = sampleZip([{ name: `lib/level-${level}.jar`, content: jar }]);
  return jar;
}

/** 1,100 MiB of zeros in a file, as gzip members of one MiB each. */
function bombLayer(): MadeLayer {
  const mebibytes = 1100;
  const header = writeEntry({
    name: "zeros",
    patch: (block) => void block.write((mebibytes * 1_048_576).toString(8).padStart(11, "0"), 124, "latin1"),
  });
  const member = gzipSync(Buffer.alloc(1_048_576));
  const bytes = Buffer.concat([gzipSync(header), ...Array.from({ length: mebibytes }, () => member)]);
  return { bytes, diffId: `sha256:${"0".repeat(64)}` };
}

/** Paths that name 500 directories each, none of them the same: 1,500 entries, 750,000 directories. */
function deepLayer(): MadeLayer {
  const entries = Array.from({ length: 1500 }, (_, index) => ({
    name: "x",
    pax: { path: `${index}${"/d".repeat(500)}` },
  }));
  return packedLayer(entries);
}

const wrongDigest = `sha256:${"a".repeat(64)}`;

describe("one layer is bad: what is wrong is said, the others are examined", () => {
  test.each([
    {
      name: "gzip that breaks off",
      layer: () => ({ ...npmLayer("bad"), bytes: npmLayer("bad").bytes.subarray(0, -20) }),
      errors: ["image/content-broke-off", "layer/broken-compression", "tar/truncated"],
    },
    {
      name: "gzip with a wrong byte",
      layer: () => damaged(npmLayer("bad"), (bytes) => bytes.fill(0xff, 30, 40)),
      errors: ["image/digest-mismatch", "layer/broken-compression"],
    },
    {
      name: "an archive that breaks off",
      layer: () => packedArchive(writeTar([npmEntry("bad")]).subarray(0, 600)),
      errors: ["image/content-broke-off", "tar/truncated"],
    },
    {
      name: "a page of HTML",
      layer: () => ({ bytes: Buffer.from(`<html>${"not found ".repeat(100)}</html>`), diffId: wrongDigest }),
      errors: ["image/diff-id-mismatch", "tar/bad-header", "tar/truncated"],
    },
    {
      name: "another digest than the manifest's",
      layer: () => ({ ...npmLayer("bad"), digest: wrongDigest }),
      errors: ["image/digest-mismatch"],
      also: ["bad"],
    },
    {
      name: "another diff ID than the configuration's",
      layer: () => ({ ...npmLayer("bad"), diffId: wrongDigest }),
      errors: ["image/diff-id-mismatch"],
      also: ["bad"],
    },
    {
      name: "a foreign layer",
      layer: () => ({ ...npmLayer("bad"), mediaType: "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip" }),
      errors: ["image/foreign-layer"],
    },
    {
      name: "an encrypted layer",
      layer: () => ({ ...npmLayer("bad"), mediaType: "application/vnd.oci.image.layer.v1.tar+gzip+encrypted" }),
      errors: ["image/encrypted-layer"],
    },
    {
      name: "a layer whose file is not there",
      layer: () => ({ ...npmLayer("bad"), isMissing: true }),
      errors: ["image/layer-broke-off"],
    },
    {
      name: "links in circles",
      layer: () =>
        packedLayer([
          { name: "a", type: "2", linkName: "b" },
          { name: "b", type: "2", linkName: "a" },
          { name: "hard", type: "1", linkName: "harder" },
          { name: "harder", type: "1", linkName: "hard" },
          { name: "here", type: "2", linkName: "." },
          npmEntry("lost", "a"),
          npmEntry("found", "here/here/here/opt"),
        ]),
      errors: ["image/unreachable-entry"],
      also: ["found"],
    },
    {
      name: "a jar in a jar, 200 deep",
      layer: () => packedLayer([{ name: "app/deep.jar", content: nestedJar(200) }, npmEntry("found")]),
      errors: ["java/archive-too-deep"],
      also: ["found"],
    },
    {
      name: "a gzip bomb",
      layer: bombLayer,
      errors: ["layer/decompression-bomb", "tar/truncated"],
    },
    {
      name: "750,000 directories in 1,500 names: no room is left for what lies above",
      layer: deepLayer,
      errors: ["image/tree-too-large"],
      above: [],
    },
    {
      name: "a name of 5,000 bytes",
      layer: () => packedLayer([{ name: "x", pax: { path: "n".repeat(5000) } }, npmEntry("found")]),
      errors: ["tar/name-too-long"],
      also: ["found"],
    },
  ])(
    "$name",
    async ({ name, layer, errors, also = [], above = ["above"] }) => {
      const folder = name.replaceAll(/[^a-z0-9]+/gi, "-");
      writeLayout(join(workplace.folder, folder), [npmLayer("below"), layer(), npmLayer("above")]);

      const outcome = await examine(folder);

      expect(outcome.exitCode).toBe(3);
      expect(outcome.errors).toEqual(errors);
      expect(outcome.packages).toEqual(expect.arrayContaining(["below", ...above, ...also]));
    },
    timeoutMs,
  );
});

describe("there is no image to look at: it is said what is wrong", () => {
  test.each([
    {
      name: "an index that names itself",
      write: (folder: string) => {
        const manifest = writeLayout(folder, [npmLayer("x")]);
        const named = { ...manifest, mediaType: "application/vnd.oci.image.index.v1+json", digest: wrongDigest };
        writeIndex(folder, writeInnerIndex(folder, named, wrongDigest));
      },
      says: `expected ${wrongDigest}, got sha256:`,
    },
    {
      name: "indexes 100 deep in each other",
      write: (folder: string) => {
        let named = writeLayout(folder, [npmLayer("x")]);
        for (let level = 0; level < 100; level++) named = writeInnerIndex(folder, named);
        writeIndex(folder, named);
      },
      says: "maxIndexDepth",
    },
  ])(
    "$name",
    async ({ name, write, says }) => {
      const folder = name.replaceAll(" ", "-");
      write(join(workplace.folder, folder));

      const outcome = await examine(folder);

      expect(outcome).toMatchObject({ exitCode: 3, errors: [], packages: [] });
      expect(outcome.errorOutput).toContain(says);
    },
    timeoutMs,
  );
});

test("no file is left behind in the temporary folder", () => {
  expect(readdirSync(join(workplace.folder, "temporary"))).toEqual([]);
});
