import { expect, test } from "vitest";
import { toTime } from "./to-time.ts";

// Expected values: RFC 3339 section 5.6; `date -u -d @N` for numbers.
test.each([
  { name: "RFC 3339 stays", value: "2023-04-05T06:07:08.123456Z", time: "2023-04-05T06:07:08.123456Z" },
  { name: "an offset without a colon", value: "2023-04-05T06:07:08+0900", time: "2023-04-05T06:07:08+09:00" },
  { name: "no zone is UTC", value: "2023-04-05 06:07:08", time: "2023-04-05T06:07:08Z" },
  { name: "as Go prints it", value: "2022-10-01 08:00:00 +0000 UTC", time: "2022-10-01T08:00:00+00:00" },
  { name: "a day", value: "2023-04-05", time: "2023-04-05T00:00:00Z" },
  { name: "minutes", value: "2023-04-05T06:07Z", time: "2023-04-05T06:07:00Z" },
  { name: "seconds", value: 1_577_934_245, time: "2020-01-02T03:04:05.000Z" },
  { name: "milliseconds", value: 1_577_934_245_000, time: "2020-01-02T03:04:05.000Z" },
  { name: "seconds as text", value: "1577934245", time: "2020-01-02T03:04:05.000Z" },
  { name: "a form of RFC 1123", value: "Thu, 02 Jan 2020 03:04:05 GMT", time: "2020-01-02T03:04:05.000Z" },
  { name: "the zero of Go", value: "0001-01-01T00:00:00Z", time: undefined },
  { name: "zero", value: 0, time: undefined },
  { name: "nothing", value: null, time: undefined },
  { name: "empty", value: "", time: undefined },
  { name: "a text that is no time is told later", value: "yesterday", time: "yesterday" },
  { name: "a number beyond all years", value: 1e300, time: undefined },
])("$name", ({ value, time }) => {
  expect(toTime(value)).toBe(time);
});
