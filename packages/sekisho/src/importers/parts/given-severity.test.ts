import { expect, test } from "vitest";
import { givenSeverities, highestScore } from "./given-severity.ts";

test.each([
  { name: "version 2", vector: "AV:N/AC:L/Au:N/C:P/I:P/A:P", system: "cvss-2" },
  { name: "version 3", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", system: "cvss-3" },
  { name: "version 3 without its prefix", vector: "AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", system: "cvss-3" },
  { name: "version 4", vector: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", system: "cvss-4" },
])("$name", ({ vector, system }) => {
  expect(givenSeverities([{ from: "nvd", vector, score: 5 }])).toEqual([{ system, from: "nvd", vector, score: 5 }]);
});

test("nothing rates nothing, and 0 alone stands for nothing", () => {
  const given = givenSeverities([{ from: "nvd" }, { from: "nvd", vector: "", score: 0 }, { from: "x", score: 7 }]);

  expect(given).toEqual([{ system: "score", from: "x", score: 7 }]);
  expect(highestScore([...given, { system: "score", from: "y", score: 99 }])).toBe(7);
});
