import { expect, test } from "vitest";
import { readFeedDate } from "./feed-date.ts";

test.each([
  { name: "2021-04-14T20:04:52Z", date: "2021-04-14T20:04:52Z" },
  { name: "2021-07-16T01:31:33.917972Z", date: "2021-07-16T01:31:33Z" },
  { name: "2020-10-19T18:03:06-04:00", date: "2020-10-19T22:03:06Z" },
  { name: "2024-10-25T00:00:00+0000", date: "2024-10-25T00:00:00Z" },
  { name: "2018-04-26 17:50", date: "2018-04-26T17:50:00Z" },
  { name: "2025-08-07T03:01:40.660439", date: "2025-08-07T03:01:40Z" },
  { name: "2019-10-23", date: "2019-10-23T00:00:00Z" },
  { name: "0001-01-01T00:00:00Z", date: undefined },
  { name: "1970-01-01T00:00:00Z", date: undefined },
  { name: "2024-13-45", date: undefined },
  { name: "yesterday", date: undefined },
  { name: "", date: undefined },
])("$name", ({ name, date }) => {
  expect(readFeedDate(name)).toBe(date);
});
