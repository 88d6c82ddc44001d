import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { createMappedImporter } from "../../importers/mapping/mapped-importer.ts";
import type { DocumentSource } from "../../importers/reading/document-source.ts";
import { SekishoError } from "../../model/error.ts";
import { createSourceText } from "../../model/source-text.ts";
import { importReports } from "./import-reports.ts";
import { mappingSchema, readMapping } from "./read-mapping.ts";

function read(text: string) {
  return readMapping(createSourceText("map.yaml", text));
}

async function run(mapping: string, document: string) {
  const source: DocumentSource = {
    name: "audit",
    async *open() {
      yield Buffer.from(document);
    },
  };
  const clock = (): Date => new Date("2026-01-02T03:04:05Z");
  const { reports } = await importReports([source], { mappings: [createMappedImporter(read(mapping))], clock });
  return reports;
}

const csvMapping = `tool: image-audit
form: csv
target: { kind: image }
fields: { rule: Check, title: Title, severity: Level, target: Image, status: Result }
severity: { Schlimm: critical }
passed: { field: Result, values: [ok] }
accepted: { field: Result, values: [Accepted] }
`;

const flawMapping = `tool: scanner
name: Scanner of ours
form: json
records: /results/*/flaws/*
kind: vulnerability
target: { kind: image, name: web:1 }
fields:
  rule: /id
  severity: /level
  package: /package/name
  packageType: /package/type
  version: /package/version
  fixedIn: /fix
  references: /links
  score: /cvss
`;

describe("documents by a mapping", () => {
  test("rows of CSV become findings, passed things and accepted findings", async () => {
    const rows = [
      "Check,Title,Level,Image,Result",
      "C-1,Runs as root,Schlimm,docker.io/library/web:1,fail",
      "C-2,No health check,low,web:1,OK",
      "C-3,Old base image,High,web:2,accepted",
      ",nothing,high,web:1,fail",
    ];
    const reports = await run(csvMapping, rows.join("\n"));

    expect(reports.map(({ target }) => target.name)).toEqual(["web:1", "web:2"]);
    expect(reports[0]?.findings).toMatchObject([
      {
        rule: { id: "image-audit/C-1" },
        severity: "critical",
        title: "Runs as root",
        status: "open",
        witnesses: [{ tool: "image-audit", severity: "Schlimm" }],
      },
    ]);
    expect(reports[1]?.findings).toMatchObject([
      { severity: "high", status: "accepted", exception: { reason: "accepted" } },
    ]);
    expect(reports[0]?.origins).toMatchObject([{ findings: 1, passed: 1 }]);
    expect(reports[0]?.coverage).toMatchObject([{ ended: "partial" }]);
    expect(reports[0]?.diagnostics).toMatchObject([{ code: "import/missing", location: { startLine: 5 } }]);
  });

  test("known flaws in JSON become those of packages", async () => {
    const flaw = {
      id: "CVE-2024-1234",
      level: "Moderate",
      package: { name: "left-pad", type: "npm", version: "1.0.0" },
      fix: "1.0.1",
      links: ["https://example.com/1", "https://example.com/2"],
      cvss: 5.5,
    };
    const reports = await run(flawMapping, JSON.stringify({ results: [{ flaws: [flaw] }, { flaws: [] }] }));

    expect(reports[0]?.findings).toMatchObject([
      {
        rule: { id: "vulnerability/CVE-2024-1234" },
        subject: "pkg:npm/left-pad",
        severity: "medium",
        vulnerability: {
          fixedIn: "1.0.1",
          installed: "1.0.0",
          score: 5.5,
          references: ["https://example.com/1", "https://example.com/2"],
        },
      },
    ]);
    expect(reports[0]?.origins).toMatchObject([{ format: "Scanner of ours" }]);
  });

  test.each([
    { name: "one value a line", document: '{"check":"A"}\n{"check":"B"}\n' },
    { name: "YAML", document: "- check: A\n- check: B\n" },
    { name: "a list", document: '[{"check":"A"},{"check":"B"}]' },
  ])("JSON is also $name", async ({ document }) => {
    const mapping = "tool: t\nform: json\ntarget: { kind: host, name: h }\nfields: { rule: /check }\n";
    const [report] = await run(mapping, document);

    expect(report?.findings.map(({ rule }) => rule.id)).toEqual(["t/A", "t/B"]);
    expect(report?.target).toEqual({ kind: "host", name: "h" });
  });

  test("a document that lacks what is mapped is none of the tool's", async () => {
    await expect(run(csvMapping, "A,B\n1,2\n")).rejects.toMatchObject({ code: "import-unknown-format" });
  });

  test("hostile keys and values change nothing else", async () => {
    const mapping =
      "tool: t\nform: json\ntarget: { kind: host, name: h }\nfields: { rule: /__proto__/x, title: /constructor/name }\n";
    const [report] = await run(mapping, '[{"__proto__":{"x":"A"}},{"__proto__":{"x":["B"]}},{}]');

    expect(report?.findings.map(({ title }) => title)).toEqual(["A"]);
    expect(report?.coverage).toMatchObject([{ ended: "partial" }]);
  });
});

