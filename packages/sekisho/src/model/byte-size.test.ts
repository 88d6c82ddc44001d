import { expect, test } from "vitest";
import { formatByteSize } from "./byte-size.ts";

// Counted by hand: units of 1024, one digit behind the point below 100.
test.each([
  { name: "nothing", bytes: 0, text: "0 B" },
  { name: "below a unit", bytes: 1023, text: "1023 B" },
  { name: "one unit", bytes: 1024, text: "1.0 KiB" },
  { name: "one and a half", bytes: 1536, text: "1.5 KiB" },
  { name: "three digits", bytes: 123_326_817, text: "118 MiB" },
  { name: "rounded up to the next unit", bytes: 1023 * 1024, text: "1.0 MiB" },
  { name: "gibibytes", bytes: 2.5 * 1024 ** 3, text: "2.5 GiB" },
  { name: "more than the largest unit", bytes: 5000 * 1024 ** 4, text: "5000 TiB" },
])("$name", ({ bytes, text }) => {
  expect(formatByteSize(bytes)).toBe(text);
});
