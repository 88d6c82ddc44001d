import { expect, test } from "vitest";
import { findDemonstration } from "../../access/database/demonstration-folder.ts";
import { storeFolder } from "../../access/database/store-folder.ts";
import { openStore } from "./open-store.ts";
import { verifyDatabase } from "./verify-database.ts";

test("the database that comes with the program is small, sound, dated, and of sources that allow it", async () => {
  const { store, manifest, origin } = await openStore({ folder: undefined });
  store.close();
  expect(origin).toBe("demonstration");
  expect(manifest.purpose).toBe("demonstration");
  expect(manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(6_000_000);
  expect(manifest.sources.filter(({ license }) => /-SA\b|-NC\b|-ND\b/.test(license))).toEqual([]);
  expect(manifest.sources.filter(({ dataDate }) => dataDate === undefined)).toEqual([]);
  expect(await verifyDatabase(storeFolder(findDemonstration(import.meta.dirname)), manifest)).toEqual([]);
});

test.each([
  // Source: GO-2020-0001 of the Go vulnerability database.
  { name: "Go", ecosystem: "golang", package: "github.com/gin-gonic/gin", id: "GO-2020-0001", fixed: "1.6.0" },
  // Source: RUSTSEC-2021-0124.
  { name: "Rust", ecosystem: "cargo", package: "tokio", id: "RUSTSEC-2021-0124", fixed: "1.13.1" },
])("it answers for $name", async ({ ecosystem, package: name, id, fixed }) => {
  const { store } = await openStore({ folder: undefined });
  const rows = store.rowsOf(ecosystem, name).filter(({ advisory }) => advisory === id);
  expect(rows.flatMap(({ affected }) => affected.ranges.map((range) => range.fixed))).toContain(fixed);
  expect(store.findAdvisory(rows[0]?.source ?? "", id)?.summary).not.toBe("");
  store.close();
});
