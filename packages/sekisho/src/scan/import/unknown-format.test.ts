import { describe, expect, test } from "vitest";
import type { DocumentSource } from "../../importers/reading/document-source.ts";
import { importReports } from "./import-reports.ts";

const clock = (): Date => new Date("2026-01-02T03:04:05Z");

describe("documents that are no reports", () => {
  test.each([
    { name: "nothing", text: "", en: "it is empty" },
    { name: "blanks", text: " \n ", en: "it is empty" },
    {
      name: "a package.json",
      text: '{"name":"x","version":"1.0.0","dependencies":{}}',
      en: "no report that is known here.",
    },
    { name: "a manifest", text: "apiVersion: v1\nkind: Pod\n", en: "a manifest of Kubernetes" },
    { name: "a program", text: "\u007fELF\u0002\u0001\u0001\u0000\u0000\u0000", en: "a binary file" },
    { name: "an archive", text: "PK\u0003\u0004....", en: "it is compressed" },
    { name: "a text", text: "hello\nworld\n", en: "no report that is known here." },
  ])("$name: says what it is", async ({ text, en }) => {
    const source: DocumentSource = {
      name: "file",
      async *open() {
        yield Buffer.from(text);
      },
    };

    const error: unknown = await importReports([source], { clock }).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: "import-unknown-format" });
    expect(String(error)).toContain(en);
    expect(String(error)).not.toContain("closest");
  });
});

test.each([
  { name: "a list of matches", text: '{"matches":[]}', closest: "Grype JSON" },
  { name: "a list of flaws", text: '{"vulnerabilities":[]}', closest: "GitLab report 2" },
])("$name with nothing in it: names who writes such a list", async ({ text, closest }) => {
  const source: DocumentSource = {
    name: "file",
    async *open() {
      yield Buffer.from(text);
    },
  };

  const error: unknown = await importReports([source], { clock }).catch((thrown: unknown) => thrown);

  expect(String(error)).toContain(`The closest kinds, with what is missing: ${closest}`);
});

describe("documents that are said to be of another tool", () => {
  test.each([
    {
      name: "nothing in it can be read so",
      from: "trivy",
      text: '{"matches":[{"vulnerability":{"id":"CVE-2024-1"}}]}',
      level: "error",
    },
    { name: "some of it can be read so", from: "yara", text: "Evil bin/sh\n", level: "warning" },
  ])("$name: $level", async ({ from, text, level }) => {
    const source: DocumentSource = {
      name: "file",
      async *open() {
        yield Buffer.from(text);
      },
    };

    const { reports } = await importReports([source], { clock, from });

    expect(reports.flatMap(({ diagnostics }) => diagnostics)).toContainEqual(
      expect.objectContaining({ code: "import/unlike", level }),
    );
  });
});
