import { describe, expect, test } from "vitest";
import type { ReportDocument } from "../../model/report.ts";
import type { ReportedService } from "../../model/security-policy.ts";
import { sampleContext, sampleReport } from "../fixtures/sample-report.ts";
import { exportHtml } from "../html/html.ts";
import { exportMarkdown } from "../markdown/markdown.ts";
import { exportTable } from "../table/table.ts";
import { columnsOf } from "../width/columns.ts";

const accounts: ReportedService = {
  name: "accounts",
  level: 3,
  holds: ["Personal data"],
  standards: ["GDPR"],
  workloads: ["accounts/web[Deployment]"],
  demands: [
    {
      id: "encryption-in-transit",
      title: "Data is encrypted in transit",
      ended: "undecided",
      because: ["personal", "GDPR 32(1)(a)"],
      answers: [
        {
          ended: "undecided",
          message: "No mesh insists on it.",
          location: { path: "web.yaml", startLine: 3, startColumn: 1 },
        },
      ],
    },
    {
      id: "egress-limited",
      title: "Outgoing connections are limited",
      ended: "missing",
      because: ["personal"],
      answers: [
        {
          ended: "missing",
          message: "No policy limits web.",
          location: { path: "web.yaml", startLine: 4, startColumn: 3 },
        },
      ],
    },
    {
      id: "own-namespace",
      title: "The service has a namespace of its own",
      ended: "met",
      because: ["personal"],
      answers: [],
    },
  ],
};

const document: ReportDocument = {
  schemaVersion: 1,
  reports: [
    { ...sampleReport("en"), findings: [], securityPolicy: [accounts, { ...accounts, name: "cards", workloads: [] }] },
  ],
};

describe("the security policy", () => {
  test("is a part of the table: missing first, services without workloads named", () => {
    const table = exportTable(document, sampleContext("en"));

    expect(table.slice(table.indexOf("Security policy"), table.indexOf("Nothing found"))).toMatchInlineSnapshot(`
      "Security policy
        accounts Personal data, GDPR, level 3, 1 workload
          ✗ missing: Outgoing connections are limited
          · not decidable: Data is encrypted in transit
          ✓ met: The service has a namespace of its own
        No workload was given of: cards

      "
    `);
  });

  test("shows its evidence in verbose mode", () => {
    expect(exportTable(document, sampleContext("en", { isVerbose: true }))).toContain(
      "      No policy limits web. (web.yaml:4:3)\n",
    );
  });

  test.each([{ columns: 40 }, { columns: 80 }])("stays within $columns columns in both languages", ({ columns }) => {
    for (const language of ["en", "ja"] as const) {
      const lines = exportTable(document, sampleContext(language, { columns, isVerbose: true })).split("\n");
      const long = lines.filter((line) => line.includes("web") && columnsOf(line) > columns);
      expect(long).toEqual([]);
    }
  });

  test("is a table of the page, each demand with evidence and who demands it", () => {
    const page = exportHtml(document, sampleContext("en"));

    expect(page).toContain('<h2 id="security-policy">Security policy</h2>');
    expect(page).toContain("<td>✗ missing</td>");
    expect(page).toContain("Demanded by: personal, GDPR 32(1)(a)");
    expect(page).toContain('No policy limits web. <span class="place">web.yaml:4:3</span>');
    expect(page).toContain("<p>No workload was given of: cards</p>");
  });

  test("is a row for each service in a comment", () => {
    expect(exportMarkdown(document, sampleContext("en"))).toContain(
      "| accounts | The service has a namespace of its own | Outgoing connections are limited | Data is encrypted in transit |",
    );
  });

  test.each([{ name: "without a policy" }])("is left out $name", () => {
    const plain: ReportDocument = { schemaVersion: 1, reports: [sampleReport("en")] };

    expect(exportTable(plain, sampleContext("en"))).not.toContain("Security policy");
    expect(exportHtml(plain, sampleContext("en"))).not.toContain("security-policy");
    expect(exportMarkdown(plain, sampleContext("en"))).not.toContain("Security policy");
  });
});
