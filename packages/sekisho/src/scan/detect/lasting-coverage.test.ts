import { expect, test } from "vitest";
import type { JudgeCoverage } from "../../detectors/alert.ts";
import { lastingCoverage } from "./lasting-coverage.ts";

const hourMs = 3_600_000;
const reason = { en: "no body", ja: "本文なし" };
const done = { plugin: "a", ended: "done", asked: 5 } as const;
const partial = { plugin: "a", ended: "partial", reason, asked: 5 } as const;
const bodiless = { plugin: "a", ended: "skipped", reason, asked: 5 } as const;
const notAsked = { plugin: "a", ended: "done", asked: 0 } as const;
const wrongKind = { plugin: "a", ended: "skipped", reason, asked: 0 } as const;
const disabled = { plugin: "a", ended: "skipped", reason } as const;

test.each<{ name: string; pieces: readonly (readonly [hours: number, JudgeCoverage])[]; ended: string }>([
  {
    name: "what was answered in part stays so for a day",
    pieces: [
      [0, partial],
      [23, done],
    ],
    ended: "partial",
  },
  {
    name: "and is done after it",
    pieces: [
      [0, partial],
      [24, done],
    ],
    ended: "done",
  },
  {
    name: "a piece without such events says nothing",
    pieces: [
      [0, bodiless],
      [48, notAsked],
    ],
    ended: "skipped",
  },
  {
    name: "a kind of events that comes at last",
    pieces: [
      [0, wrongKind],
      [1, done],
    ],
    ended: "done",
  },
  {
    name: "a kind of events that is in another piece",
    pieces: [
      [0, done],
      [1, wrongKind],
    ],
    ended: "done",
  },
  {
    name: "what was answered and then not",
    pieces: [
      [0, done],
      [1, partial],
    ],
    ended: "partial",
  },
  {
    name: "a question that is switched off",
    pieces: [
      [0, done],
      [1, disabled],
    ],
    ended: "skipped",
  },
  {
    name: "and on again",
    pieces: [
      [0, disabled],
      [1, done],
    ],
    ended: "done",
  },
])("$name", ({ pieces, ended }) => {
  let known = lastingCoverage([], [], 0);
  for (const [hours, covered] of pieces) known = lastingCoverage(known, [covered], hours * hourMs);

  expect(known.map((covered) => covered.ended)).toEqual([ended]);
});

test("a question that is asked no more is not told of", () => {
  expect(lastingCoverage(lastingCoverage([], [partial], 0), [], hourMs)).toEqual([]);
});
