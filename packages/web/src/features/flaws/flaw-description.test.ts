import { expect, test } from "vitest";
import { readFlawDescription } from "./flaw-description.ts";

const nothing = { summary: undefined, score: undefined, weaknesses: [], references: [] };

test.each([
  {
    name: "what our scanner writes",
    description: {
      summary: "Remote code execution",
      score: 10,
      weaknesses: ["CWE-502"],
      references: ["https://nvd.nist.gov/vuln/detail/CVE-2021-44228"],
    },
    expected: {
      summary: "Remote code execution",
      score: 10,
      weaknesses: ["CWE-502"],
      references: ["https://nvd.nist.gov/vuln/detail/CVE-2021-44228"],
    },
  },
  { name: "nothing", description: {}, expected: nothing },
  {
    name: "other types",
    description: { summary: 5, score: "10", weaknesses: "CWE-1", references: { 0: "https://a.example" } },
    expected: nothing,
  },
  {
    name: "a script where an address belongs",
    description: { references: ["javascript:alert(1)", "data:text/html,x", "https://", "//a.example", 7] },
    expected: nothing,
  },
  { name: "a weakness that is markup", description: { weaknesses: ["<b>CWE-1</b>", "CWE-"] }, expected: nothing },
  { name: "a score beyond the scale", description: { score: 11 }, expected: nothing },
])("reads $name", ({ description, expected }) => {
  expect(readFlawDescription(description)).toEqual(expected);
});
