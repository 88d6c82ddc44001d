import { join } from "node:path";
import { expect } from "vitest";
import type { Importer } from "../packages/sekisho/src/importers/define.ts";
import type { DocumentSource } from "../packages/sekisho/src/importers/reading/document-source.ts";
import type { ImportSample } from "../packages/sekisho/src/importers/sample.ts";
import type { Finding } from "../packages/sekisho/src/model/finding.ts";
import type { Report } from "../packages/sekisho/src/model/report.ts";
import { importers, importReports } from "../packages/sekisho/src/scan/import/import-reports.ts";

/** A sample with the importer whose it is. */
export interface OwnedSample {
  /** `hadolint: typical`. */
  readonly name: string;
  readonly importer: Importer;
  readonly sample: ImportSample;
  /** The document as its bytes say it. */
  readonly text: string;
  /** The document as data, where it is one of JSON. */
  readonly data: unknown;
}

const folder = join(import.meta.dirname, "../packages/sekisho/src/importers");

/** Gives the samples of every importer. */
export async function loadSamples(): Promise<readonly OwnedSample[]> {
  const owned: OwnedSample[] = [];
  for (const importer of importers) {
    const written: unknown = await import(join(folder, importer.id, "samples.ts"));
    if (!hasSamples(written)) throw new TypeError(`${importer.id}/samples.ts: expected samples`);
    for (const sample of written.samples) {
      const text = typeof sample.document === "string" ? sample.document : JSON.stringify(sample.document, null, 1);
      owned.push({ name: `${importer.id}: ${sample.name}`, importer, sample, text, data: parse(text) });
    }
  }
  return owned;
}

function hasSamples(module: unknown): module is { readonly samples: readonly ImportSample[] } {
  return typeof module === "object" && module !== null && "samples" in module && Array.isArray(module.samples);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // It is no JSON: lines, XML, CSV, YAML.
    return undefined;
  }
}

/** Makes a document of a text; it comes in pieces of some bytes. */
export function sourceOf(text: string, pieceBytes = 65_536): DocumentSource {
  const bytes = Buffer.from(text);
  return {
    name: "report",
    async *open() {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    },
  };
}

/** Imports one document at a fixed time. */
export async function importText(text: string, from?: string): Promise<readonly Report[]> {
  const clock = (): Date => new Date("2026-01-02T03:04:05Z");
  const { reports } = await importReports([sourceOf(text)], { clock, ...(from === undefined ? {} : { from }) });
  return reports;
}

/** Gives every finding of some reports. */
export function findingsOf(reports: readonly Report[]): readonly Finding[] {
  return reports.flatMap(({ findings }) => findings);
}

/** Gives the ids of all findings, sorted. */
export function idsOf(reports: readonly Report[]): readonly string[] {
  return findingsOf(reports)
    .map(({ id }) => id)
    .toSorted();
}

/** Expects a finding that contains a value: of objects each member, of lists each element in any order. */
export function expectContained(findings: readonly Finding[], expected: object): void {
  if (findings.some((finding) => contains(finding, expected))) return;
  // The nearest by rule is shown beside what was expected.
  expect(findings).toContainEqual(expect.objectContaining(expected));
}

function contains(value: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return Array.isArray(value) && expected.every((one) => value.some((element) => contains(element, one)));
  }
  if (typeof expected !== "object" || expected === null) return Object.is(value, expected);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(expected).every(([key, member]) => {
    const found: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    return contains(found, member);
  });
}
