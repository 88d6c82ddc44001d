import { describe, expect, test } from "vitest";
import { collectItems } from "../fixtures/collect-items.ts";
import { readFeed } from "../fixtures/read-feed.ts";
import { readSecdbFlaws } from "./flaws.ts";
import { secdb } from "./secdb.ts";

function read(root: unknown) {
  return collectItems(readFeed(secdb, [Buffer.from(JSON.stringify(root))], { path: "main.json" }));
}

function readFixes(secfixes: unknown, distroversion = "v3.10") {
  return read({ distroversion, reponame: "main", packages: [{ pkg: { name: "botan", secfixes } }] });
}

/** Entries from Alpine's own files. */
test.each([
  { name: "CVE-2018-20187", flaws: ["CVE-2018-20187"] },
  { name: "CVE-2017-10913 XSA-218", flaws: ["CVE-2017-10913"] },
  { name: "XSA-207", flaws: ["XSA-207"] },
  { name: "CVE-2017-17434-1", flaws: ["CVE-2017-17434"] },
  { name: "CVE_2019-2426", flaws: ["CVE-2019-2426"] },
  { name: "CVE-2019-0001 CVE-2019-0002", flaws: ["CVE-2019-0001", "CVE-2019-0002"] },
  { name: "CVE-2019-9500 (+ regression fix)", flaws: ["CVE-2019-9500"] },
  { name: "GHSA-p782-xgp4-8hr8", flaws: ["GHSA-p782-xgp4-8hr8"] },
  { name: "?", flaws: [] },
  { name: "", flaws: [] },
])("$name names $flaws", ({ name, flaws }) => {
  expect(readSecdbFlaws(name)).toEqual(flaws);
});

describe("fixes", () => {
  test("become rows of the branch", () => {
    const { advisories, warnings } = readFixes({ "2.9.0-r0": ["CVE-2018-20187"], "2.7.0-r0": ["CVE-2018-12435"] });

    expect(warnings).toEqual([]);
    expect(advisories.map(({ id, affected }) => [id, affected])).toEqual([
      [
        "CVE-2018-20187",
        [
          {
            ecosystem: "alpine:3.10",
            name: "botan",
            names: "source",
            status: "fixed",
            ranges: [{ fixed: "2.9.0-r0" }],
            versions: [],
          },
        ],
      ],
      [
        "CVE-2018-12435",
        [
          {
            ecosystem: "alpine:3.10",
            name: "botan",
            names: "source",
            status: "fixed",
            ranges: [{ fixed: "2.7.0-r0" }],
            versions: [],
          },
        ],
      ],
    ]);
  });

  test("of version 0 say that no version was affected", () => {
    expect(readFixes({ "0": ["CVE-2021-0001"] }).advisories[0]?.affected).toMatchObject([
      { status: "not-affected", ranges: [] },
    ]);
  });

  test("of edge belong to edge", () => {
    expect(readFixes({ "1-r0": ["CVE-2021-0001"] }, "edge").advisories[0]?.affected[0]?.ecosystem).toBe("alpine:edge");
  });

  test.each([
    { name: "10.2.26.r0", version: "10.2.26-r0" },
    { name: "1.7.5.-r1", version: "1.7.5.-r1" },
  ])("of the odd version $name are reported", ({ name, version }) => {
    const { advisories, warnings } = readFixes({ [name]: ["CVE-2021-0001"] });

    expect(advisories[0]?.affected[0]?.ranges).toEqual([{ fixed: version }]);
    expect(warnings.map(({ code }) => code)).toEqual(["feed/odd-version"]);
  });

  test("without flaws are reported, without a list they are nothing", () => {
    expect(readFixes({ "1-r0": [7, "?"] }).warnings).toHaveLength(2);
    expect(readFixes({ "1-r0": "CVE-2021-0001" }).warnings).toHaveLength(1);
    expect(readFixes({ "1-r0": null }).warnings).toEqual([]);
  });
});

test("an empty repository has null for its packages", () => {
  expect(read({ distroversion: "v3.3", packages: null })).toMatchObject({ advisories: [], errors: [], warnings: [] });
});

test.each([
  { name: "no branch", root: { packages: [] }, pointer: "/distroversion" },
  { name: "packages that are a text", root: { distroversion: "v3.3", packages: "x" }, pointer: "/packages" },
  {
    name: "a package without a name",
    root: { distroversion: "v3.3", packages: [{ pkg: { secfixes: {} } }] },
    pointer: "/packages/0",
  },
  { name: "a package that is null", root: { distroversion: "v3.3", packages: [null] }, pointer: "/packages/0" },
])("refuses $name", ({ root, pointer }) => {
  expect(read(root).errors.map(({ location }) => location?.pointer)).toEqual([pointer]);
});
