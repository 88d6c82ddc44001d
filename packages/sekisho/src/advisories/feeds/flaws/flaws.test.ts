import { describe, expect, test } from "vitest";
import { collectItems } from "../fixtures/collect-items.ts";
import { readFeed } from "../fixtures/read-feed.ts";
import { epss } from "./epss.ts";
import { kev } from "./kev.ts";
import { nvd } from "./nvd.ts";

function readLines(lines: readonly string[]) {
  return collectItems(readFeed(epss, [Buffer.from(lines.join("\n"))], { path: "epss.csv" }));
}

describe("EPSS", () => {
  const head = "cve,epss,percentile";
  const comment = "#model_version:v2023.03.01,score_date:2024-10-25T00:00:00+0000";

  test("gives the scores of a day", () => {
    const { flaws, dates, errors } = readLines([comment, head, "CVE-1999-0005,0.91963,0.99030", ""]);

    expect({ dates, errors }).toEqual({ dates: ["2024-10-25T00:00:00Z"], errors: [] });
    expect(flaws).toEqual([
      { cve: "CVE-1999-0005", epss: { probability: 0.91963, percentile: 0.9903, date: "2024-10-25" }, severities: [] },
    ]);
  });

  test("takes columns in any order and lines that end as on Windows", () => {
    expect(readLines([`percentile,cve,epss\r`, "0.5,CVE-1999-0006,0.25\r"]).flaws).toMatchObject([
      { cve: "CVE-1999-0006", epss: { probability: 0.25, percentile: 0.5 } },
    ]);
  });

  test.each([
    { name: "a word for a number", line: "CVE-1999-0005,high,0.9" },
    { name: "a probability above 1", line: "CVE-1999-0005,1.5,0.9" },
    { name: "no CVE", line: "GHSA-1,0.5,0.9" },
    { name: "too few cells", line: "CVE-1999-0005" },
    { name: "a line without end", line: "x".repeat(5000) },
  ])("refuses $name and reads on", ({ line }) => {
    const { flaws, errors } = readLines([comment, head, line, "CVE-1999-0006,0.1,0.2"]);

    expect(errors.map(({ location }) => location?.startLine)).toEqual([3]);
    expect(flaws.map(({ cve }) => cve)).toEqual(["CVE-1999-0006"]);
  });
});

function readCatalogue(vulnerabilities: unknown) {
  const text = JSON.stringify({ dateReleased: "2025-08-25T17:04:19.9796Z", vulnerabilities });
  return collectItems(readFeed(kev, [Buffer.from(text)], { path: "kev.json" }));
}

describe("KEV", () => {
  test("gives the days and whether ransomware uses a flaw", () => {
    const { flaws, dates } = readCatalogue([
      {
        cveID: "CVE-2025-48384",
        dateAdded: "2025-08-25",
        dueDate: "2025-09-15",
        knownRansomwareCampaignUse: "Unknown",
      },
      { cveID: "CVE-2020-15415", dateAdded: "2024-09-30", knownRansomwareCampaignUse: "Known" },
    ]);

    expect(dates).toEqual(["2025-08-25T17:04:19Z"]);
    expect(flaws.map(({ knownExploited }) => knownExploited)).toEqual([
      { added: "2025-08-25", due: "2025-09-15", ransomware: false },
      { added: "2024-09-30", ransomware: true },
    ]);
  });

  test.each([
    { name: "null", entry: null },
    { name: "no day", entry: { cveID: "CVE-2025-48384" } },
    { name: "no CVE", entry: { cveID: "x", dateAdded: "2025-08-25" } },
  ])("refuses an entry with $name", ({ entry }) => {
    expect(readCatalogue([entry]).errors.map(({ location }) => location?.pointer)).toEqual(["/vulnerabilities/0"]);
  });
});

function readPage(vulnerabilities: unknown) {
  const text = JSON.stringify({ resultsPerPage: 1, timestamp: "2025-08-07T03:01:40.660439", vulnerabilities });
  return collectItems(readFeed(nvd, [Buffer.from(text)], { path: "page.json" }));
}

describe("NVD", () => {
  test("gives the vectors of every version with who rated", () => {
    const metrics = {
      cvssMetricV31: [
        {
          source: "nvd@nist.gov",
          cvssData: { vectorString: "CVSS:3.1/AV:L/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N", baseScore: 4.6 },
        },
      ],
      cvssMetricV2: [{ source: "nvd@nist.gov", cvssData: { vectorString: "AV:L/AC:L/Au:N/C:N/I:P/A:N" } }],
      cvssMetricV40: [{ source: "security@example.com", cvssData: { baseScore: 6.9 } }],
    };

    const { flaws, dates, errors } = readPage([{ cve: { id: "CVE-2016-2781", metrics } }]);

    expect({ dates, errors }).toEqual({ dates: ["2025-08-07T03:01:40Z"], errors: [] });
    expect(flaws).toEqual([
      {
        cve: "CVE-2016-2781",
        severities: [
          { system: "score", score: 6.9, from: "security@example.com" },
          { system: "cvss-3", vector: "CVSS:3.1/AV:L/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N", from: "nvd" },
          { system: "cvss-2", vector: "AV:L/AC:L/Au:N/C:N/I:P/A:N", from: "nvd" },
        ],
      },
    ]);
  });

  test("leaves out what is rejected or not rated", () => {
    const { flaws, leftOut } = readPage([
      { cve: { id: "CVE-2016-0001", vulnStatus: "Rejected" } },
      { cve: { id: "CVE-2016-0002" } },
    ]);

    expect({ flaws, leftOut }).toEqual({ flaws: [], leftOut: ["CVE-2016-0001", "CVE-2016-0002"] });
  });

  test("refuses a record without a CVE and reads on", () => {
    const { errors, leftOut } = readPage([{ cve: { id: 7 } }, 5, { cve: { id: "CVE-2016-0002" } }]);

    expect(errors.map(({ location }) => location?.pointer)).toEqual(["/vulnerabilities/0", "/vulnerabilities/1"]);
    expect(leftOut).toEqual(["CVE-2016-0002"]);
  });

  test("refuses a page without its list", () => {
    expect(collectItems(readFeed(nvd, [Buffer.from('{"message":"no"}')], { path: "x" })).errors).toHaveLength(1);
  });
});
