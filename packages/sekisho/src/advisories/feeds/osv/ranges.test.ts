import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../formats/json/json-value.ts";
import { compareIn } from "../compare-in.ts";
import { readOsvRanges } from "./ranges.ts";

function compare(left: string, right: string): number | undefined {
  return compareIn("npm", left, right);
}

function packageWith(events: readonly unknown[], type = "SEMVER"): JsonObject {
  return { ranges: [{ type, events }] };
}

/** Expected by hand, from the schema's section "Evaluation". */
describe("ranges", () => {
  test.each([
    { name: "from the first version", events: [{ introduced: "0" }, { fixed: "1.2.0" }], ranges: [{ fixed: "1.2.0" }] },
    {
      name: "from the lowest prerelease",
      events: [{ introduced: "0.0.0-0" }, { fixed: "0.9.0" }],
      ranges: [{ fixed: "0.9.0" }],
    },
    {
      name: "the last affected version",
      events: [{ introduced: "1.0.0" }, { last_affected: "1.5.1" }],
      ranges: [{ introduced: "1.0.0", lastAffected: "1.5.1" }],
    },
    { name: "no end", events: [{ introduced: "2.0.0" }], ranges: [{ introduced: "2.0.0" }] },
    { name: "every version", events: [{ introduced: "0" }], ranges: [{}] },
    {
      name: "several lines",
      events: [{ introduced: "1.0.0" }, { fixed: "1.0.5" }, { introduced: "2.0.0" }, { fixed: "2.1.0" }],
      ranges: [
        { introduced: "1.0.0", fixed: "1.0.5" },
        { introduced: "2.0.0", fixed: "2.1.0" },
      ],
    },
    {
      name: "events in another order",
      events: [
        { fixed: "2.0.0" },
        { introduced: "3.0.0" },
        { introduced: "4.0.0" },
        { fixed: "5.0.0" },
        { introduced: "0" },
      ],
      ranges: [{ fixed: "2.0.0" }, { introduced: "3.0.0", fixed: "5.0.0" }],
    },
    {
      name: "two events in one object",
      events: [{ introduced: "0", fixed: "1.0.0" }],
      ranges: [{ fixed: "1.0.0" }],
    },
    {
      name: "a limit where there is no end",
      events: [{ introduced: "1.0.0" }, { limit: "3.0.0" }],
      ranges: [{ introduced: "1.0.0", fixed: "3.0.0" }],
    },
    {
      name: "a limit of everything",
      events: [{ introduced: "1.0.0" }, { limit: "*" }],
      ranges: [{ introduced: "1.0.0" }],
    },
    {
      name: "a line that began repaired",
      events: [{ introduced: "0" }, { fixed: "3.5.4" }, { introduced: "2026.1.0" }, { fixed: "2026.1.0" }],
      ranges: [{ fixed: "3.5.4" }],
    },
  ])("$name", ({ events, ranges }) => {
    expect(readOsvRanges(packageWith(events), compare)).toEqual({ ranges, doubtful: [], oddities: [] });
  });
});

describe("what contradicts itself is never clean", () => {
  test.each([
    { name: "no events", events: [], doubtful: [{}] },
    {
      name: "an end before its start",
      events: [{ introduced: "2.0.0" }, { fixed: "1.0.0" }],
      doubtful: [{ introduced: "1.0.0" }],
    },
    {
      name: "nothing but a repaired start",
      events: [{ introduced: "2.0.0" }, { fixed: "2.0.0" }],
      doubtful: [{ introduced: "2.0.0" }],
    },
    { name: "repaired before every version", events: [{ introduced: "0" }, { fixed: "0" }], doubtful: [{}] },
    { name: "an end without a start", events: [{ fixed: "1.0.0" }], doubtful: [{}] },
    { name: "versions that are numbers", events: [{ introduced: 0 }], doubtful: [{}] },
    { name: "events that are texts", events: ["introduced"], doubtful: [{}] },
    { name: "an empty version", events: [{ introduced: "" }], doubtful: [{}] },
    {
      name: "an order that cannot be found",
      events: [{ fixed: "not a version" }, { introduced: "1.0.0" }],
      doubtful: [{}],
    },
  ])("$name", ({ events, doubtful }) => {
    const read = readOsvRanges(packageWith(events), compare);

    expect(read.ranges).toEqual([]);
    expect(read.doubtful).toEqual(doubtful);
    expect(read.oddities).toHaveLength(1);
  });
});

test("ranges of commits are passed over", () => {
  const events = [{ introduced: "0" }, { fixed: "8f2c" }, { fixed: "9a1b" }];

  expect(readOsvRanges(packageWith(events, "GIT"), compare)).toEqual({ ranges: [], doubtful: [], oddities: [] });
});

test("a range that cannot be read leaves the others", () => {
  const affected = { ranges: [7, { type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.0.0" }] }] };

  expect(readOsvRanges(affected, compare)).toMatchObject({ ranges: [{ fixed: "1.0.0" }], doubtful: [{}] });
});
