import { expect, test } from "vitest";
import { dayBefore, isCalendarDate } from "./calendar-date.ts";

// Leap years by the Gregorian rule: every fourth year, but of the centuries only every fourth.
test.each([
  { name: "a day", text: "2027-03-31", expected: true },
  { name: "a leap day", text: "2028-02-29", expected: true },
  { name: "no leap day", text: "2027-02-29", expected: false },
  { name: "a century", text: "2100-02-29", expected: false },
  { name: "a fourth century", text: "2000-02-29", expected: true },
  { name: "a thirteenth month", text: "2027-13-01", expected: false },
  { name: "month zero", text: "2027-00-10", expected: false },
  { name: "day zero", text: "2027-01-00", expected: false },
  { name: "other separators", text: "2027/01/01", expected: false },
  { name: "a time behind it", text: "2027-01-01T00:00", expected: false },
])("$name", ({ text, expected }) => {
  expect(isCalendarDate(text)).toBe(expected);
});

test.each([
  { name: "within a month", date: "2027-03-31", expected: "2027-03-30" },
  { name: "over a leap February", date: "2028-03-01", expected: "2028-02-29" },
  { name: "over a year", date: "2027-01-01", expected: "2026-12-31" },
])("the day before: $name", ({ date, expected }) => {
  expect(dayBefore(date)).toBe(expected);
});
