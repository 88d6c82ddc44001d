import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { holdsVersion } from "./vers-range.ts";

// Ranges of the VERS specification (package-url/vers-spec), the answers counted by hand.
test.each([
  { range: "vers:npm/1.2.3|>=2.0.0|<5.0.0", version: "1.2.3", expected: true },
  { range: "vers:npm/1.2.3|>=2.0.0|<5.0.0", version: "1.2.4", expected: false },
  { range: "vers:npm/1.2.3|>=2.0.0|<5.0.0", version: "2.0.0", expected: true },
  { range: "vers:npm/1.2.3|>=2.0.0|<5.0.0", version: "4.9.9", expected: true },
  { range: "vers:npm/1.2.3|>=2.0.0|<5.0.0", version: "5.0.0", expected: false },
  { range: "vers:pypi/0.0.0|0.0.1|0.0.2|0.0.3|1.0|2.0pre1", version: "1.0.0", expected: true },
  { range: "vers:pypi/>=1.0|!=1.5|<2.0", version: "1.5", expected: false },
  { range: "vers:pypi/>=1.0|!=1.5|<2.0", version: "1.6", expected: true },
  { range: "vers:deb/<1%3A2.0-1", version: "1:1.9-1", expected: true },
  { range: "vers:maven/>=1|<=3|>=5|<7", version: "4", expected: false },
  { range: "vers:maven/>=1|<=3|>=5|<7", version: "6", expected: true },
  { range: "vers:maven/>7", version: "8", expected: true },
  { range: "vers:maven/<7", version: "8", expected: false },
  { range: "vers:npm/*", version: "1.0.0", expected: true },
  { range: "vers:nobody/1.0", version: "1.0", expected: undefined },
  { range: "vers:npm/", version: "1.0.0", expected: undefined },
  { range: "vers:npm/>=x", version: "1.0.0", expected: undefined },
  { range: ">=1.0", version: "1.0.0", expected: undefined },
])("$range holds $version: $expected", ({ range, version, expected }) => {
  expect(holdsVersion(range, version)).toBe(expected);
});

test("never throws", () => {
  assert(property(string(), string(), (range, version) => holdsVersion(`vers:npm/${range}`, version) !== null));
});
