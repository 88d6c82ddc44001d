import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type TestEntry, writeTar } from "../packages/sekisho/src/formats/tar/fixtures/write-tar.ts";
import { readLayer } from "../packages/sekisho/src/scan/layer/read-layer.ts";
import { mergeLayers } from "../packages/sekisho/src/semantics/overlay/merge-layers.ts";

const hasUmoci = spawnSync("umoci", ["--version"]).status === 0;

/** The content of each file names its layer, so that a wrong one is seen. */
const layers: readonly (readonly TestEntry[])[] = [
  [
    { name: "usr/" },
    { name: "usr/lib/" },
    { name: "usr/lib/p", content: "0" },
    { name: "lib", type: "2", linkName: "usr/lib" },
    { name: "run/" },
    { name: "var/run", type: "2", linkName: "/run" },
    { name: "app/" },
    { name: "app/old", content: "0" },
    { name: "app2/" },
    { name: "app2/kept", content: "0" },
    { name: "data/" },
    { name: "data/a", content: "0" },
    { name: "data/sub/b", content: "0" },
    { name: "target", content: "0" },
    { name: "hard", type: "1", linkName: "target" },
    { name: "becomes-file/" },
    { name: "becomes-file/x", content: "0" },
    { name: "becomes-directory", content: "0" },
    { name: "link-to-directory", type: "2", linkName: "app2" },
    { name: "twice", content: "first" },
    { name: "twice", content: "second" },
  ],
  [
    { name: "./lib/q", content: "1" },
    { name: "var/run/pid", content: "1" },
    { name: ".wh.app" },
    { name: "data/" },
    { name: "data/c", content: "1" },
    { name: "data/.wh..wh..opq" },
    { name: "from-below", type: "1", linkName: "usr/lib/p" },
    { name: "becomes-file", content: "1" },
    { name: "becomes-directory/" },
    { name: "becomes-directory/y", content: "1" },
    { name: "link-to-directory/" },
    { name: "link-to-directory/z", content: "1" },
  ],
  [
    { name: ".wh.target" },
    { name: "lib/.wh.p" },
    { name: "app/" },
    { name: "app/new", content: "2" },
    { name: "absolute", type: "2", linkName: "/usr/lib/q" },
  ],
];

/** Every name with what it is: the target of a link, the content of a file. */
function listUnpacked(root: string, path = ""): string[] {
  return readdirSync(join(root, path)).flatMap((name) => {
    const inner = path === "" ? name : `${path}/${name}`;
    const file = join(root, inner);
    const status = lstatSync(file);
    if (status.isSymbolicLink()) return [`${inner} -> ${readlinkSync(file)}`];
    if (status.isDirectory()) return [`${inner}/`, ...listUnpacked(root, inner)];
    return [`${inner}: ${readFileSync(file, "utf8")}`];
  });
}

async function listMerged(): Promise<string[]> {
  const facts = await Promise.all(
    layers.map(async (layer) => {
      const archive = writeTar(layer);
      const open = async function* () {
        yield await Promise.resolve(archive);
      };
      return (await readLayer({ blob: { open }, claimed: {} }, { analyzers: [], scope: "installed" })).facts;
    }),
  );
  return [...mergeLayers(facts.map(({ entries }) => entries)).files()].map(({ path, entry, content }) => {
    if (entry.type === "symlink") return `${path} -> ${entry.linkTarget}`;
    if (entry.type === "directory") return `${path}/`;
    return `${path}: ${String(layers[content?.layer ?? -1]?.[content?.entry ?? -1]?.content)}`;
  });
}

test.skipIf(!hasUmoci)("layers merge to what umoci unpacks (skipped where umoci is not installed)", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-umoci-"));
  try {
    const umoci = (...args: readonly string[]) => execFileSync("umoci", args, { cwd: folder, stdio: "pipe" });
    umoci("init", "--layout", "layout");
    umoci("new", "--image", "layout:made");
    for (const [index, layer] of layers.entries()) {
      writeFileSync(join(folder, `${index}.tar`), writeTar(layer));
      umoci("raw", "add-layer", "--image", "layout:made", `${index}.tar`);
    }
    umoci("unpack", "--rootless", "--image", "layout:made", "bundle");

    const unpacked = listUnpacked(join(folder, "bundle", "rootfs"));

    expect(unpacked.length).toBeGreaterThan(20);
    expect((await listMerged()).toSorted()).toEqual(unpacked.toSorted());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
