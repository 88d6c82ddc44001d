import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Inventory } from "../../model/inventory.ts";
import type { ScanOptions, ScanResult } from "../options.ts";
import { scan } from "../scan.ts";
import { packedLayer, writeLayout } from "./fixtures/made-layout.ts";
import { dpkgStatus, npmManifest, type SampleImage, saveImage } from "./fixtures/saved-image.ts";

let folder: string;
let archive: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-image-"));
  archive = join(folder, "image.tar");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const osRelease = { name: "etc/os-release", content: 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n' };

async function scanSaved(image: SampleImage, options: ScanOptions = {}): Promise<ScanResult> {
  saveImage(archive, image);
  return await scanArchive(options);
}

async function scanArchive(options: ScanOptions = {}): Promise<ScanResult> {
  return await scan([archive], { clock: () => new Date("2026-02-01T00:00:00Z"), workingDirectory: folder, ...options });
}

function inventoryOf(result: ScanResult): Inventory {
  const [inventory] = result.inventories;
  if (inventory === undefined) throw new Error("no image was read");
  return inventory;
}

function packagesOf(result: ScanResult): readonly string[] {
  return inventoryOf(result).packages.map(({ purl }) => purl);
}

/** Made when the test runs, so that no file of ours holds a key. */
function privateKey(): string {
  return generateKeyPairSync("ec", { namedCurve: "P-256" })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();
}

describe("the names that a file gives to an image", () => {
  const steps = [{ createdBy: "ADD rootfs.tar.xz / # buildkit", files: [osRelease] }];

  // Source: OCI image specification 1.1, annotations: org.opencontainers.image.ref.name may be a tag alone.
  test.each([
    {
      name: "stand in the report",
      given: "registry.example.com/shop/web:1.4",
      tags: ["registry.example.com/shop/web:1.4"],
    },
    { name: "are left out where they are bare tags", given: "latest", tags: undefined },
    { name: "are left out where they are none", given: "Shop/\u001b[31m:x y", tags: undefined },
  ])("$name", async ({ given, tags }) => {
    const { document } = await scanSaved({ name: given, steps });
    expect(document.reports[0]?.target).toMatchObject({ kind: "image", name: "image.tar" });
    expect(document.reports[0]?.target.image?.tags).toEqual(tags);
  });
});

describe("the packages of an image", () => {
  test("are those that a container sees, with the layer that brought them", async () => {
    const result = await scanSaved({
      steps: [
        {
          createdBy: "ADD rootfs.tar.xz / # buildkit",
          files: [osRelease, { name: "var/lib/dpkg/status", content: dpkgStatus([["libc6", "2.36-9"]]) }],
        },
        { createdBy: 'CMD ["bash"]' },
        {
          createdBy: "RUN /bin/sh -c apt-get install curl # buildkit",
          files: [
            {
              name: "var/lib/dpkg/status",
              content: dpkgStatus([
                ["libc6", "2.36-9"],
                ["curl", "7.88.1-10", "Depends: libc6 (>= 2.34)\nSource: curl (7.88.1)"],
              ]),
            },
            {
              name: "var/lib/dpkg/info/curl.list",
              content: "/.\n/usr/bin/curl\n/usr/lib/node_modules/x/package.json\n",
            },
            { name: "usr/lib/node_modules/x/package.json", content: npmManifest("x", "1.0.0") },
          ],
        },
        {
          createdBy: "COPY app /app # buildkit",
          files: [{ name: "app/node_modules/y/package.json", content: npmManifest("y", "2.0.0") }],
        },
      ],
    });

    const inventory = inventoryOf(result);
    expect(inventory.distribution).toMatchObject({ id: "debian", version: "12" });
    expect(inventory.baseImage).toEqual({ layers: 1, known: "guessed" });
    expect(
      inventory.packages.map(({ purl, dependsOn, locations: [{ layer, origin, owner }] }) => ({
        purl,
        dependsOn,
        layer,
        origin,
        owner,
      })),
    ).toEqual([
      {
        purl: "pkg:deb/debian/curl@7.88.1-10?arch=amd64&distro=debian-12&upstream=curl%407.88.1",
        dependsOn: ["pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12"],
        layer: 1,
        origin: "application",
        owner: undefined,
      },
      {
        purl: "pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12",
        dependsOn: [],
        layer: 0,
        origin: "base-image",
        owner: undefined,
      },
      {
        purl: "pkg:npm/x@1.0.0",
        dependsOn: [],
        layer: 1,
        origin: "application",
        owner: "pkg:deb/debian/curl@7.88.1-10?arch=amd64&distro=debian-12&upstream=curl%407.88.1",
      },
      { purl: "pkg:npm/y@2.0.0", dependsOn: [], layer: 2, origin: "application", owner: undefined },
    ]);
    expect(result.document.reports[0]?.target).toMatchObject({
      kind: "image",
      name: "image.tar",
      distribution: "Debian 12",
      packages: 4,
      image: { layers: 3, platform: "linux/amd64", created: "2026-01-02T03:04:05Z" },
    });
  });

  // Merging rules of the OCI image specification, layer.md, and hard links as tar has them.
  test.each<{ name: string; steps: SampleImage["steps"]; expected: readonly string[] }>([
    {
      name: "a directory that a link replaces without a whiteout",
      steps: [
        { createdBy: "1", files: [{ name: "app/node_modules/a/package.json", content: npmManifest("a", "1.0.0") }] },
        { createdBy: "2", files: [{ name: "app", type: "2", linkName: "srv" }] },
      ],
      expected: [],
    },
    {
      name: "a directory that a file replaces without a whiteout",
      steps: [
        { createdBy: "1", files: [{ name: "app/node_modules/a/package.json", content: npmManifest("a", "1.0.0") }] },
        { createdBy: "2", files: [{ name: "app", content: "text" }] },
      ],
      expected: [],
    },
    {
      name: "a hard link to a file of another name",
      steps: [
        {
          createdBy: "1",
          files: [
            { name: "store/1234", content: npmManifest("a", "1.0.0") },
            { name: "app/node_modules/a/package.json", type: "1", linkName: "store/1234" },
          ],
        },
      ],
      expected: ["pkg:npm/a@1.0.0"],
    },
    {
      name: "a hard link whose first name a later layer deletes",
      steps: [
        {
          createdBy: "1",
          files: [
            { name: "x/node_modules/a/package.json", content: npmManifest("a", "1.0.0") },
            { name: "app/node_modules/a/package.json", type: "1", linkName: "x/node_modules/a/package.json" },
          ],
        },
        { createdBy: "2", files: [{ name: ".wh.x", content: "" }] },
      ],
      expected: ["pkg:npm/a@1.0.0"],
    },
    {
      name: "a symbolic link to a file of another name",
      steps: [
        {
          createdBy: "1",
          files: [
            { name: "store/a.json", content: npmManifest("a", "1.0.0") },
            { name: "app/node_modules/a/package.json", type: "2", linkName: "../../../store/a.json" },
          ],
        },
      ],
      expected: ["pkg:npm/a@1.0.0"],
    },
    {
      name: "an opaque directory",
      steps: [
        { createdBy: "1", files: [{ name: "app/node_modules/a/package.json", content: npmManifest("a", "1.0.0") }] },
        {
          createdBy: "2",
          files: [
            { name: "app/node_modules/b/package.json", content: npmManifest("b", "1.0.0") },
            { name: "app/.wh..wh..opq", content: "" },
          ],
        },
      ],
      expected: ["pkg:npm/b@1.0.0"],
    },
  ])("follow $name", async ({ steps, expected }) => {
    expect(packagesOf(await scanSaved({ steps }))).toEqual(expected);
  });

  test("are led back to the lines of the Dockerfile that made their layers", async () => {
    writeFileSync(
      join(folder, "Dockerfile"),
      "FROM debian:12\nARG VERSION\nCOPY a /a\nRUN echo one \\\n  && echo two\nUSER 1000\n",
    );
    const result = await scanSaved(
      {
        steps: [
          { createdBy: "ADD rootfs / # buildkit", files: [osRelease] },
          { createdBy: 'CMD ["bash"]' },
          { createdBy: "ARG VERSION" },
          { createdBy: "COPY a /a # buildkit", files: [{ name: "a", content: "a" }] },
          {
            createdBy: "RUN |1 VERSION=2 /bin/sh -c echo one   && echo two # buildkit",
            files: [{ name: "b", content: "b" }],
          },
          { createdBy: "USER 1000" },
        ],
      },
      { dockerfile: "Dockerfile" },
    );

    expect(inventoryOf(result).instructions).toEqual([
      { layer: 1, path: "Dockerfile", startLine: 3, endLine: 3 },
      { layer: 2, path: "Dockerfile", startLine: 4, endLine: 5 },
    ]);
  });
});

describe("secrets in an image", () => {
  test("are found in files that a later layer deletes, and never shown", async () => {
    const key = privateKey();
    const result = await scanSaved({
      steps: [
        { createdBy: "COPY key /root/key # buildkit", files: [{ name: "root/key.pem", content: key }] },
        { createdBy: "RUN rm /root/key.pem # buildkit", files: [{ name: "root/.wh.key.pem", content: "" }] },
      ],
    });

    const findings = result.document.reports.flatMap((report) => report.findings);
    const secret = findings.find(({ rule }) => rule.id === "secret/private-key");
    expect(secret).toMatchObject({
      kind: "secret",
      subject: "file:/root/key.pem",
      message:
        "The file /root/key.pem held a secret. It is deleted in layer 2, but still in layer 1 (COPY): whoever pulls the image can read it.",
    });
    const body = key.split("\n")[1] ?? "";
    expect(JSON.stringify(result.document)).not.toContain(body.slice(0, 16));
  });

  test("that a package brought unchanged are nobody's secret", async () => {
    const key = privateKey();
    const { createHash } = await import("node:crypto");
    const md5 = createHash("md5").update(key).digest("hex");
    const files = [
      osRelease,
      { name: "var/lib/dpkg/status", content: dpkgStatus([["snake-oil", "1.0"]]) },
      { name: "var/lib/dpkg/info/snake-oil.md5sums", content: `${md5}  usr/lib/snake/test.pem\n` },
      { name: "usr/lib/snake/test.pem", content: key },
    ];

    const shipped = await scanSaved({ steps: [{ createdBy: "1", files }] });
    const changed = await scanSaved({
      steps: [
        { createdBy: "1", files: [...files.slice(0, 3), { name: "usr/lib/snake/test.pem", content: `${key}\n` }] },
      ],
    });

    const secretsOf = (result: ScanResult) =>
      result.document.reports.flatMap(({ findings }) =>
        findings.filter(({ rule }) => rule.id === "secret/private-key").map(({ subject }) => subject),
      );
    expect(secretsOf(shipped)).toEqual([]);
    expect(secretsOf(changed)).toEqual(["file:/usr/lib/snake/test.pem"]);
  });

  test("are left out with the part", async () => {
    const steps = [{ createdBy: "1", files: [{ name: "root/key.pem", content: privateKey() }] }];

    const result = await scanSaved({ steps }, { without: ["secrets", "checks"] });

    expect(result.document.reports[0]?.findings).toEqual([]);
    expect(result.document.reports[0]?.coverage.filter(({ plugin }) => plugin.startsWith("secret/"))).toEqual([]);
  });
});

describe("what was read before", () => {
  const steps = [
    {
      createdBy: "1",
      files: [osRelease, { name: "app/node_modules/a/package.json", content: npmManifest("a", "1.0.0") }],
    },
  ];

  /** Files that were written a moment ago are not yet trusted to stay as they are. */
  function later(cacheDirectory: string): ScanOptions {
    return { cacheDirectory, clock: () => new Date(Date.now() + 60_000) };
  }

  test("gives the same report again", async () => {
    const cache = later(join(folder, "cache"));
    saveImage(archive, { steps });

    const first = await scanArchive(cache);
    const second = await scanArchive(cache);

    const timeless = ({ document }: ScanResult) =>
      document.reports.map((report) => ({ ...report, startedAt: "", finishedAt: "" }));
    expect(timeless(second)).toEqual(timeless(first));
    expect(second.inventories).toEqual(first.inventories);
  });

  test("does not hide that another image claims other diff ids of the same bytes", async () => {
    const cache = later(join(folder, "cache"));
    const layout = join(folder, "layout");
    const layer = packedLayer([{ name: "app/node_modules/a/package.json", content: npmManifest("a", "1.0.0") }]);
    writeLayout(layout, [layer]);
    const honest = await scan([layout], { workingDirectory: folder, ...cache });
    writeLayout(layout, [{ ...layer, diffId: `sha256:${"f".repeat(64)}` }]);

    const forged = await scan([layout], { workingDirectory: folder, ...cache });

    expect(honest.isComplete).toBe(true);
    expect(forged.document.reports[0]?.diagnostics.map(({ code }) => code)).toEqual(["image/diff-id-mismatch"]);
    expect(packagesOf(forged)).toEqual(["pkg:npm/a@1.0.0"]);
  });

  test("is not given to an image that claims the same diff ids", async () => {
    const cache = later(join(folder, "cache"));
    const diffIds = saveImage(archive, { steps });
    const honest = await scanArchive(cache);
    const forged = await scanSaved(
      {
        claimedDiffIds: diffIds,
        steps: [
          { createdBy: "1", files: [{ name: "app/node_modules/b/package.json", content: npmManifest("b", "6.6.6") }] },
        ],
      },
      cache,
    );

    expect(packagesOf(honest)).toEqual(["pkg:npm/a@1.0.0"]);
    expect(packagesOf(forged)).toEqual(["pkg:npm/b@6.6.6"]);
    expect(forged.isComplete).toBe(false);
    expect(forged.document.reports[0]?.diagnostics.map(({ code }) => code)).toContain("image/diff-id-mismatch");
  });
});

describe("an archive that is no whole image", () => {
  test.each([
    { name: "cut off", prepare: (bytes: Buffer) => bytes.subarray(0, bytes.length - 3000) },
    { name: "nothing but zeros behind its start", prepare: (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 512)]) },
  ])("$name: is a failure or a partial report, never a clean one", async ({ prepare }) => {
    saveImage(archive, {
      steps: [{ createdBy: "1", files: [{ name: "big", content: Buffer.alloc(20_000, "x") }] }],
    });
    const { readFileSync } = await import("node:fs");
    writeFileSync(archive, prepare(readFileSync(archive)));

    const result = await scanArchive();

    expect(result.isComplete).toBe(false);
  });
});
