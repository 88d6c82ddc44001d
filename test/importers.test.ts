import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reportSchema } from "../packages/sekisho/src/exporters/json/schema.ts";
import { convertDocument } from "../packages/sekisho/src/importers/reading/convert-document.ts";
import type { ConvertedPart } from "../packages/sekisho/src/importers/reading/document-part.ts";
import { sketchDocument } from "../packages/sekisho/src/importers/reading/document-sketch.ts";
import { isRecognised, recogniseDocument } from "../packages/sekisho/src/importers/reading/recognise-document.ts";
import { SekishoError } from "../packages/sekisho/src/model/error.ts";
import type { Report } from "../packages/sekisho/src/model/report.ts";
import { importers } from "../packages/sekisho/src/scan/import/import-reports.ts";
import { importerFolders, renderImporterRegistry } from "../tools/write-registries.ts";
import {
  countValues,
  printTwice,
  randomNumbers,
  replaceTexts,
  replaceValue,
  reword,
  shuffled,
  shuffleRecords,
} from "./changed-document.ts";
import {
  expectContained,
  findingsOf,
  idsOf,
  importText,
  loadSamples,
  type OwnedSample,
  sourceOf,
} from "./import-samples.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const isReport = ajv.compile(reportSchema());

const folder = join(import.meta.dirname, "../packages/sekisho/src/importers");
const samples = await loadSamples();
const dataSamples = samples.filter(({ data }) => data !== undefined);

describe("the registry", () => {
  test("names every importer, sorted", () => {
    const text = readFileSync(join(folder, "registry.ts"), "utf8");

    expect(text).toBe(renderImporterRegistry(importerFolders(folder)));
    expect(importers.map(({ id }) => id).toSorted()).toEqual(importerFolders(folder));
  });

  test("every importer has samples, and every folder with samples is an importer", () => {
    const withSamples = readdirSync(folder).filter((name) => existsSync(join(folder, name, "samples.ts")));

    expect(withSamples.toSorted()).toEqual(importers.map(({ id }) => id).toSorted());
  });

  test.each(importers.map((importer) => ({ name: importer.id, importer })))(
    "$name: every variant has a sample",
    async ({ importer }) => {
      const used = new Set<string>();
      for (const { text } of samples.filter((sample) => sample.importer.id === importer.id)) {
        for (const { variant } of await partsOf(text)) used.add(variant.name);
      }

      expect([...used].toSorted()).toEqual(importer.variants.map(({ name }) => name).toSorted());
    },
  );
});

describe("every sample", () => {
  test.each(samples)("$name: what comes in comes out", async ({ sample, text }) => {
    const parts = await partsOf(text);
    const reports = await importText(text);

    expect(sum(parts)).toEqual({
      findings: sample.findings,
      passed: sample.passed ?? 0,
      leftOut: sample.leftOut ?? 0,
      unread: sample.unread ?? 0,
      packages: sample.packages ?? 0,
    });
    expect(sumOf(reports.flatMap(({ origins = [] }) => origins.map(({ packages = 0 }) => packages)))).toBe(
      sample.packages ?? 0,
    );
    expect(sumOf(reports.flatMap(({ origins = [] }) => origins.map(({ findings }) => findings)))).toBe(sample.findings);
    for (const expected of sample.contains ?? []) expectContained(findingsOf(reports), expected);
    expect(failures(reports)).toEqual([]);
  });

  test.each(samples)("$name: gives a report of our form", async ({ text }) => {
    const reports = await importText(text);

    expect(schemaProblems(reports)).toEqual([]);
    expect(new Set(idsOf(reports)).size).toBe(findingsOf(reports).length);
  });

  test.each(samples)("$name: is recognised, and taken for nothing else", async ({ importer, text }) => {
    const parts = await partsOf(text);
    const sketches = sketchDocument(Buffer.from(text));
    const signs = Math.max(...parts.map(({ variant }) => variant.signs.length));
    const rivals = importers
      .filter(({ id }) => id !== importer.id)
      .filter((other) => {
        const answer = recogniseDocument(sketches, [other]);
        return isRecognised(answer) && answer.variant.signs.length >= signs;
      });

    expect([...new Set(parts.map((part) => part.importer.id))]).toEqual([importer.id]);
    expect(rivals.map(({ id }) => id)).toEqual([]);
  });

  test.each(samples)("$name: gives the same ids from the same bytes, however they are cut", async ({ text }) => {
    const whole = await importText(text);
    const parts = await convertDocument(sourceOf(text, 7), { importers });
    const again = await importText(text);

    expect(again).toEqual(whole);
    expect("parts" in parts ? sum(parts.parts) : undefined).toEqual(sum(await partsOf(text)));
  });
});

