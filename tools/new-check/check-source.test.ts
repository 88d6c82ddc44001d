import { describe, expect, test } from "vitest";
import { checkFields, checkSource, fieldProblem } from "./check-source.ts";

const answers: Readonly<Record<string, string>> = {
  "title-en": 'Says "no"',
  "title-ja": "引用符を含む題名",
  severity: "low",
  "why-en": "Because.",
  "why-ja": "理由です。",
  "remediation-en": "Do.",
  "remediation-ja": "対処してください。",
  source: "Dockerfile reference",
  aliases: "hadolint:DL9999 trivy:DS-9999",
  fail: "FROM a\\nRUN b",
  pass: "FROM a",
};

describe("fieldProblem", () => {
  test.each(checkFields)("accepts an answer for $name", ({ name }) => {
    expect(fieldProblem(name, answers[name] ?? "")).toBeUndefined();
  });
  test.each([
    { name: "severity", answer: "bad", problem: 'expected one of critical, high, medium, low, info, got "bad"' },
    { name: "title-en", answer: "  ", problem: "expected a text, got nothing" },
    { name: "why-ja", answer: "English", problem: 'expected Japanese, got "English"' },
    { name: "aliases", answer: "hadolint:DL1 DL2", problem: 'expected tool:ID, got "DL2"' },
  ])("refuses $answer for $name", ({ name, answer, problem }) => {
    expect(fieldProblem(name, answer)).toBe(problem);
  });
});

describe("checkSource", () => {
  const source = checkSource("dockerfile/says-no", answers);
  test("names the constant after the file", () => {
    expect(source).toContain("export const saysNo = defineDockerfileCheck({");
  });
  test("quotes what was answered", () => {
    expect(source).toContain('title: { en: "Says \\"no\\"", ja: "引用符を含む題名" }');
    expect(source).toContain('aliases: ["hadolint:DL9999","trivy:DS-9999"]');
  });
  test("turns \\n into a line end", () => {
    expect(source).toContain('fail: ["FROM a\\nRUN b"]');
  });
});
