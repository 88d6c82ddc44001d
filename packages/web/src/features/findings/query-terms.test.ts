import { describe, expect, test } from "vitest";
import { hasTerm, toggleTerm } from "./query-terms.ts";

describe("toggleTerm", () => {
  test.each([
    {
      name: "adds a field",
      query: "state:open",
      field: "severity",
      value: "high",
      expected: "state:open severity:high",
    },
    {
      name: "adds a value to a field",
      query: "severity:high state:open",
      field: "severity",
      value: "low",
      expected: "state:open severity:high,low",
    },
    {
      name: "takes a value away",
      query: "severity:high,low state:open",
      field: "severity",
      value: "high",
      expected: "state:open severity:low",
    },
    { name: "takes the last value away", query: "severity:high", field: "severity", value: "high", expected: "" },
    {
      name: "leaves words and other terms as they are",
      query: 'log4j -severity:high "a b" severity>=low',
      field: "severity",
      value: "high",
      expected: 'log4j -severity:high "a b" severity>=low severity:high',
    },
    {
      name: "quotes what has blanks and quotation marks",
      query: "",
      field: "rule",
      value: 'a "b" \\c',
      expected: 'rule:"a \\"b\\" \\\\c"',
    },
    {
      name: "joins terms that were written apart",
      query: "kind:secret x kind:malware",
      field: "kind",
      value: "activity",
      expected: "x kind:secret,malware,activity",
    },
  ])("$name", ({ query, field, value, expected }) => {
    expect(toggleTerm(query, field, value)).toBe(expected);
  });

  test("twice gives a query that asks for the same", () => {
    const once = toggleTerm("state:open", "rule", "dockerfile/no-user");

    expect(hasTerm(once, "rule", "dockerfile/no-user")).toBe(true);
    expect(toggleTerm(once, "rule", "dockerfile/no-user")).toBe("state:open");
  });
});
