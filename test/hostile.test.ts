import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dockerfileNumber } from "../bench/dockerfile-corpus.ts";
import { reportSchema } from "../packages/sekisho/src/exporters/json/schema.ts";
import type { Location } from "../packages/sekisho/src/model/location.ts";
import type { Report } from "../packages/sekisho/src/model/report.ts";
import { createSourceText } from "../packages/sekisho/src/model/source-text.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { scanDockerfile } from "../packages/sekisho/src/scan/dockerfile.ts";
import { dockerfileChecks } from "../packages/sekisho/src/scan/dockerfile-checks.ts";
import { exportReport } from "../packages/sekisho/src/scan/export-report.ts";
import { planChecks } from "../packages/sekisho/src/scan/plan.ts";
import { exampleDay } from "./dockerfile-example.ts";
import { generatedDockerfile } from "./generated-dockerfile.ts";

const everyCheck = { ...defaultConfiguration, enable: dockerfileChecks.map(({ id }) => id) };
const plan = planChecks(dockerfileChecks, everyCheck);

const ajv = new Ajv2020({ strict: true });
addFormats.default(ajv);
const isReport = ajv.compile(reportSchema());

/** The standard's schema is draft 4; it uses nothing of it that later drafts read otherwise but these two keywords. */
const { $schema: _draft, id: _id, ...draftFree } = schema;
const sarifAjv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats.default(sarifAjv);
const isSarif = sarifAjv.compile(draftFree);

/** Scans with every check, the optional ones too. */
function scanBytes(bytes: Uint8Array): Promise<Report> {
  return scanDockerfile(
    { path: "Dockerfile", bytes, context: { isKnown: true, ignores: undefined, files: ["a.txt", ".env"] } },
    {
      configuration: everyCheck,
      plan,
      configured: [],
      language: "en",
      controlsOf: () => [],
      today: exampleDay,
      clock: () => new Date(0),
    },
  );
}

/** What people and fuzzers put into files: open quotes, continuations, markers, controls, markup, other tools' comments. */
const fragments = [
  ...'\\\n|\n|#|<<EOF|EOF\n|"|\'|$|${A:-b}|${V//./-}|[|["a"]|--from=x |--mount=type=cache,target=/x |\t|\r\n|\r|`|\\ \n'.split(
    "|",
  ),
  ..."ONBUILD |HEALTHCHECK |ENV a b=c\n|RUN |COPY |SHELL |# escape=`\n|FROM a as b\n|EXPOSE 80\n|${|$(|&&|;;|if |fi|{|}".split(
    "|",
  ),
  ..."\u0000|\u001b[31m|\u009b2J|\u202e|\u200b|\u2028|\u{1f600}|\ud800|\u00a0|<script>alert(1)</script>|]]>|&amp;".split(
    "|",
  ),
  ..."sudo |apt-get install x |pip install x |rm -rf / |# sekisho:ignore DL3008\n|# check=skip=all\n|ENV A=$A$A\n".split(
    "|",
  ),
] as const;

/** Dockerfiles as teams write them, with a few places broken. */
const mutatedDockerfile: fc.Arbitrary<string> = fc
  .record({
    text: fc.oneof(fc.nat({ max: 999 }).map(dockerfileNumber), generatedDockerfile),
    splices: fc.array(
      fc.record({ at: fc.nat(), deleted: fc.nat({ max: 8 }), inserted: fc.constantFrom("", ...fragments) }),
      { maxLength: 6 },
    ),
  })
  .map(({ text, splices }) => {
    let mutated = text;
    for (const { at, deleted, inserted } of splices) {
      const start = at % (mutated.length + 1);
      mutated = mutated.slice(0, start) + inserted + mutated.slice(start + deleted);
    }
    return mutated;
  });

const encode = (text: string): Uint8Array => Buffer.from(text);

const sources = [
  { name: "any bytes", bytes: fc.uint8Array({ maxLength: 200 }), numRuns: 150 },
  { name: "any text", bytes: fc.string({ unit: "binary", maxLength: 200 }).map(encode), numRuns: 150 },
  {
    name: "fragments",
    bytes: fc.array(fc.constantFrom(...fragments)).map((all) => encode(all.join(""))),
    numRuns: 200,
  },
  { name: "broken Dockerfiles", bytes: mutatedDockerfile.map(encode), numRuns: 300 },
];

describe.each(sources)("a scan of $name", ({ bytes, numRuns }) => {
  test("answers every check, keeps to the schema and stays inside the file", async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const report = await scanBytes(content);

        const isText = !report.diagnostics.some(({ code }) => code === "target/binary" || code === "target/utf-16");
        expect(report.coverage.map(({ plugin }) => plugin)).toEqual(dockerfileChecks.map(({ id }) => id));
        expect(isText ? report.coverage.filter(({ ended }) => ended === "failed") : []).toEqual([]);
        isReport({ schemaVersion: 1, reports: [report] });
        expect(isReport.errors ?? []).toEqual([]);
        const lines = Buffer.from(content).toString().split("\n");
        expect(placesOf(report).filter((place) => !isInside(place, lines))).toEqual([]);
      }),
      { numRuns },
    );
  });
});

test("no format lets a control character of a file through, and SARIF keeps to its schema", async () => {
  await fc.assert(
    fc.asyncProperty(mutatedDockerfile, async (text) => {
      const document = { schemaVersion: 1 as const, reports: [await scanBytes(encode(text))] };
      const source = createSourceText("Dockerfile", encode(text).toString());
      for (const format of ["table", "json", "sarif", "junit", "html", "markdown"] as const) {
        const written = await exportReport(document, format, { sourceOf: () => source });
        expect(`${format}: ${written.match(active)?.[0] ?? "clean"}`).toBe(`${format}: clean`);
        expect(format === "html" && written.includes("<script>alert")).toBe(false);
        expect(format === "junit" && written.includes("<script>")).toBe(false);
        expect(format === "sarif" && !isSarif(JSON.parse(written)) ? isSarif.errors : []).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});

/** Controls but the line end, characters that reorder or hide text, lone surrogates. */
const active = /[^\n\P{Cc}]|\p{Cs}|[\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Everything in a report that names a place of the file. */
function placesOf(report: Report): readonly Omit<Location, "path">[] {
  return [
    ...report.findings.flatMap(({ evidence }) => evidence.map(({ location }) => location)),
    ...report.findings.flatMap(({ fix }) => fix?.edits ?? []),
    ...report.diagnostics.flatMap(({ location }) => location ?? []),
  ];
}

/** Tells whether a place, as far as it is given, begins and ends in the file and not before its beginning. */
function isInside({ startLine, startColumn, endLine, endColumn }: Omit<Location, "path">, lines: readonly string[]) {
  if (startLine === undefined) return endLine === undefined;
  const start = { line: startLine, column: startColumn ?? 1 };
  const end = { line: endLine ?? startLine, column: endColumn ?? start.column };
  const isOrdered = start.line < end.line || (start.line === end.line && start.column <= end.column);
  return isOrdered && [start, end].every(({ line, column }) => isPlace(lines, line, column));
}

function isPlace(lines: readonly string[], line: number, column: number): boolean {
  const text = lines[line - 1];
  return text !== undefined && column >= 1 && column <= text.length + 1;
}
