import { expect, test } from "vitest";
import { createFindingPrinter, writeJson, writePrintedJson } from "../../exporters/json/json.ts";
import type { DocumentSource } from "../../importers/reading/document-source.ts";
import { importPrinted, importReports } from "./import-reports.ts";

const clock = (): Date => new Date("2026-01-02T03:04:05Z");

function documentOf(name: string, document: object): DocumentSource {
  const text = JSON.stringify(document);
  return {
    name,
    async *open() {
      yield Buffer.from(text);
    },
  };
}

/** Flaws in an order that no report has, every third twice. */
const trivy = documentOf("trivy.json", {
  SchemaVersion: 2,
  ArtifactName: "nginx:1.25",
  ArtifactType: "container_image",
  Results: [
    {
      Target: "nginx:1.25 (debian 12.5)",
      Class: "os-pkgs",
      Type: "debian",
      Vulnerabilities: Array.from({ length: 1_500 }, (_, index) => ({
        VulnerabilityID: `CVE-2024-${1000 + ((index * 7) % 1_000)}`,
        PkgName: "openssl",
        InstalledVersion: "3.0.1",
        Severity: index % 2 === 0 ? "HIGH" : "LOW",
        Title: "\u001b[2J</script>",
      })),
    },
  ],
});
const hadolint = documentOf(
  "hadolint.json",
  [9, 3, 7].map((line) => ({ code: "DL3003", line, column: 1, level: "warning", file: "Dockerfile", message: "cd" })),
);

test("the texts of findings make the document that the whole import gives", async () => {
  const whole = await importReports([trivy, hadolint], { clock });

  const printed = await importPrinted([trivy, hadolint], { clock }, createFindingPrinter());

  if (!("heads" in printed)) throw new Error("expected texts, got a document");
  const reports = printed.heads.map((head, index) => ({
    head,
    texts: printed.textsOf(index),
    packages: printed.packagesOf(index),
  }));
  const text = [...writePrintedJson(reports)].join("");
  printed.close();
  expect(text).toBe([...writeJson(whole)].join(""));
  expect(JSON.parse(text)).toEqual(whole);
  expect(whole.reports.map(({ findings }) => findings.length)).toEqual([1_000, 3]);
}, 90_000);

test("what belongs to a report of ours comes as a whole", async () => {
  const { reports } = await importReports([hadolint], { clock });
  const own = documentOf("own.json", { schemaVersion: 1, reports });

  const document = await importPrinted([hadolint, own], { clock }, createFindingPrinter());

  expect(document).toEqual(await importReports([hadolint, own], { clock }));
  expect(document).not.toHaveProperty("heads");
});
