import { describe, expect, test } from "vitest";
import { parseShellcheckReport } from "./shellcheck-report.ts";

const comment = {
  file: "-",
  line: 2,
  endLine: 2,
  column: 6,
  endColumn: 8,
  level: "info",
  code: 2086,
  message: "m",
  fix: null,
};

// The shape is that of `shellcheck --format=json1`, version 0.11.
describe("parseShellcheckReport", () => {
  test("reads remarks", () => {
    const report = parseShellcheckReport(JSON.stringify({ comments: [comment] }));
    expect(report).toEqual([{ line: 2, endLine: 2, column: 6, endColumn: 8, level: "info", code: 2086, message: "m" }]);
  });

  test.each([
    { name: "no JSON", text: "Usage: shellcheck" },
    { name: "another document", text: "[]" },
    { name: "no list", text: '{"comments":{}}' },
    { name: "an unknown level", text: JSON.stringify({ comments: [{ ...comment, level: "fatal" }] }) },
    { name: "a line that is no number", text: JSON.stringify({ comments: [{ ...comment, line: "2" }] }) },
    { name: "null", text: '{"comments":[null]}' },
  ])("refuses $name", ({ text }) => {
    expect(parseShellcheckReport(text)).toBeUndefined();
  });
});
