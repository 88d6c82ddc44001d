import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import * as feeds from "../../advisories/feeds/registry.ts";
import { scan } from "../scan.ts";
import { openCalendar } from "./open-calendar.ts";
import { build, inputOf, makeFolder, removeFolders } from "./sample-database.ts";

afterEach(removeFolders);

/** As endoflife.date publishes it, of a day behind that of the calendar that comes with the program. */
const products = JSON.stringify({
  generated_at: "2030-01-01T00:00:00+00:00",
  result: [{ name: "debian", releases: [{ name: "13", isEol: true, eolFrom: "2028-08-09", eoesFrom: null }] }],
});

async function folderOf(document: string): Promise<string> {
  const folder = makeFolder();
  await build(folder, [inputOf(document, feeds.endoflife)]);
  return folder.path;
}

test("a database says until when releases are maintained", async () => {
  const calendar = await openCalendar({ folder: await folderOf(products), trusted: [] });

  expect(calendar?.date).toBe("2030-01-01");
  expect(calendar?.cyclesOf("debian")).toEqual([{ name: "13", ends: "2028-08-09" }]);
  expect(calendar?.cyclesOf("alpine-linux")).not.toEqual([]);
});

test.each([
  { name: "no database", prepare: () => Promise.resolve(makeFolder().path) },
  {
    name: "a database without it",
    async prepare() {
      const folder = makeFolder();
      await build(folder, [inputOf("a b")]);
      return folder.path;
    },
  },
  {
    name: "a manifest that cannot be read",
    async prepare() {
      const folder = await folderOf(products);
      writeFileSync(join(folder, "current.json"), "{");
      return folder;
    },
  },
  {
    name: "files that are cut off",
    async prepare() {
      const folder = await folderOf(products);
      for (const name of readdirSync(join(folder, "files"))) truncateSync(join(folder, "files", name), 10);
      return folder;
    },
  },
])("with $name, what comes with the program holds", async ({ prepare }) => {
  expect(await openCalendar({ folder: await prepare(), trusted: [] })).toBeUndefined();
});

test("what no trusted key signed is not read", async () => {
  const { publicKey } = generateKeyPairSync("ed25519");

  expect(await openCalendar({ folder: await folderOf(products), trusted: [publicKey] })).toBeUndefined();
});

test("a Dockerfile and a root file system are judged by it", async () => {
  const folder = await folderOf(products);
  const workingDirectory = makeFolder().path;
  writeFileSync(join(workingDirectory, "Dockerfile"), "FROM debian:13-slim\n");
  mkdirSync(join(workingDirectory, "root/etc"), { recursive: true });
  writeFileSync(join(workingDirectory, "root/etc/os-release"), "ID=debian\nVERSION_ID=13\n");
  const clock = () => new Date("2029-01-01T00:00:00Z");
  const openFromFolder = () => openCalendar({ folder, trusted: [] });
  const rulesOf = async (target: string, options: object) => {
    const { document } = await scan([target], { workingDirectory, clock, ...options });
    return document.reports.flatMap((report) => report.findings.map(({ rule }) => rule.id));
  };

  const rootfs = await rulesOf("root", { as: "rootfs", openCalendar: openFromFolder });
  const dockerfile = await rulesOf("Dockerfile", { openCalendar: openFromFolder });
  const before = await rulesOf("Dockerfile", {});

  expect(rootfs).toContain("image/end-of-life-distribution");
  expect(dockerfile).toContain("dockerfile/base-image-end-of-life");
  // Debian 13 has long-term support until 2030, as far as the program itself knows.
  expect(before).not.toContain("dockerfile/base-image-end-of-life");
});
