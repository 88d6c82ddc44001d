import { describe, expect, test } from "vitest";
import { type SampleKind, sampleKinds } from "../packages/sekisho/src/importers/sample.ts";
import { importers } from "../packages/sekisho/src/scan/import/import-reports.ts";
import { sampleGaps } from "./import-sample-gaps.ts";
import { loadSamples, type OwnedSample } from "./import-samples.ts";

const samples = await loadSamples();

function samplesOf(importer: string, kind: SampleKind): readonly OwnedSample[] {
  return samples.filter((one) => one.importer.id === importer && one.sample.shows?.includes(kind) === true);
}

function isGap(importer: string, kind: SampleKind): boolean {
  return sampleGaps.some((gap) => gap.importer === importer && gap.kind === kind);
}

/** Things that were found or listed. */
function countTold({ sample }: OwnedSample): number {
  return sample.findings + (sample.packages ?? 0);
}

describe.each(importers.map(({ id }) => ({ id })))("$id", ({ id }) => {
  test.each(sampleKinds.map((kind) => ({ kind })))("has a sample, or a reason for having none: $kind", ({ kind }) => {
    expect(samplesOf(id, kind).length > 0).toBe(!isGap(id, kind));
  });

  test("the smallest sample has one thing in it, and no other that is read whole is shorter", () => {
    const others = samples.filter(
      (one) => one.importer.id === id && countTold(one) > 0 && (one.sample.unread ?? 0) === 0,
    );
    const smallest = samplesOf(id, "smallest");

    expect(smallest.map(countTold)).toEqual(smallest.map(() => 1));
    expect(Math.min(...smallest.map(compactLength))).toBe(Math.min(...others.map(compactLength)));
  });

  test("the empty samples have nothing in them, and all of it is read", () => {
    const empty = samplesOf(id, "empty");

    expect(empty.filter((one) => countTold(one) > 0 || (one.sample.unread ?? 0) > 0)).toEqual([]);
  });

  test("the old samples say whose they are: another version than the present one", () => {
    const sources = new Set(samplesOf(id, "old").map(({ sample }) => sample.source));

    expect([...sources].filter((source) => !/\d|engine|Starboard/.test(source))).toEqual([]);
  });
});

test("reasons are given of importers that there are, each once", () => {
  const named = sampleGaps.map(({ importer, kind }) => `${importer} ${kind}`);

  expect(named).toEqual([...new Set(named)]);
  expect(sampleGaps.filter(({ importer }) => importers.every(({ id }) => id !== importer))).toEqual([]);
});

/** As it is without the space that makes it readable. */
function compactLength({ text, data }: OwnedSample): number {
  return data === undefined ? text.length : JSON.stringify(data).length;
}
