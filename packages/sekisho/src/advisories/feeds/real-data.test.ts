import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Feed } from "./define.ts";
import { collectItems } from "./fixtures/collect-items.ts";
import { readFeedLines } from "./fixtures/read-feed.ts";
import * as registry from "./registry.ts";

/** A folder of real advisories; without it these tests are skipped. */
const folder = process.env["SEKISHO_TEST_DATA"] ?? "";
const hasData = folder !== "" && existsSync(join(folder, "vuln"));

/** Records by file, counted with `zcat FILE | wc -l`; `leftOut` are AlmaLinux's ALBA and ALEA, counted with grep. */
const files: readonly { name: string; feed: Feed; records: number; leftOut?: number }[] = [
  { name: "vuln/osv-almalinux", feed: registry.osv, records: 5637, leftOut: 1200 },
  { name: "vuln/osv-bitnami", feed: registry.osv, records: 7444 },
  { name: "vuln/osv-crates", feed: registry.osv, records: 1206 },
  { name: "vuln/osv-debian-dsa-dla", feed: registry.osv, records: 8940 },
  { name: "vuln/osv-go", feed: registry.osv, records: 4291 },
  { name: "vuln/osv-maven", feed: registry.osv, records: 177 },
  { name: "vuln/osv-mixed", feed: registry.osv, records: 510 },
  { name: "vuln/osv-npm", feed: registry.osv, records: 1361 },
  { name: "vuln/osv-packagist", feed: registry.osv, records: 1592 },
  { name: "vuln/osv-pypi", feed: registry.osv, records: 2661 },
  { name: "vuln/osv-rubygems", feed: registry.osv, records: 1234 },
  { name: "vuln/nodejs-core", feed: registry.core, records: 171 },
  { name: "vuln/rubysec-interpreters", feed: registry.interpreters, records: 147 },
  { name: "enrich/cve-severity", feed: registry.severityList, records: 13_385 },
];

describe.skipIf(!hasData)("real records (SEKISHO_TEST_DATA)", () => {
  test.each(files)(
    "$name: every record is an advisory, left out or an error",
    ({ name, feed, records, leftOut = 0 }) => {
      const bytes = gunzipSync(readFileSync(join(folder, `${name}.jsonl.gz`)));

      const said = collectItems(readFeedLines(feed, [bytes], { path: name }));

      expect(said.advisories.length + said.flaws.length + said.leftOut.length + said.errors.length).toBe(records);
      expect(said.leftOut.length).toBe(leftOut);
      expect(said.errors).toEqual([]);
    },
  );

  test("every fix of Alpine's database is in the result or a warning", () => {
    const bytes = gunzipSync(readFileSync(join(folder, "vuln/alpine-secdb.jsonl.gz")));

    const said = collectItems(readFeedLines(registry.secdb, [bytes], { path: "secdb" }));

    // 12,028 names of flaws by the data's own count; a name may hold two numbers.
    const rows = said.advisories.reduce((sum, { affected }) => sum + affected.length, 0);
    const unread = said.warnings.filter(({ code }) => code === "feed/no-flaws").length;
    expect(rows + unread).toBeGreaterThanOrEqual(12_028);
    expect(said.errors).toEqual([]);
  });
});
