import { describe, expect, test } from "vitest";
import type { SupportCycle } from "../../model/support.ts";
import { parseImageReference } from "../image-reference/image-reference.ts";
import { findBaseImage } from "./find-base-image.ts";
import { endOfLifeOn, findSupport, findSupportEnd } from "./support.ts";
import { builtInCalendar, completeCalendar, type SupportCalendar } from "./support-calendar.ts";
import { findSupportedReference } from "./supported-tag.ts";

function calendarOf(date: string, products: Readonly<Record<string, readonly SupportCycle[]>>): SupportCalendar {
  return completeCalendar({ date, cyclesOf: (product) => products[product] ?? [] });
}

/** Of 2030: what the calendar that comes with the program cannot know. */
const later = calendarOf("2030-01-01", {
  nginx: [{ name: "1.40" }, { name: "1.29", ends: "2027-05-01" }],
  debian: [{ name: "15" }, { name: "13", isOver: true }],
});

describe("a younger calendar", () => {
  test.each([
    { name: "an end that was announced since", image: "nginx:1.29", expected: ["nginx 2027-05-01"] },
    { name: "an end on a day that nobody names", image: "debian:13", expected: ["debian undefined"] },
    { name: "a new release", image: "debian:15", expected: [] },
    { name: "a product that it lacks", image: "alpine:3.20", expected: ["alpine-linux 2026-04-01"] },
  ])("decides: $name", ({ image, expected }) => {
    const reference = parseImageReference(image);
    const known = reference === undefined ? undefined : findBaseImage(reference);
    const ended = known === undefined ? undefined : endOfLifeOn(known, "2030-01-02", later);

    expect(ended?.map(({ product, endedOn }) => `${product} ${endedOn}`)).toEqual(expected);
  });

  test("names the release to go to", () => {
    const reference = parseImageReference("debian:13-slim");
    const known = reference === undefined ? undefined : findBaseImage(reference);
    if (reference === undefined || known === undefined) throw new Error("debian is known");

    expect(findSupportedReference(reference, known, { today: "2030-01-02", calendar: later })).toBe("debian:15-slim");
  });
});

test("an older calendar does not hide what the program knows", () => {
  const older = calendarOf("2020-01-01", { debian: [{ name: "10" }], invented: [{ name: "1", ends: "2019-01-01" }] });

  expect(findSupportEnd("debian", "10", older)).toBe(findSupportEnd("debian", "10", builtInCalendar));
  expect(findSupportEnd("invented", "1.2", older)).toBe("2019-01-01");
});

test.each([
  { name: "no announced end", cycles: [{ name: "1" }], expected: undefined },
  { name: "over since an unknown day", cycles: [{ name: "1", isOver: true as const }], expected: "1" },
  { name: "several cycles, one still maintained", cycles: [{ name: "1.2", ends: "2031-01-01" }], expected: undefined },
  { name: "several cycles, all over", cycles: [{ name: "1.2", ends: "2029-01-01" }], expected: "1.2" },
  { name: "no cycle of that name", cycles: [{ name: "2", ends: "2029-01-01" }], expected: undefined },
])("version 1 of a product: $name", ({ cycles, expected }) => {
  const calendar = calendarOf("2030-01-01", { invented: cycles });

  expect(findSupport({ subject: "product", product: "invented", version: "1" }, calendar)?.cycle).toBe(expected);
});