describe("ids do not change", () => {
  test.each(dataSamples)("$name: with another order of entries", async ({ importer, text, data }) => {
    const before = await importText(text);
    for (const seed of [1, 2, 3]) {
      const changed = shuffleRecords(data, importer.variants, randomNumbers(seed));

      expect(idsOf(await importText(JSON.stringify(changed)))).toEqual(idsOf(before));
    }
  });

  test.each(samples.filter(isJsonLines))("$name: with another order of lines", async ({ text }) => {
    const before = await importText(text);
    const lines = text.split("\n").filter((line) => line.trim() !== "");

    expect(idsOf(await importText(shuffled(lines, randomNumbers(4)).join("\n")))).toEqual(idsOf(before));
  });

  test.each(dataSamples)("$name: with other words and other dates", async ({ text, data }) => {
    const before = await importText(text);

    expect(idsOf(await importText(JSON.stringify(reword(data))))).toEqual(idsOf(before));
  });
});

describe("hostile documents", () => {
  test.each(samples)("$name: cut off anywhere is told as partial, or refused", async ({ text, importer }) => {
    const whole = text.trimEnd();
    const hasEnd = /^[[{<]/.test(whole) && !isLines(whole);
    const wrong: string[] = [];
    for (let part = 0; part < 20; part++) {
      const cut = Math.floor((whole.length * part) / 20);
      const reports = await importOrRefuse(whole.slice(0, cut), importer.id);
      if (reports === undefined) continue;
      wrong.push(...schemaProblems(reports));
      if (hasEnd && !isPartial(reports)) wrong.push(`cut at ${cut}: told as whole`);
    }

    expect(wrong).toEqual([]);
  });

  test.each(dataSamples)(
    "$name: a value of another type costs its entry, and that is told",
    async ({ data, importer }) => {
      const before = total(await partsOf(JSON.stringify(data), importer.id));
      const values = countValues(data);
      const silentLosses = async (turn: number, replacement: unknown): Promise<readonly string[]> => {
        const text = JSON.stringify(replaceValue(data, turn, replacement));
        const reports = await importOrRefuse(text, importer.id);
        if (reports === undefined) return [];
        const parts = await partsOf(text, importer.id);
        const isTold = parts.some(({ notes }) => notes.length > 0) || warns(reports);
        const isLost = !isNothing(replacement) && total(parts) < before && !isTold;
        return [...schemaProblems(reports), ...failures(reports), ...(isLost ? [`lost: ${text}`] : [])];
      };

      await fc.assert(
        fc.asyncProperty(fc.nat(values - 1), fc.constantFrom<unknown>(...wrongValues), async (turn, replacement) => {
          expect(await silentLosses(turn, replacement)).toEqual([]);
        }),
        { numRuns: 30, seed: 6 },
      );
    },
  );

  test.each(dataSamples.flatMap((one) => hostileTexts.map((hostile) => ({ ...one, hostile }))))(
    "$name: $hostile.name in every text",
    async ({ data, importer, hostile }) => {
      const kept = new Set(importer.variants.flatMap(({ signs }) => signs.map(({ at }) => at)));
      const changed = replaceTexts(data, kept, hostile.replace);

      const reports = (await importOrRefuse(JSON.stringify(changed), importer.id)) ?? [];

      expect([...schemaProblems(reports), ...failures(reports)]).toEqual([]);
    },
  );

  test.each(dataSamples)("$name: of members that stand twice the last counts", async ({ text, data, importer }) => {
    const reports = await importText(printTwice(data), importer.id);

    expect([...schemaProblems(reports), ...failures(reports)]).toEqual([]);
    expect(idsOf(reports)).toEqual(idsOf(await importText(text, importer.id)));
  });

  test.each(dataSamples)(
    "$name: something deep in every object is told, or does no harm",
    async ({ data, importer }) => {
      const before = total(await partsOf(JSON.stringify(data), importer.id));
      const changed = JSON.stringify(data).replaceAll("{", `{"x-deep":${deepText},`).replaceAll(",}", "}");
      const reports = await importOrRefuse(changed, importer.id);
      const isLost = total(await partsOf(changed, importer.id)) < before;
      const isTold = reports === undefined || warns(reports);

      expect([...schemaProblems(reports ?? []), ...failures(reports ?? [])]).toEqual([]);
      expect(isTold || !isLost).toBe(true);
    },
  );

  test.each(dataSamples)("$name: keys of prototypes change nothing", async ({ data, importer }) => {
    const changed = JSON.stringify(data)
      .replaceAll("{", '{"__proto__":{"polluted":true},"constructor":5,')
      .replaceAll(",}", "}");

    const reports = (await importOrRefuse(changed, importer.id)) ?? [];

    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(schemaProblems(reports)).toEqual([]);
  });
});

/** More levels than a record may have. */
const deepText = "[".repeat(300) + "]".repeat(300);

const deepValue: unknown = JSON.parse(deepText);

/** What stands where something else should. */
const wrongValues: readonly unknown[] = [
  null,
  5,
  -1e300,
  "text",
  "",
  "x".repeat(200_000),
  true,
  [],
  {},
  [[]],
  [5],
  { a: { b: [] } },
  deepValue,
];

const hostileTexts = [
  { name: "HTML", replace: (text: string) => `<img src=x onerror=alert(1)>"'${text}` },
  { name: "terminal escapes", replace: (text: string) => `\u001b[2J\u001b]0;x\u0007${text}\r\n\u0000` },
  { name: "marks of direction", replace: (text: string) => `\u202e\u2066${text}\ud800` },
  { name: "10,000 characters", replace: (text: string) => text + "/:@#%-".repeat(1_667) },
  { name: "nothing", replace: () => "" },
  { name: "a path upwards", replace: (text: string) => `../../../../etc/passwd\u0000${text}` },
];

async function partsOf(text: string, from?: string): Promise<readonly ConvertedPart[]> {
  const converted = await convertDocument(sourceOf(text), { importers, ...(from === undefined ? {} : { from }) });
  return "parts" in converted ? converted.parts : [];
}

async function importOrRefuse(text: string, from: string): Promise<readonly Report[] | undefined> {
  try {
    return await importText(text, from);
  } catch (error) {
    if (error instanceof SekishoError && error.code === "import-unknown-format") return undefined;
    throw error;
  }
}

function sum(parts: readonly ConvertedPart[]): ConvertedPart["counts"] {
  return {
    findings: sumOf(parts.map(({ counts }) => counts.findings)),
    passed: sumOf(parts.map(({ counts }) => counts.passed)),
    leftOut: sumOf(parts.map(({ counts }) => counts.leftOut)),
    unread: sumOf(parts.map(({ counts }) => counts.unread)),
    packages: sumOf(parts.map(({ counts }) => counts.packages)),
  };
}

function sumOf(numbers: readonly number[]): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

/** Everything that a document says, whatever became of it. */
function total(parts: readonly ConvertedPart[]): number {
  const { findings, passed, leftOut, unread, packages } = sum(parts);
  return findings + passed + leftOut + unread + packages;
}

function schemaProblems(reports: readonly Report[]): readonly string[] {
  if (isReport({ schemaVersion: 1, reports })) return [];
  return (isReport.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}

/** An importer that throws is a mistake of ours, even when nothing else is lost. */
function failures(reports: readonly Report[]): readonly string[] {
  return reports.flatMap(({ diagnostics }) =>
    diagnostics.filter(({ code }) => code === "import/failed").map(({ message }) => message),
  );
}

/** What tools write for an empty list; an object with nothing in it that is known says nothing, either. */
function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === "" || typeof value === "object";
}

/** What is wrong with a list of documents belongs to none of them. */
function warns(reports: readonly Report[]): boolean {
  return reports.some(({ diagnostics }) => diagnostics.some(({ level }) => level !== "info"));
}

function isPartial(reports: readonly Report[]): boolean {
  return reports.some(
    ({ coverage, diagnostics }) =>
      coverage.some(({ ended }) => ended !== "done") && diagnostics.some(({ level }) => level === "error"),
  );
}

function isJsonLines({ text, data }: OwnedSample): boolean {
  return data === undefined && isLines(text);
}

/** A value on each line. */
function isLines(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 1 && lines.every((line) => /^\{.*\}\s*$/.test(line));
}
