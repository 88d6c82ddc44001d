import fc from "fast-check";
import { expect, test } from "vitest";
import { findScheduleProblem } from "./cron-schedule.ts";

// Bounds and names from the manual of robfig/cron v3, "CRON Expression Format", read by hand.
test.each([
  { name: "every minute", schedule: "* * * * *", field: undefined },
  { name: "steps, ranges, lists and names", schedule: "*/15 0-6,22 1 JAN-mar ?", field: undefined },
  { name: "macro", schedule: "@hourly", field: undefined },
  { name: "interval", schedule: "@every 1h30m", field: undefined },
  { name: "Sunday as 7", schedule: "0 0 * * 7", field: "day of week" },
  { name: "hour 24", schedule: "0 24 * * *", field: "hour" },
  { name: "day 0", schedule: "0 0 0 * *", field: "day of month" },
  { name: "range backwards", schedule: "30-10 * * * *", field: "minute" },
  { name: "step of nothing", schedule: "*/0 * * * *", field: "minute" },
  { name: "month by a wrong name", schedule: "0 0 1 january *", field: "month" },
  { name: "six fields", schedule: "0 0 0 * * *", field: "schedule" },
  { name: "reboot", schedule: "@reboot", field: "schedule" },
  { name: "nothing", schedule: "", field: "schedule" },
])("$name", ({ schedule, field }) => {
  expect(findScheduleProblem(schedule)?.field).toBe(field);
});

test("never throws, whatever is written", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(["undefined", "object"]).toContain(typeof findScheduleProblem(text));
    }),
  );
});