describe("mistakes in a mapping are named with line and column", () => {
  test.each([
    { name: "nothing", text: "", says: ["map.yaml:1:1: the file is empty"] },
    {
      name: "a misspelled key",
      text: csvMapping.replace("fields:", "feilds:"),
      says: ['map.yaml:4:1: unknown key "feilds"', 'the key "fields" is missing'],
    },
    {
      name: "an unknown part",
      text: csvMapping.replace("Level", "Level, colour: X"),
      says: ["map.yaml:4:", 'unknown key "colour"'],
    },
    { name: "no rule", text: csvMapping.replace("rule: Check, ", ""), says: ['the key "rule" is missing'] },
    {
      name: "an unknown severity",
      text: csvMapping.replace("critical", "criticl"),
      says: ["map.yaml:5:", "did you mean critical?"],
    },
    { name: "records of CSV", text: `${csvMapping}records: /*\n`, says: ["records is for JSON"] },
    {
      name: "a column in JSON",
      text: flawMapping.replace("/id", "id"),
      says: ["fields.rule: expected a JSON pointer such as /id"],
    },
    {
      name: "records that are no list",
      text: flawMapping.replace("/flaws/*", "/flaws"),
      says: ["map.yaml:4:", "that ends with /*"],
    },
    {
      name: "an id with blanks",
      text: csvMapping.replace("image-audit", "Image audit"),
      says: ["map.yaml:1:7", "lower-case letters"],
    },
    {
      name: "a kind of target",
      text: csvMapping.replace("image }", "images }"),
      says: ["map.yaml:3:", "did you mean image?"],
    },
    { name: "broken YAML", text: "tool: [a\n", says: ["map.yaml:"] },
  ])("$name", ({ text, says }) => {
    const error = errorOf(text);

    expect(error?.code).toBe("configuration-invalid");
    for (const part of says) expect(error?.message).toContain(part);
  });
});

function errorOf(text: string): SekishoError | undefined {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (error instanceof SekishoError) return error;
    throw error;
  }
}

test("the schema accepts what is read, and refuses what is not", () => {
  const accepts = new Ajv2020({ strict: false }).compile(mappingSchema());

  expect(
    accepts({
      tool: "a",
      form: "csv",
      target: { kind: "image" },
      fields: { rule: "Check" },
      severity: { Bad: "high" },
    }),
  ).toBe(true);
  expect(accepts({ tool: "A b", form: "csv", target: { kind: "image" }, fields: { rule: "Check" } })).toBe(false);
  expect(accepts({ tool: "a", form: "csv", target: { kind: "image" }, fields: {} })).toBe(false);
  expect(accepts({ tool: "a", form: "xml", target: { kind: "image" }, fields: { rule: "Check" } })).toBe(false);
});
