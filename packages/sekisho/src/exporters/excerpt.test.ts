import { describe, expect, test } from "vitest";
import type { Finding } from "../model/finding.ts";
import type { Evidence, Location } from "../model/location.ts";
import { createSourceText } from "../model/source-text.ts";
import { createExcerptReader, cropLine, findSecrets, holdsSecret } from "./excerpt.ts";
import { sampleDocument, sampleReport } from "./fixtures/sample-report.ts";

const source = createSourceText("f", "FROM a\r\nRUN x \\\r\n    y\r\nENV T=hunter2 U=1\r\n5\n6\n7\n");
const secretLocation = { path: "f", startLine: 4, startColumn: 7, endLine: 4, endColumn: 14 };

describe("createExcerptReader", () => {
  // Lines, offsets and stars are counted by hand in the text above.
  test.each<{ name: string; location: Omit<Location, "path">; expected: readonly object[]; leftOut?: number }>([
    {
      name: "one line, without its CR",
      location: { startLine: 1, startColumn: 6, endLine: 1, endColumn: 7 },
      expected: [{ line: 1, text: "FROM a", from: 5, to: 6 }],
    },
    {
      name: "a range over lines leaves out indentation",
      location: { startLine: 2, startColumn: 5, endLine: 3, endColumn: 6 },
      expected: [
        { line: 2, text: "RUN x \\", from: 4, to: 7 },
        { line: 3, text: "    y", from: 4, to: 5 },
      ],
    },
    {
      name: "a line of a secret is masked",
      location: { startLine: 4, startColumn: 15, endLine: 4, endColumn: 18 },
      expected: [{ line: 4, text: "ENV T=******* U=1", from: 14, to: 17 }],
    },
    {
      name: "only the first lines of a long range",
      location: { startLine: 1, startColumn: 1, endLine: 7, endColumn: 2 },
      expected: [{ line: 1 }, { line: 2 }, { line: 3 }],
      leftOut: 4,
    },
    {
      name: "a range that ends before a line",
      location: { startLine: 5, startColumn: 1, endLine: 6, endColumn: 1 },
      expected: [{ line: 5, from: 0, to: 1 }],
    },
    { name: "a line without columns", location: { startLine: 3 }, expected: [{ line: 3, from: 4, to: 5 }] },
    { name: "no line", location: { pointer: "/a" }, expected: [] },
    { name: "a line past the end", location: { startLine: 99 }, expected: [] },
    {
      name: "columns past the end",
      location: { startLine: 1, startColumn: 90, endLine: 1, endColumn: 99 },
      expected: [{ from: 6, to: 6 }],
    },
  ])("$name", ({ location, expected, leftOut = 0 }) => {
    const read = createExcerptReader(findSecrets(documentWithSecret()), () => source);

    const excerpt = read(finding("misconfiguration", { location: { path: "f", ...location } }), {
      location: { path: "f", ...location },
    });

    expect(excerpt.lines).toMatchObject(expected);
    expect(excerpt.lines).toHaveLength(expected.length);
    expect(excerpt.leftOut).toBe(leftOut);
  });

  test.each([
    { name: "its masked excerpt in its place", excerpt: "h******", expected: "ENV T=h****** U=1" },
    { name: "stars when the excerpt has another length", excerpt: "h…", expected: "ENV T=******* U=1" },
    { name: "stars without excerpt", excerpt: undefined, expected: "ENV T=******* U=1" },
  ])("a secret shows $name", ({ excerpt, expected }) => {
    const evidence = { location: secretLocation, ...(excerpt === undefined ? {} : { excerpt }) };
    const read = createExcerptReader(findSecrets(documentWithSecret()), () => source);

    expect(read(finding("secret", evidence), evidence).lines[0]?.text).toBe(expected);
  });

  test.each([
    { name: "masks what the scan has masked", excerpt: "FR** a", shown: "FR** a" },
    { name: "takes one asterisk for none", excerpt: "FROM *", shown: "FROM a" },
    { name: "leaves a line that differs otherwise", excerpt: "FR** b", shown: "FROM a" },
    { name: "leaves a line of another length", excerpt: "FR** a…", shown: "FROM a" },
  ])("$name", ({ excerpt, shown }) => {
    const location = { path: "f", startLine: 1, startColumn: 1, endLine: 1, endColumn: 5 };
    const evidence = { location, excerpt };

    const read = createExcerptReader(new Map(), () => source);

    expect(read(finding("misconfiguration", evidence), evidence).lines[0]?.text).toBe(shown);
  });

  test("falls back to the stored excerpt when the file cannot be had", () => {
    const evidence = { location: { path: "f", startLine: 7 }, excerpt: "a\nb" };
    const read = createExcerptReader(findSecrets(sampleDocument("en")), () => undefined);

    expect(read(finding("misconfiguration", evidence), evidence).lines).toEqual([
      { line: 7, text: "a", from: 0, to: 1 },
      { line: 8, text: "b", from: 0, to: 1 },
    ]);
  });
});

test.each([
  { name: "the line itself", path: "f", line: 4, expected: true },
  { name: "another line", path: "f", line: 5, expected: false },
  { name: "another file", path: "g", line: 4, expected: false },
])("holdsSecret: $name", ({ path, line, expected }) => {
  expect(holdsSecret(findSecrets(documentWithSecret()), path, line)).toBe(expected);
});

test.each([
  { name: "short", text: "abc", from: 1, to: 2, expected: { text: "abc", marked: "b" } },
  { name: "at the start", text: "abcdefghijkl", from: 0, to: 2, expected: { text: "abcdefgh…", marked: "ab" } },
  { name: "in the middle", text: "abcdefghijklmnop", from: 6, to: 7, expected: { text: "…efghijkl…", marked: "g" } },
  { name: "at the end", text: "abcdefghijkl", from: 11, to: 12, expected: { text: "…efghijkl", marked: "l" } },
  {
    name: "wider than the cut",
    text: "abcdefghijkl",
    from: 0,
    to: 12,
    expected: { text: "abcdefgh…", marked: "abcdefgh" },
  },
])("cropLine: $name", ({ text, from, to, expected }) => {
  const cropped = cropLine({ line: 1, text, from, to }, 8);

  expect({ text: cropped.text, marked: cropped.text.slice(cropped.from, cropped.to) }).toEqual(expected);
});

function documentWithSecret() {
  const report = sampleReport("en");
  return {
    schemaVersion: 1 as const,
    reports: [{ ...report, findings: [finding("secret", { location: secretLocation })] }],
  };
}

function finding(kind: Finding["kind"], evidence: Evidence): Finding {
  return {
    id: kind,
    kind,
    rule: { id: "a/b", aliases: [], controls: [] },
    severity: "low",
    title: "",
    message: "",
    remediation: "",
    subject: "",
    evidence: [evidence],
    status: "open",
  };
}
