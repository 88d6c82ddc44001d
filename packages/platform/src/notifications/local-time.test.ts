import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOfQuiet, nextDigest } from "./local-time.ts";

const at = (moment: string): number => Date.parse(moment);

// Offsets by the tz database: Tokyo +09:00 always; Berlin +01:00, from 2026-03-29 01:00Z +02:00, from 2026-10-25 01:00Z
// +01:00 again.
describe("a digest goes out next", () => {
  test.each([
    { name: "today", now: "2026-11-22T00:00:00Z", at: "09:30", zone: "Asia/Tokyo", next: "2026-11-22T00:30:00Z" },
    { name: "tomorrow", now: "2026-11-22T00:30:00Z", at: "09:30", zone: "Asia/Tokyo", next: "2026-11-23T00:30:00Z" },
    { name: "at midnight", now: "2026-11-22T00:30:00Z", at: "00:00", zone: "Asia/Tokyo", next: "2026-11-22T15:00:00Z" },
    {
      name: "in winter",
      now: "2026-03-28T12:00:00Z",
      at: "08:00",
      zone: "Europe/Berlin",
      next: "2026-03-29T06:00:00Z",
    },
    {
      name: "at the leap",
      now: "2026-03-28T12:00:00Z",
      at: "02:30",
      zone: "Europe/Berlin",
      next: "2026-03-29T01:30:00Z",
    },
    {
      name: "once where it is twice",
      now: "2026-10-24T12:00:00Z",
      at: "02:30",
      zone: "Europe/Berlin",
      next: "2026-10-25T00:30:00Z",
    },
    {
      name: "in half hours",
      now: "2026-11-22T00:00:00Z",
      at: "06:00",
      zone: "Asia/Kolkata",
      next: "2026-11-22T00:30:00Z",
    },
  ])("$name", ({ now, at: time, zone, next }) => {
    expect(new Date(nextDigest(at(now), { at: time, timeZone: zone })).toISOString()).toBe(next.replace("Z", ".000Z"));
  });

  test("on Monday behind a weekend", () => {
    // 2026-11-21 is a Saturday.
    const next = nextDigest(at("2026-11-21T03:00:00Z"), { at: "09:00", timeZone: "Asia/Tokyo", days: [1, 2, 3, 4, 5] });

    expect(new Date(next).toISOString()).toBe("2026-11-23T00:00:00.000Z");
  });

  test("always later, and at most two days and an hour later", () => {
    const zones = ["Asia/Tokyo", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"];
    fc.assert(
      fc.property(
        fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2030-01-01T00:00:00Z") }),
        fc.integer({ min: 0, max: 1439 }),
        fc.constantFrom(...zones),
        (now, minutes, timeZone) => {
          const time = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
          const wait = nextDigest(now, { at: time, timeZone }) - now;
          expect(wait).toBeGreaterThan(0);
          expect(wait).toBeLessThanOrEqual(49 * 3_600_000);
        },
      ),
    );
  });
});

describe("quiet hours", () => {
  const night = { from: "22:00", until: "07:00", timeZone: "Asia/Tokyo" };
  test.each([
    { name: "let the day pass", now: "2026-11-22T03:00:00Z", quiet: night, next: "2026-11-22T03:00:00Z" },
    { name: "hold the evening until morning", now: "2026-11-22T14:00:00Z", quiet: night, next: "2026-11-22T22:00:00Z" },
    { name: "hold the early morning", now: "2026-11-21T20:00:00Z", quiet: night, next: "2026-11-21T22:00:00Z" },
    { name: "end on the minute", now: "2026-11-21T22:00:00Z", quiet: night, next: "2026-11-21T22:00:00Z" },
    {
      name: "may lie within a day",
      now: "2026-11-22T03:10:00Z",
      quiet: { from: "12:00", until: "13:00", timeZone: "Asia/Tokyo" },
      next: "2026-11-22T04:00:00Z",
    },
    {
      name: "of no length hold nothing",
      now: "2026-11-22T03:00:00Z",
      quiet: { from: "12:00", until: "12:00", timeZone: "Asia/Tokyo" },
      next: "2026-11-22T03:00:00Z",
    },
  ])("$name", ({ now, quiet, next }) => {
    expect(endOfQuiet(at(now), quiet)).toBe(at(next));
  });
});
