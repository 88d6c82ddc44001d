import { afterEach, expect, test } from "vitest";
import { osv } from "../../advisories/feeds/osv/osv.ts";
import { openStore } from "./open-store.ts";
import { build, inputOf, makeFolder, removeFolders } from "./sample-database.ts";
import { verifyDatabase } from "./verify-database.ts";

afterEach(removeFolders);

function record(id: string, fields: object, affected: object): string {
  const of = { package: { ecosystem: "npm", name: "left" }, ...affected };
  return JSON.stringify({ id, modified: "2026-01-01T00:00:00Z", affected: [of], ...fields });
}

function events(...list: readonly object[]): object {
  return { ranges: [{ type: "SEMVER", events: list }] };
}

test("absurd advisories are kept or counted as unreadable, none is lost, and the database is sound", async () => {
  const records = [
    record("GHSA-plain", {}, events({ introduced: "0" }, { fixed: "1.0.0" })),
    record("GHSA-contradictory", {}, events({ introduced: "2.0.0" }, { fixed: "1.0.0" })),
    record("GHSA-empty", {}, events()),
    record("GHSA-without-ranges", {}, {}),
    record("GHSA-no-version", {}, events({ introduced: "0" }, { fixed: "not a version" })),
    record("GHSA-digits", {}, events({ introduced: "0" }, { fixed: `${"9".repeat(5000)}.0.0` })),
    record(
      "GHSA-placeholder",
      { modified: "0001-01-01T00:00:00Z", published: "0001-01-01T00:00:00Z" },
      events({ introduced: "0" }),
    ),
    record("GHSA-no-date", { modified: "yesterday" }, events({ introduced: "0" })),
    record("GHSA-large", { details: "x".repeat(3_000_000) }, events({ introduced: "0" })),
    record("GHSA-many", {}, { versions: Array.from({ length: 20_000 }, (_none, at) => `1.${at}.0`) }),
    '{"id": "GHSA-cut", "affected": [',
  ];
  const folder = makeFolder();
  const input = inputOf(records.join("\n"), osv);
  const documents = [...(Symbol.iterator in input.documents ? input.documents : [])];

  const { feeds, installation } = await build(folder, [
    { ...input, documents: documents.map((document) => ({ ...document, isLines: true })) },
  ]);

  const [{ counts } = { counts: { advisories: 0, errors: 0, leftOut: 0 } }] = feeds;
  expect(counts.advisories + counts.errors + counts.leftOut).toBeGreaterThanOrEqual(records.length);
  expect(await verifyDatabase(folder, installation.manifest)).toEqual([]);
  const { store } = await openStore({ folder: folder.path });
  const known = new Set(store.rowsOf("npm", "left").map(({ advisory }) => advisory));
  const readable = ["plain", "contradictory", "digits", "placeholder", "no-date", "large", "many", "no-version"];
  expect(readable.filter((name) => !known.has(`GHSA-${name}`))).toEqual([]);
  // Nobody reads more than 64 Ki characters of details.
  expect(store.findAdvisory("osv-github", "GHSA-large")?.details).toHaveLength(65_537);
  store.close();
});
