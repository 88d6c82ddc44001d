import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installed, inventoryOf, row, sampleStore } from "../../advisories/matching/sample-store.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { Report, ReportDocument } from "../../model/report.ts";
import { type ConfiguredException, defaultConfiguration } from "../configuration/configuration.ts";
import { prepareConfigured } from "../exceptions.ts";
import { exportReport } from "../export-report.ts";
import { withVulnerabilities } from "../vulnerability/with-vulnerabilities.ts";
import { loadVex } from "./load-vex.ts";

const now = "2026-02-01T00:00:00.000Z";
const store = sampleStore([
  {
    id: "GHSA-1",
    source: "osv-github",
    aliases: ["CVE-2024-1"],
    severities: [{ system: "score", score: 9.1, from: "osv-github" }],
    affected: [row("npm", "left", { ranges: [{ fixed: "1.2.0" }] })],
  },
]);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-vex-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const base = { "@context": "https://openvex.dev/ns/v0.2.0", "@id": "urn:x", author: "Example Corp", version: 1 };
const harmless = {
  vulnerability: { name: "cve-2024-1" },
  products: [{ "@id": "pkg:npm/left@1.0.0" }],
  status: "not_affected",
  justification: "vulnerable_code_not_present",
};
const left = installed("npm", "left", "1.0.0");

function document(...statements: readonly object[]): object {
  return { ...base, timestamp: "2026-01-01T00:00:00Z", statements };
}

async function judge(
  documents: readonly object[],
  inventory: Inventory = inventoryOf("", [left]),
  exceptions: readonly ConfiguredException[] = [],
): Promise<Report> {
  const names = documents.map((one, index) => {
    writeFileSync(join(folder, `${index}.json`), JSON.stringify(one));
    return `${index}.json`;
  });
  const report: Report = {
    schemaVersion: 1,
    producer: { name: "sekisho", version: "0.0.0" },
    target: inventory.target,
    startedAt: now,
    finishedAt: now,
    findings: [],
    coverage: [],
    diagnostics: [],
  };
  const judged = await withVulnerabilities(
    { report, inventory },
    {
      configuration: defaultConfiguration,
      configured: prepareConfigured(exceptions, "2026-02-01"),
      language: "en",
      clock: () => new Date(now),
      without: new Set(),
      openAdvisories: () => Promise.resolve({ store, origin: "user" }),
      vex: await loadVex(names, folder),
    },
  );
  return judged.report;
}

test("a flaw that a statement calls harmless stays in the report, accepted, with who says so and why", async () => {
  const { findings, diagnostics } = await judge([document(harmless)]);

  expect(findings).toMatchObject([
    {
      rule: { id: "vulnerability/CVE-2024-1" },
      status: "accepted",
      exception: { by: "vex", owner: "Example Corp", justification: "vulnerable_code_not_present" },
      vulnerability: {
        vex: { isHidden: true, statements: [{ role: "decides", path: "0.json", pointer: "/statements/0" }] },
      },
    },
  ]);
  expect(findings[0]?.exception?.reason).toBe("VEX: not affected: the vulnerable code is not in it (0.json)");
  expect(diagnostics).toEqual([]);
});

test.each([
  { name: "another version", statement: { ...harmless, products: [{ "@id": "pkg:npm/left@1.1.0" }] } },
  { name: "another package", statement: { ...harmless, products: [{ "@id": "pkg:npm/right" }] } },
  { name: "another flaw", statement: { ...harmless, vulnerability: { name: "CVE-2024-11" } } },
])("a statement about $name hides nothing, and is told", async ({ statement }) => {
  const { findings, diagnostics } = await judge([document(statement)]);

  expect(findings).toMatchObject([{ status: "open" }]);
  expect(findings[0]?.vulnerability?.vex).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: "vex/unused", level: "info", location: { path: "0.json" } }]);
});

test("statements of the same weight that disagree leave the finding open, with a warning", async () => {
  const affected = { ...harmless, status: "affected", justification: undefined, action_statement: "Wait for 2.0." };

  const { findings, diagnostics } = await judge([
    document(harmless),
    { ...document(affected), author: "Somebody else" },
  ]);

  expect(findings).toMatchObject([{ status: "open", vulnerability: { vex: { isHidden: false } } }]);
  expect(diagnostics).toMatchObject([{ code: "vex/contradiction", level: "warning" }]);
});

test("what the publisher says to do stands with what to do", async () => {
  const statement = { ...harmless, status: "affected", justification: undefined, action_statement: "Wait for 2.0." };

  const { findings } = await judge([document(statement)]);

  expect(findings[0]).toMatchObject({ status: "open" });
  expect(findings[0]?.remediation).toMatch(/Example Corp says: Wait for 2\.0\.$/);
});

test("where one of two versions is harmless, the finding is about the other one", async () => {
  const { findings } = await judge([document(harmless)], inventoryOf("", [left, installed("npm", "left", "1.1.0")]));

  expect(findings).toMatchObject([{ status: "open", vulnerability: { installed: "1.1.0" } }]);
});

test("a decision of one's own goes before a statement", async () => {
  const exception = {
    rule: "CVE-2024-1",
    reason: "ours",
    owner: "team",
    expires: undefined,
    isOwn: true,
    path: ".sekisho.yaml",
    range: { start: 0, end: 1 },
  };

  const { findings } = await judge([document(harmless)], inventoryOf("", [left]), [exception]);

  expect(findings[0]?.exception).toEqual({ reason: "ours", owner: "team" });
});

test.each([
  { name: "missing", content: undefined, code: "vex-unreadable", message: /^gone\.json does not exist/ },
  { name: "no VEX", content: "{}", code: "vex-invalid", message: /^bad\.json: expected a VEX document/ },
])("a file that is $name ends the call", async ({ content, code, message }) => {
  const name = content === undefined ? "gone.json" : "bad.json";
  if (content !== undefined) writeFileSync(join(folder, name), content);

  await expect(loadVex([name], folder)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

// Round trip: what is written is read as the same statements, and decides the same again.
test.each([{ format: "openvex" }, { format: "cyclonedx-vex" }, { format: "csaf-vex" }] as const)(
  "$format of a report gives the same report again",
  async ({ format }) => {
    const inventory: Inventory = {
      ...inventoryOf("", [left]),
      target: { kind: "image", name: "registry.example.com/shop/web:1.4", digest: `sha256:${"a".repeat(64)}` },
    };
    const first = await judge([document(harmless)], inventory);
    const whole: ReportDocument = { schemaVersion: 1, reports: [first] };

    const written: unknown = JSON.parse(await exportReport(whole, format, { author: "Example Corp", now }));
    const again = await judge([Object(written)], inventory);

    expect(again.findings).toMatchObject([
      {
        status: "accepted",
        exception: { by: "vex", owner: "Example Corp", justification: "vulnerable_code_not_present" },
      },
    ]);
    expect(again.diagnostics).toEqual([]);
    const elsewhere = await judge([Object(written)], {
      ...inventory,
      target: { ...inventory.target, digest: `sha256:${"b".repeat(64)}` },
    });
    expect(elsewhere.findings).toMatchObject([{ status: "open" }]);
  },
);
